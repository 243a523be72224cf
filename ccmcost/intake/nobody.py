"""States that nobody came for: no delegate named, none by number or in words, in a list or a table. Did they take part?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Header
from ccmcost.intake.enumeration import bare_name
from ccmcost.intake.found import shown
from ccmcost.intake.names import narrowed, normal
from ccmcost.intake.phrases import left_out_section
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.stands import Stand
from ccmcost.intake.vocabulary import NO_CELLS, NOBODY, NUMBER_COLUMNS, PERSON_COLUMNS, PRESENCE_COLUMNS, word_set

_NONE = re.compile(r"(?:^|[\s.…_(\[–-])0\s*[)\]]?\s*$")
_LONGEST = 90
_FEW = 6
_PEOPLE = re.compile(
    r"\b(?:delegates?|participants?|persons?|attendees|badges|present|delegu\w+|delegad\w+|participantes)\b"
)
_LEFT = re.compile(r"\b(?:withdr\w+|cancel\w*|annul\w*|retir\w*|declined|excused?|excus\w*|regrets?|no show|absent)\b")
_NOT_LEFT = word_set("no|n|non|false|0|na|n a|none")
"""What says under such a heading that nobody left."""
_NOT_THERE = NO_CELLS - word_set("no|n|non|false|0|refuse|retire|rejected|refused")
"""What says that somebody was not there whatever the question; a plain no may answer any."""
_CREDENTIALS = re.compile(r"\b(?:credentials?|full powers|pouvoirs|credenciales|plenos poderes)\b")
"""Who came without credentials came all the same."""
_AFAR = "virtual(?:ly)?|on ?line|remote(?:ly)?|webcast|en ligne|en linea|a distance|a distancia"
_UNSURE = re.compile(
    r"^(?:see|voir|vease)\b|\b(?:expected|attendus?|esperad[oa]s?|pending|pendientes? de|subject to|sous reserve"
    r"|tb[cd]|to be (?:confirmed|determined)"
    r"|waiting|en attente|en espera|a confirmer|por confirmar|side event|seulement|uniquement|solamente|represented by"
    r"|represente par|representado por|not (?:accredited|received|confirmed|approved|present|registered|yet)|pas venu"
    r"|unpaid|impayee?|sin pagar|no vino|video|refus(?:ed?|ee?s?|al)|none|nobody"
    rf"|(?:only|attend\w*|particip\w*|joined|delegates?) (?:{_AFAR})|(?:{_AFAR}) only)\b"
    rf"|\bonly$|^(?:visas?|{_AFAR})(?: (?:refused|pending|participant|participation))?$"
)
"""What a remark may say that leaves it open whether a State took part."""


def says_nobody(text: str) -> bool:
    """Whether a short text beside or below a State says that nobody came, or leaves it open: `n/a`, `visa refused`."""
    words = normal(text)
    if not words:
        return bool(text.strip(" .,;:()[]"))
    if words in NOBODY:
        return True
    return len(text) <= _LONGEST and (left_out_section(words) == "absent" or _UNSURE.search(words) is not None)


def why_noted(note: str) -> str:
    """Why a note makes it uncertain that what it stands at counts; empty if it says nothing of the kind."""
    words = normal(note)
    if _CREDENTIALS.search(words):
        return ""
    doubtful = left_out_section(words) in ("absent", "pending") or (len(note) <= _LONGEST and _UNSURE.search(words))
    return f'noted "{shown(note, 60)}"' if doubtful else ""


def ask_about_nobody(stands: Sequence[Stand], keep: Sequence[Stand], account: Account, dense: bool) -> set[str]:
    """States for which nobody came by what stands beside or below them, are asked or left out; returns them.

    So are those with nothing below them, in a list where most others have delegates; not in a `dense` list of names.
    """
    blocks = _blocks(stands, keep)
    doubts = {code: why for code, lines in blocks.items() if (why := _why(lines))}
    filled = {code for code, lines in blocks.items() if any(_is_filled(each, below) for each, below in lines)}
    empty = blocks.keys() - filled - doubts.keys()
    if not dense and any(each.row.is_person for each in stands) and len(empty) < len(filled):
        doubts |= dict.fromkeys(empty, "has no delegate below it, as most other States of the list do")
    nobody: set[str] = set()
    for code in sorted(doubts):
        row, name = blocks[code][0][0].row, bare_name(blocks[code][0][0].row.text)
        message = f'"{shown(name)}" {doubts[code]}.'
        if not account.doubt(message, "named without a delegate", name, row.line.place, code):
            nobody.add(code)
    return nobody


def _blocks(stands: Sequence[Stand], keep: Sequence[Stand]) -> dict[str, list[tuple[Stand, list[Stand]]]]:
    """The lines of each State that was kept, each with the lines below it that belong to it."""
    kept = {id(each) for each in keep}
    blocks: dict[str, list[tuple[Stand, list[Stand]]]] = {}
    below: list[Stand] = []
    for above, each in pairwise([None, *stands]):
        assert each is not None
        if id(each) in kept and each.row.match is not None:
            below = []
            blocks.setdefault(each.row.match.iso3, []).append((each, below))
        elif above is not None and above.section != each.section:
            below = []
        else:
            below.append(each)
    return blocks


def _is_filled(each: Stand, below: Sequence[Stand]) -> bool:
    row = each.row
    return bool(below) or row.is_item or row.has_person


def _why(lines: Sequence[tuple[Stand, Sequence[Stand]]]) -> str:
    """Why it seems that nobody came, if every line of a State says so: in a number, in words, of each delegate."""
    found = ""
    for each, below in lines:
        beside = each.row.line.text.partition(each.row.text)[2] if each.row.has_person else ""
        told = [line.row for line in below if not line.row.is_word]
        persons = [row for row in told if row.is_person]
        says = [row for row in persons or told if says_nobody(row.text)]
        if _NONE.search(narrowed(each.row.line.text)):
            found = "stands with the number 0"
        elif beside and says_nobody(beside.strip(" :–—-")):
            found = f'stands with "{shown(beside.strip(" :–—-"), 40)}"'
        elif says and (len(says) == len(persons) or not persons):
            found = f'stands above "{shown(says[0].text, 40)}"'
        else:
            return ""
    return found


class Nobody:
    """What the columns of a table that say nothing about attendance tell all the same: figures, remarks, empty places."""

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self._sheet, self._header = sheet, header
        columns = [at for at in range(len(header.labels)) if at in header.remarks or at not in header.used]
        below = [row for row in range(header.row + 1, len(sheet.rows)) if any(sheet.rows[row])]
        self._rows = [row for row in below if sum(map(bool, sheet.rows[row])) > 1] or below
        self._figures = {at for at in columns if header.labels[at] in NUMBER_COLUMNS or _PEOPLE.search(header.labels[at])}
        self._gone = {at for at in columns if _LEFT.search(header.labels[at])}
        self._persons = [at for at in columns if header.labels[at] in PERSON_COLUMNS and self._is_filled(at)]
        self._presence = [at for at in columns if header.labels[at] in PRESENCE_COLUMNS and self._is_filled(at)]
        self._tell = {at for at in columns if at in header.remarks or self._is_of_few(at)}
        self._columns = columns

    def _is_of_few(self, at: int) -> bool:
        """Whether a column holds a few different texts only, as one that says how somebody took part does."""
        return len({normal(self._sheet.cell(row, at)) for row in self._rows} - {""}) <= _FEW

    def _is_filled(self, at: int) -> bool:
        """Whether a person stands in most rows of a column."""
        cells = [self._sheet.cell(row, at) for row in self._rows]
        return 5 * sum(bool(cell) and not says_nobody(cell) for cell in cells) >= 3 * len(cells)

    def doubt(self, row: int) -> str:
        """Why a row does not tell whether its State took part; empty if nothing speaks against it."""
        people = (*self._presence, *self._persons)
        for at in self._columns:
            text, head = self._sheet.cell(row, at), self._header.label(at)
            words = normal(text)
            none_came = at in self._figures and words in ("0", "nil", "none")
            if none_came or (words and at in self._gone and words not in _NOT_LEFT):
                return f'has {shown(text, 20)} under "{shown(head, 30)}"'
            if at in people or not words or len(text) > _LONGEST:
                continue
            unsure = at in self._tell and _UNSURE.search(words) is not None
            if unsure or words in _NOT_THERE or left_out_section(words) == "absent":
                return f'stands beside "{shown(text, 40)}" ("{shown(head, 30)}")'
        empty = [at for at in people if not (cell := self._sheet.cell(row, at)) or says_nobody(cell)]
        if empty and (set(empty) & set(self._presence) or len(empty) == len(self._persons)):
            return f'has nobody under "{shown(self._header.label(empty[0]), 30)}"'
        return ""
