"""Before something is issued: a look into `notices/`, so that no number is given twice,
and a backup of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from ccmcost.accounts.books import Books
from ccmcost.accounts.notices_folder import numbers_in, strangers
from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger.events import head
from ccmcost.ledger.exchange import backup
from ccmcost.ledger.queries import notices
from ccmcost.ledger.standing import known
from ccmcost.ledger.store import opened
from ccmcost.workspace import shown_path

KEPT = 20
"""Backups that are kept; older ones go when a new one is made."""
_BACKUP = re.compile(r"ledger-\d{4}-\d\d-\d\d-event-\d+-[0-9a-f]{8}\.sqlite")


def check_notices_folder(books: Books) -> tuple[str, ...]:
    """Raise UsageError if a file in `notices/` bears a notice number that the ledger has not given;
    else remarks on others.

    Such a number was given by a ledger that is lost, so this one would give it again, to another
    State perhaps.
    """
    folder = books.workspace.notices
    given = {notice.number for notice in notices(books.ledger)}
    others = strangers(books.ledger, folder)
    stray = [path for path in others if not numbers_in(books.convention.prefix, path.name) <= given]
    if stray:
        verb = "bears a notice number" if len(stray) == 1 else "bear notice numbers"
        backups = shown_path(books.workspace.backups)
        raise UsageError(
            f"{_files(stray)} {verb} that this ledger has not given. Nothing was issued: the "
            "numbers would be given twice. If the ledger was restored from an older copy, "
            f"restore the newest one: {backups}/ holds a backup from before "
            'each issue, and "ccmcost ledger import" reads a complete export. If these files '
            "are not notices of this "
            f"office, or were never sent, set them aside in a folder outside {shown_path(folder)}/."
        )
    if not others:
        return ()
    verb = (
        "is not an issued document. It was"
        if len(others) == 1
        else "are not issued documents. They were"
    )
    return (f"{_files(others)} {verb} left in place.",)


def _files(paths: Collection[Path]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{shown_path(min(paths))}{more}"


def refuse_existing(folder: Path, names: Collection[str]) -> None:
    """Raise WriteError if a document that is about to be issued exists:
    an issued document is never replaced.
    """
    for name in sorted(names):
        path = folder / name
        if path.exists() or path.is_symlink():
            raise WriteError(
                f"{shown_path(path)} exists, and an issued document is never replaced. Nothing "
                "was issued. Move it away."
            )


def back_up_before_issue(books: Books) -> None:
    """Copy the ledger as it stands into `backups/`, and remove the oldest copies beyond those that
    are kept.

    The caller holds the transaction and has recorded nothing yet. Raises WriteError if the copy
    cannot be written.
    """
    seq, last = head(books.ledger)
    found = known(books.ledger, seq)
    if found is None:
        return
    folder = books.workspace.backups
    target = folder / f"ledger-{found.event.recorded_at[:10]}-event-{seq}-{last[:8]}.sqlite"
    if target.exists():
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"cannot make {shown_path(folder)} for the backup: {error.strerror}. Nothing was "
            "issued."
        ) from error
    # SQLite copies nothing through a connection that is about to write
    with opened(books.ledger.path) as reader:
        backup(reader, target)
    made = [path for path in folder.iterdir() if _BACKUP.fullmatch(path.name) and path != target]
    for path in sorted(made, key=lambda path: (path.stat().st_mtime_ns, path.name))[: -(KEPT - 1)]:
        path.unlink(missing_ok=True)
