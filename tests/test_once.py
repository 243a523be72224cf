"""A file of the data is taken apart once for each content, and what is wrong with it is told each
time.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.load import reader
from ccmcost.load.reader import once
from ccmcost.model.source import SourceFile


class Takes:
    """What reads a file; a word of it is wrong."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, source: SourceFile | None, findings: Findings) -> tuple[str, ...]:
        self.times += 1
        words = source.content.decode().split() if source else []
        if "wrong" in words:
            findings.error("value-bad", '"wrong" is wrong.', source.shown if source else "")
        return tuple(words)


def source(text: str, place: str = "a.csv") -> SourceFile:
    return SourceFile("a.csv", "workspace", text.encode(), place)


def test_the_same_content_is_read_once_wherever_it_lies() -> None:
    takes, findings = Takes(), Findings()
    for place in ("here/a.csv", "there/a.csv"):
        assert once(source("once 1", place), findings, "words", takes) == ("once", "1")
    assert takes.times == 1
    assert once(source("once 2"), findings, "words", takes) == ("once", "2")
    assert once(source("once 1"), findings, ("words", "fr"), takes) == ("once", "1")
    assert takes.times == 3 and not [*findings]


def test_what_is_wrong_is_told_to_each_who_asks() -> None:
    takes = Takes()
    for place in ("here/b.csv", "there/b.csv"):
        findings = Findings()
        assert once(source("wrong", place), findings, "words", takes) == ("wrong",)
        assert [each.file for each in findings] == [place]
        with pytest.raises(DataError):
            findings.stop_on_errors()
    assert takes.times == 2


def test_what_was_found_before_is_no_fault_of_this_file() -> None:
    takes, findings = Takes(), Findings()
    findings.error("value-bad", "Something else.", "b.csv")
    for _ in range(2):
        once(source("right 3"), findings, "words", takes)
    assert takes.times == 1 and len([*findings]) == 1


def test_no_file_and_a_large_one_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "REMEMBERED", 5)
    takes = Takes()
    for text in (None, "12345", "123456"):
        for _ in range(2):
            once(None if text is None else source(text), Findings(), "words", takes)
    assert takes.times == 2 + 1 + 2


def test_none_goes_before_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_KNOWN", {})
    takes = Takes()
    for _ in range(2):
        for number in range(reader._MOST_KNOWN):
            once(source(f"{number}"), Findings(), "words", takes)
    assert takes.times == reader._MOST_KNOWN


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_KNOWN", {})
    monkeypatch.setattr(reader, "_MOST_KNOWN", 3)
    takes = Takes()
    for number in range(5):
        once(source(f"{number}"), Findings(), "words", takes)
    assert len(reader._KNOWN) == 3 and takes.times == 5
    for number, times in ((4, 5), (2, 5), (1, 6)):
        once(source(f"{number}"), Findings(), "words", takes)
        assert takes.times == times


def test_pages_in_threads_may_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_KNOWN", {})
    monkeypatch.setattr(reader, "_MOST_KNOWN", 2)
    files, interval = [source(f"{number}") for number in range(6)], sys.getswitchinterval()

    def read(step: int) -> bool:
        each = (files[number * step % 6] for number in range(10_000))
        return all(once(one, Findings(), "", Takes()) == (one.content.decode(),) for one in each)

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(read, range(1, 9)))
    finally:
        sys.setswitchinterval(interval)
