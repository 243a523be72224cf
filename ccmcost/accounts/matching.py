"""Money finds its bill: for a receipt that nobody placed, the notices that it may pay, with the
reasons.

A proposal never books anything: a person says which ones are right. Evidence is what the bank's
text says (a notice's number, a State's name in any language, a meeting), the sum, and how receipts
of the same remitter were placed before. Points only order the proposals of one receipt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ccmcost.intake.finder import StateFinder, remitter_words
from ccmcost.intake.names import normal
from ccmcost.model.money import Money

QUOTED, NAMED, REMEMBERED, CODED, EXACT, SHORT, MEETING, ONLY = 100, 40, 35, 20, 30, 15, 15, 15
"""Points of evidence: a number is quoted; a State is named, remembered or stands as a code; the sum
is what is due, or a little less; the meeting is named; no other open account is of this sum.
"""
CERTAIN = NAMED
"""Below these points nothing is proposed."""
LEAD = 10
"""By how many points a proposal stands above the next."""
LARGEST_CHARGE, SHARE_OF_CHARGE = 100, 50
"""Banks may have kept back up to 100 major units, and up to a fiftieth of the sum."""
MOST_PARTS, MOST_OPEN = 4, 8


class OpenAccount(NamedTuple):
    """What a State owes for a meeting, and the numbers of the notices that say so."""

    state: str
    meeting: str
    due: Money
    numbers: tuple[str, ...]


class Payment(NamedTuple):
    """A receipt of which something is not placed."""

    event: int
    day: str
    text: str
    left: Money


class Proposal(NamedTuple):
    """Where a payment may belong: State, meeting and sum of each part, which sum to it."""

    parts: tuple[tuple[str, str, Money], ...]
    reasons: tuple[str, ...]
    points: int


class _Said(NamedTuple):
    """What a text speaks of: States with points and the reason, those of them that it names by
    name, numbers of notices, meetings.
    """

    states: Mapping[str, tuple[int, str]]
    named: frozenset[str]
    quoted: Mapping[tuple[str, str], str]
    meetings: Collection[str]


@cache
def _as_copied(number: str) -> re.Pattern[str]:
    """A number as people copy it: in any case, with anything or nothing between its parts, without
    leading zeros; nothing goes on before or behind it.
    """
    parts = re.findall(r"[A-Za-z]+|[0-9]+", number)
    loose = "[^A-Za-z0-9]{0,3}".join(
        f"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part) for part in parts
    )
    return re.compile(rf"(?<![A-Za-z0-9]){loose}(?![A-Za-z0-9])", re.IGNORECASE)


def _is_telling(number: str) -> bool:
    """Whether a number can be told from a year, a house number or a sum: letters and figures, or
    many figures.
    """
    figures = sum(char.isdigit() for char in number)
    return figures > 6 or (figures > 1 and any(char.isalpha() for char in number))


class Matcher:
    """Proposes for payments, one by one; a proposal takes nothing from an account.

    `meetings` are the words by which each meeting is called; `placed` are the texts of receipts
    that were placed, each with the State that paid.
    """

    def __init__(
        self,
        accounts: Iterable[OpenAccount],
        finder: StateFinder,
        names: Mapping[str, str],
        meetings: Mapping[str, Sequence[str]],
        placed: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._accounts = tuple(accounts)
        self._numbers = {
            (each.state, each.meeting): [
                (number, _as_copied(number)) for number in each.numbers if _is_telling(number)
            ]
            for each in self._accounts
        }
        self._sums = Counter(each.due for each in self._accounts)
        self._finder, self._names = finder, names
        self._meetings = {
            meeting: tuple(f" {normal(word)} " for word in words)
            for meeting, words in meetings.items()
        }
        said = (word.strip() for words in self._meetings.values() for word in words)
        self._of_meetings = frozenset(said)
        self._remitters: dict[frozenset[str], Counter[str]] = {}
        for text, state in placed:
            words_of = remitter_words(text, self._of_meetings)
            self._remitters.setdefault(words_of, Counter())[state] += 1

    def proposals(self, payment: Payment) -> tuple[Proposal, ...]:
        """What a payment may be for, the likeliest first. Two that stand equal at the top are a
        question, not a proposal.
        """
        said = self._read(payment.text)
        open_ones = [each for each in self._accounts if each.due.currency == payment.left.currency]
        found = list(filter(None, (self._single(payment, each, said) for each in open_ones)))
        found += self._several(payment, open_ones, said)
        return tuple(sorted(found, key=lambda each: (-each.points, each.parts)))

    def _single(self, payment: Payment, account: OpenAccount, said: _Said) -> Proposal | None:
        points, reasons = 0, list[str]()
        number = said.quoted.get((account.state, account.meeting))
        if number:
            others = said.named - {account.state}
            doubtful = payment.left.minor > account.due.minor or (
                others and account.state not in said.states
            )
            points, reasons = NAMED if doubtful else QUOTED, [f"quotes {number}"]
        elif account.state in said.states:
            points, reason = said.states[account.state]
            reasons = [reason]
        speaks = bool(points)  # a sum alone names nobody
        due, left = account.due, payment.left
        if due.minor == left.minor:
            points, reasons = points + EXACT, [*reasons, "the sum that is due"]
            if self._sums[due] == 1:
                points, reasons = points + ONLY, [*reasons, "no other account is of this sum"]
        elif 0 < (short := due.minor - left.minor) <= self._charge(due):
            points += SHORT
            reasons.append(f"{due.of(short)} less than is due: bank charges?")
        elif left.minor > due.minor:
            reasons.append(f"{due.of(left.minor - max(due.minor, 0))} more than is due: a credit")
        else:
            reasons.append(f"a part of {due}")
        if account.meeting in said.meetings:
            points, reasons = points + MEETING, [*reasons, f"names {account.meeting.upper()}"]
        elif said.meetings:
            points -= MEETING
            reasons.append(f"though it names {', '.join(sorted(said.meetings)).upper()}")
        if not speaks or points < CERTAIN or (due.minor <= 0 and not number):
            return None
        return Proposal(((account.state, account.meeting, left),), tuple(reasons), points)

    def _several(
        self, payment: Payment, accounts: Sequence[OpenAccount], said: _Said
    ) -> Iterator[Proposal]:
        """One payment for several notices of a State: their sums due make up the payment."""
        quoting = {state for state, _ in said.quoted}
        for state in sorted({*said.states, *quoting}):
            own = [each for each in accounts if each.state == state and each.due.minor > 0]
            if state in quoting:  # then it is for those, and no others
                own = [each for each in own if (state, each.meeting) in said.quoted]
            if len(own) > MOST_OPEN:
                continue
            sizes = range(2, min(MOST_PARTS, len(own)) + 1)
            for chosen in (each for size in sizes for each in combinations(own, size)):
                short = sum(each.due.minor for each in chosen) - payment.left.minor
                last = chosen[-1].due.minor - short  # the last part bears what banks kept back
                if short and not (0 < short <= self._charge(payment.left) and last > 0):
                    continue
                points, reason = said.states.get(state, (0, ""))
                if state in quoting:
                    points = QUOTED
                    reason = f"quotes {', '.join(said.quoted[state, a.meeting] for a in chosen)}"
                reasons = [reason, f"what is due for {len(chosen)} meetings"]
                reasons += [f"{payment.left.of(short)} less: bank charges?"] if short else []
                named = all(each.meeting in said.meetings for each in chosen)
                points += (SHORT if short else EXACT + ONLY) + MEETING * named
                parts = [(state, each.meeting, each.due) for each in chosen]
                parts[-1] = (state, chosen[-1].meeting, payment.left.of(last))
                yield Proposal(tuple(parts), tuple(reasons), points)

    def _charge(self, due: Money) -> int:
        """The most that banks may have kept back of a sum, in minor units."""
        return min(LARGEST_CHARGE * int(10**due.decimals), abs(due.minor) // SHARE_OF_CHARGE)

    def _read(self, text: str) -> _Said:
        """The States, notices and meetings that a text speaks of."""
        states: dict[str, tuple[int, str]] = {}
        remitter = remitter_words(text, self._of_meetings)
        theirs = self._remitters.get(remitter, Counter()) if len(remitter) > 1 else Counter()
        if len(theirs) == 1:
            (state,) = theirs
            reason = f"a remitter whose money was placed for {self._names.get(state, state)}"
            states[state] = (REMEMBERED, reason)
        for code, word in self._finder.coded_in(text).items():
            states[code] = (max(CODED, states.get(code, (0, ""))[0]), f"has the code {word}")
        named = self._finder.named_in(text)
        for code in named:
            states[code] = (NAMED, f"names {self._names.get(code, code)}")
        quoted = {
            key: number
            for key, numbers in self._numbers.items()
            for number, copied in numbers
            if copied.search(text)
        }
        words = f" {normal(text)} "
        meetings = {
            meeting
            for meeting, called in self._meetings.items()
            if any(word in words for word in called)
        }
        return _Said(states, named, quoted, meetings)


def best(proposals: Sequence[Proposal]) -> Proposal | None:
    """The proposal that stands clearly above the others, None if there is none."""
    if len(proposals) > 1 and proposals[0].points < proposals[1].points + LEAD:
        return None
    return proposals[0] if proposals else None
