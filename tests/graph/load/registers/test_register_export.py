"""What is on record, written as registers and read again, says the same."""

from collections import Counter
from pathlib import Path

from register_rows import differences

from graph.load.registers import load_registers, source_of, write_records
from graph.load.registers.records import GivenRecords
from graph.load.table.sheets import read_sheets
from seed import heqing, rows

NOT_IN_REGISTERS = {
    *("OrgGroup", "Facility", "SupplyItem"),  # named in cells
    *("Child", "GuardianOf", "ForPerson", "DistributionTo"),  # about children: counted only
    *("SourceDocument", "SourceClaim", "FromDocument", "Describes", "Reaches"),  # not kept by staff
}


def test_the_invented_town_comes_back_as_it_is(tmp_path: Path):
    seeded = rows()
    records, path = GivenRecords(seeded), tmp_path / "台账.xlsx"
    assert write_records(path, records, load_registers(), heqing()) == []
    same = _unchanged(path, records)
    expected = {kind: len(some) for kind, some in seeded.items() if kind not in NOT_IN_REGISTERS}
    of_children = sum(row["scope"] == "child_data" for row in seeded["Consent"])
    for kind in ("Consent", "GivenBy", "Covers"):
        expected[kind] -= of_children
    assert dict(same) == expected
    write_records(path, records, load_registers(), heqing(), "en")
    assert _unchanged(path, records) == same


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
