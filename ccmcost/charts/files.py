"""The files of charts: each picture as PNG and SVG, the data behind it as CSV,
and the alt texts of all.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Chart, Frame, Picture
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.sheet import EM, Shape, Sheet, Text, clean, glyph, places, quiet
from ccmcost.charts.tiles import TilesChart
from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text, to_csv

if TYPE_CHECKING:
    import numpy as np

    Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def compose(result: Apportionment, as_of: date, form: Form = PLAIN_CSV) -> dict[str, bytes]:
    """Every file of `charts/` by its path in the output folder;
    the same bytes for the same result and day.
    """
    charts = (
        amounts_chart(result),
        rates_chart(result),
        cumulative_chart(result),
        groups_chart(result),
    )
    return {
        file_name(result, name): content
        for name, content in chart_files("charts/", charts, as_of, form=form).items()
    }


def chart_files(
    folder: str, charts: Sequence[Chart], as_of: date, language: str = "en", form: Form = PLAIN_CSV
) -> dict[str, bytes]:
    """Pictures, data and alt texts, by path."""
    files: dict[str, bytes] = {}
    for chart in charts:
        stem = f"{folder}{chart.frame.name}"
        files |= picture_files(stem, chart, as_of, language)
        files[f"{stem}.csv"] = to_csv(chart.table, form).encode()
    alt = [(each.frame.name, clean(each.frame.title), clean(each.frame.alt)) for each in charts]
    files[f"{folder}alt-text.csv"] = csv_text(("chart", "title", "alt"), alt, form).encode()
    return files


def bare_pictures(charts: Sequence[Chart], as_of: date, language: str = "en") -> dict[str, bytes]:
    """As SVG, by name, the pictures that stand in a document without the words around them."""
    with steady():
        return {
            chart.frame.name: svg(chart.bare(), chart.frame, as_of, language)
            for chart in charts
            if isinstance(chart, TilesChart)
        }


def picture_files(
    stem: str, picture: Picture, as_of: date, language: str = "en"
) -> dict[str, bytes]:
    """The picture alone, as PNG and SVG."""
    with steady():
        sheet = picture.draw()
        return {
            f"{stem}.png": png(sheet, picture.frame, as_of),
            f"{stem}.svg": svg(sheet, picture.frame, as_of, language),
        }


DOTS_PER_INCH = 300
PAPER = "#ffffff"
_COMMANDS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}
"""matplotlib's Path codes: the letter in SVG, and how many vertices it takes."""


@contextmanager
def steady() -> Iterator[None]:
    """Use matplotlib as it comes, whatever a matplotlibrc on this machine says; the caller's own
    settings return at the end.

    A letter that the font lacks shows as an empty box, which says so better than a warning about
    its number.
    """
    quiet()
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams["text.parse_math"] = False  # a dollar sign in a name is no formula
        yield


def svg(sheet: Sheet, frame: Frame, as_of: date, language: str = "en") -> bytes:
    """The sheet as a standalone SVG document in UTF-8, sized in points.

    Each letter is defined once and used where it stands; the words of every line are kept beside it
    for search and reading aloud, the title and the alt text in <title> and <desc>.
    """
    letters = sorted(
        {(letter, item.style.bold) for item in sheet.texts for letter in item.text if letter != " "}
    )
    title, alt = f"{frame.name}-title", f"{frame.name}-alt"
    size = (
        f'width="{_n(sheet.width)}pt" height="{_n(sheet.height)}pt" viewBox="0 0 '
        f'{_n(sheet.width)} {_n(sheet.height)}"'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} lang="{language}" role="img" '
        f'aria-labelledby="{title} {alt}">',
        f'<title id="{title}">{escape(clean(frame.title))}</title>',
        f'<desc id="{alt}">{escape(clean(frame.alt))}</desc>',
        f"<metadata>{as_of.isoformat()}</metadata>",
        "<defs>",
        *(
            f'<path id="{_letter_id(letter, bold)}" d="{_letter_path(letter, bold)}"/>'
            for letter, bold in letters
        ),
        "</defs>",
        f'<rect width="{_n(sheet.width)}" height="{_n(sheet.height)}" fill="{PAPER}"/>',
        *(_svg_text(item) if isinstance(item, Text) else _svg_shape(item) for item in sheet.items),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _n(value: float) -> str:
    """A place with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _letter_id(letter: str, bold: bool) -> str:
    return f"{'b' if bold else 'r'}{ord(letter):x}"


def _letter_path(letter: str, bold: bool) -> str:
    shape = glyph(letter, bold)
    parts, index = [], 0
    while index < len(shape.codes):
        command, count = _COMMANDS[int(shape.codes[index])]
        vertices = [] if command == "Z" else shape.vertices[index : index + count].tolist()
        parts.append(command + " ".join(f"{_n(x)} {_n(-y)}" for x, y in vertices))
        index += count
    return "".join(parts)


def _svg_text(item: Text) -> str:
    uses = "".join(
        f'<use href="#{_letter_id(letter, item.style.bold)}" x="{_n(x)}"/>'
        for letter, x in zip(item.text, places(item.text, item.style.bold), strict=False)
        if letter != " "
    )
    place = f"translate({_n(item.x)} {_n(item.y)}) scale({item.style.size / EM:.4g})"
    return (
        f'<g aria-label="{escape(item.text)}" fill="{item.style.colour}" '
        f'transform="{place}">{uses}</g>'
    )


def _svg_shape(item: Shape) -> str:
    stroke = f' stroke="{item.stroke}" stroke-width="{_n(item.weight)}"' if item.stroke else ""
    stroke += f' stroke-dasharray="{" ".join(map(_n, item.dashes))}"' if item.dashes else ""
    paint = f'fill="{item.fill or "none"}"{stroke}'
    if item.radius:
        ((x, y),) = item.points
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(item.radius)}" {paint}/>'
    route = "L".join(f"{_n(x)} {_n(y)}" for x, y in item.points)
    return f'<path d="M{route}{"Z" if item.fill else ""}" {paint}/>'


def png(sheet: Sheet, frame: Frame, as_of: date) -> bytes:
    """The sheet as PNG: no alpha, its size on paper, its title and alt text for those who cannot
    see it. Inside `steady`.
    """
    import numpy as np

    pixels = _pixels(sheet)
    height, width = pixels.shape[:2]
    rows = np.empty((height, 1 + 3 * width), np.uint8)
    rows[:, 0] = 0  # no filter
    for channel in range(3):  # several times faster than one copy of all three
        rows[:, 1 + channel :: 3] = pixels[:, :, channel]
    per_metre = (DOTS_PER_INCH * 10_000 + 127) // 254
    words = {
        "Title": clean(frame.title),
        "Description": clean(frame.alt),
        "Creation Time": as_of.isoformat(),
    }
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        *((b"iTXt", key.encode() + b"\0\0\0en\0\0" + text.encode()) for key, text in words.items()),
        (b"IDAT", zlib.compress(rows.data, 3)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def _pixels(sheet: Sheet) -> Pixels:
    """Rows of pixels, four bytes each. matplotlib counts pixels upwards from below,
    sheets points downwards from above.
    """
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.colors import to_rgba
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    scale = DOTS_PER_INCH / 72
    width, height = round(sheet.width * scale), round(sheet.height * scale)
    renderer: Any = RendererAgg  # its signatures carry no types
    renderer = renderer(width, height, DOTS_PER_INCH)
    page = Affine2D().scale(scale, -scale).translate(0, height)
    ground = Sheet(sheet.width, sheet.height)
    ground.rect(0.0, 0.0, sheet.width, sheet.height, PAPER)
    for item in (*ground.items, *sheet.items):
        pen = renderer.new_gc()
        pen.set_joinstyle("miter")
        pen.set_linewidth(0.0)
        if isinstance(item, Text):
            path = Path(*_outline(item))
            size = item.style.size / EM
            place = Affine2D().scale(size, -size).translate(item.x, item.y) + page
            renderer.draw_path(pen, path, place, to_rgba(item.style.colour))
            continue
        if item.stroke:
            pen.set_foreground(item.stroke)
            pen.set_linewidth(item.weight)
        if item.dashes:
            pen.set_dashes(0.0, item.dashes)
        if item.radius:
            path = Path.unit_circle()
            place = Affine2D().scale(item.radius).translate(*item.points[0]) + page
        else:
            ends = item.points[:1] if item.fill else ()
            path, place = Path([*item.points, *ends], closed=bool(item.fill)), page
        renderer.draw_path(pen, path, place, to_rgba(item.fill) if item.fill else None)
    return np.asarray(renderer.buffer_rgba())


def _outline(item: Text) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The vertices and codes of a line of text at EM."""
    import numpy as np

    glyphs = [glyph(letter, item.style.bold) for letter in item.text]
    vertices = np.concatenate([each.vertices for each in glyphs])
    vertices[:, 0] += np.repeat(
        places(item.text, item.style.bold)[:-1], [len(each.codes) for each in glyphs]
    )
    return vertices, np.concatenate([each.codes for each in glyphs])
