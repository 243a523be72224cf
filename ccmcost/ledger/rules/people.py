"""Who records and who approves, and that all can read it."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.bodies import BankCharge, Body, ExchangeDifference, Reverse
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.broken import Broken
from ccmcost.model.books import APPROVED, Event
from ccmcost.model.money import Money
from ccmcost.model.office import MOST_ALONE
from ccmcost.text import hidden_in, is_line, mixed_scripts, same_person


def check(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """A second person where the kind needs one; and never the same person twice."""
    texts = [text for text in body if isinstance(text, str)]
    if any(map(hidden_in, texts)) or not (
        is_line(event.recorded_by) and is_line(event.approved_by)
    ):
        yield Broken(
            "hidden",
            "a name or a text of this event holds a hidden character. Write it in plain text.",
        )
    for name in (event.recorded_by, event.approved_by):
        scripts = mixed_scripts(name)
        if scripts:
            told = " and ".join(script.capitalize() for script in scripts)
            yield Broken(
                "one-script", f'"{name}" mixes letters of {told}. Write the name in one script.'
            )
    if event.approved_by.strip() and same_person(event.approved_by, event.recorded_by):
        yield Broken(
            "same-person",
            f"recorded by {event.recorded_by} and approved by {event.approved_by}: two different "
            f"people must do this. Name them with --recorded-by and --approved-by.",
        )
    if event.approved_by.strip():
        return
    if isinstance(body, BankCharge | ExchangeDifference):
        limit = max(0, min(body.control.limits.one_person, MOST_ALONE * 10**body.decimals))
        alone = books.alone(body.state, body.meeting) + abs(body.amount)
        if alone > limit:
            most, whole = (
                str(Money(minor, body.currency, body.decimals)) for minor in (limit, alone)
            )
            yield Broken(
                "one-person",
                f"--approved-by: charges and differences of {books.name(body.state)} for "
                f"{body.meeting} that one person records come to {whole}. Above {most} "
                f"(issuer.toml, limits.one_person) a second person must approve: name them.",
            )
    if event.kind in APPROVED:
        yield Broken(
            "second-person", "--approved-by: this needs the approval of a second person; name them."
        )
    if isinstance(body, Reverse):
        target = books.event(body.event)
        if target is not None and (target.event.kind in APPROVED or target.event.approved_by):
            yield Broken(
                "second-person",
                f"--approved-by: event {body.event} was approved by a second person; so must be "
                "its reversal.",
            )
