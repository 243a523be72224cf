"""Scale and Values: the rates that count, and the result as plain values."""

from __future__ import annotations

from ccmcost.render.xlsx.places import FIRST, HEAD, SCALE, TOTALS, VALUES
from ccmcost.render.xlsx.sheet import COUNT, RATE, SHARE, Writer
from ccmcost.tables.styles import Column, escaped, protect, put_head, put_text, set_columns, set_height

_SCALE = [
    Column("State", 46),
    Column("Code", 7),
    Column("Adopted rate, per cent", 13, True),
    Column("Rate used, per cent", 13, True),
    Column("Origin", 12),
    Column("Resolution or basis", 70),
]
_VALUES = (7, 46, 16, 9, 12, 20, 10, 10, 52)


def write_scale(writer: Writer) -> None:
    """The whole UN scale of the period with notional rates. Names in the order of an English index, as on Participants."""
    sheet, styles, book = writer.sheet("Scale"), writer.styles, writer.book
    set_columns(sheet, _SCALE)
    writer.banner(
        sheet, f"{book.status.scale}. Rates are in per cent; a notional rate stands for a State outside the scale."
    )
    put_head(sheet, HEAD, _SCALE, styles)
    for column in range(len(_SCALE)):
        put_text(sheet, TOTALS, column, "", styles.get("sum"))
    put_text(sheet, TOTALS, 0, "Sum of the adopted rates", styles.get("sum"))
    adopted = sum(state.adopted or 0 for state in book.states)
    formula = f"=ROUND(SUM({writer.places.column('Scale', 'adopted')}),3)"
    writer.put(sheet, TOTALS, SCALE.index("adopted"), formula, adopted / 1000, styles.get("sum", number=RATE))
    for row, state in enumerate(book.states, FIRST):
        tone = "" if state.origin == "adopted" else "caution" if state.origin in ("assumed", "rule", "none") else "notice"
        for column, text in ((0, state.name), (1, state.code)):
            put_text(sheet, row, column, text, styles.get("cell"))
        for column, rate in ((2, state.adopted), (3, state.rate)):
            style = styles.get("cell", number=RATE)
            writer.put(sheet, row, column, "", "" if rate is None else rate / 1000, style)
        put_text(sheet, row, 4, state.origin, styles.get("cell", tone))
        put_text(sheet, row, 5, state.basis, styles.get("wrap"))
        set_height(sheet, row, [(state.basis, _SCALE[5].width)])
    last = FIRST + writer.places.states - 1
    sheet.freeze_panes(FIRST, 2)
    sheet.autofilter(HEAD, 0, last, len(_SCALE) - 1)
    sheet.repeat_rows(0, HEAD)
    sheet.print_area(0, 0, last, len(_SCALE) - 1)
    protect(sheet)


def write_values(writer: Writer) -> None:
    """The result frozen, for systems that do not calculate: headings in the first row, the columns and order of the CSV.

    A system joins by code, so rows are in order of alpha-3 code; each row says its currency and what it may be taken for.
    """
    sheet, styles, book = writer.sheet("Values"), writer.styles, writer.book
    right = ("rate", "share", "amount", "rounding")
    columns = [Column(name, width, name in right) for name, width in zip(VALUES, _VALUES, strict=True)]
    set_columns(sheet, columns)
    sheet.set_header(f"&L&8{escaped(book.title)}")
    put_head(sheet, 0, columns, styles)
    formats = {"rate": RATE, "share": SHARE, "amount": writer.money, "rounding": COUNT}
    minor = {state.code: line.amount for state, line in book.bearing}
    for row, frozen in enumerate(book.frozen, 1):
        values = {
            **frozen._asdict(),
            "rate": float(frozen.rate) if frozen.rate else "",
            "share": float(frozen.share),
            "amount": writer.major(minor[frozen.iso3]),
            "rounding": int(frozen.rounding),
            "currency": book.total.currency,
            "status": book.title,
        }
        for column, name in enumerate(VALUES):
            writer.put(sheet, row, column, "", values[name], styles.get("cell", number=formats.get(name, "")))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(book.frozen)), len(VALUES) - 1)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, max(1, len(book.frozen)), len(VALUES) - 1)
    protect(sheet)
