"""The view model of an assessment notice: what one State is told about one meeting, or about a billing group of meetings.

A notice has a list of lines, one for each meeting. While the cost is illustrative it is a specimen; with a cost it is a
draft; with an `Issue` (number, decision, dates) it is issued. Words and layout come later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.issuer import Issuer
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.scale import Scale
from ccmcost.model.states import States
from ccmcost.statement.explanation import Codes, Explanation, Step, cost_paragraph, explain

OBSERVER = "non-member observer State"
"""How the table of States marks those that keep an observer mission at the United Nations."""
NoticeStatus = Literal["specimen", "draft", "issued"]
Mission = Literal["permanent_mission", "permanent_observer_mission", ""]


class Issue(NamedTuple):
    """What issuing adds: the number, the symbol and paragraph that approved the formula, the date, the day to pay by."""

    number: str
    decision: str
    on: date
    pay_by: date | None = None


class NoticeLine(NamedTuple):
    """One meeting on a notice. `rate` is in thousandths of a per cent; None for an organization."""

    meeting: Meeting
    scale: Scale
    total: Money
    rate: int | None
    sum_of_rates: int
    share: Fraction
    exact: Fraction
    amount: Money
    rounding: int
    explanation: Explanation


class Legal(NamedTuple):
    """The paragraph of the cost article (None: the rule rests on `source`), the notes that apply it, the decision."""

    paragraph: str | None
    source: str
    by_note: bool
    notes: tuple[str, ...]
    decision: str


class Payment(NamedTuple):
    """By when payment is requested; None where issuer.toml does not say it yet."""

    day: date | None


class Notice(NamedTuple):
    """A notice to one State, before any word is chosen. `payment` is None unless something is to be paid."""

    status: NoticeStatus
    is_credit: bool
    code: str
    mission: Mission
    number: str
    reference: str
    on: date
    lines: tuple[NoticeLine, ...]
    amount: Money
    cautions: tuple[Step, ...]
    legal: Legal
    payment: Payment | None
    issuer: Issuer


def notice(results: Sequence[Apportionment], code: str, issuer: Issuer, as_of: date, issue: Issue | None = None) -> Notice:
    """The notice to one State on one or more meetings of a billing group, in the order given; some may not charge it.

    All results are of one convention and one currency. Raises ValueError if none charges the State, if meetings are
    missing, or if an illustrative cost or provisional scale would be issued.
    """
    charged = [(result, line) for result in results if (line := result.assessment.line(code)) is not None]
    if not charged or any(result.meeting is None for result in results):
        raise ValueError(f"{code} bears no part of these meetings")
    first = charged[0][0]
    status = _status([result for result, _ in charged], issue)
    amount = first.cost.total.of(sum(line.amount for _, line in charged))
    on = issue.on if issue else as_of
    asks = status != "specimen" and amount.minor > 0
    pay_by = issue.pay_by if issue and issue.pay_by else issuer.payment_day(on)
    return Notice(
        status=status,
        is_credit=amount.minor < 0,
        code=code,
        mission=mission_of(first.states, code),
        number=issue.number if issue else "",
        reference=reference(first, code),
        on=on,
        lines=tuple(_line(result, line) for result, line in charged),
        amount=amount,
        cautions=_cautions([result for result, _ in charged], status),
        legal=legal_of([result for result, _ in charged], issue),
        payment=Payment(pay_by) if asks else None,
        issuer=issuer,
    )


def reference(result: Apportionment, code: str) -> str:
    """What a remitter quotes: `CCM-MSP11-JPN`. A billing group goes by its own id."""
    assert result.meeting is not None
    return f"{result.convention.prefix}-{result.meeting.id.upper()}-{code}"


def _status(results: Sequence[Apportionment], issue: Issue | None) -> NoticeStatus:
    specimen = any(result.is_specimen for result in results)
    if issue is None:
        return "specimen" if specimen else "draft"
    if specimen or any(result.scale_chosen == "provisional" for result in results):
        raise ValueError("a notice is never issued on an illustrative cost or a provisional scale")
    return "issued"


def mission_of(states: States, code: str) -> Mission:
    """What kind of mission a notice or letter is addressed to; none for one that is no State."""
    state = states.get(code)
    if state is None:
        return ""
    return "permanent_observer_mission" if state.non_member_status == OBSERVER else "permanent_mission"


def _line(result: Apportionment, line: Line) -> NoticeLine:
    explanation = explain(result, line.code)
    assert explanation is not None and result.meeting is not None
    return NoticeLine(
        meeting=result.meeting,
        scale=result.scale,
        total=result.cost.total,
        rate=line.payer.rate.thousandths if line.payer.rate else None,
        sum_of_rates=result.assessment.sum_of_rates,
        share=line.share.value,
        exact=line.exact,
        amount=explanation.amount,
        rounding=line.rounding,
        explanation=explanation,
    )


def legal_of(results: Sequence[Apportionment], issue: Issue | None) -> Legal:
    """What a notice rests on: article, notes, decision."""
    paragraph = cost_paragraph(results[0])
    by_note = [result.meeting for result in results if result.meeting and not _named_by_article(result)]
    documents = [meeting.convened.document for meeting in by_note if meeting.convened and meeting.convened.document]
    return Legal(
        paragraph,
        results[0].rule.legal_source,
        bool(by_note) and paragraph is not None,
        tuple(dict.fromkeys(documents)),
        issue.decision if issue else "",
    )


def _named_by_article(result: Apportionment) -> bool:
    """Whether the cost article names meetings of this kind itself: the register's basis is then nothing but the article."""
    assert result.meeting is not None
    kind = result.convention.meeting_kinds.get(result.meeting.kind)
    return kind is None or kind.basis.startswith(f"art. {result.convention.cost_article.number}(")


def _cautions(results: Sequence[Apportionment], status: NoticeStatus) -> tuple[Step, ...]:
    steps = []
    if status == "specimen":
        steps.append(Step("caution_specimen", {"total": results[0].cost.total}))
    if status == "draft":
        steps.append(Step("caution_draft", {}))
    for result in results:
        steps += cautions_of(result)
    return tuple(step for index, step in enumerate(steps) if step not in steps[:index])


def cautions_of(result: Apportionment) -> list[Step]:
    """What is open about list and scale, one step each."""
    steps = []
    if result.list.status == "expected":
        parties = all(line.payer.role == "state_party" for line in result.assessment.lines)
        steps.append(Step(f"caution_provisional_{'parties' if parties else 'others'}", {"day": result.day}))
    if result.scale_chosen != "by day":
        steps.append(Step(f"caution_scale_{result.scale_chosen}", {"scale": result.scale.id}))
    for key, codes in (("caution_with", result.added), ("caution_without", result.removed)):
        if codes:
            steps.append(Step(key, {"states": Codes(codes)}))
    return steps
