"""Each State of a document once, with its role by treaty status; where the document says otherwise, a warning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ccmcost.findings import Findings
from ccmcost.intake.found import Mention, shown
from ccmcost.model.states import States
from ccmcost.model.treaty import ROLES, Role, Treaty, role_on


def one_each(
    mentions: Sequence[Mention], treaty: Treaty, day: date, file: str, states: States, findings: Findings
) -> dict[str, tuple[Mention, Role]]:
    """Each State once with its role by treaty status; what the document says against it becomes warnings with the dates."""
    by_state: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_state.setdefault(mention.iso3, []).append(mention)
    kept: dict[str, tuple[Mention, Role]] = {}
    for code, found in by_state.items():
        role = role_on(treaty, code, day)
        sections = list(dict.fromkeys(given for m in found for given in ROLES if m.section == given))
        first = next((mention for mention in found if mention.section == role), found[0])
        kept[code] = (first, role)
        _warn(code, first, found, sections, role, treaty, day, file, states, findings)
    return kept


def _warn(
    code: str,
    first: Mention,
    found: Sequence[Mention],
    sections: Sequence[Role],
    role: Role,
    treaty: Treaty,
    day: date,
    file: str,
    states: States,
    findings: Findings,
) -> None:
    name, place = states.name(code), first.place
    row, column = (0, place.spot) if place.spot else (place.row, "")
    if len(sections) > 1:
        where = " and ".join(dict.fromkeys(f"{m.section} ({m.place.text})" for m in found if m.section))
        message = f"{name} stands in two lists: {where}; {_dates(treaty, code)}. Taken as {role}, by treaty status on {day}."
        findings.warning("state-twice", message, file, row, column)
    elif sections and sections[0] != role and (sections[0], role) != ("observer_state", "signatory"):
        message = f"the document calls {name} {sections[0]}, but on {day} it was {role}: {_dates(treaty, code)}."
        message += " Treaty status was taken."
        findings.warning("role-differs", message, file, row, column)
    if first.until and first.until < day.isoformat():
        message = (
            f'"{shown(first.printed)}" was the name of {name} until {first.until}, before {day}. Is it the right document?'
        )
        findings.warning("name-former", message, file, row, column)


def _dates(treaty: Treaty, code: str) -> str:
    status = treaty.get(code)
    facts = {
        "signed": status and status.signed,
        "consented": status and status.consented,
        "in force from": status and status.in_force,
        "withdrawn from": status and status.withdrawn,
    }
    return ", ".join(f"{what} {day}" for what, day in facts.items() if day) or "never signed nor acceded"
