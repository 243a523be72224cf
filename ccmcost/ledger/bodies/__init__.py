"""What each kind of event says: one type per kind, read and written here alone, with a version.

Version 1 has room for what offices will record later, in fields that are absent while they are
empty: how an event was prepared and approved (`Control`), the bank's own account of a credit
(`BankEntry`), currency, instrument and printed rounding line of each meeting. A field may be added
with a default; anything else is a new version, with its own reader. A version, kind or field that
is not known is refused by name: nothing is misread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

from ccmcost.errors import WriteError
from ccmcost.ledger.bodies.control import Control, Limits
from ccmcost.ledger.bodies.issue import (
    IN_ITS_YEAR,
    Decision,
    FrozenCost,
    FrozenLine,
    FrozenList,
    FrozenMeeting,
    FrozenRule,
    FrozenScale,
    FrozenSource,
    Issue,
    Listed,
    Notice,
    NoticeKind,
    NoticeLine,
)
from ccmcost.ledger.bodies.money import (
    ApplyCredit,
    BankCharge,
    BankEntry,
    ExchangeDifference,
    Identify,
    Opening,
    Part,
    Receipt,
    Refund,
    Sent,
    WriteOff,
)
from ccmcost.ledger.bodies.others import Contrary, CostVersion, ExternalNumber, PaymentPlan, Reverse
from ccmcost.ledger.codec import Misfit, as_json, from_json
from ccmcost.model.books import Event

__all__ = [
    "KINDS",
    "VERSION",
    "ApplyCredit",
    "BankCharge",
    "BankEntry",
    "Body",
    "Contrary",
    "Control",
    "CostVersion",
    "Decision",
    "Draft",
    "ExchangeDifference",
    "ExternalNumber",
    "FrozenCost",
    "FrozenLine",
    "FrozenList",
    "FrozenMeeting",
    "FrozenRule",
    "FrozenScale",
    "FrozenSource",
    "Identify",
    "Issue",
    "Limits",
    "Listed",
    "Movement",
    "Notice",
    "NoticeKind",
    "NoticeLine",
    "Opening",
    "Part",
    "PaymentPlan",
    "Receipt",
    "Refund",
    "Reverse",
    "Sent",
    "Unreadable",
    "WriteOff",
    "body_of",
    "kind_of",
    "read_as",
    "written",
]

VERSION = 1


Movement = BankCharge | ExchangeDifference | Refund | WriteOff
"""Kinds that move one account of one State for one meeting."""

Body = (
    Issue
    | Opening
    | Receipt
    | Identify
    | BankCharge
    | ExchangeDifference
    | Refund
    | WriteOff
    | ApplyCredit
    | PaymentPlan
    | ExternalNumber
    | CostVersion
    | Reverse
)
AnyBody = TypeVar("AnyBody", bound=Body)

KINDS: Mapping[str, type[Body]] = {
    "issue": Issue,
    "opening": Opening,
    "receipt": Receipt,
    "identify": Identify,
    "bank_charge": BankCharge,
    "exchange_difference": ExchangeDifference,
    "refund": Refund,
    "write_off": WriteOff,
    "apply_credit": ApplyCredit,
    "payment_plan": PaymentPlan,
    "external_number": ExternalNumber,
    "cost": CostVersion,
    "reverse": Reverse,
}
"""Every kind of event by the name that the ledger stores."""

_NAMES = {body: kind for kind, body in KINDS.items()}


class Unreadable(WriteError):
    """An event says what this ccmcost does not know, or not in the form that its kind has; nothing
    is guessed.

    `rule` is the name of the rule of the ledger that it breaks: kind, version or form.
    """

    def __init__(self, rule: str, text: str) -> None:
        self.rule = rule
        super().__init__(text)


class Draft(NamedTuple):
    """An event before it is recorded: `value_date` is the day that counts."""

    body: Body
    value_date: date
    approved_by: str = ""

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return kind_of(type(self.body))


def kind_of(body: type[Any]) -> str:
    """The name by which the ledger stores a kind of event."""
    return _NAMES[body]


def written(body: Body) -> dict[str, Any]:
    """A body as the JSON object that the ledger stores."""
    return {"v": VERSION, **as_json(body)}


def body_of(event: Event) -> Body:
    """What an event says. Raises Unreadable, which names the event and what is wrong with it."""
    wanted = KINDS.get(event.kind)
    if wanted is None:
        text = (
            f'event {event.seq} is of a kind that this ccmcost does not know: "{event.kind}". '
            "Use a later one."
        )
        raise Unreadable("kind", text)
    return read_as(wanted, event)


def read_as(wanted: type[AnyBody], event: Event) -> AnyBody:
    """What an event of a known kind says. Raises Unreadable."""
    try:
        found = json.loads(event.body)
        version = found.pop("v", None) if isinstance(found, dict) else None
        if type(version) is not int or version < 1:
            raise Unreadable(
                "version",
                f"event {event.seq} ({event.kind}) carries no version, so it cannot be read.",
            )
        if version > VERSION:
            raise Unreadable(
                "version",
                f"this ledger was written by a later ccmcost: event {event.seq} has version "
                f"{version}, and this one knows {VERSION}. Use the later ccmcost.",
            )
        body = cast(AnyBody, from_json(wanted, found))
        misplaced = (
            [file for file in body.files if not IN_ITS_YEAR.fullmatch(file)]
            if isinstance(body, Issue)
            else []
        )
        if misplaced:
            raise Misfit(f"a document lies in the folder of its year, not at {misplaced[0]!r}")
        return body
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            "form", f"event {event.seq} ({event.kind}) cannot be read: {error}."
        ) from None
