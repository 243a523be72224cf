"""Lines of a list of participants as rows: what each line or group of lines may be, before it is
decided by how it stands.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ccmcost.intake.found import Place, Section, TextLine
from ccmcost.intake.names import NameIndex
from ccmcost.intake.rows import breaks_off, is_person, is_regional_group, rows_of
from ccmcost.intake.stands import Row
from tests.test_intake_names import INDEX, NAMES, STATES

FLAGS = {
    "is_organization": "organization",
    "is_person": "person",
    "is_word": "word",
    "is_item": "item",
    "is_total": "total",
    "is_weak": "weak",
    "is_settled": "settled",
    "continues": "on",
    "has_person": "with",
}


def lines_of(text: str) -> list[TextLine]:
    """Lines of text. Below an empty line there is space, `^` begins a line at the top of a page,
    `~` one that is struck out, `_` is a line without text.
    """
    found: list[TextLine] = []
    gap = False
    for line in text.split("\n"):
        if line:
            plain = line.lstrip("^~_")
            unseen = "struck out" if line[0] == "~" else ""
            found.append(TextLine(plain, Place(len(found) + 1), gap, line[0] == "^", "", unseen))
        gap = not line
    return found


def read(
    text: str, headings: Mapping[str, Section | None] = {}, index: NameIndex = INDEX
) -> list[Row]:
    return rows_of(lines_of(text), index, headings)


def rows(text: str, headings: Mapping[str, Section | None] = {}) -> list[str]:
    """Each row: its text, the State that it names, the section that it opens, what else it is."""
    return [
        " ".join(
            [
                row.text,
                *([f"={row.code}"] if row.match else []),
                *([f">{row.opens}"] if row.opens else []),
                *(flag for name, flag in FLAGS.items() if getattr(row, name)),
            ]
        )
        for row in read(text, headings)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("Peru\nChile", ["Peru =PER", "Chile =CHL"]),
        ("Peru (observer)", ["Peru (observer) =PER"]),
        ("Peru of the hills", ["Peru of the hills"]),
        # names over several lines, unless something stands between
        ("Papua New\nGuinea\nPeru", ["Papua New Guinea =PNG", "Peru =PER"]),
        ("United\nStates\nof America", ["United States of America =USA"]),
        (
            "United Kingdom\nof Great\nBritain and Northern\nIreland\nPeru",
            ["United Kingdom of Great Britain and Northern Ireland =GBR", "Peru =PER"],
        ),
        (
            "Micronesia (Federated\nStates of)\nPeru",
            ["Micronesia (Federated States of) =FSM", "Peru =PER"],
        ),
        (
            "International Committee of the\nRed Cross",
            ["International Committee of the Red Cross organization"],
        ),
        ("Papua New\n\nGuinea", ["Papua New", "Guinea =GIN"]),
        ("Papua New\n\n^Guinea", ["Papua New Guinea =PNG"]),
        ("Papua New\n\nsomewhere\nGuinea", ["Papua New", "somewhere", "Guinea =GIN"]),
        ("Papua New\n~Guinea", ["Papua New"]),
        ("Papua New\n~Old\nGuinea", ["Papua New", "Guinea =GIN"]),
        ("Austria\n\nPeru", ["Austria =AUT", "Peru =PER"]),
        ("Iran, Islamic Republic of\nPeru", ["Iran, Islamic Republic of =IRN", "Peru =PER"]),
        ("Iran (Islamic Republic of\n)\nPeru", ["Iran (Islamic Republic of ) =IRN", "Peru =PER"]),
        ("Niger,\nMr. A", ["Niger,", "Mr. A person on"]),
        ("Peru (the\nhost of all)", ["Peru (the", "host of all) on"]),
        # what nobody sees, and what runs along the edges of pages
        ("~Peru\nChile", ["Chile =CHL"]),
        ("12\nPeru", ["Peru =PER"]),
        ("*****\nPage 2 of 5\nPeru\nCCM/MSP/2025/INF.1", ["Peru =PER"]),
        # a line that breaks off goes on in the next one, if that follows it
        ("Austria\nMr. A of\nMali", ["Austria =AUT", "Mr. A of person", "Mali =MLI on"]),
        ("Mr. A of\n\nMali", ["Mr. A of person", "Mali =MLI"]),
        ("Mr. A of\n\n^Mali", ["Mr. A of person", "Mali =MLI on"]),
        ("Mr. A of\nMali, Peru", ["Mr. A of person", "Mali, Peru on"]),
        ("Mr. A of\nPapua New\nGuinea", ["Mr. A of person", "Papua New on", "Guinea =GIN"]),
        ("Mr. A of\nSignatories: Peru, Chile", ["Mr. A of person", "Signatories: Peru, Chile on"]),
        ("Mr. A of\nObservers", ["Mr. A of person", "Observers word on"]),
        ("STATES PARTIES OF\nPeru", ["STATES PARTIES OF >state_party", "Peru =PER"]),
        # what a line may be otherwise
        ("Head of delegation", ["Head of delegation word"]),
        ("Head of the flock", ["Head of the flock"]),
        ("Mr. A\nCounsellor", ["Mr. A person", "Counsellor"]),
        ("Total: 5", ["Total: 5 total"]),
        ("9 States Parties", ["9 States Parties total"]),
        ("Sum Seven, Ana (Ms.)", ["Sum Seven, Ana (Ms.) person"]),
        (
            "Disarmament Unit\nHuman Rights Watch",
            ["Disarmament Unit", "Human Rights Watch organization"],
        ),
    ],
)
def test_a_line_is_a_name_a_person_or_what_else_it_says(text: str, wanted: list[str]) -> None:
    assert rows(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("STATES PARTIES\nPeru", ["STATES PARTIES >state_party", "Peru =PER"]),
        ("Observers\nPeru", ["Observers >observer_state weak", "Peru =PER"]),
        ("Non-governmental\norganizations", ["Non-governmental organizations >organization"]),
        (
            "Peru\nNon-governmental\norganizations\nMr. A",
            ["Peru =PER", "Non-governmental organizations >organization", "Mr. A person"],
        ),
        (
            "Non-governmental\n\norganizations",
            ["Non-governmental", "organizations >organization"],
        ),
        ("Non-governmental\n\n^organizations", ["Non-governmental organizations >organization"]),
        ("Non-governmental\n~organizations", ["Non-governmental"]),
        (
            "Mr. A\nCounsellor\nObservers",
            ["Mr. A person", "Counsellor", "Observers >observer_state weak"],
        ),
    ],
)
def test_a_heading_stands_on_one_line_or_on_two(text: str, wanted: list[str]) -> None:
    assert rows(text) == wanted


def test_a_heading_over_two_lines_has_less_than_ninety_letters() -> None:
    first = "Intergovernmental and non-governmental international and regional and other"
    for second, whole in (("organizations:", True), ("organizations :", False)):
        assert len(first) + len(second) == (89 if whole else 90)
        opened = f"{first} {second} >organization"
        assert (rows(f"{first}\n{second}") == [opened]) is whole


def test_what_a_person_said_of_a_line_comes_first() -> None:
    said: dict[str, Section | None] = {
        "guests of host": None,
        "friends": "absent",
        "signatories peru chile": "state_party",
    }
    assert rows("Guests of the host\nPeru", said) == ["Guests of the host settled", "Peru =PER"]
    assert rows("Friends\nPeru", said) == ["Friends >absent settled", "Peru =PER"]
    assert rows("Guests of the host: Peru", said) == [
        "Guests of the host: settled",
        "Peru =PER item",
    ]
    assert rows("Friends: Peru, Chile", said)[0] == "Friends: >absent settled"
    assert rows("Signatories: Peru, Chile", said)[0] == "Signatories: >state_party settled"
    assert rows("Signatories: Peru, Mali", said)[0] == "Signatories: >signatory"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru, Chile", "PER CHL"),
        ("Peru; Chile", "PER CHL"),
        ("Peru, Mali, Chile", "PER MLI CHL"),
        ("Peru, Mali, Narnia", "PER MLI ?"),
        ("Peru, Narnia", None),
        ("Peru and Chile", None),
        ("Peru, Mali, Chile, Narnia", None),
        ("Peru, Mali, Chile, Togo, Narnia", "PER MLI CHL TGO ?"),
        ("Peru, Mali, Chile, Narnia, Atlantis", None),
        ("Peru, Mali, Chile, Togo, Narnia, Atlantis", None),
        ("Peru, Mali, Chile, Togo, Cuba, Haiti, Narnia, Atlantis, Utopia", None),
        (
            "Peru, Mali, Chile, Togo, Cuba, Haiti, Benin, Gabon, Narnia, Utopia",
            "PER MLI CHL TGO CUB HTI BEN GAB ? ?",
        ),
        ("Peru, Mali, ICRC", "PER MLI +"),
        ("Guests, Peru, Chile", None),
        ("Peru, Mali,\nChile", "PER MLI CHL"),
        ("Peru, Mali,\nChile,\nTogo", "PER MLI CHL TGO"),
        ("Peru, Mali,\n\n^Togo", "PER MLI TGO"),
    ],
)
def test_states_side_by_side_are_items_if_most_of_them_are_known(
    text: str, wanted: str | None
) -> None:
    found = read(text)
    if wanted is None:
        assert len(found) == 1 and not found[0].is_item and not found[0].match
        return
    assert wanted == " ".join(row.code or ("+" if row.is_organization else "?") for row in found)
    assert all(row.is_item for row in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru, Mali,\n\nChile", ["Peru =PER item", "Mali =MLI item", "Chile =CHL"]),
        (
            "Peru, Mali,\n\nNarnia\nChile",
            ["Peru =PER item", "Mali =MLI item", "Narnia", "Chile =CHL"],
        ),
        ("Peru, Mali,\n~Togo\nChile", ["Peru =PER item", "Mali =MLI item", "Chile =CHL"]),
        (
            "Peru, Mali\nChile, Togo\nCuba",
            ["Peru =PER item", "Mali =MLI item", "Chile =CHL item", "Togo =TGO item", "Cuba =CUB"],
        ),
        (
            "Peru, Chile, Ghana,\nand some other, words, here\nMali",
            [
                "Peru =PER item",
                "Chile =CHL item",
                "Ghana =GHA item",
                "and some other, words, here",
                "Mali =MLI",
            ],
        ),
        ("M. Ali, Peru, Chile", ["M. Ali, Peru, Chile person"]),
    ],
)
def test_an_enumeration_ends_where_its_line_does_not_break_off(
    text: str, wanted: list[str]
) -> None:
    assert rows(text) == wanted


def test_each_item_stands_where_it_is_printed() -> None:
    found = read("Cuba\nPeru, Papua New\nGuinea, Mali,\nChile, Togo")
    places = [(row.code, row.line.place.row) for row in found]
    assert places[:2] == [("CUB", 1), ("", 2)]
    found = read("Peru, Mali and\nChile,\nTogo, Cuba")
    assert [(row.code, row.line.place.row) for row in found] == [
        ("PER", 1), ("MLI", 1), ("CHL", 2), ("TGO", 3), ("CUB", 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Signatories: Peru, Chile",
            ["Signatories: >signatory", "Peru =PER item", "Chile =CHL item"],
        ),
        ("Signatories: Peru\nChile", ["Signatories: >signatory", "Peru =PER item", "Chile =CHL"]),
        (
            "Signatories: Peru, Chile,\nTogo",
            ["Signatories: >signatory", "Peru =PER item", "Chile =CHL item", "Togo =TGO item"],
        ),
        (
            "Benin\nSignatories: Peru, Chile,\nTogo",
            [
                "Benin =BEN",
                "Signatories: >signatory",
                "Peru =PER item",
                "Chile =CHL item",
                "Togo =TGO item",
            ],
        ),
        ("Signatories: Mr. A", ["Signatories: Mr. A"]),
        ("Organizations: ICRC", ["Organizations: >organization", "ICRC organization item"]),
        (
            "Organizations: Blue Lake\nPeru",
            ["Organizations: >organization", "Blue Lake organization item", "Peru =PER"],
        ),
        (
            "Organizations: Blue Lake, Geneva\nPeru",
            ["Organizations: >organization", "Blue Lake, Geneva organization item", "Peru =PER"],
        ),
        (
            "Organizations: Peruvian Lake, Geneva\nPeru",
            [
                "Organizations: >organization",
                "Peruvian Lake, Geneva organization item",
                "Peru =PER",
            ],
        ),
        ("Organizations: Peru", ["Organizations: >organization", "Peru =PER item"]),
        (
            "Organizations: Peru, Chile",
            ["Organizations: >organization", "Peru =PER item", "Chile =CHL item"],
        ),
        ("African States (2): Togo", ["African States (2):", "Togo =TGO item"]),
        ("Visitors: Peru", ["Visitors: Peru"]),
        ("Visitors: Peru, Chile", ["Visitors:", "Peru =PER item", "Chile =CHL item"]),
        ("ABC: Peru, Chile", ["ABC:", "Peru =PER item", "Chile =CHL item"]),
        ("AB: Peru, Chile", ["AB: Peru, Chile"]),
        ("Members:\nPeru", ["Members: word", "Peru =PER"]),
        ("Mr. A: Peru, Chile", ["Mr. A: Peru, Chile person"]),
        ("Mali: Peru, Chile", ["Mali =MLI with"]),
        (f"{'x' * 90}: Peru, Chile", [f"{'x' * 90}:", "Peru =PER item", "Chile =CHL item"]),
        (f"{'x' * 91}: Peru, Chile", [f"{'x' * 91}: Peru, Chile"]),
    ],
)
def test_a_heading_may_have_its_states_behind_it(text: str, wanted: list[str]) -> None:
    assert rows(text) == wanted


def test_space_above_a_heading_with_its_states_is_above_the_heading_alone() -> None:
    found = read("Mr. A\n\nSignatories: Peru, Chile")
    assert [row.is_spaced for row in found] == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru    Mali", ["Peru =PER item", "Mali =MLI item"]),
        ("Peru\tMali", ["Peru =PER item", "Mali =MLI item"]),
        ("Peru    Mali\nChile", ["Peru =PER item", "Mali =MLI item", "Chile =CHL"]),
        ("Peru    Mr. A", ["Peru =PER with"]),
        ("1. Peru    2. Mali", ["1. Peru =PER item", "2. Mali =MLI item"]),
        ("1. Peru    2. Somebody", ["1. Peru =PER item", "2. Somebody item"]),
        ("1. Peru    Somebody", ["1. Peru =PER with"]),
        ("Chile    Mali\nPeru    Mr. A", ["Chile =CHL item", "Mali =MLI item", "Peru =PER with"]),
        (
            "Chile    Mali    Togo\nPeru    Mr. A",
            [
                "Chile =CHL item",
                "Mali =MLI item",
                "Togo =TGO item",
                "Peru =PER item",
                "Mr. A person item",
            ],
        ),
        (
            "Chile    Mali\nTogo    Cuba\nPeru    ICRC",
            [
                "Chile =CHL item",
                "Mali =MLI item",
                "Togo =TGO item",
                "Cuba =CUB item",
                "Peru =PER item",
                "ICRC organization item",
            ],
        ),
        (
            "Haiti\nBenin\nChile    Mali\nTogo    Cuba\nPeru    Mr. A",
            [
                "Haiti =HTI",
                "Benin =BEN",
                "Chile =CHL item",
                "Mali =MLI item",
                "Togo =TGO item",
                "Cuba =CUB item",
                "Peru =PER item",
                "Mr. A person item",
            ],
        ),
        (
            "Chile    Mali\nTogo    Cuba\nMr. A    Mr. B",
            [
                "Chile =CHL item",
                "Mali =MLI item",
                "Togo =TGO item",
                "Cuba =CUB item",
                "Mr. A Mr. B person",
            ],
        ),
        (
            "Chile    Mali\nTogo    Cuba\nPeru    Chair of\nBenin",
            [
                "Chile =CHL item",
                "Mali =MLI item",
                "Togo =TGO item",
                "Cuba =CUB item",
                "Peru =PER item",
                "Chair of item",
                "Benin =BEN",
            ],
        ),
        (
            "Chile    Mr. A\nTogo    Mr. B\nPeru    Mr. C",
            ["Chile =CHL with", "Togo =TGO with", "Peru =PER with"],
        ),
        # with a delegate
        ("Peru: Mr. A, Ambassador", ["Peru =PER with"]),
        ("Peru: Counsellor", ["Peru =PER with"]),
        ("Peru \u2013 Counsellor", ["Peru =PER with"]),
        ("Peru (Mr. A)", ["Peru =PER with"]),
        ("Peru (Lima)", ["Peru (Lima)"]),
        ("Peru: Mali", ["Peru: Mali"]),
        ("Lima: Mr. A", ["Lima: Mr. A"]),
    ],
)
def test_what_stands_beside_a_state_is_a_state_or_its_delegate(
    text: str, wanted: list[str]
) -> None:
    assert rows(text) == wanted


def test_a_line_without_text_parts_a_name() -> None:
    assert [row.code for row in read("Papua New\n_\nGuinea")] == ["", "", "GIN"]


def test_a_row_knows_whether_the_line_above_it_is_in_capitals() -> None:
    found = read("Austria\nPERU\nMali\nChile")
    assert [row.after_capitals for row in found] == [True, False, True, False]


def test_a_name_of_a_state_and_of_an_organization_is_that_of_the_state() -> None:
    index = NameIndex(STATES, NAMES, ["Peru"])
    (row,) = read("Peru", index=index)
    assert row.code == "PER" and not row.is_organization


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("African States (7)", True),
        ("African Group 12", True),
        ("African delegates", False),
        ("12", False),
        ("***", False),
    ],
)
def test_a_regional_group_is_known_by_its_words(text: str, wanted: bool) -> None:
    assert is_regional_group(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mr. A", True),
        ("Mme. Durand", True),
        ("H. E. Mr. A", True),
        ("S. E. el Sr. A", True),
        ("P\u00c9REZ, Ana (Ms.)", True),
        ("P\u00c9REZ, Ana (Ms.), Ambassador", False),
        ("Head of delegation: Mr. A", True),
        ("Deputy head of the delegation: Mr. A", True),
        ("Chef adjoint de la d\u00e9l\u00e9gation : M. Durand", True),
        ("Head of delegation", False),
        ("Head", False),
        ("Lima, Mr. A", False),
        ("The Mr. A", True),
        ("The flock", False),
        ("Mrs", True),
        ("M\u00e9xico", False),
        ("", False),
        ("...", False),
    ],
)
def test_a_person_has_a_title_at_the_beginning_or_at_the_end(text: str, wanted: bool) -> None:
    assert is_person(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Republic of", True),
        ("REPUBLIC OF", True),
        ("Peru", False),
        ("Peru,", True),
        ("Guinea-", True),
        ("Republic of and more", False),
        ("C\u00f4te d", True),
        ("Mr. A", False),
        ("Mr. de A", False),
        ("Peru (State", True),
        ("Peru (State Party)", False),
        ("Iran (Islamic Republic of)", False),
        ("Republic of)", True),
        ("***", False),
        ("A. of B", False),
        ("of the State", False),
    ],
)
def test_a_line_breaks_off_inside_a_phrase(text: str, wanted: bool) -> None:
    assert breaks_off(text) is wanted
