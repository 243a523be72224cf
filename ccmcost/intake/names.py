"""A name as printed becomes a State, exactly or not at all.

Names are compared after normalising: case, accents, apostrophes, hyphens, brackets, articles,
"St.", footnote marks and inversion ("Korea (Republic of)", "Korea, Republic of"). Likeness never
makes a match, only suggestions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from ccmcost.model.states import StateName, States

_APOSTROPHES = re.compile("['’‘ʼ`´′‛＇]")
_MARKS = re.compile(
    r"(?:\s*[*†‡§¹²³⁰⁴-⁹]+|\s+[a-z0-9]/|\s*,?\s*[0-9]{1,2}|\s*\[[0-9a-z]\]"
    r"|\s*\([0-9a-z]{1,2}\))++\s*$"
)  # possessive: a long run of digits could else be cut into marks in more ways than there is time
_TAIL = re.compile(
    r"^(?P<head>[^()（）,]+?)\s*(?:[(（]\s*(?P<inside>[^()（）]+)[)）]|,\s*(?P<after>[^(),]+))\s*$"
)
_ELIDED = re.compile(r"\b[ld]['’]", re.IGNORECASE)
_PARTED = re.compile(r"\b([ld]) +(?=[^\W\d])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=people) +(?=s\b)", re.IGNORECASE)
"""What banks write for an apostrophe: `COTE D IVOIRE`, `PEOPLE S REPUBLIC`."""
_FORMERLY = re.compile(r"\s*[(（]\s*(?:formerly|anciennement|antes|ex)\b[^()]*[)）]", re.IGNORECASE)
_ARTICLES = frozenset(("the", "le", "la", "les", "el", "los", "las"))
_SAINTS = {"st": "saint", "ste": "sainte"}
LONGEST_NAME = 160
LONGEST_ORGANIZATION = 400
_PREFIX = 3
_SHORTEST_GUESS = 4
MOST_HINTS = 60
"""Suggestions take time; a document that is no list at all gets no more than this many."""


class Match(NamedTuple):
    """The State that a printed name stands for; `kind` as in StateName,
    `alias` if the user settled it, or `left_out`.
    """

    iso3: str
    kind: str
    until: date | None = None


_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | {
    ord("'"): "",
    ord("`"): "",
    ord("&"): " and ",
}


@lru_cache(maxsize=1 << 16)
def normal(text: str) -> str:
    """The words of a name in lower case without accents, apostrophes,
    punctuation and the article "the".
    """
    if text.isascii():
        letters = text.translate(_PLAIN).lower()
    else:
        flat = unicodedata.normalize(
            "NFKD", _APOSTROPHES.sub("", text).replace("&", " and ")
        ).casefold()
        letters = "".join(
            char if char.isalnum() else " " for char in flat if not unicodedata.combining(char)
        )
    words = letters.split()
    return " ".join(_SAINTS.get(word, word) for word in words if word != "the")


_BLANKS = re.compile(r"[^\S\n]{4,}")


def narrowed(text: str) -> str:
    """Text with no more than three blanks in a row, still as wide as between columns;
    patterns are slow on long runs.
    """
    return _BLANKS.sub("   ", text)


def without_marks(text: str) -> str:
    """A printed name without footnote marks at its end and without "(formerly ...)"."""
    return _MARKS.sub("", _FORMERLY.sub("", narrowed(text))).strip()


def _keys(text: str) -> tuple[str, ...]:
    """The normalised readings of a name: as printed, without its article,
    and turned round if it is inverted.
    """
    readings = [text]
    inverted = _TAIL.match(text)
    if inverted:
        tail = inverted["inside"] or inverted["after"]
        glue = "" if tail.endswith(("'", "’")) else " "
        readings.append(f"{tail}{glue}{inverted['head']}")
    keys = [normal(reading) for reading in readings]
    for reading in map(str.strip, readings):
        first, _, rest = reading.partition(" ")
        keys += [normal(rest)] if first.casefold() in _ARTICLES else []
        keys += [normal(reading[2:])] if re.match(r"[lL]['’]", reading) else []
    return tuple(filter(None, dict.fromkeys(keys)))


class _Names(NamedTuple):
    """Names as they are looked up: by key, by key without blanks, and by how keys begin or end;
    keys of several States stand apart.
    """

    table: dict[str, Match]
    ambiguous: dict[str, set[str]]
    compact: dict[str, Match]
    near: dict[str, list[str]]


@lru_cache(maxsize=4)
def _ready(names: tuple[StateName, ...]) -> _Names:
    table: dict[str, Match] = {}
    ambiguous: dict[str, set[str]] = {}
    for name in names:
        match = Match(name.iso3, name.kind, name.until)
        for key in _keys(name.name):
            known = table.setdefault(key, match)
            if known.iso3 != match.iso3:
                ambiguous.setdefault(key, {known.iso3}).add(match.iso3)
            elif known.until and not match.until:
                table[key] = match
    for key in ambiguous:
        table.pop(key, None)
    compact = {key.replace(" ", ""): match for key, match in table.items()}
    near: dict[str, list[str]] = {}
    for key in table:
        if len(key) >= 4 and key.isascii():
            near.setdefault(key[:2], []).append(key)
            near.setdefault(key[-3:], []).append(key)
            if len(key) == 4:  # as it is without its second letter
                near.setdefault(key[0] + key[2:], []).append(key)
    return _Names(table, ambiguous, compact, near)


class NameIndex:
    """All names and codes of States, and the names of organizations, ready to be looked up."""

    def __init__(
        self,
        states: States,
        names: Iterable[StateName],
        organizations: Iterable[str] = (),
        aliases: Mapping[str, str] | None = None,
        places: Iterable[str] = (),
    ) -> None:
        self._states = states
        self._places = frozenset(places)
        self._table, self.ambiguous, self._compact, self._near = _ready(tuple(names))
        self._aliases = {normal(name): code for name, code in (aliases or {}).items()}
        self._hints = 0
        self._organizations = {normal(without_brackets(name)) for name in organizations}
        whole = (*self._table, *self._aliases, *self._organizations)
        self._beginnings = {key.replace(" ", "")[:_PREFIX] for key in whole}

    def resolve(self, text: str) -> Match | None:
        """The State of a printed name or alpha-3 code in capitals, or None.
        Blanks inside words do not count.
        """
        text = unicodedata.normalize("NFC", text).strip(" \t\r\n.;:,")
        if not text or len(text) > LONGEST_NAME:
            return None
        settled = self._aliases.get(normal(text))
        if settled is not None and settled != LEFT_OUT:
            return Match(settled, "alias")
        match = Match(text, "code") if text in self._states else self._by_name(text)
        return match._replace(kind="left_out") if match and settled == LEFT_OUT else match

    def _by_name(self, text: str) -> Match | None:
        keys = (
            key for reading in dict.fromkeys((text, without_marks(text))) for key in _keys(reading)
        )
        found = (self._table.get(key) or self._compact.get(key.replace(" ", "")) for key in keys)
        return next(filter(None, found), None)

    def resolve_typed(self, text: str) -> str | None:
        """The code of the State that a person means by a name in any language or an alpha-3 or
        alpha-2 code in any case.
        """
        code = None if text.strip().isdigit() else self.resolve_code(text)
        match = code or self.resolve(text)
        return match.iso3 if match else None

    def is_known(self, text: str) -> bool:
        """Whether a text is a State's own name or code, whatever the user said of it."""
        return text in self._states or self._by_name(text) is not None

    def own_name(self, code: str) -> str:
        """The English short name of a State."""
        return self._states.name(code)

    def may_begin(self, text: str) -> bool:
        """Whether any known name can begin with these letters.
        Quick; says yes too often, never no.
        """
        start = text.lstrip()[:24]
        keys = {key.replace(" ", "")[:_PREFIX] for key in _keys(start)} | {
            normal(start).replace(" ", "")[:_PREFIX]
        }
        return any(key in self._beginnings or len(key) < _PREFIX for key in keys)

    def named_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """The States whose names stand anywhere in running text, as (code, name in normalised
        words); the longest counts, also if it is that of one of `places`, which are no States.

        For accounts of what a text names, never for taking a State: "Embassy in Peru" names Peru.
        """
        text = _POSSESSIVE.sub("", text)
        found = self._named(normal(text).split())
        # French joins its short words: "l'Espagne", but also "Côte d'Ivoire"; banks part them
        for pattern, instead in ((_ELIDED, " "), (_PARTED, r"\1")):
            if pattern.search(text):
                known = {code for code, _ in found}
                words = normal(pattern.sub(instead, text)).split()
                found += [each for each in self._named(words) if each[0] not in known]
        return tuple(found)

    @cached_property
    def _lengths(self) -> dict[str, set[int]]:
        """How many words names have, by their first word."""
        lengths: dict[str, set[int]] = {}
        for key in (*self._table, *self._places):
            if len(key) >= 4:
                words = key.split()
                lengths.setdefault(words[0], set()).add(len(words))
        return lengths

    def _named(self, words: list[str]) -> list[tuple[str, str]]:
        at = 0
        found: list[tuple[str, str]] = []
        while at < len(words):
            for length in sorted(self._lengths.get(words[at], ()), reverse=True):
                match = self._table.get(key := " ".join(words[at : at + length]))
                if match or key in self._places:
                    found += [(match.iso3, key)] if match else []
                    at += length - 1
                    break
            at += 1
        return found

    def resolve_code(self, text: str) -> Match | None:
        """The State of an alpha-3, alpha-2 or M49 code, as a column of codes holds them."""
        wanted = text.strip().upper()
        found = (
            code
            for code, state in self._states.items()
            if wanted in (code, state.iso2) or wanted.zfill(3) == state.m49
        )
        code = next(found, None) if wanted else None
        return Match(code, "code") if code else None

    def is_left_out(self, text: str) -> bool:
        """Whether the user said that a name that is no State's is none (`--alias "Name=-"`)."""
        return self._aliases.get(normal(text)) == LEFT_OUT and self.resolve(text) is None

    def is_organization(self, text: str) -> bool:
        """Whether a printed name is that of an organization at hand;
        what stands in brackets after it does not count.
        """
        if len(text) > LONGEST_ORGANIZATION:
            return False
        text = without_marks(text.strip(" \t\r\n.;:,"))
        keys = {normal(text), normal(without_brackets(text))} - {""}
        return bool(keys & self._organizations) or self.is_left_out(text)

    def suggest(self, text: str, most: int = 2) -> tuple[str, ...]:
        """The State that an unknown name misspells or begins, the two that it could be, or none.
        For messages only.

        A wrong suggestion is worse than none: more than `most` States that are equally near are not
        suggested at all.
        """
        key = normal(without_marks(text[:LONGEST_NAME]))
        if len(key) < _SHORTEST_GUESS or not self._table:
            return ()
        allowed = min(3, len(key) // _SHORTEST_GUESS)
        edits: dict[str, int] = {}
        within: set[str] = set()
        for name, match in self._table.items():
            edit = (
                0
                if name.startswith(key)
                else misprints(name, key, allowed + 1)
                if name[0] == key[0]
                else allowed + 2
            )
            edits[match.iso3] = min(edit, edits.get(match.iso3, edit))
            if f" {key} " in f" {name} ":
                within.add(match.iso3)
        best = min(edits.values())
        near = sorted(
            (edit, code) for code, edit in edits.items() if edit <= best + 1 or code in within
        )
        if len(near) > most:
            near = [each for each in near if each[0] == best]
        return tuple(code for _, code in near) if best <= allowed and len(near) <= most else ()

    def near(self, text: str) -> str | None:
        """The name that a line all but spells, or None: but for one misprint, or some in a long
        one; three letters may be a name of four that begins alike. Quick; for finding misprints,
        never for matching.
        """
        from difflib import SequenceMatcher

        key = normal(without_marks(text[:LONGEST_NAME]))
        names = (*self._near.get(key[:2], ()), *self._near.get(key[-3:], ()))
        close = (
            name
            for name in names
            if abs(len(name) - len(key)) <= 2
            and (len(key) > 3 or name[0] == key[0])
            and (misprints(name, key, 1) < 2 or SequenceMatcher(None, name, key).ratio() >= 0.84)
        )
        return next(close, None)

    def hint(self, text: str) -> str:
        """The suggestions as words: ` Did you mean Niger (NER) or Nigeria (NGA)?`"""
        self._hints += 1
        if self._hints > MOST_HINTS:
            return ""
        # "Embassy of Zambia" misspells nothing, and names one State
        named = dict(self.named_in(text))
        codes = self.suggest(text) or (tuple(named) if len(named) == 1 else ())
        shown = " or ".join(f"{self._states.name(code)} ({code})" for code in codes)
        return f" Did you mean {shown}?" if shown else ""


def misprints(name: str, typed: str, most: int) -> int:
    """How many letters were left out, added, changed or swapped with the next;
    stops counting beyond `most`.
    """
    if abs(len(name) - len(typed)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(typed) + 1))
    for at, letter in enumerate(name, 1):
        two_before, before, row = before, row, [at]
        for to, other in enumerate(typed, 1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == typed[to - 2] and name[at - 2] == other:
                cost = min(cost, two_before[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


LEFT_OUT = "-"
"""The code of an alias that says: leave this name out; it is no State,
or a State that did not take part.
"""


def without_brackets(text: str) -> str:
    """A name without what stands in brackets in it: `UNIDIR (Switzerland)` as `UNIDIR`."""
    return re.sub(r"\s*[(（][^()（）]*[)）]", "", text).strip()
