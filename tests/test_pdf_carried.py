"""What a PDF brings back of itself, in memory: attached files, metadata, and how its pages look."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ccmcost.intake import carried
from ccmcost.intake.readers import Refused

SMALL = "[0 0 200 100]"


def pdf(
    sizes: Sequence[str] = (SMALL,),
    attached: Sequence[tuple[str, str]] = (),
    info: str = "",
    xmp: str = "",
    over: str = "",
) -> bytes:
    """A PDF of empty pages; `over` is the kind of what is drawn over the first one."""
    objects = dict[int, str]()
    pages = range(10, 10 + len(sizes))
    files = range(500, 500 + 2 * len(attached), 2)
    names = "".join(f"({name}){at} 0 R" for at, (name, _) in zip(files, attached, strict=True))
    held = f"/Names<</EmbeddedFiles<</Names[{names}]>>>>" if attached else ""
    form = "/AcroForm<</Fields[3 0 R]>>" if over == "Widget" else ""
    objects[1] = f"<</Type/Catalog/Pages 2 0 R{held}{form}>>"
    kids = "".join(f"{at} 0 R " for at in pages)
    objects[2] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"
    for at, size in zip(pages, sizes, strict=True):
        notes = "/Annots[3 0 R]" if over and at == 10 else ""
        objects[at] = f"<</Type/Page/Parent 2 0 R/MediaBox{size}{notes}>>"
    look = "/F 4/Rect[20 20 120 70]/AP<</N 4 0 R>>"
    objects[3] = f"<</Type/Annot/Subtype/{over or 'Stamp'}/FT/Tx/T(a)/V(9){look}>>"
    drawn = "0 0 1 rg 0 0 100 50 re f\n"
    objects[4] = stream(drawn, "/Type/XObject/Subtype/Form/BBox[0 0 100 50]")
    for at, (name, text) in zip(files, attached, strict=True):
        objects[at] = f"<</Type/Filespec/F({name})/UF({name})/EF<</F {at + 1} 0 R>>>>"
        objects[at + 1] = stream(text, "/Type/EmbeddedFile")
    objects[5] = f"<<{info}>>"
    objects[6] = stream(xmp, "/Type/Metadata/Subtype/XML")
    out, starts = "%PDF-1.4\n", dict[int, int]()
    for at, text in sorted(objects.items()):
        starts[at] = len(out)
        out += f"{at} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{at} 1\n{start:010} 00000 n \n" for at, start in starts.items())
    last = max(objects) + 1
    end = f"trailer\n<</Root 1 0 R/Info 5 0 R/Size {last}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n{table}{end}".encode()


def stream(text: str, what: str) -> str:
    return f"<<{what}/Length {len(text)}>>\nstream\n{text}\nendstream"


def test_what_a_document_carries_comes_back() -> None:
    xmp = '<?xpacket begin="" id="x"?><x/><?xpacket end="w"?>'
    read = carried.read(
        pdf(attached=[("data.json", "{}")], info="/Title(Notice)/Author()", xmp=xmp)
    )
    assert read["attached"] == [["data.json", "{}"]]
    assert read["info"] == {"Title": "Notice"}
    assert read["xmp"] == '<?xpacket begin="" id="x"?><x/><?xpacket end='
    assert read["pages"] == []


def test_a_document_without_any_of_it_carries_nothing() -> None:
    read = carried.read(pdf())
    assert (read["attached"], read["info"], read["xmp"]) == ([], {}, "")


def test_of_the_attached_files_the_first_twenty_are_read() -> None:
    files = [(f"f{at:02}", str(at)) for at in range(21)]
    assert carried.read(pdf(attached=files))["attached"] == [[*each] for each in files[:20]]


def test_what_is_larger_than_a_notice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carried, "MOST_ATTACHED", 3)
    assert carried.read(pdf(attached=[("a", "123")]))["attached"] == [["a", "123"]]
    with pytest.raises(Refused, match="attached to it are too large"):
        carried.read(pdf(attached=[("a", "1234")]))
    monkeypatch.setattr(carried, "MOST_PAGES", 2)
    assert len(carried.read_drawn(pdf([SMALL] * 2))["drawn"]) == 2
    with pytest.raises(Refused, match="it has 3 pages, more than 2 of a notice"):
        carried.read(pdf([SMALL] * 3))


@pytest.mark.parametrize(
    ("sizes", "is_refused"),
    [
        (["[0 0 2000 10]"], False),
        (["[0 0 2001 10]"], True),
        (["[0 0 10 2001]", SMALL], True),
        ([SMALL, "[0 0 10 2001]"], True),
    ],
)
def test_pages_are_as_large_as_those_of_a_notice(sizes: Sequence[str], is_refused: bool) -> None:
    if is_refused:
        with pytest.raises(Refused, match="its pages are larger"):
            carried.read_drawn(pdf(sizes))
    else:
        assert len(carried.read_drawn(pdf(sizes))["drawn"]) == len(sizes)


@pytest.mark.parametrize("kind", ["Stamp", "Link", "Widget"])
def test_what_covers_a_page_makes_it_look_different(kind: str) -> None:
    """Also the field of a form."""
    plain, covered = (carried.read_drawn(pdf([SMALL] * 2, over=over)) for over in ("", kind))
    same = [one == other for one, other in zip(plain["drawn"], covered["drawn"], strict=True)]
    assert same == [False, True]
