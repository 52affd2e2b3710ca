"""The addresses behind the page 导入: who is let in, what is kept of a file and where, what is refused."""

import stat
from contextlib import suppress
from functools import partial
from pathlib import Path

import requests
from in_process import served_here

from dashboard.imports.uploads import Uploads
from dashboard.jobs import JobProgress, Jobs, JobStore
from graph.client import Graph
from graph.load import load_rows
from graph.load.table.bounds import LARGEST_FILE

OURS = {"X-Lianxin": "1", "X-File-Name": "..%2F..%2F%E7%BB%84%E7%BB%87.csv"}
CSV = "编号 id,名称 name,种类 kind\nORG-0001,东风村党总支,party\n".encode()


def test_a_file_is_taken_from_our_own_page_alone_and_its_name_is_no_path(
    graph: Graph, tmp_path: Path
):
    home = tmp_path / "home"
    with served_here(graph, home) as server:
        base = f"http://127.0.0.1:{server.port}/imports"

        def post(path: str, data: bytes = b"", **headers: str) -> requests.Response:
            return requests.post(f"{base}/{path}", data, headers=OURS | headers, timeout=60)

        plain = {"X-File-Name": "a.csv"}
        assert requests.post(f"{base}/upload", CSV, headers=plain, timeout=60).status_code == 403
        assert post("upload", CSV, Origin="http://elsewhere.example").status_code == 403
        assert post("upload", CSV, **{"X-File-Name": "a.exe"}).status_code == 400
        assert post("upload", b"").json()["wrong"] == "“组织.csv”是空文件。"
        too_large = b"x" * (LARGEST_FILE + 1)
        refused = requests.Request("POST", f"{base}/upload", headers=OURS, data=too_large)
        with suppress(requests.ConnectionError):  # closed while the body is still being sent
            assert requests.Session().send(refused.prepare(), timeout=60).status_code == 400
        assert list((home / "uploads").glob("*")) == []

        taken = post("upload", CSV).json()
        file = home / "uploads" / taken["token"] / "data.csv"
        assert file.read_bytes() == CSV
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        server.site.imports.jobs.wait()
        job = requests.get(f"{base}/job/{taken['job']}", timeout=60).json()
        assert (job["state"], job["kind"]) == ("done", "plan")
        assert post(f"drop/{taken['token']}").status_code == 200
        assert not file.parent.exists()
        assert post(f"land/{taken['token']}").status_code == 404
        assert requests.get(f"{base}/job/none", timeout=60).status_code == 404


def test_a_job_whose_program_died_is_broken_off_and_one_can_be_cancelled(tmp_path: Path):
    store = JobStore(tmp_path / "jobs")
    record, lock = store.begin("plan", "file", may_cancel=True)
    assert store.get(record.id).state == "running"
    lock.release()  # as the system does when a process dies
    assert JobStore(tmp_path / "jobs").get(record.id).state == "broken_off"

    jobs = Jobs(store)

    def work(progress: JobProgress) -> dict[str, object]:
        with progress.task("读取", "Reading", 2):
            store.ask_to_stop(progress.record.id)
            progress.task("比较", "Comparing", None)
        return {"reached": True}

    started = jobs.start("plan", "file", work)
    jobs.wait()
    ended = store.get(started.id)
    assert (ended.state, ended.result) == ("cancelled", {})


def test_of_jobs_begun_within_a_second_the_last_is_the_newest(tmp_path: Path):
    """Their names end in chance, and a page went on telling how an earlier one had failed."""
    store = JobStore(tmp_path / "jobs")
    begun = []
    for _ in range(8):
        record, lock = store.begin("plan", "file", may_cancel=True)
        lock.release()
        begun.append(record.id)
    assert [one.id for one in store.all()] == begun[::-1]
    newest = store.latest("file")
    assert newest and newest.id == begun[-1]


def test_what_never_came_whole_leaves_nothing(tmp_path: Path):
    uploads = Uploads(tmp_path / "uploads")
    one = uploads.begin("组织.xlsx")
    one.write(b"PK")
    uploads.drop(one)
    assert list((tmp_path / "uploads").iterdir()) == []


class AskedTooLate(JobProgress):
    """Somebody presses Cancel when the load has been confirmed and what follows from it begins."""

    def task(self, zh: str, en: str, total: int | None) -> JobProgress:
        if getattr(self, "loaded", False):
            self._store.ask_to_stop(self.record.id)
        self.loaded = en == "Loading"
        return super().task(zh, en, total)


def test_what_has_landed_is_not_told_as_cancelled(graph: Graph, tmp_path: Path):
    """The cancel was obeyed after the commit, and the page said that nothing had been written."""
    store = JobStore(tmp_path / "jobs")
    record, _ = store.begin("land", "file", may_cancel=True)
    site = {"id": "SITE-1", "name": "东站", "kind": "express", "longitude": 121.7, "latitude": 31.2}
    progress = AskedTooLate(store, record)
    load_rows(graph, {"DeliverySite": [site]}, name="sites", by="test", progress=progress)
    assert store.is_asked_to_stop(record.id)
    assert not store.get(record.id).may_cancel


def test_a_plan_made_again_says_what_is_not_as_it_was_shown(graph: Graph, tmp_path: Path):
    def orgs(*members: int) -> list[dict[str, object]]:
        named = {"kind": "party"}
        return [
            named | {"id": f"ORG-{n}", "name": f"第{n}党支部", "memberCount": count}
            for n, count in enumerate(members, 1)
        ]

    def load(*members: int) -> None:
        load_rows(graph, {"Organization": orgs(*members)}, name="orgs", by="another")

    load(10, 20, 30)
    file = "编号 id,名称 name,种类 kind,党员人数 memberCount\n" + "".join(
        f"ORG-{n},第{n}党支部,party,{count}\n" for n, count in enumerate((11, 21, 30), 1)
    )
    with served_here(graph, tmp_path / "home") as server:
        base, jobs = f"http://127.0.0.1:{server.port}/imports", server.site.imports.jobs
        post = partial(requests.post, headers=OURS, timeout=60)
        token = post(f"{base}/upload", file.encode()).json()["token"]
        jobs.wait()
        load(
            11, 22, 33
        )  # what the file says of the first is done, of the second other, of the third new
        job = post(f"{base}/land/{token}").json()["job"]
        jobs.wait()
        assert jobs.store.get(job).state == "failed"
        page = server.site.imports.plan_file(token).page("differs")
        since = {one["id"]: one["since"] for one in page.items}
        assert since == {"ORG-1": "gone", "ORG-2": "other", "ORG-3": "new"}
        (other,) = [one for one in page.items if one["since"] == "other"]
        assert (other["then"][0]["before"]["zh"], other["fields"][0]["before"]["zh"]) == (
            "20",
            "22",
        )
        html = requests.get(f"{base}/changes/file/{token}?part=differs", timeout=60).json()["html"]
        assert "不再需要" in html
        post(f"{base}/land/{token}")
        jobs.wait()
    members = "MATCH (o:Organization) RETURN o.memberCount ORDER BY o.id"
    assert graph.read(members).rows == [(11,), (21,), (30,)]
