"""Tables of the ledger, made in steps: each step brings a file to the next schema version.

A released step is never changed; a new version is a new step, and a file of an older version is
brought forward when opened. Versions 1 and 2 were never released; their events carry no version, so
such a file is refused.
"""

from __future__ import annotations

import sqlite3

from ccmcost.errors import WriteError

APPLICATION_ID = 0x43434D4C
"""Marks a file as a ledger of ccmcost."""

_TABLES = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    kind TEXT NOT NULL,
    value_date TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
    approved_by TEXT NOT NULL CHECK (approved_by <> recorded_by),
    body TEXT NOT NULL CHECK (json_valid(body)),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    CHECK (approved_by <> '' OR kind NOT IN ('issue', 'refund', 'write_off', 'apply_credit'))
) STRICT;
CREATE TABLE posting (
    event INTEGER NOT NULL REFERENCES event (seq),
    line INTEGER NOT NULL,
    state TEXT NOT NULL,
    meeting TEXT NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    value_date TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    notice TEXT NOT NULL,
    pay_by TEXT NOT NULL,
    PRIMARY KEY (event, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE notice (
    number TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL CHECK (serial > 0),
    event INTEGER NOT NULL REFERENCES event (seq),
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    decimals INTEGER NOT NULL,
    issued_on TEXT NOT NULL,
    pay_by TEXT NOT NULL,
    UNIQUE (year, serial)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
    event INTEGER NOT NULL REFERENCES event (seq),
    notice TEXT NOT NULL,
    file TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE bank_line (
    statement TEXT NOT NULL,
    line TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (statement, line, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE reversal (
    event INTEGER PRIMARY KEY REFERENCES event (seq),
    target INTEGER NOT NULL UNIQUE REFERENCES event (seq) CHECK (target < event),
    value_date TEXT NOT NULL,
    recorded_on TEXT NOT NULL
) STRICT;
"""

_INDEXES = """
CREATE INDEX posting_balance ON posting (state, meeting, currency, account, value_date, recorded_on, amount, event);
CREATE INDEX posting_meeting ON posting (meeting, account, state, amount, event);
CREATE INDEX event_kind ON event (kind, seq);
CREATE INDEX event_version ON event (json_extract(body, '$.v'), seq);
"""  # noqa: E501

_REQUESTS = """
CREATE INDEX event_request ON event (json_extract(body, '$.control.request'), seq)
WHERE json_extract(body, '$.control.request') IS NOT NULL;
"""

_ROOMS = ("event", "posting", "notice", "document", "bank_line", "reversal")

_SEQUENCE = """
CREATE TRIGGER event_in_sequence BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM event)
  OR NEW.previous <> COALESCE((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), NEW.previous)
  OR (NEW.recorded_at < COALESCE((SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1), '')
    AND json_extract(NEW.body, '$.control.clock') IS NULL)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: an event must follow the last one'); END;
"""

_KEYS = {
    "posting": "event = NEW.event AND line = NEW.line",
    "notice": "number = NEW.number OR (year = NEW.year AND serial = NEW.serial)",
    "document": "file = NEW.file",
    "bank_line": "statement = NEW.statement AND line = NEW.line AND event = NEW.event",
    "reversal": "event = NEW.event OR target = NEW.target",
}


_GUARDS = _SEQUENCE
for _table in _ROOMS:
    for _verb in ("UPDATE", "DELETE"):
        _GUARDS += (
            f"CREATE TRIGGER {_table}_no_{_verb.lower()} BEFORE {_verb} ON {_table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: record a contrary entry "
            "instead'); END;\n"
        )
for _table, _key in _KEYS.items():
    _GUARDS += (
        f"CREATE TRIGGER {_table}_no_replace BEFORE INSERT ON {_table} WHEN EXISTS (SELECT 1 "
        f"FROM {_table} WHERE {_key}) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: "
        "this row exists'); END;\n"
    )
"""Triggers that refuse changes. REPLACE would delete without asking them,
so a row that exists is refused as well.
"""

FIRST = 3
"""The first version that a release wrote."""

STEPS: tuple[str, ...] = (_TABLES + _GUARDS + _INDEXES, _REQUESTS)
"""The first step makes an empty file one of version 3; each further one brings it to the next
version.
"""

VERSION = FIRST + len(STEPS) - 1


def need_strict() -> None:
    """Raise WriteError if SQLite is too old for STRICT tables."""
    if sqlite3.sqlite_version_info < (3, 37):
        raise WriteError(
            "the ledger needs SQLite 3.37 or newer; this Python comes with "
            f"{sqlite3.sqlite_version}. Install a newer Python, or a newer SQLite library."
        )


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of a file. Raises WriteError if the file is no ledger or newer than this
    program.
    """
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if mark != APPLICATION_ID and tables:
        raise WriteError(
            "the file is an SQLite database, but no ledger of ccmcost. Nothing was changed."
        )
    if tables and version < FIRST:
        raise WriteError(
            f"the ledger has schema version {version}, which no release of ccmcost wrote and "
            "this one cannot read. Set the "
            'file aside, begin a new one with "ccmcost init" in a new folder, and record its '
            "events there again."
        )
    if version > VERSION:
        raise WriteError(
            f"the ledger has schema version {version}, this ccmcost knows {VERSION}. Use the "
            "newer ccmcost that made it."
        )
    return int(version)


def bring_forward(connection: sqlite3.Connection) -> None:
    """Take the steps that a file still lacks; the caller holds a transaction."""
    for step in STEPS[max(0, version_of(connection) - FIRST + 1) :]:
        for statement in _statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> list[str]:
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current.strip())
            current = ""
    return found


def objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Tables, indexes and triggers with their definitions."""
    return dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    )


def expected_objects() -> dict[str, str]:
    """What `objects` gives for an untouched ledger."""
    with sqlite3.connect(":memory:") as connection:
        bring_forward(connection)
        return objects(connection)
