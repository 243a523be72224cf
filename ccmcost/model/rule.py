"""Rules: who is liable, how shares follow from rates, how amounts are rounded,
and who bears what rounding leaves over.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.model.rates import Rate

Liable = Literal["participants", "all_parties", "parties_only"]
StatesNotParty = Literal["pooled", "straight"]
Residual = Literal["largest_amounts", "largest_remainder", "none"]
ShareResidual = Literal["largest_remainder", "largest_shares"]
Limits = Literal["iterated", "single_pass"]


class Rule(NamedTuple):
    """One rule as its TOML file states it.
    Limits and fixed shares are shares of the whole; `unit` is in major units.
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
    rates: Mapping[str, Rate] = {}
    file: str = ""
    text: str = ""

    @property
    def formula(self) -> Rule:
        """All of the rule that can move an amount: two rules with one formula are one rule,
        however they are written.
        """
        rates = {code: rate._replace(origin="", basis="") for code, rate in self.rates.items()}
        return self._replace(title="", legal_source="", rates=rates, file="", text="")

    @property
    def has_limits(self) -> bool:
        """Whether a ceiling or floor can move a share."""
        return any(limit is not None for limit in (self.ceiling, self.ldc_ceiling, self.floor))

    @property
    def is_plain(self) -> bool:
        """Whether shares follow from rates alone: no fixed, held, limited or rounded share."""
        return not (
            self.has_limits
            or self.fixed
            or self.hold_minimum is not None
            or self.share_decimals is not None
        )
