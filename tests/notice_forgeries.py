"""More than fifty ways to forge a notice or an annex: each changes one that an office issued, as a
person with tools for PDF would. What finds it is named beside it.

A PDF is changed as programs change it: an object is written anew at its end.
"""

from __future__ import annotations

import copy
import io
import json
import re
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from fontTools.ttLib import TTFont

from ccmcost.calc.assess import assess as calculated
from ccmcost.documents.assessment.notice import Issue, notice
from ccmcost.documents.assessment.notice_data import notice_data
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.model.office import Issuer
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.tables.page import Press
from ccmcost.words.speaker import Speaker
from tests.assessed import assess
from tests.pdfs import attached

DAY = date(2024, 2, 1)
OFFICE = Issuer(
    names={"en": "Office of Examples"},
    address=("1 Example Street", "12345 Sampleton"),
    contact="desk@example.org",
    bank={
        "beneficiary": "Example Fund",
        "name": "Bank of Samples",
        "address": "Sampleton",
        "account": "XX00 1234 5678",
        "swift": "SAMPXX00",
    },
    pay_basis={"en": "decision 7 of the Meeting"},
)
ISSUED = Issue("CCM-AN-2024-0001", "CCM/MSP/2023/9, para. 41", DAY, date(2024, 5, 1), "msp12")
Data = dict[str, Any]


@cache
def genuine(
    kind: str = "notice", language: str = "en", bank: str = "", meeting: str = "msp12"
) -> bytes:
    """The notice to Japan, or the annex; `bank` is another account, by another office."""
    result = assess(meeting, cost="412345.67")
    words = Speaker(language, result.convention, result.states)
    issuer = OFFICE._replace(bank={**OFFICE.bank, "account": bank}) if bank else OFFICE
    if kind == "annex":
        page, data = annex_page(result, DAY, issuer, words), annex_data(result, DAY, issuer)
        return Press("annex.typ", language, DAY).sealed(page, data, "the annex")
    view = notice([result], "JPN", issuer, DAY, ISSUED._replace(name=meeting))
    page = notice_page(view, words)
    return Press("notice.typ", language, DAY).sealed(page, notice_data(view), "the notice")


@cache
def genuine_draft(bank_address: str = "") -> bytes:
    """A draft of the notice to Japan; the address of the bank is empty, as `init` leaves it."""
    result = assess("msp12", cost="412345.67")
    issuer = OFFICE._replace(bank={**OFFICE.bank, "address": bank_address})
    view = notice([result], "JPN", issuer, DAY, None)
    page = notice_page(view, Speaker("en", result.convention, result.states))
    return Press("notice.typ", "en", DAY).sealed(page, notice_data(view), "the draft")


class Forgery(NamedTuple):
    """A forged file: what it `says` wrong, the key of the phrase that names it, and a text that the
    phrase must hold.
    """

    name: str
    make: Callable[[], bytes]
    key: str
    names: str = ""


def _set(value: Any, place: str, new: Any) -> None:
    *way, last = (int(part) if part.isdigit() else part for part in place.split("/"))
    for part in way:
        value = value[part]
    assert value[last] != new
    value[last] = new


def printed(
    place: str, new: str, kind: str = "notice", language: str = "en"
) -> Callable[[], bytes]:
    """Another text on the pages, with the attached data as they were."""

    def make() -> bytes:
        data = attached(genuine(kind, language))
        page = copy.deepcopy(data["composed"]["page"])
        _set(page, place, new)
        return Press(f"{kind}.typ", language, DAY).pdf(page, data, "x")

    return make


def _attached(
    *changes: tuple[str, Any], kind: str = "notice", again: bool = False
) -> Callable[[], bytes]:
    """Other data in a file whose pages stay; `again`: in one that is composed anew from them."""

    def make() -> bytes:
        data = attached(genuine(kind))
        for place, new in changes:
            _set(data, place, new)
        if again:
            return Press(f"{kind}.typ", "en", DAY).pdf(data["composed"]["page"], data, "x")
        return with_data(genuine(kind), json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    return make


def objects(content: bytes) -> dict[int, bytes]:
    """The objects of a file by number."""
    found = re.finditer(rb"\n(\d+) 0 obj\n(.*?)\nendobj", content, re.DOTALL)
    return {int(each[1]): each[2] for each in found}


def with_object(content: bytes, number: int, body: bytes) -> bytes:
    """The file with one object written anew at its end."""
    start = re.findall(rb"startxref\s+(\d+)", content)[-1]
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", content, re.DOTALL)[-1]
    trailer = re.sub(rb"/Prev \d+", b"", trailer)
    at = len(content) + 1
    added = b"\n%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    end = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        trailer,
        start,
        len(content) + len(added),
    )
    return content + added + table + end


def stream_of(body: bytes) -> bytes:
    """What a compressed stream holds."""
    return zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])


def with_stream(content: bytes, number: int, inside: bytes) -> bytes:
    """The file with another content of a stream."""
    head = objects(content)[number].split(b"stream\n", 1)[0]
    packed = zlib.compress(inside)
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head)
    head = re.sub(rb"/Size \d+", b"/Size %d" % len(inside), head)
    return with_object(content, number, head + b"stream\n" + packed + b"\nendstream")


def with_data(content: bytes, text: str) -> bytes:
    """The file with other attached data."""
    number = next(n for n, body in objects(content).items() if b"/Type/EmbeddedFile" in body)
    return with_stream(content, number, text.encode())


def _fonts(content: bytes) -> list[tuple[int, int]]:
    """The numbers of the table of characters and of the file of each font."""
    parts = objects(content)
    found = []
    for body in parts.values():
        if b"/Subtype/Type0" in body and b"/ToUnicode" in body:
            descendant = int(re.findall(rb"/DescendantFonts\[(\d+)", body)[0])
            descriptor = int(re.findall(rb"/FontDescriptor (\d+)", parts[descendant])[0])
            file = int(re.findall(rb"/FontFile2 (\d+)", parts[descriptor])[0])
            found.append((int(re.findall(rb"/ToUnicode (\d+)", body)[0]), file))
    return found


def drawn_otherwise(content: bytes, one: str, other: str) -> bytes:
    """The file whose fonts draw one character as another; its text stays."""
    for table, file in _fonts(content):
        cmap = stream_of(objects(content)[table]).decode("latin-1")
        glyphs = {
            chr(int(code, 16)): int(glyph, 16)
            for glyph, code in re.findall(r"<(\w{4})> <(\w{4})>", cmap)
        }
        if not {one, other} <= glyphs.keys():
            continue
        font = TTFont(io.BytesIO(stream_of(objects(content)[file])))
        names, outlines = font.getGlyphOrder(), font["glyf"]
        first, second = names[glyphs[one]], names[glyphs[other]]
        outlines[first], outlines[second] = outlines[second], outlines[first]
        saved = io.BytesIO()
        font.save(saved)
        content = with_stream(content, file, saved.getvalue())
    return content


def _read_otherwise() -> bytes:
    """Drawn as it was, but read otherwise: for who searches or copies."""
    content = genuine()
    table, _ = _fonts(content)[0]
    cmap = stream_of(objects(content)[table])
    return with_stream(content, table, re.sub(rb"(<\w{4}> )<0037>", rb"\1<0031>", cmap, count=1))


def _covered() -> bytes:
    """A white field over the amount."""
    return _with_marks("1 1 1 rg 60 560 200 60 re f\n")


def _struck_in() -> bytes:
    return _with_marks("0 0 0 rg 300 300 40 8 re f\n")


def _field_over() -> bytes:
    """A field of a form over the amount, in white."""
    content = genuine()
    parts = objects(content)
    field = max(parts) + 1
    look = b"/F 4/Rect[60 560 260 620]/MK<</BG[1 1 1]>>/DA(/F1 9 Tf)"
    content = with_object(content, field, b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)%s>>" % look)
    for kind, more in ((b"Catalog", b"AcroForm<</Fields[%d 0 R]>>"), (b"Page", b"Annots[%d 0 R]")):
        number = next(n for n, body in parts.items() if re.search(rb"/Type/%s\b" % kind, body))
        body = parts[number].removesuffix(b">>") + b"/" + more % field + b">>"
        content = with_object(content, number, body)
    return content


def _with_marks(marks: str) -> bytes:
    content = genuine()
    numbers = [n for n, body in objects(content).items() if b"/Filter/FlateDecode>>" in body]
    number = next(n for n in numbers if stream_of(objects(content)[n]).startswith(b"/Artifact"))
    inside = stream_of(objects(content)[number])
    return with_stream(content, number, inside + b"\nq " + marks.encode() + b"Q\n")


def _saved_again(change: Callable[[Any], None] = lambda _: None, kind: str = "notice") -> bytes:
    document = pypdfium2.PdfDocument(genuine(kind))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _replaced(old: bytes, new: bytes, kind: str = "notice") -> Callable[[], bytes]:
    def make() -> bytes:
        content = genuine(kind)
        assert old in content and len(old) == len(new)
        return content.replace(old, new)

    return make


def _without_data(document: Any) -> None:
    pdfium.FPDFDoc_DeleteAttachment(document, 0)


def _one_more(document: Any) -> None:
    document.new_attachment("more.txt").set_data(b"pay elsewhere")


def _rates(one: str, other: str) -> Callable[[], bytes]:
    """The rates of two States exchanged, and everything calculated and composed anew."""

    def make() -> bytes:
        result = assess("msp12", cost="412345.67")
        lines = {line.code: line for line in result.assessment.lines}
        payers = [
            line.payer._replace(rate=lines[other if line.code == one else one].payer.rate)
            if line.code in (one, other)
            else line.payer
            for line in result.assessment.lines
        ]
        changed = result._replace(assessment=calculated(payers, result.rule, result.cost.total))
        view = notice([changed], "JPN", OFFICE, DAY, ISSUED)
        words = Speaker("en", result.convention, result.states)
        return Press("notice.typ", "en", DAY).sealed(
            notice_page(view, words), notice_data(view), "x"
        )

    return make


def _other_press(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """The data say that other templates made it, so that nobody compares."""

    def make() -> bytes:
        forged = content()
        number = next(n for n, body in objects(forged).items() if b"/Type/EmbeddedFile" in body)
        data = json.loads(stream_of(objects(forged)[number]))
        data["composed"]["press"] = "0" * 64
        return with_data(forged, json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    return make


TEXT = [
    Forgery("amount", printed("key/amount", "USD\u00a073,479.02"), "proof_text", "73,479.02"),
    Forgery(
        "result",
        printed("derivation/parts/0/results/0/1", "USD\u00a073,419.03"),
        "proof_text",
        "73,419.03",
    ),
    Forgery(
        "account", printed("payment/details/3/1", "XX00 9999 5678"), "proof_text", "XX00 9999 5678"
    ),
    Forgery(
        "bank", printed("payment/details/1/1", "Bank of Simples"), "proof_text", "Bank of Simples"
    ),
    Forgery(
        "beneficiary",
        printed("payment/details/0/1", "Example Found"),
        "proof_text",
        "Example Found",
    ),
    Forgery("SWIFT", printed("payment/details/4/1", "SAMPXX01"), "proof_text", "SAMPXX01"),
    Forgery(
        "contact",
        printed("payment/details/5/1", "desk@example.com"),
        "proof_text",
        "desk@example.com",
    ),
    Forgery("reference", printed("key/facts/1/1", "CCM-MSP12-FRA"), "proof_text", "CCM-MSP12-FRA"),
    Forgery(
        "day of payment", printed("key/facts/0/1", "1 March 2024"), "proof_text", "1 March 2024"
    ),
    Forgery("number", printed("facts/0/1", "CCM-AN-2024-0002"), "proof_text", "CCM-AN-2024-0002"),
    Forgery("date", printed("facts/1/1", "2 February 2024"), "proof_text", "2 February 2024"),
    Forgery("addressee", printed("to/name", "France"), "proof_text", "France"),
    Forgery("rate", printed("derivation/parts/0/rows/1/1", "8.034%"), "proof_text", "8.034"),
    Forgery("footer", printed("reference", "CCM-MSP12-JPM"), "proof_text", "CCM-MSP12-JPM"),
    Forgery("annex, amount", printed("table/rows/50/5", "1.00", "annex"), "proof_text", "1.00"),
    Forgery("annex, rate", printed("table/rows/50/3", "0.999", "annex"), "proof_text", "0.999"),
    Forgery(
        "annex, total",
        printed("table/foot/0/3", "412,345.68", "annex"),
        "proof_text",
        "412,345.68",
    ),
    Forgery(
        "annex, step", printed("steps/0", "The cost is USD 1.", "annex"), "proof_text", "USD 1."
    ),
]
ATTACHED = [
    Forgery("data, amount", _attached(("amount", "73419.03")), "proof_data", "73419.03"),
    Forgery(
        "data, amount of the line",
        _attached(("lines/0/amount", "1.00")),
        "proof_data",
        "lines[1].amount",
    ),
    Forgery(
        "data, rounding", _attached(("lines/0/rounding", "1")), "proof_data", "lines[1].rounding"
    ),
    Forgery("data, exact share", _attached(("lines/0/share_exact", "1/2")), "proof_data", "1/2"),
    Forgery(
        "data, cost", _attached(("basis/0/cost/total", "412345.68")), "proof_data", "412345.68"
    ),
    Forgery("data, one rate", _attached(("basis/0/states/0/rate", "0.007")), "proof_rate", "0.007"),
    Forgery("data, rule", _attached(("basis/0/rule/text", "id = 1")), "proof_damaged"),
    Forgery("data, State", _attached(("state/iso3", "FRA")), "proof_data", "FRA"),
    Forgery(
        "data, bank",
        _attached(("issuer/bank/account", "XX00 9999 5678")),
        "proof_bank",
        "XX00 9999 5678",
    ),
    Forgery(
        "data, text of the bank",
        _attached(("composed/page/payment/details/3/1", "XX00 9999")),
        "proof_bank",
        "XX00 9999",
    ),
    Forgery(
        "data, text of the amount",
        _attached(("composed/page/key/amount", "USD 1.00")),
        "proof_text_data",
        "USD 1.00",
    ),
    Forgery("data, day", _attached(("composed/on", "2024-02-02")), "proof_metadata", "20240201"),
    Forgery("data, not read", lambda: with_data(genuine(), "{"), "proof_not_ours"),
    Forgery("data, other version", _attached(("version", 1)), "proof_other_data"),
    Forgery(
        "data, other form",
        lambda: with_data(genuine(), json.dumps(attached(genuine()))),
        "proof_attached_form",
    ),
    Forgery("data, taken out", lambda: _saved_again(_without_data), "proof_not_ours"),
    Forgery("data, another file", lambda: _saved_again(_one_more), "proof_attachments"),
    Forgery(
        "annex, data",
        _attached(("states/3/amount", "1.00"), kind="annex"),
        "proof_data",
        "states[4].amount",
    ),
    Forgery(
        "annex, rate of the data",
        _attached(("basis/0/states/3/rate", "0.001"), kind="annex"),
        "proof_rate",
        "0.001",
    ),
]
METADATA = [
    Forgery(
        "title",
        _replaced(
            b"/Title(Assessment notice (CCM-MSP12-JPN))",
            b"/Title(Assessment notice (CCM-MSP12-FRA))",
        ),
        "proof_metadata",
        "CCM-MSP12-FRA",
    ),
    Forgery(
        "date of the file",
        _replaced(b"/CreationDate(D:20240201", b"/CreationDate(D:20230201"),
        "proof_metadata",
        "20230201",
    ),
    Forgery(
        "XMP, title",
        _replaced(
            b'x-default">Assessment notice (CCM-MSP12-JPN)',
            b'x-default">Assessment notice (CCM-MSP12-FRA)',
        ),
        "proof_metadata",
        "XMP",
    ),
    Forgery(
        "XMP, language",
        _replaced(b"<rdf:li>en</rdf:li>", b"<rdf:li>fr</rdf:li>"),
        "proof_metadata",
        "fr",
    ),
    Forgery("something behind the end", lambda: genuine() + b"% hidden\n", "proof_bytes"),
    Forgery("saved by another program", _saved_again, "proof_bytes"),
]
DRAWN = [
    Forgery("7 drawn as 1", lambda: drawn_otherwise(genuine(), "7", "1"), "proof_drawn", "Page 1"),
    Forgery("3 drawn as 9", lambda: drawn_otherwise(genuine(), "3", "9"), "proof_drawn", "Page 1"),
    Forgery(
        "annex, 4 drawn as 0",
        lambda: drawn_otherwise(genuine("annex"), "4", "0"),
        "proof_drawn",
        "Page 2",
    ),
    Forgery("7 read as 1", _read_otherwise, "proof_text", "1"),
    Forgery("amount covered", _covered, "proof_drawn", "Page 1"),
    Forgery("amount covered by a field of a form", _field_over, "proof_drawn", "Page 1"),
    Forgery("something drawn", _struck_in, "proof_drawn", "Page 1"),
    Forgery(
        "a further page",
        lambda: _saved_again(lambda document: document.new_page(595, 842)),
        "proof_drawn",
    ),
]
REMADE = [
    Forgery(
        "amount in text and data",
        _attached(
            ("composed/page/key/amount", "USD\u00a073,479.02"),
            ("amount", "73479.02"),
            ("lines/0/amount", "73479.02"),
            again=True,
        ),
        "proof_data",
        "73479.02",
    ),
    Forgery(
        "bank in text alone, composed anew",
        _attached(("composed/page/payment/details/3/1", "XX00 9999"), again=True),
        "proof_bank",
        "XX00 9999",
    ),
    Forgery("rates exchanged", _rates("JPN", "FRA"), "proof_rate", "Japan"),
    Forgery(
        "drawn, and said to be of another version, text too",
        _other_press(printed("key/amount", "USD\u00a073,479.02")),
        "proof_figure_extra",
        "479",
    ),
    Forgery(
        "bank, said to be of another version",
        _other_press(printed("payment/details/1/1", "Bank of Simples")),
        "proof_figure_lacking",
        "Samples",
    ),
]
FOUND = [*TEXT, *ATTACHED, *METADATA, *DRAWN, *REMADE]
"""What the file itself gives away."""
UNPROVED = [
    Forgery(
        "a whole new notice with another account",
        lambda: genuine(bank="XX99 6666"),
        "proof_consistent",
    ),
    Forgery(
        "drawn otherwise, said to be of another version",
        _other_press(lambda: drawn_otherwise(genuine(), "7", "1")),
        "proof_readable",
    ),
]
"""What only the list of the office gives away: without it their origin is not proved."""
