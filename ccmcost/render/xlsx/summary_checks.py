"""The checks, and the figures of the calculation one by one. Checks compare whole minor units, never decimals."""

from __future__ import annotations

from ccmcost.model.rates import WHOLE_RATE
from ccmcost.render.xlsx.places import (
    CHECKS,
    FIRST,
    READ_BACK,
    STATIC_CHECKS,
    groups_of,
    letter,
    roles_of,
    scalar_names,
)
from ccmcost.render.xlsx.sheet import Value, Writer
from ccmcost.tables.styles import Worksheet, put_text

_WORDS = {
    "usable": "The inputs can be calculated: a total of 1 to 10^14 minor units, no more decimals than said, someone to pay",
    "answers": "Every answer on Participants is Yes or No",
    "shown": "Apportionment shows every State that bears the cost",
    "amounts": "Every amount on Apportionment is the calculated one",
    "sum": "Amounts, and what rounding leaves, add up to the total",
    "parts": "Sums by role, by regional group and by LDC are the sum of the amounts",
    "owners": "Every residual unit has an owner, unless the rule leaves it",
    "adopted": "The adopted rates of the scale add up to 100.000",
    "frozen_sum": "Values add up to the total as written",
    "frozen": "Values agree with Apportionment (CHANGED: inputs are not as written)",
}

_SCALARS = {
    "valid": "Inputs usable (1)",
    "minor": "T: total in minor units, without sign",
    "sign": "Sign of the total",
    "unit": "Billing unit in minor units",
    "power": "Minor units in a major unit",
    "payers": "States that bear the cost",
    "sum_of_rates": "S: sum of their rates, thousandths of a per cent",
    "dividend": "Dividend: the total in the unit counted in",
    "divisor": "Divisor",
    "quotient": "q: whole part of dividend / divisor",
    "remainder": "m: what that division leaves",
    "others": "N: sum of the rates of States not party",
    "parties": "P: sum of the rates of States Parties",
    "rest_rate": "A: 100000 - N, the part of the States Parties",
    "parties_quotient": "c: whole part for a unit of P",
    "parties_remainder": "d: what that division leaves",
    "carried": "r: fraction carried on, over the divisor",
    "denominator": "Denominator of the fractions left over",
    "rounded": "Sum of the rounded amounts, billing units",
    "missing": "k: residual units to hand out (taken back if negative)",
    "left": "Minor units left by rounding that nobody bears",
    "written_minor": "Total as written, minor units with sign",
    "written_decimals": "Decimals as written",
    "written_currency": "Currency as written",
    "changed": "Inputs changed since (1)",
}


def write_checks(sheet: Worksheet, writer: Writer) -> None:
    """One row a check: OK in green, FAULT in red."""
    rows, styles = writer.places.summary, writer.styles
    names = CHECKS if writer.book.is_live else STATIC_CHECKS
    _section(sheet, writer, rows["checks"], "Checks")
    formulas = _live(writer) if writer.book.is_live else _static(writer)
    for name in names:
        row = rows[f"check_{name}"]
        sheet.merge_range(row, 0, row, 3, "", styles.get("cell"))
        put_text(sheet, row, 0, _WORDS[name], styles.get("cell"))
        sheet.write_formula(row, 4, formulas[name], styles.get("cell", align="center", bold=True), "OK")
    first, last = rows[f"check_{names[0]}"] + 1, rows[f"check_{names[-1]}"] + 1
    area = f"E{first}:E{last}"
    _colour(sheet, writer, area)
    if writer.book.is_live:
        fine = f'COUNTIF(${area.replace(":", ":$").replace("E", "E$")},"OK")'
        fine = fine + "+" + fine.replace('"OK"', '"CHANGED"')
        sheet.write_formula(4, 4, f'=IF({fine}={len(names)},"OK","FAULT")', styles.get("cell", align="center"), "OK")
        put_text(sheet, 4, 3, "All checks", styles.get("plain", align="right"))
        _colour(sheet, writer, "E5")


def _section(sheet: Worksheet, writer: Writer, row: int, text: str) -> None:
    for column in range(5):
        put_text(sheet, row, column, text if column == 0 else "", writer.styles.get("section"))


def _colour(sheet: Worksheet, writer: Writer, area: str) -> None:
    styles, corner = writer.styles, "$" + area.split(":", maxsplit=1)[0]
    for word, tone in (("OK", "good"), ("CHANGED", "caution")):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": styles.tone(tone), "stop_if_true": True}
        sheet.conditional_format(area, rule)
    fault = f'=IF(ISERROR({corner}),TRUE,AND({corner}<>"OK",{corner}<>"CHANGED"))'
    sheet.conditional_format(area, {"type": "formula", "criteria": fault, "format": styles.tone("fault")})


def _verdict(test: str) -> str:
    """OK or FAULT; what cannot even be compared (a text among figures) is a fault too."""
    return f'=IFERROR(IF({test},"OK","FAULT"),"FAULT")'


def _live(writer: Writer) -> dict[str, str]:
    at, places = writer.at, writer.places
    people = writer.formulas.people
    bears, signed = people("bears"), f"{at('sign')}*{at('minor')}"
    answers = f'COUNTIF({bears},"Yes")+COUNTIF({bears},"No")={places.states}'
    numbers, amounts = places.column("Apportionment", "number"), places.column("Apportionment", "amount")
    same = f"SUMPRODUCT(--({people('frozen')}<>{people('shown')}))=0"
    return {
        "usable": _verdict(f"{at('valid')}=1"),
        "answers": _verdict(answers),
        "shown": _verdict(f"AND(COUNT({numbers})={at('payers')},COUNT({amounts})={at('payers')})"),
        "amounts": _verdict(f"SUM({people('differs')})=0"),
        "sum": _verdict(f"SUM({people('shown')})+{at('left')}={signed}"),
        "parts": _verdict(_parts(writer, at("power"), f"SUM({people('minor')})")),
        "owners": _verdict(f"SUM({people('residual')})={at('missing')}"),
        "adopted": _verdict(_adopted(writer)),
        "frozen_sum": _verdict(_frozen_sum(writer, people("frozen"))),
        "frozen": f'=IFERROR(IF({at("changed")}=1,"CHANGED",IF({same},"OK","FAULT")),"FAULT")',
    }


def _static(writer: Writer) -> dict[str, str]:
    """The checks of a workbook that holds values only."""
    shown, frozen = (_read_back(writer, name) for name in ("shown", "frozen"))
    power, total = 10**writer.book.total.decimals, writer.book.total.minor - writer.book.residual
    return {
        "sum": _verdict(f"SUM({shown})={total}"),
        "parts": _verdict(_parts(writer, str(power), f"SUM({shown})")),
        "adopted": _verdict(_adopted(writer)),
        "frozen_sum": _verdict(_frozen_sum(writer, frozen)),
        "frozen": _verdict(f"SUMPRODUCT(--({shown}<>{frozen}))=0"),
    }


def _read_back(writer: Writer, name: str) -> str:
    at = letter(READ_BACK[name])
    return f"Apportionment!${at}${FIRST + 1}:${at}${FIRST + len(writer.book.bearing)}"


def _parts(writer: Writer, power: str, whole: str) -> str:
    rows = writer.places.summary
    tests = []
    for kind, labels in (("role", roles_of(writer.book)), ("group", groups_of(writer.book)), ("ldc", ("Yes", "No"))):
        cells = (f"ROUND(Summary!$E${rows[f'{kind}_{label}'] + 1}*{power},0)" for label in labels)
        tests.append(f"{'+'.join(cells)}={whole}")
    return f"AND({','.join(tests)})"


def _adopted(writer: Writer) -> str:
    return f"ROUND(SUM({writer.places.column('Scale', 'adopted')})*1000,0)={WHOLE_RATE}"


def _frozen_sum(writer: Writer, minor: str) -> str:
    """Against the total as written: a text in place of a figure would be left out of SUM, so the figures are counted."""
    wanted = writer.book.total.minor - writer.book.residual
    return f"AND(COUNT({writer.places.values('amount')})={len(writer.book.frozen)},SUM({minor})={wanted})"


def write_calculation(sheet: Worksheet, writer: Writer) -> None:
    """Every figure between the total and the amounts, with the inputs as written; what an auditor follows."""
    if not writer.book.is_live:
        return
    book, rows, styles, at = writer.book, writer.places.summary, writer.styles, writer.at
    _section(sheet, writer, rows["calculation"], "The calculation, figure by figure (whole numbers)")
    formulas, people = writer.formulas.scalars(), writer.formulas.people
    values: dict[str, Value] = {"valid": 1, **writer.scalars._asdict()}
    moved = f"SUMPRODUCT(--({people('bears')}<>{people('written')}))=0"
    same = f"{at('sign')}*{at('minor')}={at('written_minor')},{at('decimals')}={at('written_decimals')}"
    formulas["changed"] = f"=IF(AND({same},{at('currency')}={at('written_currency')},{moved}),0,1)"
    values |= {
        "written_minor": book.total.minor,
        "written_decimals": book.total.decimals,
        "written_currency": book.total.currency,
        "changed": 0,
    }
    for name in (*scalar_names(book), "written_minor", "written_decimals", "written_currency", "changed"):
        number = "" if name == "written_currency" else "#,##0"
        put_text(sheet, rows[name], 0, _SCALARS[name], styles.get("cell", "working"))
        style = styles.get("cell", "working", number, align="right")
        writer.put(sheet, rows[name], 1, formulas.get(name, ""), values[name], style)
