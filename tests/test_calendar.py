"""The calendar: every date with its basis, nothing invented,
and an iCalendar file that strict readers accept.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar as Read

from ccmcost.documents.calendar import (
    DATES,
    OF_A_MEETING,
    Calendar,
    calendar,
    load_calendar,
    wrong_weekday,
)
from ccmcost.documents.calendar.ics import REMINDERS, calendar_ics
from ccmcost.documents.calendar.outputs import calendar_csv, calendar_screen
from ccmcost.load.data import Data
from ccmcost.model.calendar import WEEKDAYS, Span
from ccmcost.model.convention import Practice
from ccmcost.model.meeting import Convened, Held, Meeting
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Phrases
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, ROOT, Run
from tests.ledger_office import Office

HOSTILE = "Evil\r\nEND:VCALENDAR\r\nX:1;,\\ \u202e\x1b[2J <script> =1+1 日本語"
DAY = date(2024, 1, 31)


@pytest.fixture(scope="module")
def register() -> tuple:
    data = Data(open_workspace(DATA))
    return data.convention, data.meetings


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "office", monkeypatch)


def strict(content: bytes) -> list:
    """The events by the strict reader; the file's form is checked by hand:
    CRLF, lines of at most 75 octets.
    """
    from ical.calendar_stream import IcsCalendarStream

    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    return IcsCalendarStream.calendar_from_ics(content.decode()).events


def by_label(view: Calendar, meeting: str) -> dict[str, tuple]:
    return {each.label: (each.day, each.basis) for each in view.entries if each.meeting == meeting}


def test_every_date_of_the_shipped_register_by_hand() -> None:
    view = load_calendar(open_workspace(DATA), None)
    assert by_label(view, "msp12") == {
        # msp11 closed on 14 September 2023
        "decision on the estimate": (date(2023, 9, 14), "practice"),
        # 18 + 31 + 31 + 10 = 90 days before 10 September
        "go/no-go: funds in hand": (date(2024, 6, 12), "practice"),
        "delegations to be named by": (date(2024, 8, 30), "published"),
        "opening": (date(2024, 9, 10), "published"),
        "closing": (date(2024, 9, 13), "published"),
        "notices issued": (None, "not_known"),
        "official list": (None, "not_known"),
        "settlement": (None, "not_known"),
    }
    # msp9, not rc2-pm1
    assert by_label(view, "rc2-pm2")["decision on the estimate"] == (date(2019, 9, 4), "practice")
    # no meeting before it
    assert by_label(view, "msp1")["decision on the estimate"] == (None, "not_known")
    assert {basis for day, basis in by_label(view, "rc3").values()} == {"not_known"}
    moved = next(
        each for each in view.entries if (each.meeting, each.label) == ("rc1-pm2", "opening")
    )
    assert (moved.day, moved.remark) == (date(2015, 6, 24), "convened for 3 June 2015")
    assert all(each.source for each in view.entries if each.day is not None)
    assert all((each.basis == "not_known") == (each.day is None) for each in view.entries)


def test_a_year_holds_its_meetings_and_what_falls_in_it() -> None:
    view = load_calendar(open_workspace(DATA), 2024)
    assert {each.meeting for each in view.entries} == {"msp12", "msp13"}
    assert [each.label for each in view.entries if each.meeting == "msp13"] == [
        "decision on the estimate"
    ]


def test_a_budget_has_no_dates_of_who_comes(register: tuple) -> None:
    convention, meetings = register
    own = {"msp12": meetings["msp12"], "msp11": meetings["msp11"]._replace(by_status=True)}
    keys = {
        name: {
            each.key for each in calendar(convention, own, {}, None).entries if each.meeting == name
        }
        for name in own
    }
    assert keys["msp12"] - keys["msp11"] == set(OF_A_MEETING)
    assert keys["msp11"] == set(DATES) - {"pay_by", *OF_A_MEETING}


def test_the_sources_end_with_what_the_marks_mean_if_there_are_any() -> None:
    view = load_calendar(open_workspace(DATA), 2024)
    words = view.speaker("en")
    marks = (words("about_practice"), words("about_not_known"))

    def told(*bases: str) -> list[bool]:
        entries = tuple(each for each in view.entries if each.basis in bases)
        text = " ".join(calendar_screen(view._replace(entries=entries), whole=True).split())
        return [mark in text for mark in marks]

    assert told("practice", "published") == [True, False]
    assert told("not_known", "published") == [False, True]


def test_a_calendar_is_one_page() -> None:
    view = load_calendar(open_workspace(DATA), None)
    overview = calendar_screen(view).splitlines()
    table = [line for line in overview if line.startswith(("msp", "rc"))]
    assert [line.split()[0] for line in table] == list(
        dict.fromkeys(each.meeting for each in view.entries)
    )
    assert "msp12   2023-09-14~ 2024-06-12~ -           2024-09-10  -           -" in overview
    assert "rc3     -           -           -           -           -           -" in overview
    closing = overview[overview.index(table[-1]) + 2 :]
    assert len(closing) < 10 and "ccmcost calendar 2025" in " ".join(closing)
    year = calendar_screen(load_calendar(open_workspace(DATA), 2024)).splitlines()
    assert "Not known: notices issued, official list, settlement." in year
    undated = next(
        at for at, line in enumerate(year) if line.startswith("Dates not yet fixed: Third")
    )
    assert len(year) - undated < 10
    for each in (overview, year):
        assert max(map(len, each)) <= 80
    whole = calendar_screen(view, whole=True)
    for entry in view.entries:
        assert entry.day is None or entry.day.isoformat() in whole
        assert not entry.source or entry.source.split()[0] in whole
    many = view._replace(year=2030, entries=(), without_day=view.without_day * 5)
    assert "and 2 more" in " ".join(calendar_screen(many).split())


def test_a_year_without_dated_meetings_says_so_and_ends_well(run: Run) -> None:
    said = run("calendar", "2026")
    assert said.returncode == 0
    assert "No meeting in the register has a date in 2026." in said.stdout
    assert "(rc3): September 2026 announced, exact date not yet published" in " ".join(
        said.stdout.split()
    )
    ics = run("calendar", "2026", "--format", "ics", "--as-of", "2024-01-31")
    assert ics.returncode == 0 and strict(ics.stdout.replace("\n", "\r\n").encode()) == []
    assert (
        run("calendar", "26").returncode
        == run("calendar", "2024", "--format", "json").returncode
        == 2
    )


def test_two_notes_name_a_wrong_weekday() -> None:
    found = load_calendar(open_workspace(DATA), None)
    told = [(each.code, each.message.split(":")[0]) for each in found.warnings]
    assert sorted(told) == [("weekday-wrong", "msp11"), ("weekday-wrong", "rc2")]
    assert not load_calendar(open_workspace(DATA), 2024).warnings
    text = (DATA / "meetings.toml").read_text(encoding="utf-8")
    for each in found.warnings:
        assert text.splitlines()[each.row - 1].startswith("deadline_weekday")
        assert "it is a Friday" in each.message or "it is a Thursday" in each.message


@pytest.mark.parametrize("shift", range(7))
def test_only_the_right_weekday_passes(shift: int) -> None:
    day = date.fromordinal(date(2023, 8, 31).toordinal() + shift)
    faults = [
        printed for printed in WEEKDAYS if wrong_weekday(Convened(None, "", day, "", printed))
    ]
    assert [printed for printed in WEEKDAYS if printed not in faults] == [day.strftime("%A")]


def test_practices_are_counted_labelled_and_give_way(register: tuple) -> None:
    convention, meetings = register
    mine = (
        Practice("notices", "decision", 30, "practice of tests"),
        Practice("settlement", "closing", 365, "practice of tests"),
        Practice("delegations", "opening", -14, "practice of tests"),
        Practice("official_list", "closing", 3660, "practice of tests"),
    )
    view = calendar(
        convention._replace(practices=(*convention.practices, *mine)), meetings, {}, None
    )
    found = by_label(view, "msp12")
    assert found["notices issued"] == (date(2023, 10, 14), "practice")
    assert found["settlement"] == (date(2025, 9, 13), "practice")
    # the note's own date stands
    assert found["delegations to be named by"] == (date(2024, 8, 30), "published")
    assert by_label(view, "msp13")["delegations to be named by"] == (date(2025, 9, 2), "practice")
    assert by_label(view, "rc3")["settlement"] == (None, "not_known")


def test_ics_is_strict_stable_and_round_trips() -> None:
    view = load_calendar(open_workspace(DATA), None)
    content = calendar_ics(view, DAY)
    assert content == calendar_ics(view, DAY)
    events = strict(content)
    dated = [each for each in view.entries if each.day is not None]
    assert [(event.uid, event.dtstart) for event in events] == [
        (f"{e.uid}@ccmcost.invalid", e.day) for e in dated
    ]
    assert len({event.uid for event in events}) == len(events)
    assert {event.dtstamp.isoformat() for event in events} == {"2024-01-31T00:00:00+00:00"}
    assert all((event.dtend - event.dtstart).days == 1 for event in events)
    assert {
        str(event.status.value)
        for event, e in zip(events, dated, strict=True)
        if e.basis == "practice"
    } == {"TENTATIVE"}
    again = Read.from_ical(content)
    assert again.to_ical() == content
    assert not [fault for event in again.walk("VEVENT") for fault in event.errors]
    later = calendar_ics(view, date(2024, 2, 1))
    assert later != content and later.replace(b"20240201T", b"20240131T") == content


def test_reminders_fit_the_kind_of_day_and_none_lies_behind() -> None:
    """At nine in the morning of the reader; after a day of payment too, for those that did not
    pay. What has happened needs none.
    """
    view = load_calendar(open_workspace(DATA), None)
    dated = [each for each in view.entries if each.day is not None]
    assert {*REMINDERS} == {*DATES}
    for as_of in (date(2014, 1, 1), date(2026, 9, 1), date(2030, 1, 1)):
        for event, entry in zip(strict(calendar_ics(view, as_of)), dated, strict=True):
            happened = entry.basis != "practice" and entry.key in (
                *("decision", "notices", "official_list", "settlement"),
            )
            wanted = [
                timedelta(days=-before, hours=9)
                for before in (() if happened else REMINDERS[entry.key])
                if entry.day - timedelta(days=before) >= as_of
            ]
            assert [alarm.trigger for alarm in event.alarm] == wanted
            assert all(alarm.action == "DISPLAY" for alarm in event.alarm)
            assert all(alarm.description.startswith(event.summary) for alarm in event.alarm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_speaks_the_language_of_the_office(language: str) -> None:
    view = load_calendar(open_workspace(DATA), 2024)
    content = calendar_ics(view, DAY, language)
    events = strict(content)
    words, meetings = Phrases(language, "calendar"), {each.meeting: each for each in view.entries}
    assert meetings["msp12"].names[language] in next(
        event.summary for event in events if event.uid == "ccm-msp12-opening@ccmcost.invalid"
    )
    go = next(event for event in events if event.uid == "ccm-msp12-go_no_go@ccmcost.invalid")
    assert go.description.startswith(words("todo_go_no_go"))
    assert (language == "en") == ("days before the opening" in go.description)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert Read.from_ical(content).to_ical() == content


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_screen_and_file_say_bases_and_remarks_in_the_language(language: str) -> None:
    """What the data write in the project's own words; titles of documents and remarks of the
    register stand as they are.
    """
    view = load_calendar(open_workspace(DATA), None)
    words = view.speaker(language)
    whole = calendar_screen(view, whole=True, language=language)
    said = [event.description for event in strict(calendar_ics(view, DAY, language))]
    for text in (whole, *said):
        flat = " ".join(text.split())
        assert "practice" not in flat and "days before" not in flat and "public pages" not in flat
        assert "convened for" not in flat and "closing of" not in flat
    basis = " ".join(words.known(view.convention.go_no_go_basis).split())
    assert any(basis in " ".join(text.split()) for text in said)
    remark = words("before_opening", n=90).casefold()
    assert any(remark in text.casefold() for text in said)
    year = calendar_screen(load_calendar(open_workspace(DATA), 2024), language=language)
    overview = calendar_screen(view, language=language)
    assert words("named_published") in year and words("event_opening") in year
    for text in (overview, year, whole):
        assert max(map(len, text.splitlines())) <= 80


def test_the_ledger_and_the_costs_speak_the_language_too(office: Office) -> None:
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    flat = " ".join(office.ok("calendar 2024 --all --lang es").split())
    view = load_calendar(open_workspace(office.folder / "data"), None)
    told = " ".join(event.description for event in strict(calendar_ics(view, DAY, "es")))
    assert "Costos, versión 2, costos estimados, 400 000,00 USD." in " ".join(told.split())
    assert "CCM-AN-2024-0001 – CCM-AN-2024-0005" in flat and "ledger" not in flat
    assert "cost version" not in flat and "notices issued" not in flat


def test_descriptions_are_sentences_without_words_of_machines(office: Office) -> None:
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    view = load_calendar(open_workspace(office.folder / "data"), None)
    for event in strict(calendar_ics(view, date(2024, 2, 1))):
        for line in event.description.splitlines():
            assert (line[0].isupper() or line[0].isdigit()) and line.endswith("."), line
            assert not re.search(r"not_known|event \d|msp\d|_| v\d", line), line
    due = next(
        event
        for event in strict(calendar_ics(view, date(2024, 2, 1)))
        if event.uid == "ccm-msp12-pay_by@ccmcost.invalid"
    )
    assert due.description == (
        "States that have not paid by this day can be reminded from the next day on.\n"
        "Recorded by the office: CCM-AN-2024-0001 – CCM-AN-2024-0005."
    )


def test_hostile_names_stay_text(register: tuple) -> None:
    convention = register[0]
    meeting = Meeting(
        "msp90",
        "x",
        {"en": HOSTILE},
        "msp90",
        HOSTILE,
        "",
        Convened(None, "", DAY, HOSTILE),
        Held(Span(DAY, DAY), ""),
        source=HOSTILE,
    )
    view = calendar(convention._replace(names={"en": HOSTILE}), {"msp90": meeting}, {}, None)
    events = strict(calendar_ics(view, DAY))
    assert len(events) == 4
    for event in events:
        assert (
            "END:VCALENDAR" in event.summary
            and "\x1b" not in event.summary + event.description
            and "\r" not in event.summary + event.description
        )
    opening = next(event for event in events if event.summary.startswith("Opening: "))
    assert opening.location.startswith("Evil  END:VCALENDAR  X:1;,\\")
    rows = list(csv.DictReader(io.StringIO(calendar_csv(view))))
    assert {row["name"] for row in rows} == {HOSTILE}
    for screen in (
        calendar_screen(view),
        calendar_screen(view, whole=True),
        calendar_screen(view._replace(year=DAY.year)),
    ):
        assert "\x1b" not in screen


def test_the_ledger_adds_its_own_dates(office: Office) -> None:
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-11-01")
    office.cost("450000.00", "revised_estimate")
    assert office.issue("--on-expected-list", on="2024-11-01").code == 0
    office.on("2025-03-01")
    office.cost("425000.00", "actual")
    office.ok(
        'settle msp12 --adopted-by "DOC, para. 1" --issued-on 2025-03-01 --pay-by 2025-12-31 '
        '--approved-by "B. Chief" '
        "--on-expected-list"
    )
    rows = list(csv.DictReader(io.StringIO(office.ok("calendar 2024 --format csv"))))
    own = [
        (r["what"], r["date"], r["basis"], r["source"])
        for r in rows
        if r["meeting"] == "msp12" and r["basis"] == "recorded"
    ]
    assert own == [
        (
            "notices issued",
            "2024-02-01",
            "recorded",
            "ledger, event 2, CCM-AN-2024-0001 to CCM-AN-2024-0005",
        ),
        (
            "further notices and credits issued",
            "2024-11-01",
            "recorded",
            "ledger, event 4, CCM-AN-2024-0006 to CCM-AN-2024-0010",
        ),
        (
            "settlement",
            "2025-03-01",
            "recorded",
            "ledger, event 6, CCM-AN-2025-0001 to CCM-AN-2025-0005",
        ),
        (
            "payment requested by",
            "2025-12-31",
            "recorded",
            "ledger, event 2, CCM-AN-2024-0001 to CCM-AN-2024-0005",
        ),
        (
            "payment requested by",
            "2025-12-31",
            "recorded",
            "ledger, event 4, CCM-AN-2024-0006 to CCM-AN-2024-0010",
        ),
    ]
    decided = [
        (r["what"], r["date"], r["basis"])
        for r in rows
        if r["what"].startswith(("decision", "actual")) and r["meeting"] == "msp12"
    ]
    assert decided == [
        ("decision on the estimate", "2023-11-24", "published"),
        ("decision on the revised estimate", "2023-11-24", "published"),
        ("actual cost adopted", "2023-11-24", "published"),
    ]
    text = office.ok("calendar 2024 --format ics")
    uids = [line for line in text.splitlines() if line.startswith("UID:ccm-msp12-")]
    assert len(uids) == len(set(uids))


def test_files_are_written_together_and_again_to_the_same_bytes(office: Office) -> None:
    office.ok("calendar 2023 --write")
    folder = office.folder / "reports" / "calendar-2023"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(first) == ["calendar.csv", "calendar.ics", "manifest.json"]
    strict(first["calendar.ics"])
    office.ok("calendar 2023 --write --format csv")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert "3 files" not in office.ok("verify reports/calendar-2023") and "2 files" in office.ok(
        "verify reports/calendar-2023"
    )
    (office.folder / "other").mkdir()
    (office.folder / "other" / "manifest.json").write_text(
        '{"made_by": "ccmcost 0.1.0", "meeting": "msp11", "outputs": []}', encoding="utf-8"
    )
    office.refused("calendar 2023 --out other", "holds the files of another command")


def test_a_new_deadline_forgets_the_old_weekday(office: Office) -> None:
    office.ok("meeting set msp11 --deadline 2023-08-25")
    said = office("calendar", "2023")
    assert said.code == 0 and "weekday-wrong" not in said.err and "2023-08-25 Fri" in said.out


@pytest.mark.parametrize(
    ("entry", "wording"),
    [
        (
            'date = "lunch"\ncounted_from = "opening"\ndays = 1\nbasis = "b"',
            '"date" must be one of decision, notices',
        ),
        (
            'date = "notices"\ncounted_from = "full moon"\ndays = 1\nbasis = "b"',
            '"counted_from" must be one of',
        ),
        (
            'date = "notices"\ncounted_from = "opening"\ndays = 4000\nbasis = "b"',
            '"days" must lie between -3660 and 3660',
        ),
        ('date = "notices"\ncounted_from = "opening"\ndays = 1', 'the key "basis" is missing'),
        (
            'date = "notices"\ncounted_from = "opening"\ndays = 1\nbasis = "b"\nmoon = 1',
            'unknown key "moon"',
        ),
    ],
)
def test_a_practice_that_cannot_be_read_is_a_finding(
    office: Office, entry: str, wording: str
) -> None:
    path = office.folder / "data" / "convention.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n[[practice]]\n{entry}\n", encoding="utf-8"
    )
    said = office("calendar", "2024")
    assert said.code == 1 and wording in said.err and not said.out


def test_the_practice_of_the_page_works(office: Office) -> None:
    page = (ROOT / "docs" / "calendar.md").read_text(encoding="utf-8")
    entry = page.split("```toml\n")[1].split("```")[0]
    path = office.folder / "data" / "convention.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + entry, encoding="utf-8")
    rows = csv.DictReader(io.StringIO(office.ok("calendar 2024 --format csv")))
    (settled,) = [row for row in rows if row["meeting"] == "msp12" and row["what"] == "settlement"]
    assert (settled["date"], settled["basis"]) == ("2025-09-13", "practice")
    assert settled["source"] == "practice of this office: settled within a year"
