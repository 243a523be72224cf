"""What each State not party would change by joining alone: its own amount, and what everybody else would save."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Assessment
from ccmcost.model.rates import rate_text, share_text
from ccmcost.statement.status import ROLE_WORDS


class EffectRow(NamedTuple):
    """One State not party joining alone. Amounts in minor units; `rate`, `share`, `parties_change` in per cent, as text.

    `parties_change` is the change of the States Parties' shares taken together; `best` is the State that saves most.
    """

    iso3: str
    name: str
    role: str
    rate: str
    amount: int
    share: str
    sum_of_rates: str
    parties_change: str
    best: str
    best_change: int
    watched_change: int | None


class Effects(NamedTuple):
    """All States not party that do not bear the cost yet, largest amount first."""

    base: Apportionment
    watched: str
    rows: tuple[EffectRow, ...]
    already: int
    without_rate: tuple[str, ...]


def effects(
    base: Apportionment, joined: Sequence[tuple[str, Apportionment]], watched: str, without_rate: Sequence[str]
) -> Effects:
    """The effects from (State, result with it) pairs, each against the same base; `watched` may name one State."""
    rows = sorted((_row(base, code, result, watched) for code, result in joined), key=lambda row: (-row.amount, row.iso3))
    already = sum(line.payer.role in ("signatory", "observer_state") for line in base.assessment.lines)
    return Effects(base, watched, tuple(rows), already, tuple(without_rate))


def _row(base: Apportionment, code: str, result: Apportionment, watched: str) -> EffectRow:
    line = result.assessment.line(code)
    assert line is not None
    after = {each.code: each.amount for each in result.assessment.lines}
    changes = {each.code: after[each.code] - each.amount for each in base.assessment.lines}
    best = min(sorted(changes), key=lambda each: changes[each])
    here, there = _parties(base.assessment), _parties(result.assessment)
    return EffectRow(
        iso3=code,
        name=result.states.name(code),
        role=ROLE_WORDS[line.payer.role],
        rate=rate_text(line.payer.weight),
        amount=line.amount,
        share=share_text(line.share.value),
        sum_of_rates=rate_text(result.assessment.sum_of_rates),
        parties_change=share_text((there - here) / here, 2) if here else "",
        best=best,
        best_change=changes[best],
        watched_change=changes.get(watched) if watched else None,
    )


def _parties(assessment: Assessment) -> Fraction:
    shares = (line.share.value for line in assessment.lines if line.payer.role == "state_party")
    return sum(shares, Fraction(0))
