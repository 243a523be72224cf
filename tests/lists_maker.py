"""Lists of participants made by chance from layouts, languages, headings, affiliations and faults,
with the truth.

Nobody reads such documents by eye, so each carries what is true of it: who takes part, and who is
named besides. A reader may refuse a document or ask; it may not take another State, nor leave one
out without a line in its account.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from ccmcost.intake.names import normal
from ccmcost.load.states import load_state_names
from tests import intake_documents as made

CODES = tuple(sorted(made.STATES))
LANGUAGES = ("en", "fr", "es")
HEADINGS = {
    "en": (
        "STATES PARTIES",
        "States Parties",
        "HIGH CONTRACTING PARTIES",
        "PARTICIPATING STATES",
        "Delegations",
        "Member States",
    ),
    "fr": ("ÉTATS PARTIES", "États participants", "Délégations", "Hautes Parties contractantes"),
    "es": ("ESTADOS PARTES", "Estados participantes", "Delegaciones"),
}
OBSERVERS = {
    "en": ("OBSERVER STATES", "States not party", "Signatory States", "OBSERVERS"),
    "fr": ("ÉTATS OBSERVATEURS", "États non parties", "États signataires"),
    "es": ("ESTADOS OBSERVADORES", "Estados no partes", "Estados signatarios"),
}
BODIES = {
    "en": (
        "INTERNATIONAL ORGANIZATIONS",
        "Non-governmental organizations",
        "United Nations system",
        "NGOs",
    ),
    "fr": ("ORGANISATIONS INTERNATIONALES", "Organisations non gouvernementales"),
    "es": ("ORGANIZACIONES INTERNACIONALES", "Organizaciones no gubernamentales"),
}
ABSENT = {
    "en": ("STATES NOT REPRESENTED", "Absent States", "APOLOGIES"),
    "fr": ("ÉTATS NON REPRÉSENTÉS", "États absents", "Excusés"),
    "es": ("ESTADOS NO REPRESENTADOS", "Estados ausentes"),
}
TITLES = {
    "en": ("Mr.", "Ms.", "H.E. Mr.", "Dr."),
    "fr": ("M.", "Mme", "S.E. M."),
    "es": ("Sr.", "Sra.", "Excmo. Sr."),
}
OFFICES = {
    "en": (
        "Counsellor",
        "Ministry of Foreign Affairs",
        "Permanent Representative",
        "Embassy in {state}",
        "NGO",
        "United Nations",
    ),
    "fr": (
        "Conseiller",
        "Ministère des affaires étrangères",
        "Mission permanente",
        "Ambassade en {state}",
        "ONG",
    ),
    "es": (
        "Consejero",
        "Ministerio de Relaciones Exteriores",
        "Misión permanente",
        "Embajada en {state}",
        "Universidad",
    ),
}
UNKNOWN_BODIES = (
    "Desert Peace Alliance",
    "Clear Fields Foundation",
    "Institut Rousseau",
    "Red de Supervivientes",
    "Handlers Union",
)
REPORTS = {
    "en": (
        "The following States Parties participated in the work of the Meeting: {list}.",
        "The following Parties to the Convention were represented: {list}.",
        "The Meeting was attended by the following States: {list}.",
    ),
    "fr": (
        "Les États parties ci-après ont participé aux travaux de l’Assemblée : {list}.",
        "Les États suivants étaient représentés : {list}.",
    ),
    "es": (
        "Participaron en los trabajos de la Reunión los siguientes Estados partes: {list}.",
        "Estuvieron representados los siguientes Estados: {list}.",
    ),
}
NOT_THERE = {
    "en": (
        "The following States Parties were not represented at the Meeting: {list}.",
        "The following States Parties have yet to present their initial reports: {list}.",
        "The following States were invited to the Meeting: {list}.",
        "The following States Parties were in arrears: {list}.",
        "The following States sent their regrets: {list}.",
    ),
    "fr": (
        "Les États parties suivants n’étaient pas représentés : {list}.",
        "Les États suivants ont été invités : {list}.",
        "Les États parties suivants n’ont pas encore présenté leur rapport : {list}.",
    ),
    "es": (
        "No estuvieron representados los siguientes Estados partes: {list}.",
        "Los siguientes Estados fueron invitados: {list}.",
        "Los siguientes Estados partes aún no han presentado su informe: {list}.",
    ),
}
Dice = random.Random
_KNOWN = {normal(known.name) for known in load_state_names(made.READER, made.STATES)}


class Made(NamedTuple):
    """A document, who takes part by it, who is named besides,
    and the fault in it (empty for a clean one).
    """

    name: str
    content: bytes
    present: frozenset[str]
    others: frozenset[str]
    fault: str


def name_of(code: str, language: str) -> str:
    return made.STATES[code].names[language]


def misprinted(name: str, dice: Dice) -> str:
    """A name with one letter doubled, dropped or changed, in the middle of its longest word."""
    word = max(name.split(), key=len)
    # a hyphen more or less is no misprint
    at = dice.choice([at for at in range(1, len(word) - 1) if word[at].isalpha()])
    wrong = dice.choice(
        (
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + "x" + word[at + 1 :],
        )
    )
    printed = name.replace(word, wrong, 1)
    return (
        printed if printed.upper() not in CODES and normal(printed) not in _KNOWN else name + "x"
    )  # still a name: no misprint


class _Plan(NamedTuple):
    language: str
    present: tuple[str, ...]
    others: tuple[str, ...]
    fault: str
    wrong: str


FAULTS = ("", "", "", "misprint", "absent", "absent", "territory", "struck")


def _plan(dice: Dice) -> _Plan:
    language = dice.choice(LANGUAGES)
    codes = dice.sample(CODES, dice.randint(9, 40))
    others, present = codes[:3], codes[3:]
    fault = dice.choice(FAULTS)
    return _Plan(language, tuple(sorted(present)), tuple(others), fault, dice.choice(present))


def _printed(code: str, plan: _Plan, dice: Dice, capitals: bool) -> str:
    name = name_of(code, plan.language)
    if plan.fault == "misprint" and code == plan.wrong:
        name = misprinted(name, dice)
    return name.upper() if capitals else name


def _truth(plan: _Plan) -> tuple[frozenset[str], frozenset[str]]:
    gone = {plan.wrong} if plan.fault in ("misprint", "struck") else set()
    return frozenset(plan.present) - gone, frozenset(
        plan.others
    ) if plan.fault == "absent" else frozenset(gone)


def _persons(plan: _Plan, dice: Dice, number: int) -> list[str]:
    lines = []
    for at in range(dice.choice((1, 1, 2, 3))):
        lines.append(f"{dice.choice(TITLES[plan.language])} Anna PERSON{number}{at}")
        for _ in range(dice.choice((0, 1, 2))):
            state = name_of(dice.choice(plan.present), plan.language)
            lines.append(dice.choice(OFFICES[plan.language]).format(state=state))
    return lines


def listing_lines(plan: _Plan, dice: Dice) -> list[tuple[str, str]]:
    """A UN list as (kind, text): title, section, state, line, body, absent;
    headings with or without space above them.
    """
    capitals, numbered, bare = dice.random() < 0.4, dice.random() < 0.2, dice.random() < 0.25
    lines = [
        ("title", made.SYMBOL),
        (
            "title",
            {
                "en": "List of participants",
                "fr": "Liste des participants",
                "es": "Lista de participantes",
            }[plan.language],
        ),
    ]
    cut = dice.randint(5, len(plan.present))
    number = 0
    for pool, codes in ((HEADINGS, plan.present[:cut]), (OBSERVERS, plan.present[cut:])):
        if not codes:
            continue
        if pool is OBSERVERS or dice.random() < 0.9:
            lines.append(("section", dice.choice(pool[plan.language])))
        for code in codes:
            number += 1
            lead = f"{number}. " if numbered else ""
            struck = plan.fault == "struck" and code == plan.wrong
            lines.append(
                ("struck" if struck else "state", lead + _printed(code, plan, dice, capitals))
            )
            if not bare:
                lines += [("line", text) for text in _persons(plan, dice, number)]
    if plan.fault == "territory":
        lines.append(("state", "GREENLAND" if capitals else "Greenland"))
        if not bare:
            lines.append(("line", f"{TITLES[plan.language][0]} Anna ISLAND"))
    if plan.fault == "absent":
        lines.append(("section", dice.choice(ABSENT[plan.language])))
        lines += [("state", _printed(code, plan, dice, capitals)) for code in plan.others]
    if dice.random() < 0.7:
        lines.append(("section", dice.choice(BODIES[plan.language])))
        for body in dice.sample(UNKNOWN_BODIES, 3):
            lines.append(("body", body.upper() if capitals else body))
            if not bare:
                lines.append(("line", f"{dice.choice(TITLES[plan.language])} Ana BODY"))
    return lines


_SPACED = ("section", "state", "struck", "body")


def text_listing(plan: _Plan, dice: Dice) -> bytes:
    gaps = dice.random() < 0.8
    written: list[str] = []
    lines = listing_lines(plan, dice)
    if all(kind != "line" for kind, _ in lines) and dice.random() < 0.5:
        lines, gaps = _in_columns(lines, dice.choice((2, 3))), True
    for kind, text in lines:
        if kind == "beside":
            written.append(text)
            continue
        if gaps and kind in _SPACED and written:
            written.append("")
        written.append(text)
    return "\n".join(written).encode()


def _in_columns(lines: list[tuple[str, str]], columns: int) -> list[tuple[str, str]]:
    """The names of each section side by side, in columns that blanks part."""
    width = max(len(text) for kind, text in lines if kind in _SPACED) + 4
    found: list[tuple[str, str]] = []
    for is_name, group in groupby(lines, lambda line: line[0] in ("state", "body")):
        if not is_name:
            found += group
            continue
        names = [text for _, text in group]
        rows = -(-len(names) // columns)
        found.append(("beside", ""))
        found += [
            ("beside", "".join(f"{name:{width}}" for name in names[at::rows]).rstrip())
            for at in range(rows)
        ]
    return found


def _enumeration(codes: Sequence[str], plan: _Plan, dice: Dice) -> str:
    names = [_printed(code, plan, dice, False) for code in codes]
    word = {"en": " and ", "fr": " et ", "es": " y "}[plan.language]
    return ", ".join(names[:-1]) + word + names[-1]


def report_lines(plan: _Plan, dice: Dice) -> list[str]:
    language = plan.language
    lines = [
        made.SYMBOL,
        "",
        "1. " + dice.choice(REPORTS[language]).format(list=_enumeration(plan.present, plan, dice)),
    ]
    if plan.fault == "absent":
        lines += [
            "",
            "2. "
            + dice.choice(NOT_THERE[language]).format(list=_enumeration(plan.others, plan, dice)),
        ]
    if dice.random() < 0.3:
        lines += ["", "3. The Meeting adopted its agenda and its report."]
    return lines


def text_report(plan: _Plan, dice: Dice) -> bytes:
    import textwrap

    lines = report_lines(plan, dice)
    if dice.random() < 0.5:
        lines = [
            part
            for line in lines
            for part in (textwrap.wrap(line, 70, break_long_words=False) or [""])
        ]
    return "\n".join(lines).encode()


def table_rows(plan: _Plan, dice: Dice) -> list[list[str]]:
    heads = {
        "en": ("Country", "Name", "Category", "Attended"),
        "fr": ("Pays", "Nom", "Catégorie", "Présent"),
        "es": ("País", "Nombre", "Categoría", "Asistió"),
    }[plan.language]
    yes, no = {"en": ("Yes", "No"), "fr": ("Oui", "Non"), "es": ("Sí", "No")}[plan.language]
    rows = [list(heads)]
    for number, code in enumerate(plan.present):
        for at in range(dice.choice((1, 1, 2))):
            person = (
                dice.choice(("Jordan", "Chad", "Israel", "Georgia"))
                if dice.random() < 0.1
                else f"Person {number}{at}"
            )
            rows.append([_printed(code, plan, dice, False), person, "Government", yes])
    if plan.fault == "absent":
        rows += [
            [_printed(code, plan, dice, False), "Nobody", "Government", no] for code in plan.others
        ]
    if plan.fault == "territory":
        rows.append(["Greenland", "Anna Island", "Government", yes])
    rows += [[body, "Ana Body", "NGO", yes] for body in dice.sample(UNKNOWN_BODIES, 2)]
    order = [0, 1, 2, 3]
    dice.shuffle(order)
    rows = [[row[at] for at in order] for row in rows]
    above: list[list[str]] = [["List of participants"], []] if dice.random() < 0.3 else []
    return above + rows


def csv_table(plan: _Plan, dice: Dice) -> bytes:
    return made.csv_bytes(table_rows(plan, dice), dice.choice(",;\t"))


def xlsx_table(plan: _Plan, dice: Dice) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, struck = book.add_worksheet("List"), book.add_format({"font_strikeout": True})
        hidden = dice.random() < 0.5
        for number, row in enumerate(table_rows(plan, dice)):
            wrong = plan.fault == "struck" and name_of(plan.wrong, plan.language) in row
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, struck if wrong and not hidden else None)
            if wrong and hidden:
                sheet.set_row(number, None, None, {"hidden": True})
    return buffer.getvalue()


def docx_listing(plan: _Plan, dice: Dice) -> bytes:
    body = []
    bold = dice.random() < 0.5
    for kind, text in listing_lines(plan, dice):
        marks = ("<w:strike/>" if kind == "struck" else "") + (
            "<w:b/>" if bold and kind in _SPACED else ""
        )
        if kind in _SPACED and body:
            body.append("<w:p/>")
        body.append(
            f"<w:p><w:r><w:rPr>{marks}</w:rPr><w:t "
            f'xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        )
    return _docx("".join(body))


def docx_table(plan: _Plan, dice: Dice) -> bytes:
    plan = plan._replace(fault="" if plan.fault == "struck" else plan.fault)
    return _docx(
        made.paragraph(made.SYMBOL)
        + made.table(row for row in table_rows(plan, dice) if len(row) > 1)
    )


def _docx(body: str) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return made.docx(Path(folder) / "list.docx", body).read_bytes()


def html_listing(plan: _Plan, dice: Dice) -> bytes:
    tags = {"title": "p", "section": "h2", "state": "h3", "struck": "h3", "body": "h3", "line": "p"}
    parts = []
    for kind, text in listing_lines(plan, dice):
        inner = f"<s>{escape(text)}</s>" if kind == "struck" else escape(text)
        parts.append(f"<{tags[kind]}>{inner}</{tags[kind]}>")
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode()


def pdf_listing(plan: _Plan, dice: Dice) -> bytes:
    import tempfile

    plan = plan._replace(fault="" if plan.fault == "struck" else plan.fault)
    kinds = {"body": "state", "line": "delegate"}
    lines = [(kinds.get(kind, kind), text) for kind, text in listing_lines(plan, dice)]
    with tempfile.TemporaryDirectory() as folder:
        path = made.pdf(
            Path(folder) / "list.pdf",
            made.listing_markup(lines),
            columns=dice.choice((1, 2)),
            size=9,
        )
        return path.read_bytes()


QUICK: dict[str, Callable[[_Plan, Dice], bytes]] = {
    "list.txt": text_listing,
    "report.txt": text_report,
    "list.csv": csv_table,
}
ALL = QUICK | {
    "list.xlsx": xlsx_table,
    "list.docx": docx_listing,
    "table.docx": docx_table,
    "list.html": html_listing,
    "list.pdf": pdf_listing,
}
_WITHOUT = {
    "struck": ("list.txt", "report.txt", "list.csv", "table.docx", "list.pdf"),
    "territory": ("report.txt",),
}
"""Faults that a kind of document cannot have."""


def document(
    number: int, seed: int = 1, makers: dict[str, Callable[[_Plan, Dice], bytes]] = QUICK
) -> Made:
    """The document of a number: the same for the same number and seed."""
    dice = random.Random(f"lists {seed} {number}")
    plan = _plan(dice)
    name = dice.choice(tuple(makers))
    if name in _WITHOUT.get(plan.fault, ()):
        plan = plan._replace(fault="")
    present, others = _truth(plan)
    return Made(name, makers[name](plan, dice), present, others, plan.fault)
