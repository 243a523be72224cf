"""`data/state_names.csv` and `data/organizations.csv`: what documents call States, and bodies that are no States."""

from __future__ import annotations

from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.table import read_table
from ccmcost.model.states import StateName, States
from ccmcost.workspace import Workspace

KINDS = ("formal", "variant", "former")


def load_state_names(reader: Reader, states: States) -> tuple[StateName, ...]:
    """Every name at hand: UN short names in six languages, aliases, and the table of formal and former names."""
    return (*states.table_names(), *_further_names(reader, states))


def names_of_workspace(workspace: Workspace, states: States) -> tuple[StateName, ...]:
    """The names that the table of names adds; what is wrong in it is for `ccmcost check` to say."""
    return _further_names(Reader(workspace, Findings()), states)


def _further_names(reader: Reader, states: States) -> tuple[StateName, ...]:
    names = []
    source = reader.file("state_names.csv", required=False)
    columns = ("iso3", "language", "kind", "name", "until", "source")
    for row in read_table(source, reader.findings, columns) if source else ():
        code, kind = row.get("iso3"), row.get("kind")
        if code not in states:
            row.error(reader.findings, "state-unknown", f'"{code}" is not in states.csv.', "iso3")
        elif kind not in KINDS:
            row.error(reader.findings, "value-bad", f'"{kind}" must be one of {", ".join(KINDS)}.', "kind")
        else:
            names.append(StateName(code, row.get("name"), kind, row.day("until", reader.findings)))
    return tuple(names)


def load_organizations(reader: Reader) -> tuple[str, ...]:
    """Names and short names of organizations that attend meetings; they are recognised and left out."""
    source = reader.file("organizations.csv", required=False)
    rows = read_table(source, reader.findings, ("name", "short", "source")) if source else ()
    return tuple(name for row in rows for name in (row.get("name"), row.get("short")) if name)
