"""What testers who had not read the readers found: each kind of mistake, in other words and on other States."""

from __future__ import annotations

import pytest

from ccmcost.errors import DataError
from ccmcost.workflow.init import make_workspace
from ccmcost.workspace import Workspace, open_workspace
from tests.test_lists import left, propose, said


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("more") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


def questions(workspace: Workspace, name: str, content: str | bytes, **options: object) -> str:
    """What the import asks, as lines; it must ask."""
    with pytest.raises(DataError) as caught:
        propose(workspace, name, content, **options)
    return "\n".join(finding.line() for finding in caught.value.findings)


FIRST = "4. The following States Parties attended the Meeting: Austria, Chile and Peru.\n\n5. "
BOUND = {
    "not parties": "The following States that are not parties to the Convention also attended: Armenia and Finland.",
    "were not parties": "The following States, which were not parties, took part as observers: Armenia and Finland.",
    "have not joined": "Armenia and Finland, which have not acceded to the Convention, also participated.",
    "ne sont pas": "Les États suivants, qui ne sont pas parties à la Convention, étaient représentés : Arménie et Finlande.",
    "n'étaient pas": "Les États ci-après, qui n’étaient pas parties, ont pris part à la session : Arménie et Finlande.",
    "no son": "También asistieron los siguientes Estados, que no son partes en la Convención: Armenia y Finlandia.",
}


@pytest.mark.parametrize("words", BOUND.values(), ids=list(BOUND))
def test_states_that_are_not_parties_may_take_part(words: str, workspace: Workspace) -> None:
    assert said(propose(workspace, "report.txt", FIRST + words)) == "o:ARM AUT CHL o:FIN PER"


@pytest.mark.parametrize("heading", ["ÉTATS QUI NE SONT PAS PARTIES À LA CONVENTION", "STATES THAT HAVE NOT RATIFIED"])
def test_a_section_of_states_that_are_not_parties_takes_part(heading: str, workspace: Workspace) -> None:
    text = f"STATES PARTIES\n\nAustria\nMr. A\n\nChile\nMr. B\n\n{heading}\n\nArmenia\nMr. C\n\nFinland\nMs. D\n"
    assert said(propose(workspace, "list.txt", text)) == "o:ARM AUT CHL o:FIN"


@pytest.mark.parametrize(
    "words",
    [
        "Armenia and Finland participated, but did not vote.",
        "The following observers attended the opening but were unable to stay: Armenia and Finland.",
        "Les observateurs suivants ont assisté à la réunion mais n'ont pas pris la parole : Arménie et Finlande.",
    ],
)
def test_taking_part_and_another_denial_is_a_question(words: str, workspace: Workspace) -> None:
    lines = questions(workspace, "report.txt", FIRST + words)
    assert "=ARM" in lines and "=FIN" in lines
    settled = propose(workspace, "report.txt", FIRST + words, leave_doubtful=True)
    assert said(settled) == "AUT CHL PER" and set(left(settled)) >= {"ARM", "FIN"}


@pytest.mark.parametrize(
    "words",
    [
        "Malta and Mexico, which are States Parties, did not attend.",
        "Malte et le Mexique s'étaient fait excuser.",
        "Los siguientes Estados partes no participaron: Malta y México.",
    ],
)
def test_a_denial_of_taking_part_is_one(words: str, workspace: Workspace) -> None:
    proposal = propose(workspace, "report.txt", FIRST + words)
    assert said(proposal) == "AUT CHL PER"
    assert left(proposal).get("MLT") == left(proposal).get("MEX") == "named as not taking part"
