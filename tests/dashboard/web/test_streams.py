"""Open pages are told when the data have moved: how many streams there are, when they end, and what
one answer brings."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from access import Clock, Home, visitor_of
from as_user import until
from few import at as moment
from few import load, people, wish
from in_process import served_here
from run_async import run_async

from dashboard.concurrency import streams
from dashboard.concurrency.streams import Streams
from dashboard.errors import Busy
from dashboard.web.app import Server
from graph.client import Graph

PATIENCE = 60


def test_a_slow_reader_gets_the_newest_word(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "BEAT_SECONDS", 0.05)

    async def read() -> list[str | None]:
        held, heard = Streams(), []
        held.tell("a")
        with held.joined() as stream:
            words = stream.words()
            heard.append(await anext(words))
            held.tell("b")
            held.tell("c")
            held.tell("c")
            heard += [await anext(words), await anext(words)]  # then a beat: c was no news again
            held.close()
            heard.append(await anext(words, None))
        return heard

    assert run_async(read()) == ["a", "c", "", None]


def test_streams_are_bounded_in_all_and_for_one_session():
    held = Streams(most=3, most_of_one=2)
    with held.joined(b"a"), held.joined(b"a"):
        with pytest.raises(Busy), held.joined(b"a"):
            pass
        with held.joined(b"b"):
            with pytest.raises(Busy), held.joined(b"c"):
                pass
            assert len(held) == 3
    assert len(held) == 0


@pytest.fixture
def server(graph: Graph, tmp_path: Path) -> Iterator[Server]:
    """A dashboard on a graph with one wish, nobody having an account."""
    load(graph, people(), wish("W-1", ("SUBMITTED", moment(0)), title="雨衣"))
    with served_here(graph, tmp_path) as server:
        yield server


def write(graph: Graph, title: str) -> None:
    """A change as by another process: the dashboard is not told of it."""
    with graph.driver.session() as session:
        session.run("MATCH (w:Wish {id: 'W-1'}) SET w.title = $title", title=title).consume()


class Listening:
    """The stream as a browser of a session reads it."""

    def __init__(self, server: Server, cookies: dict[str, str] | None = None) -> None:
        url = f"http://127.0.0.1:{server.port}/fresh"
        headers = {"Accept": "text/event-stream", "Sec-Fetch-Mode": "cors"}
        self.answer = requests.get(
            url, stream=True, timeout=PATIENCE, cookies=cookies, headers=headers
        )
        self.lines = self.answer.iter_lines(decode_unicode=True)

    def word(self) -> str:
        """The next one."""
        return next(line for line in self.lines if line.startswith("data: "))

    def ends(self) -> bool:
        """Read to the end."""
        try:
            for _ in self.lines:
                pass
        except requests.RequestException:
            pass  # it was cut off
        self.answer.close()
        return True


def test_a_write_by_another_is_told_without_saying_what(server: Server, graph: Graph):
    listening = Listening(server)
    assert listening.answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in listening.answer.headers
    first = listening.word()
    write(graph, "手套")
    second = listening.word()
    assert second != first
    assert "W-1" not in second and "手套" not in second
    ready = requests.get(f"http://127.0.0.1:{server.port}/readyz", timeout=PATIENCE).json()
    assert second == f"data: {ready['version']} {ready['files']}"
    listening.answer.close()


def fresh(server: Server, page: str, have: dict[str, str]) -> list[dict[str, str]]:
    """What one question for some cards is answered, as lines."""
    named = " ".join(f"{id}={digest}" for id, digest in have.items())
    answer = requests.get(
        f"http://127.0.0.1:{server.port}/fresh/{page}",
        headers={"X-Lianxin-Have": named},
        timeout=PATIENCE,
    )
    assert answer.status_code == 200
    return [json.loads(line) for line in answer.text.splitlines()]


def test_only_cards_that_changed_and_were_asked_for_are_sent(server: Server, graph: Graph):
    cards = ("to_review", "overdue", "counts")
    state, *sent = fresh(server, "todo", dict.fromkeys(cards, ""))
    assert {one["card"] for one in sent} == set(cards)
    have = {one["card"]: one["digest"] for one in sent}
    _, *again = fresh(server, "todo", have)
    assert again == []
    listening = Listening(server)
    listening.word()
    write(graph, "手套")
    listening.word()
    listening.answer.close()
    later, *changed = fresh(server, "todo", have)
    [one] = changed
    assert one["card"] == "to_review" and "手套" in one["html"]
    assert later["version"] != state["version"] and int(later["waiting"]) >= 1
    assert one["html"] == requests.get(
        f"http://127.0.0.1:{server.port}/card/todo/to_review", timeout=PATIENCE
    ).text  # fmt: skip


def test_what_another_process_tells_of_is_answered_at_once(server: Server, graph: Graph):
    versions = [fresh(server, "todo", {})[0]["version"]]
    for n in range(5):
        write(graph, f"雨衣第{n}件")
        versions.append(fresh(server, "todo", {})[0]["version"])
    assert len(set(versions)) == 6


def test_a_page_that_is_not_there_is_refused(server: Server):
    answer = requests.get(f"http://127.0.0.1:{server.port}/fresh/none", timeout=PATIENCE)
    assert answer.status_code == 404 and answer.json()["wrong"]


def test_a_stream_ends_when_the_process_is_to_stop(server: Server):
    listening = Listening(server)
    listening.word()
    loop = server.io_loop.asyncio_loop  # type: ignore[attr-defined]
    drained = asyncio.run_coroutine_threadsafe(server.drain(), loop)
    assert listening.ends()
    drained.result(10)  # nothing that lasts is waited for
    assert len(server.site.streams) == 0


def test_a_stream_ends_with_its_session_and_keeps_none_open(graph: Graph, tmp_path: Path):
    home = Home(tmp_path, Clock())
    account = home.add("steward")
    with served_here(graph, tmp_path) as server:
        gate = server.site.access.gate
        assert gate.sessions is not None and server.site.access.accounts is not None
        visitor = visitor_of(server, account)
        cookies = {gate.cookie.name: visitor.cookies[gate.cookie.name]}
        before = gate.sessions.get(cookies[gate.cookie.name])
        listening = Listening(server, cookies)
        listening.word()
        after = gate.sessions.get(cookies[gate.cookie.name])
        assert before is not None and after is not None and after.active == before.active
        gate.sessions.end(before.hash)
        assert listening.ends()
        until(lambda: len(server.site.streams) == 0)
        url = f"http://127.0.0.1:{server.port}/fresh"
        assert requests.get(url, cookies=cookies, timeout=PATIENCE).status_code == 401


def test_a_card_whose_answer_is_the_same_is_not_drawn_again(server: Server, graph: Graph):
    def numbers(page: str) -> list[str]:
        cards = {
            one["card"]: one["html"]
            for one in fresh(server, page, {"to_review": "", "overdue": ""})[1:]
        }
        return [cards["overdue"], cards["to_review"]]

    before = numbers("todo")
    held = [card for card in server.site.cards.cache.cards() if card.html == before[0]]
    listening = Listening(server)
    listening.word()
    write(graph, "手套")
    listening.word()
    listening.answer.close()
    after = numbers("todo")
    assert after[0] == before[0] and "手套" in after[1] and "手套" not in before[1]
    again = [card for card in server.site.cards.cache.cards() if card.html == after[0]]
    assert len(again) == 2 and all(one is held[0] for one in again)
