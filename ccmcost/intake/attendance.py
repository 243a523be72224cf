"""What the columns of a table say about who attended: marks, remarks, moments at which somebody came."""

from __future__ import annotations

import re

from ccmcost.intake.columns import Header
from ccmcost.intake.enumeration import without_role
from ccmcost.intake.found import shown
from ccmcost.intake.grid_questions import Questions
from ccmcost.intake.names import normal
from ccmcost.intake.phrases import LEFT_OUT_REASONS, left_out_section
from ccmcost.intake.rows import Headings
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import NO_CELLS, WEAK_MARKS, YES_CELLS, Section

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}|[0-9]{1,2}[:h][0-9]{2}\b")
"""The day or time at which somebody came."""


class Attendance:
    """Tells of each row whether it says that its State did not attend; what it cannot tell goes to the questions."""

    def __init__(self, sheet: Sheet, header: Header, headings: Headings, questions: Questions) -> None:
        self._sheet, self._header, self._headings, self._questions = sheet, header, headings, questions
        self._weak: dict[int, bool] = {}

    def absence(self, row: int, role: Section | None) -> str:
        """Why a row says that its State did not take part; empty if it does not say so."""
        sheet, header = self._sheet, self._header
        if role in LEFT_OUT_REASONS:
            return LEFT_OUT_REASONS[role]
        for column in header.remarks:
            text = sheet.cell(row, column)
            if text and left_out_section(normal(text)) == "absent":
                return f'did not attend ("{shown(text, 40)}")'
        marked = sheet.cell(row, header.absent) if header.absent is not None else ""
        if header.absent is not None and (normal(marked) or marked.strip()) in YES_CELLS:
            return f'did not attend ("{shown(marked, 40)}" under "{shown(header.label(header.absent), 30)}")'
        says = [self._under(row, at) for at in header.attended]
        return says[0] if says and all(says) else ""

    def _under(self, row: int, at: int) -> str:
        """Why a cell of a column that says who attended means that its State did not."""
        text, head = self._sheet.cell(row, at), self._header.label(at)
        words = normal(without_role(text)) or text.strip()
        if words in NO_CELLS or words == "a" or (words and words not in YES_CELLS and left_out_section(words) == "absent"):
            return f'did not attend ("{shown(text, 40)}" under "{shown(head, 30)}")'
        settled = self._header.by_days or self._headings.get(normal(self._sheet.plain(self._header.row, at))) == "by_status"
        if not words and settled:
            return f'did not attend (nothing under "{shown(head, 30)}")'  # the user said that the marks say who did
        is_known = words in YES_CELLS or words == "p" or words.isdigit() or _MOMENT.match(text.strip()) is not None
        if words not in self._headings and (not is_known or (words in WEAK_MARKS and not self._is_weak(at))):
            self._questions.mark(text, head, self._sheet.place(row, at))
        return LEFT_OUT_REASONS["absent"] if self._headings.get(words) in LEFT_OUT_REASONS else ""

    def _is_weak(self, at: int) -> bool:
        """Whether a column about attendance says no more than who registered or was online, in every row."""
        if at not in self._weak:
            words = {normal(self._sheet.cell(row, at)) for row in range(self._header.row + 1, len(self._sheet.rows))}
            self._weak[at] = not (words & YES_CELLS) - WEAK_MARKS
        return self._weak[at]
