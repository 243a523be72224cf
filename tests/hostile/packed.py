"""Hostile XLSX, DOCX and PDF: broken packages, bombs, entities, endless dimensions, loops,
truncation.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date

from tests.hostile.nasty import NUMBERS, bent, broken, value
from tests.hostile.room import Case, Dice, Room
from tests.hostile.texts import CLERK, ESTIMATE, GIVEN, LEDGER, OPENING, RECEIPTS

_XLSX_PUTS = (
    *(
        '<dimension ref="A1:XFD1048576"/>',
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "<c/>",
        "<row/>",
    ),
    *(
        '<c r="XFD1048576" t="n"><v>1</v></c>',
        '<row r="1048576"/>',
        '<row r="99999999999999"/>',
        '<c r="A0"/>',
    ),
    *(
        '<c t="s"><v>99999</v></c>',
        '<c t="s"><v>-1</v></c>',
        '<c t="e"><v>#REF!</v></c>',
        '<c t="d"><v>x</v></c>',
    ),
    *(
        '<c r="B2"><f>1+1</f></c>',
        '<c r="B2"><f>[1]Sheet1!A1</f><v></v></c>',
        '<c t="b"><v>7</v></c>',
        '<c s="99999"><v>1</v></c>',
    ),
    *(
        '<c t="inlineStr"><is><t>x</t></is></c>',
        "<v>1e400</v>",
        "<v>nan</v>",
        "<!DOCTYPE x>",
        "<a:b/>",
        "</sheetData>",
    ),
)
_NO_XML = "[\000-\010\013\014\016-\037\ud800-\udfff\ufffe\uffff]"
_DOCTYPE = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c '
    '"&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def workbook(text: str, dice: Dice) -> bytes:
    """A workbook with the cells of a table; some as numbers, dates, formulas without a value,
    or nasty text.
    """
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(text.splitlines()):
        row: list[object] = [
            bent(cell, dice) if dice.random() < 0.05 else cell for cell in line.split(",")
        ]
        for at, cell in enumerate(row if number else ()):
            if dice.random() < 0.3 and re.fullmatch(r"[0-9]{1,300}(\.[0-9]{0,30})?", str(cell)):
                row[at] = float(str(cell))
            elif dice.random() < 0.05:
                row[at] = dice.choice(
                    (
                        date(2024, 3, 1),
                        45352,
                        45352.5,
                        True,
                        "=1+1",
                        "=A1",
                        "=[1]x!A1",
                        -0.0,
                        1e308,
                        None,
                    )
                )
        row = [
            re.sub("[\000-\010\013\014\016-\037\ud800-\udfff]", "", cell)[:32_000]
            if isinstance(cell, str)
            else cell
            for cell in row
        ]
        sheet.append(row)
    if dice.random() < 0.1:
        sheet.sheet_state = "hidden"
        book.create_sheet("x")
    return _saved(book)


def _saved(book: object) -> bytes:
    stream = io.BytesIO()
    book.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def repacked(content: bytes, dice: Dice, puts: tuple[str, ...]) -> bytes:
    """A package with one part bent, a part too many or too few, or a bomb in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = dice.choice(sorted(parts))
    if dice.random() < 0.6:
        name = next(
            (part for part in sorted(parts) if part.endswith(("sheet1.xml", "document.xml"))), name
        )
    part, how = parts[name], dice.randrange(9)
    if how < 3:
        tags = re.findall(rb"<[^?][^>]*>", part) or [b"<"]
        tag = dice.choice(tags)
        part = part.replace(tag, tag + dice.choice(puts).encode(), dice.choice((1, 1, 1, 50)))
    elif how == 3:
        part = broken(part, dice)
    elif how == 4:
        part = re.sub(rb"(\?>|^)", lambda found: found[0] + _DOCTYPE.encode(), part, count=1)
    elif how == 5:
        part = re.sub(
            rb">[^<]+<",
            lambda found: b">" + dice.choice(NUMBERS).encode() + b"<",
            part,
            count=dice.choice((1, 5, 0)),
        )
    elif how == 6:
        part = part.replace(b">", b">" + b"<x>" * dice.choice((300, 100_000)), 1)
    elif how == 7:
        parts[
            dice.choice(("../../x", "/etc/x", "xl/media/\x00", "xl/" + "d/" * 500 + "x", name))
        ] = b"x"
    parts[name] = part
    if how == 8:
        del parts[name]
    if dice.random() < 0.03:
        parts[name] = part[:200] + b" " * dice.choice((10**6, 3 * 10**7)) + part[200:]
    stream = io.BytesIO()
    with zipfile.ZipFile(
        stream, "w", dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    ) as package:
        for part_name, bytes_of in parts.items():
            package.writestr(part_name, bytes_of)
    packed = stream.getvalue()
    return broken(packed, dice) if dice.random() < 0.15 else packed


def xlsx_case(dice: Dice, room: Room) -> Case:
    """A workbook for a bank list, bills, costs, a list of participants, a scale,
    or one sent back to be verified.
    """
    name = "in/x.xlsx"
    uses: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        (RECEIPTS, ("import", "receipts", name, *CLERK), LEDGER),
        (OPENING, ("import", "opening", name, "--as-at", "2023-12-31", *CLERK), LEDGER),
        (ESTIMATE, ("import", "costs", name, "--meeting", "msp13", "--dry-run"), ()),
        (GIVEN, ("import", "participants", "msp11", name, "--dry-run"), ()),
        (
            "State,2022-2024\nJapan,8.033\nFrance,4.318\n",
            ("import", "scale", name, "--dry-run"),
            (),
        ),
    )
    if dice.random() < 0.25 and WRITTEN:
        content, command, writes = WRITTEN[0], ("verify", name), ()
    else:
        text, command, writes = dice.choice(uses)
        content = workbook(text, dice)
    if dice.random() < 0.75:
        content = repacked(content, dice, _XLSX_PUTS)
    elif dice.random() < 0.3:
        content = broken(content, dice)
    return Case(command, {name: content}, writes, command[1])


WRITTEN: list[bytes] = []
"""A workbook that ccmcost wrote, for `verify`; put here by `load_written`."""


def load_written(content: bytes) -> None:
    """Take the workbook that `xlsx_case` bends for `verify`."""
    WRITTEN[:] = [content]


_DOCX_PUTS = (
    *(
        "<w:tbl>" * 150,
        "<w:p>" * 150,
        "<w:p/>",
        "<w:tbl><w:tr><w:tc>",
        "<w:r><w:t>x</w:t></w:r>",
        "<w:del>",
        "<w:instrText>",
    ),
    *(
        "<w:br/>" * 2000,
        '<w:vertAlign w:val="superscript"/>',
        "<w:t>" + "A" * 70_000 + "</w:t>",
        "<w:altChunk/>",
        "]]>",
    ),
)


def docx_case(dice: Dice, room: Room) -> Case:
    """A Word document with a list or a report."""
    from tests import intake_documents as documents

    groups = documents.Groups(
        documents.PARTIES[: dice.choice((3, 20))],
        documents.SIGNATORIES[:2],
        documents.OBSERVERS[:2],
    )
    lines = documents.report_paragraphs("en", groups)
    if dice.random() < 0.5:
        lines = [text for _, text in documents.listing("en", groups)]
    lines = [
        re.sub("[\000-\010\013\014\016-\037\ufffe\uffff]", "", bent(line, dice))
        if dice.random() < 0.05
        else line
        for line in lines
    ]
    path = room.folder / "made.docx"
    body = "".join(documents.paragraph(line[:100_000]) for line in lines)
    if dice.random() < 0.2:
        nested = documents.table([["State", "Role"], ["Japan", "State Party"]])
        for _ in range(dice.choice((1, 10, 60))):
            nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
        body += nested
    content = documents.docx(path, body, dice.choice(("", "CCM/MSP/2023/INF.1"))).read_bytes()
    path.unlink()
    if dice.random() < 0.8:
        content = repacked(content, dice, _DOCX_PUTS)
    return Case(
        ("import", "participants", "msp11", "in/x.docx", "--dry-run"),
        {"in/x.docx": content},
        (),
        "docx",
    )


def pdf_case(dice: Dice, room: Room) -> Case:
    """A PDF made by hand, with pages that loop, streams that swell, numbers out of range,
    or cut short.
    """
    lines = [
        "STATES PARTIES",
        "Japan",
        "France",
        "Norway",
        "SIGNATORY STATES",
        "Angola",
        value(dice)[:2000],
    ]
    shown = "".join(
        f"({line.encode('latin-1', 'replace').decode('latin-1')}) Tj 0 -20 Td " for line in lines
    )
    stream = (
        f"BT /F1 12 Tf {dice.choice(('50', '-1e30', '99999999999', 'nan'))} 700 Td {shown}ET"
    ).encode("latin-1", "replace")
    if dice.random() < 0.1:
        stream += b" q" * dice.choice((10, 100_000, 2_000_000))
    packed, more = stream, ""
    if dice.random() < 0.4:
        packed, more = zlib.compress(stream), "/Filter /FlateDecode"
        if dice.random() < 0.2:
            packed, more = zlib.compress(packed), "/Filter [/FlateDecode /FlateDecode]"
    kids = dice.choice(
        (
            "[3 0 R]",
            "[3 0 R]",
            "[3 0 R 3 0 R]",
            "[2 0 R]",
            "[" + "3 0 R " * 3000 + "]",
            "[99 0 R]",
            "[]",
        )
    )
    box = dice.choice(
        ("[0 0 595 842]", "[0 0 595 842]", "[0 0 0 0]", "[0 0 1e30 1e30]", "[a b]", "[-1 -1 -5 -5]")
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {kids} /Count {dice.choice((1, 1, 1, -1, 10**9))} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /Resources << /Font << "
        "/F1 5 0 R >> >> >>".encode(),
        f"<< /Length {dice.choice((len(packed), 0, 10**9))} {more} >>\nstream\n".encode()
        + packed
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >> /ID [(a) (a)]"
        if dice.random() < 0.1
        else ""
    )
    end = (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R {locked} "
        f">>\nstartxref\n{start}\n%%EOF\n"
    )
    content += end.encode()
    if dice.random() < 0.6:
        content = broken(content, dice)
    command = ("import", "participants", "msp11", "in/x.pdf", "--dry-run")
    if dice.random() < 0.2:
        command = ("import", "scale", "in/x.pdf", "--dry-run")
    return Case(command, {"in/x.pdf": content}, (), command[1])
