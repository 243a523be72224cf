"""What a bank's file leaves open is asked: the order of days, decimals, sides, currencies."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.ledger_office import Office

MAP = "--map --column value_date=Date --column amount=Amount --column text=Text --currency USD"
LIST = "statement;line;value_date;amount;currency;reference;iso3;meeting"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office.billed(tmp_path, monkeypatch)


def wrote(office: Office, *lines: str) -> None:
    (office.folder / "f.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


DOTTED = ("Date;Text;Amount", "05.02.2024;AFGHANISTAN;54,84", "20.02.2024;ALBANIA;73,11")
SLASHED = ("Date;Text;Amount", "03/04/2024;AFGHANISTAN;54,84", "03/25/2024;ALBANIA;73,11")


@pytest.mark.parametrize(
    ("lines", "form", "right"),
    [
        (DOTTED, "m/d/y", "d.m.y"),
        (DOTTED, "y-m-d", "d.m.y"),
        (SLASHED, "d.m.y", "m/d/y"),
    ],
)
def test_a_form_of_days_that_the_column_contradicts_is_refused(
    office: Office, lines: tuple[str, ...], form: str, right: str
) -> None:
    wrote(office, *lines)
    wording = f"is not a day in that form (rows like it: {2 if form == 'y-m-d' else 1}). The whole"
    office.refused(f"import receipts f.csv {MAP} --days {form}", wording)
    office.refused(f"import receipts f.csv {MAP} --days {form}", f"say --days {right}.")
    assert "2 bank lines recorded" in office.ok(f"import receipts f.csv {MAP} --days {right}")


def test_the_form_that_is_kept_for_an_extract_is_held_against_each_file(office: Office) -> None:
    wrote(office, *SLASHED)
    office.ok(f"import receipts f.csv {MAP} --days m/d/y")
    wrote(office, *DOTTED)
    office.refused("import receipts f.csv", "contradicts the form m/d/y")
    assert "2 bank lines" in office.ok("import receipts f.csv --days d.m.y --dry-run")
    wrote(office, DOTTED[0], "14.02.2024;X;1,00", "02/25/2024;Y;1,00")
    office.refused("import receipts f.csv", "No form fits the whole column")


@pytest.mark.parametrize("form", ["m/d/y", "y-m-d"])
def test_an_order_that_a_list_contradicts_is_refused(office: Office, form: str) -> None:
    wrote(office, LIST, "S;1;05.02.2024;54,84;USD;x;;", "S;2;26.02.2024;73,11;USD;y;;")
    office.refused(f"import receipts f.csv --days {form}", "which --days gives for the whole file")
    assert "2 bank lines" in office.ok("import receipts f.csv --days d.m.y --dry-run")


def test_three_digits_after_a_comma_are_asked_in_a_file(office: Office) -> None:
    rows = ("S;1;25.02.2024;54,840;USD;x;;", "S;2;26.02.2024;73,110;USD;y;;")
    wrote(office, LIST, *rows)
    office.refused("import receipts f.csv", "can be read as USD 54.84 or USD 54,840.00")
    assert "USD 127.95" in office.ok("import receipts f.csv --decimal comma --dry-run")
    assert "USD 127,950.00" in office.ok("import receipts f.csv --decimal point --dry-run")
    wrote(office, LIST, *rows, "S;3;27.02.2024;1,50;USD;z;;")
    assert "USD 129.45" in office.ok("import receipts f.csv --dry-run")
    extract = ("Date;Text;Amount", "25.02.2024;X;54,840", "26.02.2024;Y;73,110")
    wrote(office, *extract)
    office.refused(f"import receipts f.csv {MAP}", "--decimal point or --decimal comma")
    wrote(office, LIST.replace(";", ","), 'S,1,2024-02-25,"54,840",USD,x,,')
    office.refused("import receipts f.csv", "can be read as USD 54.84 or USD 54,840.00")
    assert "USD 54,840.00" in office.ok("import receipts f.csv --decimal point --dry-run")


def test_a_decimal_comma_between_commas_is_refused_with_its_row(office: Office) -> None:
    wrote(office, "Date,Amount,Text,Note", "2024-03-05,45,70,ANDORRA", "2024-03-06,73,11,ALBANIA")
    office.refused(f"import receipts f.csv {MAP}", 'f.csv:3:amount  number-bad  "73" stands beside')
    office.refused(f"import receipts f.csv {MAP} --decimal comma", '"45" stands beside "70"')
    assert "USD 118.00" in office.ok(f"import receipts f.csv {MAP} --decimal point --dry-run")
    heading = "statement,line,value_date,currency,amount,reference,iso3,meeting"
    for more in (",,,", ",,"):
        wrote(office, heading, f"2024/06,1,2024-02-25,USD,54,84{more}")
        office.refused("import receipts f.csv", "decimal comma")
    wrote(office, heading, "2024/06,1,2024-02-25,USD,54.84,X,,,")
    office.refused("import receipts f.csv", "f.csv:2  file-syntax  the row has 9 cells")


def test_a_mark_at_the_end_of_every_row_is_no_cell_too_many(office: Office) -> None:
    wrote(office, LIST, "S;1;25.02.2024;54,84;USD;x;;;", "S;2;26.02.2024;73,11;USD;y;;;")
    assert "2 bank lines" in office.ok("import receipts f.csv --dry-run")
    wrote(office, LIST, "S;1;25.02.2024;54,84;USD;x;;", "S;2;26.02.2024;73,11;USD;y;;;")
    office.refused("import receipts f.csv", "f.csv:3  file-syntax  the row has 9 cells")


@pytest.mark.parametrize(
    ("heading", "came", "went"),
    [
        ("Direction", "in", "out"),
        ("Ein/Aus", "Eingang", "Ausgang"),
        ("Richtung", "Zufluss", "Abfluss"),
        ("Sens", "entrée", "sortie"),
        ("Flow", "incoming", "outgoing"),
        ("Sign", "+", "-"),
        ("Transaction type", "received", "paid"),
        ("Kind", "Payment received", "Charge"),
        ("Type", "Payment received", "Bank charge"),
        ("Tipo", "Abono", "Cargo"),
        ("S/H", "H", "S"),
        ("Тип", "Приход", "Расход"),
        ("النوع", "إيداع", "سحب"),
        ("类型", "收入", "支出"),
    ],
)
def test_a_side_that_nobody_mapped_is_asked_and_read_when_it_is_mapped(
    office: Office, heading: str, came: str, went: str
) -> None:
    rows = (f"05.02.2024;AFG;54,84;{came}", f"17.02.2024;FEES;10,00;{went}")
    wrote(office, f"Date;Text;Amount;{heading}", *rows)
    office.refused(f"import receipts f.csv {MAP}", "may say on which side a sum is")
    ignored = f'import receipts f.csv {MAP} --column "ignore={heading}" --dry-run'
    assert "2 bank lines recorded, USD 64.84" in office.ok(ignored)
    if came != "Zufluss":
        said = office.ok(f'import receipts f.csv {MAP} --column "side={heading}"')
        assert "1 bank line recorded, USD 54.84" in said and "a debit" in said
    else:
        mapped = f'import receipts f.csv {MAP} --column "side={heading}"'
        office.refused(mapped, '"Zufluss" is not a side, such as in, out, C or D')


def test_sides_that_the_signs_tell_are_not_asked(office: Office) -> None:
    wrote(office, "Date;Text;Amount;Type", "15.02.2024;A;54,84;in", "17.02.2024;FEE;-10,00;out")
    assert "1 bank line recorded" in office.ok(f"import receipts f.csv {MAP} --dry-run")
    rows = ("15.02.2024;A;54,84;in", "16.02.2024;B;5,00;out", "17.02.2024;FEE;-10,00;returned")
    wrote(office, "Date;Text;Amount;Direction", *rows)
    office.refused(f"import receipts f.csv {MAP}", "may say on which side a sum is")
    wrote(office, "Date;Text;Amount;Remitter", "15.02.2024;A;54,84;Charge d'affaires")
    assert "1 bank line recorded" in office.ok(f"import receipts f.csv {MAP} --dry-run")
    wrote(office, "Date;Text;Amount;Side", "15.02.2024;A;-54,84;in")
    office.refused(f"import receipts f.csv {MAP} --column side=Side", "but")


@pytest.mark.parametrize(
    ("heading", "value", "wording"),
    [
        ("Währung", "EUR", "says a currency"),
        ("Code", "CHF", "says a currency"),
        ("Moneda", "dólares", "says a currency"),
        ("币种", "美元", "says a currency"),
        ("Buchung", "vorgemerkt", "not booked"),
        ("Estado", "Pendiente", "not booked"),
        ("État", "en attente", "not booked"),
        ("Info", "في الانتظار معلق", ""),
        ("الحالة", "معلق", "not booked"),
        ("Статус", "В обработке", "not booked"),
        ("状态", "处理中", "not booked"),
        ("Status", "half done", "may say that entries are not booked"),
        ("Status", "gebucht", ""),
        ("Currency", "USD", ""),
        ("Payer", "Embassy", ""),
    ],
)
def test_a_currency_or_a_status_that_nobody_mapped_is_asked(
    office: Office, heading: str, value: str, wording: str
) -> None:
    wrote(office, f"Date;Text;Amount;{heading}", f"15.02.2024;AFG;54,84;{value}")
    line = f"import receipts f.csv {MAP}"
    if wording:
        office.refused(line, wording)
        office.ok(f'{line} --column "ignore={heading}"')
        assert f'ignored = ["{heading}"]' in (office.folder / "data/bank.toml").read_text("utf-8")
        assert "recorded before" in office.ok("import receipts f.csv")
    else:
        office.ok(f"{line} --dry-run")


TOTALS = ("Summe", "Gesamtbetrag", "Summe:", "Somme", "Suma", "Итого", "الإجمالي", "合计")


@pytest.mark.parametrize("word", TOTALS)
def test_a_row_of_totals_is_known_in_every_language(office: Office, word: str) -> None:
    heading = "Date;Text;Amount;Out"
    rows = ("15.02.2024;A;54,84;", "16.02.2024;FEE;;5,00")
    wrote(office, heading, *rows, f"{word};;54,84;5,00")
    line = f"import receipts f.csv {MAP} --column debit=Out"
    assert "1 bank line recorded, USD 54.84" in office.ok(f"{line} --dry-run")
    wrote(office, heading, *rows, f"{word};;54,85;5,00")
    office.refused(line, "the list states a total of USD 54.85")
    wrote(office, LIST, "S;1;25.02.2024;54,84;USD;x;;", f"{word};;;54,84;USD;;;")
    assert "1 bank line" in office.ok("import receipts f.csv --dry-run")


def test_a_sum_in_a_column_that_nobody_mapped_is_named(office: Office) -> None:
    rows = ("15.02.2024;A;;54,84", "16.02.2024;FEE;5,00;")
    wrote(office, "Date;Text;Belastung;Amount", *rows)
    office.refused(f"import receipts f.csv {MAP}", '--column "debit=Belastung"')
    assert "1 bank line" in office.ok(f'import receipts f.csv {MAP} --column "debit=Belastung"')


def test_a_map_is_kept_only_if_the_file_is_recorded(office: Office) -> None:
    wrote(office, "Date;Text;Amount", "15.02.2024;A;x")
    said = office(*f"import receipts f.csv {MAP} --days d.m.y".split())
    assert said.code == 2 and "was written" not in said.err and "wrote" not in said.out
    assert not (office.folder / "data" / "bank.toml").exists()


MT940 = """:20:X
:25:CH00 0000 0000
:28C:1/1
:60F:C230201USD0,00
:61:230228{}C10,00NTRFNONREF
:86:AAA
:61:{}5,00NTRFNONREF
:86:BBB
:62F:C230430USD15,00
"""


@pytest.mark.parametrize(
    ("booked", "second", "why"),
    [
        ("0228", "2304310430C", 'its value date "230431" is not a day'),
        ("0228", "2304300431C", 'its entry date "0431" is not a day'),
        ("0228", "230430XC", "it does not begin as entries do"),
        ("0230", "2302300230C", ""),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(
    office: Office, booked: str, second: str, why: str
) -> None:
    (office.folder / "m.txt").write_text(MT940.format(booked, second), encoding="utf-8")
    if why:
        office.refused("import receipts m.txt", f"entry 2 cannot be read, because {why}")
    else:
        assert "2 bank lines recorded" in office.ok("import receipts m.txt --dry-run")


def test_a_merged_cell_is_called_so(office: Office) -> None:
    book = xlsxwriter.Workbook(office.folder / "m.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, LIST.split(";"))
    for row, name in enumerate(("x", "y"), 1):
        sheet.write_row(row, 0, ["S", str(row), "2024-02-25", 5.5, "USD", name, "", "msp12"])
    sheet.merge_range(1, 6, 2, 6, "Australia")
    book.close()
    office.refused("import receipts m.xlsx", "are merged over several rows")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("USD 54,84,X", "USD 73,11,Y"),
        ("-45,70,X", "1 245,70,Y"),
        ("45,7,X", "73,5,Y"),
    ],
)
def test_decimals_beside_a_sum_are_asked_however_it_is_written(
    office: Office, first: str, second: str
) -> None:
    wrote(office, "Date,Amount,Text,Note", f"2024-03-05,{first}", f"2024-03-06,{second}")
    office.refused(f"import receipts f.csv {MAP}", "For all sums of the file: --decimal point.")


def test_a_total_with_a_day_is_not_booked_as_money(office: Office) -> None:
    wrote(office, *DOTTED, "29.02.2024;TOTAL;127,95")
    wish = f"import receipts f.csv {MAP} --days d.m.y"
    office.refused(wish, '"TOTAL" is the sum of the rows above it')
    wrote(office, *DOTTED, "29.02.2024;TOTAL;127,96")
    assert "3 bank lines" in office.ok(f"{wish} --dry-run")
    rows = ("S;1;05.02.2024;54,84;USD;x;;", "S;2;20.02.2024;73,11;USD;y;;")
    wrote(office, LIST, *rows, "S;3;29.02.2024;127,95;USD;Total;;")
    office.refused("import receipts f.csv", '"Total" is the sum of the rows above it')


def test_days_that_were_saved_again_with_another_mark_are_asked(office: Office) -> None:
    lines = ("Date;Text;Amount", "05.02.2024;AFGHANISTAN;54,84", "06.02.2024;ALBANIA;73,11")
    wrote(office, *lines)
    office.ok(f"import receipts f.csv {MAP} --days d.m.y")
    wrote(office, "Date,Text,Amount", "2/5/2024,AFGHANISTAN,54.84", "2/6/2024,ALBANIA,73.11")
    office.refused("import receipts f.csv", 'not written with "." as those were')
    wrote(office, "Date;Text;Amount", "05.02.2024;AFGHANISTAN;54,84", "6/2/2024;ALBANIA;73,11")
    office.refused("import receipts f.csv", 'learned their form (d.m.y): "6/2/2024" may be read')
    wrote(office, "Date,Text,Amount", "2/5/2024,AFGHANISTAN,54.84", "2/6/2024,ALBANIA,73.11")
    assert "all 2 bank lines were recorded" in office.ok("import receipts f.csv --days m/d/y")
    office.on("2024-07-01")
    wrote(office, "Date,Text,Amount", "2024-05-02,AFGHANISTAN,54.84", "2024-06-02,ALBANIA,73.11")
    said = office.ok("import receipts f.csv --dry-run")
    assert said.count("day and month may be exchanged") == 2, said


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("Storno", "", "X"),
        ("Op", "Receipt", "Payment"),
        ("Type", "Plus", "Minus"),
        ("Art", "\u00dcberweisung", "R\u00fccklastschrift"),
        ("Category", "Contribution", "Refund"),
    ],
)
def test_words_for_money_that_went_out_are_asked(
    office: Office, heading: str, first: str, second: str
) -> None:
    rows = (f"05.02.2024;X;54,84;{first}", f"20.02.2024;Y;10,00;{second}")
    wrote(office, f"Date;Text;Amount;{heading}", *rows)
    wish = f"import receipts f.csv {MAP} --days d.m.y"
    office.refused(wish, f'the column "{heading}" is not mapped, and ')
    wrote(office, f"Date;Text;Amount;{heading}", rows[0], rows[1].replace(second, first))
    if heading != "Type" and heading != "Op":
        assert "2 bank lines" in office.ok(f"{wish} --dry-run")
