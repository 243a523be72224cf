"""Extracts with columns of a bank's own: asked once, then known by their headings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ccmcost.desk.bank_map import MapWish, map_extract
from ccmcost.desk.bank_questions import Heading, Talk, check_cells
from ccmcost.errors import UsageError
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office

GERMAN = """Kontoauszug;;;;
Konto;CH00 0000 0000;;;
Buchung;Valuta;Text;Auftraggeber;Belastung;Gutschrift;Saldo
05.03.2024;04.03.2024;CCM-MSP12-AUS;AUSTRALIA TREASURY;;211.100,00;211.100,00
06.03.2024;05.03.2024;GEBUEHR;BANK;15,00;;211.085,00
15.03.2024;14.03.2024;CUOTA MSP12;BANCO DE CUBA;;9.475,50;220.560,50
;;Total;;15,00;220.575,50;
"""
COLUMNS = (
    "--column value_date=Valuta --column amount=Gutschrift --column debit=Belastung "
    "--column text=Text --column more_text=Auftraggeber"
)
LATER = GERMAN.replace("211.", "1.").replace("220.5", "10.5")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office.billed(tmp_path, monkeypatch)
    (tmp_path / "german.csv").write_text(GERMAN, encoding="utf-8")
    return made


def test_an_extract_is_mapped_once_and_known_afterwards(office: Office) -> None:
    said = office.ok(f"import receipts german.csv --map {COLUMNS} --currency USD")
    assert "wrote data/bank.toml" in said
    assert "2 bank lines recorded, USD 220,575.50" in said
    assert "a debit" in said and "GEBUEHR / BANK" in said
    assert '"Total"' in said or "a total" in said
    assert "all 2 bank lines were recorded before" in office.ok("import receipts german.csv")
    (office.folder / "later.csv").write_text(LATER, encoding="utf-8")
    later = office.ok("import receipts later.csv")
    assert "1 bank line recorded, USD 1,100.00" in later and "1 were recorded before" in later
    assert 'days = "d.m.y"' in (office.folder / "data" / "bank.toml").read_text()


SIGNED = """Date;Text;Amount;Balance
14.03.2024;AUSTRALIA;211,100.00;311,100.00
15.03.2024;FEES;-15.00;311,085.00
16.03.2024;CUBA;9,475.50;320,560.50
"""
MOVES = (
    "Date;Text;Debit;Credit;Konto\n"
    "25.03.2024;C;;100,00;320.660,50\n"
    "15.03.2024;B;;9.475,50;320.560,50\n"
    "15.03.2024;C;;;311.085,00\n"
    "06.03.2024;FEES;15,00;;311.085,00\n"
    "05.03.2024;A;;211.100,00;311.100,00\n"
)
NO_BALANCES = (
    "Date;Text;No;Balance\n05.03.2024;A;1;100.00\n06.03.2024;B;2;101.00\n07.03.2024;C;3;102.00\n",
    "Date;Text;Fee;Balance\n05.03.2024;A;0.00;100.00\n06.03.2024;B;0.00;100.00\n",
    "Date;Text;Stand;Balance\n05.03.2024;A;100;100\n06.03.2024;B;300;200\n07.03.2024;C;800;500\n",
)
"""Of the last one each column may be the balance of the other."""


@pytest.mark.parametrize(
    ("text", "balance", "movers"),
    [
        (SIGNED, "Balance", ["Amount"]),
        ("\n".join(SIGNED.splitlines()[:3]), "Balance", ["Amount"]),
        (MOVES, "Konto", ["Debit", "Credit"]),
    ],
)
def test_a_running_balance_is_no_column_of_sums(
    office: Office, text: str, balance: str, movers: list[str]
) -> None:
    """Nor is it taken where a person said it, unless the person says it again."""
    path = office.folder / "f.csv"
    path.write_text(text, encoding="utf-8")
    line = "import receipts f.csv --map --column value_date=Date --column text=Text --currency USD"
    listed = " and ".join(f'"{each}"' for each in movers)
    told = f'igures of "{balance}" look like a running balance: they rise and fall by those of'
    office.refused(f"{line} --column amount={balance}", f"the f{told} {listed}. Say which column")
    office.ok(f"{line} --column amount={balance} --column ignore={movers[0]} --dry-run")
    answers, seen = ["1", balance, movers[-1], "", "", "", "2", "", "", "", "USD"], list[str]()

    def ask(question: str) -> str:
        seen.append(question)
        return answers.pop(0)

    mapped = map_extract(open_workspace(), path, MapWish(), Talk(ask)).extract
    assert mapped.headings["amount"] == movers[-1] and not mapped.ignored
    assert seen[2].startswith(f"The f{told} {listed}. If it has the sums all the same, give the")
    assert seen[2].endswith("Its number [Amount]" if len(movers) == 1 else "Its number")
    answers = ["1", balance, balance, "", "", "", "2", "", "", "", "USD"]
    assert map_extract(open_workspace(), path, MapWish(), Talk(ask)).extract.ignored == (*movers,)


@pytest.mark.parametrize("text", NO_BALANCES)
def test_figures_that_are_no_running_balance_are_not_doubted(office: Office, text: str) -> None:
    path = office.folder / "f.csv"
    path.write_text(text.replace("Balance", "Sum"), encoding="utf-8")
    line = "import receipts f.csv --map --column value_date=Date --column text=Text --currency USD"
    office.ok(f"{line} --column amount=Sum --days d.m.y --dry-run")


BALANCED = """Datum,Text,Betrag,Saldo,Referenz
2024-03-04,AUSTRALIA,100.00,1100.00,A1
2024-03-05,FEES,-15.00,1085.00,A2
2024-03-06,CUBA,200.00,1285.00,A3
2024-03-07,PERU,50.00,1335.00,A4
2024-03-08,CHILE,60.00,1395.00,A5
"""
MAP = "import receipts f.csv --map --column value_date=Datum --column text=Text --currency USD"
BY_SUM = f"{MAP} --column amount=Betrag --column reference=Referenz"


def upside_down(text: str) -> str:
    head, *rows = text.splitlines()
    return "\n".join((head, *reversed(rows), ""))


@pytest.mark.parametrize("heading", ["Saldo", "Konto"])
@pytest.mark.parametrize("turned", [str, upside_down])
@pytest.mark.parametrize(
    ("sum_", "other", "fault"),
    [
        (
            ",200.00,",
            ",900.00,",
            "1,285.00, but the one before it and the sums sum to USD 1,985.00",
        ),
        (
            ",-15.00,",
            ",-51.00,",
            "1,085.00, but the one before it and the sums sum to USD 1,049.00",
        ),
    ],
)
def test_a_running_balance_beside_the_sums_ties_or_nothing_is_recorded(
    office: Office, heading: str, turned: Callable[[str], str], sum_: str, other: str, fault: str
) -> None:
    path, text = office.folder / "f.csv", turned(BALANCED.replace("Saldo", heading))
    path.write_text(text, encoding="utf-8")
    whole = office.ok(f"{BY_SUM} --dry-run")
    assert "4 bank lines" in whole and "could not be checked" not in whole
    path.write_text(text.replace(sum_, other), encoding="utf-8")
    office.refused(BY_SUM, f'the column "{heading}" states a balance of USD {fault}')
    assert "could not be checked" in office.ok(f"{BY_SUM} --column ignore={heading}")


def test_an_opening_balance_holds_the_first_sum(office: Office) -> None:
    opening = BALANCED.replace("\n", "\n,Opening balance,,1000.00,\n", 1)
    (office.folder / "f.csv").write_text(opening, encoding="utf-8")
    office.ok(f"{BY_SUM} --dry-run")
    (office.folder / "f.csv").write_text(opening.replace(",100.00,", ",900.00,"), encoding="utf-8")
    office.refused(BY_SUM, "a difference of USD 800.00")


def test_an_extract_without_balances_says_so(office: Office) -> None:
    text = BALANCED.replace("Saldo", "Note").replace("1085.00", "x").replace("1285.00", "y")
    (office.folder / "f.csv").write_text(text, encoding="utf-8")
    said = office.ok(f"{BY_SUM} --dry-run")
    assert "f.csv: it states no balances, so whether it is complete could not be checked." in said


def test_days_that_a_whole_column_shows_are_no_warning(office: Office) -> None:
    """They are said where the columns are kept, and nothing is said of them later."""
    (office.folder / "f.csv").write_text(SIGNED, encoding="utf-8")
    line = "--map --column value_date=Date --column amount=Amount --column text=Text"
    first = office("import", "receipts", "f.csv", *line.split(), "--currency", "USD")
    assert (first.code, first.err) == (0, "")
    assert "wrote data/bank.toml: days are read as d.m.y\n" in first.out
    again = office("import", "receipts", "f.csv")
    assert (again.code, again.err) == (0, "") and "recorded before" in again.out
    head = "statement;line;value_date;amount;currency;reference"
    own = f"{head}\n1;1;30.03.2024;5.00;USD;X\n"
    (office.folder / "own.csv").write_text(own, encoding="utf-8")
    assert office("import", "receipts", "own.csv").err == (
        "own.csv:value_date  date-bad  warning: days were read as day/month/year, as "
        '"30.03.2024" can only be read so.\n'
    )


def test_a_total_that_does_not_fit_records_nothing(office: Office) -> None:
    (office.folder / "german.csv").write_text(
        GERMAN.replace("220.575,50;\n", "220.575,51;\n"), encoding="utf-8"
    )
    office.refused(
        f"import receipts german.csv --map {COLUMNS} --currency USD",
        "the list states a total of USD 220,575.51, but its credits sum to USD 220,575.50",
    )


def test_the_mark_before_decimals_is_kept_with_the_columns(office: Office) -> None:
    line = "import receipts f.csv --map --column value_date=Date --column amount=Amount"
    file, kept = office.folder / "f.csv", office.folder / "data" / "bank.toml"
    file.write_text("Date;Text;Amount\n2024-02-25;A;1.234\n2024-02-26;B;2.500\n")
    office.refused(f"{line} --column text=Text --currency USD", "can be read as")
    office.ok(f"{line} --column text=Text --currency USD --decimal comma")
    assert 'decimal = "comma"' in kept.read_text(encoding="utf-8")
    file.write_text("Date;Text;Amount\n2024-02-27;C;3.500\n")
    assert "USD 3,500.00" in office.ok("import receipts f.csv --dry-run")
    file.write_text("Date;Text;Amount\n2024-02-27;C;3,500.50\n")
    office.refused("import receipts f.csv", "f.csv:2")
    assert "USD 3,500.50" in office.ok("import receipts f.csv --decimal point --dry-run")
    kept.write_text(kept.read_text(encoding="utf-8").replace('"comma"', '"dot"'))
    office.refused("import receipts f.csv", '"decimal" must be one of')
    text = kept.read_text(encoding="utf-8").replace('"dot"', '"comma"')
    for name in ("", "\u2000", " amount "):
        kept.write_text(text.replace('"Text"', f'"{name}"'), encoding="utf-8")
        office.refused("import receipts f.csv", '"headings.text" names no heading of its own')


def test_all_that_is_missing_is_said_at_once(office: Office) -> None:
    said = office("import", "receipts", "german.csv", "--map")
    assert said.code == 2
    for part in ("value_date", "amount", "text", "--currency", '"Gutschrift"', "--days"):
        assert part in said.err
    assert not (office.folder / "data" / "bank.toml").exists()


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        ("--column amount=Gutschrift", "go with --map"),
        ("--map --column sum=Gutschrift", '"sum" is not one of value_date'),
        ("--map --column amount=Kredit", 'no heading "Kredit". It has "Buchung"'),
        (f"--map {COLUMNS} --currency usx", "is not a currency code of ISO 4217"),
        (f"--map {COLUMNS} --currency USD --days y.m.d", "how days are written"),
    ],
)
def test_what_is_wrong_is_said(office: Office, line: str, wording: str) -> None:
    office.refused(f"import receipts german.csv {line}", wording)
    assert not (office.folder / "data" / "bank.toml").exists()


def test_days_that_can_be_read_in_two_ways_are_asked(office: Office) -> None:
    doubtful = "Valuta,Text,Gutschrift\n02/03/2024,CUBA,9475.00\n03/03/2024,AUSTRIA,1.00\n"
    (office.folder / "d.csv").write_text(doubtful, encoding="utf-8")
    columns = "--column value_date=Valuta --column amount=Gutschrift --column text=Text"
    office.refused(f"import receipts d.csv --map {columns} --currency USD", "how days are written")
    said = office.ok(f"import receipts d.csv --map {columns} --currency USD --days m/d/y --dry-run")
    assert "2 bank lines" in said


def test_headings_that_say_what_they_are_are_kept_by_enter(office: Office) -> None:
    path = office.folder / "e.csv"
    path.write_text("Date;Amount;Currency;Text\n2024-03-02;9475.00;USD;CUBA\n", encoding="utf-8")
    seen: list[str] = []

    def ask(question: str) -> str:
        seen.append(question)
        return ""

    found = map_extract(open_workspace(), path, MapWish(), Talk(ask)).extract
    assert found.headings == {
        "value_date": "Date",
        "amount": "Amount",
        "currency": "Currency",
        "text": "Text",
    }
    assert sum(f"[{name}]" in each for each in seen for name in found.headings.values()) == 4


def test_a_bad_answer_is_asked_again_and_the_others_stay(office: Office) -> None:
    path = office.folder / "d.csv"
    path.write_text("Valeur;Libellé;Crédit\n02/03/2024;CUBA;9475.00\n", encoding="utf-8")
    answers = ["", "Datum", "Valeur", "3", "9", *("",) * 3, "2", "", "", ""]
    answers = [*answers, "dollars", "d.m.y", "", "dollars", "usd"]
    seen: list[str] = []

    def ask(question: str) -> str:
        seen.append(question)
        return answers.pop(0)

    found = map_extract(open_workspace(), path, MapWish(), Talk(ask)).extract
    assert not answers and (found.days, found.currency) == ("d.m.y", "USD")
    assert found.headings == {"value_date": "Valeur", "amount": "Crédit", "text": "Libellé"}
    stop = "Ctrl-C stops; then nothing is recorded.\n"
    assert (
        seen[1]
        == seen[2]
        == f"Type a number from 1 to 3. {stop}Which column has the value date?\n  Its number"
    )
    forms = [each for each in seen if each.endswith("Form of days")]
    assert forms[0] == (
        "The file writes its days in figures. What do they mean?\n"
        "  d.m.y: day, then month, then year; 02/03/2024 is 2 March 2024\n"
        "  m/d/y: month, then day, then year; 02/03/2024 is 3 February 2024\n"
        "  Form of days"
    )
    assert forms[1].startswith(
        'form of days: "dollars" is not one of y-m-d, d.m.y, m/d/y. Ctrl-C stops'
    )
    assert seen[-1].startswith(f'"dollars" is not a currency code of ISO 4217, such as USD. {stop}')


def test_a_person_goes_back_to_a_wrong_answer_and_keeps_the_others(office: Office) -> None:
    path = office.folder / "d.csv"
    path.write_text("Valuta;Text;Soll;Haben\n2024-03-02;CUBA;;9475.00\n", encoding="utf-8")
    first, wrong = ("<", "1"), ("3", "4", "", "", "2", "<", "<", "<", "<", "<")
    answers = [*first, *wrong, "4", "3", "", "", "", "", "", "<", "-", "", "USD"]
    seen: list[str] = []

    def ask(question: str) -> str:
        seen.append(question)
        return answers.pop(0)

    found = map_extract(open_workspace(), path, MapWish(), Talk(ask)).extract
    assert not answers and found.currency == "USD"
    assert found.headings == {
        **{"value_date": "Valuta", "amount": "Haben"},
        **{"debit": "Soll", "text": "Text"},
    }
    assert "< goes back to the question before." in seen[0]
    assert seen[1].startswith("This is the first question.")
    shown = [each.rpartition("?")[2] for each in seen]
    assert "\n  Its number [Soll]" in shown and "there is none)" in shown[-3]


def test_what_was_answered_is_shown_as_read_and_recorded_after_a_yes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answers name the columns by their numbers; the column of texts says no side."""
    for module in ("app", "output"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: True)
    questions: list[str] = []

    def with_answers(*answers: str) -> None:
        left = list(answers)

        def ask(question: str) -> str:
            questions.append(question)
            return left.pop(0)

        monkeypatch.setattr("ccmcost.cli.asking.ask", ask)
        monkeypatch.setattr("ccmcost.cli.output.ask", ask)

    columns = ("2", "6", "5", "3", "4", "", "", "3", "4", "", "", "USD")
    kept = office.folder / "data" / "bank.toml"
    with_answers(*columns, "")
    no = office("import", "receipts", "german.csv", "--map")
    assert no.code == 2 and "Nothing was recorded." in no.err
    assert questions[4].startswith('The column "Text" is not it: "CCM-MSP12-AUS" is not a side')
    assert questions[5].startswith('The column "Auftraggeber" is not it')
    assert questions[-1] == "Read like this (< goes back)? [y/N]"
    assert "2 bank lines recorded, USD 220,575.50" in no.err
    shown = (
        "  The first 2 lines are read like this:\n"
        "    4 March 2024   USD 211,100.00  CCM-MSP12-AUS / AUSTRALIA TREASURY\n"
        "    14 March 2024    USD 9,475.50  CUOTA MSP12 / BANCO DE CUBA\n"
    )
    left_out = (
        "  Left out, above the heading (2): Kontoauszug (line 1); Konto; CH00 0000 0000\n"
        "    (line 2).\n"
        "  Left out, a debit (1): GEBUEHR / BANK (line 5).\n"
        "  Left out, a total (1): Total (line 7).\n"
    )
    assert shown + left_out in no.err, no.err
    assert not kept.exists() and "no event" not in office.ok("ledger list")
    with_answers(*columns, "y")
    yes = office("import", "receipts", "german.csv", "--map")
    assert yes.code == 0 and "2 bank lines recorded" in yes.out and kept.exists()
    assert left_out in yes.out, "the account of the import says it in the same words"
    before = kept.read_text("utf-8")
    with_answers("y")
    office.ok("record reverse 3-4 --reason again --approved-by 'B. Chief'")
    with_answers("3", *[""] * 9, "EUR", "<", "USD", "n")
    again = office("import", "receipts", "german.csv", "--map")  # what is kept is offered
    assert again.code == 2 and kept.read_text("utf-8") == before
    assert questions[-12].endswith("Its number [Gutschrift]")
    assert [each.rpartition(" [")[2] for each in questions[-4:]] == ["USD]", "y/N]", "EUR]", "y/N]"]
    office.refused(
        "import receipts german.csv --map --column side=Text", '"CCM-MSP12-AUS" is not a side'
    )


def test_a_long_text_wraps_within_its_column_of_the_preview(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("app", "output"):
        monkeypatch.setattr(f"ccmcost.cli.{module}.somebody_there", lambda: True)
    text = "Date;Text;Amount\n25.03.2024;" + " ".join(["REMITTER"] * 8) + ";5.00\n"
    (office.folder / "f.csv").write_text(text, encoding="utf-8")
    answers = ["1", "3", "", "", "", "2", "", "", "", "USD", "n"]
    monkeypatch.setattr("ccmcost.cli.asking.ask", lambda _: answers.pop(0))
    monkeypatch.setattr("ccmcost.cli.output.ask", lambda _: answers.pop(0))
    said = office("import", "receipts", "f.csv", "--map").err
    beside, below = (f"{' '.join(['REMITTER'] * number)}\n" for number in (5, 3))
    assert f"    25 March 2024  USD 5.00  {beside}{' ' * 29}{below}" in said, said


def test_columns_of_a_bank_s_own_name_the_way(office: Office) -> None:
    text = "Date de valeur;Libellé;Débit;Crédit\n2024-03-04;CUBA;;5.00\n"
    (office.folder / "my bank.csv").write_text(text, encoding="utf-8")
    said = office("import", "receipts", "my bank.csv")
    assert said.code == 1 and "ccmcost import receipts 'my bank.csv' --map" in said.err, said.err


def test_a_broken_map_is_a_finding(office: Office) -> None:
    path = office.folder / "data" / "bank.toml"
    path.write_text('[[extract]]\nname = "x"\nheadings = {sum = "A"}\n', encoding="utf-8")
    office.refused("import receipts german.csv", 'unknown column "sum"')
    assert 'unknown column "sum"' in office("check").err
    headings = 'amount = "Gutschrift"\ntext = "Text"'
    path.write_text(f'[[extract]]\nname = "x"\n[extract.headings]\n{headings}\n', encoding="utf-8")
    office.refused("import receipts german.csv", 'names no column of "value_date"')


def test_a_list_in_windows_1252_is_read_and_said(office: Office) -> None:
    head = "statement,line,value_date,amount,currency,reference"
    text = f"{head}\n1,1,2024-03-01,5.00,USD,République d’Haïti\n"
    (office.folder / "w.csv").write_bytes(text.encode("cp1252"))
    said = office("import", "receipts", "w.csv")
    assert said.code == 0 and "1 bank line recorded" in said.out
    assert "read as Windows-1252; look at République, d’Haïti" in said.err


def test_names_in_windows_1252_are_taken_if_they_are_exact(office: Office) -> None:
    for name, code in (("Côte d’Ivoire", 0), ("CÙte d’Ivoire", 1)):
        text = f"Country;Role\n{name};State Party\nAustria;State Party\n"
        (office.folder / "l.csv").write_bytes(text.encode("cp1252"))
        line = "import participants msp12 l.csv --document D --dry-run --states 2"
        said = office(*line.split(" "))
        assert said.code == code and ("Windows-1252" in said.err or code)


def test_what_is_not_mapped_and_changes_a_sum_is_asked(office: Office) -> None:
    columns = "--column value_date=Date --column amount=Amount --column text=Text --days y-m-d"
    for heading, values, wording in (
        ("D/C", ("D", "C"), "on which side a sum is"),
        ("Ccy", ("EUR", "EUR"), "says a currency"),
        ("Status", ("pending", "booked"), "not booked"),
    ):
        rows = [f"2024-03-0{at},X,5.0{at},{value}" for at, value in enumerate(values, 1)]
        text = "\n".join([f"Date,Text,Amount,{heading}", *rows, ""])
        (office.folder / "e.csv").write_text(text, encoding="utf-8")
        office.refused(f"import receipts e.csv --map {columns} --currency USD", wording)


def test_a_column_of_days_on_which_entries_were_booked_says_no_state(office: Office) -> None:
    text = "Booked;Value;Text;Amount\n25.03.2024;26.03.2024;A;5.00\n{};28.03.2024;B;6.00\n"
    line = "import receipts f.csv --map --column value_date=Value --column text=Text --dry-run"
    for booked, said in (("27.03.2024", ""), ("no", "may say that entries are not booked")):
        (office.folder / "f.csv").write_text(text.format(booked), encoding="utf-8")
        found = office(*line.split(), "--column", "amount=Amount", "--currency", "USD")
        assert (found.code, said in found.err) == (bool(said), True), found.err


def test_a_row_without_a_sum_says_what_to_do(office: Office) -> None:
    text = "Date;Text;Amount;Balance\n25.03.2024;START;;100.00\n26.03.2024;B;6.00;106.00\n"
    (office.folder / "f.csv").write_text(text, encoding="utf-8")
    line = "import receipts f.csv --map --column value_date=Date --column text=Text"
    office.refused(
        f"{line} --column amount=Amount --currency USD",
        "the row has no sum. If no money moved, take the row out; otherwise write its sum.",
    )


def test_the_office_s_own_list_is_never_an_extract(office: Office) -> None:
    head = "statement,line,value_date,amount,currency,reference,iso3,meeting"
    text = f"{head}\n1,1,2024-03-01,5.00,USD,X,AUS,msp12\n"
    (office.folder / "own.csv").write_text(text, encoding="utf-8")
    small = "value_date,amount,reference\n2024-03-01,5.00,X\n"
    (office.folder / "small.csv").write_text(small, encoding="utf-8")
    columns = "--column value_date=value_date --column amount=amount --column text=reference"
    office.ok(f"import receipts small.csv --map {columns} --currency USD --dry-run")
    assert "unidentified" not in office.ok("import receipts own.csv --dry-run")


def test_a_text_with_figures_is_no_column_of_sums() -> None:
    """A person who takes it for one would have sums of nothing booked, or none at all."""
    rows = (("REF 123/2024 of Peru", "USD 1,000.00 CR"), ("Transfer 77 by Chile", ""))
    heading = Heading(("Text", "Sum"), rows)
    for column in ("amount", "debit"):
        check_cells("Sum", column, heading)
        with pytest.raises(UsageError, match='The column "Text" is not it: "REF 123/2024 of Peru"'):
            check_cells("Text", column, heading)
