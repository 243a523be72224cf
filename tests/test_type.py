"""The family, the sizes and the rules that all PDF documents are set in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ccmcost.errors import WriteError
from ccmcost.tables import page
from ccmcost.tables.page import ASSETS, FontsOf, fonts_for

SMALLEST = 8.0
"""Points: nothing that a person reads on paper is smaller."""


def test_sizes_are_named_once_and_none_is_below_eight_points() -> None:
    named = dict(
        re.findall(r"#let (size-\w+) = ([\d.]+)pt", (ASSETS / "shared.typ").read_text("utf-8"))
    )
    assert len(named) == 5 and min(map(float, named.values())) == SMALLEST
    for template in sorted(ASSETS.glob("*.typ")):
        for size in re.findall(r"size: ([^,)\n]+)", template.read_text("utf-8")):
            assert size == "size" or any(name in size for name in named), (template.name, size)


def test_the_packages_hold_every_sign_of_figures() -> None:
    ttfonts = pytest.importorskip("fontTools.ttLib")
    latin, arabic = (
        next(path for path in folder.glob("*.ttf") if "Italic" not in path.name)
        for folder in fonts_for("en").folders
    )
    signs = ttfonts.TTFont(latin).getBestCmap()
    for sign in "\u00a0\u202f\u2212\u2066\u2069\u2011×–0123456789":
        assert ord(sign) in signs, hex(ord(sign))
    for path in (latin, arabic):
        font = ttfonts.TTFont(path)
        assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_a_missing_package_is_named_and_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    find = page.find_spec
    monkeypatch.setattr(
        page, "find_spec", lambda name: None if name.endswith("arabic") else find(name)
    )
    with pytest.raises(WriteError, match=r"package fontpkg-noto-sans-arabic.*Nothing was written"):
        fonts_for("en")


def test_a_page_that_cannot_be_set_is_named() -> None:
    press = page.Press("notice.typ", "en", date(2024, 2, 1))
    with pytest.raises(WriteError, match=r"the notice \(en\) cannot be set as PDF: .*\n?.*Nothing"):
        press.pdf({}, {}, "the notice")


def test_a_chinese_font_is_looked_for_where_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(page.VARIABLE, str(tmp_path))
    with pytest.raises(WriteError, match="none was found"):
        fonts_for("zh")
    for folder in ("b", "a"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "NotoSansSC-Regular.otf").write_bytes(b"")
    found = fonts_for("zh")
    assert found.families[0] == "Noto Sans SC" and found.folders[0] == tmp_path / "a"
    monkeypatch.setattr(page, "_USUAL", (str(tmp_path / "b"), ""))
    monkeypatch.delenv(page.VARIABLE)
    assert fonts_for("zh").folders[0] == tmp_path / "b"


def test_beside_chinese_letters_and_figures_are_those_of_latin() -> None:
    fonts = FontsOf(("Noto Sans SC", "Noto Sans", "Noto Sans Arabic"), (Path(),))
    assert fonts.listed()[:2] == [{"name": "Noto Sans", "covers": "latin-in-cjk"}, "Noto Sans SC"]
    assert fonts_for("fr").listed() == ["Noto Sans", "Noto Sans Arabic"]


def sizes(content: bytes) -> set[float]:
    """The sizes of type on the pages of a file."""
    found = set()
    for sheet in pypdfium2.PdfDocument(content):
        text = sheet.get_textpage()
        for place in range(text.count_chars()):
            if text.get_text_range(place, 1).strip():
                found.add(round(pdfium.FPDFText_GetFontSize(text, place), 1))
    return found
