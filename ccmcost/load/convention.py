"""`data/convention.toml`: everything that is a convention's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ccmcost.findings import Findings
from ccmcost.load.document import Document, is_question, read_document
from ccmcost.load.reader import Reader, once
from ccmcost.load.states import unknown_instrument
from ccmcost.model.convention import (
    ANCHORS,
    PRACTICED,
    Appeal,
    Convention,
    CostArticle,
    Instrument,
    MeetingKind,
    Practice,
)
from ccmcost.model.source import SourceFile
from ccmcost.model.states import FORMS, EntryIntoForce, Form
from ccmcost.workspace import MARK, Workspace, packaged_data

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")

_ONE_FORM = (
    "one of months = 6 (on the first day of the sixth month after the deposit), months_to_the_day, "
    "days, and given = true (on the day that the depositary gives)"
)

_MOST = {"months": range(121), "months_to_the_day": range(121), "days": range(3651)}

LONGEST_PRACTICE = 3660
"""Days; a practice that counts further than ten years is a slip of the pen."""


def packaged_convention() -> Convention:
    """The convention whose data came with ccmcost."""
    return load_convention(Reader(Workspace(packaged_data(), packaged_data())))


def load_convention(reader: Reader) -> Convention:
    """The convention of the data folder; stops on errors, since nothing else can be read without
    it.
    """
    convention = read_convention(reader.file(MARK), reader.findings)
    reader.findings.stop_on_errors()
    assert convention is not None
    return convention


def read_convention(source: SourceFile | None, findings: Findings) -> Convention | None:
    """The convention that a file states; what is wrong or still open goes to the findings."""

    def read(source: SourceFile | None, findings: Findings) -> Convention | None:
        document = read_document(source, findings)
        return _convention(document) if document else None

    return once(source, findings, "convention", read)


def _convention(document: Document) -> Convention:
    convention = Convention(
        id=document.text("id"),
        prefix=_for_names(document, "prefix"),
        languages=_text_list(document, "languages"),
        default_rule=document.text("default_rule"),
        rules=_text_list(document, "rules"),
        go_no_go_days=_go_no_go(document),
        go_no_go_basis=document.string("go_no_go_basis"),
        illustrative_amount=document.text("illustrative_amount"),
        currency=document.text("currency"),
        names=document.texts("names"),
        cost_article=_cost_article(document),
        entry_into_force=_entry_into_force(document),
        treaty_status_source=(
            status.text("source") if (status := document.inside("treaty_status")) else ""
        ),
        treaty_chapter=status.string("chapter") if status else "",
        instruments=(instruments := _instruments(document)),
        meeting_kinds=_meeting_kinds(document, instruments),
        practices=tuple(_practice(entry) for entry in document.each("practice")),
        appeal=_appeal(document),
        words=_words(document),
    )
    if "en" not in convention.names and not is_question(document.values.get("names", {}).get("en")):
        message = 'the key "names.en" is missing: the English name of the convention.'
        document.error("key-missing", message)
    document.done()
    return convention


def _words(document: Document) -> dict[str, dict[str, str]]:
    """What is said instead of words of the catalogue, by language."""
    table = document.inside("words")
    if table is None:
        return {}
    found = {language: table.texts(language) for language in table.values}
    for language in found.keys() - set(_text_list(document, "languages")):
        message = f'"words.{language}" is no language of the convention (languages).'
        table.error("value-bad", message, language)
    for language, texts in found.items():
        if re.search("[{}]", "".join([*texts, *texts.values()])):  # they stand for figures
            table.error("value-bad", f'"words.{language}" holds a brace, "{{" or "}}".', language)
    return {
        language: {word: text for word, text in texts.items() if word.strip()}
        for language, texts in found.items()
    }


def _go_no_go(document: Document) -> int:
    """Days before a meeting on which funds are to be in hand; none where nothing says so."""
    if "go_no_go_days" not in document.values:
        document.string("go_no_go_days")
        return 0
    document.text("go_no_go_basis")
    return document.within("go_no_go_days", range(3651))


def _appeal(document: Document) -> Appeal | None:
    table = document.inside("appeal")
    if table is None:
        return None
    appeal = Appeal(table.need("since", date, date.min), table.text("source"), table.texts("words"))
    table.done()
    return appeal


def _practice(entry: Document) -> Practice:
    practice = Practice(
        entry.choice("date", PRACTICED, ""),
        entry.choice("counted_from", ANCHORS, ""),
        entry.need("days", int, 0),
        entry.text("basis"),
    )
    if abs(practice.days) > LONGEST_PRACTICE:
        limits = f"-{LONGEST_PRACTICE} and {LONGEST_PRACTICE}"
        message = f'"days" must lie between {limits}, not {practice.days}.'
        entry.error("value-bad", message, "days")
    entry.done()
    return practice


def _for_names(document: Document, key: str) -> str:
    """A text that file names begin with: letters, digits and hyphens,
    so that no name leads out of its folder.
    """
    text = document.text(key)
    if not text or _NAME.fullmatch(text):
        return text
    message = f'"{key}" must be letters, digits and hyphens, 20 at most: file names begin with it.'
    document.error("value-bad", message, key)
    return ""


def _text_list(document: Document, key: str) -> tuple[str, ...]:
    values = document.need(key, list, [])
    if all(isinstance(value, str) for value in values):
        return tuple(values)
    document.error("value-bad", f'"{key}" must be a list of texts.', key)
    return ()


def _cost_article(document: Document) -> CostArticle:
    article = document.inside("cost_article")
    if article is None:
        document.error(
            "key-missing",
            'the table "cost_article" is missing: the article that shares the costs, in its words.',
        )
        return CostArticle("", "", "", {})
    number, title, source = map(article.text, ("number", "title", "source"))
    paragraphs = {
        key.removeprefix("paragraph_"): article.texts(key)
        for key in article.values
        if key.startswith("paragraph_")
    }
    for paragraph, texts in paragraphs.items():
        if "en" not in texts and not is_question(
            article.values[f"paragraph_{paragraph}"].get("en")
        ):
            key = f"paragraph_{paragraph}"
            message = f'"{key}" lacks its English words (en), which other languages fall back on.'
            article.error("key-missing", message, key)
    article.done()
    return CostArticle(number, title, source, paragraphs)


def _entry_into_force(document: Document) -> EntryIntoForce:
    table = document.inside("entry_into_force")
    if table is None:
        message = f'the table "entry_into_force" is missing: article, first, and {_ONE_FORM}.'
        document.error("key-missing", message)
        return EntryIntoForce("", date.min)
    article, first = table.text("article"), table.need("first", date, date.min)
    found = EntryIntoForce(article, first, *_form(table))
    table.done()
    return found


def _form(table: Document) -> tuple[Form, int]:
    """How it enters into force for a State that consents later, and in how many months or days."""
    said = [form for form in FORMS if form in table.values]
    if len(said) != 1:
        table.error(
            "key-missing" if not said else "value-bad", f'"entry_into_force" needs {_ONE_FORM}.'
        )
        table.only(("article", "first", *FORMS))
    for form in said[1:]:
        table.get(form, int)
    if said[:1] == ["given"]:
        return "given", int(table.flag("given"))
    return (said[0], table.within(said[0], _MOST[said[0]])) if said else ("given", 0)


def _instruments(document: Document) -> dict[str, Instrument]:
    found, tables = {}, document.inside("instruments")
    for key in tables.values if tables else ():
        if tables and (table := tables.inside(key)):
            article = _cost_article(table) if "cost_article" in table.values else None
            names, about = table.texts("names"), (table.string("chapter"), table.text("source"))
            found[key] = Instrument(names, *about, _entry_into_force(table), article)
            if "en" not in names:
                message = 'the key "names.en" is missing: the English name of the instrument.'
                table.error("key-missing", message)
            table.done()
    return found


def _meeting_kinds(
    document: Document, instruments: Mapping[str, Instrument]
) -> dict[str, MeetingKind]:
    kinds = document.inside("meeting_kinds")
    if kinds is None:
        document.error("key-missing", 'the table "meeting_kinds" is missing.')
        return {}
    found = {}
    for key in kinds.values:
        if table := kinds.inside(key):
            prefix = _for_names(table, "prefix")
            found[key] = MeetingKind(
                prefix,
                table.text("title"),
                table.text("basis"),
                table.string("rule"),
                table.string("currency"),
                "list" in table.values and bool(table.choice("list", ("by_status",), "by_status")),
                instrument := table.string("instrument"),
            )
            if (instruments or instrument) and instrument not in instruments:
                message = f"{key}: {unknown_instrument(instrument, instruments)}"
                table.error("instrument-unknown", message, "instrument")
            table.done()
    if not found:
        message = (
            'the table "meeting_kinds" names no kind of meeting. Write a line for each: the prefix '
            "of its ids, its title, and what lets its cost be shared."
        )
        document.error("value-bad", message, "meeting_kinds")
    return found
