"""Summary: what is shared, on what basis, the totals, the checks,
and the calculation figure by figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccmcost.documents.workbook import NO_ROLE, Book
from ccmcost.documents.workbook.calculation import checks_of, figures_of
from ccmcost.documents.workbook.formula import Formula, Value, quoted
from ccmcost.documents.workbook.sheets import COUNTED, RATE, SHARE
from ccmcost.documents.workbook.writer import TOTALS, Sheet, Writer
from ccmcost.words.rule_words import rule_sentences
from ccmcost.words.status import ROLE_WORDS

WIDTHS = (60, 26, 20, 20, 26)
LAST, WIDTH = len(WIDTHS) - 1, sum(WIDTHS)
TOP = 10

_COST = {"illustrative": "caution", "given": "notice", "actual": "good"}
_LIST = {"expected": "caution", "given": "notice", "official": "good", "by_status": "good"}
_SCALE = {"by day": "good", "by decision": "good", "override": "caution", "provisional": "caution"}


class Summary(Sheet):
    """The sheet, written from the inputs down to the signature; `row` is the next free row."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer, "Summary")
        for column, width in enumerate(WIDTHS):
            self.raw.set_column(column, column, width)
        self.raw.set_default_row(13.2)
        self.row, self.pages = 6, list[int]()
        self.titles()
        self.inputs()
        self.facts()
        parts = self.parts()
        self.top()
        self.checks(parts)
        self.texts("open_points", self.book.remarks)
        self.texts("sources", self.book.citations)
        self.signatures()
        self.calculation()
        self.raw.freeze_panes(1, 0)
        self.raw.repeat_rows(0)
        self.raw.print_area(0, 0, self.row - 2, LAST)

    def begin(self, key: str) -> None:
        """The heading of a section."""
        self.row = self.section(self.row, self.words(key), 0, LAST)

    def page(self) -> None:
        """What follows begins a page on paper."""
        self.pages.append(self.row)
        self.raw.set_h_pagebreaks(self.pages)

    def titles(self) -> None:
        """Title, meeting, and whether the inputs are as they were written."""
        book, title, words = self.book, self.book.status.title, self.words
        changed = f"IF(changed=1,{quoted(words(book.changed_key))},{quoted(title)})"
        self.raw.set_row(0, 24)
        self.put(0, 0, Formula(changed) if book.is_live else title, "title", name="title")
        for row, text in enumerate(book.heading, 1):
            self.put(row, 0, text, "strong" if row == 1 else "plain")
        if book.is_live:
            told = ",".join(quoted(words(key)) for key in ("inputs_changed", "inputs_as_written"))
            self.put(TOTALS, 0, Formula(f"IF(changed=1,{told})"), "strong")
        else:
            text = f"{words('values_only', book=book)} {words('run_again')}"
            self.paragraph(TOTALS, 0, LAST, text, WIDTH, "paragraph", "caution")

    def inputs(self) -> None:
        """The inputs, and beside them the result."""
        book, first, words, money = self.book, self.row, self.words, self.writer.money
        total, tone = book.result.cost.total, "input" if book.is_live else ""
        inputs: tuple[tuple[str, Value, str], ...] = (
            ("total", total.minor / 10**total.decimals, money),
            ("currency", total.currency, ""),
            ("decimals", total.decimals, "0"),
        )
        residual = "COUNTIF(Participants[residual],"
        results = (
            ("payers", "payers", COUNTED),
            ("rates", "sum_of_rates/1000", RATE),
            ("amounts", "apportionment_amount", money),
            ("left", "left/power", money),
            ("residual", f'{residual}">0")+{residual}"<0")', COUNTED),
        )
        self.section(first, words("inputs"), 0, 1)
        self.section(first, words("result"), 2, LAST)
        for row, (name, value, number) in enumerate(inputs, first + 1):
            self.put(row, 0, words(f"input_{name}"), "cell")
            more: dict[str, Any] = {"align": "right", "indent": 1}
            self.put(row, 1, value, "cell", tone, number, name=name, **more)
        self.put(first + 4, 0, words("answers") if book.is_live else "", "note")
        for row, (name, formula, number) in enumerate(results, first + 1):
            self.put(row, 2, words(f"result_{name}"), "cell", indent=1)
            self.put(row, 3, "", "cell", indent=0)
            self.put(row, LAST, Formula(formula), "cell", "", number, bold=True)
        self.follow_decimals(f"B{first + 2}")
        self.follow_decimals(f"E{first + 4}:E{first + 5}")
        if book.is_live:
            wanted = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3}
            self.raw.data_validation(first + 3, 1, first + 3, 1, wanted)
        self.row = first + 7

    def facts(self) -> None:
        """What the figures rest on."""
        status, result = self.book.status, self.book.result
        tones = {
            "cost": _COST.get(result.cost.status, "notice"),
            "participants": _LIST.get(result.list.status, "notice"),
            "scale": _SCALE[result.scale_chosen],
            "rule": "notice",
        }
        self.begin("rests_on")
        for name, tone in tones.items():
            self.put(self.row, 0, self.words(f"fact_{name}"), "cell")
            text = getattr(status, name)
            self.paragraph(self.row, 1, LAST, text, WIDTH - WIDTHS[0], "wrap", tone)
            self.writer.places[name] = f"Summary!$B${self.row + 1}"
            self.row += 1
        told = " ".join(rule_sentences(result.rule, result.states))
        self.paragraph(self.row, 0, LAST, told, WIDTH, "paragraph")
        self.row += 2

    def table_head(self, *headings: str) -> None:
        """The headings of a small table; its last column holds amounts."""
        amount = Formula(f"{quoted(self.words(self.book.amount_key) + ', ')}&currency")
        self.head(self.row, (*map(self.words, headings), amount), bool, lines=1, filtered=False)
        self.row += 1

    def parts(self) -> list[list[str]]:
        """Sums by role, by regional group and by LDC, each of which sums to the whole;
        the names of the amounts.
        """
        self.row += 1
        found = []
        for kind, labels in parts_of(self.book).items():
            self.table_head(f"by_{kind}", "states", "rates", "head_share")
            first = self.row
            for label in labels:
                where = f"Participants[{kind}],{quoted(label)}"
                key = f"part_{kind}_{label}"
                shown = self.words(key) if self.words.has(key) else label
                self.put(self.row, 0, shown, "cell", shrink=True)
                for column, (formula, number) in enumerate(
                    (
                        (f'COUNTIFS(Participants[bears],"Yes",{where})', COUNTED),
                        (f"SUMIFS(Participants[weight],{where})/1000", RATE),
                        (f"ROUND(SUMIFS(Participants[share],{where}),6)", SHARE),
                        (f"SUMIFS(Participants[minor],{where})/power", self.writer.money),
                    ),
                    1,
                ):
                    name = f"{kind}{self.row}" if column == LAST else ""
                    self.put(self.row, column, Formula(formula), "cell", "", number, name=name)
                self.row += 1
            self.follow_decimals(f"E{first + 1}:E{self.row}")
            found.append([f"{kind}{row}" for row in range(first, self.row)])
        self.row += 1
        return found

    def top(self) -> None:
        """The largest amounts, in the order of the exact amounts."""
        self.table_head("largest", "head_code", "head_rate", "head_share")
        looks: dict[str, tuple[str, dict[str, Any]]] = {
            "state": ("", {"shrink": True}),
            "code": ("", {"align": "right", "indent": 0}),
            "rate": (RATE, {}),
            "share": (SHARE, {}),
            "minor": (self.writer.money, {}),
        }
        for place in range(1, TOP + 1):
            for column, (name, (number, more)) in enumerate(looks.items()):
                taken = f"INDEX(Participants[{name}],MATCH({place},Participants[size],0))"
                taken += "/power" if name == "minor" else ""
                text = Formula(f'IF({place}<=payers,{taken},"")')
                self.put(self.row, column, text, "cell", "", number, **more)
            self.row += 1
        self.follow_decimals(f"E{self.row - TOP + 1}:E{self.row}")
        self.row += 1

    def checks(self, parts: list[list[str]]) -> None:
        """One row a check: OK in green, FAULT in red."""
        self.page()
        self.begin("checks")
        checks, first = checks_of(self.book, parts), self.row
        for name, verdict in checks.items():
            self.raw.merge_range(self.row, 0, self.row, LAST - 1, "", self.styles.get("cell"))
            self.put(self.row, 0, self.words(f"check_{name}"), "cell")
            look: dict[str, Any] = {"name": f"check_{name}", "align": "center", "bold": True}
            self.put(self.row, LAST, Formula(verdict), "cell", always=True, **look)
            self.row += 1
        self.colour(f"E{first + 1}:E{self.row}")
        if self.book.is_live:
            self.writer.places["verdicts"] = f"$E${first + 1}:$E${self.row}"
            self.writer.said["verdicts"] = [f"check_{name}" for name in checks]
            fine = f'COUNTIF(verdicts,"OK")+COUNTIF(verdicts,"CHANGED")={len(checks)}'
            self.put(TOTALS, LAST, Formula(f'IF({fine},"OK","FAULT")'), "cell", align="center")
            self.put(TOTALS, LAST - 1, self.words("all_checks"), align="right")
            self.colour(f"E{TOTALS + 1}")
        self.row += 1

    def colour(self, area: str) -> None:
        """Green for OK, a caution for CHANGED, red for all else."""
        corner = "$" + area.partition(":")[0]
        for word, tone in (("OK", "good"), ("CHANGED", "caution")):
            test = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": self.styles.tone(tone),
            }
            self.raw.conditional_format(area, {**test, "stop_if_true": True})
        fault = f'=IF(ISERROR({corner}),TRUE,AND({corner}<>"OK",{corner}<>"CHANGED"))'
        self.raw.conditional_format(
            area, {"type": "formula", "criteria": fault, "format": self.styles.tone("fault")}
        )

    def texts(self, key: str, texts: Sequence[str]) -> None:
        """A section of paragraphs."""
        self.begin(key)
        for text in texts:
            self.paragraph(self.row, 0, LAST, text, WIDTH, "paragraph")
            self.row += 1
        self.row += 1

    def signatures(self) -> None:
        """Room to sign."""
        self.begin("signatures")
        for key in ("prepared_by", "checked_by", "date"):
            self.raw.set_row(self.row, 26)
            self.put(self.row, 0, self.words(key), "plain", valign="bottom")
            for column in (1, 2):
                self.put(self.row, column, "", "sign", valign="bottom")
            self.row += 1
        self.row += 1

    def calculation(self) -> None:
        """Every figure between the total and the amounts, with the inputs as written; what an
        auditor follows.

        A workbook that holds values only does not show it, but has the figures.
        """
        figures = figures_of(self.book)
        self.writer.said |= figures
        if not self.book.is_live:
            return
        self.page()
        self.begin("calculation")
        for name, says in figures.items():
            number = "" if name == "written_currency" else COUNTED
            self.put(self.row, 0, self.words(f"figure_{name}"), "cell", "working")
            self.put(self.row, 1, says, "cell", "working", number, name=name, align="right")
            self.row += 1
        self.row += 1


def parts_of(book: Book) -> dict[str, list[str]]:
    """The ways to part those that bear the cost, by columns of Participants: what these say."""
    present = {state.role for state in book.states}
    usual = [ROLE_WORDS[role] for role in ("state_party", "signatory", "observer_state")]
    roles = [*usual, *(role for role in (ROLE_WORDS["organization"], NO_ROLE) if role in present)]
    groups = {state.group for state in book.states}
    return {
        "role": roles if present != {NO_ROLE} else [NO_ROLE],
        "group": sorted(groups, key=lambda group: (group.startswith("no"), group)),
        "ldc": ["Yes", "No"],
    }
