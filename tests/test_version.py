"""The version of the package, the newest heading of the changelog, the citation and the tags of git
say the same.
"""

from __future__ import annotations

import re
import subprocess
import tomllib

import ccmcost
from tests.conftest import ROOT

HEADING = re.compile(r"^## (\S+) \((not yet released|[0-9]{4}-[0-9]{2}-[0-9]{2})\)$", re.MULTILINE)


def disagreements(version: str, changelog: str, here: set[str], every: set[str]) -> list[str]:
    """What does not fit; `here` are the tags of this commit, `every` those of the repository."""
    newest = HEADING.search(changelog)
    if newest is None:
        return ["the changelog has no heading such as ## 1.0.0 (2026-12-01)"]
    wrong = (
        []
        if newest[1] == version
        else [f"the changelog begins with {newest[1]}, the package is {version}"]
    )
    is_released = newest[2] != "not yet released"
    if is_released and f"v{version}" not in every:
        wrong.append(f"{version} has a day in the changelog, but there is no tag v{version}")
    if not is_released and f"v{version}" in every:
        wrong.append(
            f"there is a tag v{version}, but the changelog says that it is not yet released"
        )
    wrong += [
        f"the tag {tag} stands at a commit of {version}" for tag in sorted(here - {f"v{version}"})
    ]
    return wrong


def test_version_changelog_and_tags_agree() -> None:
    git = ["git", "-C", str(ROOT), "tag"]
    # a copy that is no clone has no tags
    if subprocess.run([*git, "--list"], capture_output=True, check=False).returncode:
        here = every = set[str]()
    else:
        tags = (
            subprocess.run([*git, *more], capture_output=True, text=True, check=True)
            for more in ([], ["--points-at", "HEAD"])
        )
        every, here = (set(found.stdout.split()) for found in tags)
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert disagreements(ccmcost.__version__, text, here, every) == []


def test_the_citation_is_of_this_version_and_says_what_the_package_says() -> None:
    """What a citation names stands in pyproject.toml, in the package and in the licence."""
    cited = dict(
        re.findall(r"^([a-z-]+): (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "software"
    assert (cited["version"], cited["title"]) == (ccmcost.__version__, project["name"])
    assert (cited["license"], cited["abstract"]) == (
        project["license"],
        project["description"] + ".",
    )
    lists = re.findall(r"^  - (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    names = [f"name: {author['name']}" for author in project["authors"]]
    assert lists == [*names, *project["keywords"]]
    assert project["authors"][0]["name"] in (ROOT / "LICENSE").read_text("utf-8")


def test_each_disagreement_is_named() -> None:
    def of(version: str, heading: str, *tags: str) -> str:
        return "; ".join(
            disagreements(version, f"# Changelog\n\n## {heading}\n", set(tags), set(tags))
        )

    assert (
        of("1.0.0", "1.0.0 (2026-12-01)", "v1.0.0") == of("1.1.0", "1.1.0 (not yet released)") == ""
    )
    assert "begins with 0.9.0" in of("1.0.0", "0.9.0 (not yet released)")
    assert "no tag v1.0.0" in of("1.0.0", "1.0.0 (2026-12-01)")
    assert "not yet released" in of("1.0.0", "1.0.0 (not yet released)", "v1.0.0")
    assert "the tag v0.9.0 stands" in of("1.0.0", "1.0.0 (not yet released)", "v0.9.0")
    assert "no heading" in of("1.0.0", "1.0.0")
