"""What an issue froze of a meeting becomes an apportionment again:
the amounts that the notices say.
"""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from ccmcost.ledger.frozen import FrozenCost, FrozenLine, FrozenList, FrozenMeeting, FrozenRule
from ccmcost.ledger.queries import Billed
from ccmcost.load.data import Data
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Apportionment, Assessment, Line, Payer, Share, ShareKind
from ccmcost.model.meeting import (
    Cost,
    CostStatus,
    ListStatus,
    Meeting,
    Participant,
    ParticipantList,
)
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, Scale
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import Role


def as_issued(data: Data, issued: Billed) -> Apportionment:
    """The apportionment that was issued, with the meeting, the States and the treaty status of the
    data at hand.
    """
    part, total = issued.part, issued.cost
    meeting, rule = data.meetings[part.meeting], _rule(data, part.rule)
    listed = _listed(part.list, data.list_of(meeting.id, rule.named))
    lines = tuple(_line(each, total, data, meeting) for each in part.lines)
    scale, treaty = data.checked(_scale(data, part)), data.treaty_of(meeting)
    return Apportionment(
        convention=data.convention.of(meeting.instrument),
        meeting=meeting,
        day=part.day,
        scale=scale,
        scale_chosen="by decision" if part.scale.id == meeting.scale else "by day",
        rule=rule,
        cost=cost_of(part.cost, total),
        list=listed,
        added=(),
        removed=part.list.without,
        states=data.states,
        assessment=Assessment(
            total, part.unit, lines, total.minor - sum(line.amount for line in lines)
        ),
        warnings=(),
        sources=data.sources,
        treaty=data.checked(treaty),
    )


def _scale(data: Data, part: FrozenMeeting) -> Scale | None:
    """The scale by which it was issued; if its file has gone since, the one that covers the day."""
    scale_id = part.scale.id if part.scale.id in data.scale_periods else data.scale_for(part.day)
    if scale_id is None:
        data.findings.error(
            "scale-none",
            f"{part.scale.id}, by which {part.meeting} was issued, is no longer in the data.",
        )
        return None
    return data.scale(scale_id)


def _rule(data: Data, frozen: FrozenRule) -> Rule:
    """The rule in the text that was issued; its file may have changed or gone since."""
    source = SourceFile(
        f"rules/{frozen.id}.toml", "workspace", frozen.text.encode(), f"rules/{frozen.id}.toml"
    )
    return data.checked(rule_in(source, data.findings, data.states))


def _line(each: FrozenLine, total: Money, data: Data, meeting: Meeting) -> Line:
    state = data.states.get(each.state)
    origin, _, reason = each.rate_basis.partition(": ")
    rate = Rate(each.rate, origin, reason) if each.rate_basis else None
    is_ldc = state is not None and meeting.day is not None and state.is_ldc(meeting.day)
    payer = Payer(each.state, cast("Role | None", each.role or None), rate, is_ldc)
    share = Fraction(each.share)
    return Line(
        payer,
        Share(share, cast(ShareKind, each.kind)),
        share * total.minor,
        each.amount,
        each.rounding,
    )


def _listed(frozen: FrozenList, at_hand: ParticipantList | None) -> ParticipantList:
    """The list that was issued; if it is the one at hand, with the documents that only this one
    names.
    """
    participants = tuple(
        Participant(code, cast("Role | None", role or None)) for code, role in frozen.participants
    )
    issued = ParticipantList(cast(ListStatus, frozen.status), participants)
    bare = at_hand and ParticipantList(
        at_hand.status, tuple(Participant(*each[:2]) for each in at_hand.participants)
    )
    return at_hand if at_hand is not None and bare == issued else issued


def cost_of(frozen: FrozenCost, total: Money) -> Cost:
    """The cost version that was billed."""
    return Cost(
        total, cast(CostStatus, frozen.status), frozen.source, frozen.version, frozen.adopted_on
    )
