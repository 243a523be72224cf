"""The history across meetings on a terminal of 80 columns."""

from __future__ import annotations

import textwrap

from ccmcost.charts.history import HistoryChart
from ccmcost.model.rates import rate_text, share_text
from ccmcost.render.screen import Column, grid
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet


def history_screen(chart: HistoryChart, style: Style = PLAIN) -> str:
    """The title, a row for each meeting, what the columns are, and how far the figures can be trusted."""
    columns = [
        Column("Meeting", 8),
        Column("Year", 4),
        Column("Parties", 7, right=True),
        Column("Others", 6, right=True),
        Column("Rates %", 7, right=True),
        *(Column(f"{each.code} %", 7, right=True) for each in chart.series),
    ]
    rows = []
    for index, occasion in enumerate(chart.occasions):
        shares = (share_text(share, 3) if (share := each.shares[index]) is not None else "-" for each in chart.series)
        counts = (str(occasion.parties), str(occasion.others), rate_text(occasion.sum_of_rates))
        rows.append((occasion.meeting.id, occasion.year, *counts, *shares))
    lines = [style.bold(line) for line in textwrap.wrap(chart.frame.title, WIDTH)]
    lines += [*(style.warn(line) for line in textwrap.wrap(chart.frame.banner, WIDTH)), "", *grid(columns, rows, style), ""]
    names = ", ".join(f"{each.code} {each.name}" for each in chart.series)
    lines += textwrap.wrap(
        f"Parties: in force on the opening day. Others: States not party that bear a share. Rates: sum of the UN rates of "
        f"the States Parties. Then shares: {names}.",
        WIDTH,
    )
    return "\n".join([*lines, "", *(line for paragraph in chart.frame.foot for line in bullet(paragraph))]) + "\n"
