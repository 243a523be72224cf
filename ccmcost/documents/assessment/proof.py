"""Whether a notice or an annex is what its own data make: read, recalculated, composed again,
compared; and whether the office that issued it says so.

What a forger can do, and what finds it. A digit changed in the text, in the attached data or in the
metadata: the document composed again from its data differs. A font that draws another digit than
the text says: the same, byte for byte. An amount changed in text and data: it does not follow from
the attached rates. A whole new notice with another bank account: nothing in the file can tell, only
the list of SHA-256 that the office publishes; and that only if it came from the office.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from ccmcost import __version__
from ccmcost.documents.assessment import unlike
from ccmcost.documents.assessment.issued_list import IssuedList
from ccmcost.documents.assessment.notice_data import notice_data, notice_from
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.errors import UsageError
from ccmcost.intake.extract import extract
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, convention_of
from ccmcost.model.calendar import day_of
from ccmcost.model.source import SourceFile
from ccmcost.sharing.annex import ANNEX, annex_data, annex_from, annex_page
from ccmcost.sharing.attached import FAULTS, VERSION, differing_rates
from ccmcost.tables.again import composed_again, is_same_press
from ccmcost.text import without_hidden
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Code, RateFigure, Step, say

LARGEST = 8 * 1024 * 1024
ATTACHED = "data.json"
_MOST_FAULTS = 12


class Proof(NamedTuple):
    """What was found: `title` as the document calls itself, what was `checked` and holds, what is
    wrong (`faults`), and what follows.
    """

    title: str
    checked: tuple[Step, ...]
    faults: tuple[Step, ...]
    verdict: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong; its origin may be open nevertheless."""
        return not self.faults


def prove(source: SourceFile, data: Data, issued: IssuedList | None) -> Proof:
    """Verify a notice or an annex; `issued` is the list that the office publishes, if it is there.

    Raises DataError for a file that cannot be read, UsageError for one of another convention.
    """
    if len(source.content) > LARGEST:
        message = f"the file is larger than {LARGEST:,} bytes, so it is not a notice."
        data.findings.error("file-unreadable", message, source.shown)
        data.findings.stop_on_errors()
    seen = extract(source, "carried", data.findings)
    data.findings.stop_on_errors()
    assert seen is not None
    told = _told(seen)
    if told is None or told.get("version") != VERSION:
        key = "proof_not_ours" if told is None else "proof_other_data"
        return _closed("", Found([], [say(key)]), source, issued, None)
    if told.get("convention") != data.convention.id:
        raise UsageError(
            f"{source.shown}: this document is not of the convention {data.convention.id}. Name "
            "the data folder of its convention with --data."
        )
    found = Found([], [])
    try:
        # States are called as they were on the day of the document
        data = Data(data.workspace._replace(day=day_of(told["date"])))
        made = _made(told, data)
        _recalculate(made, told, data, found)
        _compose(source, data, seen, told, found)
        title = unlike.clip(str(told["composed"]["page"]["document_title"]))
        issuer = unlike.clip(str(told["composed"]["page"]["issuer"]["name"]))
        status = str(told["status"])
    except (*FAULTS, RecursionError):
        found.faults.append(say("proof_damaged"))
        title = issuer = status = ""
    return _closed(title, found, source, issued, (issuer, status))


class Found(NamedTuple):
    """What holds, and what is wrong."""

    checked: list[Step]
    faults: list[Step]


class Made(NamedTuple):
    """What the attached data make: the data that they should be, the page, the calculations."""

    data: dict[str, Any]
    page: dict[str, Any]
    results: list[Apportionment]
    holds: list[Step]


def _told(seen: Mapping[str, Any]) -> dict[str, Any] | None:
    """The data of ccmcost that a file carries."""
    for name, text in seen["attached"]:
        if name == ATTACHED:
            try:
                told = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(told, dict) and "document" in told:
                return told
    return None


def _made(told: dict[str, Any], data: Data) -> Made:
    """The notice or the annex that the data make, in its language, with the names at hand."""
    language = told["composed"]["language"]
    if language not in LANGUAGES:
        raise ValueError("no language")
    if told["document"] == ANNEX:
        result, on, issuer = annex_from(told, data)
        words = Speaker(language, result.convention, data.states)
        total, lines = result.cost.total, result.assessment.lines
        holds = [say("proof_amounts", n=len(lines), total=total)]
        page = annex_page(result, on, issuer, words)
        return Made(annex_data(result, on, issuer), page, [result], holds)
    notice = notice_from(told, data)
    words = Speaker(language, convention_of(notice.results), data.states)
    holds = [
        say(
            "proof_amount",
            amount=each.after if each.after is not None else each.amount,
            n=len(each.result.assessment.lines),
            total=each.result.cost.total,
        )
        for each in notice.lines
    ]
    holds += [say("proof_before", amount=each.before) for each in notice.lines if each.before]
    return Made(notice_data(notice), notice_page(notice, words), notice.results, holds)


def _recalculate(made: Made, told: dict[str, Any], data: Data, found: Found) -> None:
    """Hold the attached figures and texts against those that follow from rates, cost and rule."""
    figures = {key: value for key, value in told.items() if key != "composed"}
    faults = unlike.figures(figures, _plain(made.data))
    same = told["composed"]["by"] == f"ccmcost {__version__}"
    known = all(result.meeting and result.meeting.id in data.meetings for result in made.results)
    of_page, words = unlike.texts(told["composed"]["page"], _plain(made.page), same, known)
    for result in made.results:
        rates, years = differing_rates(result, data), result.scale.years
        if rates is None:
            found.checked.append(say("proof_rates_open", years=years))
        elif not rates:
            found.checked.append(say("proof_rates", years=years))
        for code, rate, wanted in rates or ():
            both = RateFigure(rate), RateFigure(wanted)
            found.faults.append(
                say("proof_rate", state=Code(code), found=both[0], wanted=both[1], years=years)
            )
    found.faults.extend([*faults, *of_page])
    if not found.faults:
        found.checked[:0] = made.holds
        found.checked.append(say("proof_words_open" if words else "proof_words"))


def _compose(
    source: SourceFile, data: Data, seen: dict[str, Any], told: dict[str, Any], found: Found
) -> None:
    """Compose the document again and compare; where that is not possible, compare what was read."""
    again = composed_again(told)
    if again == source.content:
        found.checked.append(say("proof_same"))
        return
    is_same = is_same_press(told["composed"])
    if again is None and is_same:
        raise ValueError("they make no document")
    if again is None or not is_same:
        faults = unlike.figures_read(seen["pages"], told["composed"]["page"])
        if len(seen["attached"]) != 1:
            faults.append(say("proof_attachments"))
        found.faults.extend(faults)
        if not faults:
            found.checked.append(
                say("proof_other_press", made=unlike.clip(str(told["composed"]["by"])))
            )
        return
    faults = unlike.documents(source, again, seen, data.findings)
    found.faults.extend(faults or [say("proof_bytes")])


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A value as JSON gives it back."""
    plain: dict[str, Any] = json.loads(json.dumps(value))
    return plain


def _closed(
    title: str,
    found: Found,
    source: SourceFile,
    issued: IssuedList | None,
    about: tuple[str, str] | None,
) -> Proof:
    """What follows from what was found and from the list. `about`: who issued it, and its status;
    None if it carries no data that this version reads.
    """
    faults = list({_said(each): each for each in found.faults}.values())
    told, checked = faults[:_MOST_FAULTS], tuple(found.checked)
    if len(faults) > _MOST_FAULTS:
        told.append(say("proof_more"))
    listed, name = False, ""
    if issued is not None:
        listed, name = source.sha256 in issued.hashes, issued.name
        own = PurePosixPath(source.shown.replace("\\", "/")).name
        key = "proof_unlisted_changed" if own in issued.hashes.values() else "proof_unlisted"
        told += [] if listed else [say(key, file=name)]
    if listed and about is None:
        only = say("proof_issued_only", file=name)
        return Proof(title, (), (), (only, say("proof_list_source")))
    if told:
        held = tuple(step for step in checked if not step.key.startswith("proof_words"))
        return Proof(title, held, tuple(told), (say("proof_refused"),))
    issuer, status = about or ("", "")
    if status in ("specimen", "draft"):
        own_word = (say("proof_unissued"), say("proof_unissued_listed", file=name))
        return Proof(title, checked, (), own_word if listed else own_word[:1])
    if listed:
        verdict = say("proof_issued", issuer=issuer, file=name)
        return Proof(title, checked, (), (verdict, say("proof_list_source")))
    is_compared = not any(step.key == "proof_other_press" for step in checked)
    verdict = say("proof_consistent" if is_compared else "proof_readable")
    return Proof(title, checked, (), (verdict, say("proof_ask")))


def _said(step: Step) -> tuple[str, ...]:
    return (step.key, *map(str, step.figures.values()))


def proof_screen(path: str, proof: Proof, words: Speaker) -> list[str]:
    """What was found, in the words of a language: what follows first, then what is wrong, then what
    was checked.
    """
    head = f"{path}: {without_hidden(proof.title)}" if proof.title else path
    parts = (("", proof.verdict), ("! ", proof.faults), ("", proof.checked))
    lines = (
        f"  {mark}{without_hidden(said)}"
        for mark, steps in parts
        for said in words.sentences(steps)
    )
    return [head, *lines]
