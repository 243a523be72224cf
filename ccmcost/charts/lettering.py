"""Letters of charts: the fonts, how wide a line of text is, and where it breaks.

Noto Sans and Noto Sans Arabic come as packages and Chinese from the machine, as in all documents
(`fonts_for`). matplotlib opens a variable font at its regular weight and shapes every line as its
script asks; strong text is the same letters with a fine outline in their colour, since a bold
instance would have to be made at each run.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.errors import WriteError
from ccmcost.tables.page import CHINESE, fonts_for
from ccmcost.text import without_hidden

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.font_manager import FontProperties

EM = 100.0
"""Size in points at which lines are measured."""

_ISOLATE, _POP = "\u2066", "\u2069"
_OF_CHINA = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_OF_ARABIA = "[\u0600-\u08ff\u200f\u2066-\u2069\ufb50-\ufefc]"
_OPENS, _CLOSES = "（《“「", "，。；：、）》”」％"
_WORD = re.compile(
    f"( ?)([{_OPENS}]*(?:[{_OF_CHINA}]|[^ {_OF_CHINA}{_OPENS}]+)[{_CLOSES}]*|[{_OPENS}]+)"
)
"""What no line end parts, with the blank before it: a word, or a sign of Chinese writing; what
opens stays with what follows, what closes with what is before.
"""


class Style(NamedTuple):
    """How text is set: its size in points, its colour, and whether it is strong."""

    size: float
    colour: str
    bold: bool = False


def quiet() -> None:
    """Keep matplotlib from telling people where it caches: without a home that can be written it
    takes another place.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)


def families(text: str) -> tuple[str, ...]:
    """The families that a line needs, as matplotlib knows them, best first. A letter that none of
    them has shows as an empty box.
    """
    latin, *others = _families("en")
    names = [latin, *others] if re.search(_OF_ARABIA, text) else [latin]
    if re.search(f"[{_OF_CHINA}]", text):
        with suppress(WriteError):
            names += _families("zh")[:1]
    return tuple(names)


@cache
def _families(language: str) -> tuple[str, ...]:
    """The fonts of a language, each under a name of our own, so that no file of the same family on
    this machine takes its place.
    """
    quiet()
    from matplotlib.font_manager import FontEntry, fontManager

    names = []
    fonts = fonts_for(language)
    for family, folder in zip(fonts.families, fonts.folders, strict=True):
        path = _file(family, folder)
        entry = FontEntry(str(path), _face(path, family), f"ccmcost {family}")
        fontManager.ttflist.append(entry)
        names.append(entry.name)
    return tuple(names)


def _file(family: str, folder: Path) -> Path:
    """The file of a family in its folder: upright, where there are several."""
    ours = [folder / name for name, held in CHINESE.items() if held == family]
    packaged = sorted(path for path in folder.glob("*.ttf") if "Italic" not in path.name)
    return next(path for path in (*ours, *packaged) if path.is_file())


def _face(path: Path, family: str) -> int:
    """Which face of a file holds the family: one file may hold those of several countries."""
    from matplotlib.ft2font import FT2Font

    count = FT2Font(str(path)).num_faces
    faces = (index for index in range(count) if _family_of(path, index) == family)
    return next(faces, 0) if count > 1 else 0


def _family_of(path: Path, face: int) -> str:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(path), face_index=face).family_name


@cache
def _properties(names: tuple[str, ...]) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(names), size=EM)


@lru_cache(maxsize=65536)
def _width(text: str) -> float:
    """The width at EM. Letters of Latin, Cyrillic and Chinese are added up, which leaves out that a
    few pairs stand closer; those of Arabic change with their neighbours.
    """
    from matplotlib.textpath import text_to_path

    if not re.search(_OF_ARABIA, text):
        return sum(map(_advance, text))
    measured = text_to_path.get_text_width_height_descent(text, _properties(families(text)), False)
    return float(measured[0])


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    from matplotlib.textpath import text_to_path

    properties = _properties(families(letter))
    return float(text_to_path.get_text_width_height_descent(letter, properties, False)[0])


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Text as it can be set: composed letters, single blanks, a true minus sign before a figure,
    and of what controls a device or a direction only the isolates that keep figures in order.
    """
    text = re.sub(r"(?<![\w.)-])-(?=[0-9])", "−", text)
    kept = without_hidden(unicodedata.normalize("NFC", text), _ISOLATE + _POP)
    return " ".join(filter(None, re.split("[ \n\t]+", kept)))


def text_width(text: str, style: Style) -> float:
    """Width of one line of text in points."""
    return _width(clean(text)) * style.size / EM if text else 0.0


def wrap(text: str, width: float, style: Style) -> list[str]:
    """Text in lines no wider than `width`; a word that is wider by itself is broken."""
    lines: list[str] = []
    line = ""
    for blank, word in _WORD.findall(clean(text)):
        wider = f"{line}{blank if line else ''}{word}"
        if text_width(wider, style) <= width:
            line = wider
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, style)
        lines += full
    return _whole([*lines, line] if line else lines)


def _broken(word: str, width: float, style: Style) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter, style) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _whole(lines: list[str]) -> list[str]:
    """Lines with whole isolates: one that a line end parts goes on in the next line."""
    made, open_ = [], False
    for line in lines:
        begun = _ISOLATE + line if open_ else line
        open_ = begun.count(_ISOLATE) > begun.count(_POP)
        made.append(begun + _POP if open_ else begun)
    return made


def wrap_evenly(text: str, width: float, style: Style) -> list[str]:
    """As `wrap`, with as few lines, but lines of nearly the same length."""
    lines = wrap(text, width, style)
    narrow = max(text_width(text, style) / max(1, len(lines)), _widest(text, style))
    while len(lines) > 1 and narrow < width:
        even = wrap(text, narrow, style)
        if len(even) == len(lines):
            return even
        narrow += style.size / 2
    return lines


def wrap_heading(text: str, width: float, style: Style) -> list[str]:
    """As `wrap_evenly`, but wider where a word asks for it: no word is broken."""
    return wrap_evenly(text, max(width, _widest(text, style)), style)


def _widest(text: str, style: Style) -> float:
    return max((text_width(word, style) for _, word in _WORD.findall(clean(text))), default=0.0)


def cut(text: str, width: float, style: Style) -> str:
    """Text that fits; what is too long ends in an ellipsis."""
    text = clean(text)
    if text_width(text, style) <= width:
        return text
    while text and text_width(text + "…", style) > width:
        text = text[:-1]
    return text.rstrip() + "…"
