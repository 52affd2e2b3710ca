"""Paths told in words: every type of relationship, both languages, one and many."""

import re
from datetime import date
from string import Formatter

import pytest

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.explorer.asking import Asker
from dashboard.explorer.paths import Path
from dashboard.explorer.relationships import Relationship
from dashboard.explorer.sentences import path_sentences, step_sentence
from dashboard.texts import interface
from graph.address import Address
from graph.client import Graph
from graph.model import TYPES

NAMES = {"ORG-1": "枫溪村党总支", "SITE-1": "橙帆即配北桥站", "ST-1": "加油站", "PRJ-1": "暖心书包"}
CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def asker() -> Asker:
    """One that asks nothing: the words stand in files."""
    return Asker(
        Runner(Graph(Address("bolt://127.0.0.1:1", "", "")), Catalogue.load()), LOCAL, "zh"
    )


def tie(kind: str, start: str, end: str, **more: object) -> Relationship:
    count = more.pop("count", None)
    weight = float(count) if isinstance(count, int) else 1.0
    kinds = {"start_kind": "", "end_kind": "", "began": date(2024, 1, 1), "ended": None}
    return Relationship(kind, start, end=end, count=count, weight=weight, more=more, **kinds)  # type: ignore[arg-type]


def supports(count: int, all: int) -> Relationship:
    return tie("derived/supports", "ORG-1", "SITE-1", count=count, all=all, fulfilled=0, cost=None)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (
            supports(2, 3),
            "枫溪村党总支 认领 3 个心愿，其中 2 个来自 橙帆即配北桥站",
            "枫溪村党总支 took up 3 wishes, 2 of them from 橙帆即配北桥站",
        ),
        (
            supports(1, 1200),
            "枫溪村党总支 认领 1,200 个心愿，其中 1 个来自 橙帆即配北桥站",
            "枫溪村党总支 took up 1,200 wishes, 1 of them from 橙帆即配北桥站",
        ),
        (
            supports(4, 4),
            "枫溪村党总支 认领 4 个心愿，都来自 橙帆即配北桥站",
            "枫溪村党总支 took up 4 wishes, all from 橙帆即配北桥站",
        ),
        (
            supports(1, 1),
            "枫溪村党总支 认领了 橙帆即配北桥站 的 1 个心愿",
            "枫溪村党总支 took up 1 wish, from 橙帆即配北桥站",
        ),
        (
            tie("derived/gives", "ORG-1", "PRJ-1", count=1, cost=120_000),
            "枫溪村党总支 向 暖心书包 捐了 1 笔，¥1,200.00",
            "枫溪村党总支 gave once to 暖心书包, ¥1,200.00",
        ),
        (
            tie("MANAGES", "ORG-1", "ST-1"),
            "枫溪村党总支 管理 加油站",
            "枫溪村党总支 manages 加油站",
        ),
        (tie("SOMETHING", "ORG-1", "ST-1"), "枫溪村党总支 与 加油站 有关系“SOMETHING”", "枫溪村党总支 and 加油站 are related: SOMETHING"),
        (
            tie("MANAGES", "ORG-1", "{to.__class__}"),
            "枫溪村党总支 管理 {to.__class__}",
            "枫溪村党总支 manages {to.__class__}",
        ),
    ],
)  # fmt: skip
def test_a_step_is_told_as_people_say_it(asker, one, zh, en):  # type: ignore[no-untyped-def]
    assert step_sentence(asker, one, NAMES, "zh") == zh
    assert step_sentence(asker, one, NAMES, "en") == en


def test_a_path_begins_with_what_it_is_and_each_sentence_ends(asker):  # type: ignore[no-untyped-def]
    liaises = tie("LIAISES_WITH", "ST-1", "SITE-1")
    path = Path(("ORG-1", "SITE-1", "ST-1"), ((supports(2, 3),), (liaises, liaises)))
    zh = path_sentences(asker, path, NAMES, "strongest", "zh")
    assert zh[0].startswith("最强路径，共 2 步") and "最弱一步为 1。" in zh[0]
    assert zh[1:] == [
        "枫溪村党总支 认领 3 个心愿，其中 2 个来自 橙帆即配北桥站。",
        "加油站 与 橙帆即配北桥站 结对联系。",
    ]
    en = path_sentences(asker, Path(path.way[:2], path.steps[:1]), NAMES, "shortest", "en")
    assert en[0] == "The shortest path: they are related directly."
    assert all(line.endswith(".") for line in en)


def test_every_type_of_relationship_has_a_sentence_with_both_ends():
    wrong = []
    for type in TYPES - {"HAS_EVENT", "REACHES"}:  # these the explorer leaves out
        texts = interface().get(f"path_{type}", {})
        for lang in ("zh", "en"):
            named = {name for _, name, _, _ in Formatter().parse(texts.get(lang, "")) if name}
            if named != {"from", "to"} or bool(CHINESE.search(texts[lang])) is (lang == "en"):
                wrong.append(f"{type} {lang}")
    assert wrong == []
