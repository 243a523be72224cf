"""Money finds its bill: for a receipt that nobody placed, the notices that it may pay, with the
reasons.

A proposal never books anything: a person says which ones are right. Evidence is what the bank's
text says (a notice's number, a State's name in any language, a meeting), the sum, and how receipts
of the same remitter were placed before. One receipt may pay several notices, and several receipts
one; banks may have kept charges back. Points only order the proposals of one receipt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from ccmcost.intake.finder import StateFinder, remitter_words
from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import CHARGE_WORDS
from ccmcost.model.money import Money
from ccmcost.model.sums import parse_sum

QUOTED, NAMED, REMEMBERED, CODED, EXACT, SHORT, MEETING, ONLY = 100, 40, 35, 20, 30, 15, 15, 15
"""Points of evidence: a number is quoted; a State is named, remembered or stands as a code; the sum
is what is due, or a little less; the meeting is named; no other open account is of this sum.
"""
CERTAIN = NAMED
"""Below these points nothing is proposed, only asked."""
LEAD = 10
"""By how many points a proposal stands above the next."""
LARGEST_CHARGE, SHARE_OF_CHARGE = 100, 50
"""Without a limit of the office banks may have kept back up to 100 major units; and up to a
fiftieth of the sum, if they do not state it.
"""
MOST_PARTS, MOST_OPEN = 4, 8
"""So many parts a payment or a notice may have, of so many that are open."""
_CHARGED = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(sorted(CHARGE_WORDS))})[^A-Za-z0-9]{{0,3}}"
    r"(?:(?P<currency>[A-Z]{3}) ?)?(?P<sum>[0-9][0-9.,]*)",
    re.IGNORECASE,
)


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
    """Where a payment may belong: State, meeting and sum of each part, which sum to it; `remains`
    is what banks kept back of the last part, and the State still owes.
    """

    parts: tuple[tuple[str, str, Money], ...]
    reasons: tuple[str, ...]
    points: int
    remains: Money | None = None


class _Said(NamedTuple):
    """What a text speaks of: States with points and the reason, those of them that it names by
    name, numbers of notices, meetings.
    """

    states: Mapping[str, tuple[int, str]]
    named: frozenset[str]
    quoted: Mapping[tuple[str, str], str]
    meetings: Collection[str]

    @property
    def quoting(self) -> frozenset[str]:
        """The States whose notices are quoted: then several notices are those, and no others."""
        return frozenset(state for state, _ in self.quoted)


class _Charge(NamedTuple):
    """What speaks for charges of banks, in points, and why."""

    points: int
    reason: str


def stated_charges(text: str, currency: str) -> frozenset[int]:
    """The charges that a bank's text states in a currency, in minor units: each, and their sum."""
    found = []
    for each in _CHARGED.finditer(text):
        if (each["currency"] or currency).upper() == currency:
            minor = parse_sum(each["sum"].rstrip(".,"), currency).minor
            found += [minor] if minor else []
    return frozenset((*found, sum(found))) - {0}


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
    that were placed, each with the State that paid; `payments` are all that nobody placed, and
    `kept` says up to what sum banks keep charges back, in minor units, by the currency's decimals.
    """

    def __init__(
        self,
        accounts: Iterable[OpenAccount],
        finder: StateFinder,
        names: Mapping[str, str],
        meetings: Mapping[str, Sequence[str]],
        placed: Iterable[tuple[str, str]] = (),
        payments: Iterable[Payment] = (),
        kept: Callable[[int], int] = lambda decimals: LARGEST_CHARGE * int(10**decimals),
    ) -> None:
        self._accounts, self._payments, self._kept = tuple(accounts), tuple(payments), kept
        self._readings: dict[str, _Said] = {}
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
        said = self._reading(payment)
        open_ones = [each for each in self._accounts if each.due.currency == payment.left.currency]
        found = list(filter(None, (self._single(payment, each, said) for each in open_ones)))
        found += self._several(payment, open_ones, said)
        return tuple(sorted(found, key=lambda each: (-each.points, each.parts)))

    def _single(self, payment: Payment, account: OpenAccount, said: _Said) -> Proposal | None:
        points, reasons = 0, list[str]()
        number = said.quoted.get((account.state, account.meeting))
        if number:
            others = said.named - {account.state} and account.state not in said.states
            doubtful = payment.left.minor > account.due.minor or others
            points, reasons = NAMED if doubtful else QUOTED, [f"quotes {number}"]
        elif account.state in said.states:
            points, reason = said.states[account.state]
            reasons = [reason]
        if not points or (account.due.minor <= 0 and not number):
            return None  # a sum alone names nobody
        more, why, remains = self._of_sum(payment, account)
        points, reasons = points + more, [*reasons, *why]
        if account.meeting in said.meetings:
            points, reasons = points + MEETING, [*reasons, f"names {account.meeting.upper()}"]
        elif said.meetings:
            points -= MEETING
            reasons.append(f"though it names {', '.join(sorted(said.meetings)).upper()}")
        if points < CERTAIN:
            return None
        plain = account.state in said.named and len({*said.meetings, account.meeting}) == 1
        own = sum(state == account.state for state, _ in said.quoted)
        plain = plain and own == bool(number)
        doubt = "" if plain else self._slip(payment.left, account.due, own > 1)
        if doubt:
            points, reasons = CERTAIN - 1, [*reasons, doubt]
        place = (account.state, account.meeting, payment.left)
        return Proposal((place,), tuple(reasons), points, remains)

    def _slip(self, left: Money, due: Money, are_several: bool) -> str:
        """What speaks against a place if its State is not named, or another meeting too: a number
        may be copied wrongly, a remitter pay for another, one of several numbers be lost.
        """
        if left == due:
            return ""
        if self._sums[left]:
            return "though another notice is of this very sum"
        if are_several and left.minor > due.minor:
            return "though it quotes others too"
        return "though it is far more" if left.minor - due.minor > due.minor // 10 else ""

    def _of_sum(
        self, payment: Payment, account: OpenAccount
    ) -> tuple[int, list[str], Money | None]:
        """What the sum of a payment says for an account, in points and words, and what of it banks
        kept back.
        """
        due, left = account.due, payment.left
        short = due.minor - left.minor
        if not short:
            only = self._sums[due] == 1
            more = ["no other account is of this sum"] if only else []
            return EXACT + ONLY * only, ["the sum that is due", *more], None
        if short < 0:
            over = due.of(left.minor - max(due.minor, 0))
            return 0, [f"{over} more than is due: a credit"], None
        if charge := self._charged(payment, due, short):
            reason = f"{due.of(short)} less than is due: {charge.reason}"
            return charge.points, [reason], due.of(short)
        return self._together(payment, account) or (0, [f"a part of {due}"], None)

    def _together(
        self, payment: Payment, account: OpenAccount
    ) -> tuple[int, list[str], Money | None] | None:
        """As `_of_sum`, if what is due is made up of this payment and others that nobody placed;
        none of those is due of itself somewhere. The last of them says what banks kept back.
        """
        due = account.due
        others = [
            each
            for each in self._payments
            if each.event != payment.event
            and each.left.currency == due.currency
            and each.left.minor <= due.minor - payment.left.minor
            and self._speaks_for(each, account)
            and not self._is_due(each)
        ]
        if self._is_due(payment) or len(others) >= MOST_OPEN:
            return None
        short_of = due.minor - payment.left.minor
        chosen = sorted(
            (short_of - sum(each.left.minor for each in group), len(group), group)
            for size in range(1, MOST_PARTS)
            for group in combinations(others, size)
        )
        for short, _, group in chosen:
            if 0 <= short <= self._charge(due):
                events = " and ".join(str(each.event) for each in group)
                reasons = [f"with event {events} what is due, {due}"]
                reasons += [f"{due.of(short)} less: bank charges?"] if short else []
                is_last = payment.event > max(each.event for each in group)
                remains = due.of(short) if short and is_last else None
                return SHORT if short else EXACT, reasons, remains
        return None

    def _speaks_for(self, payment: Payment, account: OpenAccount) -> bool:
        """Whether the text of a payment may mean an account: it quotes it, or names its State and
        no other meeting.
        """
        said = self._reading(payment)
        if said.quoted:
            return (account.state, account.meeting) in said.quoted
        return account.state in said.states and (
            not said.meetings or account.meeting in said.meetings
        )

    def _is_due(self, payment: Payment) -> bool:
        """Whether a payment is all that is due for a notice that it may mean."""
        return any(
            each.due == payment.left and self._speaks_for(payment, each) for each in self._accounts
        )

    def _several(
        self, payment: Payment, accounts: Sequence[OpenAccount], said: _Said
    ) -> Iterator[Proposal]:
        """One payment for several notices of a State: their sums due make up the payment."""
        for state in sorted({*said.states, *said.quoting}):
            own = [each for each in accounts if each.state == state and each.due.minor > 0]
            if state in said.quoting:
                own = [each for each in own if (state, each.meeting) in said.quoted]
            if len(own) > MOST_OPEN:
                continue
            sizes = range(2, min(MOST_PARTS, len(own)) + 1)
            for chosen in (each for size in sizes for each in combinations(own, size)):
                short = sum(each.due.minor for each in chosen) - payment.left.minor
                last = chosen[-1].due.minor - short  # the last part bears what banks kept back
                charge = self._charged(payment, payment.left, short) if short > 0 else None
                if short and not (charge and last > 0):
                    continue
                points, reason = said.states.get(state, (0, ""))
                if state in said.quoting:
                    points = QUOTED
                    reason = f"quotes {', '.join(said.quoted[state, a.meeting] for a in chosen)}"
                reasons = [reason, f"what is due for {len(chosen)} meetings"]
                remains = payment.left.of(short) if short else None
                reasons += [f"{remains} less: {charge.reason}"] if charge else []
                named = all(each.meeting in said.meetings for each in chosen)
                points += (charge.points if charge else EXACT + ONLY) + MEETING * named
                parts = [(state, each.meeting, each.due) for each in chosen]
                parts[-1] = (state, chosen[-1].meeting, payment.left.of(last))
                yield Proposal(tuple(parts), tuple(reasons), points, remains)

    def _charge(self, due: Money) -> int:
        """The most that banks may have kept back of a sum without stating it, in minor units."""
        return min(self._kept(due.decimals), abs(due.minor) // SHARE_OF_CHARGE)

    def _charged(self, payment: Payment, due: Money, short: int) -> _Charge | None:
        """Why a payment may be so much less than is due: charges that the bank states, or such as
        banks keep back; None if it is none of these.
        """
        if short in stated_charges(payment.text, due.currency) and short < payment.left.minor:
            return _Charge(EXACT, "the charges that the bank states")
        return _Charge(SHORT, "bank charges?") if short <= self._charge(due) else None

    def _reading(self, payment: Payment) -> _Said:
        """What the text of a payment speaks of; each is read once."""
        if payment.text not in self._readings:
            self._readings[payment.text] = self._read(payment.text)
        return self._readings[payment.text]

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
        quoting = {state for state, _ in quoted}
        for code in set(theirs) - quoting - named if quoting else ():
            states.pop(code, None)  # what is quoted weighs more than what a remitter paid before
        words = f" {normal(text)} "
        meetings = {
            meeting
            for meeting, called in self._meetings.items()
            if any(word in words for word in called)
        }
        return _Said(states, named, quoted, meetings)


def best(proposals: Sequence[Proposal]) -> Proposal | None:
    """The proposal that is certain enough and stands clearly above the others, None if there is
    none.
    """
    if proposals and proposals[0].points < CERTAIN:
        return None
    if len(proposals) > 1 and proposals[0].points < proposals[1].points + LEAD:
        return None
    return proposals[0] if proposals else None
