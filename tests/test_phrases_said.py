"""What lists say in words: headings, roles and categories, and the names of States in a line."""

from __future__ import annotations

import pytest

from ccmcost.intake.found import Section
from ccmcost.intake.names import normal
from ccmcost.intake.phrases import (
    begins_with_state,
    category_cell,
    heading_of,
    is_numbered,
    is_weak_heading,
    items_of,
    left_out_section,
    role_cell,
    section_of,
    state_of,
    stated_count,
)
from tests.few_states import index


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("States in arrears", "arrears"),
        ("States yet to report, and absent", "pending"),
        ("States that were not represented", "absent"),
        ("States that have not reported", "pending"),
        ("States that had ratified and have not reported", None),
        ("States that signed but not yet submitted an instrument", None),
        ("States that have not ratified", None),
        ("Invited States", "invited"),
        ("States Parties", None),
    ],
)
def test_words_say_that_somebody_takes_no_part(text: str, wanted: Section | None) -> None:
    assert left_out_section(normal(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The following States signed but have not ratified", "signatory"),
        ("States not party to the Convention", "observer_state"),
        ("States for which it has not yet entered into force", "by_status"),
        ("Signatories", "signatory"),
        ("The following observers", "observer_state"),
        ("Observer organizations", "organization"),
        ("Observer States and organizations", "observer_state"),
        ("The following States Parties", "state_party"),
        ("The agencies", "organization"),
        ("The delegations of", "by_status"),
        ("The agenda", None),
    ],
)
def test_a_sentence_says_who_follows(text: str, wanted: Section | None) -> None:
    assert section_of(text) == wanted


LONG = (
    "governmental organizations and agencies / "
    "Organisations intergouvernementales et non gouvernementales et autres fonds"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("STATES PARTIES (112)", "state_party"),
        ("II. Etats signataires", "signatory"),
        ("Observer States (continued)", "observer_state"),
        ("Organizaciones", "organization"),
        ("States", "by_status"),
        ("", None),
        ("-", None),
        # in two languages, of which one is known
        ("UN / Signatories", "signatory"),
        ("ETATS PARTIES/STATES PARTIES", "state_party"),
        ("Belize - cancelled", None),
        ("Absent - Excusés", "absent"),
        # who takes no part
        ("States that did not attend", "absent"),
        ("Apologies", "absent"),
        ("Peru did not attend", None),
        # organizations, with commas in capitals only
        ("International organizations and agencies", "organization"),
        ("ORGANIZATIONS, AGENCIES AND FUNDS", "organization"),
        ("Organizations, agencies", None),
        ("Agency for Atoms", None),
        ("International observers", None),
        # one State, or what is no State at all
        ("Member State", None),
        ("Member States", "by_status"),
        ("Delegation", None),
        ("Observer", None),
        ("States of the region", None),
        ("The States Parties that took note", None),
        # no more than a dozen words, and no more than 120 letters
        ("States " + "and States " * 5 + "present", "by_status"),
        ("States " + "and States " * 6, None),
        (f"Non{LONG}", "organization"),
        (f"Non {LONG}", None),
    ],
)
def test_a_heading_opens_a_section(text: str, wanted: Section | None) -> None:
    assert heading_of(text) == wanted


def test_a_heading_states_how_many_follow() -> None:
    assert stated_count("STATES PARTIES (112)") == 112
    assert stated_count("STATES PARTIES") is None


def test_a_heading_may_be_an_affiliation_and_a_line_numbered() -> None:
    assert is_weak_heading("Observers (continued)")
    assert not is_weak_heading("States Parties")
    assert is_numbered("12. Peru")
    assert not is_numbered("Peru")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("State_Party", "state_party"),
        ("Government", "by_status"),
        ("High Contracting Party", "state_party"),
        ("Regional agency", "organization"),
        ("State Party, not on site", None),
        ("Participating States", None),
        ("Apologies", "absent"),
        ("Chair", None),
        ("Delegate of the host", "organization"),
    ],
)
def test_a_cell_gives_a_role(text: str, wanted: Section | None) -> None:
    assert role_cell(text, {"delegate of host": "organization"}) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("States_Parties", "state_party"),
        ("State", "by_status"),
        ("Observer organizations", "organization"),
        ("IO", "organization"),
        ("Expert", None),
        ("Chair", None),
    ],
)
def test_a_cell_that_is_a_category_says_whose_delegates_follow(
    text: str, wanted: Section | None
) -> None:
    assert category_cell(text) == wanted


LANGUAGES = "Peru / PERU / Peroland / Peru. / Peru, / Peru;"


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Peru", "PER", "short"),
        ("12. PERU (continued)", "PER", "short"),
        ("• Peru ........ 3", "PER", "short"),
        ("Peru (observer)", "PER", "short"),
        ("Delegation of Peru", "PER", "short"),
        ("Delegation of Atlantis", None, ""),
        ("Peru / PER", "PER", "short"),
        ("PER | Peru", "PER", "code"),
        ("Peru - Peroland", "PER", "short"),
        ("Peru // Peroland", "PER", "short"),
        ("Peru / Mali", None, ""),
        ("Peru / Atlantis", None, ""),
        ("Atlantis / Lemuria", None, ""),
        ("Peru /", "PER", "short"),
        (LANGUAGES, "PER", "short"),
        (f"{LANGUAGES} / Peru", None, ""),
        ("Atlantis", None, ""),
        ("Mali / New Mali", None, ""),
        # what a person said counts for the whole line
        ("Niger / Niger", None, ""),
        ("3. Niger / Niger", None, ""),
        ("7. Peru", None, ""),
        ("Mali / Niger", "NMI", "alias"),
        ("3. Mali / Niger", "NMI", "alias"),
    ],
)
def test_a_line_names_a_state(text: str, code: str | None, kind: str) -> None:
    known = index(aliases={"Niger / Niger": "-", "7. Peru": "-", "Mali / Niger": "NMI"})
    match = state_of(text, known)
    assert (match.iso3 if match else None, match.kind if match else "") == (code, kind)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru", "PER"),
        ("Peru   Mali", "PER"),
        ("Peru Mali", "PER"),
        ("3. Peru, represented by its Ambassador", "PER"),
        ("Peru: one, two, three, four, five, six, seven", "PER"),
        ("Peru: one, two, three, four, five, six, seven, eight", None),
        ("Peru Mr. Somebody", "PER"),
        ("Peru spoke of Mali", None),
        ("Mission of Peru", None),
        ("Mission, Peru", None),
        ("Permanent Mission", None),
        ("", None),
    ],
)
def test_a_short_line_begins_with_a_state(text: str, wanted: str | None) -> None:
    assert begins_with_state(text, index()) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru", ["PER"]),
        ("Peru, Mali and Niger", ["PER", "MLI", "NER"]),
        ("Peru;; Mali as well as Niger", ["PER", "MLI", "NER"]),
        ("Peru and Guinea-Bissau", ["PER", "GNB"]),
        ("Bread and Butter, Peru", ["BRB", "PER"]),
        ("Peru, Bread and Butter", ["PER", "BRB"]),
        ("Bread and Peru", ["Bread", "PER"]),
        ("Atlantis, Lemuria and Mali", ["Atlantis", "Lemuria", "MLI"]),
        ("Perugia, Peru", ["Perugia", "PER"]),
        ("Peru (with Mali, Niger), Austria", ["Peru (with Mali, Niger)", "AUT"]),
        ("Peru), Mali", ["PER", "MLI"]),
        ("Peru （a, b）, Mali", ["Peru （a, b）", "MLI"]),
        ("The Fund, the Agency, Peru", ["The Fund, the Agency!", "PER"]),
        (f"Fund for {'very ' * 40}long names, and others, Peru",
         [f"Fund for {'very ' * 40}long names, and others!", "PER"]),
        ("", []),
        (" , ", []),
    ],
)  # fmt: skip
def test_an_enumeration_is_cut_where_the_names_say(text: str, wanted: list[str]) -> None:
    known = index(
        aliases={"Bread and Butter": "BRB"},
        organizations=("The Fund, the Agency", f"Fund for {'very ' * 40}long names, and others"),
    )
    found = items_of(text, known)
    assert [
        each.match.iso3 if each.match else f"{each.text}{'!' if each.is_organization else ''}"
        for each in found
    ] == wanted
    assert all(text[each.start :].startswith(each.text[:4]) for each in found)
