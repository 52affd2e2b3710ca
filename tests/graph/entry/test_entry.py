"""One record through its form: texts to values, two people on one record, what is written and what not."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count

import pytest

from graph.change import ChangeRefused, RecordChanged, history_of, undo_change
from graph.client import Graph
from graph.entry.held import HeldRecord, held_record
from graph.entry.kinds import entered_fields, is_entered, patterns_of
from graph.entry.leaving import deletion_of, ending_of
from graph.entry.merging import merge
from graph.entry.saving import Entry, Outcome, save_entry
from graph.entry.texts import even_text, text_of
from graph.entry.writing import Written, write_entry
from graph.load import load_rows
from graph.load.record import RecordChange
from graph.load.table.fields import fields_of
from graph.model import FAR_DAY, NODES

TOWN = {
    "Company": [{"id": "CO-1", "name": "迅达速递", "kind": "express", "role": "platform"}],
    "DeliverySite": [
        {"id": "SITE-1", "name": "老街站", "kind": "express"},
        {"id": "SITE-2", "name": "海塘站", "kind": "express"},
        {"id": "SITE-3", "name": "新桥站", "kind": "express"},
    ],
    "Rider": [{"id": "R-1", "alias": "小蓝", "role": "rider", "tenureMonths": 12}],
    "WorksAt": [{"start": "R-1", "end": "SITE-1", "from": "2024-03-01"}],
    "Pledge": [
        {"id": "PL-1", "amountFen": 100900, "pledgedAt": "2025-03-01 09:30", "status": "OPEN"}
    ],
}


@pytest.fixture
def small(graph: Graph) -> Graph:
    load_rows(graph, TOWN, name="a town", by="test")
    return graph


def held(graph: Graph, id: str) -> HeldRecord:
    found = held_record(graph, id)
    assert found is not None
    return found


def write(graph: Graph, by: str = "甲"):  # type: ignore[no-untyped-def]
    def landed(records: list[RecordChange], ends: Mapping[str, int]) -> Written:
        return write_entry(
            graph, "edit", records[0].id or records[0].start, records, by=by, ends=ends
        )

    return landed


def save(
    graph: Graph, before: HeldRecord, accepted: frozenset[str] = frozenset(), **mine: str
) -> Outcome:
    texts = {slot.replace("__", "|"): text for slot, text in mine.items()}
    entry = Entry(before.kind, before.id, before.texts(), texts, accepted)
    return save_entry(graph, entry, write(graph))


def value(graph: Graph, id: str, name: str) -> object:
    return graph.read(f"MATCH (n {{id: $id}}) RETURN n.{name}", {"id": id}).value()


@pytest.mark.parametrize("kind", [kind for kind in NODES if is_entered(kind)])
def test_every_kind_has_a_form_of_texts_that_mean_their_values(
    kind: str, seed_rows: dict[str, list[dict[str, object]]]
):
    assert entered_fields(kind) or patterns_of(kind)
    for row in seed_rows.get(kind, [])[:20]:
        values = NODES[kind].model_validate(row)
        for name, field in entered_fields(kind).items():
            text = text_of(field, getattr(values, field.attribute))
            assert even_text(field, text) == text, name


def test_a_value_is_read_as_people_write_it():
    amount, at = fields_of(NODES["Pledge"])["amountFen"], fields_of(NODES["Pledge"])["pledgedAt"]
    assert even_text(amount, "¥1,009.5元") == "1009.50"
    assert even_text(amount, "1.2万") == "12000"
    assert even_text(at, "2025年3月1日 下午2点半") == "2025-03-01 14:30"
    assert even_text(at, "2025.3.1") == "2025-03-01"
    assert text_of(at, None) == "" and text_of(amount, 5) == "0.05"
    to = fields_of(NODES["Organization"])["to"]
    assert text_of(to, FAR_DAY) == ""


def test_only_what_changed_is_written(small: Graph):
    outcome = save(
        small, held(small, "PL-1"), amountFen="1,200元", pledgedAt="2025年3月1日 9:30", dueAt=""
    )
    assert outcome.change
    assert [sorted(one.after or {}) for one in outcome.records] == [["amountFen"]]
    assert value(small, "PL-1", "amountFen") == 120000
    again = save(small, held(small, "PL-1"), amountFen="1200.00")
    assert not again.change and not again.is_open


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(small: Graph):
    outcome = save(
        small,
        held(small, "R-1"),
        alias="",
        role="pilot",
        tenureMonths="半年",
        employmentType="众包",
    )
    assert {one.slot for one in outcome.problems} == {"alias", "role", "tenureMonths"}
    assert not outcome.change and value(small, "R-1", "employmentType") is None


def test_a_telephone_number_is_asked_about_and_taken_where_it_is_none(small: Graph):
    before = held(small, "R-1")
    outcome = save(small, before, alias="13812345678")
    (one,) = outcome.problems
    assert one.slot == "alias" and one.ref
    assert save(small, before, frozenset({one.ref}), alias="13812345678").change


def test_two_people_on_one_record_lose_nothing(small: Graph):
    first = held(small, "R-1")
    assert save(small, first, alias="小青").change
    second = save(small, first, tenureMonths="15")
    assert second.change and second.merged.theirs == set()
    third = save(small, first, tenureMonths="18", alias="小蓝")
    (met,) = third.merged.meetings
    assert (met.slot, met.before, met.theirs, met.mine) == ("tenureMonths", "12", "15", "18")
    assert third.merged.theirs == {"alias"} and not third.change
    assert value(small, "R-1", "alias") == "小青" and value(small, "R-1", "tenureMonths") == 15


def test_a_rider_who_moves_leaves_the_former_site_on_the_day(small: Graph):
    outcome = save(
        small,
        held(small, "R-1"),
        **{"WorksAt__out__+0__other": "海塘站 SITE-2", "WorksAt__out__+0__from": "2025.4.1"},
    )
    assert outcome.change, outcome.problems
    rows = small.read(
        "MATCH (:Rider {id: 'R-1'})-[w:WORKS_AT]->(s) RETURN s.id, w.from, w.to ORDER BY s.id"
    ).rows
    assert rows == [
        ("SITE-1", date(2024, 3, 1), date(2025, 4, 1)),
        ("SITE-2", date(2025, 4, 1), FAR_DAY),
    ]


def test_two_people_who_move_one_rider_meet(small: Graph):
    before = held(small, "R-1")
    move = {"WorksAt__out__+0__from": "2025-04-01"}
    assert save(small, before, **move, **{"WorksAt__out__+0__other": "SITE-2"}).change
    second = save(small, before, **move, **{"WorksAt__out__+0__other": "新桥"})
    (met,) = second.merged.meetings
    assert (met.slot, met.mine) == ("WorksAt|out|*", "新桥") and "SITE-2" in met.theirs
    assert not second.change


def test_a_relationship_ends_on_a_day_or_goes_as_a_mistake(small: Graph):
    before = held(small, "R-1")
    slot = before.relationships[0].slot
    early = save(small, before, **{f"{slot}|to": "2024-01-01"})
    assert [one.slot for one in early.problems] == [f"{slot}|to"]
    assert save(small, before, **{f"{slot}|to": "2025-01-01"}).change
    now = held(small, "R-1")
    assert now.texts()[f"{slot}|to"] == "2025-01-01"
    assert save(small, now, **{f"{slot}|gone": "yes"}).change
    assert held(small, "R-1").relationships == ()


def test_an_unknown_name_is_said_at_the_picker(small: Graph):
    outcome = save(
        small, held(small, "R-1"),
        **{"WorksAt__out__+0__other": "没有的站", "WorksAt__out__+0__from": "2025-04-01"},
    )  # fmt: skip
    assert [one.slot for one in outcome.problems] == ["WorksAt|out|+0|other"]


def test_a_new_record_gets_the_next_id_and_a_double_is_asked_about(small: Graph):
    mine = {"name": "西门站", "kind": "express", "status": "OPEN", "Operates|in|+0|other": "迅达速递",
            "Operates|in|+0|from": "2025-01-01"}  # fmt: skip
    outcome = save_entry(small, Entry("DeliverySite", "", {}, mine), write(small))
    assert outcome.change and outcome.id == "SITE-4", outcome.problems
    assert held(small, "SITE-4").relationships[0].name == "迅达速递"
    again = save_entry(small, Entry("DeliverySite", "", {}, mine), write(small))
    (one,) = again.problems
    assert one.slot == "name" and one.ref and not again.change


HOSTILE = "<script>alert(1)</script>{{7*7}}' OR 1=1 //"


def test_hostile_names_are_texts(small: Graph):
    assert save(small, held(small, "SITE-1"), name=HOSTILE).change
    assert held(small, "SITE-1").name == HOSTILE
    long = save(small, held(small, "SITE-1"), name="长" * 501)
    assert [one.slot for one in long.problems] == ["name"]
    hidden = save(small, held(small, "SITE-1"), name="站\x07点")
    assert [one.slot for one in hidden.problems] == ["name"]
    assert held(small, "SITE-1").name == HOSTILE


@pytest.mark.parametrize("pairs", [12, pytest.param(500, marks=pytest.mark.soak)])
def test_no_update_is_lost_between_pairs(small: Graph, pairs: int):
    """Each pair opens one record and saves at once: two fields are both kept; of one field one is
    written, and the other is met."""
    numbers = count(1)
    with ThreadPoolExecutor(2) as pool:
        for turn in range(pairs):
            before = held(small, "R-1")
            one, two = next(numbers), next(numbers)
            same = turn % 2
            texts = [
                {"tenureMonths": str(one)},
                {"tenureMonths": str(two)} if same else {"alias": f"骑手{two}"},
            ]
            start = threading.Barrier(2)

            def run(
                mine: dict[str, str], start: threading.Barrier = start, before: HeldRecord = before
            ) -> Outcome:
                start.wait()
                return save(small, before, **mine)

            first, second = pool.map(run, texts)
            now = held(small, "R-1").texts()
            if same:
                won, lost = (first, second) if first.change else (second, first)
                assert bool(won.change) and not lost.change and lost.merged.meetings
                assert now["tenureMonths"] == won.merged.texts["tenureMonths"]
            else:
                assert first.change and second.change
                assert (now["tenureMonths"], now["alias"]) == (str(one), f"骑手{two}")


def test_three_states_of_texts_are_one():
    merged = merge(
        {"a": "1", "b": "1", "c": "1"},
        {"a": "1", "b": "2", "c": "2"},
        {"a": "3", "b": "1", "c": "3"},
    )
    assert merged.texts == {"a": "3", "b": "2", "c": "2"}
    assert (merged.mine, merged.theirs) == ({"a"}, {"b"})
    assert [one.slot for one in merged.meetings] == ["c"]
    assert merge({"a": "1"}, {"a": "2"}, {"a": "2"}).meetings == []


def test_a_change_stands_in_the_history_and_is_taken_back_where_nothing_rests_on_it(small: Graph):
    first = save(small, held(small, "R-1"), alias="小青")
    second = save(small, held(small, "R-1"), alias="小红", tenureMonths="13")
    entries = history_of(small, "R-1")
    assert [one.id for one in entries][:2] == [second.change, first.change]
    assert entries[0].by == "甲"
    before, after = entries[0].records[0].before, entries[0].records[0].after
    assert before is not None and (before["alias"], before["tenureMonths"]) == ("小青", 12)
    assert after is not None and (after["alias"], after["tenureMonths"]) == ("小红", 13)
    with pytest.raises(ChangeRefused):
        undo_change(small, first.change, by="乙")
    assert value(small, "R-1", "alias") == "小红"
    undo_change(small, second.change, by="乙")
    assert held(small, "R-1").texts()["alias"] == "小青"
    assert value(small, "R-1", "tenureMonths") == 12
    with pytest.raises(ChangeRefused):
        undo_change(small, second.change, by="乙")


def test_ending_a_record_ends_what_holds_at_it_and_is_taken_back(small: Graph):
    records = ending_of(small, "R-1", date(2025, 5, 1))
    change = write_entry(small, "end", "R-1", records, by="甲").id
    assert held(small, "R-1").relationships[0].properties["to"] == date(2025, 5, 1)
    assert ending_of(small, "R-1", date(2025, 5, 1)) == []
    undo_change(small, change, by="甲")
    assert held(small, "R-1").relationships[0].properties["to"] == FAR_DAY


def test_deleting_takes_what_hangs_on_it_and_gives_it_back(small: Graph):
    before = held(small, "R-1")
    records = deletion_of(small, "R-1")
    assert [one.kind for one in records] == ["WorksAt", "Rider"]
    change = write_entry(small, "delete", "R-1", records, by="甲").id
    assert held_record(small, "R-1") is None
    assert history_of(small, "R-1")[0].id == change
    undo_change(small, change, by="甲")
    assert held(small, "R-1").properties["alias"] == before.properties["alias"]
    assert [one.other for one in held(small, "R-1").relationships] == ["SITE-1"]


def test_one_form_sent_twice_is_written_once(small: Graph):
    records = ending_of(small, "R-1", date(2025, 5, 1))
    first = write_entry(small, "end", "R-1", records, by="甲", request="a form")
    with pytest.raises(RecordChanged):
        write_entry(small, "end", "R-1", records, by="甲")
    now = ending_of(small, "R-1", date(2025, 5, 1))
    again = write_entry(small, "end", "R-1", now, by="甲", request="a form")
    assert again == Written(first.id, "R-1", repeated=True)


def test_a_blank_line_of_the_form_is_no_relationship_that_was_there(small: Graph):
    before = held(small, "R-1")
    slots = {"WorksAt|out|+0|other": "SITE-2", "WorksAt|out|+0|from": "2025.4.1"}
    entry = Entry("Rider", "R-1", {**before.texts(), **dict.fromkeys(slots, "")}, slots)
    assert save_entry(small, entry, write(small)).change
