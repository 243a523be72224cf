"""Who bears the cost: from a rule, a list of participants and treaty status to the liable States
with their rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Payer
from ccmcost.model.meeting import ParticipantList
from ccmcost.model.rates import Rate, Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, States, Treaty, parties_on, role_on


def liable_at_meeting(
    rule: Rule, listed: ParticipantList, treaty: Treaty, day: date
) -> dict[str, Role]:
    """The liable States of a meeting with their roles by treaty status on its opening day (CCM:
    art. 14).

    `participants`: those on the list. `all_parties`: every State Party on the day, and the States
    not party on the list. `parties_only`: every State Party on the day. Organizations bear a cost
    only where the rule sets their share or sum.
    """
    present: dict[str, Role] = {
        participant.iso3: "organization"
        if participant.role == "organization"
        else role_on(treaty, participant.iso3, day)
        for participant in listed.participants
        if participant.role != "organization" or participant.iso3 in rule.named
    }
    parties: dict[str, Role] = dict.fromkeys(parties_on(treaty, day), "state_party")
    if rule.liable == "participants":
        return present
    if rule.liable == "parties_only":
        return parties | _organizations(present)
    return parties | present


def liable_on_list(rule: Rule, listed: ParticipantList) -> dict[str, Role | None]:
    """The liable States of a bare list, where the list's own roles count; a rule that asks for
    roles needs them there.

    Raises UsageError if the rule is `straight` or not `participants` and a State has no role.
    """
    roles: dict[str, Role | None] = {
        participant.iso3: participant.role for participant in listed.participants
    }
    without = sorted(code for code, role in roles.items() if role is None)
    if without and (rule.liable != "participants" or rule.states_not_party == "straight"):
        raise UsageError(
            f"the rule {rule.id} distinguishes States Parties from others, but the list gives no "
            "role for "
            f"{', '.join(without[:5])}{' and others' if len(without) > 5 else ''}. Add a column "
            '"role".'
        )
    if rule.liable == "parties_only":
        return {
            code: role for code, role in roles.items() if role in ("state_party", "organization")
        }
    return roles


def _organizations(present: Mapping[str, Role]) -> dict[str, Role]:
    return {code: role for code, role in present.items() if role == "organization"}


def rate_of(code: str, scale: Scale, rule: Rule) -> Rate | None:
    """The rate that counts: the rule's own, else the adopted one, else the notional one;
    None if there is none.
    """
    return rule.rates.get(code) or scale.rate(code)


def payers(
    liable: Mapping[str, Role | None], scale: Scale, rule: Rule, states: States, day: date
) -> tuple[tuple[Payer, ...], tuple[Finding, ...]]:
    """The liable States with rate and LDC status, in order of code, and warnings about their rates.

    Raises DataError for every State without any rate (unless the rule sets what it pays) and if
    nobody is left.
    """
    found: list[Payer] = []
    warnings: list[Finding] = []
    errors: list[Finding] = []
    for code in sorted(liable):
        rate = rate_of(code, scale, rule)
        if rate is None and code not in rule.named:
            errors.append(_no_rate(code, scale, states))
        warnings += _rate_warnings(code, rate, scale, states)
        found.append(Payer(code, liable[code], rate, code in states and states[code].is_ldc(day)))
    if not found:
        errors.append(Finding("", 0, "", "payers-none", "no State is left to share the cost."))
    if errors:
        raise DataError(errors)
    return tuple(found), tuple(warnings)


def _no_rate(code: str, scale: Scale, states: States) -> Finding:
    message = (
        f"{states.name(code)} ({code}) has no rate in {scale.id} and no notional rate. "
        f"Add one with its basis to un_scale/notional.csv or to [rates] of the rule."
    )
    return Finding("", 0, "", "rate-missing", message)


def _rate_warnings(code: str, rate: Rate | None, scale: Scale, states: States) -> Iterable[Finding]:
    if rate is None:
        return
    if rate.origin == "assumed":
        message = (
            f"the rate of {states.name(code)} rests on an assumption: "
            f"{rate.basis.removeprefix('assumed: ')}."
        )
        yield Finding("", 0, "", "rate-assumed", message, "warning")
    if rate.origin == "rule" and code in scale.rates:
        message = (
            f"the rule replaces the adopted rate of {states.name(code)} ({scale.resolution}): "
            f"{rate.basis}."
        )
        yield Finding("", 0, "", "rate-override", message, "warning")
