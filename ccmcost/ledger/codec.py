"""Bodies of events as JSON and back, by the annotations of their types; nothing is guessed and
nothing passed over.

A NamedTuple is an object, a tuple a list, a date its ISO text. A field with a default is absent
when it has that default, so that a format can gain fields without a change to what was written
before. A version, kind or field that is not known is refused by name: nothing is misread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from ccmcost.errors import WriteError
from ccmcost.ledger import bodies
from ccmcost.ledger.bodies import Issue, Movement
from ccmcost.model.books import Event
from ccmcost.model.calendar import parse_day

VERSION = 1
LARGEST = 2**63 - 1
"""What a column of the ledger holds."""
IN_ITS_YEAR = re.compile(r"[0-9]{4}/[^./\\\0][^/\\\0]*")
"""Where a document lies below `notices/`: nowhere else is one written, moved or read."""

Body = (
    Issue
    | bodies.Opening
    | bodies.Receipt
    | bodies.Identify
    | Movement
    | bodies.ApplyCredit
    | bodies.PaymentPlan
    | bodies.ExternalNumber
    | bodies.HandedOver
    | bodies.CostVersion
    | bodies.Reverse
)
AnyBody = TypeVar("AnyBody", bound=Body)

KINDS: Mapping[str, type[Body]] = {
    "issue": Issue,
    "opening": bodies.Opening,
    "receipt": bodies.Receipt,
    "identify": bodies.Identify,
    "bank_charge": bodies.BankCharge,
    "exchange_difference": bodies.ExchangeDifference,
    "refund": bodies.Refund,
    "write_off": bodies.WriteOff,
    "apply_credit": bodies.ApplyCredit,
    "payment_plan": bodies.PaymentPlan,
    "external_number": bodies.ExternalNumber,
    "handed_over": bodies.HandedOver,
    "cost": bodies.CostVersion,
    "reverse": bodies.Reverse,
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


class Misfit(ValueError):
    """A value does not have the form that its place asks for; the text says where and what."""


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
        body = from_json(wanted, found)
        for file in body.files if isinstance(body, Issue) else ():
            if not IN_ITS_YEAR.fullmatch(file):
                raise Misfit(f"a document lies in the folder of its year, not at {file!r}")
        return cast(AnyBody, body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            "form", f"event {event.seq} ({event.kind}) cannot be read: {error}."
        ) from None


def as_json(value: Any) -> Any:
    """A typed value as what JSON can hold."""
    if value.__class__ in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        if not hasattr(value, "_fields"):
            return [as_json(each) for each in value]
        pairs = zip(_defaults(value.__class__).items(), value, strict=True)
        return {name: as_json(each) for (name, default), each in pairs if each != default}
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


_AS_IT_IS = frozenset({str, int, bool, NoneType})
_NEEDED = object()


@cache
def _defaults(wanted: Any) -> dict[str, Any]:
    """The fields of a NamedTuple in their order, with their defaults."""
    return {name: wanted._field_defaults.get(name, _NEEDED) for name in wanted._fields}


def from_json(wanted: Any, value: Any, place: str = "") -> Any:
    """The typed value of what `as_json` gave.
    Raises Misfit, which names the first place that does not fit.
    """
    return _reader(wanted)(value, place)


_PLAIN = {
    int: "a whole number of at most 64 bits",
    bool: "true or false",
    str: "text",
    list: "a list",
    dict: "an object",
}


def _day(value: Any, place: str) -> date:
    found = parse_day(value) if type(value) is str else None
    if found is None:
        raise Misfit(f"{place} must be a day of the calendar, YYYY-MM-DD")
    return found


@cache
def _reader(wanted: Any) -> Callable[[Any, str], Any]:
    """How a type is read, from JSON and the path of the place to a value; found out once."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if wanted is date:
        return _day
    if wanted in _PLAIN:

        def plain(value: Any, place: str) -> Any:
            if type(value) is not wanted or (wanted is int and abs(value) > LARGEST):
                raise Misfit(f"{place} must be {_PLAIN[wanted]}")
            return value

        return plain
    if origin is None:
        return _object(wanted)
    if origin is Literal:

        def one_of(value: Any, place: str) -> Any:
            if value not in arguments:
                raise Misfit(f"{place} must be one of {', '.join(map(str, arguments))}")
            return value

        return one_of
    is_one = origin in (Union, UnionType, tuple)  # a type or None, or any number of a type
    inner = _reader(arguments[0 if is_one else 1])
    if origin in (Union, UnionType):
        return lambda value, place: None if value is None else inner(value, place)
    whole = _reader(list if origin is tuple else dict)
    if origin is tuple:
        return lambda value, place: tuple(
            inner(each, f"{place}[{index}]") for index, each in enumerate(whole(value, place))
        )
    return lambda value, place: {
        key: inner(each, f"{place}.{key}") for key, each in whole(value, place).items()
    }


def _object(wanted: Any) -> Callable[[Any, str], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(wanted).items()}
    defaults, whole = _defaults(wanted), _reader(dict)

    def read(value: Any, place: str) -> Any:
        whole(value, place or wanted.__name__)
        start = f"{place}." if place else ""
        for key in value:
            if key not in readers:
                raise Misfit(f'"{start}{key}" is not known here')
        found = []
        for name, inner in readers.items():
            if name in value:
                found.append(inner(value[name], start + name))
            elif defaults[name] is _NEEDED:
                raise Misfit(f'"{start}{name}" is missing')
            else:
                found.append(defaults[name])
        return wanted(*found)

    return read
