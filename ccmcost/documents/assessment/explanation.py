"""How one amount follows, on a terminal of 80 columns, and what the same State would bear under the
other rules.
"""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.calc.liable import rate_of
from ccmcost.documents.assessment.alternative import alternative
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money
from ccmcost.model.rates import rate_text
from ccmcost.model.rule import Rule
from ccmcost.model.states import role_on
from ccmcost.sharing.compute import Basis, basis_of, compute
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.request import Request, find_state
from ccmcost.sharing.table import heading
from ccmcost.tables.screen import PLAIN, Style, bullets, prose
from ccmcost.words.numbers import day
from ccmcost.words.speaker import Speaker, english
from ccmcost.words.status import provisional, status_of
from ccmcost.workspace import Workspace

_ROLES: dict[str | None, str] = {
    "state_party": "a State Party",
    "signatory": "a State not party, a signatory",
    "observer_state": "a State not party",
}


class Explained(NamedTuple):
    """How the amount of one State came about, in words: the steps and what they rest on, or why it
    bears nothing; and what it would bear under each other rule of the convention.
    """

    result: Apportionment
    code: str
    amount: Money | None
    why_not: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]
    others: tuple[str, ...]


def explained(data: Data, meeting_id: str, state: str, request: Request) -> Explained:
    """The derivation of one State's amount. Other rules are held against what the meeting's own
    list gives, so none is told where the request changes that.

    Errors are those of `apportion_meeting`.
    """
    basis = basis_of(data, meeting_id, request)
    code = find_state(state, "STATE", basis.states)
    result = compute(basis, request)
    words, found = Speaker("en", result.convention, result.states), explain(result, code)
    rules = () if request.added or request.removed else basis.convention.rules
    return Explained(
        result,
        code,
        found.amount if found else None,
        "" if found else _why_not(basis, code, code in result.removed),
        tuple(map(words.sentence, found.steps)) if found else (),
        (*words.sentences(found.sources), *_list_entered(result)) if found else (),
        tuple(
            _under(basis, request, rule_id, result, code, words)
            for rule_id in rules
            if rule_id != basis.rule.id
        ),
    )


def explain_amount(
    workspace: Workspace, meeting_id: str, state: str, request: Request, style: Style = PLAIN
) -> tuple[Apportionment, str]:
    """The result, and its explanation as a person at a terminal reads it."""
    found = explained(Data(workspace), meeting_id, state, request)
    result, code = found.result, found.code
    lines = [*heading(result, style), style.warn(status_of(result).title), ""]
    lines.append(style.bold(f"{result.states.name(code)} ({code})"))
    lines += prose(found.why_not) if found.why_not else []
    for number, told in enumerate(found.steps, 1):
        lines += prose(told, f"{number}. ", "   ")
    if found.amount is not None:
        lines += ["", style.bold(f"Amount: {found.amount}"), "", style.bold("Sources")]
        lines += bullets(found.sources)
        caution = provisional(result)
        lines += ["", *prose(f"Provisional: {caution}", rest="  ")] if caution else []
    if found.others:
        lines += ["", style.bold(f"Under the other rules (here: {result.rule.id})")]
        lines += bullets(found.others)
    return result, "\n".join(lines) + "\n"


def _under(
    basis: Basis, request: Request, rule_id: str, result: Apportionment, code: str, words: Speaker
) -> str:
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
    return f"{other.rule.id}: {amount} ({differs}). {words.sentence(other.reason)}"


def _list_entered(result: Apportionment) -> list[str]:
    is_given = result.list.status == "given"
    return [english("workbook")("cite_list_given", result=result)] if is_given else []


def _names(rule: Rule, code: str) -> str:
    return "does" if code in rule.named else "does not"


def _why_not(basis: Basis, code: str, is_left_out: bool) -> str:
    name, rule = basis.states.name(code), basis.rule
    if is_left_out:
        return f"{name} bears no part of this cost, because it is left out here."
    role = _ROLES[role_on(basis.treaty, code, basis.day)]
    rate = rate_of(code, basis.scale, rule)
    on_list = "is" if code in basis.listed.codes else "is not"
    if code not in basis.states:
        return (
            f"{name} bears no part of this cost. It {on_list} on the list, and an organization "
            f"pays only if it is and the rule names it; this rule {_names(rule, code)}."
        )
    reason = {
        "participants": "the rule charges those on the list",
        "all_parties": "the rule charges all States Parties, and the States not party on the list",
        "parties_only": "the rule charges States Parties alone",
    }[rule.liable]
    known = (
        f"; its rate in {basis.scale.id} is {rate_text(rate.thousandths)} per cent" if rate else ""
    )
    return (
        f"{name} bears no part of this cost. On {day(basis.day)} it was {role}. It "
        f"{on_list} on the list, and {reason}{known}."
    )
