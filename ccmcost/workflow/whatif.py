"""What if other States took part, or the cost were another: base against variant, and each State not party alone."""

from __future__ import annotations

from ccmcost.calc.liable import liable_at_meeting, rate_of
from ccmcost.errors import UsageError
from ccmcost.model.treaty import role_on
from ccmcost.statement.comparison import Case, Comparison, compare
from ccmcost.statement.effects import Effects, effects
from ccmcost.workflow.apportion import compute, load_basis
from ccmcost.workflow.request import Request, find_state, given_cost
from ccmcost.workspace import Workspace


def what_if(workspace: Workspace, meeting_id: str, request: Request, variant_cost: str | None = None) -> Comparison:
    """The meeting as it stands against the meeting with the States of the request added and removed.

    `request.cost` is the cost of both; `variant_cost` that of the variant alone. Ranked by the size of the difference.
    """
    basis = load_basis(workspace, meeting_id, request)
    base = compute(basis, request._replace(added=(), removed=()))
    if variant_cost is not None:
        cost = given_cost(variant_cost, basis.cost.total.currency, request.credit, "--variant-cost")
        if request.cost is None:
            raise UsageError("--variant-cost goes with --cost: an illustrative cost is no base for a change of cost.")
        basis = basis._replace(cost=cost)
    return compare([Case("base", base), Case("variant", compute(basis, request))], ranked=True)


def each_observer(workspace: Workspace, meeting_id: str, request: Request, watched: str = "") -> Effects:
    """What every State not party that does not bear the cost yet would change by joining alone.

    Each effect is that of a run of its own with that one State added. Raises UsageError under a rule that never charges
    States not party.
    """
    basis = load_basis(workspace, meeting_id, request)
    if basis.rule.liable == "parties_only":
        raise UsageError(f"--each-observer: under the rule {basis.rule.id} States not party bear no cost.")
    shown = find_state(watched, "--state", basis.states) if watched else ""
    base = compute(basis, request)
    bearing = liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day).keys() | set(request.added)
    outside = [
        code
        for code in basis.states
        if code not in bearing
        and base.assessment.line(code) is None
        and role_on(basis.treaty, code, basis.day) != "state_party"
    ]
    rated = [code for code in outside if rate_of(code, basis.scale, basis.rule) is not None]
    joined = [(code, compute(basis, request._replace(added=(*request.added, code)))) for code in rated]
    without = [code for code in outside if code not in rated]
    return effects(base, joined, shown, without)
