"""Documents of issued notices: rendered into a staging folder before the commit, moved into
`notices/` after it.

1. write all documents into `.notices.new`    crash: nothing was issued; the next command removes
   the folder
2. commit the issue                           crash: the next command moves the files that the
   ledger knows
3. move each file, write register and manifest of the year, remove `.notices.new`
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ccmcost import __version__
from ccmcost.atomic import clear, is_folder
from ccmcost.errors import WriteError
from ccmcost.ledger.events import events, head
from ccmcost.ledger.queries import document_rows, documents, external_numbers, notices
from ccmcost.ledger.store import Busy, Ledger
from ccmcost.model.money import Money
from ccmcost.publish import write_file
from ccmcost.tables.records import csv_text, json_text

REGISTER = (
    "number",
    "erp_number",
    "state",
    "kind",
    "amount",
    "currency",
    "issued_on",
    "pay_by",
    "file",
    "sha256",
)
LIST = "SHA256SUMS.txt"
"""The list of issued documents of a year, which the office publishes: as sha256sum writes it, so
that anyone can hold a document against it. What it proves it proves only to those who get it from
the office itself.
"""
NOT_NOTICES = ("register.csv", "manifest.json", "README.md", LIST)


_SAFE = "They are safe in {}; any command of the ledger moves them"


def staging_of(folder: Path) -> Path:
    """The staging folder beside `notices/`."""
    return folder.with_name(f".{folder.name}.new")


def stage(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write documents into an empty staging folder.

    The caller holds the transaction and has called `recover`, so that no document of an earlier
    issue lies there.
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
        raise WriteError(
            f"cannot write {staging}: {error.strerror}. Nothing was issued."
        ) from error


def finish_moves(ledger: Ledger, folder: Path, wait: float | None = None) -> None:
    """Move staged documents that the ledger knows into `notices/`, remove the others.
    Does nothing while someone issues; without `wait`, raises WriteError of who holds the ledger for
    long.
    """
    staging = staging_of(folder)
    if not is_folder(staging):
        return
    try:
        with ledger.writing("ccmcost", "moving notices", wait):
            recover(ledger, folder)
    except Busy as error:
        if wait is None:
            raise WriteError(
                f"notices were issued, but are not yet in {folder}: {error.held} "
                f"{_SAFE.format(staging)}."
            ) from error


def recover(ledger: Ledger, folder: Path) -> None:
    """What `finish_moves` does, for a caller who holds the transaction already.
    Raises WriteError, with nothing lost.
    """
    staging = staging_of(folder)
    if not is_folder(staging):
        return
    try:
        _move(ledger, staging, folder)
    except OSError as error:
        raise WriteError(
            f"notices were issued, but {error.filename} could not be written: {error.strerror}. "
            f"{_SAFE.format(staging)} once the folder can be written."
        ) from error


def _move(ledger: Ledger, staging: Path, folder: Path) -> None:
    known = documents(ledger)
    for path in sorted(staging.rglob("*")):
        name = path.relative_to(staging).as_posix()
        if path.is_file() and name in known and _sha256(path) == known[name][1]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _place(path, target, known[name][1])
    for file, content in register_files(ledger, folder).items():
        write_file(file, content)
    shutil.rmtree(staging)


def _place(path: Path, target: Path, sha256: str) -> None:
    """Move a document to its place, where an earlier, interrupted move may have put it;
    another file there stays.
    """
    if os.path.lexists(target) and not (target.is_file() and _sha256(target) == sha256):
        raise WriteError(
            f"notices were issued, but {target} is another file, and it is not replaced. The "
            f"issued document is safe in {path.parent}. Move that file away; any command of the "
            "ledger then puts the issued one in its place."
        )
    os.replace(path, target)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def register_files(ledger: Ledger, folder: Path) -> dict[Path, bytes]:
    """Register, list of issued documents and manifest of every year, from the ledger alone."""
    files = dict[Path, bytes]()
    seq, last = head(ledger)
    for year, register, listed, outputs in registers(ledger, seq):
        about = {"made_by": f"ccmcost {__version__}", "document": "issued notices"}
        manifest = {**about, "ledger": {"events": seq, "last_hash": last}, "outputs": outputs}
        files[folder / year / "register.csv"] = register
        files[folder / year / LIST] = listed
        files[folder / year / "manifest.json"] = json_text(manifest).encode()
    return files


class YearOf(NamedTuple):
    """The files beside the documents of a year: the register, the list of issued documents, and the
    `outputs` that the manifest lists.
    """

    year: str
    register: bytes
    listed: bytes
    outputs: list[dict[str, str]]


def registers(ledger: Ledger, until: int) -> list[YearOf]:
    """What stands beside the documents of each year, as the ledger was after event `until`."""
    years: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document in document_rows(ledger):
        if document.event <= until:
            files[document.notice].append((document.file, document.sha256))
    external = external_numbers(ledger, until)
    for notice in notices(ledger):
        if notice.event <= until:
            number, currency = notice.number, notice.currency
            amount = Money(notice.amount, currency, notice.decimals).plain()
            start = (number, external.get(number, ""), notice.state, notice.kind, amount, currency)
            days = (notice.issued_on, notice.pay_by)
            listed = files.get(number, [("", "")])
            years[str(notice.year)] += [(*start, *days, *file) for file in listed]
    for file, sha256 in files[""]:
        annex = ("", "", "", "annex", "", "", "", "", file, sha256)
        years[file.partition("/")[0]].append(annex)
    found = []
    for year, rows in sorted(years.items()):
        register = csv_text(REGISTER, rows).encode()
        outputs = [
            {"path": file.removeprefix(f"{year}/"), "sha256": sha256}
            for *_, file, sha256 in rows
            if file
        ]
        issued = "".join(
            f"{each['sha256']}  {each['path']}\n"
            for each in sorted(outputs, key=lambda each: each["path"])
        ).encode()
        for name, content in (("register.csv", register), (LIST, issued)):
            outputs.append({"path": name, "sha256": hashlib.sha256(content).hexdigest()})
        found.append(YearOf(year, register, issued, outputs))
    return found


class Looked(NamedTuple):
    """What was found in `notices/`: what is wrong, and remarks on files that are left alone."""

    problems: list[str]
    remarks: list[str]


def look_into(ledger: Ledger, folder: Path, prefix: str) -> Looked:
    """Every file of `notices/` held against the ledger, while nobody issues: documents, registers,
    and files that nobody issued. Raises WriteError of who issues for long.
    """
    while True:
        before, is_moving = head(ledger), is_folder(staging_of(folder))
        found = _looked(ledger, folder, prefix)
        if not found.problems or (not is_moving and head(ledger) == before):
            return found
        finish_moves(ledger, folder)


def _looked(ledger: Ledger, folder: Path, prefix: str) -> Looked:
    found = Looked([], [])
    for name, (number, sha256) in documents(ledger).items():
        path, what = folder / name, f"the document of {number}" if number else "the annex"
        if path.is_symlink() or not path.is_file():
            found.problems.append(f"notices/{name}: {what} is missing")
        elif _sha256(path) != sha256:
            found.problems.append(f"notices/{name}: {what} is not the one that was issued")
    for path in strangers(ledger, folder):
        name = path.relative_to(folder).as_posix()
        if numbers_in(prefix, path.name) and path.suffix.lower() == ".pdf":
            found.problems.append(
                f"notices/{name}: bears the number of a notice, but the ledger knows no such "
                "document"
            )
        else:
            found.remarks.append(f"notices/{name}: is not an issued document; it is left in place")
    found.problems.extend(_register_problems(ledger, folder))
    return found


def strangers(ledger: Ledger, folder: Path) -> list[Path]:
    """Files of `notices/` that are no issued documents, registers or manifests."""
    own = documents(ledger).keys() | {
        f"{notice.year}/{name}" for notice in notices(ledger) for name in NOT_NOTICES
    }
    files = sorted(path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return [
        path for path in files if path.relative_to(folder).as_posix() not in own | set(NOT_NOTICES)
    ]


def numbers_in(prefix: str, name: str) -> set[str]:
    """The notice numbers that the name of a file bears."""
    pattern = re.compile(rf"(?<![A-Z0-9]){re.escape(prefix)}-AN-\d{{4}}-\d{{4,}}", re.IGNORECASE)
    return {number.upper() for number in pattern.findall(name)}


def _register_problems(ledger: Ledger, folder: Path) -> Iterator[str]:
    """Registers and manifests that are missing, changed, or of another ledger or an earlier day of
    this one.
    """
    hashes = {event.seq: event.hash for event in events(ledger)}
    last: dict[str, int] = {}
    for notice in notices(ledger):
        last[str(notice.year)] = max(last.get(str(notice.year), 0), notice.event)
    for year, issued in sorted(last.items()):
        where = f"notices/{year}"
        try:
            manifest = json.loads((folder / year / "manifest.json").read_text(encoding="utf-8"))
            then, outputs = manifest["ledger"], [*manifest["outputs"]]
            events_then, hash_then = then["events"], then["last_hash"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            yield f"{where}/manifest.json: is missing or cannot be read"
            continue
        if type(events_then) is not int or hashes.get(events_then) != hash_then:
            yield f"{where}/manifest.json: names an event that the ledger no longer holds"
        elif events_then < issued:
            yield f"{where}/register.csv: is older than the last notice of {year}"
        else:
            (then_was,) = (each for each in registers(ledger, events_then) if each.year == year)
            # the list came with version 2 of the attached data; earlier years may lack it
            written = {"register.csv": then_was.register, LIST: then_was.listed}
            if not any(each.get("path") == LIST for each in outputs if isinstance(each, dict)):
                del written[LIST]
            for name, content in written.items():
                path = folder / year / name
                if not path.is_file() or path.is_symlink():
                    yield f"{where}/{name}: is missing"
                elif path.read_bytes() != content:
                    yield f"{where}/{name}: is not what the ledger says; it was changed"
            if outputs != [
                each for each in then_was.outputs if each["path"] != LIST or LIST in written
            ]:
                yield f"{where}/manifest.json: does not list the documents that the ledger knows"
