"""What Python code gives to a public name: held against the types that its signature states, before
anything looks at it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import wraps
from inspect import BoundArguments, Parameter, signature
from typing import Any, ParamSpec, TypeVar

from ccmcost.errors import UsageError
from ccmcost.text import unreadable

P = ParamSpec("P")
T = TypeVar("T")


def _are_texts(value: Any) -> bool:
    are_paths = (str, os.PathLike)
    return isinstance(value, tuple) and all(isinstance(each, are_paths) for each in value)


_AS_SAID: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "None": ("None", lambda value: value is None),
    "str": ("text", lambda value: isinstance(value, str)),
    "bool": ("True or False", lambda value: isinstance(value, bool)),
    "int": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "date": ("a date", lambda value: isinstance(value, date) and not isinstance(value, datetime)),
    "os.PathLike[str]": ("a path", lambda value: isinstance(value, os.PathLike)),
    "Iterable[str]": ("several texts", lambda value: isinstance(value, str) or _are_texts(value)),
    "Sequence[str]": ("several texts", _are_texts),
}
"""What each part of a type is called, and what tells it. Other types, such as amounts, are looked
at where they are read.
"""


_MANY = frozenset(("Iterable[str]", "Sequence[str]"))
_ONE = (str, bytes, Mapping, os.PathLike)


def as_stated(function: Callable[P, T]) -> Callable[P, T]:
    """A function that refuses, with UsageError, what is not of the types that it states, and texts
    that nobody could have typed. What is refused further down, in the words of the command line,
    is told by the names of its arguments.
    """

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        bound = signature(function).bind(*args, **kwargs)
        for name, parameter in bound.signature.parameters.items():
            if name in bound.arguments and parameter.annotation is not Parameter.empty:
                value = bound.arguments[name]
                bound.arguments[name] = _held(name, value, parameter.annotation)
        try:
            return function(*bound.args, **bound.kwargs)
        except UsageError as error:
            error.say(lambda text: _OPTION.sub(lambda found: _argument(found, bound), text))
            raise

    return asked


_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)")


def _argument(option: re.Match[str], bound: BoundArguments) -> str:
    """What a function calls that which a command has as an option."""
    plain = option[1].replace("-", "_")
    known = bound.signature.parameters
    names = (plain, f"{plain}_", f"{plain}uage", f"{plain}uages")
    return next((name for name in names if name in known), option[0])


def _held(name: str, value: Any, annotation: str) -> Any:
    """A value that is of a type; several texts as a tuple, which can be looked at twice."""
    kinds = annotation.split(" | ")
    texts = (value,)
    if _MANY & {*kinds} and isinstance(value, Iterable) and not isinstance(value, _ONE):
        texts = value = tuple(value)
    for text in texts:
        plain = os.fspath(text) if isinstance(text, os.PathLike) else text
        if isinstance(plain, str) and (fault := unreadable(plain)):
            raise UsageError(f"{name}: {fault}")
    if any(_AS_SAID[kind][1](value) if kind in _AS_SAID else True for kind in kinds):
        return value
    words = " or ".join(dict.fromkeys(_AS_SAID[kind][0] for kind in kinds))
    raise UsageError(f"{name}: this must be {words}, not {_called(texts)}.")


def _called(texts: tuple[Any, ...]) -> str:
    """What the first of some values is that is no text."""
    return type(next((each for each in texts if not isinstance(each, str)), "")).__name__
