"""Typed values as JSON and back, by the annotations of their NamedTuples; nothing is guessed and
nothing passed over.

A NamedTuple is an object, a tuple a list, a date its ISO text. A field with a default is absent
when it has that default, so that a format can gain fields without a change to what was written
before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ccmcost.model.calendar import parse_day

LARGEST = 2**63 - 1
"""What a column of the ledger holds."""

_NEEDED = object()


class Misfit(ValueError):
    """A value does not have the form that its place asks for; the text says where and what."""


Read = Callable[[Any, str], Any]
"""From JSON and the path of the place to a value. Raises Misfit."""


def as_json(value: Any) -> Any:
    """A typed value as what JSON can hold."""
    if value.__class__ in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        fields = _fields(value.__class__)
        if fields is None:
            return [as_json(each) for each in value]
        return {
            name: as_json(each)
            for (name, default), each in zip(fields, value, strict=True)
            if each != default
        }
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


_AS_IT_IS = frozenset({str, int, bool, type(None)})


@cache
def _fields(wanted: type[Any]) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a NamedTuple with their defaults; None for a plain tuple."""
    names = getattr(wanted, "_fields", None)
    defaults: Mapping[str, Any] = getattr(wanted, "_field_defaults", {})
    return None if names is None else tuple((name, defaults.get(name, _NEEDED)) for name in names)


def from_json(wanted: Any, value: Any, place: str = "") -> Any:
    """The typed value of what `as_json` gave.
    Raises Misfit, which names the first place that does not fit.
    """
    return _reader(wanted)(value, place)


@cache
def _reader(wanted: Any) -> Read:
    """How a type is read; found out once."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if wanted in _PLAIN:
        return _PLAIN[wanted]
    if origin is Literal:
        return _one_of(arguments)
    if origin in (Union, UnionType):
        return _optional(_reader(next(each for each in arguments if each is not type(None))))
    if origin is tuple:
        return _list(_reader(arguments[0]))
    if origin is not None:
        return _mapping(_reader(arguments[1]))
    return _object(wanted)


def _int(value: Any, place: str) -> int:
    if type(value) is not int or abs(value) > LARGEST:
        raise Misfit(f"{place} must be a whole number of at most 64 bits")
    return value


def _bool(value: Any, place: str) -> bool:
    if type(value) is not bool:
        raise Misfit(f"{place} must be true or false")
    return value


def _str(value: Any, place: str) -> str:
    if type(value) is not str:
        raise Misfit(f"{place} must be text")
    return value


def _date(value: Any, place: str) -> date:
    found = parse_day(value) if type(value) is str else None
    if found is None:
        raise Misfit(f"{place} must be a day of the calendar, YYYY-MM-DD")
    return found


_PLAIN: dict[Any, Read] = {int: _int, bool: _bool, str: _str, date: _date}


def _one_of(values: tuple[Any, ...]) -> Read:
    def read(value: Any, place: str) -> Any:
        if value not in values:
            raise Misfit(f"{place} must be one of {', '.join(str(each) for each in values)}")
        return value

    return read


def _optional(inner: Read) -> Read:
    return lambda value, place: None if value is None else inner(value, place)


def _list(inner: Read) -> Read:
    def read(value: Any, place: str) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Misfit(f"{place} must be a list")
        return tuple(inner(each, f"{place}[{index}]") for index, each in enumerate(value))

    return read


def _mapping(inner: Read) -> Read:
    def read(value: Any, place: str) -> dict[str, Any]:
        if type(value) is not dict:
            raise Misfit(f"{place} must be an object")
        return {key: inner(each, f"{place}.{key}") for key, each in value.items()}

    return read


def _object(wanted: Any) -> Read:
    defaults: Mapping[str, Any] = getattr(wanted, "_field_defaults", {})
    fields = {name: _reader(hint) for name, hint in get_type_hints(wanted).items()}

    def read(value: Any, place: str) -> Any:
        if type(value) is not dict:
            raise Misfit(f"{place or wanted.__name__} must be an object")
        start = f"{place}." if place else ""
        for key in value:
            if key not in fields:
                raise Misfit(f'"{start}{key}" is not known here')
        found = []
        for name, inner in fields.items():
            if name in value:
                found.append(inner(value[name], start + name))
            elif name in defaults:
                found.append(defaults[name])
            else:
                raise Misfit(f'"{start}{name}" is missing')
        return wanted(*found)

    return read
