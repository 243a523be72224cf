"""The view model of a further notice or a credit: the difference between what a State was assessed before and is now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.issuer import Issuer
from ccmcost.model.money import Money
from ccmcost.statement.explanation import Code, Figure, Step, explain
from ccmcost.statement.notice import Issue, Legal, Mission, Payment, cautions_of, legal_of, mission_of, reference


class Before(NamedTuple):
    """What was issued last for a meeting: the cost and its status, how many shared it, the number of the notice adjusted."""

    total: Money
    status: str
    sharing: int
    number: str


class AdjustedLine(NamedTuple):
    """One meeting: the amount before and after, and the steps and sources that lead to the new one."""

    result: Apportionment
    before: Money
    after: Money
    adjusts: str
    steps: tuple[Step, ...]
    sources: tuple[Step, ...]

    @property
    def amount(self) -> Money:
        """The difference: positive in a further notice, negative in a credit."""
        return self.after.of(self.after.minor - self.before.minor)


class Adjustment(NamedTuple):
    """A further notice, or a credit, to one State."""

    is_credit: bool
    code: str
    mission: Mission
    number: str
    reference: str
    on: date
    lines: tuple[AdjustedLine, ...]
    amount: Money
    cautions: tuple[Step, ...]
    legal: Legal
    payment: Payment | None
    issuer: Issuer


class Change(NamedTuple):
    """What changes for the State in one meeting, in minor units."""

    result: Apportionment
    before: int
    after: int
    last: Before


def adjustment(changes: Sequence[Change], code: str, issuer: Issuer, issue: Issue) -> Adjustment:
    """The adjustment that `changes` (all further bills, or all credits) make for one State."""
    lines = tuple(_line(change, code) for change in changes)
    first = changes[0].result
    amount = first.cost.total.of(sum(line.amount.minor for line in lines))
    is_credit = amount.minor < 0
    cautions = [step for change in changes for step in cautions_of(change.result)]
    if is_credit:
        cautions.append(Step("credit_choice", {}))
    return Adjustment(
        is_credit=is_credit,
        code=code,
        mission=mission_of(first.states, code),
        number=issue.number,
        reference=reference(first, code),
        on=issue.on,
        lines=lines,
        amount=amount,
        cautions=tuple(step for index, step in enumerate(cautions) if step not in cautions[:index]),
        legal=legal_of([change.result for change in changes], issue),
        payment=None if is_credit else Payment(issue.pay_by),
        issuer=issuer,
    )


def _line(change: Change, code: str) -> AdjustedLine:
    total, last = change.result.cost.total, change.last
    before, after = total.of(change.before), total.of(change.after)
    figures: dict[str, Figure] = {
        "total": last.total,
        "status": last.status,
        "n": last.sharing,
        "amount": before,
        "number": last.number,
    }
    steps = [Step("adjust_before" if last.number else "adjust_before_nothing", figures)]
    explained = explain(change.result, code)
    if explained is None:
        steps.append(Step("adjust_gone", {"state": Code(code)}))
    else:
        steps += explained.steps
    steps.append(
        Step("adjust_difference", {"after": after, "before": before, "amount": total.of(after.minor - before.minor)})
    )
    return AdjustedLine(change.result, before, after, last.number, tuple(steps), explained.sources if explained else ())
