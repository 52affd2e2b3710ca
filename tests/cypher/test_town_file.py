"""A home's own town: read with care, its words in place of the shipped ones, and in nobody's way when broken."""

from pathlib import Path

import pytest

from cypher.errors import BrokenFile
from cypher.library.catalogue import Catalogue
from cypher.library.reload import Library
from cypher.library.town_file import read_town
from cypher.words import words
from graph.model.town import NO_TOWN, Town
from seed import heqing

OURS = """\
name: {zh: 桥南镇, en: Qiaonan}
short_name: 桥南
land: [[120.1, 30.2], [120.3, 30.2], [120.2, 30.4]]
groups:
  schools: {zh: 学校, en: Schools}
  shops: {zh: 商户, en: Shops}
station_types:
  rest_stop: {zh: 歇脚点, en: Rest stop}
topics: [reach, wishes]
"""


def own(folder: Path, text: str) -> Path:
    (folder / "town.yaml").write_text(text, "utf-8")
    return folder


def test_a_town_of_ones_own_takes_the_place_of_the_one_handed_over(tmp_path: Path):
    town = Catalogue.load(own(tmp_path, OURS), town=heqing()).town
    assert (town.name.get("zh"), list(town.groups)) == ("桥南镇", ["schools", "shops"])
    assert Catalogue.load(town=heqing()).town == heqing()
    assert Catalogue.load().town == NO_TOWN


def test_its_words_stand_in_every_column_of_its_lists(tmp_path: Path):
    catalogue = Catalogue.load(own(tmp_path, OURS), town=heqing())
    group = catalogue.find("choices/groups").header.columns["label"]
    assert group.values is not None
    assert {code: one.zh for code, one in group.values.items()}.items() >= {
        ("schools", "学校"),
        ("shops", "商户"),
        ("company", "企业"),
    }
    assert list(group.values)[:2] == ["schools", "shops"]
    kind = catalogue.find("reach/map").header.columns["kind"]
    assert kind.values is not None and kind.values["rest_stop"].en == "Rest stop"


@pytest.mark.parametrize(
    ("text", "line", "zh"),
    [
        (OURS.replace("topics:", "topicks:"), 9, "没有 topicks 这一项"),
        (OURS.replace("120.1", "220.1"), 3, "land.0.0"),
        (
            OURS.replace("[[120.1, 30.2], [120.3, 30.2], [120.2, 30.4]]", "[[120.1, 30.2]]"),
            1,
            "land",
        ),
        (OURS.replace("short_name: 桥南", ""), 1, "short_name"),
        (OURS.replace("  shops:", "  Shops:"), 6, "groups.Shops"),
        (OURS + "signs: {open: {colour: red}}\n", 10, "signs.open.colour"),
        ("name: [", 1, "YAML 有误"),
        ("- 1\n", 1, ""),
    ],
)
def test_a_broken_town_is_said_with_its_line_and_stops_nothing(
    tmp_path: Path, text: str, line: int, zh: str
):
    with pytest.raises(BrokenFile) as broken:
        read_town(own(tmp_path, text))
    assert (broken.value.path, broken.value.line) == ("own/town.yaml", line)
    assert zh in broken.value.zh
    catalogue = Catalogue.load(tmp_path, town=heqing())
    assert catalogue.town == heqing()
    assert [str(error) for error in catalogue.broken] == [str(broken.value)]
    assert len(catalogue.saved) == len(Catalogue.load().saved)


def test_a_town_that_is_saved_is_read_again(tmp_path: Path):
    library = Library(tmp_path, town=heqing(), every=0.0)
    before = library.catalogue
    own(tmp_path, OURS)
    assert (before.town, library.catalogue.town.short_name) == (heqing(), "桥南")
    assert before.version != library.catalogue.version


def test_heqings_words_are_the_shipped_ones():
    for listed in ("group", "station_type", "tier"):
        town, shipped = heqing().words(listed), words()[listed]
        assert {code: (one.zh, one.en) for code, one in town.items()}.items() <= {
            code: (one.zh, one.en) for code, one in shipped.items()
        }.items()


def test_a_town_needs_no_more_than_its_name():
    town = Town.model_validate({"name": {"zh": "镇", "en": "Town"}, "short_name": "镇"})
    assert (town.words("group"), town.codes_of("OrgGroup", "code"), town.land) == ({}, {}, ())
