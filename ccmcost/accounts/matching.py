"""Money finds its bill: for a receipt that nobody placed, the notices that it may pay, with the
reasons.

A proposal never books anything: a person says which ones are right. Evidence is what the bank's
text says (a notice's number, a State's name in any language, a meeting), the sum, and how receipts
of the same remitter were placed before. One receipt may pay several notices, and several receipts
one; banks may have kept charges back. Points only order the proposals of one receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from ccmcost.accounts.counted import Counted
from ccmcost.accounts.remittance import NAMED, Reader, Said
from ccmcost.intake.entries import stated_charges
from ccmcost.intake.finder import StateFinder
from ccmcost.model.money import Money
from ccmcost.words.status import events_named

QUOTED, EXACT, SHORT, MEETING, ONLY = 100, 30, 15, 15, 15
"""Points of evidence besides those for a State: a number is quoted; the sum is what is due, or a
little less; the meeting is named; no other open account is of this sum.
"""
CERTAIN = NAMED
"""Below these points nothing is proposed, only asked."""
DOUBTED = 500
"""What something speaks against counts as `CERTAIN` of so many points: it is asked, in its order.
"""
LEAD = 10
"""By how many points a proposal stands above the next."""
LARGEST_CHARGE, SHARE_OF_CHARGE = 100, 50
"""Without a limit of the office banks may have kept back up to 100 major units; and up to a
fiftieth of the sum, if they do not state it.
"""
MOST_PARTS, MOST_OPEN = 4, 8
"""So many parts a payment or a notice may have, of so many that are open."""


class OpenAccount(NamedTuple):
    """What a State owes for a meeting, and the numbers of the notices that say so, of which the
    first is of the day `since`, if that is known.
    """

    state: str
    meeting: str
    due: Money
    numbers: tuple[str, ...]
    since: str = ""


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
    is_asked: bool = False


class _Charge(NamedTuple):
    """What speaks for charges of banks, in points, and why."""

    points: int
    reason: str


def _unknown(said: Said) -> str:
    return f"though no notice has the number {said.unknown[0]}"


def _is_passed_over(account: OpenAccount, said: Said) -> bool:
    """Whether a text quotes notices, and none of an account."""
    return bool(said.quoted) and (account.state, account.meeting) not in said.quoted


def _by_sum(accounts: Iterable[OpenAccount]) -> Mapping[Money, Sequence[OpenAccount]]:
    found: dict[Money, list[OpenAccount]] = {}
    for each in accounts:
        found.setdefault(each.due, []).append(each)
    return found


class Matcher:
    """Proposes for payments, one by one; a proposal takes nothing from an account until its payment
    is placed there. `owing` are the accounts by the sum that is due on them.

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
        prefix: str = "",
        counted: Counted = Counted(),
    ) -> None:
        self._counted = counted
        self._accounts, self._payments, self._kept = tuple(accounts), tuple(payments), kept
        self.owing = _by_sum(self._accounts)
        numbers = {(each.state, each.meeting): each.numbers for each in self._accounts}
        self._texts = Reader(numbers, prefix, finder, names, meetings, placed)

    def proposals(self, payment: Payment) -> tuple[Proposal, ...]:
        """What a payment may be for, the likeliest first. Two that stand equal at the top are a
        question, not a proposal.
        """
        said = self._reading(payment)
        open_ones = [
            each
            for each in self._accounts
            if each.due.currency == payment.left.currency
            and not (each.since > payment.day and _is_passed_over(each, said))
        ]
        found = list(filter(None, (self._single(payment, each, said) for each in open_ones)))
        found += self._several(payment, open_ones, said)
        found += self._of_states(payment, open_ones, said)
        found = [self._asked(payment, each, said) for each in found]
        return tuple(sorted(found, key=lambda each: (-each.points, each.parts)))

    def _asked(self, payment: Payment, proposal: Proposal, said: Said) -> Proposal:
        """A proposal; with the doubt, if its money may be counted already."""
        for (*place, paid), (_, due) in zip(proposal.parts, self._sums_of(proposal), strict=True):
            state, meeting = place
            is_told = meeting in said.meetings or (state, meeting) in said.quoted
            if doubt := self._counted.doubt(payment.day, (state, meeting), paid, due, is_told):
                return proposal._replace(reasons=(*proposal.reasons, doubt), is_asked=True)
        return proposal

    def place(self, payment: Payment, proposal: Proposal) -> None:
        """Count a payment as placed where it is proposed."""
        paid = {(state, meeting): money.minor for state, meeting, money in proposal.parts}
        self._accounts = tuple(
            each._replace(due=each.due.of(each.due.minor - paid.get((each.state, each.meeting), 0)))
            if each.due.currency == payment.left.currency
            else each
            for each in self._accounts
        )
        self.owing = _by_sum(self._accounts)
        self._payments = tuple(each for each in self._payments if each.event != payment.event)
        self._texts.learn(payment.text, {state for state, _ in paid})

    def overpays(self, proposal: Proposal) -> bool:
        """Whether a part of a proposal is more than is due."""
        return any(paid.minor > due.minor for paid, due in self._sums_of(proposal))

    def pays(self, proposal: Proposal) -> bool:
        """Whether a proposal is all that is due, of each of its parts."""
        return all(paid == due for paid, due in self._sums_of(proposal))

    def _sums_of(self, proposal: Proposal) -> Iterator[tuple[Money, Money]]:
        """The sum of each part, and what is due there."""
        due = {(each.state, each.meeting, each.due.currency): each.due for each in self._accounts}
        for state, meeting, money in proposal.parts:
            yield money, due[state, meeting, money.currency]

    def _single(self, payment: Payment, account: OpenAccount, said: Said) -> Proposal | None:
        points, reasons = 0, list[str]()
        number = said.quoted.get((account.state, account.meeting))
        if number:
            doubtful = payment.left.minor > account.due.minor
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
        doubt = self._doubt(payment, account, said)
        if doubt:
            points, reasons = points * CERTAIN // DOUBTED, [*reasons, doubt]
        elif said.unknown[0]:
            reasons.append(_unknown(said))
        place = (account.state, account.meeting, payment.left)
        return Proposal((place,), tuple(reasons), points, remains)

    def _doubt(self, payment: Payment, account: OpenAccount, said: Said) -> str:
        """What in a text, or beside it in the sum, speaks against an account; empty if nothing
        does.

        A wrong number is a slip where State, meeting and sum agree on a notice; a name that may be
        somebody else's is the State's where a number is quoted or the sum is what is due.
        """
        state, is_due = account.state, payment.left == account.due
        of_meeting = state in said.named and len({*said.meetings, account.meeting}) == 1
        number, theirs = said.unknown
        is_slip = of_meeting and said.meetings and is_due and theirs in ("", state)
        if number and not is_slip:
            return _unknown(said)
        own = [place for place in said.quoted if place[0] == state]
        if against := self._others(state, said):
            return against
        if said.returned:
            return f"though it says {said.returned}"
        is_plain = of_meeting and own in ([], [(state, account.meeting)])
        if slip := "" if is_plain else self._slip(payment.left, account.due, len(own) > 1):
            return slip
        if said.is_foreign and not is_due:
            return "though it names another convention"
        called = "" if own or is_due else said.otherwise.get(state, "")
        return f"though {called.upper()} may be somebody else" if called else ""

    def _others(self, state: str, said: Said) -> str:
        """The other States that a text names, or whose notices it quotes."""
        names = ", ".join(self._texts.name(each) for each in sorted(said.named - {state}))
        if names:
            return f"though it names {names}"
        others = (number for place, number in said.quoted.items() if place[0] != state)
        theirs = ", ".join(dict.fromkeys(others))
        return f"though it quotes {theirs}" if theirs else ""

    def _slip(self, left: Money, due: Money, are_several: bool) -> str:
        """What speaks against a place if its State is not named, or another meeting too: a number
        may be copied wrongly, a remitter pay for another, one of several numbers be lost.
        """
        if left == due:
            return ""
        if left in self.owing:
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
            only = len(self.owing[due]) == 1
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
                events = events_named([each.event for each in group])
                reasons = [f"with {events} what is due, {due}"]
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
        self, payment: Payment, accounts: Sequence[OpenAccount], said: Said
    ) -> Iterator[Proposal]:
        """One payment for several notices of a State: their sums due make up the payment."""
        for state in sorted({*said.states, *said.quoting}):
            own = [each for each in accounts if each.state == state and each.due.minor > 0]
            quoted = [each for each in own if (state, each.meeting) in said.quoted]
            own = quoted if len(own) > MOST_OPEN and quoted else own
            if len(own) > MOST_OPEN or (state in said.quoting and not quoted):
                continue
            is_slip = state not in said.named and payment.left in self.owing
            sizes = range(2, min(MOST_PARTS, len(own)) + 1)
            for chosen in (each for size in sizes for each in combinations(own, size)):
                short = sum(each.due.minor for each in chosen) - payment.left.minor
                others = [each for each in chosen if each not in quoted] if quoted else []
                if others and (short or len(chosen) < len(quoted) + len(others) or is_slip):
                    continue  # a number stands for others of its State if the sum is just theirs
                last = chosen[-1].due.minor - short  # the last part bears what banks kept back
                charge = self._charged(payment, payment.left, short) if short > 0 else None
                if short and not (charge and last > 0):
                    continue
                points, reason = said.states.get(state, (0, ""))
                if state in said.quoting:
                    points = NAMED if others else QUOTED
                    own_numbers = [said.quoted[state, a.meeting] for a in chosen if a in quoted]
                    reason = f"quotes {', '.join(dict.fromkeys(own_numbers))}"
                reasons = [reason, f"what is due for {len(chosen)} meetings"]
                remains = payment.left.of(short) if short else None
                reasons += [f"{remains} less: {charge.reason}"] if charge else []
                named = all(each.meeting in said.meetings for each in chosen)
                points += (charge.points if charge else EXACT + ONLY) + MEETING * named
                doubt = _unknown(said) if said.unknown[0] else self._others(state, said)
                if doubt:
                    points, reasons = points * CERTAIN // DOUBTED, [*reasons, doubt]
                parts = [(state, each.meeting, each.due) for each in chosen]
                parts[-1] = (state, chosen[-1].meeting, payment.left.of(last))
                yield Proposal(tuple(parts), tuple(reasons), points, remains)

    def _of_states(
        self, payment: Payment, accounts: Sequence[OpenAccount], said: Said
    ) -> Iterator[Proposal]:
        """One payment for a notice of each of several States: those that its text names, if their
        sums due are the payment to the cent.
        """
        if not 1 < len(said.named) <= MOST_PARTS or not said.quoting <= said.named:
            return
        if said.unknown[0] or said.returned:
            return
        own = [
            [
                each
                for each in accounts
                if each.state == state
                and each.due.minor > 0
                and not (state in said.quoting and _is_passed_over(each, said))
                and (not said.meetings or each.meeting in said.meetings)
            ]
            for state in sorted(said.named)
        ]
        names = ", ".join(self._texts.name(state) for state in sorted(said.named))
        reasons = (f"names {names}", f"what is due from {len(own)} States")
        for chosen in product(*own):
            if sum(each.due.minor for each in chosen) == payment.left.minor:
                parts = tuple((each.state, each.meeting, each.due) for each in chosen)
                yield Proposal(parts, reasons, NAMED + EXACT + ONLY)

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

    def _reading(self, payment: Payment) -> Said:
        """What the text of a payment speaks of."""
        return self._texts.read(payment.text)
