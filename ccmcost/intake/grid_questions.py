"""The questions about the cells of a table of participants: one for each unknown name, category, mark or heading."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.intake.account import SETTLE_NAME, Account, settle_section
from ccmcost.intake.found import Place, also_at, shown
from ccmcost.intake.names import NameIndex, normal


class Questions:
    """Collects what is not known, with its rows, and asks once; `blank` are the places of rows without a State."""

    def __init__(self, index: NameIndex, account: Account) -> None:
        self._index, self._account = index, account
        self._names: dict[str, list[tuple[str, Place, str]]] = {}
        self._roles: dict[str, list[tuple[str, Place]]] = {}
        self._marks: dict[tuple[str, str], list[tuple[str, Place]]] = {}
        self._remarks: dict[str, list[tuple[str, Place]]] = {}
        self.blank: list[Place] = []

    def name(self, text: str, place: Place, beside: str) -> None:
        """A name that is not known; `beside` is a sentence on the code beside it."""
        self._names.setdefault(normal(text) or text, []).append((text, place, beside))

    def role(self, text: str, place: Place) -> None:
        """A role or category that is not known."""
        self._roles.setdefault(normal(text), []).append((text, place))

    def mark(self, text: str, column: str, place: Place) -> None:
        """A mark under a heading about attendance that says neither yes nor no."""
        self._marks.setdefault((normal(text) or text.strip(), column), []).append((text, place))

    def remark(self, text: str, place: Place) -> None:
        """What a column of remarks says beside a State: told in the account, whatever follows from it."""
        self._remarks.setdefault(normal(text), []).append((text, place))

    def legend(self, text: str, place: Place) -> None:
        """A legend such as `Red: did not come`, which concerns States that nobody can tell by text alone."""
        message = f'"{shown(text)}" says that somebody was not there, and not who.'
        advice = f'Leave those States out (--alias "NAME=-"), then say --section "{shown(text)}=none".'
        self._account.open("name-doubtful", f"{message} {advice}", text, place)

    def heading(self, text: str, place: Place) -> None:
        """A text alone in the row above a State, which may open a part of the list."""
        message = f'"{shown(text)}" stands alone in a row above States, and says nothing known here.'
        advice = f"If it opens a part of the list, {settle_section(text)}; if it is a State, "
        advice += f'--alias "{shown(text).rstrip(" :")}=STATE".'
        self._account.open("heading-unknown", f"{message} {advice}", text, place)

    def ask(self) -> None:
        """One question for each unknown name, role or mark, with its rows; blank rows are counted."""
        for group in self._names.values():
            printed, place, beside = group[0]
            message = f'"{shown(printed)}" is not recognised as the name of a State.{beside}{self._index.hint(printed)}'
            also = also_at([place for _, place, _ in group[1:]])
            self._account.open("name-unknown", f"{message} {SETTLE_NAME}{also}", printed, place, times=len(group))
        for roles in self._roles.values():
            text, place = roles[0]
            message = f'"{shown(text)}" is not recognised as a role or a category.'
            advice = f'Say whose it is: --section "{shown(text)}=WHAT", where WHAT is states, organizations or absent.'
            also = also_at([p for _, p in roles[1:]])
            self._account.open("value-bad", f"{message} {advice}{also}", text, place, times=len(roles))
        for (_, column), marks in self._marks.items():
            self._ask_about_mark(marks, column)
        for remarks in self._remarks.values():
            self._account.leave_out(*remarks[0], "a remark beside a State", times=len(remarks))
        if self.blank:
            self._account.leave_out("(blank)", self.blank[0], "rows without a State", times=len(self.blank))

    def _ask_about_mark(self, marks: Sequence[tuple[str, Place]], column: str) -> None:
        """An unknown mark in the column that says who attended matters for States that no other row has as present."""
        text, place = marks[0]
        what = f'"{shown(text)}" stands' if text else "nothing stands"
        where = f'under "{shown(column, 30)}" in {len(marks)} row{"s" if len(marks) > 1 else ""}'
        message = f"{what} {where}; it is not certain who attended."
        advice = "Write Yes or No there"
        advice += f', or say --section "{shown(text)}=states" or "{shown(text)}=absent".' if text else "."
        self._account.open("value-bad", f"{message} {advice}", text or "(blank)", place, times=len(marks))
