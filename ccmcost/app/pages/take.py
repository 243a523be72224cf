"""Taking in a file: what it is, and what its command needs to know besides."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.app.place import Asked, Place, Shown


class Kind(NamedTuple):
    """A kind of document: the words of its command; phrases `take_` and `why_take_` with its key
    say what it is.
    """

    key: str
    words: tuple[str, ...]

    @property
    def path(self) -> str:
        """The end of the address of its form."""
        return "/".join(self.words)


KINDS = tuple(
    Kind(words[-1].replace("-", "_"), words)
    for words in (
        ("import", "receipts"),
        ("import", "participants"),
        ("import", "costs"),
        ("import", "scale"),
        ("import", "treaty-status"),
        ("import", "opening"),
    )
)


def take(place: Place, asked: Asked) -> Shown:
    """One file, and a button for each thing that it may be; its form asks the rest."""
    return Shown("take", {"kinds": KINDS, "here": "take"})
