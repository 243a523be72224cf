"""What a user asks for, as text, and how each wish becomes a value of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.names import normal
from ccmcost.load.data import Data
from ccmcost.load.meetings import MEETING_ID
from ccmcost.load.participants import read_list
from ccmcost.load.rules import read_rule
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import LARGEST_TOTAL, Money, currency_code, decimals_of, no_currency
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States
from ccmcost.near import did_you_mean, hint, meant, near
from ccmcost.text import printable

BY_USER = "given by the user"
"""Source of a sum that was given on the command line."""


class Request(NamedTuple):
    """What is wished of an assessment; None means: as the data say.
    `participants` names a file, or States themselves.
    """

    cost: str | None = None
    currency: str | None = None
    credit: bool = False
    rule: str | None = None
    scale: str | None = None
    scale_provisional: str | None = None
    participants: str | tuple[str, ...] | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def for_shares(self) -> Request:
        """The same wish for the shares alone, whatever the meeting costs: one unit is shared."""
        return self._replace(cost="1")


def find_meeting(data: Data, meeting_id: str) -> Meeting:
    """A meeting of the register by its id, or by its whole name in any language; or UsageError with
    the nearest ids (DataError first if the register has errors).
    """
    found = meant(meeting_id.strip(), data.meetings) or _named_so(meeting_id, data.meetings)
    if found is None:
        wish, known = meeting_id.strip(), data.checked(data.meetings)
        told = did_you_mean(near(wish, known)) or " ccmcost meetings lists them."
        if MEETING_ID.fullmatch(wish) and not data.workspace.is_packaged:
            told += f" If it is a new one, add it: ccmcost meeting add {wish}"
        raise UsageError(f'there is no meeting "{printable(meeting_id)}" in the register.{told}')
    return data.meetings[found]


def _named_so(text: str, meetings: Mapping[str, Meeting]) -> str | None:
    """The id of the one meeting that has this name in a language, written in any case."""
    wish = normal(text)
    found = [
        each.id
        for each in meetings.values()
        if wish in map(normal, (each.name, *each.names.values()))
    ]
    return found[0] if wish and len(found) == 1 else None


def find_group(data: Data, name: str) -> tuple[Meeting, ...]:
    """The meetings of a billing group, in the order of the register;
    else the meeting of that id alone, or UsageError.
    """
    wish = group_name(data, name)
    group = tuple(meeting for meeting in data.meetings.values() if meeting.billing_group == wish)
    return group if len(group) > 1 else (find_meeting(data, name),)


def group_name(data: Data, name: str) -> str:
    """The id of a billing group or a meeting, as it stands in the register, or UsageError."""
    groups = {meeting.billing_group for meeting in data.meetings.values()} - {""}
    return meant(name.strip(), sorted(groups)) or find_meeting(data, name).id


def group_of(data: Data, meetings: Sequence[str]) -> str:
    """The id by which the meetings of a billing group, or one meeting alone, are found."""
    return data.meetings[meetings[0]].billing_group if len(meetings) > 1 else meetings[0]


def find_rule(data: Data, wish: str | None) -> Rule | None:
    """A rule by its id, or by the name of a file, else the convention's default;
    a wrong id is a UsageError.
    """
    wish = wish or data.convention.default_rule
    if wish.endswith(".toml") or "/" in wish or "\\" in wish:
        return read_rule(data, Path(wish), data.states)
    found = meant(wish, data.rule_ids)
    if found is not None:
        return data.rule(found)
    raise UsageError(
        f'there is no rule "{printable(wish)}".{hint(wish, data.rule_ids, "Rules")} A file name '
        "must end in .toml."
    )


def find_scale(data: Data, wish: str) -> str:
    """The id of a scale at hand, or UsageError."""
    periods = data.scale_periods
    found = meant(wish, periods)
    if found is None:
        covering = [name for name, period in periods.items() if _holds_year(period, wish)]
        suggested = did_you_mean(covering or near(wish, periods))
        raise UsageError(
            f'there is no scale "{printable(wish)}".{suggested} Scales: {", ".join(periods)}.'
        )
    return found


def _holds_year(period: Span, text: str) -> bool:
    """Whether a text is a year of a period."""
    year = text.strip()
    return bool(re.fullmatch("[0-9]{4}", year)) and str(period.first.year) <= year <= str(
        period.last.year
    )


def find_list(
    data: Data, participants: str | tuple[str, ...], allowed: frozenset[str]
) -> ParticipantList:
    """A list that the user gave: a file, or States by name or code; `allowed` as in `read_list`."""
    source: SourceFile | None
    from ccmcost.intake.given import given_rows  # most calculations are given no list

    if isinstance(participants, tuple):
        from ccmcost.tables.records import csv_text

        content = csv_text(("iso3",), [(code,) for code in participants]).encode()
        source = SourceFile("participants", "command line", content, "participants")
    else:
        source = data.given(Path(participants))
    rows = given_rows(source, data.findings, ("iso3",))
    shown = source.shown if source else ""
    return read_list(rows, shown, data.states, allowed, StateFinder(data.states))


def find_states(
    codes: Sequence[str],
    option: str,
    states: States,
    billed: Callable[[str], bool] = lambda _: False,
) -> tuple[str, ...]:
    """The codes of States named in options that may repeat or hold commas (`CHN,Japan`), each once,
    in order of code.

    `billed` says of a code that is no State's whether the ledger holds bills to it: a rule can bill
    organizations too.
    """
    finder = StateFinder(states, billed)
    found: set[str] = set()
    for item in codes:
        for code in finder.codes(item):
            if code is None:
                raise UsageError(f"{option}: {finder.unknown(item)}")
            found.add(code)
    return tuple(sorted(found))


def find_state(
    code: str, option: str, states: States, billed: Callable[[str], bool] = lambda _: False
) -> str:
    """The code of one State, or UsageError where none or several are named;
    `billed` as in `find_states`.
    """
    found = find_states([code], option, states, billed)
    if len(found) != 1:
        raise UsageError(f"{option}: name one State, such as Japan or JPN.")
    return found[0]


def find_languages(wishes: Iterable[str], known: Sequence[str], fault: str) -> tuple[str, ...]:
    """The languages of --lang (`fr,es`) in the order of those that are known; English if none is
    named.

    Raises UsageError, which says the `fault` with the language in its braces.
    """
    said = [word.strip() for item in wishes for word in item.split(",") if word.strip()]
    wanted = {find_language(word, known, fault) for word in said} or {"en"}
    return tuple(language for language in known if language in wanted)


def find_language(word: str, known: Sequence[str], fault: str) -> str:
    """One language by its code, or by its name in English or in itself (`French`, `français`);
    UsageError as in `find_languages`.
    """
    code = word.strip().lower()
    if code in known:
        return code
    from ccmcost.words.catalogue import language_names

    names = {name: each for each in known for name in language_names(each)}
    named = [each for name, each in names.items() if name.casefold() == word.strip().casefold()]
    if named:
        return named[0]
    suggested = [f"{name} ({names[name]})" for name in near(word, names)]
    raise UsageError(
        f"--lang: {fault.format(printable(word))}.{did_you_mean(suggested)} Known: "
        f"{', '.join(known)}."
    )


def given_cost(amount: str, currency: str, credit: bool, option: str = "--cost") -> Cost:
    """The cost given on the command line, status `given`; a negative one needs --credit."""
    money = sum_option(amount, currency, option)
    minor, said = money.minor, f'"{printable(amount)}"'
    if minor < 0 and not credit:
        raise UsageError(
            f"{option}: {said} is negative. A credit is shared by ccmcost apportion with --credit."
        )
    if minor > 0 and credit:
        raise UsageError(
            f"--credit: {option} {said} is a charge, not a credit. Write it with a minus sign."
        )
    if not 0 < abs(minor) <= LARGEST_TOTAL:
        most = money.of(LARGEST_TOTAL)
        raise UsageError(
            f"{option}: {said} is out of range. It must be more than zero and at most {most}."
        )
    return Cost(money, "given", BY_USER)


def sum_option(text: str, currency: str, option: str) -> Money:
    """What a person typed for a sum, as money; UsageError if it is none, or can mean two sums."""
    currency = currency_code(currency)
    decimals = decimals_of(currency)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(currency))}")
    from ccmcost.model.sums import parse_sum  # a calculation on the data's own cost types no sum

    found = parse_sum(text, currency)
    if found.minor is None:
        raise UsageError(f"{option}: {found.fault}")
    return Money(found.minor, currency, decimals)
