"""The UN scale of assessments of one closed three-year period,
and notional rates of States that are not UN Members.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.model.calendar import Span
from ccmcost.model.rates import Rate


class Scale(NamedTuple):
    """One scale: `rates` in thousandths of a per cent as adopted,
    `notional` for States outside it.
    """

    id: str
    period: Span
    resolution: str
    rates: Mapping[str, int]
    notional: Mapping[str, Rate]
    file: str = ""

    def rate(self, iso3: str) -> Rate | None:
        """The State's adopted rate, else its notional rate, else None (never zero by omission)."""
        adopted = self.rates.get(iso3)
        if adopted is not None:
            return Rate(adopted, "adopted", self.resolution)
        return self.notional.get(iso3)
