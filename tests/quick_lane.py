"""Which tests `sh scripts/test` runs, so that it ends within three minutes on two cores.

Tests marked `slow` are left out: they need a program beside, or many processes. Of the others,
`quick_lane.txt` names each function of which the first cases together took longer than a moment,
and how many of its cases belong to the quick lane. What it does not name is quick. To measure anew,
on an idle machine:

    sh scripts/test -n auto -q -m "(not slow)" --junitxml=times.xml
    .venv/bin/python -m tests.quick_lane times.xml
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest

KEPT = Path(__file__).with_suffix(".txt")
MOMENT = 0.35
"""Seconds that the cases of one function may take together."""
ALWAYS = {
    "test_formats.py::test_the_year_prints_each_form_that_a_command_has": 1,
    "test_howto_year.py::test_the_year": 1,
    "test_samples.py::test_a_sample_is_made_whole_and_can_be_verified": 1,
    "test_words.py::test_no_phrase_is_without_use": 1,
    "test_words.py::test_what_code_says_by_key_is_there": 1,
}
"""What a sound clone must show whatever it costs; `sh scripts/check` sees the layers."""


def name(nodeid: str) -> str:
    """The function of a test, without its folder and its case."""
    return nodeid.partition("[")[0].removeprefix("tests/")


def leave_out(items: Iterable[pytest.Item]) -> None:
    """Mark as slow what goes beyond the quick lane."""
    lines = (line.rpartition(" ") for line in KEPT.read_text().splitlines())
    places = {function: int(count) for function, _, count in lines}
    seen = Counter[str]()
    for item in items:
        function = name(item.nodeid)
        seen[function] += 1
        if seen[function] > places.get(function, sys.maxsize):
            item.add_marker(pytest.mark.slow)


def main(times: Path) -> None:
    """Write the list from the times of a run, as pytest writes them for JUnit."""
    took = defaultdict[str, list[float]](list)
    for case in ElementTree.parse(times).iter("testcase"):
        file = case.attrib["classname"].removeprefix("tests.").split(".")
        function = "::".join([f"{file[0]}.py", *file[1:], case.attrib["name"].partition("[")[0]])
        took[function].append(float(case.attrib["time"]))
    lines = []
    for function, seconds in sorted(took.items()):
        spent = [sum(seconds[: at + 1]) for at in range(len(seconds))]
        count = max(sum(each <= MOMENT for each in spent), ALWAYS.get(function, 0))
        if count < len(seconds):
            lines.append(f"{function} {count}\n")
    KEPT.write_text("".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
