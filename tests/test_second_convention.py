"""A `data/` folder is a convention: a made-up one goes through every command, and no word of the
CCM appears anywhere.
"""

from __future__ import annotations

import ctypes
import email
import email.policy
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.reference import leaves
from ccmcost.load.data import Data
from ccmcost.workspace import open_workspace
from tests.conftest import ROOT
from tests.kites import HERE, YEAR, Kites
from tests.pdfs import pages

CCM = re.compile(
    r"(?<![a-z])ccm(?!cost)|cluster|sous-munition|racimo|الذخائر|кассетн|集束|art(icle|\.)[ "
    r"-]?14|oslo\b|dublin|lausanne"
    r"|vientiane|geneva|palais des nations|\b(msp|rc)-?[0-9]|\bmsp\b|review conference|amendment "
    r"conference"
    r"|meetings? of (the )?states parties|preparatory meeting|assemblées? des états|conférences? "
    r"d.examen"
    r"|reuni[oó]n(es)? de los estados|implementation support unit|unoda|ODA[-/]20|vol\. "
    r"2688|xxvi-6",
    re.IGNORECASE,
)
"""Names, ids, document symbols, places and dates of the Convention on Cluster Munitions;
`ccmcost` is the program's own.
"""


NAMES = re.compile(
    r"(?<![a-z])ccm(?!cost)|cluster|sous-munition|racimo|الذخائر العنقودية|кассетн|集束|dublin"
    r"|vol\. 2688|xxvi-6",
    re.IGNORECASE,
)
"""What is the Convention on Cluster Munitions' alone, where a real sister treaty may have the same
article, meetings and places.
"""

NOT_HERE = {
    "app": "it answers a browser until it is ended, by lines of commands that are here",
    "ledger import": "it takes an empty ledger; what it reads is `ledger export`, which is here",
}


def test_every_command_is_in_the_table() -> None:
    found = set(leaves())
    assert {path.split()[0] for path in found} == set(COMMANDS), "a line in YEAR of tests/kites.py"
    lines = [line for line in YEAR.splitlines() if line]
    missing = {
        path
        for path in found
        if not any(line == path or line.startswith(f"{path} ") for line in lines)
    }
    assert missing == set(NOT_HERE), "a line in YEAR of tests/kites.py"


@pytest.mark.slow
def test_nothing_printed_has_a_word_of_the_ccm(kites: Kites) -> None:
    wrong = [f"{line}: {found}" for line, text in kites.printed.items() for found in words_in(text)]
    assert not wrong


@pytest.mark.slow
def test_its_own_currency_is_meant_wherever_none_is_given(kites: Kites) -> None:
    told = [line for line, text in kites.printed.items() if "USD" in text and "USD" not in line]
    assert told == []
    for start in (
        "adjust",
        "budget",
        "forecast",
        "cost set",
        "record unidentified",
        "receive",
        "reconcile",
        "import costs",
    ):
        assert any(
            "EUR" in text for line, text in kites.printed.items() if line.startswith(start)
        ), start


@pytest.mark.slow
def test_no_file_or_name_has_a_word_of_the_ccm(kites: Kites) -> None:
    kinds, wrong = set(), []
    for path in sorted(kites.folder.rglob("*")):
        wrong += [
            f"{path.name}: {found}" for found in words_in(path.relative_to(kites.folder).as_posix())
        ]
        if path.is_file():
            kinds.add(path.suffix)
            wrong += [
                f"{path.relative_to(kites.folder)}: {found}"
                for found in words_in("\n".join(texts(path)))
            ]
    assert not wrong, wrong
    assert {".pdf", ".xlsx", ".svg", ".png", ".csv", ".json", ".sqlite", ".toml"} <= kinds


@pytest.mark.slow
def test_its_own_words_are_there(kites: Kites) -> None:
    notice = next((kites.folder / "notices" / "2023").rglob("*0001*.pdf"))
    text, read = (" ".join(found) for found in (texts(notice), pages(notice.read_bytes())))
    for own in (
        "Treaty on the Flight of Kites",
        "KITE-AN-2023-0001",
        "Second Assembly",
        "KITE/9",
        "Kite Office",
        "shall be shared among those that attend them",
    ):
        assert own in text
    assert "pooled-23" not in read, "the id of a rule is no word for people"
    assert "45 days" in kites.printed["show asm2"] or "24 March 2023" in kites.printed["show asm2"]


ITS_OWN = re.compile(r"(?i)\b(the|this|that|another) convention\b|States? Part(y|ies)\b")
"""What the [words] of kites replace in English documents."""


@pytest.mark.slow
def test_documents_speak_in_its_own_words(kites: Kites) -> None:
    notice = next((kites.folder / "notices" / "2023").rglob("*0001*.pdf"))
    assert "Contracting State" in " ".join(pages(notice.read_bytes()))
    wrong = [
        f"{path.relative_to(kites.folder)}: {found[0]}"
        for path in sorted(kites.folder.rglob("*.pdf"))
        if not re.search(r"[-_/](fr|es|ar|ru|zh)\b", path.as_posix())
        for found in ITS_OWN.finditer(" ".join(pages(path.read_bytes())))
    ]
    assert not wrong, sorted(set(wrong))


def test_the_second_convention_differs_from_the_first_in_all_that_is_its_own() -> None:
    own = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((HERE / "data").rglob("*"))
        if path.is_file()
    )
    assert not words_in(own)
    kites = Data(open_workspace(str(HERE / "data"))).convention
    assert kites.symbol_like == "KITE/ASM/2023/6", (
        "what a message shows as the symbol of a document"
    )
    first = (ROOT / "data" / "convention.toml").read_text(encoding="utf-8")
    assert len(words_in(first)) > 20


def words_in(text: str) -> list[str]:
    """The words of the CCM in a text, each with what stands around it."""
    return [text[max(0, match.start() - 30) : match.end() + 30] for match in CCM.finditer(text)]


def names_in(text: str) -> list[str]:
    """The names of the CCM in a text of a real treaty, each with what stands around it."""
    return [text[max(0, match.start() - 30) : match.end() + 30] for match in NAMES.finditer(text)]


IDENTIFIER = re.compile(r"(?<=ID>)[A-Za-z0-9+/]{22}==(?=[<_])")
"""A hash in the metadata of a PDF: it can spell anything, and holds no words."""


def texts(path: Path) -> Iterator[str]:
    """All text of a file: what a person reads, and what only a program sees."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        yield from pages(content)
        yield from document.get_metadata_dict().values()
        yield from (item.get_title() for item in document.get_toc())
        yield from alternatives(document)
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield attachment.get_name()
            yield bytes(attachment.get_data()).decode("utf-8")
        for packet in re.findall(
            r"<x:xmpmeta.*?</x:xmpmeta>", content.decode("latin-1"), re.DOTALL
        ):
            yield IDENTIFIER.sub("", packet)
    elif path.suffix in (".xlsx", ".docx", ".zip"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield name
                if not name.endswith((".pdf", ".docx")):  # those of a pack lie in notices/ as well
                    yield package.read(name).decode("utf-8", "ignore")
    elif path.suffix == ".eml":
        draft = email.message_from_bytes(content, policy=email.policy.default)
        yield from (f"{name}: {value}" for name, value in draft.items())
        yield draft.get_body().get_content()  # the PDFs attached lie in notices/ as well
        yield from (str(part.get_filename()) for part in draft.iter_attachments())
    elif path.suffix == ".png":
        with Image.open(path) as picture:
            yield from map(str, picture.info.values())
    elif path.suffix == ".sqlite":
        with sqlite3.connect(path) as ledger:
            yield from ledger.iterdump()
    elif path.suffix in (".svg", ".html"):  # ids of shapes, and pictures as base64, are no words
        yield re.sub(r'( id="|href="#|;base64,)[^"]*"', "", content.decode("utf-8"))
    else:
        yield content.decode("utf-8")


def alternatives(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The texts that a screen reader speaks for figures and formulas."""
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        stack = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)
            for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        while stack:
            element = stack.pop()
            if not element:
                continue
            for read in (pdfium.FPDF_StructElement_GetAltText, pdfium.FPDF_StructElement_GetTitle):
                size = read(element, None, 0)
                if size > 2:
                    holder = ctypes.create_string_buffer(size)
                    read(element, holder, size)
                    yield holder.raw.decode("utf-16-le").rstrip("\0")
            count = pdfium.FPDF_StructElement_CountChildren(element)
            stack += [pdfium.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(count)]
        pdfium.FPDF_StructTree_Close(tree)
