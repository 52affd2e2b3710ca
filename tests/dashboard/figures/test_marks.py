"""What a mark leads to in the still picture, how a change is marked, the line of months beside a number."""

import re
from datetime import date

from figure_tables import table_of

from cypher.header import Column, Words
from dashboard.figures import Options, figure
from dashboard.figures.charts.mark_links import with_links
from dashboard.figures.lists.month_line import Month, month_line
from dashboard.figures.lists.number import Earlier


def leading(table, name, row):
    """A few cells lead somewhere, by an address that must be escaped."""
    return f'to?n={row[name]}&q="' if row[name] == 3 else None


def test_bars_and_points_are_links_where_they_lead_somewhere_and_one_is_reached_with_tab():
    for kind in ("bar", "line"):
        table = table_of(kind, ["x", "y"], [("甲", 3), ("乙", 2)], x="x", y="y")
        wide = figure(table, "zh", Options(link=leading)).split('class="narrow')[0]
        links = re.findall(r'<a href="([^"]*)" tabindex="0"><path aria-label="([^"]*)"', wide)
        assert links == [("to?n=3&amp;q=&#34;", "x列: 甲; y列: 3")]
        assert wide.count("<a ") == 1
        assert "<a " not in figure(table, "zh")


def test_of_several_marks_the_first_alone_is_reached_with_tab():
    drawn = "".join(f'<a xlink:href="https://else.where/m{n}"><path/></a>' for n in range(3))
    assert with_links(drawn, ["a", "", "c"]) == (
        '<a href="a" tabindex="0"><path/></a><path/><a href="c" tabindex="-1"><path/></a>'
    )


def test_a_cell_of_a_matrix_leads_to_its_rows_and_says_what_it_is():
    table = table_of(
        "matrix",
        ["r", "c", "n"],
        [("甲", "一", 3), ("乙", "一", 2)],
        row="r",
        column="c",
        value="n",
    )
    text = figure(table, "zh", Options(link=leading))
    assert re.findall(r"<a [^>]*>[^<]*</a>", text) == [
        '<a href="to?n=3&amp;q=&#34;" tabindex="-1" aria-label="甲 → 一, 3">3</a>'
    ]


def changed(better, *then):
    table = table_of("number", ["n"], [(30,)], value="n", units={"n": "count"})
    columns = {"n": Column(label=Words(zh="件", en="N"), unit="count", better=better)}
    object.__setattr__(table, "header", table.header.model_copy(update={"columns": columns}))
    past = tuple(Earlier(date(2025, 7, 31), "比上月", value, "to") for value in then)
    return figure(table, "zh", Options(past=past))


def test_a_change_is_good_or_bad_by_the_header_and_one_of_nought_is_left_out():
    assert '<b class="bad">▲\xa0+3</b> 比上月' in changed("less", 27)
    assert '<b class="good">▲\xa0+3</b> 比上月' in changed("more", 27)
    assert '<b class="good">▼\xa0−3</b> 比上月' in changed("less", 33)
    assert "<b>+3</b> 比上月" in changed(None, 27)
    text = changed("less", 30, 27)
    assert text.count("比上月") == 1 and "±0" not in text
    assert "没有变化" in changed("less", 30)


def test_the_line_of_months_is_broken_where_a_month_was_not_worked_out():
    months = [Month(f"2025-0{n}", value) for n, value in enumerate((4, None, 0, 8), 1)]
    text = month_line(months, "count", "zh")
    (path,) = re.findall(r'<path d="([^"]*)"', text)
    assert path.count("M") == 2 and path.count("L") == 1
    assert "最低 0（2025-03），最高 8（2025-04）" in text
    assert month_line(months[:2], "count", "zh") == ""
