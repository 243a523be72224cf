"""Random draws that depend on the seed alone: not on threads, nor on which other States are
uncertain.

Philox is counter-based: each chunk of trials and each State has a stream of its own, found by
(seed, chunk, code). Draws are whole 64-bit numbers compared with or scaled by integers; no float
takes part.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ccmcost.calc.batch import Bools, Ints

    Raw = NDArray[np.uint64]

CHUNK = 8192
"""Trials of one chunk; part of what a seed means, so it never changes with memory or threads."""

LARGEST_SEED = 2**64 - 1


class Range(NamedTuple):
    """A total between `low` and `high`, most likely `likely`; minor units.
    Equal ends mean a certain total.
    """

    low: int
    likely: int
    high: int


def draw_present(
    probability: Fraction, code: str, seed: int, chunk: int, trials: int
) -> Bools | bool:
    """In which trials of a chunk a State takes part; a plain bool if that is certain.

    The chance is the probability rounded down to a multiple of 2^-64.
    """
    import numpy as np

    if probability in (0, 1):
        return probability == 1
    limit = np.uint64(probability.numerator * 2**64 // probability.denominator)
    raw = _stream(seed, chunk, int.from_bytes(code.encode(), "big"), trials)
    present: Bools = raw < limit
    return present


def draw_totals(wanted: Range, step: int, seed: int, chunk: int, trials: int) -> Ints:
    """Totals of a chunk, multiples of `step`, from the triangular distribution of the range.

    Left of the mode the density rises like that of the larger of two uniform draws, right of it it
    falls like that of the smaller: so three draws give a total, in integers only.
    """
    import numpy as np

    low, likely, high = (value // step for value in wanted)
    if low == high:
        return np.full(trials, low * step, dtype=np.int64)
    side, first, second = _stream(seed, chunk, 0, 3 * trials).reshape(3, trials)
    rising = _scaled(side, high - low) < likely - low
    left = low + _scaled(np.maximum(first, second), likely - low + 1)
    right = likely + _scaled(np.minimum(first, second), high - likely + 1)
    return np.where(rising, left, right) * step


def _stream(seed: int, chunk: int, number: int, count: int) -> Raw:
    import numpy as np

    words = np.array([0, 0, number >> 64, number & (2**64 - 1)], dtype=np.uint64)
    raw: Raw = np.random.Philox(
        key=np.array([seed, chunk], dtype=np.uint64), counter=words
    ).random_raw(count)
    return raw


def _scaled(raw: Raw, span: int) -> Ints:
    """floor(raw * span / 2^64) for a span below 2^62, in two halves that each stay within 64
    bits.
    """
    import numpy as np

    half, mask = np.uint64(32), np.uint64(2**32 - 1)
    high, low = raw >> half, raw & mask
    span_high, span_low = np.uint64(span >> 32), np.uint64(span & (2**32 - 1))
    middle = high * span_low + ((low * span_low) >> half)
    other = low * span_high + (middle & mask)
    scaled: Ints = (high * span_high + (middle >> half) + (other >> half)).astype(np.int64)
    return scaled
