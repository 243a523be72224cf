"""Probabilities from earlier meetings: only lists that were taken in from official documents count
as trials.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ccmcost.errors import UsageError
from ccmcost.model.rates import Probability
from ccmcost.sharing.basis import Basis

LEAST = 3
"""So many official lists there must be; fewer say nothing that could be called a frequency."""

PRIOR = (
    "one half (Jeffreys prior: half a meeting attended, half a meeting missed, added to the record)"
)


def estimate(basis: Basis) -> dict[str, Probability]:
    """The probability of each State that stands on this list or on an official list of an earlier
    meeting.

    (attended + 1/2) / (official lists + 1): the mean under Jeffreys' prior. A State on none of the
    lists gets no figure. Raises UsageError if fewer than three official lists of earlier meetings
    are at hand.
    """
    lists = _official(basis)
    if len(lists) < LEAST:
        raise UsageError(
            f"--estimate needs official lists of at least {LEAST} earlier meetings; at hand: "
            f"{len(lists)}{' (' + ', '.join(lists) + ')' if lists else ''}. Expected lists show "
            "who could come, not who came, so they do not count. Give your own judgement with "
            "--probabilities FILE (iso3,probability,basis)."
        )
    codes = sorted(basis.listed.codes.union(*lists.values()) & set(basis.states))
    return {code: _of(code, lists) for code in codes}


def _official(basis: Basis) -> dict[str, frozenset[str]]:
    found = {}
    for meeting in basis.data.meetings.values():
        if meeting.day is None or meeting.day >= basis.day:
            continue
        listed = basis.data.list_of(meeting.id)
        if listed is not None and listed.status == "official":
            found[meeting.id] = listed.codes
    return basis.data.checked(found)


def _of(code: str, lists: Mapping[str, frozenset[str]]) -> Probability:
    attended = sum(code in codes for codes in lists.values())
    value = Fraction(2 * attended + 1, 2 * len(lists) + 2)
    return Probability(
        value, f"attended {attended} of {len(lists)} ({', '.join(lists)}); prior {PRIOR}"
    )
