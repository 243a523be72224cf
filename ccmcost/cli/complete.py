"""What a shell may complete on a command line: declared with each option as `complete`, one source
for each kind of word.

A source gives words with what they are; of those, `completed` gives the ones that begin as what was
typed. Completion never fails and never prints: without data, or with broken ones, there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ccmcost.ledger.store import Ledger
    from ccmcost.load.data import Data

MOST_EVENTS = 200
"""So many events are offered, the latest first."""


class Word(NamedTuple):
    """A word and what it is, which some shells show beside it."""

    word: str
    what: str = ""


class AtHand:
    """The workspace of the command line, by its --data; read when a source asks for it."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder

    @cached_property
    def data(self) -> Data:
        """The data folder."""
        from ccmcost.load.data import Data
        from ccmcost.workspace import open_workspace

        return Data(open_workspace(self._folder))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, only to be read."""
        from ccmcost.ledger.store import looked_at

        with looked_at(self.data.workspace.ledger) as ledger:
            yield ledger


Source = Callable[[AtHand], Iterable[Word]]


def completed(source: Source, folder: str | None, typed: str) -> list[tuple[str, str]]:
    """The words that may stand where something was typed, each with what it is.

    A list (`fr,es`) is completed at its last word. Small letters will do for capitals. Where no
    word begins so, one whose meaning does is given (`Swed` for SWE).
    """
    before, comma, last = typed.rpartition(",")
    there: list[Word] = []
    try:
        # a library may have something to say, but a shell would take it for words
        with redirect_stdout(None), redirect_stderr(None):
            there = list(source(AtHand(folder)))
    except Exception:
        return []
    taken, last = set(before.split(",")), last.casefold()
    free = [each for each in there if each.word not in taken]
    found = [each for each in free if each.word.casefold().startswith(last)]
    found = found or [each for each in free if each.what.casefold().startswith(last)]
    return [(f"{before}{comma}{each.word}", each.what) for each in found]


def words(*known: str) -> Source:
    """Words that are the same everywhere."""
    return lambda at: map(Word, known)


def meetings(at: AtHand) -> Iterable[Word]:
    """Meetings by id."""
    return (Word(each.id, each.name) for each in at.data.meetings.values())


def groups(at: AtHand) -> Iterable[Word]:
    """Meetings and billing groups by id."""
    others = {each.billing_group for each in at.data.meetings.values()} - set(at.data.meetings)
    return [*meetings(at), *map(Word, sorted(others))]


def states(at: AtHand) -> Iterable[Word]:
    """States by code."""
    return (Word(code, at.data.states.name(code)) for code in sorted(at.data.states))


def rules(at: AtHand) -> Iterable[Word]:
    """The rules at hand, with their titles."""
    for each in sorted(at.data.rule_ids):
        rule = at.data.rule(each)
        yield Word(each, rule.title if rule else "")


def scales(at: AtHand) -> Iterable[Word]:
    """The scales at hand."""
    return map(Word, at.data.scale_periods)


def years(at: AtHand) -> Iterable[Word]:
    """The years in which meetings open."""
    days = (each.day for each in at.data.meetings.values())
    return map(Word, sorted({str(day.year) for day in days if day is not None}))


def languages(at: AtHand) -> Iterable[Word]:
    """Languages of documents."""
    from ccmcost.words.catalogue import LANGUAGES, language_names

    return (Word(each, language_names(each)[1]) for each in LANGUAGES)


def template_languages(at: AtHand) -> Iterable[Word]:
    """Languages of letters and estimates."""
    from ccmcost.words.catalogue import TEMPLATES, language_names

    return (Word(each, language_names(each)[1]) for each in TEMPLATES)


def drafts(at: AtHand) -> Iterable[Word]:
    """Prepared issues that wait for approval, or did."""
    return (Word(path.stem) for path in sorted(at.data.workspace.drafts.glob("*.json")))


def currencies(at: AtHand) -> Iterable[Word]:
    """The currency of the convention, and those of the costs."""
    costs = {cost.total.currency for versions in at.data.costs.values() for cost in versions}
    return map(Word, sorted({at.data.convention.currency, *costs}))


def meeting_kinds(at: AtHand) -> Iterable[Word]:
    """Kinds of meetings."""
    return map(Word, at.data.convention.meeting_kinds)


def letter_kinds(at: AtHand) -> Iterable[Word]:
    """Kinds of letters."""
    from ccmcost.documents.letters import KINDS

    return map(Word, KINDS)


def statuses(at: AtHand) -> Iterable[Word]:
    """Statuses of a cost that an office sets."""
    from ccmcost.desk.costs import STATUSES

    return map(Word, STATUSES)


def choices(at: AtHand) -> Iterable[Word]:
    """What a State may choose for its credit."""
    from ccmcost.desk.account import CHOICES

    return map(Word, CHOICES)


def day_forms(at: AtHand) -> Iterable[Word]:
    """How a bank's file may write days."""
    from ccmcost.intake.extracts import DAYS

    return map(Word, DAYS)


def event_kinds(at: AtHand) -> Iterable[Word]:
    """Kinds of events of the ledger."""
    from ccmcost.ledger.codec import KINDS

    return map(Word, KINDS)


def events(at: AtHand) -> Iterable[Word]:
    """Events of the ledger that stand, the latest first."""
    from ccmcost.ledger.rules.conduct import NEVER_REVERSED
    from ccmcost.ledger.standing import latest

    with at.ledger() as ledger:
        found = latest(ledger, MOST_EVENTS)
    return [
        Word(str(each.seq), f"{each.value_date} {each.kind.replace('_', ' ')}")
        for each in found
        if each.kind not in NEVER_REVERSED
    ]


def batches(at: AtHand) -> Iterable[Word]:
    """Events by which a journal was handed over."""
    from ccmcost.ledger.bodies import HandedOver
    from ccmcost.ledger.standing import standing

    with at.ledger() as ledger:
        return [Word(str(each.seq), each.value_date) for each, _ in standing(ledger, HandedOver)]


def unidentified(at: AtHand) -> Iterable[Word]:
    """Events whose money nobody has placed."""
    from ccmcost.ledger.queries import unplaced

    with at.ledger() as ledger:
        return [
            Word(str(each.event), f"{each.day} {each.left} {each.reference}")
            for each in unplaced(ledger)
        ]


def notices(at: AtHand) -> Iterable[Word]:
    """Numbers of notices and credits."""
    from ccmcost.ledger.queries import notices

    with at.ledger() as ledger:
        return [Word(each.number, each.state) for each in notices(ledger)]


def topics(at: AtHand) -> Iterable[Word]:
    """Topics of the manual, and commands."""
    from ccmcost.cli.commands import COMMANDS
    from ccmcost.workspace import manual_pages

    return map(Word, sorted({*manual_pages(), *COMMANDS}))
