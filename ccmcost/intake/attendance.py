"""Did somebody come? What short texts, and the columns of a table, say about it:
marks, remarks, figures, empty places.
"""

from __future__ import annotations

import re

from ccmcost.intake.columns import Header
from ccmcost.intake.found import Place, Section, shown
from ccmcost.intake.names import normal
from ccmcost.intake.phrases import LEFT_OUT_REASONS, left_out_section, without_role
from ccmcost.intake.vocabulary import (
    NO_CELLS,
    NOBODY,
    NOT_LEFT,
    NUMBER_COLUMNS,
    PERSON_COLUMNS,
    PLAIN_NO,
    PRESENCE_COLUMNS,
    WEAK_MARKS,
    YES_CELLS,
)

_LONGEST = 90
_FEW = 6
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}|[0-9]{1,2}[:h][0-9]{2}\b"
)
"""The day or time at which somebody came."""
_PEOPLE = re.compile(
    r"\b(?:delegates?|participants?|persons?|attendees|badges|present|delegu\w+|delegad\w+"
    r"|participantes)\b"
)
_LEFT = re.compile(
    r"\b(?:withdr\w+|cancel\w*|annul\w*|retir\w*|declined|excused?|excus\w*|regrets?|no "
    r"show|absent)\b"
)
_NOT_THERE = NO_CELLS - PLAIN_NO
"""What says that somebody was not there whatever the question; a plain no may answer any."""
_CREDENTIALS = re.compile(r"\b(?:credentials?|full powers|pouvoirs|credenciales|plenos poderes)\b")
"""Who came without credentials came all the same."""
_AFAR = "virtual(?:ly)?|on ?line|remote(?:ly)?|webcast|en ligne|en linea|a distance|a distancia"
_UNSURE = re.compile(
    r"^(?:see|voir|vease)\b|\b(?:expected|attendus?|esperad[oa]s?|pending|pendientes? de|subject "
    r"to|sous reserve"
    r"|tb[cd]|to be (?:confirmed|determined)"
    r"|waiting|en attente|en espera|a confirmer|por confirmar|side "
    r"event|seulement|uniquement|solamente|represented by"
    r"|represente par|representado por|not "
    r"(?:accredited|received|confirmed|approved|present|registered|yet)|pas venu"
    r"|unpaid|impayee?|sin pagar|no vino|video|refus(?:ed?|ee?s?|al)|none|nobody"
    rf"|(?:only|attend\w*|particip\w*|joined|delegates?) (?:{_AFAR})|(?:{_AFAR}) only)\b"
    rf"|\bonly$|^(?:visas?|{_AFAR})(?: (?:refused|pending|participant|participation))?$"
)
"""What a remark may say that leaves it open whether a State took part."""


def says_nobody(text: str) -> bool:
    """Whether a short text beside or below a State says that nobody came, or leaves it open:
    `n/a`, `visa refused`.
    """
    words = normal(text)
    if not words:
        return bool(text.strip(" .,;:()[]"))
    unsure = left_out_section(words) == "absent" or _UNSURE.search(words) is not None
    return words in NOBODY or (len(text) <= _LONGEST and unsure)


def why_noted(note: str) -> str:
    """Why a note makes it uncertain that what it stands at counts;
    empty if it says nothing of the kind.
    """
    words = normal(note)
    doubtful = left_out_section(words) in ("absent", "pending") or (
        len(note) <= _LONGEST and _UNSURE.search(words)
    )
    return f'noted "{shown(note, 60)}"' if doubtful and not _CREDENTIALS.search(words) else ""


class Attendance:
    """Tells of each row of a table whether its State attended;
    `unknown` are marks that say neither yes nor no, `of_persons` whether its rows name delegates.
    """

    def __init__(self, header: Header) -> None:
        self._header, self._sheet, labels = header, header.sheet, header.labels
        self.unknown: dict[tuple[str, str], list[tuple[str, Place]]] = {}
        self._weak: dict[int, bool] = {}
        below = [
            row
            for row in range(header.row + 1, len(self._sheet.rows))
            if any(self._sheet.rows[row])
        ]
        self._rows = [row for row in below if sum(map(bool, self._sheet.rows[row])) > 1] or below
        self._columns = [
            at for at in range(len(labels)) if at in header.remarks or at not in header.used
        ]
        self._persons = [
            at for at in self._columns if labels[at] in PERSON_COLUMNS and self._names_persons(at)
        ]
        self._presence = [
            at for at in self._columns if labels[at] in PRESENCE_COLUMNS and self._names_persons(at)
        ]
        self.of_persons = bool(self._persons)
        # a column of a few different texts may say how somebody took part
        few = {
            at: len({normal(self._sheet.cell(row, at)) for row in self._rows} - {""}) <= _FEW
            for at in self._columns
        }
        self._tell = {at for at in self._columns if at in header.remarks or few[at]}

    def absence(self, row: int, role: Section | None) -> str:
        """Why a row says that its State did not take part; empty if it does not say so."""
        header = self._header
        if role in LEFT_OUT_REASONS:
            return LEFT_OUT_REASONS[role]
        for column in header.remarks:
            text = self._sheet.cell(row, column)
            if left_out_section(normal(text)) == "absent":
                return f'did not attend ("{shown(text, 40)}")'
        if header.absent is not None:
            marked = self._sheet.cell(row, header.absent)
            if (normal(marked) or marked.strip()) in YES_CELLS:
                return (
                    f'did not attend ("{shown(marked, 40)}" under '
                    f'"{shown(header.label(header.absent), 30)}")'
                )
        says = [self._under(row, at) for at in header.attended]
        return says[0] if says and all(says) else ""

    def _under(self, row: int, at: int) -> str:
        """Why a cell of a column that says who attended means that its State did not."""
        sheet, headings = self._sheet, self._header.asked.headings
        text, head = sheet.cell(row, at), self._header.label(at)
        words = normal(without_role(text)) or text.strip()
        if words in NO_CELLS or words == "a" or left_out_section(words) == "absent":
            return f'did not attend ("{shown(text, 40)}" under "{shown(head, 30)}")'
        settled = (
            self._header.by_days
            or headings.get(normal(sheet.plain(self._header.row, at))) == "by_status"
        )
        if not words and settled:
            # the user said that the marks say who did
            return f'did not attend (nothing under "{shown(head, 30)}")'
        is_known = (
            words in YES_CELLS
            or words == "p"
            or words.isdigit()
            or _MOMENT.match(text.strip()) is not None
        )
        if words not in headings and (
            not is_known or (words in WEAK_MARKS and not self._is_weak(at))
        ):
            self.unknown.setdefault((normal(text) or text.strip(), head), []).append(
                (text, sheet.place(row, at))
            )
        return LEFT_OUT_REASONS["absent"] if headings.get(words) in LEFT_OUT_REASONS else ""

    def _is_weak(self, at: int) -> bool:
        """Whether a column about attendance says no more than who registered or was online,
        in every row.
        """
        if at not in self._weak:
            words = {
                normal(self._sheet.cell(row, at))
                for row in range(self._header.row + 1, len(self._sheet.rows))
            }
            self._weak[at] = not (words & YES_CELLS) - WEAK_MARKS
        return self._weak[at]

    def _names_persons(self, at: int) -> bool:
        """Whether a person stands in most rows of a column."""
        cells = [self._sheet.cell(row, at) for row in self._rows]
        return 5 * sum(bool(cell) and not says_nobody(cell) for cell in cells) >= 3 * len(cells)

    def doubt(self, row: int) -> str:
        """Why a row does not tell whether its State took part, by columns that are about other
        matters; else empty.
        """
        people = (*self._presence, *self._persons)
        for at in self._columns:
            text, label = self._sheet.cell(row, at), self._header.labels[at]
            words = normal(text)
            counts = label in NUMBER_COLUMNS or _PEOPLE.search(label)
            if (counts and words in ("0", "nil", "none")) or (
                words and _LEFT.search(label) and words not in NOT_LEFT
            ):
                return f'has {shown(text, 20)} under "{shown(self._header.label(at), 30)}"'
            if at in people or len(text) > _LONGEST:
                continue
            unsure = at in self._tell and _UNSURE.search(words) is not None
            if unsure or words in _NOT_THERE or left_out_section(words) == "absent":
                return f'stands beside "{shown(text, 40)}" ("{shown(self._header.label(at), 30)}")'
        empty = [
            at for at in people if not (cell := self._sheet.cell(row, at)) or says_nobody(cell)
        ]
        if set(empty).intersection(self._presence) or (empty and len(empty) == len(self._persons)):
            return f'has nobody under "{shown(self._header.label(empty[0]), 30)}"'
        return ""
