"""Templates of an office end in time and in memory, or are a finding;
and they say nothing but what their fields say.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from ccmcost.child import Child, Ended
from ccmcost.errors import DataError
from ccmcost.tables import docx_template as templates
from ccmcost.tables.docx_check import FIELDS
from tests.test_templates import example, template, with_paragraph

DAY = date(2026, 11, 28)


def fill(text: str) -> bytes:
    return template(with_paragraph(text)).fill(example(FIELDS["cover"]), "title", "en", DAY)


@pytest.fixture(autouse=True)
def a_child_of_its_own() -> None:
    """No test inherits a process that another one used."""
    templates._child().end()


@pytest.mark.parametrize(
    "name",
    [
        "lipsum()",
        "joiner()",
        "cycler(1, 2)",
        "namespace()",
        "range(3)",
        "dict(a=1)",
        "self",
        "caller",
    ],
)
def test_what_is_jinja_s_own_is_no_field(name: str) -> None:
    field = name.partition("(")[0]
    for text in (
        f"{{{{ {name} }}}}",
        f"{{% set x = {name} %}}{{{{ x }}}}",
        f"{{{{ state if {name} }}}}",
    ):
        with pytest.raises(DataError, match=f'no document provides a field "{field}"') as caught:
            template(with_paragraph(text))
        assert {each.code for each in caught.value.findings} == {"template-field"}


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 1000000000 }}",
        "{{ ['x'] * 1000000000 }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{% set a = state * 1000000 %}{{ (a * 1000) | upper }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ [" * 400 + "1" + "] }}" * 400,
    ],
)
def test_memory_has_an_end(text: str) -> None:
    began = time.monotonic()
    with pytest.raises(DataError) as caught:
        fill(text)
    assert {each.code for each in caught.value.findings} <= {"template-syntax", "template-field"}
    assert time.monotonic() - began < templates.SECONDS


LOOPS = [
    "{% for a in 'x' * 100000 %}{% for b in 'x' * 100000 %}{% for c in 'x' * 1000 %}{% endfor "
    "%}{% endfor %}{% endfor %}",
    "{{ 9 ** (9 ** 9) }}",
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "without_limits", [False, True], ids=["with limits", "without the module resource"]
)
@pytest.mark.parametrize("text", LOOPS)
def test_time_has_an_end(
    text: str, without_limits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The module is taken away as it is not there on Windows."""
    monkeypatch.setattr(templates, "SECONDS", 5.0)
    if without_limits:
        (tmp_path / "resource.py").write_text("raise ImportError('not on this system')\n")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(DataError, match="it takes more than 5 seconds"):
        fill(text)
    monkeypatch.setattr(templates, "SECONDS", 60.0)
    assert fill("{{ state }}").startswith(b"PK"), "the next one is filled all the same"


def test_a_broken_child_is_replaced() -> None:
    child = Child("ccmcost.tables.docx_template")
    for _ in range(2):
        with pytest.raises(Ended):
            child.ask(b"nonsense", 60)
    assert child._process is None


def test_the_same_bytes_here_and_apart() -> None:
    apart = template(with_paragraph("{{ state }}"))
    context = example(FIELDS["cover"])
    from ccmcost.tables.docx_form import Form

    here = Form(apart._source, "cover")
    assert apart.fill(context, "title", "en", DAY) == here.fill(context, "title", "en", DAY)
