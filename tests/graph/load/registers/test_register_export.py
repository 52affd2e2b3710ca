"""What is on record, written as registers and read again, says the same."""

from pathlib import Path

from graph.load.registers import load_registers, source_of, write_records
from graph.load.registers.records import GivenRecords
from graph.load.table.sheets import read_sheets
from seed import heqing, rows
from tests.support.register_rows import differences

NOT_IN_REGISTERS = {
    *("OrgGroup", "Facility", "SupplyItem"),  # named in cells
    *("Child", "GuardianOf", "ForPerson", "DistributionTo"),  # about children: counted only
    *("SourceDocument", "SourceClaim", "FromDocument", "Describes", "Reaches"),  # not kept by staff
}


def test_the_invented_town_comes_back_as_it_is(tmp_path: Path):
    seeded = rows()
    records, path = GivenRecords(seeded), tmp_path / "台账.xlsx"
    assert write_records(path, records, load_registers(), heqing()) == []
    source = source_of(read_sheets(path), records, load_registers(), heqing())
    assert (source.faults, source.notes) == ([], [])
    same, different = differences(source, records)
    assert different == []
    expected = {kind: len(some) for kind, some in seeded.items() if kind not in NOT_IN_REGISTERS}
    of_children = sum(row["scope"] == "child_data" for row in seeded["Consent"])
    for kind in ("Consent", "GivenBy", "Covers"):
        expected[kind] -= of_children
    assert dict(same) == expected


def test_the_same_records_give_the_same_bytes(tmp_path: Path):
    records = GivenRecords({"Area": [{"id": "AREA-1", "name": "甲村", "kind": "village"}]})
    for name in ("one.xlsx", "two.xlsx"):
        write_records(tmp_path / name, records, load_registers(), heqing())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
