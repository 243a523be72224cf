"""What the page for delegates carries: the base case, every State that could take part, the rules to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.calc.assess import billing_unit
from ccmcost.calc.liable import rate_of
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Meeting
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from ccmcost.model.treaty import Role
from ccmcost.sharing.explanation import cost_source, rule_source, scale_source
from ccmcost.words.steps import Step


class Entrant(NamedTuple):
    """A State (or an organization that a rule names) as the page offers it; `rate` is that of the scale alone."""

    code: str
    names: Mapping[str, str]
    other_names: tuple[str, ...]
    role: Role
    is_ldc: bool
    rate: Rate | None


class PageRule(NamedTuple):
    """A rule with its billing unit in minor units of the page's currency."""

    rule: Rule
    unit: int


class PageView(NamedTuple):
    """The first rule is the rule in force; others, and the residual policies, can be chosen if `is_open`."""

    base: Apportionment
    entrants: tuple[Entrant, ...]
    rules: tuple[PageRule, ...]
    is_open: bool

    @property
    def sources(self) -> tuple[Step, ...]:
        """What rule, rates, list and cost rest on."""
        base = self.base
        found = _list_source(base)
        listed = [Step("source_whole_list", {"list": base.list.status, "source": found})] if found else []
        return rule_source(base), scale_source(base), *listed, cost_source(base)

    @property
    def unsettled(self) -> bool:
        """Whether the rule in force is one of several readings of the convention's article."""
        return self.base.rule.id in self.base.convention.rules


def page_view(base: Apportionment, others: tuple[Rule, ...] | None, names: Mapping[str, tuple[str, ...]]) -> PageView:
    """The page of a base case. `others` are the rules to choose from besides the one in force; None offers no choice.

    `names` are further names to search by. Raises DataError if a billing unit does not fit the currency.
    """
    rules = (base.rule, *(rule for rule in others or () if rule.id != base.rule.id))
    entrants = [*(_state(base, code, names.get(code, ())) for code in base.states), *_organizations(base, rules)]
    offered = [PageRule(rule, billing_unit(rule._replace(residual="none"), base.cost.total)) for rule in rules]
    return PageView(base, tuple(sorted(entrants)), tuple(offered), others is not None)


def _list_source(base: Apportionment) -> str:
    """The documents of an official list, the treaty status behind an expected one; a list that was given has no source."""
    documents = sorted({listed.document for listed in base.list.participants if listed.document})
    if base.list.status == "expected":
        documents.insert(0, base.convention.treaty_status_source)
    return "; ".join(documents)


def _state(base: Apportionment, code: str, other_names: tuple[str, ...]) -> Entrant:
    state, role = base.states[code], base.role(code)
    rate = rate_of(code, base.scale, base.rule._replace(rates={}))
    return Entrant(code, base.states.names(code), other_names, role or "observer_state", state.is_ldc(base.day), rate)


def _organizations(base: Apportionment, rules: tuple[Rule, ...]) -> list[Entrant]:
    named = {code for rule in rules for code in rule.fixed}
    codes = sorted((named | base.list.codes) - set(base.states))
    return [Entrant(code, {"en": code}, (), "organization", False, None) for code in codes]


class IndexRow(NamedTuple):
    """A meeting in the index of pages: the file of its page (empty if there is none), and whether that is a specimen."""

    meeting: Meeting
    file: str
    is_specimen: bool
