"""A document is composed again from the data attached to it, by a child process; no other is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ccmcost.child import Ended
from ccmcost.errors import WriteError
from ccmcost.tables import again
from tests.pdfs import attached


@pytest.fixture(scope="module")
def notice(billed: Path) -> bytes:
    return next((billed / "notices" / "2024").glob("*-AUS-en.pdf")).read_bytes()


@pytest.fixture
def data(notice: bytes) -> dict[str, Any]:
    return attached(notice)


def test_the_same_bytes_here_and_apart(notice: bytes, data: dict[str, Any]) -> None:
    assert again.is_same_press(data["composed"])
    assert again.composed_again(data) == notice
    assert again._answer(json.dumps(data).encode()) == notice


@pytest.mark.parametrize("change", [{"template": "shared.typ"}, {"language": "xx"}, {"on": "soon"}])
def test_what_no_document_was_made_of_makes_none(
    data: dict[str, Any], change: dict[str, str]
) -> None:
    data["composed"] |= change
    assert again._answer(json.dumps(data).encode()) == b""
    if "on" not in change:
        assert not again.is_same_press(data["composed"])


def test_another_press_and_a_child_that_ends(
    data: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> bytes:
        raise Ended("it takes too long")

    def lacking(*_: object) -> str:
        raise WriteError("the font is not there")

    assert not again.is_same_press(data["composed"] | {"press": "0" * 64})
    monkeypatch.setattr(again, "press", lacking)
    assert not again.is_same_press(data["composed"])
    monkeypatch.setattr(again._child(), "ask", ended)
    assert again.composed_again(data) is None
    monkeypatch.setattr(again._child(), "ask", lambda *_: b"")
    assert again.composed_again(data) is None
