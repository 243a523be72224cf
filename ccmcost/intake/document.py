"""Any document of a meeting becomes the States that it lists:
file kind by content, document kind by what stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake.account import Account, uncut
from ccmcost.intake.attendance import why_noted
from ccmcost.intake.columns import SEARCHED_ROWS, TRIED_ROWS, Asked, find_header
from ccmcost.intake.doubles import tell_doubles
from ccmcost.intake.elsewhere import (
    ask_about_part,
    named_elsewhere,
    tell_provisional,
    unseen_states,
    with_notes,
    without_drafts,
    without_revoked,
)
from ccmcost.intake.extract import Progress, extract
from ccmcost.intake.found import Place, Section, Taken, TextLine, shown, symbol_in
from ccmcost.intake.layout import reading_lines, table_of, text_columns
from ccmcost.intake.listing import read_listing
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.page import aside_lines, edge_text, pages_of, parts_of
from ccmcost.intake.participant_tables import read_tables
from ccmcost.intake.phrases import heading_of, is_weak_heading
from ccmcost.intake.report import read_report
from ccmcost.intake.sheet import WORKBOOKS, Sheet, csv_sheets, sheet_of, sheets_of
from ccmcost.load.reader import text_of
from ccmcost.model.source import SourceFile

LONGEST_LINE = 20_000
MOST_LINES = 250_000
MOST_CHARACTERS = 12_000_000
_SYMBOL_LINES = 60


class _Text(NamedTuple):
    """A document as lines in reading order, and the tables in it,
    each with the section that stands above it.
    """

    lines: tuple[TextLine, ...]
    symbol: str = ""
    tables: tuple[Sheet, ...] = ()
    sections: tuple[Section | None, ...] = ()
    aside: tuple[TextLine, ...] = ()
    """Notes, headers and footers: nothing is taken from them, but they may name States."""


def kind_of(source: SourceFile) -> str:
    """`pdf`, `docx`, `xlsx`, `ods`, `html`, `csv` or `text`, by the first bytes,
    then by the name.
    """
    start, name = source.content[:1024].lstrip(), source.name.lower()
    if start.startswith(b"%PDF") or name.endswith(".pdf"):
        return "pdf"
    if name.endswith(".ods") or b"vnd.oasis.opendocument.spreadsheet" in start[:512]:
        return "ods"
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.endswith(
        (".docx", ".xlsx", ".xlsm", ".doc", ".xls")
    ):
        return (
            "xlsx"
            if name.endswith((".xlsx", ".xlsm", ".xls")) or b"xl/workbook.xml" in source.content
            else "docx"
        )
    if b"<html" in start.lower() or name.endswith((".html", ".htm")):
        return "html"
    return "csv" if name.endswith((".csv", ".tsv")) else "text"


def read_participants(
    source: SourceFile,
    index: NameIndex,
    account: Account,
    asked: Asked = Asked({}),
    progress: Progress | None = None,
) -> Taken:
    """The States and organizations of a document. What is wrong goes to the findings; nothing is
    guessed.

    The account gets every State that the document names and that was not taken, with the reason,
    and every organization.
    """
    kind, findings = kind_of(source), account.marker.findings
    sheets: tuple[Sheet, ...] = ()
    if kind in ("csv", *WORKBOOKS):
        sheets = sheets_of(source, findings, kind)
        cells = " ".join(cell for sheet in sheets for row in sheet.rows[:6] for cell in row)
        text = _Text(_cell_lines(sheets), symbol_in(cells))
    elif kind == "pdf":
        text = _pdf(source, findings, index, progress)
    elif kind == "text":
        text = _plain_text(source, findings)
        sheets = tuple(filter(_is_table, csv_sheets(source, Findings())))
    else:
        text = _from_blocks(extract(source, kind, findings) or {"blocks": []}, index, asked)
    taken = read_tables(sheets, index, account, asked) if sheets else None
    taken = taken or _from_text(text, index, account, asked) or Taken("list", (), ())
    ask_about_part(text.symbol, text.lines, taken, asked.headings, account)
    tell_provisional((*text.aside, *text.lines), taken, account)
    taken = without_revoked(
        (*text.lines, *text.aside), without_drafts(taken, account), index, account
    )
    kept = tuple(mention for mention in taken.mentions if mention.kind != "left_out")
    told = {mention.iso3 for mention in kept} | {line.state for line in account.lines}
    for code, _, printed, place, *_ in taken.mentions:
        if code not in told:
            account.leave_out(printed, place, "left out as you answered", code)
            told.add(code)
    tell_doubles(kept, taken.again, index, account)
    _tell_unused(text, asked, account)
    if not kept and not findings.errors:
        _tell_empty(sheets, index, account)
    return taken._replace(mentions=kept, symbol=text.symbol)


def _tell_unused(text: _Text, asked: Asked, account: Account) -> None:
    """A warning for each answer given now to words that do not stand in the document:
    it settles nothing.
    """
    if not asked.given:
        return
    cells = (cell for sheet in text.tables for row in sheet.rows for cell in row)
    whole = " ".join(
        normal(piece) for piece in (*(line.text for line in (*text.lines, *text.aside)), *cells)
    )
    for option, words in asked.given:
        if normal(uncut(words)) not in whole and normal(words) not in account.settling:
            account.marker.warning(
                "value-bad",
                f'{option} "{shown(words)}": nothing in the document reads so. Give the words of '
                "the line, not its place.",
                Place(0),
            )


def _tell_empty(sheets: Sequence[Sheet], index: NameIndex, account: Account) -> None:
    """No State was taken although nothing else is wrong: a finding says what was looked for."""
    message = (
        "no list of participants was recognised: no table with a column of States, no sentence "
        '"The following States Parties participated: ...", no section heading such as STATES '
        'PARTIES. If a line stands above the States, say so: --section "LINE=states". '
        "Else import the pages that list them, or a CSV file with a column State."
    )
    column = next((name for sheet in sheets if (name := _column_of_names(sheet, index))), None)
    if column is not None:
        message += (
            f' The column "{shown(column, 40)}" names States: if they took part, say --column '
            f'"{shown(column, 40)}".'
        )
    account.marker.findings.error("document-empty", message, account.marker.file)


def _column_of_names(sheet: Sheet, index: NameIndex) -> str | None:
    """The heading of a column that mostly names States although its heading does not say so;
    None if there is none.
    """
    for row, heads in enumerate(sheet.rows[:SEARCHED_ROWS]):
        for at, heading in enumerate(heads):
            below = (
                sheet.rows[row + 1 : row + 1 + TRIED_ROWS]
                if heading and not index.named_in(heading)
                else ()
            )
            cells = [cells[at] for cells in below if at < len(cells) and cells[at]]
            if cells and 2 * sum(len(index.named_in(cell)) == 1 for cell in cells) >= len(cells):
                return heading
    return None


def _is_table(sheet: Sheet) -> bool:
    """Whether text without a telling name is a table: nearly all its rows have the same number of
    cells, two at least.
    """
    widths = [len(row) for row in sheet.rows if any(row)]
    usual = max(set(widths), key=widths.count, default=0)
    return usual > 1 and 10 * widths.count(usual) >= 9 * len(widths)


def _from_text(text: _Text, index: NameIndex, account: Account, asked: Asked) -> Taken | None:
    """What a document says in its tables, in sentences or in a list;
    then all other States that it names are accounted.
    """
    text = text._replace(lines=with_notes(text.lines, text.aside, index, account, asked.headings))
    taken = read_report(text.lines, index, account, asked.sought)
    if not taken:
        taken = read_listing(text.lines, index, account, asked.headings)
    table = (
        read_tables(text.tables, index, account, asked, text.sections, taken is not None)
        if text.tables
        else None
    )
    if table:
        more = taken or Taken("table", (), ())
        both = (*table.mentions, *more.mentions), (*table.organizations, *more.organizations)
        how, again = (more if more.mentions else table).how, (*table.again, *more.again)
        taken = Taken(how, *both, read=more.read, again=again)
    if not taken:
        return None
    marked = unseen_states(text.lines, {mention.iso3 for mention in taken.mentions}, index, account)
    taken = taken._replace(mentions=(*taken.mentions, *marked))
    settled = named_elsewhere(text.lines, text.aside, taken, index, account)
    return taken._replace(mentions=(*taken.mentions, *settled))


def _plain_text(source: SourceFile, findings: Findings) -> _Text:
    text = text_of(source, findings) or ""
    rows = text.replace("\f", "\n").splitlines()
    if (
        len(rows) > MOST_LINES
        or len(text) > MOST_CHARACTERS
        or any(len(row) > LONGEST_LINE for row in rows)
    ):
        findings.error(
            "file-unreadable",
            f"the text has more than {MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters, or "
            f"a line of more than {LONGEST_LINE:,}. Keep only the pages that list the States.",
            source.shown,
        )
        return _Text(())
    return _Text(tuple(text_columns(rows)), symbol_in("\n".join(rows[:_SYMBOL_LINES])))


def _pdf(
    source: SourceFile, findings: Findings, index: NameIndex, progress: Progress | None
) -> _Text:
    answer = extract(source, "pdf", findings, progress=progress)
    pages = pages_of(answer) if answer else []
    symbol = symbol_in(edge_text(pages), prefer_frequent=True)
    parts = parts_of(pages)
    aside = tuple(aside_lines(parts))
    if answer is not None and not any(part.body for part in parts):
        findings.error(
            "document-empty",
            "the PDF holds no text; it may be a scan. Use the original, or write the list as CSV "
            "or text.",
            source.shown,
        )
    table = table_of(parts, index)
    if table is None:
        return _Text(tuple(reading_lines(parts)), symbol, aside=aside)
    lines = tuple(reading_lines(parts, until=table[1]))
    opened = [section for line in lines if (section := heading_of(line.text)) is not None]
    return _Text(lines, symbol, table[:1], (opened[-1] if opened else None,), aside)


def _from_blocks(answer: dict[str, Any], index: NameIndex, asked: Asked) -> _Text:
    """Lines and tables; a table without a column of States is read as the lines of its cells."""
    lines: list[TextLine] = []
    tables: list[Sheet] = []
    sections: list[Section | None] = []
    section: Section | None = None
    head = ""
    for number, block in enumerate(answer["blocks"], 1):
        if "line" in block:
            head = block["line"].strip()
            unseen = block["unseen"] or why_noted(block.get("note", ""))
            place = Place(number, f"paragraph {block['at']}" if "at" in block else f"line {number}")
            lines.append(
                TextLine(
                    block["line"].replace("\t", " "),
                    place,
                    block["gap"],
                    False,
                    block["look"],
                    unseen,
                )
            )
            opened = (
                heading_of(block["line"])
                if block["gap"] or not is_weak_heading(block["line"])
                else None
            )
            section = opened or section
            continue
        sheet = sheet_of({**block["table"], "title": f"table {len(tables) + 1}"})
        if find_header(sheet, index, asked):
            tables.append(sheet._replace(above=head))
            sections.append(section)
            head = ""
        else:
            lines += _table_lines(sheet, number)
    text = "\n".join([*answer.get("headers", ()), *(line.text for line in lines[:_SYMBOL_LINES])])
    parts = {
        "headers": "header or footer",
        "notes": "footnote",
        "deleted": "deleted by a tracked change",
    }
    aside = tuple(
        TextLine(text, Place(0, parts[part]))
        for part in parts
        for text in dict.fromkeys(answer.get(part, ()))
    )
    return _Text(tuple(lines), symbol_in(text), tuple(tables), tuple(sections), aside)


def _table_lines(sheet: Sheet, number: int) -> list[TextLine]:
    return [
        TextLine(
            piece,
            Place(number, f"{sheet.title}, row {row + 1}"),
            at == part == 0,
            unseen=sheet.why_unseen(row, at),
        )
        for row, at, cell in sheet.cells()
        for part, piece in enumerate(filter(str.strip, cell.split("\n")))
    ]


def _cell_lines(sheets: Sequence[Sheet]) -> tuple[TextLine, ...]:
    """Cells as lines, for a table without a header: each sheet's title may open a section."""
    lines = []
    for sheet in sheets:
        if sheet.title:
            place = Place(0, f"{sheet.title}!A1")
            lines.append(TextLine(sheet.title, place, True, unseen=sheet.why_unseen(0)))
        for row, at, cell in sheet.cells():
            lines.append(
                TextLine(cell, sheet.place(row, at), at == 0, unseen=sheet.why_unseen(row, at))
            )
    return tuple(lines)
