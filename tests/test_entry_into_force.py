"""Entry into force by the form of each treaty: a founder, an accession and a successor.

The rows are examples after the Anti-Personnel Mine Ban Convention, the Convention on Certain
Conventional Weapons, the Treaty on the Prohibition of Nuclear Weapons and the Biological Weapons
Convention; what is tested is the day that follows from the deposit.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ccmcost.desk.check import check_data
from ccmcost.desk.treaty import TreatyProposal, propose_status
from ccmcost.errors import CcmcostError
from ccmcost.model.source import SourceFile
from ccmcost.workspace import open_workspace, packaged_data

FORMS = {
    "the first day of the sixth month": (
        "first = 1999-03-01\nmonths = 6",
        "Bulgaria,1998-09-04,,1999-03-01|Montenegro,2006-10-23,d,2006-06-03"
        "|Oman,2014-08-20,a,2015-02-01",
    ),
    "six months, to the day": (
        "first = 1983-12-02\nmonths_to_the_day = 6",
        "Mexico,1982-02-11,,1983-12-02|Slovenia,1992-07-06,d,1991-06-25"
        "|South Africa,1995-09-13,a,1996-03-13",
    ),
    "ninety days": (
        "first = 2021-01-22\ndays = 90",
        "Austria,2018-05-08,,2021-01-22|Montenegro,2022-05-09,d,2021-06-03"
        "|Mongolia,2021-12-10,a,2022-03-10",
    ),
    "the day of deposit": (
        "first = 1975-03-26\ndays = 0",
        "Fiji,1973-09-04,,1975-03-26|Slovenia,1992-04-07,d,1991-06-25"
        "|Mauritania,2015-01-28,a,2015-01-28",
    ),
    "as given": (
        "first = 2000-01-01\ngiven = true",
        "Fiji,1999-09-04,,2000-01-01|Slovenia,2001-04-07,d,2000-06-25"
        "|Japan,2014-12-01,a,2015-02-03",
    ),
}
"""Article, and for each State: name, deposit, letter, entry into force. The successor of the third
and all of the last are made up.
"""
HEAD = "Participant,Signature,Ratification|Accession(a)|Succession(d)".replace("|", "/")


def folder(place: Path, article: str) -> Path:
    """The packaged data as those of a treaty with this article and nobody bound."""
    data = place / "data"
    data.mkdir()
    text = (packaged_data() / "convention.toml").read_text("utf-8").replace('"ccm"', '"other"', 1)
    before, _, rest = text.partition("[entry_into_force]")
    rest = rest[rest.index("\n#") :]
    (data / "convention.toml").write_text(
        f'{before}[entry_into_force]\narticle = "5"\n{article}\n{rest}', "utf-8"
    )
    for name in ("rules/article-14-1.toml", "issuer.toml"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_bytes((packaged_data() / name).read_bytes())
    table = "iso3,name,signature_date,consent_date,consent_kind,entry_into_force,"
    (data / "treaty_status.csv").write_text(f"{table}withdrawal_effective,source\n", "utf-8")
    for name in ("meetings", "costs"):
        (data / f"{name}.toml").write_text("# none yet\n", "utf-8")
    return data


def proposed(data: Path, table: str, *in_force: str) -> TreatyProposal:
    source = SourceFile("status.csv", "command line", table.encode(), "status.csv")
    return propose_status(open_workspace(str(data)), source, (), "a test", in_force)


@pytest.mark.parametrize("form", FORMS)
def test_founder_accession_and_successor_have_the_right_day(form: str, tmp_path: Path) -> None:
    article, text = FORMS[form]
    rows = [row.split(",") for row in text.split("|")]
    data = folder(tmp_path, article)
    table = "\n".join([HEAD, *(f"{name},,{deposit} {kind}" for name, deposit, kind, _ in rows)])
    with pytest.raises(CcmcostError) as refused:
        proposed(data, table)
    computed = [name for name, _, kind, _ in rows if kind != "d" and "given" not in article]
    assert str(refused.value).count("Say it: --in-force") == len(rows) - len(computed)
    said = [f"{name}={day}" for name, *_, day in rows if name not in computed]
    made = proposed(data, table, *said)
    written = {line.split(",")[1]: line.split(",")[5] for line in made.content.splitlines()[1:]}
    assert {name: written[name] for name, *_ in rows} == {name: day for name, *_, day in rows}
    (data / "treaty_status.csv").write_text(made.content, "utf-8")
    assert made.parties == 3
    again = proposed(data, table)  # what is at hand for the same deed stays
    assert again.changes == ()
    assert not [
        each
        for each in check_data(open_workspace(str(data))).findings
        if each.code == "status-dates"
    ]


def test_a_wrong_day_is_found_in_the_table_and_in_a_document(tmp_path: Path) -> None:
    data = folder(tmp_path, FORMS["six months, to the day"][0])
    head, kept = (data / "treaty_status.csv").read_text("utf-8"), data / "treaty_status.csv"
    kept.write_text(
        head + "ZAF,South Africa,,1995-09-13,accession,1996-03-01,,x\n"
        "SVN,Slovenia,,1992-07-06,succession,1980-06-25,,x\n"
        "JPN,Japan,,1982-06-09,acceptance,,,x\n",
        "utf-8",
    )
    found = [each.message for each in check_data(open_workspace(str(data))).findings]
    for part in (
        "South Africa: deposit on 1995-09-13, entry into force on 1996-03-01; by article 5 it is "
        "1996-03-13.",
        "Slovenia: entry into force on 1980-06-25, before the treaty itself entered into force "
        "(1983-12-02).",
        "Japan: deposit on 1982-06-09, but no entry into force; by article 5 it is 1983-12-02.",
    ):
        assert part in found
    kept.write_text(head, "utf-8")
    table = "Participant,Ratification,Entry into force\nSouth Africa,1995-09-13 a,1996-03-01\n"
    with pytest.raises(CcmcostError, match="by article 5 it is 1996-03-13"):
        proposed(data, table)
    with pytest.raises(CcmcostError, match="--in-force names JPN, but the document does not"):
        proposed(data, table.replace("-03-01", "-03-13"), "JPN=1999-01-01")


@pytest.mark.parametrize(
    ("article", "says"),
    [
        ("first = 2000-01-01", '"entry_into_force" needs one of months'),
        ("first = 2000-01-01\nmonths = 6\ndays = 90", '"entry_into_force" needs one of months'),
        ("first = 2000-01-01\ndays = -1", '"days" must be between 0 and 3650'),
        ("first = 2000-01-01\ngiven = 3", '"given" must be true or false'),
        ("first = 2000-01-01\nmonth = 3", 'unknown key "month"'),
    ],
)
def test_a_form_that_is_none_is_refused(article: str, says: str, tmp_path: Path) -> None:
    data = folder(tmp_path, article)
    found = [each.message for each in check_data(open_workspace(str(data))).findings]
    assert any(says in each for each in found), found


def test_a_month_that_is_too_short_ends_the_period() -> None:
    from ccmcost.model.calendar import months_after

    assert months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
