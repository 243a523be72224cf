"""What a result may be taken for: its title, and what is open about list, cost, scale and rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.office import Issuer
from ccmcost.model.rates import rate_text
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
    "illustrative": "Specimen: illustrative calculation for a cost of {total}. "
    "Not a request for payment.",
    "given": "Calculation based on a total cost of {total}",
    "estimate": "Calculation based on an estimated total cost of {total}",
    "revised_estimate": "Calculation based on a revised estimated total cost of {total}",
    "actual": "Calculation based on an actual total cost of {total}",
}
_LISTS = {"expected": "expected list", "official": "official list", "given": "list as entered"}
_LISTS |= {"by_status": "by treaty status"}
_COSTS = {"given": "as entered", "actual": "actual cost"}


class Status(NamedTuple):
    """The states of cost, list and scale in words, and the open points, one sentence each."""

    title: str
    cost: str
    participants: str
    scale: str
    rule: str
    open: tuple[str, ...]


def status_of(result: Apportionment) -> Status:
    """The status of a result, for every output that shows it."""
    return Status(
        title=title_of(result.cost),
        cost=f"{result.cost.total}, {_COSTS.get(result.cost.status) or words(result.cost.status)}",
        participants=_list_words(result),
        scale=_scale_words(result),
        rule=f"{result.rule.id}: {result.rule.title}",
        open=tuple(told for _, told in _open_points(result) if told),
    )


def joined_known(*parts: str, between: str = ", ") -> str:
    """Texts in a row, without those of which nothing is known: days and place of a meeting."""
    return between.join(dict.fromkeys(filter(None, parts)))


def title_of(cost: Cost) -> str:
    """What figures from this cost may be taken for; stands over every table of amounts."""
    return _TITLES[cost.status].format(total=short_money(cost.total))


def words(identifier: str) -> str:
    """`revised_estimate` as `revised estimate`."""
    return identifier.replace("_", " ")


def counted(count: int, one: str, many: str) -> str:
    """`1 State Party`, `111 States Parties`."""
    return f"{count} {one if count == 1 else many}"


def _counts(result: Apportionment) -> list[str]:
    """How many States and organizations bear the cost, by role; roles that nobody has first say
    none.
    """
    roles = [line.payer.role for line in result.assessment.lines]
    parties, organizations = roles.count("state_party"), roles.count("organization")
    others = len(roles) - parties - organizations
    counts = [
        counted(parties, "State Party", "States Parties"),
        counted(others, "State not party", "States not party"),
    ]
    if any(role is None for role in roles):
        counts = [counted(len(roles) - organizations, "State", "States")]
    return counts + [counted(organizations, "organization", "organizations")] * bool(organizations)


def bearing(result: Apportionment) -> str:
    """Who bears the cost: `91 States Parties and 26 States not party`."""
    return listed([each for each in _counts(result) if not each.startswith("0 ")])


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *firsts, last = parts or ("no State",)
    return f"{', '.join(firsts)} and {last}" if firsts else last


def events_named(events: Sequence[int], most: int = 3) -> str:
    """Some events in words: `event 3`, `events 3 and 4`, `events 3, 4, 5 and others`."""
    numbers = listed([*map(str, events[:most]), *(["others"] if events[most:] else [])])
    return f"{'event' if len(events) == 1 else 'events'} {numbers}"


def provisional(result: Apportionment) -> str:
    """What may still change, in few words; empty if nothing may."""
    points = [short for short, _ in _open_points(result) if short]
    return f"{'; '.join(points)}." if points else ""


def assumed_rates(results: Iterable[Apportionment]) -> str:
    """Which rates are assumed, why, and how much rests on them; empty if none is.
    The sum is that of one result; several need not be in one currency.
    """
    results = tuple(results)
    found: dict[tuple[str, int], dict[str, str]] = {}
    for result in results:
        for line in result.assessment.lines:
            rate = line.payer.rate
            if rate is not None and rate.origin == "assumed":
                same = found.setdefault((rate.basis, rate.thousandths), {})
                same[line.code] = result.states.name(line.code)
    if not found:
        return ""
    points = []
    for (basis, thousandths), names in found.items():
        points.append(
            f"{listed(tuple(names.values()))}, {rate_text(thousandths)} per cent"
            f"{' each' if len(names) > 1 else ''}: {basis.removeprefix('assumed: ')}"
        )
    return f"{'; '.join(points)}.{_resting(results)}"


def _resting(results: Sequence[Apportionment]) -> str:
    """How much of the cost rests on assumed rates."""
    if len(results) != 1:
        return ""
    total, lines = results[0].cost.total, results[0].assessment.lines
    amounts = (
        line.amount for line in lines if line.payer.rate and line.payer.rate.origin == "assumed"
    )
    return f" {total.of(sum(amounts))} of the cost depends on this."


def _list_words(result: Apportionment) -> str:
    changes = [f"with {', '.join(result.added)}" if result.added else ""]
    changes.append(f"without {', '.join(result.removed)}" if result.removed else "")
    changed = "".join(f", {change}" for change in changes if change)
    return f"{bearing(result)} ({_LISTS[result.list.status]}{changed})"


def _scale_words(result: Apportionment) -> str:
    how = {"override": ", chosen with --scale", "provisional": ", PROVISIONAL SCALE"}
    return f"{result.scale.id} ({result.scale_adopted}){how.get(result.scale_chosen, '')}"


def _open_points(result: Apportionment) -> Iterator[tuple[str, str]]:
    """What is open: in few words what may still change, and a sentence; either may be empty."""
    status, scale = result.cost.status, result.scale.id
    if result.on_expected_list:
        yield (
            "expected list (States not party that join lower the amounts, absent States Parties "
            "raise them)",
            "The list is the expected list, not the official one. If States not party that are not "
            "on it took part, every amount would be lower; if States Parties did not attend, the "
            "others' amounts would be higher.",
        )
    if status == "illustrative":
        yield (
            "illustrative cost (none was published)",
            "The cost is illustrative, because no cost has been published. Enter one with --cost.",
        )
    elif "estimate" in status and result.list.status != "by_status":  # a budget is adopted
        yield words(status), ""
    if result.scale_chosen == "provisional":
        yield (
            f"PROVISIONAL SCALE ({scale} does not cover the meeting)",
            f"PROVISIONAL SCALE: {scale} does not cover the meeting; the next scale has not been "
            "adopted.",
        )
    if result.scale_chosen == "override":
        yield (
            f"scale {scale} chosen for this calculation, not the scale of the day",
            f"The scale {scale} was chosen for this calculation; it is not the scale of the day.",
        )
    if result.assessment.residual:
        residual = result.cost.total.of(result.assessment.residual)
        yield "", f"The rounding difference of {residual} is not charged to any State."
    if result.rule.id in result.convention.rules:
        yield (
            "",
            result.convention.says(
                "The Convention does not settle who is liable and who bears rounding differences "
                "(see ccmcost help method)."
            ),
        )


def named_in_english(meetings: Iterable[Meeting], issuer: Issuer, languages: Sequence[str]) -> str:
    """A remark on what stands in English in documents in other languages, because nobody has given
    another name; empty if nothing does.
    """
    names = [(each.id, each.names) for each in meetings]
    names += [("the office", issuer.names)] if issuer.names else []
    lacks = [(what, [each for each in languages if each not in known]) for what, known in names]
    said = [f"{what} ({', '.join(missing)})" for what, missing in lacks if missing]
    return (
        f"Named in English, since no other name was given: {', '.join(said)}. Add names.fr and so "
        "on in data/meetings.toml, office.names.fr and so on in data/issuer.toml."
        if said
        else ""
    )


def event_words(kind: str) -> str:
    """What a kind of event of the ledger is called."""
    return "placed" if kind == "identify" else kind.replace("_", " ")
