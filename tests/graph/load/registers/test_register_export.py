"""What is on record, written as registers and read again, says the same."""

from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from register_rows import differences

from graph.load.registers import load_registers, source_of, write_records
from graph.load.registers.records import GivenRecords
from graph.load.registers.writing.exporting import Exporter
from graph.load.table.sheets import RawSheet, read_sheets
from seed import heqing, rows

NOT_IN_REGISTERS = {
    *("OrgGroup", "Facility", "SupplyItem"),  # named in cells
    *("Child", "GuardianOf", "ForPerson", "DistributionTo"),  # about children: counted only
    *("SourceDocument", "SourceClaim", "FromDocument", "Describes", "Reaches"),  # not kept by staff
}


def test_the_invented_town_comes_back_as_it_is(tmp_path: Path):
    """In English; ``test_register_seeded`` has the Chinese workbook."""
    seeded = rows()
    records, path = GivenRecords(seeded), tmp_path / "registers.xlsx"
    assert write_records(path, records, load_registers(), heqing(), "en") == []
    same = _unchanged(path, records)
    expected = {kind: len(some) for kind, some in seeded.items() if kind not in NOT_IN_REGISTERS}
    of_children = sum(row["scope"] == "child_data" for row in seeded["Consent"])
    for kind in ("Consent", "GivenBy", "Covers"):
        expected[kind] -= of_children
    assert dict(same) == expected


def _unchanged(path: Path, records: GivenRecords) -> Counter[str]:
    """How many rows of each kind a workbook says; none may be new or differ from what is on record."""
    source = source_of(read_sheets(path), records, load_registers(), heqing())
    assert (source.faults, source.notes) == ([], [])
    same, different = differences(source, records)
    assert different == []
    return same


def test_the_same_records_give_the_same_bytes(tmp_path: Path):
    records = GivenRecords({"Area": [{"id": "AREA-1", "name": "甲村", "kind": "village"}]})
    for name in ("one.xlsx", "two.xlsx"):
        write_records(tmp_path / name, records, load_registers(), heqing())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


names = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=6)
names = names.map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(names, min_size=4, max_size=4))
@example(["例", "甲（2024-01-01起）", "×2", "SITE-1"])
@example(["甲、乙", "甲", "乙", "R-1"])
@settings(max_examples=100, deadline=None)
def test_any_name_is_found_again(called: list[str]):
    rider, site, one, other = called
    begin = {"from": date(2024, 1, 1)}
    records = GivenRecords(
        {
            "Rider": [{"id": "R-1", "alias": rider, "role": "rider"}],
            "DeliverySite": [{"id": "SITE-1", "name": site, "kind": "express"}],
            "WorksAt": [{"start": "R-1", "end": "SITE-1", **begin}],
            "Area": [
                {"id": f"AREA-{n}", "name": name, "kind": "village"}
                for n, name in enumerate((one, other))
            ],
            "InArea": [
                {"start": "SITE-1", "end": f"AREA-{n}", "from": date(2024 + n, 1, 1)}
                for n in (0, 1)
            ],
        }
    )
    exporter = Exporter(records, heqing())
    sheets = []
    for register in load_registers():
        header = tuple(column.zh for column in register.columns)
        rows = [tuple(map(row.get, header)) for row in exporter.rows(register)]
        sheets.append(RawSheet("f", register.sheet.zh, header, 1, list(enumerate(rows, 2))))
    source = source_of(sheets, records, load_registers(), heqing())
    assert source.faults == []
    assert differences(source, records)[1] == []
