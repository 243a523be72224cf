"""What a document says beside and against its own list: notes, struck-out lines, drafts,
corrections, running text.

Every State that a line names is told; one that is in doubt is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.attendance import why_noted
from ccmcost.intake.found import Headings, Mention, Place, Taken, TextLine, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import begins_with_state, left_out_section, state_of
from ccmcost.intake.rows import is_person
from ccmcost.intake.sentences import VERB
from ccmcost.intake.vocabulary import pattern

_OTHER_LINES = "named in a line about a person, an office or another matter"
_FEWEST_ENDING = 3
_LONGEST_NOTE, _LONGEST_AGAINST = 200, 300
_MARK = re.compile(
    r"^\s*(?:\(?(?P<digits>[0-9¹²³⁴-⁹]{1,3})\s*[)/]?|\(?(?P<letter>[a-z])\s*[)/]"
    r"|\(?(?P<sign>[*†‡§]+)\)?)(?=\s*[^\s0-9.)/])"
)
"""What a note begins with, and the name that it concerns ends with;
a number with a full stop is that of a paragraph.
"""
_APART = re.compile(r"\s*(?:[^\w\s]|[¹²³⁴-⁹]|[0-9a-z]{1,3}\s*/)")
_TICKED, _UNTICKED = frozenset("☑☒✓✔✅■"), frozenset("☐✗✘❌□")
_NOTE_MARK = re.compile(r"\[\w{1,2}\]")
_TAKEN_OUT = pattern("taken_out")
_PART = re.compile(r"(?:Add|Corr)\.\s?[0-9]{1,2}$")
_PART_TITLE = re.compile(
    r"(?:addendum|corrigendum|additif|rectificatif|adicion|correccion)(?: [0-9]+)?"
)
_PROVISIONAL = pattern("provisional_lists")


def with_notes(
    lines: Sequence[TextLine],
    aside: Sequence[TextLine],
    index: NameIndex,
    account: Account,
    headings: Headings,
) -> tuple[TextLine, ...]:
    """The lines, of which those that bear the mark of a note about absence are marked as doubtful.

    Where nobody bears the mark, the note itself is a question, until it is said to be no matter
    (`--section "NOTE=none"`).
    """
    found = list(lines)
    signs = [line.text.lstrip()[:1] for line in lines]
    ticked = not _TICKED.isdisjoint(signs)
    for at, sign in enumerate(signs):
        if ticked and sign in _UNTICKED:
            found[at] = found[at]._replace(unseen=found[at].unseen or f"marked {sign}")
    for note in (*lines, *aside):
        match = (
            _MARK.match(note.text) if len(note.text) <= _LONGEST_NOTE and not note.unseen else None
        )
        if not match or not (why := why_noted(note.text)) or index.named_in(note.text):
            continue
        mark = match["digits"] or match["letter"] or match["sign"]
        bearing = [at for at, line in enumerate(found) if _bears(line, mark, index)]
        page = note.place.spot.split(",")[0]
        near = [at for at in bearing if found[at].place.spot.split(",")[0] == page]
        for at in near if near and mark.isdigit() else bearing:
            found[at] = found[at]._replace(unseen=found[at].unseen or why)
        if (
            not bearing
            and (note in aside or _APART.match(note.text))
            and normal(note.text) not in headings
        ):
            account.open(
                "name-doubtful",
                f'the note "{shown(note.text)}" says that somebody was not there, and its mark '
                "stands at no State. "
                'Leave that State out (--alias "NAME=-"), then say --section '
                f'"{shown(note.text)}=none".',
                note.text,
                note.place,
            )
    return tuple(found)


def _bears(line: TextLine, mark: str, index: NameIndex) -> bool:
    # "Bulgaria a/", but not the last letter of "Bulgaria"
    apart = r"(?<!\w)" if mark.isalpha() else "(?<![0-9*†‡§])"
    bears = line.mark.strip("()[]/") == mark or re.search(
        rf"{apart}{re.escape(mark)}[)/.]?\s*$", line.text
    )
    return bool(bears) and state_of(line.text, index) is not None


def unseen_states(
    lines: Sequence[TextLine], taken: set[str], index: NameIndex, account: Account
) -> list[Mention]:
    """States on lines that are struck out, hidden or noted as absent:
    a question, unless a person settled the name.
    """
    settled: list[Mention] = []
    for line in (line for line in lines if line.unseen):
        match = state_of(line.text, index)
        if not match:
            for code, _ in index.named_in(line.text):
                if code not in taken:
                    account.leave_out(line.text, line.place, line.unseen, code)
        elif match.iso3 in taken:
            _beside_another(line, match.iso3, account)
        elif account.doubt(
            f'"{shown(line.text)}" is {line.unseen}, so it is not certain that this State '
            "took part.",
            line.unseen,
            line.text,
            line.place,
            match.iso3,
        ):
            settled.append(Mention(match.iso3, None, line.text.strip(), line.place, match.kind))
    return settled


def _beside_another(line: TextLine, code: str, account: Account) -> None:
    """A line that is struck out or noted as absent, although another one lists its State: asked,
    unless a person has said which of them counts.
    """
    why = f"{line.unseen}, and its State stands on another line"
    if account.says(line.text):
        account.leave_out(line.text, line.place, why, code)
        return
    name = shown(line.text)
    message = (
        f'"{name}" is {line.unseen}, but another line names the same State. If it took part, say '
        f'--alias "{name}={code}"; if not, "{name}=-", and the same of the other line.'
    )
    account.open("name-doubtful", message, line.text, line.place, code)


def named_elsewhere(
    lines: Sequence[TextLine],
    aside: Sequence[TextLine],
    taken: Taken,
    index: NameIndex,
    account: Account,
) -> list[Mention]:
    """Every other State that a line names, and that was not taken: left out with the reason, or a
    question.

    In a list, lines that are nothing but a State's name were judged by how they stand; elsewhere
    they are a question. So are lines that begin with a State, and notes, headers and footers
    (`aside`) that speak of taking part.
    """
    known = {mention.iso3 for mention in taken.mentions} | {line.state for line in account.lines}
    settled = {line.place for line in account.lines} | taken.read
    first: dict[str, TextLine] = {}
    times: Counter[str] = Counter()
    doubts: dict[str, tuple[TextLine, str, str]] = {}
    ending: dict[str, TextLine] = {}
    for line, is_aside in [(line, False) for line in lines if not line.unseen] + [
        (line, True) for line in aside
    ]:
        named = {code: name for code, name in index.named_in(line.text) if code not in known}
        if not named:
            continue
        how = _in_aside(line) if is_aside else _doubtful(line, named, taken, settled, index)
        for code, name in named.items():
            if how:  # settled by the words of the line, or by the name if it names several
                doubts.setdefault(code, (line, how, line.text if len(named) == 1 else name.title()))
            first.setdefault(code, line)
            times[code] += 1
            if not is_aside and normal(line.text).endswith(f" {name}"):
                ending.setdefault(code, line)
    ending = {code: line for code, line in ending.items() if code not in doubts}
    if taken.how == "list" and len(ending) >= max(_FEWEST_ENDING, len(taken.mentions)):
        _ask_about_columns(ending, account)
        first = {code: line for code, line in first.items() if code not in ending}
    told: list[Mention] = []
    for code, line in first.items():
        if code in doubts:
            continue
        name = next(name for other, name in index.named_in(line.text) if other == code).title()
        if account.says(name) == code:  # named by the user, so that it is taken wherever it stands
            told.append(Mention(code, None, name, line.place, "alias"))
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


def _doubtful(
    line: TextLine, named: Mapping[str, str], taken: Taken, settled: set[Place], index: NameIndex
) -> str:
    """How a line names States so that they may have taken part;
    empty if it is about another matter.
    """
    is_name = line.place not in taken.read and state_of(line.text, index) is not None
    if is_name and taken.how != "list":
        return "stands alone on a line, outside the lists of those taking part"
    if line.place in settled:
        return ""
    if begins_with_state(line.text, index) in named:
        return "is the name of a State" if is_name else "begins with the name of a State"
    words = sum(len(name.split()) for _, name in index.named_in(line.text))
    return (
        "names several States and little else"
        if len(named) > 1 and 2 * words >= len(normal(line.text).split())
        else ""
    )


def _ask_about_columns(ending: dict[str, TextLine], account: Account) -> None:
    """States that stand at the end of more lines than were read:
    a table whose last column was not seen.
    """
    codes = sorted(ending)
    line = ending[codes[0]]
    message = (
        f"{len(codes)} States stand only at the end of lines, as in a table with the States in "
        f"its last column: {', '.join(codes[:8])}{' and others' if len(codes) > 8 else ''}."
    )
    if account.leaves_doubtful:
        for code in codes:
            account.leave_out(
                ending[code].text,
                ending[code].place,
                "at the end of a line; left out as requested",
                code,
            )
        account.marker.warning("name-doubtful", f"{message} They were left out.", line.place)
        return
    advice = (
        "Import the list as a table (XLSX, CSV) with a column State; if none of them took part, "
        "say --leave-doubtful."
    )
    account.open(
        "name-doubtful",
        f"{message} {advice}",
        line.text,
        line.place,
        ", ".join(codes),
        times=len(codes),
    )


def without_drafts(taken: Taken, account: Account) -> Taken:
    """What was taken without States in square brackets, as in a text not yet agreed;
    each is asked, unless all stand so.
    """
    is_open, bracketed = False, []
    for mention in sorted(taken.mentions, key=lambda mention: mention.place):
        printed = _NOTE_MARK.sub("", mention.printed)
        if is_open or "[" in printed or "]" in printed:
            bracketed.append(mention)
        is_open = (is_open or "[" in printed) and "]" not in printed
    agreed = {mention.iso3 for mention in taken.mentions} - {mention.iso3 for mention in bracketed}
    drafts: set[str] = set()
    for code, _, printed, place, *_ in bracketed if agreed else ():
        name = re.sub(r"[^\w)]+$", "", printed.replace("[", "").replace("]", ""))
        how = "stands in square brackets, as what is not yet agreed does"
        if code not in drafts and not account.doubt(
            f'"{shown(printed)}" {how}.', how, name, place, code
        ):
            drafts.add(code)
    return taken.without(drafts)


def without_revoked(
    lines: Sequence[TextLine], taken: Taken, index: NameIndex, account: Account
) -> Taken:
    """What a list or table takes, without States of which a line below says that they did not come
    or are to be deleted.
    """
    if taken.how == "report":
        return taken
    named = {mention.iso3 for mention in taken.mentions}
    told = (
        {mention.place for mention in taken.mentions}
        | {line.place for line in account.lines}
        | taken.read
    )
    gone: set[str] = set()
    for line in lines:
        words = (
            normal(line.text)
            if len(line.text) <= _LONGEST_AGAINST and line.place not in told and not line.unseen
            else ""
        )
        if is_person(line.text) or (
            left_out_section(words) != "absent" and not _TAKEN_OUT.search(words)
        ):
            continue
        for code, _ in index.named_in(line.text):
            own, why = index.own_name(code), "said not to have taken part"
            if code in named - gone and not account.doubt(
                f'"{shown(line.text)}" speaks against {own}, which the list names.',
                why,
                own,
                line.place,
                code,
            ):
                gone.add(code)
    return taken.without(gone)


def ask_about_part(
    symbol: str, lines: Sequence[TextLine], taken: Taken, headings: Headings, account: Account
) -> None:
    """An addendum or a corrigendum, by symbol or title, changes a list;
    it is not the list of those who took part.
    """
    first = min((mention.place for mention in taken.mentions), default=Place(0))
    match = _PART.search(symbol)
    found = [(match[0], symbol, Place(0))] if match else []
    titles = (
        line for line in lines if line.place < first and _PART_TITLE.fullmatch(normal(line.text))
    )
    found += [(line.text.strip(), line.text.strip(), line.place) for line in titles]
    for words, text, place in found[:1]:
        if normal(words) not in headings:
            account.open(
                "heading-unknown",
                f'"{shown(text)}" adds to a list or corrects one, and does not replace it. '
                "Import the whole list as changed. "
                "If all States that took part stand in this document, say --section "
                f'"{shown(words)}=none".',
                text,
                place,
            )


MAY_CHANGE = (
    "who takes part may still change, and so may every amount. Import the final list when it has "
    "been issued."
)


def tell_provisional(lines: Sequence[TextLine], taken: Taken, account: Account) -> None:
    """A warning where the title, a header or a footer calls the list provisional or a draft."""
    first = min((mention.place for mention in taken.mentions), default=Place(0))
    for line in lines:
        is_sheet = line.place.spot == f"{line.text}!A1"  # what a sheet is called is no title
        if line.place < first and not is_sheet and _PROVISIONAL.match(normal(line.text)):
            account.marker.warning(
                "list-provisional",
                f'"{shown(line.text.strip())}": {MAY_CHANGE}',
                line.place,
            )
            return
