"""Whether the ledger holds anything that a note could tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from ccmcost.accounts.books import Books
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Issue, Notice
from ccmcost.ledger.queries import charges, currency_of
from ccmcost.ledger.standing import View, standing
from ccmcost.sharing.request import find_group
from ccmcost.words.numbers import day as in_words

TRANSMITTED: Mapping[str, Collection[str]] = {
    "cover": ("notice", "further_notice"),
    "credit": ("credit",),
}
"""The kinds of notices that a kind of note transmits."""


def need_subject(books: Books, name: str, kind: str = "") -> None:
    """Raise UsageError where the ledger holds nothing, of whatever day, that a note of a kind
    could say of a meeting or group; without a kind, where it holds nothing of it.
    """
    meetings = [meeting.id for meeting in find_group(books.data, name)]
    if kind in TRANSMITTED:
        found = any(
            notice.kind in TRANSMITTED[kind] and touches(notice, meetings)
            for _, issue in standing(books.ledger, Issue)
            for notice in issue.notices
        )
    elif kind.startswith("reminder"):
        found = any(charges(books.ledger, View(meeting=each)) for each in meetings)
    else:
        found = bool(kind) or any(currency_of(books.ledger, each) for each in meetings)
    if not found:
        raise nothing_issued(name, kind)


def nothing_by(books: Books, name: str, kind: str, on: date) -> UsageError:
    """That nothing was issued by a day, and with which later day something was."""
    meetings = [meeting.id for meeting in find_group(books.data, name)]
    days = [
        issue.issued_on
        for _, issue in standing(books.ledger, Issue)
        if any(touches(notice, meetings) for notice in issue.notices)
    ]
    if not days:
        return nothing_issued(name, kind, f" by {on}")
    first = in_words(min(days))
    told = f"nothing was issued for {name} by {on}: it was issued with the day {first}"
    if kind not in TRANSMITTED:
        return UsageError(f"{told}, so there is nothing to remind of before.")
    return UsageError(f"{told}. Notes of that day: --as-of {min(days)}.")


def touches(notice: Notice, meetings: Collection[str]) -> bool:
    """Whether a notice is on one of the meetings."""
    return any(line.meeting in meetings for line in notice.lines)


def nothing_issued(name: str, kind: str, when: str = "") -> UsageError:
    """That nothing was issued of which a note of a kind could tell."""
    if kind == "credit":
        return UsageError(
            f"no credit was issued for {name}{when}, so there is nothing to transmit. Credits come "
            f"with ccmcost settle {name}."
        )
    what = "remind of" if kind.startswith("reminder") else "transmit"
    return UsageError(
        f"nothing was issued for {name}{when}, so there is nothing to {what}. Issue first: ccmcost "
        f"issue {name}."
    )
