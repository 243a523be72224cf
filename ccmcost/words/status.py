"""What a result may be taken for: its title, and what is open about list, cost, scale and rates."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost
from ccmcost.model.states import Role
from ccmcost.words.numbers import short_money

ROLE_WORDS: dict[Role | None, str] = {
    "state_party": "State Party",
    "signatory": "signatory",
    "observer_state": "observer State",
    "organization": "organization",
    None: "",
}

_TITLES = {
    "illustrative": "Specimen calculation per {total}. Not a request for payment",
    "given": "Calculation on a given total of {total}",
    "estimate": "Calculation on the estimated cost of {total}",
    "revised_estimate": "Calculation on the revised estimate of {total}",
    "actual": "Calculation on the actual cost of {total}",
}


class Status(NamedTuple):
    """The states of cost, list and scale in words, and the open points, one sentence each."""

    title: str
    cost: str
    list: str
    scale: str
    rule: str
    open: tuple[str, ...]


def status_of(result: Apportionment) -> Status:
    """The status of a result, for every output that shows it."""
    return Status(
        title=title_of(result.cost),
        cost=f"{result.cost.total}, {words(result.cost.status)}",
        list=_list_words(result),
        scale=_scale_words(result),
        rule=f"{result.rule.id}: {result.rule.title}",
        open=tuple(_open_points(result)),
    )


def title_of(cost: Cost) -> str:
    """What figures from this cost may be taken for; stands over every table of amounts."""
    return _TITLES[cost.status].format(total=short_money(cost.total))


def words(identifier: str) -> str:
    """`revised_estimate` as `revised estimate`."""
    return identifier.replace("_", " ")


def counted(count: int, one: str, many: str) -> str:
    """`1 State Party`, `111 States Parties`."""
    return f"{count} {one if count == 1 else many}"


def _list_words(result: Apportionment) -> str:
    roles = [line.payer.role for line in result.assessment.lines]
    parties, organizations = roles.count("state_party"), roles.count("organization")
    others = len(roles) - parties - organizations
    counts = (
        f"{counted(parties, 'State Party', 'States Parties')}, "
        f"{counted(others, 'State not party', 'States not party')}"
    )
    if any(role is None for role in roles):
        counts = counted(len(roles) - organizations, "State", "States")
    if organizations:
        counts += f", {counted(organizations, 'organization', 'organizations')}"
    changes = [f"with {', '.join(result.added)}" if result.added else ""]
    changes.append(f"without {', '.join(result.removed)}" if result.removed else "")
    changed = "; ".join(change for change in changes if change)
    return f"{result.list.status}; bearing the cost: {counts}" + (
        f" ({changed})" if changed else ""
    )


def _scale_words(result: Apportionment) -> str:
    how = {"by day": "", "override": ", chosen with --scale", "provisional": ", PROVISIONAL SCALE"}[
        result.scale_chosen
    ]
    return f"{result.scale.id} ({result.scale.resolution}){how}"


def _open_points(result: Apportionment) -> list[str]:
    points = []
    if result.list.status == "expected":
        points.append(
            "The list is expected, not official. States not party that it lacks would lower "
            "every amount; States Parties that stayed away would raise the others' amounts."
        )
    if result.cost.status == "illustrative":
        points.append(
            "The cost is illustrative: no published cost is at hand. Give one with --cost."
        )
    if result.scale_chosen == "provisional":
        points.append(
            f"PROVISIONAL SCALE: {result.scale.id} does not cover the meeting; its successor is "
            "not adopted."
        )
    if result.scale_chosen == "override":
        points.append(
            f"The scale {result.scale.id} was chosen by hand; it does not follow from the day."
        )
    if result.assessment.residual:
        residual = result.cost.total.of(result.assessment.residual)
        points.append(f"Rounding leaves {residual} that no State bears.")
    if result.rule.id in result.convention.rules:
        points.append(
            "The Convention does not settle who is liable and who bears rounding differences "
            "(see ccmcost help method)."
        )
    return points
