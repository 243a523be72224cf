"""One cell as text: for machines, for a screen, and for a page in a language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from ccmcost.model.money import Money
from ccmcost.model.rates import share_text
from ccmcost.tables.table import DECIMALS, Column, Kind, Say, Value, value


def plain(cell: Value, kind: Kind) -> str:
    """A cell for machines: numbers without grouping, days as in ISO 8601, words by their key;
    nothing for None.
    """
    match value(cell):
        case None:
            return ""
        case Money() as amount:
            return amount.plain()
        case Say(key, _):
            return key
        case Fraction() as share:
            return share_text(share, DECIMALS[kind])
        case Decimal() as number:
            return f"{number:f}"
        case date() as day:
            return day.isoformat()
        case known:
            return str(known)


def on_screen(cell: Value, column: Column) -> str:
    """A cell for a person at a terminal, in English: amounts in groups of three,
    a dash for None (nothing for a change).
    """
    known = value(cell)
    match known:
        case None:
            return "" if column.kind == "change" else "-"
        case Say(_, text):
            return text
        case Money():
            if column.kind == "movement" and not known.minor:
                return ""
            return _signed(known.grouped(), column)
        case Fraction() | Decimal():
            return _signed(plain(known, column.kind), column)
        case int() if column.kind == "count":
            return f"{known:,}"
    return plain(known, column.kind)


def on_page(cell: Value, column: Column, language: str) -> str:
    """A cell of a page, as its language writes it; nothing for None."""
    from ccmcost.words.numbers import day, isolated, number

    known = value(cell)
    match known:
        case Say(_, text):
            return text
        case Money() if column.kind == "movement" and not known.minor:
            return ""
        case Money() | Fraction() | Decimal():
            return isolated(_signed(number(plain(known, column.kind), language), column), language)
        case int() if column.kind == "count":
            shown = number(str(known), language)
            return shown if shown.isdigit() else isolated(shown, language)
        case date() if column.kind == "day":
            return day(known, language)
        case date():
            return isolated(known.isoformat(), language)
    return plain(known, column.kind)


def _signed(figure: str, column: Column) -> str:
    """A change with its sign, unless it is nothing as it is shown."""
    is_more = (
        column.kind == "change"
        and not figure.startswith("-")
        and any(digit in figure for digit in "123456789")
    )
    return f"+{figure}" if is_more else figure
