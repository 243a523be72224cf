"""The calculation: every figure between the total and the amounts, the working of every State, and
the checks.

Doubles are exact only up to 2^53, so everything is split into quotient and remainder of integers in
minor units, with INT alone (MOD fails on large quotients). With w = rate in thousandths of a per
cent (0 if the State bears nothing), S = sum of w, T = total: a State's exact amount is q*w + m*w/S,
where q = INT(T/S) and m = T - q*S. For `straight` rules, N and P are the sums of w of States not
party and of States Parties, A = 100000 - N, and the amounts have the common denominator 100000*P. A
billing unit above the minor unit divides T first; where the residual is left (`none`) T need not be
a multiple of it, so there it multiplies the divisor.

Names of figures and columns are those of formula.py; each comes with its label.
"""

from __future__ import annotations

from ccmcost.documents.workbook import LARGEST_LIVE, MOST_DECIMALS, Book
from ccmcost.documents.workbook.formula import Value, Whole
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.model.rule import Rule
from ccmcost.words.rule_words import unit_text

Said = dict[str, tuple[str, str]]
"""By name: the label and the formula."""

NEAR = "0.05"
"""How far a typed total times 10^decimals may lie from a whole number: above the error of doubles
at 10^14 (0.02), below any real fraction of a minor unit that a person would type."""


def figures_of(book: Book) -> dict[str, tuple[str, Value]]:
    """The figures that stand once, in the order in which they follow from each other, and the
    inputs as written.

    In a workbook that holds values only, those figures that other sheets show are the assessment's.
    """
    total, labels = book.result.cost.total, _formulas(book.result.rule)
    figures: dict[str, tuple[str, Value]] = {
        name: (label, Whole(formula)) for name, (label, formula) in labels.items()
    }
    if not book.is_live:
        sign, unit = -1 if total.minor < 0 else 1, book.result.assessment.unit
        given = {"minor": abs(total.minor), "sign": sign, "unit": unit, "power": 10**total.decimals}
        return figures | {name: (name, value) for name, value in given.items()}
    return figures | {
        "written_minor": ("Total as written, minor units with sign", total.minor),
        "written_decimals": ("Decimals as written", total.decimals),
        "written_currency": ("Currency as written", total.currency),
        "changed": ("Inputs changed since (1)", Whole(_CHANGED)),
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
        "valid": ("Inputs usable (1)", _valid(rule)),
        "minor": (
            "T: total in minor units, without sign",
            "IF(valid=1,ROUND(ABS(total)*power,0),0)",
        ),
        "sign": ("Sign of the total", "IF(valid=1,SIGN(total),0)"),
        "unit": ("Billing unit in minor units", counted),
        "power": (
            "Minor units in a major unit",
            f"IF(ISNUMBER(decimals),10^MIN({MOST_DECIMALS},MAX(0,INT(decimals))),1)",
        ),
        "payers": ("States that bear the cost", 'COUNTIF(Participants[bears],"Yes")'),
        "sum_of_rates": (
            "S: sum of their rates, thousandths of a per cent",
            "SUM(Participants[weight])",
        ),
        "dividend": ("Dividend: the total in the unit counted in", dividend),
        "divisor": ("Divisor", f"{divisor}*unit" if leaves and unit is not None else divisor),
        "quotient": ("q: whole part of dividend / divisor", "INT(dividend/divisor)"),
        "remainder": ("m: what that division leaves", "dividend-quotient*divisor"),
        **(_STRAIGHT_FIGURES if straight else {}),
        "denominator": (
            "Denominator of the fractions left over",
            "divisor*MAX(1,parties)" if straight else "divisor",
        ),
        "rounded": ("Sum of the rounded amounts, billing units", "SUM(Participants[rounded])"),
        "missing": (
            "k: residual units to hand out (taken back if negative)",
            "0" if leaves else "dividend-rounded",
        ),
        "left": (
            "Minor units left by rounding that nobody bears",
            "sign*minor-SUM(Participants[minor])",
        ),
    }


_PRODUCT = "remainder*rest_rate"
_FRESH = f"(quotient*rest_rate+INT({_PRODUCT}/divisor))"
_STRAIGHT_FIGURES = {
    "others": ("N: sum of the rates of States not party", "sum_of_rates-parties"),
    "parties": (
        "P: sum of the rates of States Parties",
        "SUMIFS(Participants[weight],Participants[party],1)",
    ),
    "rest_rate": (f"A: {WHOLE_RATE} - N, the part of the States Parties", f"{WHOLE_RATE}-others"),
    "parties_quotient": ("c: whole part for a unit of P", f"INT({_FRESH}/MAX(1,parties))"),
    "parties_remainder": (
        "d: what that division leaves",
        f"{_FRESH}-parties_quotient*MAX(1,parties)",
    ),
    "carried": (
        "r: fraction carried on, over the divisor",
        f"{_PRODUCT}-divisor*INT({_PRODUCT}/divisor)",
    ),
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
        "running": ("Running count of Yes", '[^running]+IF([@bears]="Yes",1,0)'),
        "weight": ("w: rate in thousandths", 'IF([@bears]="Yes",ROUND([@rate]*1000,0),0)'),
        "party": ("State Party (1) or not (0)", ""),
        "precedence": ("Order of codes", ""),
        "written": ("Answer as written", ""),
        **(_STRAIGHT if straight else _POOLED),
        "rest": ("Numerator left over", "[@part]-denominator*INT([@part]/denominator)"),
        "rounded": ("Rounded, units", "[@whole]" if residual == "largest_remainder" else nearest),
        "key": (
            "Order key of the exact amount",
            "[@weight]*IF([@party]=1,rest_rate,parties)" if straight else "[@weight]",
        ),
        "size": ("Place by exact amount", f'IF([@bears]="Yes",{size},0)'),
        "rank": (
            "Place for residual units",
            {"largest_amounts": "[@size]", "largest_remainder": by_rest, "none": "0"}[residual],
        ),
        "residual": ("Residual units", "IF([@rank]>0,IF([@rank]<=ABS(missing),SIGN(missing),0),0)"),
        "exact": ("Exact amount", "sign*([@whole]+[@rest]/denominator)*unit/power"),
        "minor": ("Amount, minor units", "sign*([@rounded]+[@residual])*unit"),
        "shown": (
            "Amount on Apportionment, minor units",
            f'IF([@bears]="Yes",IF(ISNUMBER({amount}),ROUND({amount}*power,0),0),0)',
        ),
        "differs": ("Differs (1)", "IF([@shown]=[@minor],0,1)"),
        "frozen": (
            "Amount on Values, minor units",
            "ROUND(SUMIFS(Values[amount],Values[iso3],[@code])*10^written_decimals,0)",
        ),
    }


_POOLED = {
    "share": ("Share, per cent", "100*[@weight]/MAX(1,sum_of_rates)"),
    "part": ("Part of the amount over the denominator", "remainder*[@weight]"),
    "whole": ("Whole units", "quotient*[@weight]+INT([@part]/denominator)"),
}
_FLOOR, _PLAIN = (
    "INT(parties_remainder*[@weight]/MAX(1,parties))",
    "INT(remainder*[@weight]/divisor)",
)
_INSIDE = f"(parties_remainder*[@weight]-MAX(1,parties)*{_FLOOR})*divisor+carried*[@weight]"
_OUTSIDE = f"(remainder*[@weight]-divisor*{_PLAIN})*MAX(1,parties)"
_UNITS = f"IF([@party]=1,parties_quotient*[@weight]+{_FLOOR},quotient*[@weight]+{_PLAIN})"
_STRAIGHT = {
    "share": (
        "Share, per cent",
        f"IF([@party]=1,100*[@weight]*rest_rate/({WHOLE_RATE}*MAX(1,parties)),100*[@weight]/{WHOLE_RATE})",
    ),
    "part": ("Part of the amount over the denominator", f"IF([@party]=1,{_INSIDE},{_OUTSIDE})"),
    "whole": ("Whole units", f"{_UNITS}+INT([@part]/denominator)"),
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
    count = len(book.bearing)
    tests = {
        "usable": (
            "The inputs can be calculated: a total of 1 to 10^14 minor units, no more decimals "
            "than said, someone to pay",
            "valid=1",
        ),
        "answers": (
            "Every answer on Participants is Yes or No",
            f'COUNTIF(Participants[bears],"Yes")+COUNTIF(Participants[bears],"No")={len(book.states)}',
        ),
        "shown": (
            "Apportionment shows every State that bears the cost",
            "AND(COUNT(Apportionment[number])=payers,COUNT(Apportionment[amount])=payers)",
        ),
        "amounts": (
            "Every amount on Apportionment is the calculated one",
            "SUM(Participants[differs])=0",
        ),
        "sum": ("Amounts, and what rounding leaves, add up to the total", kept),
        "parts": (
            "Sums by role, by regional group and by LDC are the sum of the amounts",
            f"AND({','.join(sums)})",
        ),
        "owners": (
            "Every residual unit has an owner, unless the rule leaves it",
            "SUM(Participants[residual])=missing",
        ),
        "adopted": (
            "The adopted rates of the scale add up to 100.000",
            f"ROUND(SUM(Scale[adopted])*1000,0)={WHOLE_RATE}",
        ),
        # A text in place of a figure would be left out of SUM, so the figures are counted.
        "frozen_sum": (
            "Values add up to the total as written",
            f"AND(COUNT(Values[amount])={count},SUM({frozen})={written})",
        ),
        "frozen": ("Values agree with Apportionment (CHANGED: inputs are not as written)", same),
    }
    verdicts = {}
    for name, (words, test) in tests.items():
        if live or name in STATIC_CHECKS:
            verdict = f'IF({test},"OK","FAULT")'
            verdict = f'IF(changed=1,"CHANGED",{verdict})' if live and name == "frozen" else verdict
            verdicts[name] = (words, f'IFERROR({verdict},"FAULT")')
    return verdicts


STATIC_CHECKS = ("sum", "parts", "adopted", "frozen_sum", "frozen")
"""The checks of a workbook that holds values only."""
