"""What is wrong with a cost and a list that a bill would rest on, in words."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.frozen import FrozenMeeting
from ccmcost.model.meeting import Cost
from ccmcost.sharing.compute import Basis

ON_EXPECTED = (
    "say --on-expected-list: then these are provisional assessments on the States Parties, "
    "to be adjusted to the final list and the actual cost."
)
"""How notices are issued on an expected list."""


def unfit_cost(meeting: str, cost: Cost) -> Iterator[str]:
    """What is wrong with billing on a cost that nobody adopted."""
    if cost.status in ("illustrative", "given"):
        yield (
            f"the cost of {meeting} is {cost.status}: nothing is billed on it. Set the cost that "
            f"was adopted: ccmcost cost set {meeting} --status estimate --amount ... --source "
            "... --adopted-on ..."
        )


def of_expected_list(meeting: str, settles: bool) -> str:
    """What is wrong with billing on an expected list, or with settling on one what took place."""
    if settles:
        return (
            f"the list of {meeting} is expected, not official; list and actual cost are settled "
            "together. Take in the official list: "
            f"ccmcost import participants {meeting} FILE --document SYMBOL. "
            f"If there will never be one: ccmcost settle {meeting} --on-expected-list."
        )
    return (
        f"the list of {meeting} is expected, not official. Take in the official list, or "
        f"{ON_EXPECTED}"
    )


def otherwise_than_before(basis: Basis, before: FrozenMeeting) -> Iterator[str]:
    """What is wrong with a cost and a list beside those of the last bill."""
    cost, issued, meeting = basis.cost, before.cost, basis.meeting.id
    old = cost.total.of(issued.amount)
    if cost.version < issued.version or (cost.version == issued.version and old != cost.total):
        yield (
            f"{meeting} was issued on version {issued.version} of its cost, {old}; costs.toml "
            f"now says version {cost.version}, {cost.total}. Versions are never overwritten: "
            "restore costs.toml, then use cost set."
        )
    if before.list.status == "official" and basis.listed.status == "expected":
        yield (
            f"{meeting} was issued on its official list; the present list is an expected one. "
            "Restore it."
        )
