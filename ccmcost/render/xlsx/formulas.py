"""The figures that stand once: from the inputs to quotient, remainder and the units that rounding leaves.

Doubles are exact only up to 2^53, so everything is split into quotient and remainder of integers in minor units, with
INT alone (MOD fails on large quotients). With w = rate in thousandths of a per cent (0 if the State bears nothing),
S = sum of w, T = total: a State's exact amount is q*w + m*w/S, where q = INT(T/S) and m = T - q*S. For `straight` rules,
N and P are the sums of w of States not party and of States Parties, A = 100000 - N, and the amounts have the common
denominator 100000*P. A billing unit above the minor unit divides T first; where the residual is left (`none`) T need
not be a multiple of it, so there it multiplies the divisor.
"""

from __future__ import annotations

from ccmcost.model.rates import WHOLE_RATE
from ccmcost.render.xlsx.places import Places
from ccmcost.statement.rule_words import unit_text
from ccmcost.statement.workbook import Workbook
from ccmcost.statement.workbook_live import LARGEST_LIVE, MOST_DECIMALS

NEAR = "0.05"
"""How far a typed total times 10^decimals may lie from a whole number: above the error of doubles at 10^14 (0.02), below
any real fraction of a minor unit that a person would type."""


class Formulas:
    """Formula texts for the workbook of one result."""

    def __init__(self, book: Workbook, places: Places) -> None:
        self.book, self.places = book, places
        self.straight = book.rule.states_not_party == "straight"
        self.leaves = book.rule.residual == "none"

    def at(self, name: str) -> str:
        """A figure on Summary."""
        return self.places.scalar(name)

    def people(self, name: str) -> str:
        """A column of Participants."""
        return self.places.column("Participants", name)

    def scalars(self) -> dict[str, str]:
        """Formula by name of the figure."""
        at, people = self.at, self.people
        spread = f"*{at('unit')}" if self.leaves and self.book.rule.unit is not None else ""
        base = str(WHOLE_RATE) if self.straight else f"MAX(1,{at('sum_of_rates')})"
        units = f"/{at('unit')}" if not self.leaves and self.book.rule.unit is not None else ""
        return {
            "valid": self._valid(),
            "minor": f"=IF({at('valid')}=1,ROUND(ABS({at('total')})*{at('power')},0),0)",
            "sign": f"=IF({at('valid')}=1,SIGN({at('total')}),0)",
            "unit": self._unit(),
            "power": f"=IF(ISNUMBER({at('decimals')}),10^MIN({MOST_DECIMALS},MAX(0,INT({at('decimals')}))),1)",
            "payers": f'=COUNTIF({people("bears")},"Yes")',
            "sum_of_rates": f"=SUM({people('weight')})",
            "dividend": f"={at('minor')}{units}",
            "divisor": f"={base}{spread}",
            "quotient": f"=INT({at('dividend')}/{at('divisor')})",
            "remainder": f"={at('dividend')}-{at('quotient')}*{at('divisor')}",
            "denominator": f"={at('divisor')}" + (f"*MAX(1,{at('parties')})" if self.straight else ""),
            "rounded": f"=SUM({people('rounded')})",
            "missing": "=0" if self.leaves else f"={at('dividend')}-{at('rounded')}",
            "left": f"={at('sign')}*{at('minor')}-SUM({people('minor')})",
            **(self._straight() if self.straight else {}),
        }

    def _straight(self) -> dict[str, str]:
        at, people = self.at, self.people
        all_parties = f"SUMIFS({people('weight')},{people('party')},1)"
        product = f"{at('remainder')}*{at('rest_rate')}"
        fresh = f"({at('quotient')}*{at('rest_rate')}+INT({product}/{at('divisor')}))"
        return {
            "others": f"={at('sum_of_rates')}-{at('parties')}",
            "parties": f"={all_parties}",
            "rest_rate": f"={WHOLE_RATE}-{at('others')}",
            "parties_quotient": f"=INT({fresh}/MAX(1,{at('parties')}))",
            "parties_remainder": f"={fresh}-{at('parties_quotient')}*MAX(1,{at('parties')})",
            "carried": f"={product}-{at('divisor')}*INT({product}/{at('divisor')})",
        }

    def _valid(self) -> str:
        """1 if the inputs can carry a calculation; AND does not stop at the first falsehood, hence the nesting."""
        at = self.at
        minor = f"ABS({at('total')})*{at('power')}"
        tests = [
            f"ISNUMBER({at('total')})",
            f"ISNUMBER({at('decimals')})",
            f"AND({at('decimals')}=INT({at('decimals')}),{at('decimals')}>=0,{at('decimals')}<={MOST_DECIMALS})",
            f"AND(ROUND({minor},0)>=1,ROUND({minor},0)<={LARGEST_LIVE},ABS({minor}-ROUND({minor},0))<{NEAR})",
            f"{at('payers')}>0",
        ]
        if self.straight:
            tests.append(f"AND({at('parties')}>0,{at('others')}<{WHOLE_RATE})")
        tests += self._unit_tests(minor)
        text = "1"
        for test in reversed(tests):
            text = f"IF({test},{text},0)"
        return f"={text}"

    def _unit(self) -> str:
        unit = self.book.rule.unit
        return "=1" if unit is None else f"=MAX(1,ROUND({unit_text(unit)}*{self.at('power')},0))"

    def _unit_tests(self, minor: str) -> list[str]:
        rule, unit = self.book.rule, self.at("unit")
        if rule.unit is None:
            return []
        tests = [f"ABS({unit_text(rule.unit)}*{self.at('power')}-{unit})<0.0000001"]
        if not self.leaves:
            tests.append(f"ROUND({minor},0)={unit}*INT(ROUND({minor},0)/{unit})")
        return tests
