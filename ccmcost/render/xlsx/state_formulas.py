"""The figures of one State, and its row on Apportionment."""

from __future__ import annotations

from collections.abc import Callable

from ccmcost.model.rates import WHOLE_RATE
from ccmcost.render.xlsx.formulas import Formulas
from ccmcost.render.xlsx.places import FIRST, PARTICIPANTS, here

_Own = Callable[[str], str]
"""From the name of a column to its address in the row at hand."""


class StateFormulas:
    """Formula texts of the rows of Participants and Apportionment; rows are counted from zero."""

    def __init__(self, formulas: Formulas) -> None:
        self._all = formulas
        self._rule = formulas.book.rule

    def participant(self, row: int) -> dict[str, str]:
        """Formula by column of Participants; columns that are not named hold plain values."""

        def own(name: str) -> str:
            return here(PARTICIPANTS, name, row)

        at, places = self._all.at, self._all.places
        yes = f'{own("bears")}="Yes"'
        before = f"{here(PARTICIPANTS, 'running', row - 1)}+" if row > FIRST else ""
        billed = f"INDEX({places.column('Apportionment', 'amount')},{own('running')})"
        frozen = f"SUMIFS({places.values('amount')},{places.values('iso3')},{own('code')})"
        rate = f"INDEX({places.column('Scale', 'rate')},MATCH({own('code')},{places.column('Scale', 'code')},0))"
        return {
            "rate": f"={rate}",
            "running": f"={before}IF({yes},1,0)",
            "weight": f"=IF({yes},ROUND({own('rate')}*1000,0),0)",
            **self._shares(own),
            "rest": f"={own('part')}-{at('denominator')}*INT({own('part')}/{at('denominator')})",
            "rounded": self._rounded(own),
            "size": f"=IF({yes},{self._place(own, 'key')},0)",
            "rank": self._rank(own, yes),
            "residual": f"=IF({own('rank')}>0,IF({own('rank')}<=ABS({at('missing')}),SIGN({at('missing')}),0),0)",
            "exact": f"={at('sign')}*({own('whole')}+{own('rest')}/{at('denominator')})*{at('unit')}/{at('power')}",
            "minor": f"={at('sign')}*({own('rounded')}+{own('residual')})*{at('unit')}",
            "shown": f"=IF({yes},IF(ISNUMBER({billed}),ROUND({billed}*{at('power')},0),0),0)",
            "differs": f"=IF({own('shown')}={own('minor')},0,1)",
            "frozen": f"=ROUND({frozen}*10^{at('written_decimals')},0)",
        }

    def apportionment(self, row: int) -> dict[str, str]:
        """Formula by column of Apportionment; row n takes the n-th Yes, and stays blank beyond the last."""
        at, people = self._all.at, self._all.people
        number = row - FIRST + 1
        mark = f"$A{row + 1}"

        def taken(name: str, scaled: str = "") -> str:
            return f'=IF({mark}="","",INDEX({people(name)},MATCH({mark},{people("running")},0)){scaled})'

        money = f"*{at('sign')}*{at('unit')}/{at('power')}"
        same = {name: taken(name) for name in ("state", "code", "role", "rate", "share", "exact")}
        return {
            "number": f'=IF({number}<={at("payers")},{number},"")',
            **same,
            "rounded": taken("rounded", money),
            "residual": taken("residual", money),
            "amount": taken("minor", f"/{at('power')}"),
        }

    def _shares(self, own: _Own) -> dict[str, str]:
        at, w = self._all.at, own("weight")
        if not self._all.straight:
            return {
                "share": f"=100*{w}/MAX(1,{at('sum_of_rates')})",
                "part": f"={at('remainder')}*{w}",
                "whole": f"={at('quotient')}*{w}+INT({own('part')}/{at('denominator')})",
                "key": f"={w}",
            }
        party, parties, rest_rate = f"{own('party')}=1", at("parties"), at("rest_rate")
        floor = f"INT({at('parties_remainder')}*{w}/MAX(1,{parties}))"
        plain = f"INT({at('remainder')}*{w}/{at('divisor')})"
        inside = f"({at('parties_remainder')}*{w}-MAX(1,{parties})*{floor})*{at('divisor')}+{at('carried')}*{w}"
        outside = f"({at('remainder')}*{w}-{at('divisor')}*{plain})*MAX(1,{parties})"
        units = f"IF({party},{at('parties_quotient')}*{w}+{floor},{at('quotient')}*{w}+{plain})"
        return {
            "share": f"=IF({party},100*{w}*{rest_rate}/({WHOLE_RATE}*MAX(1,{parties})),100*{w}/{WHOLE_RATE})",
            "part": f"=IF({party},{inside},{outside})",
            "whole": f"={units}+INT({own('part')}/{at('denominator')})",
            "key": f"={w}*IF({party},{rest_rate},{parties})",
        }

    def _rounded(self, own: _Own) -> str:
        if self._rule.residual == "largest_remainder":
            return f"={own('whole')}"
        return f"={own('whole')}+IF(2*{own('rest')}>={self._all.at('denominator')},1,0)"

    def _rank(self, own: _Own, yes: str) -> str:
        if self._rule.residual == "largest_remainder":
            return f"=IF({yes},{self._place(own, 'rest')},0)"
        return "=0" if self._rule.residual == "none" else f"={own('size')}"

    def _place(self, own: _Own, claim: str) -> str:
        """The place in the order of a claim, then of the rate, then of the code; what does not bear has rate 0."""
        people = self._all.people
        pooled_size = claim == "key" and not self._all.straight  # the key is the rate itself
        steps = ["weight", "precedence"] if pooled_size else [claim, "weight", "precedence"]
        terms, same = [], ""
        for step in steps:
            sign = "<" if step == "precedence" else ">"
            bears = f',{people("bears")},"Yes"'
            terms.append(f'COUNTIFS({same}{people(step)},"{sign}"&{own(step)}{bears})')
            same += f"{people(step)},{own(step)},"
        return "+".join(terms) + "+1"
