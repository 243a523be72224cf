"""PDF to pieces of text with their places on the page. Runs in the child process of extract.py."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

MOST_PAGES = 3_000
MOST_CHARACTERS = 12_000_000
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
MOST_OBJECTS = 20_000
_THIN, _LONG = 2.5, 8.0
"""Points that a line drawn through text is high at most, and long at least."""


class Char(NamedTuple):
    """A character as its page is read: baseline (distance from the top), left and right edge,
    size in points, its index.
    """

    baseline: float
    x: float
    right: float
    size: float
    text: str
    blank: bool
    at: int


def read(content: bytes, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Pages with `number`, `width` and `pieces` `[x, right, baseline, size, text, bold, mark,
    struck]`, in points from the top left. `mark` is what stands raised behind the text, a footnote
    mark; `struck`: a line is drawn through it.

    Pieces go from top to bottom and from left to right. Text that is set sideways on a page comes
    as a page of its own with the same number, turned upright. `progress` is told after each page
    how many of how many are done.
    """
    from ccmcost.intake.readers import Refused

    document = opened(content)
    if len(document) > MOST_PAGES:
        raise Refused(
            f"it has {len(document):,} pages, more than {MOST_PAGES:,}; "
            "print the pages that list the States to a PDF of their own and import that"
        )
    pages: list[dict[str, Any]] = []
    count = 0
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        count += text.count_chars()
        if count >= MOST_CHARACTERS:
            raise Refused(
                f"it holds more than {MOST_CHARACTERS:,} characters; "
                "print the pages that list the States to a PDF of their own and import that"
            )
        pages += _page(page, text, index + 1)
        text.close()
        page.close()
        if progress is not None:
            progress(index + 1, len(document))
    return {"pages": pages}


def opened(content: bytes) -> Any:
    """The document. Raises Refused for one that is locked, damaged or no PDF."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    from ccmcost.intake.readers import Refused

    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refused(
            "it is protected by a password" if locked else "it is not a PDF, or is damaged"
        ) from None


def _page(page: Any, text: Any, number: int) -> Iterator[dict[str, Any]]:
    raw = _raw_chars(text)
    for turned, chars in sorted(_by_direction(text, raw).items()):
        placed, width = _upright(chars, turned, page.get_size(), page.get_rotation())
        pieces = [piece for line in _lines(_runs(placed)) for piece in _pieces(line, text)]
        if not turned and not page.get_rotation():
            _strike(pieces, _level_lines(page))
        yield {"number": number, "width": width, "pieces": pieces}


_Raw = tuple[str, bool, float, float, float, float, float, float, int]
"""A character in the space of the page: text, whether a blank stands before it, origin x and y, box
left, bottom, right, top, and its index."""


def _raw_chars(text: Any) -> list[_Raw]:
    from pypdfium2 import raw  # type: ignore[import-untyped,unused-ignore]

    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    letter_of, origin_of, box_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetLooseCharBox,
    )
    found: list[_Raw] = []
    blank = True
    for index in range(text.count_chars()):
        code = letter_of(text, index)
        if code in (0, 10, 13):
            continue
        letter = _HYPHENS.get(code) or (chr(code) if not 0xD800 <= code <= 0xDFFF else "")
        if letter.isspace():
            blank = True
            continue
        if not origin_of(text, index, to_x, to_y):
            continue
        box_of(text, index, to_box)
        place = (x.value, y.value, box.left, box.bottom, box.right, box.top)
        if not all(map(math.isfinite, place)):
            continue
        found.append((letter, blank, *place, index))
        blank = False
    return found


def _by_direction(text: Any, chars: list[_Raw]) -> dict[int, list[_Raw]]:
    """Characters by the direction in which they run in the space of the page:
    0, or 90, 180, 270 degrees anticlockwise.
    """
    upright = sum(
        not this[1] and abs(this[3] - before[3]) > 2 * abs(this[2] - before[2])
        for before, this in pairwise(chars)
    )
    if upright * 20 <= len(chars):
        return {0: chars} if chars else {}
    from pypdfium2 import raw

    groups: dict[int, list[_Raw]] = {}
    for char in chars:
        angle = math.degrees(raw.FPDFText_GetCharAngle(text, char[8]))
        groups.setdefault(round(-angle / 90) * 90 % 360 if math.isfinite(angle) else 0, []).append(
            char
        )
    return groups


def _upright(
    chars: list[_Raw], turned: int, size: tuple[float, float], rotation: int
) -> tuple[list[Char], float]:
    """The characters as one reads them, with the page held so that they stand upright,
    and its width then.
    """
    # places are in the space before rotation
    width, height = size[::-1] if rotation in (90, 270) else size
    found = []
    for letter, blank, x, y, left, bottom, right, top, index in chars:
        letter_size = max(abs(right - left) if turned in (90, 270) else abs(top - bottom), 1.0)
        if turned == 90:
            place = (x, y, max(top, y))
        elif turned == 270:
            place = (width - x, height - y, height - min(bottom, y))
        elif turned == 180:
            place = (y, width - x, width - min(left, x))
        else:
            place = (height - y, x, max(right, x))
        found.append(Char(*place, letter_size, letter, blank, index))
    return found, height if turned in (90, 270) else width


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters that follow each other on one baseline, without a wide gap: what needs no
    sorting.
    """
    run: list[Char] = []
    for char in chars:
        if run:
            last = run[-1]
            gap = char.x - last.right
            if (
                abs(char.baseline - last.baseline) > 0.1 * last.size
                or not -0.5 * last.size < gap <= 0.9 * last.size
            ):
                yield run
                run = []
        run.append(char)
    if run:
        yield run


def _lines(runs: Iterator[list[Char]]) -> Iterator[list[Char]]:
    """Runs whose baselines lie close together, from left to right;
    raised marks fall into their line.
    """
    lines: list[list[list[Char]]] = []
    for run in sorted(runs):
        if lines:
            first = lines[-1][0][0]
            raised = first.size < 0.8 * run[0].size
            limit = (0.7 if raised else 0.45) * max(first.size, run[0].size)
            if run[0].baseline - first.baseline <= limit:
                lines[-1].append(run)
                continue
        lines.append([run])
    for line in lines:
        yield [char for part in sorted(line, key=lambda part: part[0].x) for char in part]


def _pieces(line: list[Char], text: Any) -> Iterator[list[Any]]:
    """A line cut where the gap is wider than a word space; raised digits after text (footnote
    marks) are left out.
    """
    usual = sorted(char.size for char in line)[len(line) // 2]
    floor = sorted(char.baseline for char in line)[len(line) // 2]
    kept: list[Char] = []
    letters: list[str] = []
    mark = ""
    for char in line:
        if (
            kept
            and char.size < 0.8 * usual
            and char.baseline < floor - 0.2 * usual
            and not char.text.isalpha()
        ):
            mark += char.text
            continue
        gap = char.x - kept[-1].right if kept else 0.0
        if gap > 0.9 * usual:
            yield _piece(kept, letters, text, mark)
            kept, letters, mark = [], [], ""
        if kept and (char.blank or gap > 0.16 * usual):
            letters.append(" ")
        letters.append(char.text)
        kept.append(char)
    if kept:
        yield _piece(kept, letters, text, mark)


def _piece(chars: list[Char], letters: list[str], text: Any, mark: str) -> list[Any]:
    size = sorted(char.size for char in chars)[len(chars) // 2]
    baseline = sorted(char.baseline for char in chars)[len(chars) // 2]
    bold = _is_bold(text, chars[len(chars) // 2].at)
    place = [round(chars[0].x, 1), round(chars[-1].right, 1), round(baseline, 1), round(size, 1)]
    return [*place, "".join(letters), bold, mark, False]


def _level_lines(page: Any) -> list[tuple[float, float, float]]:
    """The level lines drawn on a page, as thin paths: left, right and height,
    from the top left of the page.
    """
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    at = (ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top))
    height = page.get_height()
    found: list[tuple[float, float, float]] = []
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(
            drawn, *at
        ):
            continue
        if top.value - bottom.value <= _THIN and right.value - left.value >= _LONG:
            found.append((left.value, right.value, height - (top.value + bottom.value) / 2))
    return found


def _strike(pieces: list[list[Any]], lines: list[tuple[float, float, float]]) -> None:
    """Mark the pieces through which a line is drawn: at the height of small letters,
    along most of the text.
    """
    for piece in pieces:
        x, right, baseline, size = piece[:4]
        piece[7] = any(
            0.12 * size <= baseline - y <= 0.5 * size
            and min(right, end) - max(x, begin) >= 0.6 * (right - x)
            for begin, end, y in lines
        )


def _is_bold(text: Any, index: int) -> bool:
    from pypdfium2 import raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, 128, ctypes.byref(flags))
    return bool(_BOLD.search(name.value)) or bool(flags.value & _FORCED_BOLD)
