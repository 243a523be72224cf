"""The words of a line by what they belong to; sums that were typed with blanks between, and values
that may have been cut by a blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

_BEGINS = re.compile(r"[-+]?[0-9]{1,3}")
_GOES_ON = re.compile(r"[0-9]{3}(?:[.,][0-9]*)?")


class Piece(NamedTuple):
    """Words of a line that belong to one parameter, named with it; without a name, a word that
    stands in the place of an argument.
    """

    name: str
    words: tuple[str, ...]


def joined_sums(pieces: Sequence[Piece], extra: int) -> tuple[list[Piece], list[str], list[str]]:
    """The pieces, each joined with the words that follow and make one sum with it, as `6 812,31`
    does, where as many words as that are `extra`; the sums, and the words that follow.
    """
    found: list[tuple[Piece, list[str]]] = []
    goes_on = False
    for piece in pieces:
        word = piece.words[-1]
        if goes_on and not piece.name and _GOES_ON.fullmatch(word):
            found[-1][1].append(word)
            goes_on = word.isdecimal()
        else:
            found.append((piece, []))
            goes_on = len(piece.words) == 1 + bool(piece.name) and bool(_BEGINS.fullmatch(word))
    apart = [word for _, more in found for word in more]
    if len(apart) > extra:
        return [*pieces], [], []
    joined = [
        Piece(one.name, (*one.words[:-1], " ".join([one.words[-1], *more]))) for one, more in found
    ]
    sums = [one.words[-1] for one, (_, more) in zip(joined, found, strict=True) if more]
    return joined, sums, apart


def before_extra(pieces: Sequence[Piece]) -> set[str]:
    """What stands before a word that belongs to nothing: it may go on with that word."""
    named, found = "", set[str]()
    for piece in pieces:
        if not piece.name:
            found.add(named)
        named = piece.name or named
    return found - {""}


def before_wrong(pieces: Sequence[Piece], wrong: Collection[str]) -> set[str]:
    """What stands before one of the words that are wrong in the place of an argument."""
    return {one.name for one, after in pairwise(pieces) if after.name in wrong}
