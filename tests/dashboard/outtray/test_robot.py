"""A message to a robot: its key in a file of the owner's, one host, and whatever it answers."""

import logging
import socket
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from robot import Answer, StandIn, answering, stand_in

from dashboard.outtray.errors import RobotRefused
from dashboard.outtray.record import Records, Sending
from dashboard.outtray.robot import posting
from dashboard.outtray.robot.key import RobotPlace, key_of
from dashboard.outtray.robot.posting import post_message
from dashboard.outtray.robot.sending import MOST_A_MINUTE, Sender
from graph.model import SHANGHAI

KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
NOW = datetime(2026, 1, 1, 8, 0, tzinfo=SHANGHAI)


@pytest.fixture
def robot() -> Iterator[StandIn]:
    with stand_in() as found:
        yield found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_key(tmp_path, KEY)
    return tmp_path


def write_key(home: Path, text: str, mode: int = 0o600) -> Path:
    file = home / "robots" / "group.key"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    file.chmod(mode)
    return file


def sender(home: Path, robot: StandIn | int) -> Sender:
    port = robot if isinstance(robot, int) else robot.port
    records = Records(home)
    with records.held(0):
        pass
    return Sender(home, records, RobotPlace(stand_in=port))


def sent(one: Sender, before: Sending | None = None, now: datetime = NOW) -> Sending:
    return one.send("group", "【连新】", before or Sending(), now, lambda begun: None)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660])
def test_a_key_that_others_can_read_is_refused(home: Path, mode: int) -> None:
    write_key(home, KEY, mode)
    with pytest.raises(RobotRefused) as refused:
        key_of(home, "group", RobotPlace())
    assert "chmod 600" in refused.value.zh and KEY not in str(refused.value.en)


def test_a_key_is_the_key_or_its_address_of_the_allowed_host(home: Path) -> None:
    address = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
    write_key(home, f"{address}\n")
    assert key_of(home, "group", RobotPlace()).get_secret_value() == KEY
    for wrong in (
        address.replace("qyapi.weixin.qq.com", "evil.example"),
        address.replace("https", "http"),
        address.replace("/send", "/../send"),
        "", "short", f"{KEY}&x=1", f"{address}&key=other", "https://[",
    ):  # fmt: skip
        write_key(home, wrong)
        with pytest.raises(RobotRefused):
            key_of(home, "group", RobotPlace())
    link = home / "robots" / "other.key"
    link.symlink_to(home / "robots" / "group.key")
    for name in ("other", "none", "../group"):
        with pytest.raises(RobotRefused):
            key_of(home, name, RobotPlace())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "a.b/c", "x@evil.example", "::1", ""])
def test_no_setting_leads_elsewhere(home: Path, host: str) -> None:
    with pytest.raises(RobotRefused):
        post_message(RobotPlace(host=host), key_of(home, "group", RobotPlace()), "x")


def test_a_name_that_leads_to_this_machine_is_not_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("127.0.0.1", 443))])
    found = post_message(RobotPlace(host="robot.example"), key_of(home, "group", RobotPlace()), "x")
    assert found.state == "refused" and found.why is not None and "本机" in found.why.zh


def test_a_text_goes_through_once_with_its_key(home: Path, robot: StandIn) -> None:
    assert sent(sender(home, robot)).state == "sent"
    assert (robot.keys, robot.texts) == ([KEY], ["【连新】"])
    assert robot.paths == ["/cgi-bin/webhook/send"]


def slow(handler: BaseHTTPRequestHandler) -> None:
    """An answer that comes a letter at a time."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(1000):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


ANSWERS: dict[str, tuple[Answer, str]] = {
    "redirect": (answering(302, Location="/other"), "failed"),
    "errcode": (answering(200, {"errcode": 93000, "errmsg": f"invalid {KEY}"}), "failed"),
    "unknown": (answering(200, {"errcode": 1, "errmsg": KEY}), "failed"),
    "not found": (answering(404, {"errcode": 0}), "failed"),
    "busy": (answering(200, {"errcode": -1}), "waiting"),
    "broken": (answering(502), "waiting"),
    "too many": (answering(200, {"errcode": 45009}), "waiting"),
    "no json": (answering(200, "ok"), "unclear"),
    "true": (answering(200, {"errcode": False}), "unclear"),
    "large": (answering(200, {"errcode": 0, "more": "x" * 100_000}), "unclear"),
    "slow": (slow, "unclear"),
    "cut": (cut, "unclear"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_looked_at(
    home: Path, robot: StandIn, name: str, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setattr(posting, "SECONDS", 1.0 if name == "slow" else 20.0)
    robot.answer, state = ANSWERS[name]
    with caplog.at_level(logging.DEBUG):
        found = sent(sender(home, robot))
    assert found.state == state, found
    assert found.why is not None and found.why.zh and found.why.en
    assert len(robot.paths) == 1  # no redirect is followed, nothing is sent twice
    assert KEY not in caplog.text and KEY not in found.model_dump_json()
    assert (found.not_before is not None) == (state == "waiting")


def test_what_does_not_get_through_is_tried_again_with_longer_pauses(home: Path) -> None:
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        one, found, pauses = sender(home, taken.getsockname()[1]), Sending(), []
        now = NOW
        while found.state == "waiting":
            found = sent(one, found, now)
            if found.not_before is not None:
                pauses.append(found.not_before - now)
                now = found.not_before
    assert found.state == "failed" and found.tries == 5
    assert pauses == [timedelta(minutes=n) for n in (1, 5, 15, 60)]


def test_twenty_a_minute_in_any_process(home: Path, robot: StandIn) -> None:
    half = MOST_A_MINUTE // 2
    for n in range(MOST_A_MINUTE):
        one = sender(home, robot)  # as another process has it
        assert sent(one, now=NOW + timedelta(seconds=30 * (n >= half))).state == "sent"
    waits = sent(sender(home, robot), now=NOW + timedelta(seconds=40))
    assert waits.state == "waiting" and waits.tries == 0 and len(robot.texts) == MOST_A_MINUTE
    for n in range(half + 1):  # the first ten are a minute ago
        state = sent(sender(home, robot), now=NOW + timedelta(seconds=61)).state
        assert state == ("sent" if n < half else "waiting")
