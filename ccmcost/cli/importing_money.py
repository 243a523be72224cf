"""`ccmcost import receipts|opening`: bank lists, and bills from before ccmcost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.money_options import ClockChecked, RecordedBy, at_desk, confirmed
from ccmcost.cli.options import Data, example
from ccmcost.cli.output import put, style
from ccmcost.clock import day_option
from ccmcost.intake.account import Account, Unsettled
from ccmcost.model.money import Money
from ccmcost.render.account_screen import account_screen
from ccmcost.workflow.opening import import_opening
from ccmcost.workflow.receipts_file import import_receipts


def register(group: typer.Typer) -> None:
    """Add `receipts` and `opening` to a group of commands."""
    group.command("receipts", epilog=example("ccmcost import receipts bank-2024-03.csv"))(receipts)
    group.command("opening", epilog=example("ccmcost import opening opening-2023.csv --as-at 2023-12-31"))(opening)


File = Annotated[str, typer.Argument(metavar="FILE", help="A CSV or XLSX file; ccmcost help ledger names its columns.")]


DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be recorded, record nothing.")]


def receipts(
    file: File,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    dry_run: DryRun = False,
    data: Data = None,
) -> None:
    """Record a bank list: all rows or none. Lines that were recorded before are passed over, odd ones are named."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk), account_shown():
        done = confirmed(lambda by: import_receipts(desk, Path(file), by, dry_run), clerk)
    _say_account(done.account, dry_run)
    if not done.recorded:
        put(f"{file}: all {done.known} bank lines were recorded before; nothing was recorded.\n")
        return
    known = f", {done.known} were recorded before" if done.known else ""
    put(f"{file}: {_count(done.recorded, 'bank line')} recorded, {_sums(done.totals)}{known}\n")
    if done.unidentified:
        put(f"  of this unidentified: {_sums(done.unidentified)} (list: ccmcost status --unidentified)\n")
    if done.other:
        put(f"  of this for another convention: {_sums(done.other)}\n")
    put("".join(f"  look at {oddity}\n" for oddity in done.oddities) + _undo(done.events))


def opening(
    file: File,
    as_at: Annotated[str, typer.Option("--as-at", metavar="DATE", help="Day on which the bills stood like this.")],
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    dry_run: DryRun = False,
    data: Data = None,
) -> None:
    """Carry over bills that ccmcost did not compute: all rows or none. They are counted, never recomputed."""
    day = day_option(as_at, "--as-at")
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk), account_shown():
        done = confirmed(lambda by: import_opening(desk, Path(file), day, by, dry_run), clerk)
    _say_account(done.account, dry_run)
    bills = _count(done.bills, "bill")
    sums = f"assessed {_sums(done.assessed)}, received {_sums(done.received)}"
    put(f"{file}: {bills} carried over, {sums}\n" + _undo(done.events))


def _undo(events: tuple[int, ...]) -> str:
    if not events:
        return ""
    first, last = events[0], events[-1]
    told = f"event {first}" if first == last else f"events {first} to {last}"
    return f"  {told}; undo one: ccmcost record reverse {first if first == last else 'EVENT'} --reason TEXT\n"


@contextmanager
def account_shown() -> Iterator[None]:
    """Show the account of a file that leaves something open, before its findings."""
    try:
        yield
    except Unsettled as unsettled:
        if unsettled.account.lines:
            put("\n".join(account_screen(unsettled.account, style())) + "\n")
        raise


def _say_account(account: Account, dry_run: bool) -> None:
    """The account, if it is asked for, or if something was left out or stated by the file."""
    if dry_run or account.of("left_out") or account.checks:
        put("\n".join(account_screen(account, style())) + "\n\n")
    if dry_run:
        put("Dry run: nothing was recorded. It would be:\n")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _sums(totals: tuple[Money, ...]) -> str:
    return " and ".join(str(total) for total in totals) or "nothing"
