"""What the history is made of, its screen and its files. Shares need no cost, so none is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.calc.shares import shares_of
from ccmcost.charts.history import (
    FEW,
    History,
    HistoryChart,
    Occasion,
    history_chart,
    largest_at_last,
)
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.manifest import inputs_of, publish_folder, rule_of
from ccmcost.model.meeting import Meeting
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, parties_on
from ccmcost.near import one_of
from ccmcost.sharing.request import find_rule, find_states
from ccmcost.tables.records import PLAIN_CSV, Form
from ccmcost.tables.screen import PLAIN, Style, bullets, prose, to_screen
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace


class HistoryRequest(NamedTuple):
    """Which States (none: the five largest of the latest meeting), rule and kind of meeting (none:
    as the data say).
    """

    states: tuple[str, ...] = ()
    rule: str | None = None
    kind: str | None = None


def load_history(
    workspace: Workspace, request: HistoryRequest
) -> tuple[HistoryChart, History, Data]:
    """The chart of a history with what it rests on.

    Raises UsageError for a wrong request, DataError with all findings at once.
    """
    data = Data(workspace)
    convention, states = data.convention, data.states
    kinds = tuple(convention.meeting_kinds)
    kind = one_of(request.kind or kinds[0], kinds, "--kind")
    of_kind = convention.meeting_kinds[kind]
    found = find_rule(data, request.rule or of_kind.rule)
    meetings = [each for each in data.meetings.values() if each.kind == kind]
    codes = find_states(request.states, "--states", states)
    rule = data.checked(found, data.treaties)
    if len(codes) > FEW:
        raise UsageError(
            f"--states: {len(codes)} States; the chart can tell {FEW} apart. Name {FEW} at most."
        )
    scale_of = cache(data.scale)
    occasions: list[Occasion] = []
    left_out: list[tuple[Meeting, date | None]] = []
    for day, _, meeting in sorted((each.day, each.id, each) for each in meetings if each.day):
        scale_id = data.scale_of(meeting)
        if scale_id is None:
            left_out.append((meeting, day))
        elif occasion := _occasion(meeting, day, scale_of(scale_id), rule, data):
            occasions.append(occasion)
        else:
            left_out.append((meeting, None))
    if not occasions:
        raise UsageError("no meeting of this kind has a day, a scale and a list of participants.")
    history = History(
        convention.of(of_kind.instrument), states, rule, tuple(occasions), tuple(left_out)
    )
    for code in codes:
        if not any(code in occasion.shares for occasion in occasions):
            raise UsageError(
                f"--states: {states.name(code)} ({code}) bears no share at any of these meetings."
            )
    return history_chart(history, codes or largest_at_last(history)), history, data


def _occasion(meeting: Meeting, day: date, scale: Scale, rule: Rule, data: Data) -> Occasion | None:
    listed = data.list_of(meeting.id, rule.named)
    data.checked(scale)
    if listed is None:
        return None
    treaty = data.treaty_of(meeting)
    liable = liable_at_meeting(rule, listed, treaty, day)
    bearing, _ = payers(liable, scale, rule, data.states, day)
    roles: dict[str, Role | None] = dict.fromkeys(parties_on(treaty, day), "state_party")
    parties, _ = payers(roles, scale, rule, data.states, day)
    return Occasion(
        meeting=meeting,
        scale=scale,
        list_status=listed.status,
        parties=len(parties),
        others=sum(payer.role in ("signatory", "observer_state") for payer in bearing),
        sum_of_rates=sum(payer.weight for payer in parties),
        shares={code: share.value for code, share in shares_of(bearing, rule).items()},
    )


def write_history(
    chart: HistoryChart,
    history: History,
    data: Data,
    folder: Path,
    as_of: date,
    form: Form = PLAIN_CSV,
    languages: Sequence[str] = ("en",),
) -> tuple[str, ...]:
    """Write picture, data and alt text with a manifest into `folder`, of several languages in a
    folder for each, all or nothing; returns the paths written. Raises WriteError if a language
    needs a font that is not there.
    """
    from ccmcost.charts.files import chart_files, folders_of

    codes, files = [each.code for each in chart.series], dict[str, bytes]()
    for language, inside in folders_of(languages):
        drawn = history_chart(history, codes, language)
        files |= chart_files(inside, [drawn], as_of, form=form)

    about = {
        "document": "history",
        "as_of": as_of.isoformat(),
        "convention": history.convention.id,
        "meetings": [occasion.meeting.id for occasion in history.occasions],
        "rule": rule_of(history.rule),
        "inputs": inputs_of(data.sources),
    }
    return publish_folder(folder, files, about)


def history_screen(chart: HistoryChart, style: Style = PLAIN) -> str:
    """The title, a row for each meeting, what the columns are,
    and how far the figures can be trusted.
    """
    lines = [style.bold(line) for line in prose(chart.frame.title)]
    lines += [style.warn(line) for line in prose(chart.frame.banner)]
    lines += ["", *to_screen(chart.table, style), ""]
    names = ", ".join(f"{each.code} {each.name}" for each in chart.series)
    lines += prose(english()("about_history", names=names))
    return "\n".join([*lines, "", *bullets(chart.frame.foot)]) + "\n"
