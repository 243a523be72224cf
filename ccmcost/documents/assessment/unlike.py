"""Where a document differs from the one that its data make: in the attached figures, in its texts,
in what can be read in the PDF, in its metadata, in what is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from ccmcost.findings import Findings
from ccmcost.intake.extract import extract
from ccmcost.model.source import SourceFile
from ccmcost.text import without_hidden
from ccmcost.words.steps import Step, say

LONGEST = 160
_OPEN = ("meetings", "meeting", "running", "legal", "source", "sources", "notes", "attached")
"""Texts that name places, days and documents as the data at hand have them."""
_CERTAIN = ("reference", "key", "payment", "facts")
"""Texts that are the same in every version: amount, reference, number, days, bank details."""
_CHANCE = re.compile(r"(?<=ID>)[^<]*(?=<)")
"""Ids in the metadata, which follow from all that a file holds."""
_FIGURE = re.compile(r"\w*\d\w*")
_Place = tuple[str | int, ...]


def figures(told: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Step]:
    """Each attached figure that is not the one that was recalculated, but for a name."""
    return [
        say("proof_data", where=_where(place), found=clip(found), wanted=clip(right))
        for place, found, right in _differing(told, wanted)
        if place != ("state", "name")
    ]


def texts(
    told: Mapping[str, Any], wanted: Mapping[str, Any], same: bool, known: bool
) -> tuple[list[Step], bool]:
    """Each text of the page with another figure than the one recalculated, and whether some differ
    in words only. `same`: this version wrote them; `known`: the data at hand have the meetings.
    """
    faults, words = [], False
    open_places = _OPEN if known else (*_OPEN, "account")
    for place, found, right in _differing(told, wanted):
        certain = same or place[0] in _CERTAIN
        of_bank = place[:2] == ("payment", "details") and place[-1] == 1
        if not of_bank and (
            not certain
            or any(part in open_places for part in place)
            or _figures(found) == _figures(right)
        ):
            words = True
            continue
        key = "proof_bank" if of_bank else "proof_text_data"
        label = _label(told, place)
        faults.append(say(key, where=label, found=clip(found), wanted=clip(right)))
    return faults, words


def documents(
    source: SourceFile, again: bytes, seen: Mapping[str, Any], findings: Findings
) -> list[Step]:
    """Where a PDF differs from the one composed again: its text, its metadata, its attachments,
    its pages as they look.
    """
    made = SourceFile("again.pdf", source.origin, again, "the document composed again")
    right = extract(made, "carried", findings)
    findings.stop_on_errors()
    assert right is not None
    faults = [*_read_otherwise(seen["pages"], right["pages"]), *_metadata(seen, right)]
    if [name for name, _ in seen["attached"]] != [name for name, _ in right["attached"]]:
        faults.append(say("proof_attachments"))
    elif seen["attached"] != right["attached"]:
        faults.append(say("proof_attached_form"))
    changed = {step.figures["page"] for step in faults if "page" in step.figures}
    looks = [extract(each, "drawn", findings) for each in (source, made)]
    findings.stop_on_errors()
    drawn = zip_longest(*(look["drawn"] for look in looks if look))
    for page, (one, other) in enumerate(drawn, 1):
        if one != other and page not in changed:
            faults.append(say("proof_drawn", page=page))
    return faults


def _read_otherwise(seen: Sequence[Any], right: Sequence[Any]) -> Iterator[Step]:
    nothing: dict[str, Any] = {"number": 0, "pieces": []}
    for one, other in zip_longest(seen, right, fillvalue=nothing):
        found, wanted = _lines(one), _lines(other)
        matcher = SequenceMatcher(None, found, wanted, autojunk=False)
        for kind, begin, end, first, last in matcher.get_opcodes():
            if kind == "equal":
                continue
            for said, right_one in zip_longest(found[begin:end], wanted[first:last], fillvalue=""):
                page = one["number"] or other["number"]
                yield say("proof_text", page=page, found=clip(said), wanted=clip(right_one))


def _lines(page: Mapping[str, Any]) -> list[str]:
    return [without_hidden(piece[4] + piece[6]) for piece in page["pieces"]]


def _metadata(seen: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Step]:
    names = sorted(seen["info"].keys() | right["info"].keys())
    for name in names:
        one, other = seen["info"].get(name, ""), right["info"].get(name, "")
        if one != other:
            yield say("proof_metadata", where=name, found=clip(one), wanted=clip(other))
    one, other = (_CHANCE.sub("", each["xmp"]) for each in (seen, right))
    if one != other:
        one, other = _first_difference(one, other)
        yield say("proof_metadata", where="XMP", found=clip(one), wanted=clip(other))


def _first_difference(one: str, other: str) -> tuple[str, str]:
    """The two texts from a little before the place where they part."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((at for at, (here, there) in pairs if here != there), 0)
    begin = max(at - 20, 0)
    return one[begin : at + 40], other[begin : at + 40]


def figures_read(pages: Sequence[Any], page: Mapping[str, Any]) -> list[Step]:
    """Figures that can be read in a PDF and stand in no text of its page, and the other way: all
    that can be compared of a document which cannot be composed again here.
    """
    lines = [text for each in pages for text in _lines(each)]
    read, words = _tokens(lines), {word for line in lines for word in _words(line)}
    numbers = {str(number) for number in range(1, len(pages) + 1)}
    wanted = _tokens(text for _, text in _leaves(page))
    lacking = wanted - read - _unseen(page)
    for _, value in (page.get("payment") or {}).get("details", ()):
        lacking |= {word for word in _words(value) if word not in words}
    return [
        *(say("proof_figure_extra", found=each) for each in sorted(read - wanted - numbers)),
        *(say("proof_figure_lacking", wanted=each) for each in sorted(lacking)),
    ]


def _tokens(every: Iterable[str]) -> set[str]:
    return {token for text in every for token in _figures(text)}


def _unseen(page: Mapping[str, Any]) -> set[str]:
    """What the page says of the file and does not print."""
    return {
        token
        for name in ("lang", "dir", "attached", "document_title", "running")
        for token in _figures(str(page.get(name, "")))
    }


def _figures(text: str) -> list[str]:
    """The words of a text that hold a digit, whatever signs stand between them."""
    return _FIGURE.findall(unicodedata.normalize("NFKC", without_hidden(text)))


def _words(text: str) -> list[str]:
    """The words of a text in Latin letters; others come out of a PDF in pieces."""
    return re.findall("[A-Za-z]+", unicodedata.normalize("NFKC", text))


def _differing(told: Any, wanted: Any) -> Iterator[tuple[_Place, str, str]]:
    one, other = dict(_leaves(told)), dict(_leaves(wanted))
    for place in dict.fromkeys([*one, *other]):
        if one.get(place) != other.get(place):
            yield place, one.get(place, ""), other.get(place, "")


def _leaves(value: Any, place: _Place = ()) -> Iterator[tuple[_Place, str]]:
    """Every text and number within a value of JSON, with its place; an empty list is a leaf too."""
    inside: Any = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    if not inside:
        yield place, "" if value is None else str(value)
    for key, each in inside:
        yield from _leaves(each, (*place, key))


def _where(place: _Place) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)[1:]


def _label(page: Mapping[str, Any], place: _Place) -> str:
    """What stands before or above a text on the page: the name of a bank detail, a heading, the
    title.
    """
    around: Any = page
    label = ""
    for part in place[:-1]:
        label = _named(around) or label
        try:
            around = around[part]
        except (KeyError, IndexError, TypeError):
            return label or _where(place)
    if isinstance(around, list) and len(around) == 2 and place[-1] == 1:
        return str(around[0])
    return _named(around) or label or _where(place)


def _named(around: Any) -> str:
    names = (
        (around.get(key) for key in ("heading", "label", "title"))
        if isinstance(around, dict)
        else ()
    )
    return next((name for name in names if isinstance(name, str)), "")


def clip(text: str) -> str:
    """A text that is short enough to be shown."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
