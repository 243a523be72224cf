"""Many payments with their proposals, so that one debt is proposed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ccmcost.accounts.matching import CERTAIN, LEAD, Matcher, Payment, Proposal
from ccmcost.words.status import events_named


def best(proposals: Sequence[Proposal]) -> Proposal | None:
    """The proposal that is certain enough, need not be asked about and stands clearly above the
    others; None if there is none.
    """
    if proposals and (proposals[0].is_asked or proposals[0].points < CERTAIN):
        return None
    if len(proposals) > 1 and proposals[0].points < proposals[1].points + LEAD:
        return None
    return proposals[0] if proposals else None


def in_turn(
    matcher: Matcher, payments: Iterable[Payment]
) -> Iterator[tuple[Payment, tuple[Proposal, ...]]]:
    """Every payment with its proposals; one debt is proposed to one payment, or to several as parts
    of it. So those that are clear can be placed one by one, or all in their order.
    """
    found = [(payment, matcher.proposals(payment)) for payment in payments]
    clear = [(payment, each) for payment, proposals in found if (each := best(proposals))]
    whole = [(payment.event, each) for payment, each in clear if matcher.pays(each)]
    too_much = {payment.event for payment, each in clear if matcher.overpays(each)}
    placed = list[tuple[int, Proposal]]()
    for payment, proposals in found:
        first, now = best(proposals), best(matcher.proposals(payment)) if placed else None
        if first and payment.event not in dict(whole) and _meeting(first, whole):
            yield payment, _taken(proposals, first, whole)  # a part gives way to what pays it all
            continue
        if first and placed:
            more = now and matcher.overpays(now) and payment.event not in too_much
            if now is None or now.parts != first.parts or more:
                yield payment, _taken(proposals, first, placed)
                continue
        if first:
            matcher.place(payment, first)
            placed.append((payment.event, first))
        yield payment, proposals


def _taken(
    proposals: Sequence[Proposal], first: Proposal, placed: Iterable[tuple[int, Proposal]]
) -> tuple[Proposal, ...]:
    """The proposals of a payment, none of them clear, since an earlier one is proposed for the same
    debt.
    """
    events = _meeting(first, placed)
    doubt = "though what comes before changes it"
    if events:
        doubt = f"though {events_named(events)} pay{'s' * (len(events) == 1)} it"
    return tuple(
        each._replace(
            points=min(each.points, CERTAIN - 1),
            reasons=(*each.reasons, doubt) if each == first else each.reasons,
        )
        for each in proposals
    )


def _meeting(first: Proposal, others: Iterable[tuple[int, Proposal]]) -> list[int]:
    """The events of those proposals that are for a debt of the first one too."""
    own = {part[:2] for part in first.parts}
    return [event for event, each in others if own & {part[:2] for part in each.parts}]
