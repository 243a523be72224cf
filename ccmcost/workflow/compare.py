"""One meeting under several rules, scales or lists, from data loaded once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple, TypeVar

from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.load.participants import read_list
from ccmcost.model.meeting import ParticipantList
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.statement.comparison import Case, Comparison, compare
from ccmcost.workflow.apportion import Basis, compute, load_basis
from ccmcost.workflow.request import Request, find_rule, find_scale
from ccmcost.workspace import Workspace

T = TypeVar("T")
LARGEST = 12
"""More cases than this nobody reads side by side."""


class Wish(NamedTuple):
    """What to vary: ids of rules (or rule files), ids of scales, files of lists. Empty: as the data say."""

    rules: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


def compare_meeting(workspace: Workspace, meeting_id: str, request: Request, wish: Wish) -> Comparison:
    """Every combination of the wished rules, scales and lists (the convention's rules if none is wished).

    Raises UsageError if there are fewer than two cases or too many; DataError with all findings at once.
    """
    for option, names in (("--rules", wish.rules), ("--scales", wish.scales), ("--participants", wish.participants)):
        _refuse_twice(option, names)
    first = request._replace(rule=_first(wish.rules), scale=_first(wish.scales), participants=_first(wish.participants))
    basis = load_basis(workspace, meeting_id, first)
    rules = _rules(basis, wish.rules if any(wish) else basis.convention.rules)
    variants = list(product(_lists(basis, wish.participants, rules), _scales(basis, wish.scales), rules))
    basis.data.checked(variants)
    if not 2 <= len(variants) <= LARGEST:
        raise UsageError(
            f"cases asked for: {len(variants)}; from 2 to {LARGEST} can be compared. "
            f"Name two or more with --rules, --scales or --participants."
        )
    vary = [len({part[index][0] for part in variants}) > 1 for index in range(3)]
    return compare([_case(basis, first, variant, vary) for variant in variants])


def _refuse_twice(option: str, names: Sequence[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{option}: {', '.join(twice)} stands twice.")


def _first(names: Sequence[str]) -> str | None:
    return names[0] if names else None


def _rules(basis: Basis, wished: Sequence[str]) -> list[tuple[str, Rule]]:
    found = [(name, find_rule(basis.data, name)) for name in wished]
    return [(rule.id, rule) for _, rule in found if rule is not None] or [(basis.rule.id, basis.rule)]


def _scales(basis: Basis, wished: Sequence[str]) -> list[tuple[str, Scale]]:
    ids = [find_scale(basis.data, name) for name in wished]
    return [(name, basis.data.scale(name)) for name in ids] or [(basis.scale.id, basis.scale)]


def _lists(basis: Basis, wished: Sequence[str], rules: Sequence[tuple[str, Rule]]) -> list[tuple[str, ParticipantList]]:
    allowed = frozenset(code for _, rule in rules for code in rule.fixed)
    data, finder = basis.data, StateFinder(basis.states)
    found = [(name, read_list(data, data.given(Path(name)), data.states, allowed, finder)) for name in wished]
    return found or [("", basis.listed)]


def _case(
    basis: Basis,
    request: Request,
    variant: tuple[tuple[str, ParticipantList], tuple[str, Scale], tuple[str, Rule]],
    vary: Sequence[bool],
) -> Case:
    (_, listed), (_, scale), (_, rule) = variant
    name = ", ".join(each[0] for each, varies in zip(variant, vary, strict=True) if varies)
    chosen = basis.scale_chosen
    if scale.id != basis.scale.id:
        chosen = "by day" if scale.id == basis.data.scale_for(basis.day) else "override"
    here = basis._replace(listed=listed, scale=scale, scale_chosen=chosen, rule=rule)
    return Case(name, compute(here, request))
