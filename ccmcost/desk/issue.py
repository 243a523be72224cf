"""`issue` and `settle`: a calculation becomes a bill.
Compare, number, render, record, commit; then move.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from ccmcost import __version__
from ccmcost.accounts.books import Books, Clerk
from ccmcost.accounts.notices_folder import finish_moves, numbers_in, recover, stage, strangers
from ccmcost.desk import documents
from ccmcost.desk.documents import Run
from ccmcost.desk.drafts import Sheet
from ccmcost.desk.order import (
    Billing,
    IssueOrder,
    check_issued_on,
    check_order,
    minimum_of,
    ready,
)
from ccmcost.errors import TieOutError, UsageError, WriteError
from ccmcost.ledger.bodies import Control, Issue, Notice, NoticeKind, NoticeLine
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.events import head
from ccmcost.ledger.frozen import (
    Decision,
    FrozenCost,
    FrozenLine,
    FrozenList,
    FrozenMeeting,
    FrozenRule,
    FrozenScale,
    FrozenSource,
    Listed,
)
from ccmcost.ledger.queries import (
    charged,
    last_issue,
    last_notices,
    next_serials,
    notice_number,
    notices,
)
from ccmcost.ledger.standing import known
from ccmcost.ledger.store import opened
from ccmcost.ledger.verify import backup
from ccmcost.load.rules import same_formula
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.model.rates import fraction_text
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


def backup_before_issue(books: Books) -> Path | None:
    """Where the ledger is copied to before an issue; None while it holds nothing."""
    seq, last = head(books.ledger)
    found = known(books.ledger, seq)
    if found is None:
        return None
    name = f"ledger-{found.event.recorded_at[:10]}-event-{seq}-{last[:8]}.sqlite"
    return books.workspace.backups / name


def back_up_before_issue(books: Books) -> None:
    """Copy the ledger as it stands into `backups/`, and remove the oldest copies beyond those that
    are kept.

    The caller holds the transaction and has recorded nothing yet. Raises WriteError if the copy
    cannot be written.
    """
    target = backup_before_issue(books)
    if target is None or target.exists():
        return
    folder = target.parent
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


class Issued(NamedTuple):
    """What came of it; `event` is None if nothing had changed since the last issue."""

    event: Event | None
    last: Event | None
    meetings: tuple[str, ...]
    notices: tuple[Notice, ...]
    currency: Money
    remarks: tuple[str, ...]
    files: tuple[str, ...]


def issue(books: Books, order: IssueOrder, clerk: Clerk, sheet: Sheet | None = None) -> Issued:
    """Issue what has changed since the last issue: everything the first time, differences later,
    nothing without change.

    While the ledger only rehearses (`Ledger.rehearsing`), the same is found and nothing is recorded
    or written: that is the preview. With the `sheet` on which it was approved, nothing else is
    issued than that. Raises UsageError where the order breaks a rule of the office, DataError for
    bad data; then nothing was issued.
    """
    check_order(order, clerk)
    try:
        with books.writing(clerk, f"issue {order.name}"):
            outcome = _issue(books, order, clerk, sheet)
    except Exception:
        # removes what was staged for nothing
        finish_moves(books.ledger, books.workspace.notices, wait=0)
        raise
    finish_moves(books.ledger, books.workspace.notices)
    return outcome


def _issue(books: Books, order: IssueOrder, clerk: Clerk, sheet: Sheet | None) -> Issued:
    recover(books.ledger, books.workspace.notices)
    remarks = check_notices_folder(books)
    with sheet.unfit() if sheet else nullcontext():
        found, issuer = ready(books, order)
    meetings, money = tuple(each.meeting for each in found), found[0].result.cost.total
    if all(_unchanged(books, each) for each in found):
        last = last_issue(books.ledger, meetings[0])
        if sheet and last:
            sheet.check_issued(last.issue)
        return Issued(None, last.event if last else None, meetings, (), money, (), ())
    # before documents are made that nobody will need
    answers = (*order.answers, *clerk.answers)
    check_issued_on(books, meetings, order.issued_on, clerk.now.date(), answers)
    notices = _notices(books, found, order, minimum_of(issuer, money))
    results = {each.meeting: each.result for each in found}
    event, files = _record(Run(order, results, notices, issuer, books), clerk, sheet)
    told = dict.fromkeys(_told(remark, each, found) for each in found for remark in each.remarks)
    return Issued(event, None, meetings, notices, money, (*told, *remarks), files)


def _told(remark: str, billing: Billing, found: Sequence[Billing]) -> str:
    """A remark, which names its meeting where several are billed together."""
    is_named = len(found) == 1 or billing.meeting in remark
    return remark if is_named else f"{billing.meeting}: {remark[0].lower()}{remark[1:]}"


def _unchanged(books: Books, billing: Billing) -> bool:
    last = last_issue(books.ledger, billing.meeting)
    same = last is not None and same_basis(last.part, frozen(billing.result))
    return same and not billing.differences


def _notices(
    books: Books, found: tuple[Billing, ...], order: IssueOrder, minimum: int
) -> tuple[Notice, ...]:
    """One notice per State with its charges, one with its credits: they are never netted, also
    within a group.

    One that adjusts by less than `minimum` is posted without a document.
    """
    lines: defaultdict[tuple[str, bool], list[NoticeLine]] = defaultdict(list)
    whole = set[tuple[str, bool]]()
    for meeting, _, changes, _ in found:
        before = charged(books.ledger, meeting)
        known = last_notices(books.ledger, meeting)
        for each in changes:
            code, was, now, kind_of_change = each
            key = (code, each.amount < 0)
            whole |= {key} if kind_of_change in ("first", "full_credit") else set()
            adjusted = known.get(code, "")
            line = NoticeLine(meeting, was, now, each.amount, code not in before, adjusted)
            lines[key].append(line)
    year, made = order.issued_on.year, []
    serials = next_serials(books.ledger, year)
    for (key, own), serial in zip(sorted(lines.items()), serials, strict=False):
        code, is_credit = key
        kind: NoticeKind = "notice" if all(line.first for line in own) else "further_notice"
        small = sum(abs(line.amount) for line in own) < minimum and key not in whole
        number = notice_number(books.convention.prefix, year, serial)
        about = (number, year, serial, code, "credit" if is_credit else kind, small)
        made.append(Notice(*about, tuple(own), {}))
    return tuple(made)


def _record(run: Run, clerk: Clerk, sheet: Sheet | None) -> tuple[Event, tuple[str, ...]]:
    """Record what the issue freezes: decision, basis and amounts of each meeting,
    each notice with its documents' hashes.
    """
    books, order, results = run.books, run.order, list(run.results.values())
    made = documents.documents(run)
    refuse_existing(books.workspace.notices, made.files)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in made.files.items()}
    owned = {number: {name: hashes[name] for name in own} for number, own in made.notices.items()}
    total, source = results[0].cost.total, run.issuer.source
    body = Issue(
        order="settle" if order.settle else "issue",
        decision=Decision(*order.decision),
        issued_on=order.issued_on,
        pay_by=order.pay_by,
        currency=total.currency,
        decimals=total.decimals,
        payment_details=dict(run.issuer.bank),
        issuer_sha256=source.sha256 if source else "",
        meetings=tuple(map(frozen, results)),
        notices=tuple(each._replace(documents=owned.get(each.number, {})) for each in run.notices),
        annexes={name: hashes[name] for name in made.annexes},
        control=(sheet.control if sheet else Control())._replace(answers=order.answers),
    )
    if sheet:
        sheet.check(body)
    if books.ledger.keeps:
        back_up_before_issue(books)
        stage(books.workspace.notices, made.files)
    event = books.record(Draft(body, order.issued_on, order.approved_by), clerk)
    for result in results:
        _tie_out(books, result)
    return event, tuple(sorted(made.files))


def _tie_out(books: Books, result: Apportionment) -> None:
    assert result.meeting is not None
    now = {
        code: amount for code, amount in charged(books.ledger, result.meeting.id).items() if amount
    }
    wanted = {line.code: line.amount for line in result.assessment.lines if line.amount}
    if now != wanted or sum(now.values()) + result.assessment.residual != result.cost.total.minor:
        raise TieOutError(
            f"notices and rounding line of {result.meeting.id} do not sum to its cost; nothing was "
            "issued."
        )


def frozen(result: Apportionment) -> FrozenMeeting:
    """Cost, rule, scale, list and every line of a result, as text and whole numbers."""
    assert result.meeting is not None
    cost, rule, listed = result.cost, result.rule, result.list
    return FrozenMeeting(
        meeting=result.meeting.id,
        day=result.day,
        cost=FrozenCost(cost.version, cost.status, cost.total.minor, cost.source, cost.adopted_on),
        rule=FrozenRule(
            rule.id, rule.title, hashlib.sha256(rule.text.encode()).hexdigest(), rule.text
        ),
        scale=FrozenScale(result.scale.id, result.scale_adopted),
        list=FrozenList(
            listed.status,
            tuple(result.removed),
            tuple(Listed(each.iso3, each.role or "") for each in listed.participants),
        ),
        unit=result.assessment.unit,
        lines=tuple(_line(line) for line in result.assessment.lines),
        sources=tuple(
            FrozenSource(source.name, source.origin, source.sha256) for source in result.sources
        ),
        made_by=f"ccmcost {__version__}",
        instrument=result.meeting.instrument,
        residual=result.assessment.residual,
    )


def _line(line: Line) -> FrozenLine:
    rate = line.payer.rate
    return FrozenLine(
        state=line.code,
        role=line.payer.role or "",
        rate=rate.thousandths if rate else 0,
        rate_basis=f"{rate.origin}: {rate.basis}" if rate else "",
        share=fraction_text(line.share.value),
        kind=line.share.kind,
        amount=line.amount,
        rounding=line.rounding,
    )


def same_basis(before: FrozenMeeting, now: FrozenMeeting) -> bool:
    """Whether two issues of a meeting rest on the same cost version, rule (by its meaning), scale,
    list and amounts.
    """
    if not same_formula((before.rule.id, before.rule.text), (now.rule.id, now.rule.text)):
        return False
    same = {
        "day": now.day,
        "rule": now.rule,
        "unit": now.unit,
        "sources": now.sources,
        "made_by": now.made_by,
    }
    return before._replace(**same) == now  # type: ignore[arg-type]
