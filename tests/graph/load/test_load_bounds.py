"""What is too much, or holds what nobody sees, is refused with a sentence before it fills the memory."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from graph.errors import LoadError
from graph.load.table.reading import from_file

HEAD = "id,alias,role\n"
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, resource.RLIM_INFINITY))
from pathlib import Path
from graph.errors import LoadError
from graph.load.table.reading import from_file
for path in sys.argv[1:]:
    try:
        from_file(Path(path))
    except LoadError as error:
        print(error.en)
"""


def workbook(path: Path, sheet_xml: bytes) -> Path:
    """A workbook whose sheet Rider is this XML."""
    book = openpyxl.Workbook()
    book.active.title = "Rider"
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet_xml
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def sheet(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def open_document(path: Path, rows: bytes) -> Path:
    """An .ods whose sheet Rider is these rows."""
    names = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (one, one)
        for one in (b"office", b"table", b"text")
    )
    content = b"<office:document-content " + names + b"><office:body><office:spreadsheet>"
    content += b'<table:table table:name="Rider">' + rows + b"</table:table>"
    content += b"</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", "<manifest/>")
        new.writestr("content.xml", content)
    return path


def repeated(rows: int, columns: int) -> bytes:
    cell = b'<table:table-cell office:value-type="string" table:number-columns-repeated="%d">'
    row = b'<table:table-row table:number-rows-repeated="%d">' % rows
    return row + cell % columns + b"<text:p>x</text:p></table:table-cell></table:table-row>"


def entities() -> bytes:
    """Nine letters, each ten of the one before: a thousand million characters."""
    more = b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10))
    return b'<!DOCTYPE x [<!ENTITY a "lol">' + more + b"]>" + sheet(b"&j;")


def too_much(folder: Path) -> dict[Path, str]:
    """Files that are too much in each way that a file can be, with what is said of each."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 20_000_000
    cell += b"</t></is></c></row>"
    far = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
    long, wide, large = (folder / f"{name}.csv" for name in ("Rider", "Site", "Visit"))
    long.write_text(HEAD + "R-1," + "x" * 20_000_000 + ",rider\n", "utf-8")
    wide.write_text(",".join("abcd" * 250_000) + "\n", "utf-8")
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    return {
        workbook(
            folder / "bomb.xlsx", sheet(b" " * 400_000_000)
        ): "larger than 300 MB when unpacked",
        workbook(
            folder / "cell.xlsx", sheet(cell)
        ): "Rider · 1 · 1 holds more than 32,767 characters",
        workbook(folder / "far.xlsx", sheet(far)): "has more than 1,048,576 rows",
        workbook(
            folder / "comment.xlsx", sheet(b"<!--" + b"<c <row " * 500_000 + b"-->")
        ): "holds no rows",
        workbook(folder / "entities.xlsx", entities()): "is too large or damaged",
        open_document(folder / "many.ods", repeated(1_000_000, 16_000)): "too large or damaged",
        open_document(folder / "wide.ods", repeated(1, 16_000)): "more than 500 columns in row 1",
        long: "Rider · 2 · 2 holds more than 32,767 characters",
        wide: "has more than 500 columns in row 1",
        large: "is larger than 100 MB",
        Path("/dev/zero"): "is not a plain file",
    }


def test_what_is_too_much_is_a_sentence_in_two_gigabytes_and_a_minute(tmp_path: Path):
    files = too_much(tmp_path)
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1_000_000
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, *map(str, files)],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert len(lines) == len(files)
    for line, part in zip(lines, files.values(), strict=True):
        assert part in line


@pytest.mark.parametrize("amount", ["1e999999", "9" * 500, "1e400", "-1e99", "nan", "inf"])
def test_a_number_with_too_many_digits_is_one_fault_in_its_cell(tmp_path: Path, amount: str):
    path = tmp_path / "Pledge.csv"
    path.write_text(f"id,金额(元)\nPL-1,{amount}\n", "utf-8")
    (fault,) = [one for one in from_file(path).faults if one.place.row == 2]
    assert fault.column == "金额(元)"
    assert len(fault.wrong[1]) < 100


@pytest.mark.parametrize(
    "character", ["\x07", "\x0b", "\x00", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066"]
)
def test_an_invisible_control_character_is_refused_in_its_cell(tmp_path: Path, character: str):
    path = tmp_path / "Rider.csv"
    path.write_text(HEAD + f"R-1,小{character}王,rider\nR-2,小李,rider\n", "utf-8")
    (fault,) = from_file(path).faults
    assert (fault.place.sheet, fault.place.row, fault.column) == ("Rider", 2, "alias")
    assert (
        f"U+{ord(character):04X}" in fault.wrong[0] and f"U+{ord(character):04X}" in fault.wrong[1]
    )


def test_tabs_and_line_ends_within_a_cell_are_text(tmp_path: Path):
    path = tmp_path / "Rider.csv"
    path.write_bytes((HEAD + 'R-1,"小\r\n王\t二",rider\n').encode())
    assert from_file(path).faults == []


def test_what_is_no_workbook_is_one_sentence(tmp_path: Path):
    for name, data in (
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 50),
        ("b.xlsx", b""),
        ("c.xlsx", b"\xd0\xcf\x11\xe0"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LoadError):
            from_file(tmp_path / name)
