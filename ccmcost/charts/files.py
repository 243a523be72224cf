"""The files of charts: each picture as PNG and SVG, the data behind it as CSV,
and the alt texts of all.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import Any

from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Frame
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.lettering import clean, quiet
from ccmcost.charts.page import Chart, Picture
from ccmcost.charts.sheet import Sheet
from ccmcost.charts.tiles import TilesChart
from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.tables.page import fonts_for
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text, to_csv


def compose(
    result: Apportionment,
    as_of: date,
    form: Form = PLAIN_CSV,
    languages: Sequence[str] = ("en",),
) -> dict[str, bytes]:
    """Every file of `charts/` by its path in the output folder, of several languages in a folder
    for each; the same bytes for the same result and day. Raises WriteError if a language needs a
    font that is not there.
    """
    files: dict[str, bytes] = {}
    for language, folder in folders_of(languages):
        charts = [draw(result, language) for draw in DRAWN.values()]
        files |= chart_files(f"charts/{folder}", charts, as_of, form)
    return {file_name(result, name): content for name, content in files.items()}


DRAWN: Mapping[str, Callable[[Apportionment, str], Chart]] = {
    "amounts": amounts_chart,
    "rates": rates_chart,
    "cumulative": cumulative_chart,
    "groups": groups_chart,
}
"""The charts of an apportionment by name; each is drawn for a language."""


def folders_of(languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each language with the folder of its charts; a single language needs none. Raises WriteError
    if a language needs a font that is not there.
    """
    for language in languages:
        fonts_for(language)
        yield language, f"{language}/" if len(languages) > 1 else ""


def chart_files(
    folder: str, charts: Sequence[Chart], as_of: date, form: Form = PLAIN_CSV
) -> dict[str, bytes]:
    """Pictures, data and alt texts, by path."""
    files: dict[str, bytes] = {}
    for chart in charts:
        stem = f"{folder}{chart.frame.name}"
        files |= picture_files(stem, chart, as_of)
        files[f"{stem}.csv"] = to_csv(chart.table, form).encode()
    alt = [(each.frame.name, clean(each.frame.title), clean(each.frame.alt)) for each in charts]
    files[f"{folder}alt-text.csv"] = csv_text(("chart", "title", "alt"), alt, form).encode()
    return files


def bare_pictures(charts: Sequence[Chart], as_of: date) -> dict[str, bytes]:
    """As SVG, by name, the pictures that stand in a document without the words around them."""
    with steady():
        return {
            chart.frame.name: svg(chart.bare(), chart.frame, as_of)
            for chart in charts
            if isinstance(chart, TilesChart)
        }


def picture_files(stem: str, picture: Picture, as_of: date) -> dict[str, bytes]:
    """The picture alone, as PNG and SVG."""
    with steady():
        sheet = picture.draw()
        return {
            f"{stem}.png": png(sheet, picture.frame, as_of),
            f"{stem}.svg": svg(sheet, picture.frame, as_of),
        }


@contextmanager
def steady() -> Iterator[None]:
    """Use matplotlib as it comes, whatever a matplotlibrc on this machine says; the caller's own
    settings return at the end.

    A letter that the fonts lack shows as an empty box, which says so better than a warning about
    its number.
    """
    quiet()
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams["lines.scale_dashes"] = False
        matplotlib.rcParams["svg.hashsalt"] = "ccmcost"
        matplotlib.rcParams["text.hinting"] = "no_hinting"
        yield


def svg(sheet: Sheet, frame: Frame, as_of: date) -> bytes:
    """The sheet as a standalone SVG document in UTF-8, sized in points: text as outlines, with the
    words of every line beside it; the title and the alt text in <title> and <desc>.
    """
    from ccmcost.charts.paint import figure

    buffer = io.StringIO()
    about = {"Date": as_of.isoformat(), "Creator": "ccmcost"}
    figure(sheet).savefig(buffer, format="svg", metadata=about)
    title, alt = f"{frame.name}-title", f"{frame.name}-alt"
    root = f'<svg lang="{frame.language}" role="img" aria-labelledby="{title} {alt}" '
    words = (
        f'<title id="{title}">{escape(clean(frame.title))}</title>\n '
        f'<desc id="{alt}">{escape(clean(frame.alt))}</desc>\n <metadata>'
    )
    made = buffer.getvalue().replace("<svg ", root, 1).replace("<metadata>", words, 1)
    return made.encode()


def png(sheet: Sheet, frame: Frame, as_of: date) -> bytes:
    """The sheet as PNG: no alpha, its size on paper, its title and alt text for those who cannot
    see it. Inside `steady`.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL.Image import frombuffer
    from PIL.PngImagePlugin import PngInfo

    from ccmcost.charts.paint import DOTS_PER_INCH, figure

    canvas: Any = FigureCanvasAgg(figure(sheet))  # its methods carry no types
    canvas.draw()
    about = PngInfo()
    words = {"Title": frame.title, "Description": frame.alt, "Creation Time": as_of.isoformat()}
    for key, text in words.items():
        about.add_itxt(key, clean(text), frame.language)
    buffer, dots = io.BytesIO(), (DOTS_PER_INCH, DOTS_PER_INCH)
    image = frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB")
    image.save(buffer, "png", dpi=dots, pnginfo=about, compress_level=3)
    return buffer.getvalue()
