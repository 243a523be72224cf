"""The account of a document on a terminal of 80 columns: taken, left out and why, checks; the answers used; two readings."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.intake.account import Account, AccountLine
from ccmcost.render.screen import PLAIN, WIDTH, Style

_MOST = 12


def account_screen(account: Account, style: Style = PLAIN) -> list[str]:
    """What was taken, by role; what was left out, by reason, each named with its place; the document's own figures."""
    lines = ["", style.bold("Account of the document")]
    taken, left = account.by_reason("taken"), account.by_reason("left_out")
    for reason, group in taken.items():
        lines += _paragraph(f"Taken as {reason} ({len(group)})", [_short(line) for line in group], len(group))
    for reason, group in left.items():
        lines += _paragraph(f"Left out, {reason} ({sum(line.times for line in group)})", [_named(each) for each in group])
    still_open = account.of("open")
    if still_open:
        lines += _paragraph(f"Still open ({len(still_open)})", [_named(line) for line in still_open], 40)
    elif not left:
        lines.append("  Nothing else names a State.")
    for check in account.checks:
        agrees = "as read" if check.agrees else f"but {check.read} were read"
        lines += _wrapped(f"The document states {check.stated}, {agrees}: {check.what} ({check.place.text}).")
    return lines


def _short(line: AccountLine) -> str:
    return line.state or line.text


def _named(line: AccountLine) -> str:
    times = f", {line.times} times" if line.times > 1 else ""
    code = f"{line.state}: " if line.state else ""
    return f"{code}{line.text} ({line.place.text}{times})"


def _paragraph(head: str, items: Sequence[str], most: int = _MOST) -> list[str]:
    more = len(items) - most
    listed = "; ".join(items[:most]) if most < len(items) or "(" in "".join(items) else ", ".join(items)
    return _wrapped(f"{head}: {listed}" + (f"; and {more} more." if more > 0 else "."))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
