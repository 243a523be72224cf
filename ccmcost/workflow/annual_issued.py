"""What an issue froze of a meeting becomes an apportionment again: the amounts that the notices say."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from ccmcost.ledger.bodies import FrozenCost, FrozenLine, FrozenList, FrozenRule
from ccmcost.ledger.queries import Billed
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Apportionment, Assessment, Line, Payer, Share, ShareKind
from ccmcost.model.meeting import Cost, CostStatus, ListStatus, Participant, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.model.source import SourceFile
from ccmcost.model.treaty import Role
from ccmcost.sharing.basis import Basis


def as_issued(basis: Basis, issued: Billed) -> Apportionment:
    """The apportionment that was issued, with the meeting, the States and the treaty status of the data at hand."""
    part, total = issued.part, issued.cost
    lines = tuple(_line(each, total, basis) for each in part.lines)
    residual = total.minor - sum(line.amount for line in lines)
    return Apportionment(
        convention=basis.convention,
        meeting=basis.meeting,
        day=part.day,
        scale=_scale(basis, part.scale.id),
        scale_chosen="by day",
        rule=_rule(basis, part.rule),
        cost=cost_of(part.cost, total),
        list=_listed(part.list, basis.listed),
        added=(),
        removed=part.list.without,
        states=basis.states,
        assessment=Assessment(total, part.unit, lines, residual),
        warnings=(),
        sources=basis.data.sources,
        treaty=basis.treaty,
    )


def _line(each: FrozenLine, total: Money, basis: Basis) -> Line:
    state = basis.states.get(each.state)
    origin, _, reason = each.rate_basis.partition(": ")
    rate = Rate(each.rate, origin, reason) if each.rate_basis else None
    payer = Payer(each.state, cast("Role | None", each.role or None), rate, state is not None and state.is_ldc(basis.day))
    share = Fraction(each.share)
    return Line(payer, Share(share, cast(ShareKind, each.kind)), share * total.minor, each.amount, each.rounding)


def _listed(frozen: FrozenList, at_hand: ParticipantList) -> ParticipantList:
    """The list that was issued; if it is the one at hand, with the documents that only this one names."""
    roles = list(frozen.participants)
    if frozen.status == at_hand.status and roles == [(each.iso3, each.role or "") for each in at_hand.participants]:
        return at_hand
    participants = tuple(Participant(code, cast(Role, role) if role else None) for code, role in roles)
    return ParticipantList(cast(ListStatus, frozen.status), participants)


def cost_of(frozen: FrozenCost, total: Money) -> Cost:
    """The cost version that was billed."""
    return Cost(total, cast(CostStatus, frozen.status), frozen.source, frozen.version, frozen.adopted_on)


def _scale(basis: Basis, scale_id: str) -> Scale:
    if scale_id == basis.scale.id or scale_id not in basis.data.scale_periods:
        return basis.scale
    return basis.data.scale(scale_id)


def _rule(basis: Basis, frozen: FrozenRule) -> Rule:
    """The rule in the text that was issued; its file may have changed or gone since."""
    source = SourceFile(f"rules/{frozen.id}.toml", "workspace", frozen.text.encode(), f"rules/{frozen.id}.toml")
    return basis.data.checked(rule_in(source, basis.data.findings, basis.states))
