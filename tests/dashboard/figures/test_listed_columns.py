"""A name that is kept in both languages: each reader is listed one, and files hold both."""

import io
import re
from dataclasses import replace

import pytest
from docx import Document
from figure_tables import table_of
from rich.console import Console

from cypher.header import Column, Words
from cypher.writers import WRITERS, to_file
from dashboard.cli.reports import print_table
from dashboard.cli.shared import Run
from dashboard.figures.lists.table import rows
from graph.settings import Settings


@pytest.fixture
def named_in_both():
    table = table_of("table", ["id", "name", "name_en"], [["FAC-1", "冰箱", "Refrigerator"]])
    columns = {
        "id": Column(label=Words(zh="编号", en="Id"), hidden=True),
        "name": Column(label=Words(zh="设施", en="Facility (Chinese)"), lang="zh"),
        "name_en": Column(label=Words(zh="设施（英文）", en="Facility"), lang="en"),
    }
    return replace(table, header=table.header.model_copy(update={"columns": columns}))


def _printed(table, lang):
    out = Console(file=io.StringIO(), width=200)
    print_table(Run(Settings(), lang, out=out), table)
    return out.file.getvalue()


def _in_word(table, lang):
    document = Document(io.BytesIO(to_file(table, lang, "docx")))
    return " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)


@pytest.mark.parametrize("shown", [rows, _printed, _in_word], ids=["screen", "terminal", "word"])
@pytest.mark.parametrize(
    ("lang", "there", "absent"),
    [("zh", "冰箱", "Refrigerator"), ("en", "Refrigerator", "冰箱")],
)
def test_each_reader_is_listed_the_name_in_their_own_language(
    named_in_both, shown, lang, there, absent
):
    text = str(shown(named_in_both, lang))
    assert there in text
    assert absent not in text
    assert "FAC-1" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_of_data_holds_every_column(named_in_both, lang):
    text = WRITERS["csv"](named_in_both, lang).decode("utf-8-sig")
    assert all(one in text for one in ("FAC-1", "冰箱", "Refrigerator"))


def test_before_a_row_is_unfolded_on_a_phone_it_shows_numbers_that_say_something():
    names = ["name", "article", "entered", "derived", "synthetic", "all"]
    table = table_of("table", names, [("心愿", 0, 0, 0, 320, 320), ("骑手", 1, 0, 0, 9, 10)])
    cells = re.findall(r'<td class="([^"]*)" data-label="([a-z]+)', str(rows(table, "zh")))
    shown = [label for classes, label in cells[: len(names)] if "k" in classes.split()]
    assert shown == ["article", "synthetic", "all"]
