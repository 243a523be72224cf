"""Official documents of every kind come in with no State wrong and none missed; broken ones leave everything as it was."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import xlsxwriter

from tests import intake_documents as made
from tests.conftest import DATA, ROOT, Run
from tests.intake_documents import Groups, docx, listing, listing_markup, paragraph, pdf, report_paragraphs, table, typeset

GROUPS = Groups()


def text_report(folder: Path) -> Path:
    path = folder / "report.txt"
    path.write_text(made.SYMBOL + "\n\n" + "\n\n".join(report_paragraphs("en", mark="¹")), encoding="utf-8")
    return path


def text_report_es_wrapped(folder: Path) -> Path:
    import textwrap

    paragraphs = ["\n".join(textwrap.wrap(text, 58, break_long_words=False)) for text in report_paragraphs("es")]
    path = folder / "informe.txt"
    path.write_text(made.SYMBOL + "\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return path


def text_listing_broken_names(folder: Path) -> Path:
    lines: list[str] = []
    for kind, text in listing("en"):
        lines += made.broken(text, 16) if kind == "state" and "CENTRE" not in text else [text]
    path = folder / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def text_listing_mixed(folder: Path) -> Path:
    path = folder / "mixed.txt"
    path.write_text("\n".join(text for _, text in listing("fr", capitals=False, mixed=True)), encoding="utf-8")
    return path


def docx_report_fr(folder: Path) -> Path:
    body = "".join(paragraph(text, "1") for text in report_paragraphs("fr", mark="^"))
    return docx(folder / "rapport.docx", body, header=made.SYMBOL)


def docx_report_es_without_numbers(folder: Path) -> Path:
    texts = [text.partition(". ")[2] if text[0].isdigit() else text for text in report_paragraphs("es")]
    return docx(folder / "informe.docx", "".join(map(paragraph, texts)), header=made.SYMBOL)


def docx_listing_en(folder: Path) -> Path:
    return docx(folder / "list.docx", "".join(paragraph(text) for _, text in listing("en", mixed=True)), header=made.SYMBOL)


def docx_listing_in_tables(folder: Path) -> Path:
    body = ""
    for kind, text in listing("es"):
        body += table([(text, "Delegado")]) if kind == "delegate" else paragraph(text)
    return docx(folder / "tablas.docx", body, header=made.SYMBOL)


def pdf_report_en(folder: Path) -> Path:
    """The list runs over a page, with a footnote at its foot."""
    texts = [
        typeset(text).replace("\u00b9", "#footnote[Until 2018 under another name.]")
        for text in report_paragraphs("en", mark="¹")
    ]
    return pdf(folder / "report.pdf", "#v(560pt)\n" + "\n\n".join(texts))


def pdf_report_fr_hyphenated(folder: Path) -> Path:
    return pdf(folder / "rapport.pdf", "\n\n".join(map(typeset, report_paragraphs("fr"))), 2, "fr", 11, hyphenate=True)


def pdf_listing_two_columns(folder: Path) -> Path:
    return pdf(folder / "list.pdf", listing_markup(listing("en")), columns=2, size=9)


def pdf_listing_mixed(folder: Path) -> Path:
    return pdf(folder / "liste.pdf", listing_markup(listing("es", capitals=False, mixed=True)), language="es")


def pdf_bare_columns(folder: Path) -> Path:
    """Names only, in two columns below each section heading."""
    blocks = []
    for section, codes in zip(made.WORDS["en"]["sections"], GROUPS, strict=False):
        names = sorted(made.name(code, "en") for code in codes)
        half = (len(names) + 1) // 2
        cells = ["\\ ".join(map(typeset, part)) for part in (names[:half], names[half:])]
        blocks.append(f"#block(above: 20pt)[*{section}*]\n#grid(columns: (1fr, 1fr), [{cells[0]}], [{cells[1]}])")
    return pdf(folder / "bare.pdf", "\n".join(blocks), size=9)


def csv_es(folder: Path) -> Path:
    rows: list[list[str]] = [["Lista de participantes", "", ""], [], ["N.º", "País", "Estatuto"]]
    words = {"state_party": "Estado parte", "signatory": "Signatario", "observer_state": "Observador"}
    rows += [["", made.name(code, "es", 0), words[role]] for code, role in sorted(GROUPS.roles().items())]
    rows += [["", "Unión Europea", "Organización"], ["", "Cruz Roja Suiza (Suiza)", "Organización"]]
    path = folder / "lista.csv"
    path.write_bytes(made.csv_bytes(rows, ";"))
    return path


def csv_codes(folder: Path) -> Path:
    rows = [["iso3", "role"], *([code, role] for code, role in sorted(GROUPS.roles().items(), reverse=True))]
    path = folder / "codes.csv"
    path.write_bytes(made.csv_bytes(rows))
    return path


def xlsx_merged(folder: Path) -> Path:
    """A header in row 5, roles in merged cells, blank rows, and the observers on a sheet of their own."""
    path = folder / "liste.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Liste")
        sheet.write_string(0, 0, made.SYMBOL)
        for column, heading in enumerate(("Statut", "", "Pays", "Code ISO")):
            sheet.write_string(4, column, heading)
        row = 6
        for words, codes in (("États parties", GROUPS.parties), ("Signataires", GROUPS.signatories)):
            sheet.merge_range(row, 0, row + len(codes), 0, words)
            for at, code in enumerate(codes):
                shift = at >= 5
                sheet.write_string(row + at + shift, 2, made.name(code, "fr"))
                sheet.write_string(row + at + shift, 3, made.STATES[code].iso2)
            row += len(codes) + 1
        other = book.add_worksheet("États observateurs")
        other.write_row(0, 0, ["État", "Remarque"])
        for at, code in enumerate(GROUPS.observers, 1):
            other.write_string(at, 0, made.name(code, "fr"))
        last = book.add_worksheet("Organisations internationales")
        last.write_column(0, 0, ["Nom", *made.ORGANIZATIONS])
        book.add_worksheet("Notes").write_string(0, 0, "Suisse")
        hidden = book.add_worksheet("Brouillon")
        hidden.write_column(0, 0, ["Pays", "Israël"])
        hidden.hide()
    return path


def xlsx_without_header(folder: Path) -> Path:
    path = folder / "plain.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        lines = [text for kind, text in listing("en") if kind in ("section", "state", "blank")]
        sheet.write_column(2, 1, [made.SYMBOL, *lines])
    return path


DOCUMENTS: list[Callable[[Path], Path]] = [
    text_report,
    text_report_es_wrapped,
    text_listing_broken_names,
    text_listing_mixed,
    docx_report_fr,
    docx_report_es_without_numbers,
    docx_listing_en,
    docx_listing_in_tables,
    pdf_report_en,
    pdf_report_fr_hyphenated,
    pdf_listing_two_columns,
    pdf_listing_mixed,
    pdf_bare_columns,
    csv_es,
    csv_codes,
    xlsx_merged,
    xlsx_without_header,
]


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    assert run("init", "office").returncode == 0
    return tmp_path / "office"


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__)
def test_no_state_is_wrong_and_none_is_missed(make: Callable[[Path], Path], run: Run, office: Path, tmp_path: Path) -> None:
    source = make(tmp_path)
    symbol = [] if made.SYMBOL.encode() in source.read_bytes() else ["--document", made.SYMBOL]
    done = run("import", "participants", "msp11", str(source), "--yes", "--as-of", "2026-11-21", *symbol, cwd=office)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = rows_of(office / "data" / "participants" / "msp11.csv")
    assert {row["iso3"]: row["role"] for row in rows} == GROUPS.roles()
    assert [row["iso3"] for row in rows] == sorted(GROUPS.roles())
    assert {(row["list_status"], row["document"], row["taken_in"], row["sha256"], row["source"]) for row in rows} == {
        ("official", made.SYMBOL, "2026-11-21", sha256(source.read_bytes()).hexdigest(), source.name)
    }
    assert all(row["page"] and row["evidence"].startswith('listed as "') for row in rows)
    archived = office / "data" / "participants" / "msp11-until-2026-11-21.csv"
    assert archived.read_bytes() == (DATA / "participants" / "msp11.csv").read_bytes()
