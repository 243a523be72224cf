"""The calculation: every figure between the total and the amounts, the working of every State, and
the checks.

Doubles are exact only up to 2^53, so everything is split into quotient and remainder of integers in
minor units, with INT alone (MOD fails on large quotients). With w = rate in thousandths of a per
cent (0 if the State bears nothing), S = sum of w, T = total: a State's exact amount is q*w + m*w/S,
where q = INT(T/S) and m = T - q*S. For `straight` rules, N and P are the sums of w of States not
party and of States Parties, A = 100000 - N, and the amounts have the common denominator 100000*P. A
billing unit above the minor unit divides T first; where the residual is left (`none`) T need not be
a multiple of it, so there it multiplies the divisor.

Names of figures and columns are those of formula.py; their labels are phrases, such as
`figure_divisor`.
"""

from __future__ import annotations

from ccmcost.documents.workbook import LARGEST_LIVE, MOST_DECIMALS, Book
from ccmcost.documents.workbook.formula import Value, Whole
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.model.rule import Rule
from ccmcost.words.rule_words import unit_text

Said = dict[str, str]
"""Formulas by name."""

NEAR = "0.05"
"""How far a typed total times 10^decimals may lie from a whole number: above the error of doubles
at 10^14 (0.02), below any real fraction of a minor unit that a person would type."""


def figures_of(book: Book) -> dict[str, Value]:
    """The figures that stand once, in the order in which they follow from each other, and the
    inputs as written.

    In a workbook that holds values only, those figures that other sheets show are the assessment's.
    """
    total, formulas = book.result.cost.total, _formulas(book.result.rule)
    figures: dict[str, Value] = {name: Whole(formula) for name, formula in formulas.items()}
    if not book.is_live:
        sign, unit = -1 if total.minor < 0 else 1, book.result.assessment.unit
        given = {"minor": abs(total.minor), "sign": sign, "unit": unit, "power": 10**total.decimals}
        return figures | given
    return figures | {
        "written_minor": total.minor,
        "written_decimals": total.decimals,
        "written_currency": total.currency,
        "changed": Whole(_CHANGED),
    }


_CHANGED = (
    "IF(AND(sign*minor=written_minor,decimals=written_decimals,currency=written_currency,"
    "SUMPRODUCT(--(Participants[bears]<>Participants[written]))=0),0,1)"
)


def _formulas(rule: Rule) -> Said:
    straight, leaves, unit = rule.states_not_party == "straight", rule.residual == "none", rule.unit
    divisor = str(WHOLE_RATE) if straight else "MAX(1,sum_of_rates)"
    counted = "1" if unit is None else f"MAX(1,ROUND({unit_text(unit)}*power,0))"
    dividend = "minor" if leaves or unit is None else "minor/unit"
    return {
        "valid": _valid(rule),
        "minor": "IF(valid=1,ROUND(ABS(total)*power,0),0)",
        "sign": "IF(valid=1,SIGN(total),0)",
        "unit": counted,
        "power": f"IF(ISNUMBER(decimals),10^MIN({MOST_DECIMALS},MAX(0,INT(decimals))),1)",
        "payers": 'COUNTIF(Participants[bears],"Yes")',
        "sum_of_rates": "SUM(Participants[weight])",
        "dividend": dividend,
        "divisor": f"{divisor}*unit" if leaves and unit is not None else divisor,
        "quotient": "INT(dividend/divisor)",
        "remainder": "dividend-quotient*divisor",
        **(_STRAIGHT_FIGURES if straight else {}),
        "denominator": "divisor*MAX(1,parties)" if straight else "divisor",
        "rounded": "SUM(Participants[rounded])",
        "missing": "0" if leaves else "dividend-rounded",
        "left": "sign*minor-SUM(Participants[minor])",
    }


_PRODUCT = "remainder*rest_rate"
_FRESH = f"(quotient*rest_rate+INT({_PRODUCT}/divisor))"
_STRAIGHT_FIGURES = {
    "others": "sum_of_rates-parties",
    "parties": "SUMIFS(Participants[weight],Participants[party],1)",
    "rest_rate": f"{WHOLE_RATE}-others",
    "parties_quotient": f"INT({_FRESH}/MAX(1,parties))",
    "parties_remainder": f"{_FRESH}-parties_quotient*MAX(1,parties)",
    "carried": f"{_PRODUCT}-divisor*INT({_PRODUCT}/divisor)",
}


def _valid(rule: Rule) -> str:
    """1 if the inputs can carry a calculation; AND does not stop at the first falsehood,
    hence the nesting.
    """
    minor = "ABS(total)*power"
    whole = f"ROUND({minor},0)"
    tests = [
        "ISNUMBER(total)",
        "ISNUMBER(decimals)",
        f"AND(decimals=INT(decimals),decimals>=0,decimals<={MOST_DECIMALS})",
        f"AND({whole}>=1,{whole}<={LARGEST_LIVE},ABS({minor}-{whole})<{NEAR})",
        "payers>0",
    ]
    if rule.states_not_party == "straight":
        tests.append(f"AND(parties>0,others<{WHOLE_RATE})")
    if rule.threshold is not None:
        tests.append("sum_of_rates>0")
    if rule.unit is not None:
        tests.append(f"ABS({unit_text(rule.unit)}*power-unit)<0.0000001")
        tests += [] if rule.residual == "none" else [f"{whole}=unit*INT({whole}/unit)"]
    text = "1"
    for test in reversed(tests):
        text = f"IF({test},{text},0)"
    return text


def working_of(rule: Rule) -> Said:
    """The working beside every State, from its answer to its amount, and back from what the other
    sheets show.

    Whole numbers, in billing units unless said otherwise. Three columns hold plain values.
    """
    straight, residual = rule.states_not_party == "straight", rule.residual
    amount = "INDEX(Apportionment[amount],[@running])"
    nearest = "[@whole]+IF(2*[@rest]>=denominator,1,0)"
    by_rest = f'IF([@bears]="Yes",{_place("rest", "weight")},0)'
    size = _place("key", "weight") if straight else _place("weight")
    return {
        "running": '[^running]+IF([@bears]="Yes",1,0)',
        "weight": _weight(rule),
        "party": "",
        "precedence": "",
        "written": "",
        **(_STRAIGHT if straight else _POOLED),
        "rest": "[@part]-denominator*INT([@part]/denominator)",
        "rounded": "[@whole]" if residual == "largest_remainder" else nearest,
        "key": "[@weight]*IF([@party]=1,rest_rate,parties)" if straight else "[@weight]",
        "size": f'IF([@bears]="Yes",{size},0)',
        "rank": {"largest_amounts": "[@size]", "largest_remainder": by_rest, "none": "0"}[residual],
        "residual": "IF([@rank]>0,IF([@rank]<=ABS(missing),SIGN(missing),0),0)",
        "exact": "sign*([@whole]+[@rest]/denominator)*unit/power",
        "minor": "sign*([@rounded]+[@residual])*unit",
        "shown": f'IF([@bears]="Yes",IF(ISNUMBER({amount}),ROUND({amount}*power,0),0),0)',
        "differs": "IF([@shown]=[@minor],0,1)",
        "frozen": "ROUND(SUMIFS(Values[amount],Values[iso3],[@code])*10^written_decimals,0)",
    }


def _weight(rule: Rule) -> str:
    """The rate in thousandths of a per cent; 0 for one below the threshold, which pays nothing."""
    weight = 'IF([@bears]="Yes",ROUND([@rate]*1000,0),0)'
    if rule.threshold is None:
        return weight
    least = rule.threshold * WHOLE_RATE
    return f"IF({weight}*{least.denominator}>={least.numerator},{weight},0)"


_POOLED = {
    "share": "100*[@weight]/MAX(1,sum_of_rates)",
    "part": "remainder*[@weight]",
    "whole": "quotient*[@weight]+INT([@part]/denominator)",
}
_FLOOR, _PLAIN = (
    "INT(parties_remainder*[@weight]/MAX(1,parties))",
    "INT(remainder*[@weight]/divisor)",
)
_INSIDE = f"(parties_remainder*[@weight]-MAX(1,parties)*{_FLOOR})*divisor+carried*[@weight]"
_OUTSIDE = f"(remainder*[@weight]-divisor*{_PLAIN})*MAX(1,parties)"
_UNITS = f"IF([@party]=1,parties_quotient*[@weight]+{_FLOOR},quotient*[@weight]+{_PLAIN})"
_OF_PARTIES = f"100*[@weight]*rest_rate/({WHOLE_RATE}*MAX(1,parties))"
_STRAIGHT = {
    "share": f"IF([@party]=1,{_OF_PARTIES},100*[@weight]/{WHOLE_RATE})",
    "part": f"IF([@party]=1,{_INSIDE},{_OUTSIDE})",
    "whole": f"{_UNITS}+INT([@part]/denominator)",
}


def _place(*claims: str) -> str:
    """The place in the order of the claims, largest first, then of the codes,
    among those that bear the cost.
    """
    terms, same = [], ""
    for name in (*claims, "precedence"):
        sign = "<" if name == "precedence" else ">"
        terms.append(
            f'COUNTIFS({same}Participants[{name}],"{sign}"&[@{name}],Participants[bears],"Yes")'
        )
        same += f"Participants[{name}],[@{name}],"
    return "+".join(terms) + "+1"


def checks_of(book: Book, parts: list[list[str]]) -> Said:
    """What is checked, and the verdict: OK or FAULT, or CHANGED; what cannot even be compared is a
    fault too.

    `parts` names the amounts by role, by regional group and by LDC. A workbook that holds values
    only has fewer checks, against what it reads back beside Apportionment. They compare whole minor
    units, never decimals.
    """
    total = book.result.cost.total
    written = total.minor - book.result.assessment.residual
    live = book.is_live
    sheet, power = ("Participants", "power") if live else ("Apportionment", str(10**total.decimals))
    shown, frozen = f"{sheet}[shown]", f"{sheet}[frozen]"
    whole = "SUM(Participants[minor])" if live else f"SUM({shown})"
    sums = ["+".join(f"ROUND({name}*{power},0)" for name in names) + f"={whole}" for names in parts]
    kept = f"SUM({shown})+left=sign*minor" if live else f"SUM({shown})={written}"
    same = (
        f"SUMPRODUCT(--({frozen}<>{shown}))=0" if live else f"SUMPRODUCT(--({shown}<>{frozen}))=0"
    )
    count, yes = len(book.bearing), 'COUNTIF(Participants[bears],"Yes")'
    tests = {
        "usable": "valid=1",
        "answers": f'{yes}+COUNTIF(Participants[bears],"No")={len(book.states)}',
        "shown": "AND(COUNT(Apportionment[number])=payers,COUNT(Apportionment[amount])=payers)",
        "amounts": "SUM(Participants[differs])=0",
        "sum": kept,
        "parts": f"AND({','.join(sums)})",
        "owners": "SUM(Participants[residual])=missing",
        "adopted": f"ROUND(SUM(Scale[adopted])*1000,0)={WHOLE_RATE}",
        # A text in place of a figure would be left out of SUM, so the figures are counted.
        "frozen_sum": f"AND(COUNT(Values[amount])={count},SUM({frozen})={written})",
        "frozen": same,
    }
    verdicts = {}
    for name, test in tests.items():
        if live or name in STATIC_CHECKS:
            verdict = f'IF({test},"OK","FAULT")'
            verdict = f'IF(changed=1,"CHANGED",{verdict})' if live and name == "frozen" else verdict
            verdicts[name] = f'IFERROR({verdict},"FAULT")'
    return verdicts


STATIC_CHECKS = ("sum", "parts", "adopted", "frozen_sum", "frozen")
"""The checks of a workbook that holds values only."""
