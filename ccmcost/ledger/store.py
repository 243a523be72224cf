"""The file: opening it, one writer at a time, and who that is while others wait."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ccmcost.atomic import SECRET, create_anew, tighten
from ccmcost.errors import UsageError, WriteError
from ccmcost.interrupt import held, remember_recorded
from ccmcost.ledger.schema import VERSION, bring_forward, need_strict, version_of
from ccmcost.publish import placed, write_file
from ccmcost.text import quoted

WAIT_SECONDS = 15.0
"""How long a writer waits for another one; CCMCOST_LEDGER_WAIT (seconds) overrides it."""


_HEADER = 100
"""Bytes of the header of an SQLite file; of a shorter one SQLite would make a new,
empty database.
"""
LONGEST_WAIT = 3600
"""The longest that CCMCOST_LEDGER_WAIT may ask for."""


class Busy(WriteError):
    """Another process writes to the ledger; `held` says who, and how long was waited."""

    def __init__(self, held: str, advice: str) -> None:
        super().__init__(f"{held} Nothing was recorded. {advice}")
        self.held = held


class Changed(UsageError):
    """What would be recorded is not what was shown before."""

    def __init__(self) -> None:
        super().__init__(
            "What would be recorded now is not what was shown: something was recorded meanwhile, "
            "or the data changed. Nothing was recorded."
        )


class Ledger:
    """An open ledger. Reading needs no more; writing goes through `writing`.

    `recorded` are number and kind of the events of a transaction; `marks` say what they are,
    whatever their number and moment; `files` take their places with its commit, all or none, unless
    what they were `made_from` has changed.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.in_transaction = False
        self._signed = b""
        self.recorded: list[tuple[int, str]] = []
        self.marks: list[str] = []
        self.files: dict[Path, bytes] = {}
        self.made_from: dict[Path, bytes] = {}
        self._rehearsed: list[str] | None = None
        self._shown: list[str] | None = None

    @property
    def keeps(self) -> bool:
        """Whether what is recorded stays; False while it is only rehearsed."""
        return self._rehearsed is None

    @contextmanager
    def rehearsing(self) -> Iterator[list[str]]:
        """What is recorded meanwhile is taken back at the end of its transaction; gives its marks,
        for `only_as`.
        """
        seen: list[str] = []
        self._rehearsed = seen
        try:
            yield seen
        finally:
            self._rehearsed = None

    @contextmanager
    def only_as(self, shown: list[str]) -> Iterator[None]:
        """A transaction that would record anything else than what a rehearsal showed raises
        Changed, and records nothing.
        """
        self._shown = shown
        try:
            yield
        finally:
            self._shown = None

    @contextmanager
    def writing(self, who: str, what: str, wait: float | None = None) -> Iterator[None]:
        """One transaction: all or nothing. Waits briefly for another writer, or as long as `wait`
        says, then raises Busy and says who it is. Whatever is read or ended waits as ever.
        """
        patience = _patience() if wait is None else wait
        self._wait(patience)
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self.refused(error, patience) from None
        finally:
            self._wait(_patience())
        self.in_transaction = True
        self.recorded.clear()
        self.marks.clear()
        self.files.clear()
        self.made_from.clear()
        try:
            tighten(self.path)  # what SQLite writes beside the ledger takes its mode
            self._sign(who, what)
            yield
            if self.marks and self._shown not in (None, self.marks):
                raise Changed
            self._end()
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self.refused(error) from error
            raise
        finally:
            self._unsign()
            self.in_transaction = False

    def _wait(self, seconds: float) -> None:
        """How long what follows waits for others who hold the file."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def _end(self) -> None:
        if self._rehearsed is not None:
            self._rehearsed += self.marks
            self.connection.execute("ROLLBACK")
            return
        with placed(self.files, made_from=self.made_from), held():
            self.connection.execute("COMMIT")
            remember_recorded(self.recorded)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises WriteError if the file is damaged or held for too long."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self.refused(error) from error

    def one(self, sql: str, *values: Any) -> Any:
        """The first value of the first row, or None."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def holder(self) -> Path:
        """Where the writer of the moment signs, so that those who wait can be told who it is."""
        return self.path.with_name(f".{self.path.name}.holder")

    def _sign(self, who: str, what: str) -> None:
        since = datetime.now(UTC).strftime("%H:%M:%S UTC")
        self._signed = f"{who} ({what}, process {os.getpid()}, since {since})".encode()
        try:
            create_anew(self.holder, self._signed, SECRET)
        except OSError:  # as of a full disk: what is recorded will tell it better
            with suppress(OSError):
                self.holder.unlink()

    def _unsign(self) -> None:
        """Take the own name away; the next writer may have signed already."""
        with suppress(OSError):  # what was recorded counts all the same
            if self.holder.read_bytes() == self._signed:
                self.holder.unlink()

    def refused(self, error: Exception, patience: float | None = None) -> WriteError:
        """What to tell of an error of SQLite: who holds the file,
        or why it cannot be used and what to do.
        """
        if _code(error) not in _HELD:
            return _refused(error, self.path)
        try:
            who = "" if self.holder.is_symlink() else self.holder.read_text(encoding="utf-8")
        except (OSError, ValueError):
            who = ""
        waited = _patience() if patience is None else patience
        close = "Close whatever has the file open, such as a database browser or a copy under way. "
        return Busy(
            f"the ledger is held by {who or 'another program'}; waited {waited:g} seconds.",
            f"{'' if who else close}Run the command again when that one is done.",
        )


def _patience() -> float:
    text = os.environ.get("CCMCOST_LEDGER_WAIT", "")
    try:
        seconds = float(text) if text else WAIT_SECONDS
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST_WAIT:
        shown = quoted(text)
        raise UsageError(
            f"CCMCOST_LEDGER_WAIT must be a number of seconds from 0 to {LONGEST_WAIT}, not "
            f'"{shown}".'
        )
    return seconds


_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_ADVICE = {
    sqlite3.SQLITE_FULL: "The disk is full: make room.",
    sqlite3.SQLITE_READONLY: "Check that you may write to it and to its folder.",
    sqlite3.SQLITE_CANTOPEN: "Check that you may read and write it and its folder.",
    sqlite3.SQLITE_PERM: "Check that you may read and write it and its folder.",
    sqlite3.SQLITE_IOERR: "The disk does not answer as it should: check it, and that there is "
    "room.",
    sqlite3.SQLITE_CORRUPT: "Restore a backup: the file is damaged.",
    sqlite3.SQLITE_NOTADB: "Restore a backup: the file is damaged, or is not a ledger.",
}


def _code(error: Exception) -> int:
    """The primary result code of SQLite; 0 for any other error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _refused(error: Exception, path: Path) -> WriteError:
    what, advice = (
        str(error),
        _ADVICE.get(_code(error), "See what is wrong with it: ccmcost ledger verify."),
    )
    if isinstance(error, UnicodeDecodeError) or "Could not decode to UTF-8" in what:
        what, advice = "it holds text that cannot be read", _ADVICE[sqlite3.SQLITE_CORRUPT]
    return WriteError(f"the ledger {path} cannot be used: {what}. Nothing was recorded. {advice}")


def schema_of(path: Path) -> int:
    """The schema version of a ledger, read only.
    Raises WriteError if the file is no ledger, damaged or too new.
    """
    need_strict()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return version_of(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _refused(error, path) from error


def create(path: Path) -> None:
    """Make an empty ledger; the file appears complete or not at all.
    Raises WriteError if there is one already.
    """
    need_strict()
    if path.exists():
        raise WriteError(f"{path} exists already; a ledger is never overwritten.")
    with closing(sqlite3.connect(":memory:")) as connection:
        bring_forward(connection)
        write_file(path, connection.serialize(), mode=SECRET)


@contextmanager
def opened(path: Path) -> Iterator[Ledger]:
    """Open a ledger, bring its schema forward if it is older, close it at the end.
    Raises UsageError if there is none.
    """
    need_strict()
    if not path.is_file():
        raise UsageError(
            f'there is no ledger at {path}. "ccmcost init" makes a workspace with one.'
        )
    if path.stat().st_size < _HEADER:
        raise WriteError(
            f"the ledger {path} is cut short: its content was lost. Nothing was changed. Restore "
            "a backup."
        )
    connection = sqlite3.connect(path, timeout=_patience(), isolation_level=None)
    ledger = Ledger(path, connection)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_spill = OFF")  # others read until the very end
        if version_of(connection) < VERSION:
            with ledger.writing("ccmcost", "schema migration"):
                bring_forward(connection)
        yield ledger
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ledger.refused(error) from error
    finally:
        ledger.close()


@contextmanager
def looked_at(path: Path) -> Iterator[Ledger]:
    """A ledger that is only looked at, as for what a shell completes: nothing is written, not even
    to bring an older schema forward, and nobody is waited for. Raises an error of SQLite where it
    cannot be read.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=0, uri=True)
    ledger = Ledger(path, connection)
    try:
        yield ledger
    finally:
        ledger.close()
