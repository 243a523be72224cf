"""Documents of issued notices: rendered into a staging folder before the commit, moved into `notices/` after it.

1. write all documents into `.notices.new`    crash: nothing was issued; the next command removes the folder
2. commit the issue                           crash: the next command moves the files that the ledger knows
3. move each file, write register and manifest of the year, remove `.notices.new`
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ccmcost import __version__
from ccmcost.atomic import clear, is_folder
from ccmcost.errors import WriteError
from ccmcost.ledger.events import events, head
from ccmcost.ledger.queries import documents, external_numbers, notices
from ccmcost.ledger.store import Busy, Ledger
from ccmcost.model.money import Money
from ccmcost.publish import write_file
from ccmcost.render.csv_text import csv_text
from ccmcost.render.json_text import json_text

REGISTER = ("number", "erp_number", "state", "kind", "amount", "currency", "issued_on", "pay_by", "file", "sha256")
NOT_NOTICES = ("register.csv", "manifest.json", "README.md")


def staging_of(folder: Path) -> Path:
    """The staging folder beside `notices/`."""
    return folder.with_name(f".{folder.name}.new")


def stage(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write documents into an empty staging folder; returns their SHA-256 by file.

    The caller holds the transaction and has called `recover`, so that no document of an earlier issue lies there.
    """
    staging = staging_of(folder)
    try:
        clear(staging)
        staging.mkdir(parents=True)
        for name, content in sorted(files.items()):
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise WriteError(f"cannot write {staging}: {error.strerror}. Nothing was issued.") from error
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def finish_moves(ledger: Ledger, folder: Path, wait: float | None = None) -> None:
    """Move staged documents that the ledger knows into `notices/`, remove the others. Does nothing while someone issues."""
    staging = staging_of(folder)
    if not is_folder(staging):
        return
    try:
        with ledger.writing("ccmcost", "moving notices", wait):
            recover(ledger, folder)
    except Busy:
        if wait is None:
            raise


def recover(ledger: Ledger, folder: Path) -> None:
    """What `finish_moves` does, for a caller who holds the transaction already. Raises WriteError, with nothing lost."""
    staging = staging_of(folder)
    if not is_folder(staging):
        return
    try:
        _move(ledger, staging, folder)
    except OSError as error:
        raise WriteError(
            f"notices were issued, but {error.filename} could not be written: {error.strerror}. They are safe in {staging}; "
            f"any command of the ledger moves them once the folder can be written."
        ) from error


def _move(ledger: Ledger, staging: Path, folder: Path) -> None:
    known = documents(ledger)
    for path in sorted(staging.rglob("*")):
        name = path.relative_to(staging).as_posix()
        if path.is_file() and name in known and _sha256(path) == known[name][1]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _place(path, target, known[name][1])
    write_registers(ledger, folder)
    shutil.rmtree(staging)


def _place(path: Path, target: Path, sha256: str) -> None:
    """Move a document to its place, where an earlier, interrupted move may have put it; another file there stays."""
    if os.path.lexists(target) and not (target.is_file() and _sha256(target) == sha256):
        raise WriteError(
            f"notices were issued, but {target} is another file, and it is not replaced. The issued document is safe in "
            f"{path.parent}. Move that file away; any command of the ledger then puts the issued one in its place."
        )
    os.replace(path, target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_registers(ledger: Ledger, folder: Path) -> None:
    """Write `register.csv` and `manifest.json` of every year, from the ledger alone."""
    years: dict[int, list[tuple[str, ...]]] = {}
    files: dict[str, list[tuple[str, str]]] = {}
    for file, (number, sha256) in documents(ledger).items():
        files.setdefault(number, []).append((file, sha256))
    external = external_numbers(ledger)
    for notice in notices(ledger):
        amount = Money(notice.amount, notice.currency, notice.decimals).plain()
        start = (notice.number, external.get(notice.number, ""), notice.state, notice.kind, amount, notice.currency)
        for file, sha256 in files.get(notice.number) or [("", "")]:
            years.setdefault(notice.year, []).append((*start, notice.issued_on, notice.pay_by, file, sha256))
    for file, sha256 in files.get("", []):
        annex = ("", "", "", "annex", "", "", "", "", file, sha256)
        years.setdefault(int(file.partition("/")[0]), []).append(annex)
    seq, last = head(ledger)
    for year, rows in sorted(years.items()):
        register = csv_text(REGISTER, rows).encode()
        listed = [{"path": row[8].removeprefix(f"{year}/"), "sha256": row[9]} for row in rows if row[8]]
        listed.append({"path": "register.csv", "sha256": hashlib.sha256(register).hexdigest()})
        about = {"made_by": f"ccmcost {__version__}", "document": "issued notices"}
        manifest = {**about, "ledger": {"events": seq, "last_hash": last}, "outputs": listed}
        write_file(folder / str(year) / "register.csv", register)
        write_file(folder / str(year) / "manifest.json", json_text(manifest).encode())


def file_problems(ledger: Ledger, folder: Path) -> list[str]:
    """Documents that are missing, changed or unknown, and years whose register does not fit, in words."""
    known, wrong = documents(ledger), []
    for name, (number, sha256) in known.items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"notices/{name}: the document of {number} is missing")
        elif _sha256(path) != sha256:
            wrong.append(f"notices/{name}: the document of {number} is not the one that was issued")
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.name not in NOT_NOTICES and name not in known:
            wrong.append(f"notices/{name}: the ledger knows no such document")
    wrong += [f"notices/{text}" for text in _manifest_problems(ledger, folder)]
    return wrong


def _manifest_problems(ledger: Ledger, folder: Path) -> list[str]:
    import json

    wrong, hashes = [], {event.seq: event.hash for event in events(ledger)}
    for year in sorted({notice.year for notice in notices(ledger)}):
        path = folder / str(year) / "manifest.json"
        try:
            state = json.loads(path.read_text(encoding="utf-8"))["ledger"]
            found = hashes.get(state["events"])
        except (OSError, ValueError, KeyError, TypeError):
            wrong.append(f"{year}/manifest.json: is missing or cannot be read")
            continue
        if found != state["last_hash"]:
            wrong.append(f"{year}/manifest.json: names an event that the ledger no longer holds")
    return wrong
