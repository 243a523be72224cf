"""`data/participants/evidence.csv`: public evidence that a State was at a meeting. It proves presence, never absence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.load.reader import Reader
from ccmcost.load.table import read_table
from ccmcost.model.meeting import Meeting
from ccmcost.model.states import States


class Evidence(NamedTuple):
    """One piece of evidence: its kind (statement, news, office) and where it was found."""

    kind: str
    source: str


def load_evidence(
    reader: Reader, states: States, meetings: Mapping[str, Meeting]
) -> Mapping[str, Mapping[str, tuple[Evidence, ...]]]:
    """Evidence by meeting and State, in the order of the file; what is wrong goes to the reader's findings."""
    source = reader.file("participants/evidence.csv", required=False)
    found: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    for row in read_table(source, reader.findings, ("meeting", "part", "iso3", "kind", "source")) if source else ():
        meeting, code = row.get("meeting"), row.get("iso3")
        if meeting not in meetings:
            row.error(reader.findings, "meeting-unknown", f'"{meeting}" is not in meetings.toml.', "meeting")
        elif code not in states:
            row.error(reader.findings, "state-unknown", f'"{code}" is not in states.csv.', "iso3")
        else:
            kind = f"{row.get('kind')} ({part})" if (part := row.get("part")) else row.get("kind")
            by_state = found.setdefault(meeting, {})
            by_state[code] = (*by_state.get(code, ()), Evidence(kind, row.get("source")))
    return found
