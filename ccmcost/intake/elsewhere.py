"""What a document names beside its list: struck-out lines, notes, addresses, persons, running text. Every State is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.enumeration import begins_with_state, state_of
from ccmcost.intake.found import Mention, Place, Taken, TextLine, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import left_out_section
from ccmcost.intake.sentences import VERB

_OTHER_LINES = "named in a line about a person, an office or another matter"
_FEWEST_ENDING = 3


class _Doubt(NamedTuple):
    """A State in doubt: where it stands, how, and the words that settle it: the line, or the name if it names several."""

    line: TextLine
    how: str
    text: str


def unseen_states(lines: Sequence[TextLine], taken: set[str], index: NameIndex, account: Account) -> list[Mention]:
    """States on lines that are struck out, hidden or noted as absent: a question, unless a person settled the name."""
    settled: list[Mention] = []
    for line in lines:
        if not line.unseen:
            continue
        match = state_of(line.text, index)
        if match is None:
            for code, _ in index.named_in(line.text):
                if code not in taken:
                    account.leave_out(line.text, line.place, line.unseen, code)
        elif match.iso3 not in taken:
            message = f'"{shown(line.text)}" is {line.unseen}, so it is not certain that this State took part.'
            if account.doubt(message, line.unseen, line.text, line.place, match.iso3):
                settled.append(Mention(match.iso3, None, line.text.strip(), line.place, match.kind))
    return settled


def named_elsewhere(
    lines: Sequence[TextLine], aside: Sequence[TextLine], taken: Taken, index: NameIndex, account: Account
) -> list[Mention]:
    """Every other State that a line names, and that was not taken: left out with the reason, or a question.

    In a list, lines that are nothing but a State's name were judged by how they stand; elsewhere they are a question. So
    are lines that begin with a State, and notes, headers and footers (`aside`) that speak of taking part.
    """
    known = {mention.iso3 for mention in taken.mentions} | {line.state for line in account.lines if line.state}
    settled = {line.place for line in account.lines} | taken.read
    first: dict[str, TextLine] = {}
    times: Counter[str] = Counter()
    doubts: dict[str, _Doubt] = {}
    ending: dict[str, TextLine] = {}
    seen = [(line, False) for line in lines if not line.unseen] + [(line, True) for line in aside]
    for line, is_aside in seen:
        named = {code: name for code, name in index.named_in(line.text) if code not in known}
        how = (_in_aside(line) if is_aside else _doubtful(line, named, taken, settled, index)) if named else ""
        for code, name in named.items():
            if how:
                doubts.setdefault(code, _Doubt(line, how, line.text if len(named) == 1 else name.title()))
            first.setdefault(code, line)
            times[code] += 1
            if not is_aside and normal(line.text).endswith(f" {name}"):
                ending.setdefault(code, line)
    if taken.how == "list" and len(ending.keys() - doubts.keys()) >= max(_FEWEST_ENDING, len(taken.mentions)):
        _ask_about_columns({code: line for code, line in ending.items() if code not in doubts}, account)
        first = {code: line for code, line in first.items() if code not in ending}
    told: list[Mention] = []
    for code, line in first.items():
        if code in doubts:
            continue
        name = next(name for other, name in index.named_in(line.text) if other == code)
        if account.says(name) == code:  # named by the user, so that it is taken wherever it stands
            told.append(Mention(code, None, name.title(), line.place, "alias"))
        else:
            account.leave_out(line.text, line.place, _OTHER_LINES, code, times=times[code])
    for code, (line, how, text) in doubts.items():
        message = f'"{shown(line.text)}" {how}, and no list of those taking part names {code}.'
        if account.doubt(message, how, text, line.place, code):
            told.append(Mention(code, None, text.strip(), line.place, "alias"))
    return told


def _in_aside(line: TextLine) -> str:
    """What is doubtful about States in a note, a header or a footer."""
    speaks = VERB.search(line.text) is not None and left_out_section(normal(line.text)) is None
    return "speaks of taking part outside the list" if speaks else ""


def _doubtful(line: TextLine, named: Mapping[str, str], taken: Taken, settled: set[Place], index: NameIndex) -> str:
    """How a line names States so that they may have taken part; empty if it is about another matter."""
    is_name = line.place not in taken.read and state_of(line.text, index) is not None
    if is_name and taken.how != "list":
        return "stands alone on a line, outside the lists of those taking part"
    if line.place in settled:
        return ""
    if begins_with_state(line.text, index) in named:
        return "is the name of a State" if is_name else "begins with the name of a State"
    words = sum(len(name.split()) for _, name in index.named_in(line.text))
    return "names several States and little else" if len(named) > 1 and 2 * words >= len(normal(line.text).split()) else ""


def _ask_about_columns(ending: dict[str, TextLine], account: Account) -> None:
    """States that stand at the end of more lines than were read: a table whose last column was not seen."""
    codes = sorted(ending)
    line = ending[codes[0]]
    message = (
        f"{len(codes)} States stand only at the end of lines, as in a table with the States in its last column: "
        f"{', '.join(codes[:8])}{' and others' if len(codes) > 8 else ''}."
    )
    if account.leaves_doubtful:
        for code in codes:
            account.leave_out(ending[code].text, ending[code].place, "at the end of a line; left out as requested", code)
        account.marker.warning("name-doubtful", f"{message} They were left out.", line.place)
        return
    advice = "Import the list as a table (XLSX, CSV) with a column State; if none of them took part, say --leave-doubtful."
    account.open("name-doubtful", f"{message} {advice}", line.text, line.place, ", ".join(codes), times=len(codes))
