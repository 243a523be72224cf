"""What each issue rested on: rule, list and amounts as frozen in the ledger, the data files, and the same amounts again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.errors import CcmcostError, TieOutError
from ccmcost.findings import Findings
from ccmcost.ledger.bodies import FrozenMeeting, Issue
from ccmcost.ledger.standing import Known
from ccmcost.load.table import read_table
from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import adjust_list
from ccmcost.sharing.request import Request
from ccmcost.statement.audit import Again, Sheet, pocket, worked, worked_line
from ccmcost.statement.status import words
from ccmcost.statement.table import COLUMNS, table_rows
from ccmcost.tables.csv_text import csv_text
from ccmcost.workflow.annual_issued import cost_of
from ccmcost.workspace import Workspace

SOURCES = ("file", "origin", "sha256", "in_this_pack", "read_by")
LISTS = ("event", "meeting", "file", "status", "states", "sha256", "document", "document_sha256", "taken_in", "remark")
_GROWS = ("costs.toml", "participants/", "meetings.toml", "issuer.toml")
"""Files that change in the course of a meeting; the ledger holds what each issue took from them."""


class Part(NamedTuple):
    """One meeting of one issue, as it was frozen."""

    event: int
    meeting: str
    issue: Issue
    frozen: FrozenMeeting
    total: Money

    @property
    def folder(self) -> str:
        """Where its files stand in the pack."""
        return f"issues/{self.event:06d}/{self.meeting}"


def parts_of(own: Iterable[Known], meetings: frozenset[str]) -> tuple[Part, ...]:
    """The meetings of every issue of the pack, in order of events."""
    return tuple(
        Part(event.seq, part.meeting, body, part, Money(part.cost.amount, part.currency or body.currency, body.decimals))
        for event, body in own
        if isinstance(body, Issue)
        for part in body.meetings
        if part.meeting in meetings
    )


def basis_files(desk: Books, part: Part) -> dict[str, bytes]:
    """Rule, list and amounts of one meeting of one issue, from the ledger alone."""
    states = [(line.state, line.role) for line in part.frozen.lines]
    return {
        f"{part.folder}/rule.toml": part.frozen.rule.text.encode(),
        f"{part.folder}/participants.csv": csv_text(("iso3", "role"), states).encode(),
        f"{part.folder}/amounts.csv": csv_text(COLUMNS, _amounts(desk, part)).encode(),
    }


def _amounts(desk: Books, part: Part) -> Iterator[tuple[str, ...]]:
    for line in part.frozen.lines:
        rate = rate_text(line.rate) if line.rate_basis else ""
        share, amount = share_text(Fraction(line.share)), part.total.of(line.amount).plain()
        yield (line.state, desk.states.name(line.state), line.role, rate, share, amount, str(line.rounding))


class Inputs(NamedTuple):
    """The data files at hand by name, the table that holds them against each issue, and names of those that changed."""

    files: Mapping[str, SourceFile]
    sheet: Sheet
    changed: Mapping[tuple[int, str], tuple[str, ...]]


def inputs(desk: Books, parts: Iterable[Part]) -> Inputs:
    """Every data file that an issue read, as it is now, with the hash that it had then."""
    files: dict[str, SourceFile] = {}
    read_by: dict[tuple[str, str, str, str], dict[int, list[str]]] = {}
    changed = {}
    for part in parts:
        wanted = [(name, origin, sha) for name, origin, sha in part.frozen.sources if origin != "command line"]
        issuer = part.issue.issuer_sha256
        wanted += [("issuer.toml", "workspace", issuer)] if issuer else []
        differ = []
        for name, origin, sha256 in sorted(wanted):
            source = desk.data.file(name, required=False)
            if source is not None:
                files[name] = source
            same = source is not None and source.sha256 == sha256
            state = "as at issue" if same else "changed since" if source else "no longer at hand"
            differ += [] if same or name.startswith(_GROWS) else [name]
            readers = read_by.setdefault((f"data/{name}", origin, sha256, state), {})
            readers.setdefault(part.event, []).append(part.meeting)
        changed[part.event, part.meeting] = tuple(differ)
    note = (
        "Each data file that an issue read, with the SHA-256 that it had then. Registers, costs and lists grow in the "
        "course of a meeting: what an issue took from them stands in ledger/events and in issues/."
    )
    rows = tuple((*row, _read_by(found)) for row, found in sorted(read_by.items(), key=lambda each: each[0][0]))
    return Inputs(files, Sheet("sources.csv", "Scale, rule and other inputs", note, SOURCES, rows), changed)


def _read_by(found: Mapping[int, list[str]]) -> str:
    return "; ".join(f"event {event}: {', '.join(meetings)}" for event, meetings in found.items())


def lists(found: Inputs, parts: Iterable[Part]) -> Sheet:
    """The list of each issue, with the official document it was taken from if the list is the one at hand."""
    rows: list[tuple[str, ...]] = []
    for part in parts:
        name = f"participants/{part.meeting}.csv"
        sha256 = next((sha for file, _, sha in part.frozen.sources if file == name), "")
        listed = part.frozen.list
        place = (str(part.event), part.meeting, f"data/{name}", listed.status, str(len(listed.participants)), sha256)
        source = found.files.get(name)
        if source is None or source.sha256 != sha256:
            rows.append((*place, "", "", "", f"replaced since; the States charged: {part.folder}/participants.csv"))
            continue
        cells = read_table(source, Findings(), ("iso3",), ("document", "sha256", "taken_in"), strict=False)
        documents = dict.fromkeys((r.get("document"), r.get("sha256"), r.get("taken_in")) for r in cells)
        rows += [(*place, *document, "") for document in documents]
    note = "The list in force at each issue, and the SHA-256 of the official document it was taken from, where there is one."
    shown = tuple(name for name in LISTS if name != "file")
    return Sheet("lists.csv", "Lists of participants", note, LISTS, tuple(rows), shown)


def again(parts: tuple[Part, ...], files: Mapping[str, bytes], found: Inputs) -> tuple[Again, ...]:
    """Compute every issue again from the files of the pack alone, with the command that the index prints.

    Raises TieOutError if amounts differ although no input changed.
    """
    with TemporaryDirectory() as place:
        root = Path(place)
        for name, content in files.items():
            if name.startswith(("data/", "issues/")):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(content)
        last = {part.meeting: part.event for part in parts}
        return tuple(_again(part, root, files, found, last[part.meeting] == part.event) for part in parts)


def _again(part: Part, root: Path, files: Mapping[str, bytes], found: Inputs, is_last: bool) -> Again:
    changed = found.changed[part.event, part.meeting]
    amounts = f"{part.folder}/amounts.csv"
    try:
        result: Apportionment | None = _computed(part, root)
    except CcmcostError as error:
        if not changed:
            raise TieOutError(f"event {part.event}: {part.meeting} cannot be computed again: {error}") from error
        result = None
    made = csv_text(COLUMNS, (row[: len(COLUMNS)] for row in table_rows(result))).encode() if result else b""
    done = made == files[amounts]
    if not done and not changed:
        raise TieOutError(f"event {part.event}: the amounts of {part.meeting} are not those that its inputs give.")
    shown = done and is_last and part.total.minor
    line = worked_line(result) if result is not None and shown else None
    explained = (worked(result, line), pocket(result, line)) if result is not None and line is not None else (None, ())
    return Again(part.event, part.meeting, _options(part), amounts, done, *explained)


def _computed(part: Part, root: Path) -> Apportionment:
    request = Request(
        scale=part.frozen.scale.id,
        participants=str(root / part.folder / "participants.csv"),
        cost=(part.total if part.total.minor else part.total.of(1)).plain(),
        rule=str(root / part.folder / "rule.toml"),
        currency=part.total.currency,
    )
    result = adjust_list(Workspace(root / "data", root / "data"), request, part.frozen.day)
    if not part.total.minor:  # a meeting that cost nothing: the same shares, and no amount
        lines = tuple(line._replace(exact=Fraction(0), amount=0, rounding=0) for line in result.assessment.lines)
        result = result._replace(assessment=result.assessment._replace(total=part.total, lines=lines, residual=0))
    return result._replace(cost=cost_of(part.frozen.cost, part.total)._replace(adopted_on=None))


def _options(part: Part) -> tuple[str, ...]:
    values = {
        "--data": "data",
        "--scale": part.frozen.scale.id,
        "--participants": f"{part.folder}/participants.csv",
        "--rule": f"{part.folder}/rule.toml",
        "--total": (part.total if part.total.minor else part.total.of(1)).plain(),
        "--currency": part.total.currency,
        "--on": part.frozen.day.isoformat(),
        "--format": "csv",
    }
    return tuple(f"{option} {quote(value)}" for option, value in values.items())


def decisions(own: Iterable[Known], parts: tuple[Part, ...]) -> Sheet:
    """What each issue rested on, in one line for each meeting."""
    columns = (
        *("event", "meeting", "order", "issued_on", "pay_by", "decision", "paragraph", "cost_version", "cost_status"),
        *("cost", "currency", "cost_source", "adopted_on", "rule", "rule_sha256", "scale", "list_status", "approved_by"),
    )
    events = {each.event.seq: each for each in own}
    rows = []
    for part in parts:
        event, body, frozen = events[part.event].event, part.issue, part.frozen
        cost = frozen.cost
        rows.append(
            (
                *(str(part.event), part.meeting, body.order, body.issued_on.isoformat(), body.pay_by.isoformat()),
                *body.decision,
                *(str(cost.version), words(cost.status), part.total.plain(), part.total.currency),
                *(cost.source, cost.adopted_on.isoformat() if cost.adopted_on else "", frozen.rule.id, frozen.rule.sha256),
                *(frozen.scale.id, frozen.list.status, event.approved_by),
            )
        )
    note = "The decision that approved cost and formula, as it was recorded and approved with each issue."
    shown = (*columns[:3], "issued_on", "decision", "paragraph", "cost_status", "cost", "rule", "scale", "list_status")
    return Sheet("decisions.csv", "Decisions and issues", note, columns, tuple(rows), shown)
