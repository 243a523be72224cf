"""DOCX templates: made from the texts, edited by an office, checked, filled in a sandbox."""

from __future__ import annotations

import copy
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from ccmcost.child import Ended
from ccmcost.errors import DataError
from ccmcost.findings import Finding, Findings
from ccmcost.load.data import Data
from ccmcost.load.reader import Reader
from ccmcost.model.source import SourceFile
from ccmcost.tables import docx_template
from ccmcost.tables.docx_check import FIELDS, TABLES, Fields
from ccmcost.tables.docx_form import Form
from ccmcost.tables.docx_template import Template, copy_templates, load_templates
from ccmcost.words.catalogue import LANGUAGES, templates_of
from ccmcost.workspace import open_workspace, packaged_templates
from scripts.build_templates import templates
from tests.conftest import ROOT, Run
from tests.ledger_office import Office
from tests.letters_office import worked_office

PAGE = ROOT / "docs" / "letters.md"


@pytest.fixture(autouse=True)
def asked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a child process is asked is answered here; tests/test_template_limits.py asks one."""

    def ask(request: bytes, seconds: float) -> bytes:
        return docx_template.answer(request)

    monkeypatch.setattr(docx_template._child(), "ask", ask)


def packaged(kind: str = "cover", language: str = "en") -> bytes:
    return (packaged_templates() / language / f"{kind}.docx").read_bytes()


def template(content: bytes, kind: str = "cover") -> Template:
    return Template(
        SourceFile(f"templates/en/{kind}.docx", "workspace", content, f"templates/en/{kind}.docx"),
        kind,
    )


def with_paragraph(text: str, kind: str = "cover") -> bytes:
    document = docx.Document(io.BytesIO(packaged(kind)))
    document.paragraphs[4].insert_paragraph_before(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def example(fields: Fields, text: str = "x") -> dict[str, Any]:
    """A context of two rows each, every text the same."""

    def value(meaning: str | Fields) -> Any:
        if isinstance(meaning, str):
            return text
        named = {key: each for key, each in meaning.items() if key}
        return [{key: value(each) for key, each in named.items()} if named else text] * 2

    return {key: value(each) for key, each in fields.items() if key}


def filled(made: Template, kind: str = "cover", text: str = "x") -> docx.document.Document:
    import datetime

    return docx.Document(
        io.BytesIO(made.fill(example(FIELDS[kind], text), "title", "en", datetime.date(2024, 2, 1)))
    )


def all_text(document: docx.document.Document) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


PACKAGED = [(kind, language) for kind in FIELDS for language in templates_of(kind)]
TABLE = {"Title", "Table Heading", "Table Figure", "Table Total"}
LETTER = TABLE | {"Sender", "Addressee", "Reference", "Date", "Body Text"}
ESTIMATE = TABLE | {
    "Heading 1",
    "Heading 2",
    "Numbered Paragraph",
    "Decision",
    "Table Band",
    "Table Subtotal",
}


def test_there_is_a_template_of_every_kind_in_every_language() -> None:
    names = sorted(
        path.relative_to(packaged_templates()).as_posix()
        for path in packaged_templates().rglob("*.docx")
    )
    assert names == sorted(f"{language}/{kind}.docx" for kind, language in PACKAGED)
    assert templates_of("cover") == templates_of("estimate") == LANGUAGES


def test_the_packaged_templates_are_made_of_their_texts() -> None:
    """`sh scripts/build-templates` makes them anew."""
    made = dict(templates())
    assert {f"{language}/{kind}.docx" for kind, language in PACKAGED} == {*made}
    for name, content in made.items():
        assert (packaged_templates() / name).read_bytes() == content, name


def test_what_ends_a_note_and_what_ends_a_table_is_not_parted_over_pages() -> None:
    """Day, room for the seal, addressee and enclosures stand on one page; so do the sums of a table
    and the note below it.
    """
    for kind, language in PACKAGED:
        styles = docx.Document(io.BytesIO(packaged(kind, language))).styles
        ends = ("Total",) if kind == "estimate" else ("Date", "Seal", "Addressee", "Enclosure")
        for style in styles:
            if style.style_id in ends:
                assert style.paragraph_format.keep_with_next, (kind, language, style.name)


@pytest.mark.parametrize(("kind", "language"), PACKAGED)
def test_no_word_of_a_heading_is_wider_than_its_column(kind: str, language: str) -> None:
    """Bold letters of nine points take five points on average; a cell keeps 8.5 points free."""
    for table in docx.Document(io.BytesIO(packaged(kind, language))).tables:
        for cell in table.rows[0].cells:
            longest = max(map(len, re.split(r"[\s-]", cell.text))) if language != "zh" else 0
            assert cell.width.pt >= 5 * longest + 8.5, (cell.text, cell.width.pt)


@pytest.mark.parametrize(("kind", "language"), PACKAGED)
def test_a_packaged_template_is_a_document_for_offices(kind: str, language: str) -> None:
    """A4, in its language, with named styles, table headings on each page,
    and no trace of whoever edited it in Word.
    """
    document = docx.Document(io.BytesIO(packaged(kind, language)))
    page, made = document.sections[0], document.core_properties
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    said = re.search(r'w:lang w:val="(..)-\w+" w:eastAsia="(..)-', document.styles.element.xml)
    assert said is not None and said[2] == language
    assert said[1] == ("en" if language == "zh" else language)  # how Latin words break
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [
        *document.paragraphs,
        *(paragraph for cell in cells for paragraph in cell.paragraphs),
    ]
    assert (ESTIMATE if kind == "estimate" else LETTER) <= {
        paragraph.style.name for paragraph in paragraphs
    }
    looks = [
        run._r.rPr for paragraph in paragraphs for run in paragraph.runs if run._r.rPr is not None
    ]
    assert not {"sz", "color", "highlight"} & {
        child.tag.rpartition("}")[2] for look in looks for child in look
    }
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert (made.author, made.last_modified_by, made.comments) == ("", "", ""), (
        "let Word inspect the document"
    )
    with zipfile.ZipFile(io.BytesIO(packaged(kind, language))) as archive:
        body = archive.read("word/document.xml").decode()
        assert not re.search(r"<w:(ins|del|moveFrom|moveTo|comment\w*) ", body), (
            "accept all changes, delete all comments"
        )
        assert not [name for name in archive.namelist() if re.search("comments|people|vba", name)]


@pytest.mark.parametrize("kind", list(FIELDS))
def test_templates_of_all_languages_use_the_same_fields_in_the_same_order(kind: str) -> None:
    def tags(language: str) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(packaged(kind, language))) as archive:
            return sorted(
                set(re.findall(r"{[{%].*?[%}]}", archive.read("word/document.xml").decode()))
            )

    assert [tags(language) for language in templates_of(kind)] == [tags("en")] * len(
        templates_of(kind)
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7*7 }}",
        "{% for %}",
        "{_{ x }_}",
        "</w:t></w:r></w:p><w:p>",
        "<w:p>",
        "&amp; &lt;",
        "a]]>b",
        "{%p if x %}",
        "{{r x }}",
        "‘“”’",
    ],
)
@pytest.mark.parametrize("kind", ["cover", "estimate"])
def test_hostile_names_stay_text(kind: str, hostile: str) -> None:
    plain, document = (
        filled(template(packaged(kind), kind), kind),
        filled(template(packaged(kind), kind), kind, hostile),
    )
    assert len(document.paragraphs) == len(plain.paragraphs) and len(document.tables) == len(
        plain.tables
    )
    shown = hostile.replace("{_{", "{{").replace("}_}", "}}")
    assert shown in all_text(document)


def test_control_characters_become_blanks() -> None:
    document = filled(template(packaged()), text="a\x00b\x07c\nd\te\x0cf\ud800\ufffeg\u2028h")
    assert "a b c d e f  g h" in all_text(document)


def test_every_unknown_field_is_named_with_its_file() -> None:
    text = "{{ amuont }} {% for row in rows %}{{ row.amont }}{% endfor %} {{ secret }} {{ row }}"
    with pytest.raises(DataError) as caught:
        template(with_paragraph(text))
    found = {each.column: each for each in caught.value.findings}
    assert set(found) == {"amuont", "row.amont", "secret", "row"}
    assert all(
        each.file == "templates/en/cover.docx" and each.code == "template-field"
        for each in found.values()
    )
    assert "Did you mean amount" in found["amuont"].message
    assert found["amuont"].row == 5


def test_a_field_of_another_kind_or_in_the_footer_is_named() -> None:
    with pytest.raises(DataError, match='no document provides a field "earlier" for cover'):
        template(with_paragraph("{{ earlier }}"))
    document = docx.Document(io.BytesIO(packaged()))
    document.sections[0].footer.paragraphs[0].add_run("{{ wrong }}")
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(DataError, match='a field "wrong"'):
        template(buffer.getvalue())


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("{{ amount", "a tag is broken near"),
        ("{% for row in rows %}{{ row.amount }}", "a tag is broken near"),
        ("{% if %}", "a tag is broken near"),
        ("{{ amount | nosuch }}", "nosuch"),
        ("{% include 'other.docx' %}", 'cannot use "include"'),
        ("{% import 'os' as os %}", 'cannot use "import"'),
        ("{{ state | safe }}", 'cannot use "safe (filter)"'),
        ("{% autoescape false %}{{ state }}{% endautoescape %}", 'cannot use "autoescape"'),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "cannot be filled"),
        ("{{ state.__init__.__globals__.os.popen('touch pwned').read() }}", "cannot be filled"),
        ("{{ state.__init__ }}", "cannot be filled"),
        ("{{ state.upper }}", "prints builtin_function_or_method where a text belongs"),
        ("{{ rows | random }}", "random"),
        ("{{ 1 / 0 }}", "cannot be filled"),
        ("{{ rows[0].nothing }}", "cannot be filled"),
        ("{%tr for row in rows %}", "template"),
        ("{%p if courtesy", 'a tag is broken near "{%p if courtesy"'),
        ("{%p if courtesy %} and text", "text stands beside a tag"),
    ],
)
def test_broken_and_hostile_templates_are_findings_and_run_nothing(
    text: str, wording: str, tmp_path: Path
) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        with pytest.raises(DataError) as caught:
            filled(template(with_paragraph(text)))
    finally:
        os.chdir(here)
    assert {each.code for each in caught.value.findings} == {"template-syntax"}
    assert {each.file for each in caught.value.findings} == {"templates/en/cover.docx"}
    assert wording in str(caught.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("kind", "text", "unknown"),
    [
        (
            "cover",
            "{% for row in rows if row.amount %}{{ row.amont }}{% else %}{{ row }}{% endfor %}",
            {"row.amont", "row"},
        ),
        (
            "cover",
            "{% for one, other in rows %}{{ one }}{{ other }}{{ third }}{% endfor %}",
            {"third"},
        ),
        ("cover", "{% set x = state %}{{ x }}{% with y = x %}{{ y }}{% endwith %}", set()),
        ("cover", "{{ rows[0].amont }}{{ state.name }}", set()),
        (
            "estimate",
            "{% for each in meetings %}{{ each.conference.amont }}{% endfor %}",
            {"each.conference.amont"},
        ),
    ],
)
def test_fields_are_followed_into_loops_and_names(kind: str, text: str, unknown: set[str]) -> None:
    findings = list[Finding]()
    try:
        Form(SourceFile("x.docx", "package", with_paragraph(text, kind), "x.docx"), kind)
    except DataError as error:
        findings = [*error.findings]
    assert {each.column for each in findings} == unknown


def test_footnotes_are_checked_as_all_that_is_filled() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    changes = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{word}.footnotes+xml"/>'
            "</Types>",
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kinds}/footnotes" Target="footnotes.xml"/>'
            "</Relationships>",
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packaged())) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            before, after = changes.get(name, ("", ""))
            target.writestr(name, text.replace(before.encode(), after.encode()) if after else text)
        target.writestr(
            "word/footnotes.xml",
            '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            "<w:footnote><w:p><w:r><w:t>{{ nobody }}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        )
    with pytest.raises(DataError, match='a field "nobody"'):
        template(buffer.getvalue())


def test_figures_on_a_page_from_right_to_left_stay_in_one_piece() -> None:
    shown = all_text(filled(template(packaged()), text="\u2066USD\u00a01-000\u2069"))
    assert any("USD\u202f1-000" in each for each in shown)


def test_what_came_with_ccmcost_speaks_of_the_convention() -> None:
    source = SourceFile("cover.docx", "package", with_paragraph("of the Convention"), "cover.docx")
    made = Template(source, "cover", lambda text: text.replace("of the Convention", "of <ours>"))
    assert "of <ours>" in "".join(paragraph.text for paragraph in filled(made).paragraphs)


def test_a_template_that_does_not_end_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(request: bytes, seconds: float) -> bytes:
        raise Ended(f"it takes more than {seconds:g} seconds")

    monkeypatch.setattr(docx_template._child(), "ask", ended)
    with pytest.raises(DataError, match="30 seconds"):
        template(packaged())


def test_templates_of_an_office_are_copied_once_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    made = copy_templates(open_workspace(None))
    assert len(made) == len(PACKAGED) and copy_templates(open_workspace(None)) == ()
    own = office.folder / "templates" / "fr" / "cover.docx"
    own.write_bytes(with_paragraph("{{ nobody }}"))
    said = office("check")
    assert said.code == 1 and 'no document provides a field "nobody"' in said.err
    assert "templates/fr/cover.docx" in said.err
    with pytest.raises(DataError, match="nobody"):
        load_templates(Data(open_workspace(None)), "cover", ("en", "fr"))
    own.unlink()
    assert office("check").code == 0, "the one that came with ccmcost is taken instead"
    assert [*load_templates(Data(open_workspace(None)), "cover", ("en", "fr"))] == ["en", "fr"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken", b"%PDF-1.7"])
def test_a_file_that_is_no_docx_is_a_finding(content: bytes) -> None:
    with pytest.raises(DataError, match="is not a DOCX document"):
        template(content)


def test_entities_and_bombs_are_refused() -> None:
    def changed(part: str, content: bytes) -> bytes:
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(packaged())) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, content if name == part else old.read(name))
        return buffer.getvalue()

    with pytest.raises(DataError, match="declares entities"):
        template(changed("word/settings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
    with pytest.raises(DataError, match="far larger unpacked"):
        template(changed("word/settings.xml", b" " * (51 * 1024 * 1024)))


def test_filling_gives_the_same_bytes_in_a_fixed_order() -> None:
    import datetime

    made, context = template(packaged()), example(FIELDS["cover"])
    first = made.fill(context, "title", "fr", datetime.date(2024, 2, 1))
    again = template(packaged()).fill(context, "title", "fr", datetime.date(2024, 2, 1))
    assert first == again != made.fill(context, "title", "fr", datetime.date(2024, 2, 2))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"] and names[2:] == sorted(
            names[2:]
        )
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def office_run(folder: Path, target: str, *files: Path) -> Path:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (soffice)")
    out = folder / "converted"
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            out,
            *files,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return out


@pytest.mark.slow
def test_templates_edited_in_libreoffice_still_fill(tmp_path: Path) -> None:
    """A paragraph moved, bold added inside a field, saved by LibreOffice:
    every field is still found and filled.
    """
    for kind in FIELDS:
        document = docx.Document(io.BytesIO(packaged(kind, "fr")))
        style = "Numbered Paragraph" if kind == "estimate" else "Body Text"
        bodies = [
            each for each in document.paragraphs if each.style.name == style and "{{" in each.text
        ]
        if kind != "estimate":
            first = bodies[
                1 if kind.startswith("reminder") else 0
            ]  # that of a first one is left out
            bodies[-1]._p.addnext(first._p)  # moved behind the closing formula
        run = next(each for each in bodies[0].runs if "{{" in each.text)
        at = run.text.index("{{") + 4
        rest = copy.deepcopy(run._r)
        run._r.addnext(rest)
        run.text, second = run.text[:at], docx.text.run.Run(rest, bodies[0])
        second.text, second.bold = second.text[at:], True
        bodies[1].runs[0].bold = True
        document.save(tmp_path / f"{kind}.docx")
    out = office_run(tmp_path, "docx:Office Open XML Text", *sorted(tmp_path.glob("*.docx")))
    for kind in FIELDS:
        edited = (out / f"{kind}.docx").read_bytes()
        assert edited != (tmp_path / f"{kind}.docx").read_bytes()
        mine = filled(template(edited, kind), kind, "VALUE")
        parts = [part.partname for part in mine.part.package.iter_parts()]
        assert len(parts) == len(set(parts)) and mine.core_properties.title == "title"
        plain = filled(template(packaged(kind, "fr"), kind), kind, "VALUE")
        assert not [text for text in all_text(mine) if "{" in text or "}" in text]
        assert sum(text.count("VALUE") for text in all_text(mine)) == sum(
            text.count("VALUE") for text in all_text(plain)
        )
        assert [[len(row.cells) for row in table.rows] for table in mine.tables] == [
            [len(row.cells) for row in table.rows] for table in plain.tables
        ]
        bold = [run.text for paragraph in mine.paragraphs for run in paragraph.runs if run.bold]
        assert bold
        if kind != "estimate":
            bodies = [each for each in plain.paragraphs if each.style.name == "Body Text"]
            moved = bodies[0].text
            assert all_text(mine).index(moved) > all_text(plain).index(moved)


@pytest.mark.slow
def test_all_documents_open_in_libreoffice(tmp_path: Path) -> None:
    """Letters and estimates of msp12 and rc2 in three languages, printed whole:
    names, amounts, pages.
    """
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2 (the extra documents)")
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice (soffice)")
    patch = pytest.MonkeyPatch()
    try:
        office = worked_office(tmp_path / "office", patch)
        (office.folder / "data" / "contacts.csv").unlink()
        for kind, day in (
            ("cover", "2024-02-10"),
            ("reminder1", "2024-06-30"),
            ("reminder2", "2024-07-30"),
            ("receipt", "2024-06-30"),
        ):
            for name in ("msp12", "rc2"):
                office.ok(
                    f"letters {name} --kind {kind} --as-of {day} --lang en,fr,es --out "
                    f"out/{name}-{kind}"
                )
        office.ok("letters msp12 --kind credit --lang en,fr,es --out out/msp12-credit")
        for name in ("msp12", "rc2"):
            office.ok(f"estimate {name} --lang en,fr,es --out out/{name}")
    finally:
        patch.undo()
    flat = tmp_path / "flat"
    flat.mkdir()
    for path in sorted((office.folder / "out").rglob("*.docx")):
        if "-AUS-" in path.name or "-ZAF-" in path.name or path.name.startswith("estimate"):
            shutil.copy(path, flat / f"{path.parent.name}-{path.name}")
    documents = sorted(flat.glob("*.docx"))
    assert len(documents) > 30
    out = office_run(tmp_path, "pdf", *documents)
    for path in documents:
        pages = [
            page.get_textpage().get_text_range()
            for page in pdfium.PdfDocument(out / f"{path.stem}.pdf")
        ]
        printed = re.sub(r"\s+", "", "".join(pages))
        assert "{{" not in printed.replace("{{7*7}}", "") and "{%" not in printed
        assert re.sub(r"\s+", "", pages[0]).count("1") and len(pages) < 10
        for text in all_text(docx.Document(path)):
            assert re.sub(r"\s+", "", text).replace("-", "") in printed.replace("-", "").replace(
                "\ufffe", ""
            ), (
                path.name,
                text,
            )


@pytest.mark.slow
def test_a_template_of_the_workspace_wins_and_copies_overwrite_nothing(
    tmp_path: Path, run: Run
) -> None:
    assert run("letters", "--templates").returncode == 2
    assert run("init").returncode == 0
    made = run("letters", "--templates")
    assert made.returncode == 0 and made.stdout.count("made templates/") == len(PACKAGED)
    own = tmp_path / "templates" / "en" / "estimate.docx"
    own.write_bytes(with_paragraph("OF THIS OFFICE", "estimate"))
    kept = own.read_bytes()
    assert (
        "nothing was changed" in run("letters", "--templates").stdout and own.read_bytes() == kept
    )
    assert run("check").returncode == 0
    assert run("estimate", "msp12", "--out", "out").returncode == 0
    assert "OF THIS OFFICE" in all_text(
        docx.Document(tmp_path / "out" / "SPECIMEN-estimate-en.docx")
    )
    reader = Reader(open_workspace(tmp_path / "data"), Findings())
    found = reader.template("en/estimate.docx")
    assert found is not None and found.origin == "workspace"
    own.write_bytes(with_paragraph("{{ wrong }}", "estimate"))
    for command in (("check",), ("estimate", "msp12", "--out", "other")):
        done = run(*command)
        assert (
            done.returncode == 1
            and "templates/en/estimate.docx:5:wrong  template-field" in done.stdout + done.stderr
        )
    assert not (tmp_path / "other").exists()


def test_a_language_without_every_template_is_no_fault_of_the_office(
    tmp_path: Path, run: Run
) -> None:
    assert run("init").returncode == 0
    (tmp_path / "templates").mkdir()
    done = run("check")
    assert done.returncode == 0, done.stdout + done.stderr


def listed(fields: Fields, mark: str = "") -> list[str]:
    """A row for each field; those of a table within the document follow it with a mark."""
    rows = []
    for name, meaning in fields.items():
        if not name:
            continue
        if isinstance(meaning, str):
            rows.append(f"| {mark}`{name}` | {meaning} |")
        else:
            rows.append(f"| {mark}`{name}` | rows: {meaning['']} |")
            rows += listed(meaning, f"· {mark}")
    return rows


def test_the_page_lists_every_field() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for part, fields in TABLES.items():
        block = "\n".join(["| field | what |", "| --- | --- |", *listed(fields)])
        wanted = f"<!-- fields of {part} -->\n{block}\n<!-- end -->"
        pattern = re.compile(rf"<!-- fields of {part} -->\n.*?<!-- end -->", re.DOTALL)
        if os.environ.get("CCMCOST_ACCEPT"):
            text = pattern.sub(lambda _, new=wanted: new, text)
            PAGE.write_text(text, encoding="utf-8")
        found = pattern.search(text)
        assert found is not None and found[0] == wanted, part


def test_docx_libraries_stay_off_the_quick_road() -> None:
    assert importlib.util.find_spec("docxtpl") is not None
    code = (
        "import sys; sys.argv = ['ccmcost', 'meetings']\nfrom ccmcost.cli.entry import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'docx', 'docxtpl', 'lxml', 'jinja2', 'email'} & set(sys.modules)), "
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stderr.splitlines()[-1] == "[]"
