"""Reading PDF files back, for tests."""

from __future__ import annotations

import json
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ccmcost.errors import WriteError
from ccmcost.tables import page as fonts

INVISIBLE = re.compile("[\u2066-\u2069\ufffe\u0002]")


def need_chinese() -> None:
    """Skip, with the reason, where no Chinese font is installed."""
    try:
        fonts.fonts_for("zh")
    except WriteError:
        pytest.skip("needs a Chinese font (Debian: fonts-noto-cjk)")


def need_chinese_in(request: pytest.FixtureRequest) -> None:
    """The same for a test that was asked for a document in Chinese."""
    case = getattr(request.node, "callspec", None)
    if case is not None and case.params.get("language") == "zh":
        need_chinese()


def pages(content: bytes) -> list[str]:
    """The text of each page with runs of blanks (also those that do not break) as one blank."""
    document = pypdfium2.PdfDocument(content)
    return [
        " ".join(INVISIBLE.sub("", page.get_textpage().get_text_bounded()).split())
        for page in document
    ]


def attached(content: bytes) -> dict[str, Any]:
    """The JSON that a file carries."""
    document = pypdfium2.PdfDocument(content)
    assert document.count_attachments() == 1
    return json.loads(bytes(document.get_attachment(0).get_data()))


def is_tagged(content: bytes) -> bool:
    """Whether the file has a structure for readers that cannot see."""
    return bool(pdfium.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(content)))


def title(content: bytes) -> str:
    """The title of the file."""
    return pypdfium2.PdfDocument(content).get_metadata_value("Title")
