"""Lists of the pages: ticks for codes, rows side by side, folded rows and columns, groups cut short."""

from bs4 import BeautifulSoup
from figure_tables import table_of

from cypher.header import Column, Words
from cypher.table import Table
from dashboard.figures import Options, figure
from dashboard.figures.lists.matrix import KEPT, MOST
from dashboard.figures.lists.table import body_of
from dashboard.figures.tables.pivot import can_pivot, pivoted


def texts(html: str, place: str) -> list[str]:
    return [
        one.get_text(" ", strip=True) for one in BeautifulSoup(html, "html.parser").select(place)
    ]


def with_column(table: Table, name: str, **column: object) -> Table:
    columns = {**table.header.columns, name: Column(label=Words(zh=name, en=name), **column)}
    header = table.header.model_copy(update={"columns": columns})
    return table.__class__(**{**vars(table), "header": header})


def test_codes_become_ticks_and_those_of_all_are_said_once():
    rows = [("甲", ["near", "idle"]), ("乙", ["near"]), ("丙", ["near", "same_site"])]
    table = with_column(table_of("table", ["who", "why"], rows), "why", words="reason")
    html = figure(table, "zh", Options(columns=("who", "why"), ticks="why"))
    assert texts(html, ".in-common") == ["列出的都符合：就近。"]
    assert texts(html, "th.tick") == ["支持过该站点", "暂无在办认领"]
    assert [texts(str(tr), "td") for tr in BeautifulSoup(html, "html.parser").select("tbody tr")] == [
        ["甲", "", "✓"], ["乙", "", ""], ["丙", "✓", ""],
    ]  # fmt: skip


def test_codes_that_are_not_listed_make_no_ticks():
    table = with_column(
        table_of("table", ["who", "why"], [("甲", ["near"])]), "why", words="reason"
    )
    html = figure(table, "zh", Options(columns=("who",), ticks="why"))
    assert texts(html, "tbody td") == ["甲"] and not texts(html, ".in-common, .tick")


def test_rows_of_a_chart_stand_side_by_side_and_none_is_made_up():
    rows = [("2025-07", "SUBMITTED", 3), ("2025-07", "CLAIMED", 1), ("2025-08", "CLAIMED", 4)]
    table = table_of("line", ["month", "step", "n"], rows, x="month", y="n", series="step")
    table = with_column(table, "step", words="step")
    assert can_pivot(table, "zh")
    html = pivoted(table, "zh", lambda _, name, row: f"?{row['month']}.{row['step']}")
    assert texts(html, "thead th")[1:] == ["提交", "认领"]
    assert texts(html, "tbody tr") == ["2025-08 4", "2025-07 3 1"]  # the latest first
    links = [one["href"] for one in BeautifulSoup(html, "html.parser").select("td a")]
    assert links == ["?2025-08.CLAIMED", "?2025-07.SUBMITTED", "?2025-07.CLAIMED"]


def test_a_column_more_is_not_lost_side_by_side():
    rows = [("2025-07", "SUBMITTED", 3, "…")]
    table = table_of("line", ["month", "step", "n", "why"], rows, x="month", y="n", series="step")
    assert not can_pivot(table, "zh")


def test_small_rows_of_a_matrix_are_folded_into_one_that_holds_their_sum():
    rows = [(f"组织{n:02}", site, n) for n in range(1, MOST + 10) for site in ("东", "西")]
    table = table_of("matrix", ["r", "c", "v"], rows, row="r", column="c", value="v")
    page = BeautifulSoup(figure(table, "zh"), "html.parser")
    above, folded = page.select("tbody")
    assert len(above.select("tr")) == KEPT + 1 and "folded" in folded["class"]
    others = MOST + 9 - KEPT
    assert len(folded.select("tr")) == others
    (line,) = above.select("tr.others")
    whole = sum(range(1, others + 1))
    assert [one.get_text() for one in line.select("td")] == [f"{whole}", f"{whole}", f"{2 * whole}"]
    assert f"其余 {others} 行" in line.get_text()


def test_columns_of_a_board_are_folded_in_their_order():
    rows = [("PUBLISHED", "W-000001", "甲"), ("SUBMITTED", "W-000002", "乙")]
    table = table_of(
        "board", ["stage", "id", "title"], rows, column="stage", id="id", title="title"
    )
    table = with_column(table, "stage", words="wish_status")

    def lanes(*folded: str) -> list[tuple[str, bool]]:
        page = BeautifulSoup(figure(table, "zh", Options(folded_lanes=folded)), "html.parser")
        return [(str(one["data-lane"]), one.has_attr("open")) for one in page.select(".lane")]

    assert lanes("SUBMITTED") == [("SUBMITTED", False), ("PUBLISHED", True)]
    # a board of folded columns alone would show no card
    assert lanes("SUBMITTED", "PUBLISHED") == [("SUBMITTED", True), ("PUBLISHED", True)]


def test_a_group_cut_short_leads_to_all_of_it():
    rows = [("组织", f"ORG-{n:04}") for n in range(5)] + [("站点", "ST-0001")]
    table = table_of("table", ["kind", "id"], rows)
    given = Options(
        by="kind", each=2, columns=("id",), leads=lambda name, row: f"?{name}={row[name]}"
    )
    page = BeautifulSoup(figure(table, "zh", given), "html.parser")
    (rest,) = page.select(".rest a")
    assert (rest["href"], rest.get_text()) == ("?kind=组织", "全部 5 项")
    assert len(page.select("tbody:not(.sub, .rest) tr")) == 3


def test_what_a_row_has_in_common_with_the_one_above_is_marked_from_the_left_alone():
    rows = [("甲", "东", 1), ("甲", "东", 2), ("甲", "西", 2), ("乙", "西", 2)]
    table = table_of("table", ["a", "b", "n"], rows)
    body = BeautifulSoup(body_of(table, table.rows, table.names, "zh", grouped=True), "html.parser")
    same = [["same" in td.get("class", []) for td in tr.select("td")] for tr in body.select("tr")]
    assert same == [
        [False, False, False], [True, True, False], [True, False, False], [False, False, False],
    ]  # fmt: skip
