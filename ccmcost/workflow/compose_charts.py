"""The charts of an apportionment: four pictures as PNG and SVG, the data behind each as CSV, and their alt texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ccmcost.manifest import file_name
from ccmcost.model.assessment import Apportionment
from ccmcost.render.charts.amounts import draw_amounts
from ccmcost.render.charts.cumulative import draw_cumulative
from ccmcost.render.charts.groups import draw_groups
from ccmcost.render.charts.history import draw_history
from ccmcost.render.charts.lettering import clean
from ccmcost.render.charts.paint import png, steady
from ccmcost.render.charts.rates import draw_rates
from ccmcost.render.charts.sheet import Caption, Sheet
from ccmcost.render.charts.vector import svg
from ccmcost.statement.charts.amounts import amounts_chart
from ccmcost.statement.charts.cumulative import cumulative_chart
from ccmcost.statement.charts.frame import Frame, Table
from ccmcost.statement.charts.groups import groups_chart
from ccmcost.statement.charts.history import HistoryChart
from ccmcost.statement.charts.rates import rates_chart
from ccmcost.tables.csv_text import csv_text

ALT_COLUMNS = ("chart", "title", "alt")


def compose(result: Apportionment, as_of: date) -> dict[str, bytes]:
    """Every file of `charts/` by its path in the output folder; the same bytes for the same result and day."""
    amounts, rates = amounts_chart(result), rates_chart(result)
    cumulative, groups = cumulative_chart(result), groups_chart(result)
    with steady():
        drawn = (
            (amounts.frame, amounts.table, draw_amounts(amounts)),
            (rates.frame, rates.table, draw_rates(rates)),
            (cumulative.frame, cumulative.table, draw_cumulative(cumulative)),
            (groups.frame, groups.table, draw_groups(groups)),
        )
        files = chart_files("charts/", drawn, as_of)
    return {file_name(result, name): content for name, content in files.items()}


def compose_history(chart: HistoryChart, as_of: date) -> dict[str, bytes]:
    """Every file of the history by its name."""
    with steady():
        return chart_files("", [(chart.frame, chart.table, draw_history(chart))], as_of)


def chart_files(
    folder: str, drawn: Sequence[tuple[Frame, Table, Sheet]], as_of: date, language: str = "en"
) -> dict[str, bytes]:
    """Pictures, data and alt texts of drawn charts, by path; call inside `steady`."""
    files: dict[str, bytes] = {}
    alt: list[tuple[str, str, str]] = []
    for frame, table, sheet in drawn:
        caption = Caption(frame.name, clean(frame.title), clean(frame.alt), as_of, language)
        alt.append((frame.name, caption.title, caption.alt))
        files[f"{folder}{frame.name}.png"] = png(sheet, caption)
        files[f"{folder}{frame.name}.svg"] = svg(sheet, caption)
        files[f"{folder}{frame.name}.csv"] = csv_text(table.header, table.rows).encode()
    files[f"{folder}alt-text.csv"] = csv_text(ALT_COLUMNS, alt).encode()
    return files
