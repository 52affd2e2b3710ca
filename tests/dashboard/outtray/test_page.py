"""The page 发件箱 by HTTP: who may, what it shows, what is done on it, files to take away."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_process import served_here
from trail_lines import noted
from visitors import ROLES, Visitor, home_of_roles

from dashboard.outtray.record import Records
from graph.client import Graph

SCHEDULE = """\
title: 月报 <b>{x}
report: wishes/rates
when: {monthly: 1}
files: [csv]
checks: []
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outtray")
    own = folder / "own" / "outtray"
    own.mkdir(parents=True)
    (own / "monthly.yaml").write_text(SCHEDULE, "utf-8")
    (own / "faulty.yaml").write_text(SCHEDULE.replace("rates", "<i>rate"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def visitors(town: Graph, folder: Path) -> Iterator[dict[str, Visitor]]:
    home = home_of_roles(folder)
    with served_here(town, folder) as server:
        url = f"http://127.0.0.1:{server.port}"
        yield {role: Visitor(server, url, home, role) for role in ROLES}


def test_a_steward_makes_one_and_takes_it_away(visitors: dict[str, Visitor], folder: Path) -> None:
    one = visitors["steward"]
    before = one.get("outtray?lang=zh").text
    assert "月报 &lt;b&gt;{x}" in before and "<i>rate" not in before
    assert "own/outtray/faulty.yaml:2：" in before
    made = one.post("outtray?lang=zh", data={"act": "make", "of": "monthly"})
    assert made.status_code == 303, made.text
    page = one.get(made.headers["Location"].removeprefix("/")).text
    [run] = [path.name for path in (folder / "outtray" / "monthly").iterdir() if path.is_dir()]
    assert f"已生成（{run}）" in page and "与生成时一致" in page
    [file] = (folder / "outtray" / "monthly" / run).glob("*.csv")
    path = f"outtray/monthly/{run}/{file.name}"
    taken = one.get(path)
    assert "attachment" in taken.headers["Content-Disposition"]
    assert hashlib.sha256(taken.content).hexdigest() in page
    for role in ("staff", "committee"):
        assert visitors[role].get(path).status_code == 403
        assert visitors[role].get("outtray").status_code == 403
        assert visitors[role].post("outtray", data={"act": "make"}).status_code == 403
    for wrong in (
        f"outtray/monthly/{run}/x.csv",
        f"outtray/none/{run}/{file.name}",
        f"{path}.lock",
    ):
        assert one.get(wrong).status_code == 404
    file.chmod(0o600)
    file.write_bytes(file.read_bytes() + b" ")
    assert f"与生成时不同：{file.name}" in one.get("outtray?lang=zh").text
    told = [(line["by"], line["more"]["act"]) for line in noted(folder, "outtray")]
    assert told == [("steward", "make")]


def test_what_cannot_be_done_is_said_on_the_page(
    visitors: dict[str, Visitor], folder: Path
) -> None:
    one = visitors["steward"]
    for data, status, words in (
        ({"act": "make", "of": "faulty"}, 409, "own/outtray/faulty.yaml:2"),
        ({"act": "make", "of": "../x"}, 404, "没有计划"),
        ({"act": "tell", "of": "monthly", "run": "2020-01-01"}, 404, "没有“2020-01-01”"),
        ({"act": "burn", "of": "monthly"}, 400, "不知道要做什么"),
    ):
        answer = one.post("outtray?lang=zh", data=data)
        assert answer.status_code == status and words in answer.text, data
    for act, paused in (("pause", True), ("resume", False)):
        assert one.post("outtray", data={"act": act, "of": "monthly"}).status_code == 303
        record = Records(folder).get("monthly")
        assert record is not None and (record.paused is not None) == paused
