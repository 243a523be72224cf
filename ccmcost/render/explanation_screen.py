"""The derivation of one amount on a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.model.assessment import Apportionment
from ccmcost.model.money import Money
from ccmcost.render.screen import heading
from ccmcost.sharing.alternative import Alternative
from ccmcost.sharing.explanation import Explanation
from ccmcost.statement.status import status_of
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet
from ccmcost.words.steps import sentence


def explanation_screen(
    result: Apportionment,
    code: str,
    explanation: Explanation | None,
    why_not: str,
    alternatives: Sequence[Alternative],
    style: Style = PLAIN,
) -> str:
    """Steps, sources, and the amount under the other rules with the reason of each difference."""
    name = result.states.name(code)
    lines = [*heading(result, style), style.warn(status_of(result).title), "", style.bold(f"{name} ({code})")]
    if explanation is None:
        lines += textwrap.wrap(why_not, WIDTH)
    else:
        lines += _steps(result, explanation)
        lines += ["", style.bold(f"Amount: {explanation.amount}"), "", style.bold("Sources")]
        lines += [line for source in explanation.sources for line in bullet(sentence(source, result.states))]
    if alternatives:
        lines += ["", style.bold(f"Under the other rules (here: {result.rule.id})")]
        lines += [line for other in alternatives for line in _alternative(result, other)]
    return "\n".join(lines) + "\n"


def _steps(result: Apportionment, explanation: Explanation) -> list[str]:
    lines = []
    for number, step in enumerate(explanation.steps, 1):
        text = sentence(step, result.states)
        lines += textwrap.wrap(text, WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
    return lines


def _alternative(result: Apportionment, other: Alternative) -> list[str]:
    amount = str(other.amount) if other.amount is not None else "nothing"
    text = f"{other.rule.id}: {amount} ({_signed(other.difference)}). {sentence(other.reason, result.states)}"
    return bullet(text)


def _signed(difference: Money) -> str:
    return "no difference" if not difference.minor else f"{'+' if difference.minor > 0 else ''}{difference.grouped()}"
