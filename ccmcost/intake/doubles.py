"""A State that stands on several lines of a document takes part once: the further lines are told,
for one of them may be meant for another State.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.found import Mention, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import bare_name, without_role

_MOST = 8


def further(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions of States that an earlier one names."""
    seen = set[str]()
    again = []
    for mention in mentions:
        if mention.iso3 in seen:
            again.append(mention)
        seen.add(mention.iso3)
    return tuple(again)


def name_lines(mentions: Iterable[Mention]) -> str:
    """Lines that name one State, as a person finds them: `"Chad" (line 2) and "Tchad" (line 9)`."""
    return " and ".join(f'"{shown(each.printed, 40)}" ({each.place.text})' for each in mentions)


def tell_doubles(
    mentions: Sequence[Mention], again: Sequence[Mention], index: NameIndex, account: Account
) -> None:
    """Account for the lines `again`, which name a State that its own line names already, and for
    those that name a State otherwise than its first line; one warning names them all.
    """
    lines: dict[str, list[Mention]] = {}
    known: dict[str, set[str]] = {}
    repeated = set(again)
    for mention in mentions:
        words = normal(without_role(bare_name(mention.printed)))
        names = known.setdefault(mention.iso3, set())
        if mention in repeated or words not in names:
            lines.setdefault(mention.iso3, []).append(mention)
        names.add(words)
    doubles = {code: found for code, found in lines.items() if len(found) > 1}
    for code, (_, *others) in doubles.items():
        for each in others:
            why = "names a State again that was taken once"
            account.leave_out(each.printed, each.place, why, code)
    if not doubles:
        return
    told = [f"{index.own_name(code)} as {name_lines(each)}" for code, each in doubles.items()]
    more = f"; and {len(told) - _MOST} more" if len(told) > _MOST else ""
    account.marker.warning(
        "state-twice",
        f"the list names {'; '.join(told[:_MOST])}{more}. {'Each' if told[1:] else 'It'} was taken "
        "once. If one of these lines means another State, correct the list.",
        next(iter(doubles.values()))[1].place,
    )
