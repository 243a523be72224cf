"""Summary: what is shared, on what basis, the totals, the checks,
and the calculation figure by figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccmcost.documents.workbook import NO_ROLE, Book
from ccmcost.documents.workbook.calculation import checks_of, figures_of
from ccmcost.documents.workbook.formula import Formula, quoted
from ccmcost.documents.workbook.sheets import COUNTED, RATE, SHARE
from ccmcost.documents.workbook.writer import TOTALS, Sheet, Writer
from ccmcost.words.rule_words import rule_sentences
from ccmcost.words.status import ROLE_WORDS

WIDTHS = (60, 26, 20, 20, 26)
LAST, WIDTH = len(WIDTHS) - 1, sum(WIDTHS)
TOP = 10

_COST = {"illustrative": "caution", "given": "notice", "actual": "good"}
_LIST = {"expected": "caution", "given": "notice", "official": "good"}
_SCALE = {"by day": "good", "override": "caution", "provisional": "caution"}


class Summary(Sheet):
    """The sheet, written from the inputs down to the signature; `row` is the next free row."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(writer, "Summary")
        for column, width in enumerate(WIDTHS):
            self.raw.set_column(column, column, width)
        self.raw.set_default_row(13.2)
        self.row = 6
        self.heading()
        self.inputs()
        self.facts()
        parts = self.parts()
        self.top()
        self.checks(parts)
        self.texts("Open points", self.book.remarks)
        self.texts("Sources", self.book.citations)
        self.signatures()
        self.calculation()
        self.raw.freeze_panes(1, 0)
        self.raw.repeat_rows(0)
        self.raw.print_area(0, 0, self.row - 2, LAST)

    def begin(self, text: str) -> None:
        """The heading of a section."""
        self.row = self.section(self.row, text, 0, LAST)

    def heading(self) -> None:
        """Title, meeting, and whether the inputs are as they were written."""
        book, title = self.book, self.book.status.title
        changed = f"IF(changed=1,{quoted(book.changed_title)},{quoted(title)})"
        self.raw.set_row(0, 24)
        self.put(0, 0, Formula(changed) if book.is_live else title, "title", name="title")
        for row, text in enumerate(book.heading, 1):
            self.put(row, 0, text, "strong" if row == 1 else "plain")
        if book.is_live:
            warning = "INPUTS CHANGED since ccmcost wrote them: a what-if, not an assessment."
            text = f'IF(changed=1,"{warning}","Inputs are as ccmcost wrote them.")'
            self.put(TOTALS, 0, Formula(text), "strong")
        else:
            text = f"VALUES ONLY: {book.why_not_live}. To change an input, run ccmcost again."
            self.paragraph(TOTALS, 0, LAST, text, WIDTH, "paragraph", "caution")

    def inputs(self) -> None:
        """The inputs, and beside them the result."""
        total, first, live, money = (
            self.book.result.cost.total,
            self.row,
            self.book.is_live,
            self.writer.money,
        )
        inputs = {
            "total": (
                "Total cost, in major units (a credit is negative)",
                total.minor / 10**total.decimals,
                money,
            ),
            "currency": ("Currency (ISO 4217)", total.currency, ""),
            "decimals": ("Decimals of the currency, 0 to 3", total.decimals, "0"),
        }
        residual = "COUNTIF(Participants[residual],"
        results = {
            "States that bear the cost": ("payers", COUNTED),
            "Sum of their rates, per cent": ("sum_of_rates/1000", RATE),
            "Sum of the amounts": ("apportionment_amount", money),
            "Left by rounding, borne by nobody": ("left/power", money),
            "States that bear a residual unit": (f'{residual}">0")+{residual}"<0")', COUNTED),
        }
        self.section(first, "Inputs", 0, 1)
        self.section(first, "Result", 2, LAST)
        for row, (name, (label, value, number)) in enumerate(inputs.items(), first + 1):
            self.put(row, 0, label, "cell")
            self.put(
                row,
                1,
                value,
                "cell",
                "input" if live else "",
                number,
                name=name,
                align="right",
                indent=1,
            )
        answers = "Who bears the cost: the answers Yes and No on the sheet Participants."
        self.put(first + 4, 0, answers if live else "", "note")
        for row, (label, (formula, number)) in enumerate(results.items(), first + 1):
            self.put(row, 2, label, "cell", indent=1)
            self.put(row, 3, "", "cell", indent=0)
            self.put(row, LAST, Formula(formula), "cell", "", number, bold=True)
        self.follow_decimals(f"B{first + 2}")
        self.follow_decimals(f"E{first + 4}:E{first + 5}")
        if live:
            wanted = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3}
            self.raw.data_validation(first + 3, 1, first + 3, 1, wanted)
        self.row = first + 7

    def facts(self) -> None:
        """What the figures rest on."""
        status, result = self.book.status, self.book.result
        self.begin("What it rests on, as written")
        for label, text, tone in (
            ("Cost", status.cost, _COST.get(result.cost.status, "notice")),
            ("List", status.list, _LIST.get(result.list.status, "notice")),
            ("Scale", status.scale, _SCALE[result.scale_chosen]),
            ("Rule", status.rule, "notice"),
        ):
            self.put(self.row, 0, label, "cell")
            self.paragraph(self.row, 1, LAST, text, WIDTH - WIDTHS[0], "wrap", tone)
            self.writer.places[label.lower()] = f"Summary!$B${self.row + 1}"
            self.row += 1
        self.paragraph(self.row, 0, LAST, " ".join(rule_sentences(result.rule)), WIDTH, "paragraph")
        self.row += 2

    def table_head(self, *headings: str) -> None:
        """The headings of a small table; its last column holds amounts."""
        name = "Amount" if self.book.result.is_specimen else "Amount due"
        self.head(self.row, (*headings, Formula(f'"{name}, "&currency')), bool, lines=1)
        self.row += 1

    def parts(self) -> list[list[str]]:
        """Sums by role, by regional group and by LDC, each of which sums to the whole;
        the names of the amounts.
        """
        self.row += 1
        found = []
        for kind, heading, labels in parts_of(self.book):
            self.table_head(heading, "States", "Rates, per cent", "Share, per cent")
            first = self.row
            for label, shown in labels.items():
                criterion = f"Participants[{kind}],{quoted(label)}"
                self.put(self.row, 0, shown, "cell", shrink=True)
                for column, (formula, number) in enumerate(
                    (
                        (f'COUNTIFS(Participants[bears],"Yes",{criterion})', COUNTED),
                        (f"SUMIFS(Participants[weight],{criterion})/1000", RATE),
                        (f"ROUND(SUMIFS(Participants[share],{criterion}),6)", SHARE),
                        (f"SUMIFS(Participants[minor],{criterion})/power", self.writer.money),
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
        self.table_head("Largest amounts", "Code", "Rate, per cent", "Share, per cent")
        looks: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("state", "", {"shrink": True}),
            ("code", "", {"align": "right"}),
            ("rate", RATE, {}),
            ("share", SHARE, {}),
            ("minor", self.writer.money, {}),
        )
        for place in range(1, TOP + 1):
            for column, (name, number, more) in enumerate(looks):
                taken = f"INDEX(Participants[{name}],MATCH({place},Participants[size],0))"
                taken += "/power" if name == "minor" else ""
                self.put(
                    self.row,
                    column,
                    Formula(f'IF({place}<=payers,{taken},"")'),
                    "cell",
                    "",
                    number,
                    **more,
                )
            self.row += 1
        self.follow_decimals(f"E{self.row - TOP + 1}:E{self.row}")
        self.row += 1

    def checks(self, parts: list[list[str]]) -> None:
        """One row a check: OK in green, FAULT in red."""
        self.begin("Checks")
        checks, first = checks_of(self.book, parts), self.row
        for name, (words, verdict) in checks.items():
            self.raw.merge_range(self.row, 0, self.row, LAST - 1, "", self.styles.get("cell"))
            self.put(self.row, 0, words, "cell")
            look = {"align": "center", "bold": True}
            self.put(
                self.row, LAST, Formula(verdict), "cell", name=f"check_{name}", always=True, **look
            )
            self.row += 1
        self.colour(f"E{first + 1}:E{self.row}")
        if self.book.is_live:
            self.writer.places["verdicts"] = f"$E${first + 1}:$E${self.row}"
            self.writer.said["verdicts"] = [f"check_{name}" for name in checks]
            fine = f'COUNTIF(verdicts,"OK")+COUNTIF(verdicts,"CHANGED")={len(checks)}'
            self.put(TOTALS, LAST, Formula(f'IF({fine},"OK","FAULT")'), "cell", align="center")
            self.put(TOTALS, LAST - 1, "All checks", align="right")
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

    def texts(self, heading: str, texts: Sequence[str]) -> None:
        """A section of paragraphs."""
        self.begin(heading)
        for text in texts:
            self.paragraph(self.row, 0, LAST, text, WIDTH, "paragraph")
            self.row += 1
        self.row += 1

    def signatures(self) -> None:
        """Room to sign."""
        self.begin("Signatures")
        for label in ("Prepared by", "Checked by", "Date"):
            self.raw.set_row(self.row, 26)
            self.put(self.row, 0, label, "plain", valign="bottom")
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
        self.writer.said |= {name: says for name, (_, says) in figures.items()}
        if not self.book.is_live:
            return
        self.begin("The calculation, figure by figure (whole numbers)")
        for name, (label, says) in figures.items():
            number = "" if name == "written_currency" else COUNTED
            self.put(self.row, 0, label, "cell", "working")
            self.put(self.row, 1, says, "cell", "working", number, name=name, align="right")
            self.row += 1
        self.row += 1


def parts_of(book: Book) -> list[tuple[str, str, dict[str, str]]]:
    """The ways to part those that bear the cost: column of Participants, heading,
    and what it says with what is shown.
    """
    present = {state.role for state in book.states}
    usual = [ROLE_WORDS[role] for role in ("state_party", "signatory", "observer_state")]
    roles = [*usual, *(role for role in (ROLE_WORDS["organization"], NO_ROLE) if role in present)]
    groups = sorted(
        {state.group for state in book.states}, key=lambda group: (group.startswith("no"), group)
    )
    return [
        (
            "role",
            "By role",
            {role: role for role in (roles if present != {NO_ROLE} else [NO_ROLE])},
        ),
        ("group", "By regional group", {group: group for group in groups}),
        ("ldc", "By LDC", {"Yes": "Least developed countries", "No": "Other States"}),
    ]
