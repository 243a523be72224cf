"""Issues that one person prepared and another approves: drafts, kept outside the ledger.

A draft holds the order with all its options, and the hash of what would be recorded: amounts,
documents, payment details and States. Only what has that hash is issued by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ccmcost import __version__
from ccmcost.accounts.books import Books
from ccmcost.desk.order import IssueOrder
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Control, Issue
from ccmcost.ledger.codec import Misfit, as_json, from_json
from ccmcost.ledger.events import canonical, content_hash
from ccmcost.ledger.frozen import FrozenMeeting
from ccmcost.ledger.queries import last_issue
from ccmcost.model.money import Money
from ccmcost.text import is_line, printable
from ccmcost.words.status import counted
from ccmcost.words.status import words as status_word
from ccmcost.workspace import shown_path

VERSION = 1
LARGEST = 1_000_000
"""Bytes: no draft is larger."""


class OfMeeting(NamedTuple):
    """What the bills of a meeting rest on; the cost is in major units."""

    meeting: str
    cost: str
    cost_status: str
    cost_version: int
    cost_source: str
    scale: str
    rule: str
    list_status: str
    states: int


class OfKind(NamedTuple):
    """How many documents of a kind there are, and their sum in major units."""

    kind: str
    number: int
    amount: str


class Totals(NamedTuple):
    """What is compared, in words, where something else would be issued than what was prepared."""

    currency: str
    meetings: tuple[OfMeeting, ...]
    notices: tuple[OfKind, ...]
    numbers: tuple[str, ...]
    payment_details: Mapping[str, str]


class Prepared(NamedTuple):
    """A draft. `after` is the last event of the ledger when it was prepared."""

    format: Literal["ccmcost draft"]
    version: int
    made_by: str
    convention: str
    hash: str
    prepared_by: str
    prepared_at: str
    after: int
    order: IssueOrder
    totals: Totals

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.order.name}-{self.hash[:12]}"

    @property
    def anew(self) -> str:
        """The line by which it is prepared again."""
        if self.order.settle:
            return f"ccmcost settle {self.order.name} ... --prepare"
        return f"ccmcost issue {self.order.name} ... --prepare"

    @property
    def document(self) -> dict[str, Any]:
        """It as JSON, with its seal."""
        content: dict[str, Any] = as_json(self)
        return {**content, "seal": _seal(content)}


class Sheet(NamedTuple):
    """A draft whose approval sheet was signed; `reference` names the sheet or the mail."""

    prepared: Prepared
    reference: str

    @property
    def control(self) -> Control:
        """How the issue is recorded to have come about."""
        by = self.prepared.prepared_by
        return Control(prepared_by=by, approved_how="sheet", approval_reference=self.reference)

    def check(self, body: Issue) -> None:
        """Raise UsageError if something else than what was approved would be recorded."""
        if content_hash(body) != self.prepared.hash:
            told = differences(self.prepared.totals, totals_of(body))
            raise _otherwise(self.prepared, *told)

    @contextmanager
    def unfit(self) -> Iterator[None]:
        """What no longer fits the order is told with the line that prepares it again."""
        try:
            yield
        except UsageError as error:
            raise _otherwise(self.prepared, *error.faults) from None

    def check_issued(self, last: Issue) -> None:
        """Raise UsageError if nothing would change, but by another issue than what was approved."""
        if content_hash(last) != self.prepared.hash:
            raise _otherwise(self.prepared, "it was issued since, by another order")


def draft_of(
    books: Books, order: IssueOrder, body: Issue, by: str, at: str, after: int
) -> Prepared:
    """The draft of what an order would record."""
    order = order._replace(approved_by="", further=())
    return Prepared(
        format="ccmcost draft",
        version=VERSION,
        made_by=f"ccmcost {__version__}",
        convention=books.convention.id,
        hash=content_hash(body),
        prepared_by=by,
        prepared_at=at,
        after=after,
        order=order,
        totals=totals_of(body),
    )


def totals_of(body: Issue) -> Totals:
    """The totals of an issue."""
    money, kinds = Money(0, body.currency, body.decimals), dict[str, list[int]]()
    for notice in body.notices:
        kinds.setdefault(notice.kind, []).append(notice.amount)
    numbers = [notice.number for notice in body.notices]
    return Totals(
        body.currency,
        tuple(_of_meeting(each, money) for each in body.meetings),
        tuple(
            OfKind(kind, len(own), money.of(sum(own)).plain())
            for kind, own in sorted(kinds.items())
        ),
        tuple(dict.fromkeys((*numbers[:1], *numbers[-1:]))),
        body.payment_details,
    )


def _of_meeting(part: FrozenMeeting, money: Money) -> OfMeeting:
    cost = part.cost
    return OfMeeting(
        part.meeting,
        money.of(cost.amount).plain(),
        cost.status,
        cost.version,
        cost.source,
        part.scale.id,
        part.rule.id,
        part.list.status,
        len(part.lines),
    )


def differences(before: Totals, now: Totals) -> Iterator[str]:
    """In what an issue differs from what was prepared, in words."""
    was, is_now = dict(_facts(before)), dict(_facts(now))
    found = [
        f"{what}: {was.get(what, 'none')} as prepared, {is_now.get(what, 'none')} now"
        for what in dict.fromkeys((*was, *is_now))
        if was.get(what) != is_now.get(what)
    ]
    yield from found or [
        "all totals are the same; documents, data or amounts of single States differ"
    ]


def _facts(totals: Totals) -> Iterator[tuple[str, str]]:
    for each in totals.meetings:
        cost = (
            f"{totals.currency} {each.cost} ({status_word(each.cost_status)}, {each.cost_source})"
        )
        states = counted(each.states, "State", "States")
        yield f"cost of {each.meeting}", cost
        yield f"list of {each.meeting}", f"{each.list_status}, {states}"
        yield f"scale of {each.meeting}", each.scale
        yield f"rule of {each.meeting}", each.rule
    for kind in totals.notices:
        named = kind.kind.replace("_", " ")
        yield f"{named}s", f"{kind.number}, {totals.currency} {kind.amount}"
    yield "numbers", " to ".join(totals.numbers) or "none"
    for key, text in totals.payment_details.items():
        yield f"payment details, {key}", f'"{text}"'


def _otherwise(prepared: Prepared, *told: str) -> UsageError:
    listed = "".join(f"\n  {each}" for each in told)
    return UsageError(
        f"What would be issued now is not what {prepared.prepared_by} prepared on "
        f"{prepared.prepared_at[:10]}. Nothing was recorded. It must be prepared anew: "
        f"{prepared.anew}{listed}"
    )


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def find(books: Books, text: str, option: str = "DRAFT") -> Path:
    """The file of a draft, by its path, its name, or the meeting of which one draft waits. Raises
    UsageError.
    """
    here = books.workspace.drafts
    named = (Path(text), here / text, here / f"{text}.json") if is_line(text) else ()
    for path in named:
        if path.suffix == ".json" and path.is_file():
            return path
    paths = sorted(here.glob("*.json"))
    of_meeting = [path for path in paths if path.stem.rpartition("-")[0] == text.lower()]
    waits = {each.name for each in waiting(books)} if of_meeting else set()
    found = [path for path in of_meeting if path.stem in waits] or of_meeting
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(path.stem for path in found)
        raise UsageError(f"{option}: there are several drafts of {text}. Name one: {names}.")
    raise UsageError(
        f'{option}: there is no draft "{printable(text)}". Drafts lie in {shown_path(here)}/; '
        '"ccmcost next" lists those that wait for approval.'
    )


def read(path: Path, convention: str) -> Prepared:
    """A draft as it was prepared. Raises UsageError for one that cannot be read, was changed or is
    of another convention.
    """
    place, again = shown_path(path), "Prepare it anew: ccmcost issue MEETING ... --prepare."
    try:
        with path.open("rb") as stream:
            content = json.loads(stream.read(LARGEST))
        if not isinstance(content, dict) or content.get("format") != "ccmcost draft":
            raise Misfit("it is not a draft of ccmcost")
        if content.get("version") != VERSION:
            raise Misfit("it has a version that this ccmcost does not know")
        seal = content.pop("seal", "")
        found: Prepared = from_json(Prepared, content)
        is_whole = len(found.order.decision) == len(("document", "paragraph"))
    except OSError as error:
        raise UsageError(f"{place} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        told = str(error) if isinstance(error, Misfit) else "it is not valid JSON"
        raise UsageError(f"{place} cannot be used: {told}. {again}") from None
    if seal != _seal(content) or not is_whole or not is_line(found.prepared_by):
        raise UsageError(
            f"{place} was changed after it was prepared: its seal does not match its content. "
            f"Nothing was recorded. {again}"
        )
    if found.convention != convention:
        raise UsageError(
            f"{place} is a draft of the convention {printable(found.convention)}, not of "
            f"{convention}. Nothing was recorded."
        )
    return found


def waiting(books: Books) -> Iterator[Prepared]:
    """The drafts that wait for approval: none of their meetings was issued since. What cannot be
    read is passed over.
    """
    for path in sorted(books.workspace.drafts.glob("*.json")):
        try:
            found = read(path, books.convention.id)
        except UsageError:
            continue
        last = [last_issue(books.ledger, each.meeting) for each in found.totals.meetings]
        if all(each is None or each.event.seq <= found.after for each in last):
            yield found
