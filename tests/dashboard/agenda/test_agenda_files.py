"""Agendas as files of a home: whatever is written by hand, whoever changes them at once."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from trail_lines import noted

from cypher.reader import LOCAL, Reader
from dashboard.agenda import meetings as meetings_module
from dashboard.agenda.errors import AgendaChanged, NoSuchAgenda
from dashboard.agenda.meetings import Meeting, Meetings
from dashboard.agenda.model import Agenda, Item
from dashboard.agenda.store import Agendas, added, dropped, files_in, moved, named, replaced
from dashboard.audit.trail import Trail
from dashboard.edition.manifest import File
from graph.errors import GraphError

HOSTILE = {
    "not_a_mapping": "- just\n- a list\n",
    "two_kinds": "title: 会\nitems:\n- {note: 甲, page: overview}\n",
    "no_kind": "title: 会\nitems:\n- {title: 甲}\n",
    "unknown_key": "title: 会\nitems:\n- {note: 甲, script: x}\n",
    "way_out": "title: 会\nitems:\n- {card: ../../etc/passwd}\n",
    "tag": "title: !!python/object/apply:os.system [ls]\n",
    "alias": "title: &a 会\nitems: [{note: *a}]\n",
    "bomb": "title: 会\nitems: " + "[" * 5000 + "]" * 5000 + "\n",
    "many": "title: 会\nitems:\n" + "- {note: 甲}\n" * 81,
    "long": "title: 会\nitems:\n- {note: " + "甲" * 4001 + "}\n",
    "bad_day": "title: 会\nday: 2025-02-30\n",
    "no_title": "items: []\n",
    "unseen": 'title: "会\\u0000"\n',
}
LATIN = "title: 会".encode("gbk")


@pytest.fixture
def agendas(tmp_path: Path) -> Agendas:
    return Agendas(tmp_path, Trail(tmp_path))


def notes(*texts: str) -> list[Item]:
    return [Item(note=text) for text in texts]


def texts(agenda: Agenda) -> list[str]:
    return [item.note for item in agenda.items]


def test_a_hostile_hand_spoils_its_own_file_alone(agendas: Agendas) -> None:
    agendas.folder.mkdir(parents=True)
    for name, text in HOSTILE.items():
        (agendas.folder / f"{name}.yaml").write_text(text, "utf-8")
    (agendas.folder / "latin.yaml").write_bytes(LATIN)
    (agendas.folder / "Übel name.yaml").write_text("title: 会\n", "utf-8")
    (agendas.folder / "link.yaml").symlink_to(agendas.folder / "good.yaml")
    (agendas.folder / "good.yaml").write_text(
        "title: 会 <b>\nday: 2025-08-31\nitems:\n- {page: overview, with: {since: 2025-08-01, n: 3}}\n",
        "utf-8",
    )
    found = {one.name: one for one in files_in(agendas.folder.parent)}
    assert {name for name, one in found.items() if one.agenda is not None} == {"good"}
    assert all(
        one.wrong and one.wrong.zh and one.wrong.en for n, one in found.items() if n != "good"
    )
    good = found["good"].agenda
    assert good is not None and good.day == date(2025, 8, 31)
    assert good.items[0].given == {"since": "2025-08-01", "n": "3"}


def test_what_is_written_is_read_again(agendas: Agendas) -> None:
    items = (
        Item(note='第一行\n第二行："引号" # 不是注释'),
        Item(card="overview/open", **{"with": {"x": "no"}}),
    )
    agenda = Agenda(title="九月: 例会", day=date(2025, 9, 30), audience="staff", items=items)
    name = agendas.make(agenda, LOCAL)
    assert name == "20250930" and agendas.get(name) == agenda
    assert agendas.make(agenda, LOCAL) == "20250930_2"


@pytest.mark.parametrize("name", ["../x", "..", "", "a/b", "A", "x.yaml", "none"])
def test_no_name_leads_out(agendas: Agendas, name: str) -> None:
    with pytest.raises(NoSuchAgenda):
        agendas.get(name)


def test_two_people_change_one_agenda_and_lose_nothing(agendas: Agendas, tmp_path: Path) -> None:
    name = agendas.make(Agenda(title="会", items=tuple(notes("头", "尾"))), LOCAL)
    other = Agendas(tmp_path, Trail(tmp_path))  # as another process has it

    def add(n: int) -> None:
        desk = (agendas, other)[n % 2]
        desk.change(name, added(notes(f"第{n}条")), Reader(f"u{n % 2}", "staff", "staff"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(add, range(24)))
    assert sorted(texts(agendas.get(name))) == sorted(
        ["头", "尾", *(f"第{n}条" for n in range(24))]
    )
    lines = [line for line in noted(tmp_path, "agenda") if line.get("about") == name]
    assert len(lines) == 25  # the making of it, too
    assert noted(tmp_path, "own_file") == []  # nothing looks like an edit in the folder


def test_steps_that_cross_each_other_keep_both(agendas: Agendas) -> None:
    name = agendas.make(Agenda(title="会", items=tuple(notes("甲", "乙", "丙", "乙"))), LOCAL)
    keys = [key for key, _ in agendas.get(name).keyed()]
    assert len(set(keys)) == 4  # two notes with the same words are two items
    a, b, c, b2 = keys
    agendas.change(name, moved(c, a), LOCAL)
    agendas.change(name, dropped(b2), LOCAL)
    agendas.change(name, dropped(b2), LOCAL)  # pressed twice
    assert texts(agendas.change(name, moved(a, ""), LOCAL)) == ["丙", "乙", "甲"]
    agendas.change(name, replaced(b, Item(note="乙改")), LOCAL)
    with pytest.raises(AgendaChanged):  # the other has changed the words meanwhile
        agendas.change(name, replaced(b, Item(note="乙另改")), LOCAL)
    with pytest.raises(AgendaChanged):
        agendas.change(name, moved(b, c), LOCAL)
    after = agendas.change(name, added(notes("丁"), before="gone"), LOCAL)
    assert texts(after) == ["丙", "乙改", "甲", "丁"]


HAND = """\
# 九月例会，主席念开场白
title: '九月例会'   # 单引号是我写的
audience: committee

items:
  # 先看总体
  - page: overview
    with: {since: 2025-08-01}   # 从上次会议算起

  # 这一项最重要
  # 李书记来讲
  - note: |
      # 不是注释
      请各村准备
  - card: wishes/open
# 以上看完大约半小时
day: 2025-09-30

# 完
"""


def by_hand(agendas: Agendas, text: str = HAND) -> dict[str, str]:
    """An agenda that somebody has typed; the keys of its items by their kinds."""
    agendas.folder.mkdir(parents=True, exist_ok=True)
    (agendas.folder / "hand.yaml").write_text(text, "utf-8")
    return {item.kind: key for key, item in agendas.get("hand").keyed()}


def text_of(agendas: Agendas) -> str:
    return (agendas.folder / "hand.yaml").read_text("utf-8")


def test_what_a_hand_wrote_beside_stays_when_the_browser_changes_the_agenda(
    agendas: Agendas,
) -> None:
    keys = by_hand(agendas)
    agendas.change("hand", moved(keys["note"], keys["page"]), LOCAL)
    first = HAND.index("  # 先看总体"), HAND.index("  # 这一项最重要"), HAND.index("  - card")
    page, note = HAND[first[0] : first[1]], HAND[first[1] : first[2]]
    assert text_of(agendas) == HAND.replace(
        page + note, note + page
    )  # each with what stands over it
    agendas.change("hand", moved(keys["note"], keys["card"]), LOCAL)
    assert text_of(agendas) == HAND
    agendas.change("hand", replaced(keys["note"], Item(note="改了")), LOCAL)
    assert text_of(agendas) == HAND.replace(
        "  - note: |\n      # 不是注释\n      请各村准备\n", "  - note: 改了\n"
    )
    agendas.change("hand", named("十月: 例会", date(2025, 10, 31), "committee"), LOCAL)
    assert "title: '十月: 例会'   # 单引号是我写的\n" in text_of(agendas)
    assert "# 以上看完大约半小时\nday: 2025-10-31\n\n# 完\n" in text_of(agendas)
    agendas.change("hand", named("十月: 例会", None, "staff"), LOCAL)
    agendas.change("hand", added([Item(note="甲: 乙")], keys["page"]), LOCAL)
    for key, _ in agendas.get("hand").keyed():
        agendas.change("hand", dropped(key), LOCAL)
    assert agendas.get("hand") == Agenda(title="十月: 例会", audience="staff")
    assert "# 九月例会，主席念开场白\n" in text_of(agendas) and "# 完\n" in text_of(agendas)
    agendas.change("hand", added(notes("又有了", "两项")), LOCAL)
    assert texts(agendas.get("hand")) == ["又有了", "两项"] and "# 完\n" in text_of(agendas)


@pytest.mark.parametrize(
    "text",
    [
        "title: 会\nitems: [{note: 甲}, {note: 乙}]  # 一行\n", "{title: 会, items: [{note: 甲}, {note: 乙}]}\n",
        "title: 会\nitems:\n-\n  note: 甲\n-\n  note: 乙", "title: 会\r\nitems:\r\n- note: 甲\r\n- note: 乙\r\n",
        'title: 会\nitems:\n- note: "甲"\n- {note: "乙"}', "items:\n- note: 甲\n\n\n- note: 乙\ntitle: 会",
    ],
)  # fmt: skip
def test_however_it_is_laid_out_a_change_says_what_was_meant(agendas: Agendas, text: str) -> None:
    for change, meant in (
        (moved(keys_of_two()[1], keys_of_two()[0]), ["乙", "甲"]),
        (dropped(keys_of_two()[0]), ["乙"]),
        (added(notes("丙"), keys_of_two()[1]), ["甲", "丙", "乙"]),
    ):
        by_hand(agendas, text)
        agendas.change("hand", change, LOCAL)
        assert texts(agendas.get("hand")) == meant and agendas.get("hand").title == "会"


def keys_of_two() -> list[str]:
    return [key for key, _ in Agenda(title="会", items=tuple(notes("甲", "乙"))).keyed()]


def test_a_removed_agenda_is_kept_beside(agendas: Agendas) -> None:
    name = agendas.make(Agenda(title="会"), LOCAL)
    agendas.remove(name, LOCAL)
    with pytest.raises(GraphError):
        agendas.get(name)
    assert files_in(agendas.folder.parent) == []
    assert len(list((agendas.folder / "removed").iterdir())) == 1


DAY = date(2025, 8, 31)


def keep(home: Path) -> Meeting:
    def account(name: str, files: dict[str, File]) -> Meeting:
        return Meeting(
            agenda="a", name=name, title="会", day=DAY, as_of=DAY, at=datetime(2025, 8, 31, tzinfo=UTC),
            by="local", audience="committee", synthetic=True, provenance=(), data_version="1",
            lianxin="1", items=(), files=files,
        )  # fmt: skip

    return Meetings(home).keep("a", DAY, {}, {"zh": b"%PDF", "en": b"%PDF"}, account)


def killed_at(home: Path, step: str, call: int) -> None:
    """Keep a meeting in a process that is killed at the given call of a step."""
    child = os.fork()
    if child == 0:
        real: Callable[..., object] = getattr(meetings_module, step)
        left = [call]

        def deadly(*args: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args)

        setattr(meetings_module, step, deadly)
        keep(home)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.parametrize(
    ("step", "call", "is_there"),
    [
        ("frozen_text", 1, False), ("sums", 1, False), ("sync_file", 1, False),
        ("sync_file", 4, False), ("sync_folder", 1, False), ("sync_folder", 2, True),
    ],
)  # fmt: skip
def test_a_kill_leaves_a_whole_record_or_none(
    tmp_path: Path, step: str, call: int, is_there: bool
) -> None:
    killed_at(tmp_path, step, call)
    meetings = Meetings(tmp_path)
    found = meetings.of("a")
    assert [one.name for one in found] == (["2025-08-31"] if is_there else [])
    assert all(meetings.altered(one) == [] for one in found)
    again = keep(tmp_path)
    assert again.name == ("2025-08-31-2" if is_there else "2025-08-31")
    assert meetings.altered(again) == []
    assert not [one.name for one in (tmp_path / "meetings" / "a").iterdir() if "making" in one.name]


def test_a_record_that_was_altered_shows(tmp_path: Path) -> None:
    meeting, meetings = keep(tmp_path), Meetings(tmp_path)
    file = meetings.folder("a", meeting.name) / "answers.json"
    with pytest.raises(PermissionError):
        if os.geteuid() == 0:  # root may write anything
            raise PermissionError
        file.write_text("{}")
    file.chmod(0o600)
    file.write_text("{ }")
    assert meetings.altered(meeting) == ["answers.json"]
