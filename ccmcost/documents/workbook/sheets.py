"""The sheets with a row per State: Participants, Apportionment, Scale and Values.
What stands in their columns.
"""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.documents.workbook import Book
from ccmcost.documents.workbook.calculation import working_of
from ccmcost.documents.workbook.formula import Formula, Value, Whole
from ccmcost.documents.workbook.writer import NOTE, TOTALS, Column, Sheet, Writer
from ccmcost.model.rates import share_text
from ccmcost.tables.styles import LINE, escaped
from ccmcost.tables.xlsx import letter

SPARE_ROWS = 10
"""Rows beyond the last State that still print, so that some can be added;
more raise the notice above the table.
"""

RATE, SHARE, EXACT, COUNTED = "0.000", "0.000000", "#,##0.000000", "#,##0"
_CENTRE = {"align": "center"}

PARTICIPANTS = (
    Column("state", "State", 44),
    Column("code", "Code", 7),
    Column("role", "Role on the day", 14),
    Column("group", "Regional group", 32, kind="wrap"),
    Column("ldc", "LDC", 6, more=_CENTRE),
    Column("rate", "Rate, per cent", 10, "INDEX(Scale[rate],MATCH([@code],Scale[code],0))", RATE),
    Column("bears", "Bears the cost", 9, tone="input", more=_CENTRE),
    Column("listed", "On the list", 11),
    Column("evidence", "Evidence", 28, kind="wrap"),
    Column("source", "Source", 52, kind="wrap"),
)
SCALE = (
    Column("state", "State", 46, total="Sum of the adopted rates"),
    Column("code", "Code", 7),
    Column(
        "adopted", "Adopted rate, per cent", 13, "", RATE, Formula("ROUND(SUM(Scale[adopted]),3)")
    ),
    Column("rate", "Rate used, per cent", 13, "", RATE),
    Column(
        "origin",
        "Origin",
        12,
        tone={"adopted": "", "assumed": "caution", "rule": "caution", "none": "caution"},
    ),
    Column("basis", "Resolution or basis", 70, kind="wrap"),
)


def write_participants(writer: Writer) -> None:
    """Every State of the scale, whether it bears the cost, the evidence,
    and the working beside it.
    """
    sheet, book = Sheet(writer, "Participants"), writer.book
    sheet.banner(
        "Answer Yes or No in the coloured column; shares and amounts follow. Roles are by treaty "
        "status."
    )
    working = [Column("gap", "", 3)]
    for name, (heading, formula) in working_of(book.result.rule).items():
        number = {"share": SHARE, "exact": EXACT, "written": ""}.get(name, "0")
        more = _CENTRE if name == "written" else {}
        working.append(Column(name, heading, 17, formula, number, tone="working", more=more))
    shown = len(PARTICIPANTS)
    sheet.rows([*PARTICIPANTS, *working] if book.is_live else PARTICIPANTS, book.states, shown)
    sheet.put(TOTALS, 0, f"{len(book.states)} States, of which bear the cost:", "sum")
    sheet.put(TOTALS, sheet.index("bears"), Formula("payers"), "sum", "", COUNTED, align="left")
    sheet.raw.freeze_panes(sheet.first, 2)
    if book.is_live:
        text = "Working: whole numbers, in billing units unless said otherwise. Not printed."
        sheet.put(TOTALS, shown + 1, text, "strong")
        asked = {"validate": "list", "source": ["Yes", "No"]}
        asked |= {"error_title": "Yes or No", "error_message": "Yes or No, please."}
        sheet.raw.data_validation(sheet.area("bears").replace("$", ""), asked)
    else:
        sheet.know(book.given())
    test = f'=${letter(sheet.index("bears"))}{sheet.first + 1}<>"Yes"'
    quiet = {
        "type": "formula",
        "criteria": test,
        "format": writer.styles.bare(font_color="#8A93A3"),
    }
    sheet.raw.conditional_format(sheet.area("state", "source").replace("$", ""), quiet)


def _taken(name: str, factor: str = "") -> str:
    """What row n takes from the n-th Yes of Participants; it stays blank beyond the last."""
    found = f"INDEX(Participants[{name}],MATCH([@number],Participants[running],0))"
    return f'IF([@number]="","",{found}{factor})'


def _billed(book: Book, money: str) -> list[Column]:
    units = "*sign*unit/power"
    amount = "Amount" if book.result.is_specimen else "Amount due"
    columns = [
        Column("number", "No.", 5, 'IF([#]<=payers,[#],"")', COUNTED),
        Column("state", "State", 46, _taken("state"), total="Total"),
        Column("code", "Code", 7, _taken("code")),
        Column("role", "Role", 14, _taken("role")),
        Column("rate", "Rate, per cent", 10, _taken("rate"), RATE, Formula("sum_of_rates/1000")),
        Column(
            "share",
            "Share, per cent",
            12,
            _taken("share"),
            SHARE,
            Whole("ROUND(SUM(Apportionment[share]),6)"),
        ),
        Column("exact", "Exact amount", 20, _taken("exact"), EXACT, Formula("sign*minor/power")),
        *(
            Column(
                name,
                heading,
                width,
                _taken(name, units),
                number,
                Formula(f"SUM(Participants[{name}]){units}"),
            )
            for name, heading, width, number in (
                ("rounded", "Rounded amount", 18, money),
                ("residual", "Residual unit", 11, f'"+"{money};"-"{money};"-"'),
            )
        ),
        Column(
            "amount",
            amount,
            18,
            _taken("minor", "/power"),
            money,
            Formula("SUM(Participants[shown])/power"),
        ),
    ]
    return [
        column._replace(kind="bare", more={"bold": column.name == "amount", "shrink": True})
        for column in columns
    ]


def _read_back(power: int) -> list[Column]:
    """Without a calculation, the amounts here and on Values in minor units,
    for the checks on Summary.
    """
    frozen = f"ROUND(SUMIFS(Values[amount],Values[iso3],[@code])*{power},0)"
    return [
        Column("gap", "", 0),
        Column(
            "shown",
            "Amount, minor units",
            18,
            f"ROUND([@amount]*{power},0)",
            "0",
            tone="working",
            always=True,
        ),
        Column("frozen", "On Values, minor units", 18, frozen, "0", tone="working", always=True),
    ]


def write_apportionment(writer: Writer) -> None:
    """One row per State that bears the cost."""
    sheet, book, bearing = Sheet(writer, "Apportionment"), writer.book, writer.book.bearing
    sheet.banner(
        "One row per State that bears the cost: the answers Yes on Participants, in the same order."
    )
    room = len(bearing) + SPARE_ROWS
    text = (
        f"More than {room} States: widen the print area (Page Layout, Print Area) before printing."
    )
    columns = _billed(book, writer.money)
    shown, beside = (
        len(columns),
        [] if book.is_live else _read_back(10**book.result.cost.total.decimals),
    )
    rows = book.states if book.is_live else bearing
    sheet.rows([*columns, *beside], rows, shown, printed=min(len(rows), room))
    for place, column in enumerate(columns[6:], 6):
        sheet.put(
            sheet.first - 1, place, Formula(f'"{column.heading}, "&currency'), "head", align="right"
        )
    if book.is_live:
        sheet.put(
            NOTE + 1, 0, Formula(f'IF(payers>{room},"{text}","")'), "strong", font_color="#C00000"
        )
    sheet.raw.freeze_panes(sheet.first, 3)
    first, last = (letter(sheet.index(name)) for name in ("rounded", "amount"))
    sheet.follow_decimals(sheet.area("rounded", "amount").replace("$", ""))
    sheet.follow_decimals(f"{first}{TOTALS + 1}:{last}{TOTALS + 1}")
    line = writer.styles.bare(bottom=1, bottom_color=LINE)
    filled = {"type": "formula", "criteria": f'=$A{sheet.first + 1}<>""', "format": line}
    sheet.raw.conditional_format(sheet.area("number", "amount").replace("$", ""), filled)


def write_scale(writer: Writer) -> None:
    """The whole UN scale of the period with notional rates.
    Names in the order of an English index, as on Participants.
    """
    sheet = Sheet(writer, "Scale")
    note = "Rates are in per cent; a notional rate stands for a State outside the scale."
    sheet.banner(f"{writer.book.status.scale}. {note}")
    sheet.rows(SCALE, writer.book.states, len(SCALE))
    sheet.raw.freeze_panes(sheet.first, 2)


class ValueRow(NamedTuple):
    """A row of Values, in the columns of the CSV; it also says its currency and what it may be
    taken for.
    """

    iso3: str
    name: str
    role: str
    rate: Value
    share: float
    amount: float
    rounding: int
    currency: str
    status: str


def write_values(writer: Writer) -> None:
    """The result frozen, for systems that do not calculate: headings in the first row,
    the columns and order of the CSV.
    """
    sheet, result, total = (
        Sheet(writer, "Values"),
        writer.book.result,
        writer.book.result.cost.total,
    )
    numbers = {"rate": RATE, "share": SHARE, "amount": writer.money, "rounding": COUNTED}
    widths = (7, 46, 16, 9, 12, 20, 10, 10, 52)
    columns = [
        Column(name, name, width, "", numbers.get(name, ""))
        for name, width in zip(ValueRow._fields, widths, strict=True)
    ]
    rows = [
        ValueRow(
            line.code,
            result.states.name(line.code),
            line.payer.role or "",
            line.payer.weight / 1000 if line.payer.rate else "",
            float(share_text(line.share.value)),
            line.amount / 10**total.decimals,
            line.rounding,
            total.currency,
            writer.book.status.title,
        )
        for line in result.assessment.lines
    ]
    sheet.raw.set_header(f"&L&8{escaped(writer.book.status.title)}")
    sheet.rows(columns, rows, len(columns), head=0)
    sheet.raw.freeze_panes(1, 2)
