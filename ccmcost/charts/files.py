"""The files of charts: each picture as PNG and SVG, the data behind it as CSV,
and the alt texts of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ccmcost.charts.amounts import amounts_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Chart, Picture
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.rates import rates_chart
from ccmcost.charts.sheet import clean
from ccmcost.charts.write import png, steady, svg
from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.tables.records import csv_text, to_csv


def compose(result: Apportionment, as_of: date) -> dict[str, bytes]:
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
        for name, content in chart_files("charts/", charts, as_of).items()
    }


def chart_files(
    folder: str, charts: Sequence[Chart], as_of: date, language: str = "en"
) -> dict[str, bytes]:
    """Pictures, data and alt texts, by path."""
    files: dict[str, bytes] = {}
    for chart in charts:
        stem = f"{folder}{chart.frame.name}"
        files |= picture_files(stem, chart, as_of, language)
        files[f"{stem}.csv"] = to_csv(chart.table).encode()
    alt = [(each.frame.name, clean(each.frame.title), clean(each.frame.alt)) for each in charts]
    files[f"{folder}alt-text.csv"] = csv_text(("chart", "title", "alt"), alt).encode()
    return files


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
