"""What a proof of a notice says, by the functions that choose it: each way in which a document, its
data, its page and the list of the office can fail to agree. What PDF holds is read once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ccmcost.documents.assessment import proof, unlike
from ccmcost.documents.assessment.issued_list import IssuedList, issued_list
from ccmcost.documents.assessment.proof import Proof, prove
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Findings
from ccmcost.intake.extract import extract
from ccmcost.load.data import Data
from ccmcost.model.source import SourceFile
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Step
from ccmcost.workspace import open_workspace

Told = dict[str, Any]


def source_of(content: bytes, name: str = "CCM-AN-2024-0001-AUS-en.pdf") -> SourceFile:
    return SourceFile(name, "command line", content, name)


def keys(steps: tuple[Step, ...] | list[Step]) -> list[str]:
    return [step.key for step in steps]


class Notice:
    """An issued notice, what was read of it, and its proof with something of that changed."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, name: str = "*-AUS-en.pdf") -> None:
        (path,) = (folder / "notices" / "2024").glob(name)
        self.workspace = open_workspace(folder / "data")
        self.source, self.patch = source_of(path.read_bytes()), patch
        seen = extract(self.source, "carried", Findings())
        assert seen is not None
        self.seen: Told = seen
        self.told: Told = json.loads(dict(seen["attached"])["data.json"])

    def proved(
        self,
        change: Callable[[Told], object] = lambda told: None,
        attached: list[list[str]] | None = None,
        again: bytes | None = b"same",
        issued: IssuedList | None = None,
        press: bool = True,
    ) -> Proof:
        """`again` is what composing gives: these bytes, or nothing; `same` are those of the file.
        `attached` is what the file carries in place of the changed data.
        """
        told = deepcopy(self.told)
        change(told)
        carried = attached or [["data.json", json.dumps(told)]]
        seen = {**self.seen, "attached": carried}
        made = self.source.content if again == b"same" else again
        self.patch.setattr(proof, "extract", lambda *_: seen)
        self.patch.setattr(proof, "composed_again", lambda _: made)
        self.patch.setattr(proof, "is_same_press", lambda _: press)
        self.patch.setattr(unlike, "extract", lambda *_: {**self.seen, "drawn": ["x"]})
        return prove(self.source, Data(self.workspace), issued)


@pytest.fixture(scope="module")
def patch() -> Any:
    with pytest.MonkeyPatch.context() as made:
        yield made


@pytest.fixture(scope="module")
def notice(billed: Path, patch: pytest.MonkeyPatch) -> Notice:
    return Notice(billed, patch)


def changed(*way: str | int, to: Any) -> Callable[[Told], object]:
    """A change of one value within the attached data."""

    def change(told: Told) -> None:
        inside: Any = told
        for part in way[:-1]:
            inside = inside[part]
        assert inside[way[-1]] != to
        inside[way[-1]] = to

    return change


# The list of the office


def test_what_is_right_is_issued_only_if_the_list_says_so(notice: Notice) -> None:
    own = IssuedList("SHA256SUMS.txt", {notice.source.sha256: notice.source.name})
    other = IssuedList("SHA256SUMS.txt", {"0" * 64: "CCM-AN-2024-0002-AUT-en.pdf"})
    changed_one = IssuedList("SHA256SUMS.txt", {"0" * 64: notice.source.name})
    alone = notice.proved()
    assert alone.holds and keys(alone.verdict) == ["proof_consistent", "proof_ask"]
    assert keys(alone.checked) == ["proof_amount", "proof_rates", "proof_words", "proof_same"]
    assert keys(notice.proved(issued=own).verdict) == ["proof_issued", "proof_list_source"]
    for issued, why in ((other, "proof_unlisted"), (changed_one, "proof_unlisted_changed")):
        found = notice.proved(issued=issued)
        assert not found.holds and keys(found.faults) == [why]
        assert keys(found.verdict) == ["proof_refused"]
        assert "proof_words" not in keys(found.checked)


def test_a_draft_is_never_issued(notice: Notice) -> None:
    own = IssuedList("SHA256SUMS.txt", {notice.source.sha256: notice.source.name})
    steps = (Step("proof_same", {}),)
    for issued, said in (
        (None, ["proof_unissued"]),
        (own, ["proof_unissued", "proof_unissued_listed"]),
    ):
        found = proof._closed(
            "Draft", proof.Found(list(steps), []), notice.source, issued, ("Office", "draft")
        )
        assert found.holds and keys(found.verdict) == said


def test_a_file_without_data_of_ours_can_only_be_listed(notice: Notice) -> None:
    own = IssuedList("SHA256SUMS.txt", {notice.source.sha256: notice.source.name})
    for attached, why in (
        ([["more.txt", "{}"], ["data.json", "{"], ["data.json", "[]"]], "proof_not_ours"),
        ([["data.json", '{"document": "x", "version": 0}']], "proof_other_data"),
    ):
        assert keys(notice.proved(attached=attached).faults) == [why]
        found = notice.proved(attached=attached, issued=own)
        assert found.holds and keys(found.verdict) == ["proof_issued_only", "proof_list_source"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n", "sums.txt is empty. Is it the list"),
        (f"{'a' * 64}  x.pdf\nhello\n", 'line 2 of sums.txt reads "hello"'),
    ],
)
def test_a_list_that_is_none_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        issued_list(source_of(text.encode(), "sums.txt"))


def test_a_list_is_read_as_programs_write_it() -> None:
    text = f"\ufeff{'A' * 64} *notices/x.pdf\r\n\r\n{'b' * 64}  y.pdf\n"
    found = issued_list(source_of(text.encode(), "2024/SHA256SUMS.txt"))
    assert found == IssuedList("SHA256SUMS.txt", {"a" * 64: "x.pdf", "b" * 64: "y.pdf"})


# The attached data


@pytest.mark.parametrize(
    ("change", "why", "part"),
    [
        (changed("amount", to="1.00"), "proof_data", "amount"),
        (changed("lines", 0, "amount", to="1.00"), "proof_data", "lines[1].amount"),
        (changed("basis", 0, "rule", "text", to="id = 1"), "proof_damaged", ""),
        (changed("composed", "language", to="xx"), "proof_damaged", ""),
        (changed("issuer", "bank", "account", to="XX99"), "proof_bank", "XX99"),
    ],
)
def test_each_change_of_the_data_is_named(
    notice: Notice, change: Callable[[Told], object], why: str, part: str
) -> None:
    found = notice.proved(change)
    assert why in keys(found.faults) and "proof_amount" not in keys(found.checked)
    figures = [str(text) for step in found.faults for text in step.figures.values()]
    assert not part or part in figures


def test_a_name_of_a_state_is_no_figure(notice: Notice) -> None:
    assert notice.proved(changed("state", "name", to="Terra Australis")).holds


def test_a_rate_that_is_not_that_of_the_scale_is_named(notice: Notice) -> None:
    (found,) = [
        step
        for step in notice.proved(changed("basis", 0, "states", 0, "rate", to="0.007")).faults
        if step.key == "proof_rate"
    ]
    shown = Speaker("en", Data(notice.workspace).convention, Data(notice.workspace).states, "proof")
    assert "0.007" in shown.sentence(found) and "Australia" in shown.sentence(found)


def test_where_the_scale_is_not_at_hand_that_is_said(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Data, "scale_periods", {})
    found = notice.proved()
    assert found.holds and "proof_rates_open" in keys(found.checked)


def test_more_faults_than_one_reads_are_summed_up(notice: Notice) -> None:
    def every(told: Told) -> None:
        for number, state in enumerate(told["basis"][0]["states"]):
            state["rate"] = f"0.{900 + number}"
        for name in ("amount", "pay_by", "decision", "number", "reference", "date"):
            told[name] = "2024-01-01" if name in ("pay_by", "date") else "9.99"

    found = notice.proved(every)
    assert len(found.faults) == proof._MOST_FAULTS + 1 and found.faults[-1].key == "proof_more"
    steps = [Step("proof_drawn", {"page": page}) for page in range(proof._MOST_FAULTS)]
    just = proof._closed("", proof.Found([], [*steps, steps[0]]), notice.source, None, None)
    assert just.faults == tuple(steps)


def test_what_is_not_of_this_convention_or_too_large_is_refused(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="this document is not of the convention ccm"):
        notice.proved(changed("convention", to="other"))
    monkeypatch.setattr(proof, "LARGEST", 10)
    with pytest.raises(DataError, match="larger than 10 bytes, so it is not a notice"):
        notice.proved()


# The document composed again


def test_what_another_press_made_is_compared_by_what_can_be_read(notice: Notice) -> None:
    found = notice.proved(again=None, press=False)
    assert found.holds and keys(found.verdict) == ["proof_readable", "proof_ask"]
    assert found.checked[-1].key == "proof_other_press"
    amount = changed("composed", "page", "key", "amount", to="USD 1.23")
    faults = keys(notice.proved(amount, again=None, press=False).faults)
    assert "proof_figure_lacking" in faults
    data = json.dumps(notice.told)
    more = [["data.json", data], ["more.txt", "pay elsewhere"]]
    assert keys(notice.proved(attached=more, again=b"x", press=False).faults) == [
        "proof_attachments"
    ]


def test_what_cannot_be_composed_here_is_damaged(notice: Notice) -> None:
    assert keys(notice.proved(again=None).faults) == ["proof_damaged"]


def test_other_bytes_are_named_if_nothing_else_is(notice: Notice) -> None:
    assert keys(notice.proved(attached=notice.seen["attached"], again=b"x").faults) == [
        "proof_bytes"
    ]


def test_a_person_reads_what_follows_first(notice: Notice) -> None:
    data = Data(notice.workspace)
    words = Speaker("en", data.convention, data.states, "proof")
    lines = proof.proof_screen("x.pdf", notice.proved(changed("amount", to="1.00")), words)
    assert lines[0] == "x.pdf: Assessment notice (CCM-MSP12-AUS)"
    assert lines[1].startswith("  Not proved. Please do not pay on the basis of this file.")
    assert any(line.startswith("  ! ") for line in lines)
    untitled = proof.proof_screen("x.pdf", notice.proved(attached=[["a", "b"]]), words)
    assert untitled[0] == "x.pdf"


def test_an_annex_is_proved_as_a_notice_is(billed: Path, patch: pytest.MonkeyPatch) -> None:
    annex = Notice(billed, patch, "*annex*-en.pdf")
    found = annex.proved()
    assert found.holds and keys(found.checked)[:2] == ["proof_amounts", "proof_rates"]
    changed_one = annex.proved(changed("states", 3, "amount", to="1.00"))
    assert keys(changed_one.faults) == ["proof_data"]
    assert changed_one.faults[0].figures["where"] == "states[4].amount"


# Two files held against each other


def carried(*lines: str, **more: Any) -> Told:
    pieces = [[0, 0, 0, 0, line, 0, ""] for line in lines]
    blank: Told = {"info": {}, "xmp": "", "attached": [["data.json", "{}"]], "drawn": ["a"]}
    return {**blank, "pages": [{"number": 1, "pieces": pieces}], **more}


@pytest.mark.parametrize(
    ("seen", "right", "said"),
    [
        ({}, {}, []),
        ({"attached": []}, {}, [("proof_attachments", {})]),
        ({"attached": [["data.json", "{ }"]]}, {}, [("proof_attached_form", {})]),
        ({"drawn": ["b"]}, {}, [("proof_drawn", {"page": 1})]),
        ({"drawn": ["a", "c"]}, {}, [("proof_drawn", {"page": 2})]),
        (
            {"info": {"Title": "one"}},
            {"info": {"Author": "two"}},
            [
                ("proof_metadata", {"where": "Author", "found": "", "wanted": "two"}),
                ("proof_metadata", {"where": "Title", "found": "one", "wanted": ""}),
            ],
        ),
        ({"info": {"Title": "same"}}, {"info": {"Title": "same"}}, []),
        ({"xmp": "<ID>1</ID>"}, {"xmp": "<ID>2</ID>"}, []),
        (
            {"xmp": f"{'-' * 30}one"},
            {"xmp": f"{'-' * 30}two"},
            [
                (
                    "proof_metadata",
                    {"where": "XMP", "found": f"{'-' * 20}one", "wanted": f"{'-' * 20}two"},
                )
            ],
        ),
    ],
)
def test_where_two_files_differ(
    monkeypatch: pytest.MonkeyPatch, seen: Told, right: Told, said: list[tuple[str, Told]]
) -> None:
    files = {"here": carried("Amount"), "again.pdf": carried("Amount")}
    files["here"] |= seen
    files["again.pdf"] |= right
    monkeypatch.setattr(unlike, "extract", lambda source, *_: files[source.name])
    found = unlike.documents(source_of(b"x", "here"), b"y", files["here"], Findings())
    assert found == [Step(key, figures) for key, figures in said]


def test_a_line_that_is_read_otherwise_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "here": carried("Amount", "USD 2.00", "Thank you", drawn=["b"]),
        "again.pdf": carried("Amount", "USD 1.00"),
    }
    monkeypatch.setattr(unlike, "extract", lambda source, *_: files[source.name])
    found = unlike.documents(source_of(b"x", "here"), b"y", files["here"], Findings())
    # the page that is drawn otherwise is the one that says otherwise
    assert found == [
        Step("proof_text", {"page": 1, "found": "USD 2.00", "wanted": "USD 1.00"}),
        Step("proof_text", {"page": 1, "found": "Thank you", "wanted": ""}),
    ]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ({"key": {"label": "Amount", "amount": "2"}}, "Amount"),
        ({"facts": [["Number", "2"]]}, "Number"),
        ({"more": {"title": "Steps", "rows": [["a", "b", "2"]]}}, "Steps"),
        ({"reference": "2"}, "reference"),
    ],
)
def test_a_text_is_named_by_what_stands_beside_it(told: Told, label: str) -> None:
    right = json.loads(json.dumps(told).replace('"2"', '"1"'))
    (step,), words = unlike.texts(told, right, same=True, known=True)
    assert step.figures["where"] == label and not words


def test_a_text_that_is_not_there_is_named_by_its_place() -> None:
    (step,), _ = unlike.texts({}, {"key": {"amount": "1"}}, same=True, known=True)
    assert step.figures == {"where": "key.amount", "found": "", "wanted": "1"}
