"""A remark beside amounts that are calculated from the data of today: the notices that were issued
of the meeting say others.
"""

from __future__ import annotations

from ccmcost.errors import CcmcostError
from ccmcost.ledger.queries import Billed, last_issue
from ccmcost.ledger.verify import sound
from ccmcost.model.assessment import Apportionment
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace


def last_issued(workspace: Workspace, meeting: str) -> Billed | None:
    """The last issue that billed a meeting; None if none did, or if there is no ledger."""
    if not workspace.has_ledger:
        return None
    with sound(workspace.ledger) as ledger:
        return last_issue(ledger, meeting)


def issued_otherwise(workspace: Workspace, result: Apportionment) -> str:
    """What was issued of the meeting of a result, if any amount of it is another one; empty if none
    is, or if there is no ledger.
    """
    assert result.meeting is not None
    try:
        last = last_issued(workspace, result.meeting.id)
    except CcmcostError as error:
        return f"What was issued of {result.meeting.id} is not known: {error}"
    if last is None:
        return ""
    billed = {(line.state, line.amount) for line in last.part.lines}
    here = {(line.code, line.amount) for line in result.assessment.lines}
    apart = {state for state, _ in billed ^ here}
    same_money = last.cost.currency == result.cost.total.currency
    if same_money and not apart:
        return ""
    return english().for_number(
        "issued_otherwise",
        len(apart),
        meeting=result.meeting.id,
        day=day_in_words(last.day),
        cost=last.cost,
        rule=last.part.rule.id,
        number=len(apart),
    )
