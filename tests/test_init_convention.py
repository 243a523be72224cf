"""`ccmcost init --convention`: what nobody has said stands as a question, and nothing of another
convention stands in the folder.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ccmcost.desk.questions import OFFICE, answers_in, form_screen
from ccmcost.desk.skeleton import CONVENTION, FORMS
from ccmcost.errors import DataError
from ccmcost.load.data import Data
from ccmcost.words.known import known
from ccmcost.words.speaker import english
from ccmcost.workspace import open_workspace
from tests.kites import ANSWERS as KITES
from tests.ledger_office import said_by
from tests.terminal import ENTER, INTERRUPT, at_terminal
from tests.test_second_convention import names_in


def init(folder: str, *answers: str, convention: str = "kites", more: str = "") -> tuple[int, str]:
    said = said_by(
        "init", folder, "--convention", convention, *more.split(),
        *(word for each in answers for word in ("--set", each)),
    )  # fmt: skip
    return said.code, said.out + said.err


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CCMCOST_DATA", raising=False)
    return tmp_path


def test_what_nobody_has_said_is_a_question_and_the_folder_is_nobody_elses(here: Path) -> None:
    code, told = init("office")
    assert code == 0 and re.search("Still open: [0-9]+ questions", told), told
    own = Data(open_workspace()).convention
    for path in sorted((here / "office").rglob("*")):
        if path.is_file() and path.suffix != ".sqlite":
            text = path.read_text("utf-8")
            if path.name == "organizations.csv":  # some attend the meetings of many treaties
                assert own.name not in text and "CCM" not in text
                continue
            assert not names_in(text), path
            assert not re.search(r"\bmsp[0-9]", text), path
    for command in ("check", "next"):
        said = said_by(command, "--data", "office/data")
        assert said.code == 1
        for question in ("names.en", "cost_article.number", "cost_article.paragraph_1.en",
                         "entry_into_force.first", "treaty_status.source"):  # fmt: skip
            assert f'"{question}" is still to be answered' in said.out + said.err
        assert '"entry_into_force" needs one of months' in said.out + said.err
        assert "names no kind of meeting" in said.out + said.err
    said = said_by("check", "--data", "office/data")
    for question in ("title", "liable", "states_not_party"):
        assert f'"{question}" is still to be answered' in said.err


def test_answers_by_options_make_a_folder_that_works(here: Path) -> None:
    code, told = init("office", *KITES[:7], more="--currency JPY")
    assert code == 0 and "Still open" in told
    code, told = init("office", *KITES[7:-2])  # what was open is answered later
    assert code == 0 and "wrote office/data/convention.toml" in told and "Still open" in told
    code, told = init("office", *KITES[-2:])
    assert code == 0 and "Still open" not in told, told
    data = Data(open_workspace("office/data"))
    convention, rule = data.convention, data.rule("cost-article")
    assert rule is not None and not data.findings.errors
    assert (convention.id, convention.prefix, convention.currency) == ("kites", "KITE", "JPY")
    assert convention.illustrative_amount == "100000" and convention.go_no_go_days == 0
    assert convention.entry_into_force[1:] == (
        date(2015, 3, 20), "days", 90,
    )  # fmt: skip
    assert [kind.basis for kind in convention.meeting_kinds.values()] == ["art. 23(4)"] * 2
    assert convention.paragraph_of(rule) == "4"
    assert convention.paragraph_of(rule._replace(legal_source="KITE/9, para. 3")) == "4"
    assert rule.legal_source == "Treaty on the Flight of Kites, art. 23(4)"
    assert known(rule.title, convention) is not None, "a title that no language knows"
    said = said_by("check", "--data", "office/data")
    assert said.code == 0 and "there is no State: ccmcost import treaty-status" in said.err
    assert ", 1 rule, 0 meetings, " in said.out in said.out, said.out


def test_a_key_that_is_none_is_said_once_in_a_folder_that_is_there(here: Path) -> None:
    assert init("office", *KITES)[0] == 0
    code, told = init("office", "cost_artikel.number=14")
    assert code == 2 and told.startswith('--set: "cost_artikel.number=14" is not KEY=TEXT.')
    assert told.count("Did you mean cost_article.number?") == 1 and "DIR:" not in told


def test_a_folder_without_parties_and_meetings_says_what_comes_next(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert init("office", *KITES, more="--currency EUR")[0] == 0
    monkeypatch.chdir(here / "office")
    told = said_by("next").out
    assert "ccmcost import treaty-status FILE" in told and "ccmcost meeting add MEETING" in told
    for command in ("meetings", "status", "calendar", "report 2024", "page --all", "ledger verify"):
        said = said_by(*command.split())
        assert (said.code, "None" in said.out) == (0, False), f"{command}: {said.out}{said.err}"
    for command in ("budget JPN --years 2025 --cost 1", "chart history", "state JPN"):
        said = said_by(*command.split())
        assert said.code == 2 and "no meeting" in said.err, f"{command}: {said.out}{said.err}"
    (here / "s.csv").write_text("Participant,Accession\nJapan,2016-05-04\nKenya,2016-05-04\n")
    assert said_by("import", "treaty-status", str(here / "s.csv"), "--yes").code == 0
    new = "meeting add asm1 --name First --start 2023-05-08 --end 2023-05-10 --source LETTER"
    assert said_by(*new.split()).code == 0 and said_by("meeting", "expect", "asm1").code == 0
    said = said_by("apportion", "asm1", "--no-files", "--cost", "1000", "--format", "csv")
    assert [line[:3] for line in said.out.splitlines()[1:]] == ["JPN", "KEN"], said.err
    assert "treaty-status" not in said_by("next").out
    assert "EUR" in said_by("budget", "JPN", "--years", "2025", "--cost", "1000,2000,3000").out


def test_a_rule_whose_article_is_not_quoted_is_told(here: Path) -> None:
    assert init("office", *KITES)[0] == 0
    path = here / "office" / "data" / "rules" / "cost-article.toml"
    text = path.read_text("utf-8")
    for paragraph, says in (
        ("", "warning: no words of article 23 are quoted with this rule"),
        ('paragraph = "9"', 'the cost article has no paragraph "9"; it has 4'),
    ):
        said = re.sub(r'(?m)^paragraph = "4".*$', paragraph, text)
        path.write_text(said.replace("art. 23(4)", "article 23"), "utf-8")
        assert says in said_by("check", "--data", "office/data").err


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("entry_into_force.first=soon", '"first" must be a date'),
        ("entry_into_force.months=six", '"months" must be a whole number'),
        ("entry_into_force.given=perhaps", '"given" must be true or false'),
        ("prefix=K/1", "must be letters, digits and hyphens"),
        ("liable=everybody", "must be one of participants"),
        ("names.xx=Z", "is not KEY=TEXT"),
        ("names.en=?", "a question mark is no answer"),
        ("entry_into_force.months=? six", "a question mark is no answer"),
        ("cost_article=4: ?", "a question mark is no answer"),
        ("meeting_kinds=?; Assembly; art. 1", "a question mark is no answer"),
        ("meeting_kinds=asm; Assembly", 'the key "basis" is missing'),
        ("meeting_kinds=a/b; Assembly; art. 1", "must be letters, digits and hyphens"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_and_nothing_is_made(
    answer: str, says: str, here: Path
) -> None:
    code, told = init("office", answer)
    assert code in (1, 2) and says in told, told
    assert not list(here.iterdir())


def test_lines_are_read_however_they_are_parted_and_numbered(here: Path) -> None:
    paragraphs = ("The costs", "7:As decided", "(4) The rest", "6. Six")
    lines = (f"cost_article={each}" for each in paragraphs)
    assert init("office", *lines, "meeting_kinds=a;First;art. 2")[0] == 0
    text = Path("office/data/convention.toml").read_text("utf-8")
    article = tomllib.loads(text)["cost_article"]
    assert {key: each["en"] for key, each in article.items() if key.startswith("para")} == {
        "paragraph_1": "The costs",
        "paragraph_7": "As decided",
        "paragraph_4": "The rest",
        "paragraph_6": "Six",
    }
    kinds = tomllib.loads(text)["meeting_kinds"].values()
    assert [*kinds] == [{"prefix": "a", "title": "First", "basis": "art. 2"}]


@pytest.mark.parametrize("key", ["cost_article=2:One", "meeting_kinds=a; X; art. 1"])
def test_two_lines_for_one_entry_are_refused(key: str, here: Path) -> None:
    code, told = init("office", key, key)
    assert code in (1, 2) and "Give each its own" in told
    assert not list(here.iterdir())


def test_what_does_not_go_together_is_refused(here: Path) -> None:
    assert "another one than that of the data" in init("office", convention="ccm")[1]
    assert "is no id here" in init("office", convention="Ottawa!")[1]
    assert "not a currency code" in init("office", more="--currency DOLLAR")[1]
    assert "--currency goes with --convention" in said_by("init", "o", "--currency", "EUR").err
    assert "do not go together" in init("office", more="--office")[1]
    assert not list(here.iterdir())
    assert init("office")[0] == 0
    assert "is the folder of kites" in init("office", convention="balloons")[1]
    assert "Change it in convention.toml" in init("office", more="--currency EUR")[1]
    assert "Say what is answered" in init("office")[1]


@pytest.mark.slow
def test_a_person_is_asked_what_must_be_known(here: Path) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    say, said = english(), dict[str, list[str]]()
    for each in KITES:
        key, _, text = each.partition("=")
        said.setdefault(key, []).append(text)
    talk, before = [], set[str]()
    for question in (each for form in (*FORMS, OFFICE) for each in form.questions):
        if before & {*question.unless}:
            continue  # another form was said before
        before |= {question.key} & said.keys()
        label, answers = say(question.label), said.get(question.key, [])
        lines = [f", line {at}: " for at in range(1, len(answers) + 2)] if question.lines else [""]
        talk += [
            (f"  {label}{line}", f"{answer}\n" if answer else ENTER)
            for line, answer in zip(lines, [*answers, ""][: len(lines)], strict=True)
        ]
    start = ("init", "office", "--convention", "kites")
    back = (("  Name in English: ", "<\n"), ("This is the first question.", ""))
    seen = at_terminal(here, start, *back, *talk, ("? [y/N]: ", INTERRUPT))
    assert seen.code == 130 and not list(here.iterdir()), seen.screen
    assert "it then stands in the data as a question" in " ".join(seen.screen.split())
    assert "Name in French        (open)" in seen.screen and "Given" not in seen.screen
    seen = at_terminal(here, start, *talk, ("? [y/N]: ", "y\n"))
    assert seen.code == 0 and "Still open" not in seen.screen, seen.screen
    assert said_by("check", "--data", "office/data").code == 0


def test_kinds_are_said_anew_and_keep_what_nobody_asks_for(here: Path) -> None:
    assert init("office", *KITES)[0] == 0
    mark = here / "office" / "data" / "convention.toml"
    text = mark.read_text("utf-8")
    mark.write_text(text.replace('title = "Assembly"', 'title = "Assembly", currency = "CHF"'))
    code, told = init("office", "meeting_kinds=asm; General Assembly; art. 23(4)")
    assert code == 0, told
    (kind,) = Data(open_workspace("office/data")).convention.meeting_kinds.values()
    assert (kind.prefix, kind.title, kind.currency) == ("asm", "General Assembly", "CHF")


def test_answers_are_shown_as_they_will_be_written(here: Path) -> None:
    """Lines one below the other, a yes as the file has it, and what is needless not at all."""
    address = ("office.address=1 Example Street", "office.address=Geneva")
    assert init("office", "entry_into_force.given=yes", *address)[0] == 0
    data = here / "office" / "data"
    text = (data / "convention.toml").read_text("utf-8")
    assert re.search("(?m)^given = true", text)
    answers = answers_in(CONVENTION, text) | {"names.en": ("Treaty of Kites",)}
    say, shown = english(), "\n".join(form_screen(CONVENTION, answers))
    for label, answer in (("treaty_name_en", "Treaty of Kites"), ("treaty_given", "true")):
        assert re.search(f"{re.escape(say(label))} +{answer}", shown), shown
    assert re.search(rf"{re.escape(say('treaty_chapter'))} +{re.escape(say('ask_open'))}", shown)
    assert say("treaty_months") not in shown
    office = answers_in(OFFICE, (data / "issuer.toml").read_text("utf-8"))
    first, second = (at for at, line in enumerate(form_screen(OFFICE, office))
                     if line.endswith(("1 Example Street", " Geneva")))  # fmt: skip
    assert second == first + 1


def test_a_key_is_said_once_and_a_broken_file_is_not_read(here: Path) -> None:
    code, told = init("office", "prefix=A", "prefix=B")
    assert code == 2 and "--set: prefix is said twice." in told and not list(here.iterdir())
    with pytest.raises(DataError, match=r"this is not valid TOML: .* Mend it in an editor"):
        answers_in(CONVENTION, "= broken")


def test_a_renamed_copy_of_the_packaged_data_is_found(here: Path) -> None:
    """Each file of it, and what a person left of it in a file of their own."""
    assert said_by("init", "office").code == 0
    assert init("other", *KITES)[0] == 0
    data, other = here / "office" / "data", here / "other" / "data"
    text = (data / "convention.toml").read_text("utf-8").replace('id = "ccm"', 'id = "kites"')
    (data / "convention.toml").write_text(text, "utf-8")
    told = said_by("check", "--data", "office/data")
    files = ("meetings.toml", "treaty_status.csv", "participants/msp3.csv", "participants/"
             "evidence.csv", "rules/article-14-2.toml", "costs.toml")  # fmt: skip
    for name in files:
        assert re.search(rf"{name}  data-foreign  .*Cluster Munitions, unchanged", told.err), name
    assert re.search(r"convention\.toml:[0-9]+  data-foreign", told.err) and told.code == 1
    assert said_by("doctor", "--data", "office/data").code == 1
    for name in ("treaty_status.csv", "rules/article-14-1.toml"):
        own = (data / name).read_text("utf-8") + "\n"
        (other / name).write_text(own, "utf-8")  # not the same bytes any more
    told = said_by("check", "--data", "other/data")
    assert ("XXVI-6" in told.err and "and 194 lines below" in told.err) or "lines below" in told.err
    assert "rules/article-14-1.toml:" in told.err
    for name in ("treaty_status.csv", "rules/article-14-1.toml"):
        (other / name).unlink()
    told = said_by("check", "--data", "other/data")
    assert "data-foreign" not in told.err
    assert "The packaged copy is another convention's: take nothing from it." in told.err
    assert "Restore it" not in told.err


def test_a_bad_id_of_a_meeting_is_told_once_with_its_form(here: Path) -> None:
    assert init("office", *KITES)[0] == 0
    data = here / "office" / "data"
    meeting = '[[meeting]]\nid = "{}"\nkind = "assembly"\nsource = "x"\nnames.en = "A"\n'
    held = "[meeting.held]\nstart = 2023-05-08\nend = 2023-05-10\n"
    cost = '[[cost]]\nmeeting = "{}"\nversion = 1\nstatus = "illustrative"\namount = "1"\n'
    for bad, found in (("FY-2024", 1), ("fy2024", 0)):
        (data / "meetings.toml").write_text(meeting.format(bad) + held, "utf-8")
        (data / "costs.toml").write_text(
            cost.format(bad) + 'currency = "USD"\nsource = "x"\n', "utf-8"
        )
        told = said_by("check", "--data", "office/data").err.replace("\n", " ")
        assert told.count("Ids are lower-case and permanent: up to 8 letters and a number") == found
        assert ("meeting-unknown" in told, "there is no cost" in told) == (False, False), told
        assert ("asm14" in told) == bool(found)


def test_every_question_has_a_name_and_says_why() -> None:
    say = english()
    for form in FORMS:
        for question in form.questions:
            assert say(question.label) and len(say(f"why_{question.label}")) <= 80
    assert not any(answers_in(CONVENTION, 'id = "x"\n').values())


def test_what_was_cut_short_before_its_ledger_is_completed_by_the_same_line(here: Path) -> None:
    line = (*KITES, "office.names.en=Office (example)")
    assert init("office", *line, more="--currency CHF")[0] == 0
    made = {path: path.read_bytes() for path in (here / "office").rglob("*") if path.is_file()}
    for name in ("README.md", "ledger.sqlite"):
        (here / "office" / name).unlink()
    code, told = init("office", *line, more="--currency EUR")
    assert code == 2 and "--currency: the folder is there. Change it in convention.toml." in told
    code, told = init("office", *line, more="--currency CHF")
    assert code == 0 and "made office/README.md" in told, told
    assert made == {path: path.read_bytes() for path in made}
