"""How one amount follows, on a terminal of 80 columns, and what the same State would bear under the
other rules.
"""

from __future__ import annotations

from ccmcost.calc.liable import rate_of
from ccmcost.documents.assessment.alternative import alternative
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text
from ccmcost.model.states import role_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.request import Request, find_state
from ccmcost.sharing.table import heading
from ccmcost.tables.screen import PLAIN, Style, bullet, bullets, prose
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import status_of
from ccmcost.workspace import Workspace


def explain_amount(
    workspace: Workspace, meeting_id: str, state: str, request: Request, style: Style = PLAIN
) -> tuple[Apportionment, str]:
    """The result and the derivation of one State's amount: steps, sources, and the other rules with
    their differences.

    Errors are those of `apportion_meeting`.
    """
    basis = load_basis(workspace, meeting_id, request)
    code = find_state(state, "STATE", basis.states)
    result = compute(basis, request)
    states, explanation = result.states, explain(result, code)
    words = Speaker("en", result.convention, states)
    lines = [*heading(result, style), style.warn(status_of(result).title), ""]
    lines.append(style.bold(f"{states.name(code)} ({code})"))
    if explanation is None:
        lines += prose(_why_not(basis, code))
    else:
        for number, step in enumerate(explanation.steps, 1):
            told = words.sentence(step)
            lines += prose(told, f"{number}. ", "   ")
        lines += ["", style.bold(f"Amount: {explanation.amount}"), "", style.bold("Sources")]
        lines += bullets(words.sentences(explanation.sources))
    others = [rule_id for rule_id in basis.convention.rules if rule_id != basis.rule.id]
    if others:
        lines += ["", style.bold(f"Under the other rules (here: {result.rule.id})")]
        lines += [
            line
            for rule_id in others
            for line in _under(basis, request, rule_id, result, code, words)
        ]
    return result, "\n".join(lines) + "\n"


def _under(
    basis: Basis, request: Request, rule_id: str, result: Apportionment, code: str, words: Speaker
) -> list[str]:
    """The amount under another rule of the convention, and why it differs."""
    rule = basis.data.checked(basis.data.rule(rule_id))
    other = alternative(
        result, compute(basis._replace(rule=rule), request._replace(added=(), removed=())), code
    )
    amount = str(other.amount) if other.amount is not None else "nothing"
    minor = other.difference.minor
    differs = (
        f"{'+' if minor > 0 else ''}{other.difference.grouped()}" if minor else "no difference"
    )
    return bullet(f"{other.rule.id}: {amount} ({differs}). {words.sentence(other.reason)}")


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
    known = (
        f"; its rate in {basis.scale.id} is {rate_text(rate.thousandths)} per cent" if rate else ""
    )
    return (
        f"{name} bears no part of this cost. On {basis.day} it was: {role}. It {on_list} on the "
        f"list, and {reason}{known}."
    )
