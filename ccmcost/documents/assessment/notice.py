"""An assessment notice: what one State is told about one meeting, or about the meetings of a
billing group, a line for each.

While the cost is illustrative it is a specimen; with a cost it is a draft; with an `Issue` (number,
decision, dates) it is issued. A further notice or a credit bills the difference between what a
State was assessed before and is assessed now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.ledger import bodies
from ccmcost.ledger.queries import Billed
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.sharing.explanation import cautions_together, explain, no_longer
from ccmcost.words.steps import Code, Figure, Named, Step, say


class Issue(NamedTuple):
    """What issuing adds: the number, the symbol and paragraph that approved the formula, the date,
    the day to pay by.

    `name` is the id of the billing group.
    """

    number: str
    decision: str
    on: date
    pay_by: date | None = None
    name: str = ""


class NoticeLine(NamedTuple):
    """One meeting on a notice, and how the amount follows. `own` is what the State bears now, if
    anything.

    An adjustment tells the amounts before and after, and the number of the notice that it adjusts;
    a credit also `balance`, what is owed for the meeting with it (negative: in the State's favour).
    """

    result: Apportionment
    own: Line | None
    amount: Money
    steps: tuple[Step, ...]
    sources: tuple[Step, ...]
    before: Money | None = None
    after: Money | None = None
    adjusts: str = ""
    balance: Money | None = None

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        assert self.result.meeting is not None
        return self.result.meeting


class Notice(NamedTuple):
    """A notice to one State, before any word is chosen. `mission` is the name by which the office
    addresses the State, empty where it has none.
    """

    code: str
    lines: tuple[NoticeLine, ...]
    issuer: Issuer
    on: date
    issue: Issue | None = None
    mission: str = ""

    @property
    def results(self) -> list[Apportionment]:
        """The apportionment of each meeting."""
        return [line.result for line in self.lines]

    @property
    def amount(self) -> Money:
        """What it charges; a credit is negative."""
        return self.lines[0].amount.of(sum(line.amount.minor for line in self.lines))

    @property
    def is_adjustment(self) -> bool:
        """Whether it bills differences."""
        return self.lines[0].before is not None

    @property
    def kind(self) -> str:
        """`notice`, `further_notice` or `credit`."""
        return (
            "credit"
            if self.amount.minor < 0
            else "further_notice"
            if self.is_adjustment
            else "notice"
        )

    @property
    def status(self) -> str:
        """`specimen`, `draft` or `issued`."""
        return (
            "issued"
            if self.issue
            else "specimen"
            if any(each.is_specimen for each in self.results)
            else "draft"
        )

    @property
    def reference(self) -> str:
        """What a remitter quotes: `CCM-MSP11-JPN`."""
        return reference(self.results[0], self.code, self.issue.name if self.issue else "")

    @property
    def asks(self) -> bool:
        """Whether it requests a payment."""
        return self.status != "specimen" and self.amount.minor > 0

    @property
    def pay_by(self) -> date | None:
        """The day by which it requests payment; None if issuer.toml does not say it yet."""
        return (
            self.issue.pay_by
            if self.issue and self.issue.pay_by
            else self.issuer.payment_day(self.on)
        )

    @property
    def account(self) -> list[Step]:
        """What a credit does to the account of each meeting, as at its day."""
        told = []
        for line in self.lines:
            if line.balance is None or line.amount.minor >= 0:
                continue
            minor = line.balance.minor
            key = "settled" if not minor else "owed" if minor > 0 else "favour"
            figures: dict[str, Figure] = {"day": self.on, "meeting": Named(line.meeting.names)}
            if minor:
                figures["amount"] = line.balance.of(abs(minor))
            if minor < 0:
                figures["state"] = Code(self.code)
            told.append(say(f"credit_{key}", **figures))
        in_favour = any(line.balance and line.balance.minor < 0 for line in self.lines)
        return [*told, say("credit_choice")] if in_favour else told

    @property
    def cautions(self) -> list[Step]:
        """What a reader must not overlook."""
        open_points = cautions_together(self.results)
        if self.status == "specimen":
            return [say("caution_specimen", total=self.results[0].cost.total), *open_points]
        if self.status == "draft":
            return [say("caution_draft"), *open_points]
        return open_points


def notice(
    results: Sequence[Apportionment],
    code: str,
    issuer: Issuer,
    as_of: date,
    issue: Issue | None = None,
    mission: str = "",
) -> Notice:
    """The notice to one State on one or more meetings of a billing group, in the order given; some
    may not charge it. `mission` is its addressee, as the office calls it.

    All results are of one convention and one currency. Raises ValueError if none charges the State,
    if meetings are missing, or if an illustrative cost or provisional scale would be issued.
    """
    charged = [
        (result, own) for result in results if (own := result.assessment.line(code)) is not None
    ]
    if not charged or any(result.meeting is None for result in results):
        raise ValueError(f"{code} bears no part of these meetings")
    if issue and any(
        result.is_specimen or result.scale_chosen == "provisional" for result, _ in charged
    ):
        raise ValueError("a notice is never issued on an illustrative cost or a provisional scale")
    lines = []
    for result, own in charged:
        explained = explain(result, code)
        assert explained is not None
        lines.append(NoticeLine(result, own, explained.amount, explained.steps, explained.sources))
    return Notice(code, tuple(lines), issuer, issue.on if issue else as_of, issue, mission)


def adjusted(
    result: Apportionment, code: str, line: bodies.NoticeLine, last: Billed | None, owed: int
) -> NoticeLine:
    """The line of a further notice or a credit; `last` is what was issued before for the
    meeting, `owed` what the State owes for it without this line, in minor units.
    """
    total = result.cost.total
    billed = (
        (
            last.cost,
            last.part.cost.status,
            sum(each.role != "organization" for each in last.part.lines),
        )
        if last
        else (total.of(0), "estimate", 0)
    )
    assessed, balance = (total.of(line.before), total.of(line.after)), total.of(owed + line.amount)
    return adjusted_line(result, code, assessed, billed, line.adjusts, balance)


def adjusted_line(
    result: Apportionment,
    code: str,
    assessed: tuple[Money, Money],
    billed: tuple[Money, str, int],
    adjusts: str,
    balance: Money,
) -> NoticeLine:
    """The same of what was `assessed` before and is now. `billed` is the cost that was shared
    before, its status and by how many States; `adjusts` the number of that notice.
    """
    before, after = assessed
    key = "adjust_before" if adjusts else "adjust_before_nothing"
    total, status, states = billed
    first = say(key, total=total, status=status, n=states, amount=before, number=adjusts)
    explained = explain(result, code)
    now = explained.steps if explained else (no_longer(result, code),)
    sources = explained.sources if explained else ()
    amount = after.of(after.minor - before.minor)
    return NoticeLine(
        *(result, result.assessment.line(code), amount, (first, *now), sources, before, after),
        adjusts=adjusts,
        balance=balance,
    )


def reference(result: Apportionment, code: str, group: str = "") -> str:
    """What a remitter quotes: `CCM-MSP11-JPN`. A billing group goes by its own id."""
    assert result.meeting is not None
    return f"{result.convention.prefix}-{(group or result.meeting.id).upper()}-{code}"
