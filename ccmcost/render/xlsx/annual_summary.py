"""The first and the last sheet of the annual workbook: summary with checks, and what the figures rest on."""

from __future__ import annotations

from ccmcost.render.annual.blocks import Bullets, Facts, Paragraph, Section, safe
from ccmcost.render.annual.document import cautions
from ccmcost.render.annual.notes import method_section, notes_section, sources_section
from ccmcost.render.annual.summary import facts_of
from ccmcost.render.annual.words import ReportWords
from ccmcost.render.xlsx.annual_sheets import FIRST, Book, Cell, Live, Places, Sum, cell, quoted
from ccmcost.render.xlsx.annual_tables import parts_rows
from ccmcost.tables.styles import Column, Worksheet, put_paragraph, put_text, set_height

WIDTHS = (58, 26, 14, 10, 20, 19)
WIDTH = sum(WIDTHS)
ABOUT = 104.0


def write_summary(book: Book, places: Places) -> None:
    """Facts, meetings, costs by status, checks."""
    words = book.words
    sheet = book.sheet(words("x_summary"), words.meetings(book.report.year), [Column("", width) for width in WIDTHS])
    row = 4
    for text in cautions(book.report, words):
        style = book.styles.get("paragraph", font_color=book.caution, bold=True)
        put_paragraph(sheet, row, (0, len(WIDTHS) - 1), safe(text), style, WIDTH)
        row += 1
    row += 1
    for label, text in facts_of(book.report, words):
        put_text(sheet, row, 0, safe(label), book.styles.get("note"))
        put_paragraph(sheet, row, (1, len(WIDTHS) - 1), safe(text), book.styles.get("paragraph"), WIDTH - WIDTHS[0])
        row += 1
    total, row = _meetings(sheet, book, row + 1)
    row = _costs(sheet, book, row + 1)
    _checks(sheet, book, places, row + 1, cell(total, 5))


def _section(sheet: Worksheet, book: Book, row: int, text: str) -> int:
    for column in range(len(WIDTHS)):
        put_text(sheet, row, column, safe(text) if column == 0 else "", book.styles.get("section"))
    return row + 1


def _meetings(sheet: Worksheet, book: Book, row: int) -> tuple[int, int]:
    words, year = book.words, book.report.year
    row = _section(sheet, book, row, words("t_meetings", year=str(year.year)))
    heads = ("col_meeting", "col_dates", "c_list", "c_states", "c_status")
    columns = [Column(words(head), 0, head == "c_states") for head in heads]
    columns.append(Column(words("c_cost", currency=year.total.currency), 0, True))
    rows: list[list[Cell]] = []
    for each in year.meetings:
        assert each.result.meeting is not None
        status = (words(f"list_{each.result.list.status}"), len(each.result.assessment.lines))
        cost = (words(f"status_{each.result.cost.status}"), Sum(each.result.cost.total.minor))
        rows.append([words.name(each.result.meeting), words.meeting(each.result.meeting)["dates"], *status, *cost])
    book.table(sheet, row, columns, rows)
    end = row + 1 + len(rows)
    total = Live(book.down(5, row + 1, end - 1), year.total.minor)
    book.row(sheet, end, [words("row_total"), "", "", len(year.rows), "", total], "sum")
    return end, end + 1


def _costs(sheet: Worksheet, book: Book, row: int) -> int:
    words, year = book.words, book.report.year
    row = _section(sheet, book, row, words("t_costs"))
    heads = [Column(words("c_status"), 0), Column(words("c_cost", currency=year.total.currency), 0, True)]
    rows: list[list[Cell]] = [[words(f"status_{part.status}"), Sum(part.amount)] for part in year.costs]
    book.table(sheet, row, heads, rows)
    end = row + 1 + len(rows)
    book.row(sheet, end, [words("row_total"), Live(book.down(1, row + 1, end - 1), year.total.minor)], "sum")
    return end + 1


def _checks(sheet: Worksheet, book: Book, places: Places, row: int, cost: str) -> None:
    """Differences that must be zero, each a formula over the other sheets."""
    words, year = book.words, book.report.year
    states = f"{quoted(words('x_states'))}{cell(places.sum_row, places.total)}"
    parts = [f"{quoted(words('x_parts'))}{cell(at, 2)}" for at in parts_rows(book)]
    residual = f"{year.residual}/{10**book.decimals}"
    found = [("x_check_states", f"{states}+{residual}-{cost}")]
    names = ("x_check_groups", "x_check_development", "x_check_roles")
    found += [(name, f"{part}-{states}") for name, part in zip(names, parts, strict=True)]
    if book.report.compared is not None:
        at = FIRST + places.changed
        sums = f"{quoted(words('x_changes'))}"
        effects = f"SUM({sums}{cell(at, 5)}:{cell(at, 5 + places.effects)})"
        found.append(("x_check_changes", f"{effects}-{sums}{cell(at, 4)}"))
    row = _section(sheet, book, row, words("x_check"))
    for name, formula in found:
        book.put(sheet, row, 0, words(name))
        book.put(sheet, row, 1, Live(formula, 0), "cell", "good")
        row += 1
    put_text(sheet, row, 0, safe(f"{words('x_check_note')} {words('x_live')}"), book.styles.get("note"))


def write_about(book: Book) -> None:
    """Notes on the data, sources and method, as in the document."""
    report, words = book.report, book.words
    sheet = book.sheet(words("x_about"), words("h_notes"), [Column("", ABOUT)])
    row = 4
    for section in (notes_section(report, words), sources_section(report, words), method_section(report, words)):
        put_text(sheet, row, 0, safe(section.title), book.styles.get("section"))
        row += 1
        for text in _texts(section, words):
            put_text(sheet, row, 0, safe(text), book.styles.get("paragraph"))
            set_height(sheet, row, [(safe(text), ABOUT * 0.88)])
            row += 1
        row += 1


def _texts(section: Section, words: ReportWords) -> list[str]:
    found: list[str] = []
    for block in section.blocks:
        match block:
            case Paragraph(text, _):
                found.append(text)
            case Bullets(items):
                found += items
            case Facts(rows):
                found += [f"{label}: {text}" for label, text in rows]
            case _:
                found += [", ".join(cell for cell in row if cell) for row in getattr(block, "rows", ())]
    return found
