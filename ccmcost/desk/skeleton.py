"""The data folder of another convention: what nobody has said yet stands in it as a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps
from pathlib import Path

from ccmcost.desk.init import is_made
from ccmcost.desk.questions import OFFICE, Answers, Form, Question, answers_in, filled
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.coding import ACCOUNTS
from ccmcost.load.convention import packaged_convention, read_convention
from ccmcost.load.rules import rule_in
from ccmcost.model.money import currency_code, decimals_of, no_currency
from ccmcost.model.source import SourceFile
from ccmcost.text import printable
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import GENERAL, MARK, packaged_data, packaged_skeleton

_RULE = "rules/cost-article.toml"
_FORMS = ("months", "months_to_the_day", "days", "given")
_ID = re.compile(r"[a-z][a-z0-9-]{1,19}")

CONVENTION = Form(
    MARK,
    (
        *(Question(f"names.{each}", f"treaty_name_{each}") for each in LANGUAGES),
        Question("prefix", "treaty_prefix"),
        Question("cost_article.number", "treaty_number"),
        Question("cost_article.title", "treaty_title"),
        Question("cost_article.source", "treaty_source"),
        Question("cost_article", "treaty_paragraphs", "paragraphs"),
        Question("entry_into_force.article", "treaty_force"),
        Question("entry_into_force.first", "treaty_first", "day"),
        *(
            Question(
                f"entry_into_force.{form}",
                f"treaty_{form}",
                "flag" if form == "given" else "number",
                tuple(f"entry_into_force.{each}" for each in _FORMS if each != form),
            )
            for form in _FORMS
        ),
        Question("treaty_status.source", "treaty_register"),
        Question("treaty_status.chapter", "treaty_chapter"),
        Question("meeting_kinds", "treaty_kinds", "kinds"),
    ),
    lambda source, findings, _: read_convention(source, findings),
    asks=True,
)
RULE = Form(
    _RULE,
    (
        Question("liable", "treaty_liable"),
        Question("states_not_party", "treaty_pool"),
        Question("residual", "treaty_residual"),
    ),
    lambda source, findings, _: rule_in(source, findings, None),
    asks=True,
)
FORMS = (CONVENTION, RULE)
_TITLES = {
    ("participants", "pooled"): "participating States Parties and States not party, in one pool",
    ("participants", "straight"): "States not party pay their unadjusted UN rate, and States "
    "Parties share the rest",
    ("all_parties", "pooled"): "all States Parties, present or not, and participating States not "
    "party",
    ("parties_only", "pooled"): "the States Parties alone",
}
"""What a rule is called that applies the cost article and nothing else, in the words that
`ccmcost/words/known.py` knows in each language.
"""


def forms_of(convention: str | None, folder: Path) -> tuple[Form, ...]:
    """What `init` asks: of the office, and before it of another convention; of that alone where
    its folder is there.
    """
    is_there = convention and is_made(folder)
    return (*(FORMS if convention else ()), *(() if is_there else (OFFICE,)))


def texts_that_ask(folder: Path, convention: str, currency: str | None) -> dict[str, str]:
    """The files that ask, by name: those of the folder where it is begun, else new ones.
    Raises UsageError where the folder is another convention's, and for an id that is none.
    """
    there = folder / "data"
    if (there / MARK).is_file():
        text = (there / MARK).read_text("utf-8")
        known = re.search(r'^id = "([^"]*)"', text, re.MULTILINE)
        if not known or known[1] != convention:
            said = printable(known[1]) if known else "another convention"
            raise UsageError(f'--convention: "{folder}" is the folder of {said}.')
        if currency and f'\ncurrency = "{currency_code(currency)}"' not in text:
            raise UsageError("--currency: the folder is there. Change it in convention.toml.")
        files = {each.file: there / each.file for each in FORMS}
        return {name: path.read_text("utf-8") for name, path in files.items() if path.is_file()}
    if not _ID.fullmatch(convention) or convention == packaged_convention().id:
        why = (
            "lower-case letters, digits and hyphens, such as aplc"
            if not _ID.fullmatch(convention)
            else 'another one than that of the data that came with ccmcost ("ccmcost init" alone)'
        )
        raise UsageError(
            f'--convention: "{printable(convention)}" is no id here. It must be {why}.'
        )
    code = currency_code(currency or packaged_convention().currency)
    decimals = decimals_of(code)
    if decimals is None:
        raise UsageError(f"--currency: {no_currency(printable(code))}")
    amount = "100000" + (f".{'0' * decimals}" if decimals else "")
    words = {"ID": convention, "PREFIX": convention.upper(), "CURRENCY": code, "100000.00": amount}
    found = {each.file: (packaged_skeleton() / each.file).read_text("utf-8") for each in FORMS}
    for word, text in words.items():
        found[MARK] = found[MARK].replace(f'"{word}"', f'"{text}"')
    return found


def answered(texts: Mapping[str, str], answers: Answers) -> dict[str, str]:
    """The files with these answers, and with what follows from them: the paragraph that the rule
    applies, what it is called, and its legal source, unless somebody wrote them.
    """
    done = {
        form.file: filled(form, texts[form.file], answers) for form in FORMS if form.file in texts
    }
    known = {
        key: lines
        for form in FORMS
        if form.file in done
        for key, lines in answers_in(form, done[form.file]).items()
    }
    said = {key: "".join(lines[:1]) for key, lines in known.items()}
    paragraph = said["cost_article"].partition(":")[0]
    article, name = said["cost_article.number"], said["names.en"]
    if not (article and paragraph and name) or _RULE not in done:
        return done
    follows = {"legal_source": f"{name}, art. {article}({paragraph})", "paragraph": paragraph}
    if title := _TITLES.get((said["liable"], said["states_not_party"])):
        follows["title"] = f"Article {article}({paragraph}): {title}"
    for key, text in follows.items():
        line = re.compile(rf'^{key} = "\?[^"]*"', re.MULTILINE)
        if found := line.search(done[_RULE]):
            start, end = found.span()
            done[_RULE] = f"{done[_RULE][:start]}{key} = {dumps(text)}{done[_RULE][end:]}"
    return done


def skeleton_files(texts: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of the new data folder by its name: what asks, empty tables, and the data of the
    United Nations. Nothing else is taken from the convention whose data came with ccmcost.
    """
    packaged, own = packaged_data(), packaged_convention()
    found = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for place in (packaged, packaged_skeleton())
        for path in sorted(place.rglob("*"))
        if path.is_file()
        and (
            place != packaged or path.relative_to(place).as_posix().startswith((*GENERAL, ACCOUNTS))
        )
    }
    found |= {name: text.encode() for name, text in texts.items()}
    names = re.compile("|".join(map(re.escape, (*own.names.values(), own.prefix))))
    lines = found["organizations.csv"].decode().splitlines(keepends=True)
    found["organizations.csv"] = "".join(x for x in lines if not names.search(x)).encode()
    example = re.compile(r"^# [a-z]+[0-9]+ = ", re.MULTILINE)  # a meeting, as an example
    found[ACCOUNTS] = example.sub("# ID = ", found[ACCOUNTS].decode()).encode()
    return found


def open_questions(texts: Mapping[str, str]) -> int:
    """How many questions of these files nobody has answered yet, or answered badly."""
    findings = Findings()
    for form in FORMS:
        if form.file in texts:
            text = texts[form.file].encode()
            form.read(SourceFile(form.file, "workspace", text, form.file), findings, LANGUAGES)
    return len(findings.errors)
