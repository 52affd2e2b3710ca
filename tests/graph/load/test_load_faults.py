"""Every fault of a file is told with its place, what was wrong and what was expected, in both languages."""

import csv

import pytest

from graph.errors import LoadError
from graph.load import FaultyRows, Place, from_file, import_file, land, load_rows, plan_load
from graph.load.plan import Choices, SheetChoice

RIDER = {"id": "R-1", "alias": "小王", "role": "rider"}
SITE = {"id": "SITE-1", "name": "东站", "kind": "express"}
ORG = {"id": "ORG-1", "name": "党支部", "kind": "party"}
CLAIM = {"id": "CL-1", "status": "ACTIVE", "claimedAt": "2024-03-01"}


def faults(graph, rows):
    with pytest.raises(FaultyRows) as caught:
        load_rows(graph, rows, name="rows", by="tester")
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0
    return caught.value.faults


def only(graph, rows):
    (fault,) = faults(graph, rows)
    return fault


@pytest.fixture
def write_csv(tmp_path):
    def write(name, *rows, encoding="utf-8-sig"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


def file_faults(graph, path):
    with pytest.raises(FaultyRows) as caught:
        import_file(graph, path, by="tester")
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0
    return caught.value.faults


def test_all_of_many_faults_are_told(graph):
    rows = {
        "Rider": [RIDER | {"role": "ridr"}, RIDER | {"id": "W-2"}, {"id": "R-3", "role": "rider"}],
        "WorksAt": [{"start": "R-9", "end": "SITE-9", "from": "2024-01-01"}],
        "Visit": [{"id": "VIS-1", "at": "2024-01-01", "grade": 5}],
    }
    found = {(f.place.sheet, f.place.row, f.column) for f in faults(graph, rows)}
    assert found == {
        ("Rider", 1, "role"),
        ("Rider", 2, "id"),
        ("Rider", 3, "alias"),
        ("WorksAt", 1, "start"),
        ("WorksAt", 1, "end"),
        ("Visit", 1, "grade"),
    }


def test_the_error_says_how_many_and_where_the_first_is(graph):
    with pytest.raises(FaultyRows) as caught:
        load_rows(graph, {"Rider": [{}, {}]}, name="三月", by="tester")
    assert len(caught.value.faults) == 6
    assert "6" in caught.value.zh
    assert "三月 · Rider · 1" in caught.value.zh
    assert "6 faults" in caught.value.en


def test_an_enum_value_nearly_right(graph):
    fault = only(graph, {"Rider": [RIDER | {"role": "ridr"}]})
    assert fault.place == Place("rows", "Rider", 1)
    assert "ridr" in fault.wrong[0]
    assert "是不是“rider”" in fault.wrong[0]
    assert "did you mean 'rider'?" in fault.wrong[1]
    for word in ("courier", "rider", "logistics", "site_staff"):
        assert word in fault.expected[0]
        assert word in fault.expected[1]


@pytest.mark.parametrize(
    ("kind", "row", "column", "zh", "en"),
    [
        ("Claim", CLAIM | {"claimedAt": "soon"}, "claimedAt", "时间", "a time"),
        ("Claim", CLAIM | {"actualCostFen": -5}, "actualCostFen", "不小于 0", "at least 0"),
        ("Claim", CLAIM | {"actualCostFen": "many"}, "actualCostFen", "金额", "yuan"),
        ("Claim", CLAIM | {"backstop": "maybe"}, "backstop", "TRUE", "TRUE"),
        ("Rider", RIDER | {"tenureMonths": 1.5}, "tenureMonths", "整数", "whole number"),
        ("Rider", RIDER | {"alias": "字" * 501}, "alias", "最多 500 个字", "at most 500"),
        ("Rider", RIDER | {"alias": " "}, "alias", "至少 1 个字", "at least 1"),
        ("DeliverySite", SITE | {"longitude": 12.1, "latitude": 31}, "longitude", "73", "73"),
        ("Organization", ORG | {"from": "2024-02-30"}, "from", "日期", "a day"),
    ],
)
def test_what_was_expected_is_said_in_both_languages(graph, kind, row, column, zh, en):
    fault = only(graph, {kind: [row]})
    assert fault.column == column
    assert zh in fault.words("zh")[1]
    assert en in fault.words("en")[1]


def test_a_missing_value(graph):
    fault = only(graph, {"Rider": [{"id": "R-1", "role": "rider"}]})
    assert fault.column == "alias"
    assert "必填" in fault.expected[0]
    assert "required" in fault.expected[1]


def test_an_id_twice_names_the_first_place(graph):
    fault = only(graph, {"Rider": [RIDER, RIDER | {"id": "R-2"}, RIDER]})
    assert fault.place.row == 3
    assert "R-1" in fault.wrong[0]
    assert "Rider · 1" in fault.wrong[1]


def test_a_relationship_twice(graph):
    site = {"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}
    rows = {
        "Rider": [RIDER],
        "DeliverySite": [SITE],
        "WorksAt": [site, site | {"from": "2024/1/1"}],
    }
    fault = only(graph, rows)
    assert (fault.place.sheet, fault.place.row) == ("WorksAt", 2)


def test_an_id_with_another_kinds_prefix(graph):
    for id in ("W-1", "R1", "R-", "x"):
        fault = only(graph, {"Rider": [RIDER | {"id": id}]})
        assert fault.column == "id"
        assert "R-" in fault.expected[0]


def test_claims_of_sources_are_numbered_with_an_f(graph):
    claim = {"textZh": "约五百名", "paragraph": 1, "asOf": "2023-08-16"}
    assert only(graph, {"SourceClaim": [claim | {"id": "X01"}]}).column == "id"
    load_rows(graph, {"SourceClaim": [claim | {"id": "F01"}]}, name="rows", by="tester")


def test_an_end_that_is_nowhere(graph):
    fault = only(
        graph,
        {"Rider": [RIDER], "WorksAt": [{"start": "R-1", "end": "SITE-7", "from": "2024-01-01"}]},
    )
    assert (fault.column, fault.place.sheet) == ("end", "WorksAt")
    assert "SITE-7" in fault.wrong[0]
    assert "配送站点" in fault.expected[0]


def test_an_end_of_the_wrong_kind_in_the_file(graph):
    relationship = {"start": "SITE-1", "end": "R-1", "from": "2024-01-01"}
    found = faults(graph, {"Rider": [RIDER], "DeliverySite": [SITE], "WorksAt": [relationship]})
    assert [(f.column, f.expected[0]) for f in found] == [("start", "骑手"), ("end", "配送站点")]
    assert "配送站点" in found[0].wrong[0]


def test_an_end_of_the_wrong_kind_in_the_graph(graph):
    rows = {"Organization": [ORG | {"kind": "agency"}], "Claim": [CLAIM]}
    load_rows(graph, rows, name="rows", by="tester")
    with pytest.raises(FaultyRows) as caught:
        load_rows(graph, {"Made": [{"start": "ORG-1", "end": "CL-1"}]}, name="rows", by="tester")
    (fault,) = caught.value.faults
    assert "机关单位" in fault.wrong[0]
    assert "党组织或企业" in fault.expected[0]


def test_a_relationship_to_a_faulty_row_is_not_blamed_for_it(graph):
    rows = {
        "Rider": [RIDER | {"role": "x"}],
        "DeliverySite": [SITE],
        "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}],
    }
    assert only(graph, rows).column == "role"


def test_an_end_before_its_beginning(graph):
    fault = only(graph, {"Organization": [ORG | {"from": "2024-03-01", "to": "2024-02-01"}]})
    assert fault.column == "to"


def test_half_a_place(graph):
    fault = only(graph, {"DeliverySite": [SITE | {"longitude": 121.7}]})
    assert fault.column == "latitude"


@pytest.mark.parametrize(
    "column", ["name", "手机号", "idCard", "诊断", "gps", "家庭住址", "wechat"]
)
@pytest.mark.parametrize("kind", ["Rider", "Child"])
def test_personal_data_is_refused_with_a_sentence_of_its_own(graph, kind, column):
    row = {"Rider": RIDER, "Child": {"id": "CH-1", "ageBand": "6-8", "guardianConsent": True}}[kind]
    fault = only(graph, {kind: [row | {column: "张三 13800000000"}]})
    assert "个人信息" in fault.wrong[0]
    assert "personal data" in fault.wrong[1]
    assert "张三" not in "".join((*fault.wrong, *fault.expected))


def test_personal_columns_of_a_file(graph, write_csv):
    path = write_csv("Rider.csv", ["id", "alias", "role", "电话"], ["R-1", "小王", "rider", "138"])
    (fault,) = file_faults(graph, path)
    assert fault.place == Place("Rider.csv", "Rider", 1)
    assert fault.column == "电话"
    assert "个人信息" in fault.wrong[0]


def test_a_column_nearly_right(graph, write_csv):
    path = write_csv("Rider.csv", ["id", "alias", "role", "tenureMonth"], ["R-1", "a", "rider", 3])
    (fault,) = file_faults(graph, path)
    assert fault.place.row == 1
    assert "tenureMonth" in fault.wrong[0]
    assert "从业月数 tenureMonths" in fault.expected[0]
    assert "did you mean" in fault.expected[1]


def test_a_missing_column_is_told_once(graph, write_csv):
    path = write_csv("骑手 Rider.csv", ["id", "role"], ["R-1", "rider"], ["R-2", "rider"])
    (fault,) = file_faults(graph, path)
    assert (fault.place.row, fault.column) == (1, "代称 alias")


def test_the_column_is_called_what_the_file_calls_it(graph, write_csv):
    path = write_csv(
        "Rider.csv", ["id", "代称", "岗位 role"], ["R-1", "a", "rider"], ["R-2", "b", "x"]
    )
    (fault,) = file_faults(graph, path)
    assert (fault.place.row, fault.column) == (3, "岗位 role")


def test_a_column_twice_and_a_value_under_no_header(graph, write_csv):
    path = write_csv(
        "Rider.csv", ["id", "代称", "alias", "role", ""], ["R-1", "a", "b", "rider", "x"]
    )
    first, second = file_faults(graph, path)
    assert (first.column, first.place.row) == ("alias", 1)
    assert (second.column, second.place.row) == ("第 5 列 / column 5", 2)


HEAD = ["id", "kind", "purpose", "status", "receivedAt"]
GIFT = ["DON-1", "money", "助学", "RECEIVED", "2024-03-01"]


@pytest.mark.parametrize("header", ["金额", "金额(元) amountFen"])
def test_money_without_a_clear_unit_is_refused(graph, write_csv, header):
    path = write_csv("Donation.csv", [*HEAD, header], [*GIFT, "100"])
    assert "金额（元） amountYuan" in "".join(
        text for fault in file_faults(graph, path) for text in (fault.column, *fault.expected)
    )


@pytest.mark.parametrize(
    ("header", "said", "zh"),
    [("amountYuan", "12.345", "最多两位小数"), ("amountYuan", "-3", "不小于 0")],
)
def test_a_bad_amount(graph, write_csv, header, said, zh):
    (fault,) = file_faults(graph, write_csv("Donation.csv", [*HEAD, header], [*GIFT, said]))
    assert (fault.column, fault.place.row) == (header, 2)
    assert said.rstrip("0") in fault.wrong[0]
    assert zh in fault.expected[0]


@pytest.mark.parametrize(
    ("header", "said", "fen"),
    [
        ("amountYuan", "1,234.5", 123450),
        ("金额(元)", "0.29", 29),
        ("金额(元) amountYuan", "¥8", 800),
        ("amountFen", "29", 29),
    ],
)
def test_money_in_yuan_and_in_fen(graph, write_csv, header, said, fen):
    path = write_csv("Donation.csv", [*HEAD, header], [*GIFT, said])
    import_file(graph, path, by="tester")
    assert graph.read("MATCH (d:Donation) RETURN d.amountFen").value() == fen


def test_a_file_named_after_nothing_of_ours(graph, write_csv):
    (fault,) = file_faults(graph, write_csv("Ridr.csv", ["id"], ["R-1"]))
    assert fault.place == Place("Ridr.csv", "Ridr", 0)
    assert "骑手 Rider" in fault.expected[0]


def test_a_name_that_two_kinds_share_does_not_decide(graph, write_csv):
    (fault,) = file_faults(graph, write_csv("回访.csv", ["id"], ["x"]))
    assert fault.place.row == 0


def test_a_csv_from_a_chinese_excel(graph, write_csv):
    path = write_csv(
        "在职 WorksAt.csv",
        ["start", "end", "自", "至"],
        ["R-1", "SITE-1", "2024/3/1", ""],
        encoding="gb18030",
    )
    load_rows(graph, {"Rider": [RIDER], "DeliverySite": [SITE]}, name="rows", by="tester")
    assert import_file(graph, path, by="tester").rows == 1
    text = "MATCH ()-[r:WORKS_AT]->() RETURN toString(r.from), toString(r.to)"
    assert graph.read(text).rows == [("2024-03-01", "9999-12-31")]


@pytest.mark.parametrize("name", ["town.xlsx", "Rider.csv", "nowhere.xlsx", "Site.csv"])
def test_a_file_that_cannot_be_read(graph, tmp_path, name):
    if name != "nowhere.xlsx":
        (tmp_path / name).write_bytes(b"PK\x03\x04 \xff\xff\xff broken \x81")
    with pytest.raises(LoadError) as caught:
        import_file(graph, tmp_path / name, by="tester")
    assert name in caught.value.zh
    assert name in caught.value.en


@pytest.mark.parametrize(("blanks", "left"), [("keep", "20-29"), ("clear", None)])
def test_a_blank_cell_keeps_or_clears_what_is_there_by_choice(graph, write_csv, blanks, left):
    head = ["id", "alias", "role", "ageBand"]
    import_file(graph, write_csv("Rider.csv", head, ["R-1", "a", "rider", "20-29"]), by="t")
    import_file(graph, write_csv("Rider.csv", head[:3], ["R-1", "b", "rider"]), by="t")
    text = "MATCH (r:Rider) RETURN r.alias, r.ageBand"
    assert graph.read(text).rows == [("b", "20-29")]
    blank = from_file(write_csv("Rider.csv", head, ["R-1", "b", "rider", ""]))
    choices = Choices(sheets={"Rider": SheetChoice(blanks=blanks)})
    plan = plan_load(graph, blank, sha256="", choices=choices)
    ((field,),) = [change.fields for change in plan.blanks]
    assert (field.header, field.before, field.after) == ("ageBand", "20-29", left)
    land(graph, plan, by="t", store=None)
    assert graph.read(text).rows == [("b", left)]
