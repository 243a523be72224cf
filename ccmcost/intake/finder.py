"""The one parser of what a person types for a State, on the command line,
in Python and in a column of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING

from ccmcost.errors import harmless
from ccmcost.model.states import States

if TYPE_CHECKING:
    from ccmcost.intake.names import NameIndex

LONGEST_SHOWN = 60
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


def remitter_words(text: str, besides: Collection[str]) -> frozenset[str]:
    """The words of what a bank says that tell who pays: no figures, no words of bills, and none of
    `besides`.
    """
    from ccmcost.intake.names import normal
    from ccmcost.intake.vocabulary import BILL_WORDS

    words = (word for word in normal(text).split() if word not in BILL_WORDS)
    return frozenset(
        word for word in words if word not in besides and not any(map(str.isdigit, word))
    )


def _is_another(name: str, word: str, besides: Collection[str]) -> bool:
    """Whether a word beside a State's name makes it the name of somebody else."""
    from ccmcost.intake import vocabulary as says

    if word in says.COMPANY_WORDS or word in says.PERSON_TITLES:
        return True
    if name not in says.PERSON_NAMES or word in besides or any(map(str.isdigit, word)):
        return False
    return not (word in says.PAYER_WORDS or word in says.OFFICE_WORDS or word in says.BILL_WORDS)


class StateFinder:
    """Finds States, and organizations that have a code, by alpha-3 or alpha-2 code in any case, or
    by a name in any of the six languages.

    `billed` says of a code that is no State's whether it may stand all the same: a rule can charge
    organizations too.
    """

    def __init__(self, states: States, billed: Callable[[str], bool] = lambda _: False) -> None:
        self._states = states
        self._billed = billed

    @cached_property
    def _index(self) -> NameIndex:
        from ccmcost.intake.names import NameIndex  # codes alone need no names
        from ccmcost.intake.vocabulary import LONGER_PLACES

        return NameIndex(self._states, self._states.every_name(), places=LONGER_PLACES)

    def code(self, word: str) -> str | None:
        """The code that a word stands for, exactly or not at all."""
        code = word.strip().upper()
        if code in self._states or self._billed(code):
            return code
        return self._states.organization(word) or self._index.resolve_typed(word)

    def named_in(self, text: str) -> frozenset[str]:
        """The codes of the States whose names stand anywhere in running text."""
        return frozenset(code for code, _ in self._index.named_in(text))

    def called_otherwise(self, text: str, besides: Collection[str] = ()) -> dict[str, str]:
        """Of the States whose names stand in what a bank says, those whose name may be that of a
        company or a person, with the words that say so: `france telecom`, `chad miller`. `besides`
        are words that say nothing here.
        """
        from ccmcost.intake import vocabulary as says
        from ccmcost.intake.names import normal

        words, found = f" {normal(text)} ", dict[str, str]()
        for code, name in self._index.named_in(text):
            before, _, after = words.partition(f" {name} ")
            last, first = before.split()[-1:], after.split()[:1]
            is_new = says.NEW_PLACES.issuperset(last) and bool(last)
            if is_new or any(_is_another(name, word, besides) for word in last):
                found[code] = f"{last[0]} {name}"
            elif any(_is_another(name, word, besides) for word in first):
                found[code] = f"{name} {first[0]}"
        return found

    def coded_in(self, text: str) -> dict[str, str]:
        """The States whose codes stand in what a bank says, three capitals each, with the letters
        as they stand; letters that mean something else there are none.
        """
        from ccmcost.intake.vocabulary import BANK_CAPITALS

        words = [word for word in _CODE.findall(text) if word.casefold() not in BANK_CAPITALS]
        return {code: word for word in words if (code := self.code(word)) is not None}

    def codes(self, text: str) -> tuple[str | None, ...]:
        """The codes of words with commas between them; a comma may also belong to a name (`Korea,
        Republic of`).
        """
        parts = [part for part in text.split(",") if part.strip()]
        found: list[str | None] = []
        while parts:
            taken = next((n for n in range(len(parts), 1, -1) if self.code(",".join(parts[:n]))), 1)
            found.append(self.code(",".join(parts[:taken])))
            if found[-1] is None:
                return (None,)
            parts = parts[taken:]
        return tuple(found)

    def unknown(self, text: str) -> str:
        """That the first word of a text which is no State is none,
        and what was meant if that is certain enough.
        """
        words = (part.strip() for part in text.split(","))
        word = next((word for word in words if word and self.code(word) is None), text.strip())
        shown = harmless(word[:LONGEST_SHOWN]) + ("..." if len(word) > LONGEST_SHOWN else "")
        advice = (
            "Write its name in any of the six official languages of the United Nations, or its "
            "ISO 3166-1 code (JPN)."
        )
        return (
            f'"{shown}" is not recognised as the name of a '
            f"State.{self._index.hint(word) or f' {advice}'}"
        )
