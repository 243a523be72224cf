"""Rules: who is liable, how shares follow from rates, how amounts are rounded,
and who bears what rounding leaves over.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.model.money import Money
from ccmcost.model.rates import Rate

Liable = Literal["participants", "all_parties", "parties_only"]
StatesNotParty = Literal["pooled", "straight"]
Residual = Literal["largest_amounts", "largest_remainder", "none"]
ShareResidual = Literal["largest_remainder", "largest_shares"]
Limits = Literal["iterated", "single_pass"]


class Level(NamedTuple):
    """The States whose rates a rule reduces alike, and by which part of them."""

    discount: Fraction
    states: tuple[str, ...]


class Relief(NamedTuple):
    """Rates that a rule reduces, level by level; who bears what is taken off, in proportion to
    their rates.
    """

    borne_by: tuple[str, ...]
    levels: Mapping[str, Level]

    @property
    def codes(self) -> frozenset[str]:
        """All whose rate it changes."""
        return frozenset(self.borne_by).union(*(each.states for each in self.levels.values()))

    def level(self, code: str) -> str:
        """The level at which a State has relief; empty if it has none."""
        return next((name for name, level in self.levels.items() if code in level.states), "")

    def discount(self, code: str) -> Fraction:
        """The part of its rate that is taken off."""
        level = self.levels.get(self.level(code))
        return level.discount if level is not None else Fraction(0)


class Rule(NamedTuple):
    """One rule as its TOML file states it.
    Limits and fixed shares are shares of what remains after the fixed amounts; `unit` is in major
    units; `paragraph` is the one of the cost article that the rule applies, and documents quote.
    """

    id: str
    title: str
    legal_source: str
    liable: Liable = "participants"
    states_not_party: StatesNotParty = "pooled"
    residual: Residual = "largest_amounts"
    unit: Fraction | None = None
    ceiling: Fraction | None = None
    ldc_ceiling: Fraction | None = None
    floor: Fraction | None = None
    hold_minimum: Fraction | None = None
    limits: Limits = "iterated"
    share_decimals: int | None = None
    share_residual: ShareResidual = "largest_remainder"
    fixed: Mapping[str, Fraction] = {}
    fixed_amounts: Mapping[str, Money] = {}
    minimum: Money | None = None
    threshold: Fraction | None = None
    relief: Relief | None = None
    rates: Mapping[str, Rate] = {}
    paragraph: str = ""
    file: str = ""
    text: str = ""

    @property
    def formula(self) -> Rule:
        """All of the rule that can move an amount: two rules with one formula are one rule,
        however they are written.
        """
        rates = {code: rate._replace(origin="", basis="") for code, rate in self.rates.items()}
        return self._replace(title="", legal_source="", paragraph="", rates=rates, file="", text="")

    @property
    def has_limits(self) -> bool:
        """Whether a ceiling or floor can move a share."""
        limits = (self.ceiling, self.ldc_ceiling, self.floor, self.minimum)
        return any(limit is not None for limit in limits)

    @property
    def named(self) -> frozenset[str]:
        """Those to whom the rule gives a share, a sum or a rate: they need none in the scale."""
        return frozenset(self.fixed) | frozenset(self.fixed_amounts) | frozenset(self.rates)

    @property
    def sums(self) -> tuple[Money, ...]:
        """The sums of money that the rule names; with one, shares depend on the cost."""
        minimum = () if self.minimum is None else (self.minimum,)
        return (*minimum, *self.fixed_amounts.values())

    @property
    def is_plain(self) -> bool:
        """Whether shares follow from rates alone: no sum, relief, threshold, fixed, held, limited
        or rounded share.
        """
        others = (self.hold_minimum, self.threshold, self.relief, self.share_decimals)
        return not (
            self.has_limits
            or self.fixed
            or self.fixed_amounts
            or any(other is not None for other in others)
        )
