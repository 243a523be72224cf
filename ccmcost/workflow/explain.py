"""The derivation of one amount, and the same State under the convention's other rules."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.apportion.alternative import Alternative, alternative
from ccmcost.apportion.explanation import Explanation, explain
from ccmcost.calc.liable import rate_of
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text
from ccmcost.model.treaty import role_on
from ccmcost.workflow.apportion import Basis, compute, load_basis
from ccmcost.workflow.request import Request, find_state
from ccmcost.workspace import Workspace


class Explained(NamedTuple):
    """`explanation` is None if the State bears nothing; `why_not` then says why."""

    result: Apportionment
    code: str
    explanation: Explanation | None
    why_not: str
    alternatives: tuple[Alternative, ...]


def explain_amount(workspace: Workspace, meeting_id: str, state: str, request: Request) -> Explained:
    """How one State's amount of one meeting follows; errors as those of `apportion_meeting`."""
    basis = load_basis(workspace, meeting_id, request)
    code = find_state(state, "STATE", basis.states)
    result = compute(basis, request)
    explanation = explain(result, code)
    why_not = "" if explanation else _why_not(basis, code)
    others = [_under(basis, request, rule_id) for rule_id in basis.convention.rules if rule_id != basis.rule.id]
    return Explained(result, code, explanation, why_not, tuple(alternative(result, other, code) for other in others))


def _under(basis: Basis, request: Request, rule_id: str) -> Apportionment:
    rule = basis.data.checked(basis.data.rule(rule_id))
    return compute(basis._replace(rule=rule), request._replace(added=(), removed=()))


def _why_not(basis: Basis, code: str) -> str:
    name, rule = basis.states.name(code), basis.rule
    role = role_on(basis.treaty, code, basis.day).replace("_", " ")
    rate = rate_of(code, basis.scale, rule)
    on_list = "is" if code in basis.listed.codes else "is not"
    reason = {
        "participants": "the rule charges those on the list",
        "all_parties": "the rule charges all States Parties, and the States not party on the list",
        "parties_only": "the rule charges States Parties alone",
    }[rule.liable]
    known = f"; its rate in {basis.scale.id} is {rate_text(rate.thousandths)} per cent" if rate else ""
    return (
        f"{name} bears no part of this cost. On {basis.day} it was: {role}. It {on_list} on the list, and {reason}{known}."
    )
