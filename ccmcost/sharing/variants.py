"""One meeting in several ways: under other rules, scales or lists, with other States."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from ccmcost.calc.liable import liable_at_meeting, rate_of
from ccmcost.errors import UsageError
from ccmcost.model.states import role_on
from ccmcost.sharing.basis import Basis, load_basis
from ccmcost.sharing.comparison import Case, Comparison, Effects, compare, effects
from ccmcost.sharing.compute import compute
from ccmcost.sharing.request import (
    Request,
    find_list,
    find_rule,
    find_scale,
    find_state,
    given_cost,
)
from ccmcost.workspace import Workspace

LARGEST = 12
"""More cases than this nobody reads side by side."""


def compare_meeting(
    workspace: Workspace,
    meeting_id: str,
    request: Request,
    rules: Sequence[str] = (),
    scales: Sequence[str] = (),
    participants: Sequence[str] = (),
) -> Comparison:
    """Every combination of rules (ids or files), scales (ids) and lists (files); the convention's
    rules if none is named.

    Raises UsageError if there are fewer than two cases or too many; DataError with all findings at
    once.
    """
    for option, names in (
        ("--rules", rules),
        ("--scales", scales),
        ("--participants", participants),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise UsageError(f"{option}: {', '.join(twice)} stands twice.")
    rule, scale, listed = (names[0] if names else None for names in (rules, scales, participants))
    request = request._replace(rule=rule, scale=scale, participants=listed)
    basis = load_basis(workspace, meeting_id, request)
    variants = _variants(
        basis,
        rules if rules or scales or participants else basis.convention.rules,
        scales,
        participants,
    )
    if not 2 <= len(variants) <= LARGEST:
        raise UsageError(
            f"cases asked for: {len(variants)}; from 2 to {LARGEST} can be compared. "
            f"Name two or more with --rules, --scales or --participants."
        )
    vary = [len({names[index] for names, _ in variants}) > 1 for index in range(3)]
    return compare(
        [
            Case(
                ", ".join(name for name, varies in zip(names, vary, strict=True) if varies),
                compute(variant, request),
            )
            for names, variant in variants
        ]
    )


def _variants(
    basis: Basis, rules: Sequence[str], scales: Sequence[str], lists: Sequence[str]
) -> list[tuple[tuple[str, str, str], Basis]]:
    """The basis with each combination of list, scale and rule, by their names;
    what is not named stays as it is.
    """
    data = basis.data
    found = [rule for name in rules if (rule := find_rule(data, name)) is not None] or [basis.rule]
    allowed = frozenset(code for rule in found for code in rule.fixed)
    listed = [(name, find_list(data, name, allowed)) for name in lists] or [("", basis.listed)]
    ids = [find_scale(data, name) for name in scales] or [basis.scale.id]
    loaded = {scale_id: data.scale(scale_id) for scale_id in ids if scale_id != basis.scale.id} | {
        basis.scale.id: basis.scale
    }
    data.checked(loaded)
    by_day = data.scale_for(basis.day)
    made = []
    for (name, these), scale_id, rule in product(listed, ids, found):
        chosen = basis.scale_chosen
        if scale_id != basis.scale.id:
            chosen = "by day" if scale_id == by_day else "override"
        variant = basis._replace(
            listed=these, scale=loaded[scale_id], scale_chosen=chosen, rule=rule
        )
        made.append(((name, scale_id, rule.id), variant))
    return made


def what_if(
    workspace: Workspace, meeting_id: str, request: Request, variant_cost: str | None = None
) -> Comparison:
    """The meeting as it stands against the meeting with the States of the request added and
    removed.

    `request.cost` is the cost of both; `variant_cost` that of the variant alone. Ranked by the size
    of the difference.
    """
    basis = load_basis(workspace, meeting_id, request)
    base = compute(basis, request._replace(added=(), removed=()))
    if variant_cost is not None:
        cost = given_cost(variant_cost, basis.cost.total.currency, request.credit, "--variant-cost")
        if request.cost is None:
            raise UsageError(
                "--variant-cost goes with --cost: an illustrative cost is no base for a change "
                "of cost."
            )
        basis = basis._replace(cost=cost)
    return compare([Case("base", base), Case("variant", compute(basis, request))], ranked=True)


def each_observer(
    workspace: Workspace, meeting_id: str, request: Request, watched: str = ""
) -> Effects:
    """What every State not party that does not bear the cost yet would change by joining alone.

    Each effect is that of a run of its own with that one State added. Raises UsageError under a
    rule that never charges States not party.
    """
    basis = load_basis(workspace, meeting_id, request)
    if basis.rule.liable == "parties_only":
        raise UsageError(
            f"--each-observer: under the rule {basis.rule.id} States not party bear no cost."
        )
    shown = find_state(watched, "--state", basis.states) if watched else ""
    base = compute(basis, request)
    bearing = liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day).keys() | set(
        request.added
    )
    outside = [
        code
        for code in basis.states
        if code not in bearing
        and base.assessment.line(code) is None
        and role_on(basis.treaty, code, basis.day) != "state_party"
    ]
    rated = [code for code in outside if rate_of(code, basis.scale, basis.rule) is not None]
    joined = [
        (code, compute(basis, request._replace(added=(*request.added, code)))) for code in rated
    ]
    without = [code for code in outside if code not in rated]
    return effects(base, joined, shown, without)
