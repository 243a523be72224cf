"""What an office does with entries that stand: reverse, hand over, copy, rebuild."""

from __future__ import annotations

import copy
import csv
import shutil
from datetime import timedelta

from tests.books import Entry, Line
from tests.books.office import Life

FIXED = ("issue", "cost", "erp", "reverse")
"""Kinds that are not reversed: a bill, a cost and a number are corrected by another one."""


def reverse(life: Life) -> None:
    """One or several events; what is no event, was reversed or cannot be, is refused."""
    gone = life.books.undone()
    events = [each for each in life.books.entries if each.event not in gone]
    some = [each for each in events if each.kind not in FIXED]
    if not some:
        return
    chosen = life.draw.sample(some, min(len(some), life.draw.choice((1, 1, 1, 2, 3))))
    chosen.sort(key=lambda each: each.event)
    first = max(each.day for each in chosen)
    on = life.draw.choice((None, min(life.today, first + timedelta(days=life.draw.randint(0, 60)))))
    numbers = {each.event for each in chosen}
    rests = any(_rests(life, each, numbers) for each in chosen)
    named = ",".join(str(each.event) for each in chosen)
    line = f"record reverse {named} --reason wrong --approved-by 'B. Chief'"
    if on:
        line += f" --on {on}"
    if life.draw.random() < 0.2:
        life.refused(f"record reverse {life.books.next + 5} --reason wrong")
        life.refused(f"{line} --on {first - timedelta(days=1)}")
    if life.draw.random() < 0.2:
        fixed = life.draw.choice([e.event for e in events if e.kind in FIXED] or [999_999])
        life.refused(f"record reverse {fixed} --reason wrong --approved-by 'B. Chief'")
    if any(
        each.kind in ("refund", "write_off", "apply", "leave", "refund_choice") for each in chosen
    ):
        life.refused(line.replace(" --approved-by 'B. Chief'", ""))
    if rests:
        life.refused(line)
        return
    entries = []
    # the last first, so that what rests on another goes before it
    for number, each in enumerate(reversed(chosen)):
        day = on or each.day
        lines = tuple(_contrary(entry_line, day) for entry_line in each.lines)
        event = life.books.next + number
        entries.append(Entry(event, "reverse", day, lines, undoes=each.event, about=each.about))
    life.run(line, *entries)
    again = life.draw.choice(sorted(numbers))
    life.refused(f"record reverse {again} --reason twice --approved-by 'B. Chief'")


def _contrary(line: Line, day: object) -> Line:
    return line._replace(amount=-line.amount, day=max(line.day, day), pay_by=None)  # type: ignore[type-var]


def _rests(life: Life, entry: Entry, numbers: set[int]) -> bool:
    """Whether another entry, which is not reversed with it, rests on this one."""
    for each in life.books.standing():
        if each.event in numbers:
            continue
        if each.kind == "identify" and each.number == entry.event:
            return True
        if entry.kind == "handed_over" and each.kind == "handed_over" and each.event > entry.event:
            return True
    return False


def hand_over(life: Life) -> None:
    """The journal of what has not been handed over; then nothing is left."""
    last = [each for each in life.books.standing() if each.kind == "handed_over"]
    since = last[-1].event if last else 0
    moved = [each for each in life.books.entries if each.event > since and posted(each)]
    line = "ledger journal --hand-over --own-names"
    if moved:
        event = life.books.next
        life.run(line, Entry(event, "handed_over", life.today))
        path = life.folder / "reports" / "journal" / f"journal-{event:04}.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            handed = {int(row["document"]) for row in csv.DictReader(stream)}
        assert handed == {each.event for each in moved}
    before = life.state_of_files()
    life.run(line)
    assert life.state_of_files() == before


def posted(entry: Entry) -> dict[tuple[str, str, str, str], int]:
    """What the journal has of an entry: the sum of each account that is not nothing."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for line in entry.lines:
        sums[line.key] = sums.get(line.key, 0) + line.amount
    return {key: amount for key, amount in sums.items() if amount}


def rebuild(life: Life) -> None:
    """The export, taken in by an empty ledger, is the same ledger."""
    life.run("ledger export moved.json")
    exported = (life.folder / "moved.json").read_bytes()
    if life.books.entries:
        life.refused("ledger import moved.json")
    (life.folder / "ledger.sqlite").rename(life.folder / "old.sqlite")
    life.run("init")
    life.run("ledger import moved.json")
    (life.folder / "moved.json").unlink()
    life.run("ledger export moved.json")
    assert (life.folder / "moved.json").read_bytes() == exported
    for name in ("moved.json", "old.sqlite"):
        (life.folder / name).unlink()


def restore(life: Life) -> None:
    """A backup, some mistakes, and the backup put back: they have not been."""
    from tests.books.work import charge, identify, plan, unidentified

    path = life.folder / "kept.sqlite"
    life.run("ledger backup kept.sqlite")
    life.refused("ledger backup kept.sqlite")
    kept = copy.deepcopy(life.books.entries)
    for act in (unidentified, charge, identify, plan):
        act(life)
    shutil.copyfile(path, life.folder / "ledger.sqlite")
    path.unlink()
    life.books.entries = kept
