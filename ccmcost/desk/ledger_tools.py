"""`ledger verify|export|import|backup`: proof and copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.accounts.notices_folder import look_into, register_files
from ccmcost.atomic import SECRET
from ccmcost.documents.ledger import postings_table
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import CostVersion
from ccmcost.ledger.events import START, events, head
from ccmcost.ledger.queries import documents, notices, places
from ccmcost.ledger.standing import known, standing
from ccmcost.ledger.verify import FORMAT, backup, exported, problems, rebuild
from ccmcost.model.money import Money
from ccmcost.publish import refuse_relied_on, write_file
from ccmcost.tables.records import EXCEL, PLAIN_CSV, Form, excel_form, json_text, to_csv


class Verified(NamedTuple):
    """What was looked at, what does not hold, and files of `notices/` that are not issued
    documents.
    """

    events: int
    last_hash: str
    notices: int
    documents: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def verify(books: Books, wanted_head: str | None = None) -> Verified:
    """Check chain, rows, sums, gaps, orphans, and every document against its hash;
    `wanted_head` must be in the chain.
    """
    wrong, remarks = problems(books.ledger), list[str]()
    seq, last = head(books.ledger)
    if not any("damaged" in text for text in wrong):
        try:
            looked = look_into(books.ledger, books.workspace.notices, books.convention.prefix)
            wrong, remarks = wrong + looked.problems, looked.remarks
        except OSError as error:
            told = f"{error.filename}: {error.strerror}"
            wrong.append(f"notices/ cannot be held against the ledger: {told}")
        wrong += _unknown(books)
        wrong += _costs(books)
    if wanted_head and wanted_head not in {event.hash for event in events(books.ledger)}:
        wrong.append(
            "--head: that hash is not in the chain: events were lost, or this is another ledger"
        )
    return Verified(
        seq,
        last,
        len(notices(books.ledger)),
        len(documents(books.ledger)),
        tuple(wrong),
        tuple(remarks),
    )


def _unknown(books: Books) -> Iterator[str]:
    """Accounts that no command could have written to: of a State or a meeting that nobody knows."""
    states, meetings = places(books.ledger)
    yield from (
        f"money of {state}, which is not a State and was never billed"
        for state in states
        if not books.knows(state)
    )
    yield from (
        f"money of {each}, which is not a meeting in the register"
        for each in meetings
        if each not in books.meetings
    )


def _costs(books: Books) -> Iterator[str]:
    """Versions of a cost that costs.toml gives otherwise than they were recorded;
    versions are never overwritten.
    """
    known = [*standing(books.ledger, CostVersion)]  # first: one that is set meanwhile is extra
    costs, errors = books.data.costs, books.data.findings.errors
    yield from (
        f"costs.toml cannot be held against the ledger: {each.line()}" for each in errors[:1]
    )
    now = {
        (meeting, cost.version): cost.total
        for meeting, versions in costs.items()
        for cost in versions
    }
    for event, body in known if not errors else ():
        recorded, found = (
            Money(body.amount, body.currency, body.decimals),
            now.get((body.meeting, body.version)),
        )
        if found != recorded:
            gives = f"gives it as {found}" if found else "lacks it"
            what = (
                f"version {body.version} of the cost of {body.meeting} was recorded as "
                f"{recorded} (event {event.seq})"
            )
            yield f"{what}, and costs.toml {gives}. Restore costs.toml, then use cost set"


def export(books: Books, target: Path, form: Form = PLAIN_CSV) -> int:
    """Write the ledger: `.json` complete, or `.csv` postings. Returns how many events or rows.

    An earlier export of the same kind is replaced, but never one that holds events which this
    ledger lacks.
    """
    if target.suffix == ".json":
        document = exported(books.ledger)
        write_file(
            target,
            json_text(document).encode(),
            lambda earlier: _is_earlier(books, earlier),
            SECRET,
        )
        return len(document["events"])
    if target.suffix != ".csv":
        raise UsageError(
            f'"{target}": the name must end in .json (complete) or .csv (postings). The journal '
            "for the accounting system: ccmcost ledger journal."
        )
    table = postings_table(books.ledger)
    forms = (PLAIN_CSV, *map(excel_form, EXCEL))
    heads = tuple(to_csv(table._replace(rows=()), each).encode() for each in forms)
    content = to_csv(table, form).encode()
    write_file(target, content, lambda earlier: earlier.startswith(heads), SECRET)
    return len(table.rows)


def _is_earlier(books: Books, content: bytes) -> bool:
    """Whether a file is an export of this ledger, with no event that this ledger lacks."""
    try:
        document = json.loads(content)
        last = document["last"]["seq"], document["last"]["hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    if document.get("format") != FORMAT or type(last[0]) is not int:
        return False
    found = known(books.ledger, last[0])
    return last == (0, START) or (found is not None and found.event.hash == last[1])


def import_export(books: Books, source: Path, clerk: Clerk) -> int:
    """Rebuild an equal ledger from an export, in an empty one, with its registers, all or nothing.
    Documents are not part of it: copy `notices/` as well.
    """
    try:
        document = json.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f'"{source}" cannot be read: {error.strerror}.') from None
    except (ValueError, RecursionError):
        raise UsageError(
            f'"{source}" is no JSON file. Make one with: ccmcost ledger export ledger.json.'
        ) from None
    with books.ledger.writing(clerk.name, "ledger import"):
        count = rebuild(books.ledger, document)
        books.ledger.files |= register_files(books.ledger, books.workspace.notices)
    return count


def back_up(books: Books, target: Path) -> None:
    """Copy the ledger's file as it is, complete even while others write."""
    refuse_relied_on(target)
    backup(books.ledger, target)
