"""What a person sees of a file, as text that can be compared:
pages, cells, pictures, and everything else byte for byte.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import formualizer
import openpyxl
import pypdfium2
from openpyxl.utils import range_boundaries

PASSED_OVER = {".png", ".sqlite", ".lock"}
"""Pictures are compared by their SVG, the ledger by its exports."""
_INVISIBLE = re.compile("[\u2066-\u2069\ufffe\u0002]")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HASH = re.compile(r"\b[0-9a-f]{64}\b|'sha256-[A-Za-z0-9+/=]{44}'")


def text_of(name: str, content: bytes) -> str:
    """The text of a file. Hashes of files are left out: what they stand for is compared itself."""
    return without_hashes(_read(name, content))


def without_hashes(text: str) -> str:
    """Text in which no SHA-256 is written out."""
    return _HASH.sub("[hash]", text)


def _read(name: str, content: bytes) -> str:
    match Path(name).suffix.lower():
        case suffix if suffix in PASSED_OVER:
            return "at hand\n"
        case ".pdf":
            return _pdf(content)
        case ".xlsx":
            return _xlsx(content)
        case ".docx":
            return _docx(content)
        case ".zip":
            return _zip(content)
        case ".eml":
            return _mail(content)
        case _:
            return content.decode("utf-8", "backslashreplace")


def _pdf(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    facts = {
        key: value
        for key, value in document.get_metadata_dict(skip_empty=True).items()
        if "Date" not in key
    }
    parts = [f"{key}: {value}" for key, value in sorted(facts.items())]
    for number, page in enumerate(document, 1):
        lines = _INVISIBLE.sub("", page.get_textpage().get_text_bounded()).splitlines()
        parts += [f"--- page {number}", *(" ".join(line.split()) for line in lines)]
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        parts += [
            f"--- attached {attached.get_name()}",
            text_of(attached.get_name(), bytes(attached.get_data())),
        ]
    return "\n".join(parts) + "\n"


def _xlsx(content: bytes) -> str:
    written, shown = (
        openpyxl.load_workbook(io.BytesIO(content), data_only=values) for values in (False, True)
    )
    parts = [
        f"name {name} = {each.attr_text}" for name, each in sorted(written.defined_names.items())
    ]
    for sheet in written.worksheets:
        values = shown[sheet.title]
        parts.append(f"--- sheet {sheet.title} ({sheet.sheet_state})")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.comment:
                    value = values[cell.coordinate].value
                    formula = f" from {cell.value}" if cell.data_type == "f" else ""
                    remark = f" remark {cell.comment.text!r}" if cell.comment else ""
                    parts.append(
                        f"{cell.coordinate} {value!r} as {cell.number_format}{formula}{remark}"
                    )
        checks = sheet.data_validations.dataValidation
        parts += sorted(
            f"allowed in {each.sqref}: {each.type} {each.formula1} {each.error} {each.prompt}"
            for each in checks
        )
    return (
        "\n".join(
            [
                *parts,
                *_edited(
                    content, {name: each.attr_text for name, each in written.defined_names.items()}
                ),
            ]
        )
        + "\n"
    )


def _edited(content: bytes, names: dict[str, str]) -> list[str]:
    """What the workbook of an apportionment calculates after each of ten edits of its cost and
    answers.
    """
    if not {"TotalCost", "BearsTheCost", "BilledCodes", "Amounts", "SumOfAmounts"} <= names.keys():
        return []
    live = formualizer.load_workbook_bytes(content)
    cells = {
        name: _cells(names[name])
        for name in ("TotalCost", "BearsTheCost", "BilledCodes", "Amounts", "SumOfAmounts")
    }
    parts = []
    for edit in range(10):
        live.set_value(*cells["TotalCost"][0], round(1000.01 * (edit + 1) ** 5, 2))
        answer = cells["BearsTheCost"][edit * 37 % len(cells["BearsTheCost"])]
        live.set_value(*answer, "No" if live.get_value(*answer) == "Yes" else "Yes")
        live.evaluate_all()
        rows = zip(cells["BilledCodes"], cells["Amounts"], strict=True)
        amounts = [
            f"{live.get_value(*code)} {live.get_value(*amount)!r}"
            for code, amount in rows
            if live.get_value(*code)
        ]
        parts += [f"--- edit {edit + 1}: {live.get_value(*cells['SumOfAmounts'][0])!r}", *amounts]
    return parts


def _cells(name: str) -> list[tuple[str, int, int]]:
    """The cells that a defined name stands for, in order."""
    sheet, _, area = name.rpartition("!")
    left, top, right, bottom = range_boundaries(area)
    return [
        (sheet.strip("'"), row, column)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]


def _docx(content: bytes) -> str:
    parts = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in sorted(packed.namelist()):
            if not re.fullmatch(
                r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml", name
            ):
                continue
            root = ElementTree.fromstring(packed.read(name))
            parts.append(f"--- {name}")
            if name.startswith("docProps"):
                parts += [f"{each.tag.rpartition('}')[2]}: {each.text}" for each in root]
            for paragraph in root.iter(f"{_WORD}p"):
                parts.append("".join(_run(each) for each in paragraph.iter()))
    return "\n".join(parts) + "\n"


def _run(element: ElementTree.Element) -> str:
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return {f"{_WORD}tab": "\t", f"{_WORD}br": "\n"}.get(element.tag, "")


def _zip(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(
            f"=== {name}\n{text_of(name, packed.read(name))}" for name in sorted(packed.namelist())
        )


def _mail(content: bytes) -> str:
    """A draft as it stands; what is attached is counted in base64 and compared as the file that it
    is.
    """
    return re.sub(
        r"(?:^[A-Za-z0-9+/=]{60,}\r?\n)+(?:^[A-Za-z0-9+/=]+\r?\n)?",
        "[attached]\n",
        content.decode(),
        flags=re.M,
    )
