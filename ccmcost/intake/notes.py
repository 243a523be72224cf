"""Notes below a list that say that somebody was not there: the State that bears their mark is in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import TextLine, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.nobody import why_noted
from ccmcost.intake.rows import Headings

_MARK = re.compile(
    r"^\s*(?:\(?(?P<digits>[0-9¹²³⁴-⁹]{1,3})\s*[)/]?|\(?(?P<letter>[a-z])\s*[)/]|\(?(?P<sign>[*†‡§]+)\)?)(?=\s*[^\s0-9.)/])"
)
"""What a note begins with, and the name that it concerns ends with; a number with a full stop is that of a paragraph."""
_LONGEST = 200
_TICKED, _UNTICKED = frozenset("☑☒✓✔✅■"), frozenset("☐✗✘❌□")


def with_notes(
    lines: Sequence[TextLine], aside: Sequence[TextLine], index: NameIndex, account: Account, headings: Headings
) -> tuple[TextLine, ...]:
    """The lines, of which those that bear the mark of a note about absence are marked as doubtful.

    Where nobody bears the mark, the note itself is a question, until it is said to be no matter (`--section "NOTE=none"`).
    """
    found = dict(enumerate(lines))
    ticked = any(line.text.lstrip()[:1] in _TICKED for line in lines)
    for at, line in found.items():
        if ticked and line.text.lstrip()[:1] in _UNTICKED:
            found[at] = line._replace(unseen=line.unseen or f"marked {line.text.lstrip()[0]}")
    for note in (*lines, *aside):
        mark, why = _mark_of(note, index)
        if not mark:
            continue
        bearing = [at for at, line in found.items() if line is not note and _bears(line, mark, index)]
        near = [at for at in bearing if found[at].place.spot.split(",")[0] == note.place.spot.split(",")[0]]
        for at in near if near and mark.isdigit() else bearing:
            found[at] = found[at]._replace(unseen=found[at].unseen or why)
        is_apart = note in aside or re.match(r"\s*(?:[^\w\s]|[¹²³⁴-⁹]|[0-9a-z]{1,3}\s*/)", note.text) is not None
        if not bearing and is_apart and normal(note.text) not in headings:
            message = f'the note "{shown(note.text)}" says that somebody was not there, and its mark stands at no State.'
            advice = f'Leave that State out (--alias "NAME=-"), then say --section "{shown(note.text)}=none".'
            account.open("name-doubtful", f"{message} {advice}", note.text, note.place)
    return tuple(found[at] for at in range(len(lines)))


def _mark_of(line: TextLine, index: NameIndex) -> tuple[str, str]:
    """The mark of a short note about absence that names no State itself, and what it says."""
    match = _MARK.match(line.text) if len(line.text) <= _LONGEST and not line.unseen else None
    why = why_noted(line.text) if match is not None else ""
    if match is None or not why or index.named_in(line.text):
        return "", ""
    return match[match.lastgroup or 0], why


def _bears(line: TextLine, mark: str, index: NameIndex) -> bool:
    if line.mark.strip("()[]/") == mark:
        return state_of(line.text, index) is not None
    apart = r"(?<!\w)" if mark.isalpha() else "(?<![0-9*†‡§])"  # "Bulgaria a/", but not the last letter of "Bulgaria"
    ends = re.search(rf"{apart}{re.escape(mark)}[)/.]?\s*$", line.text)
    return ends is not None and state_of(line.text, index) is not None
