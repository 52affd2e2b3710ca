"""A rider's data removed: nowhere in graph and home afterwards, what was counted is counted, others are untouched."""

import gzip
import io
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from access import Clock, Home
from as_user import typed
from in_process import served_here, served_to_roles
from visitors import Visitor

from cypher.act.action_library import ActionLibrary
from cypher.act.runner import ActionRunner
from cypher.library.catalogue import Catalogue
from cypher.reader import OWNER, Reader
from cypher.run.runner import Runner
from dashboard.audit.trail import Trail
from dashboard.audit.verify.files import verify_files
from dashboard.audit.verify.settling import settle
from dashboard.audit.writes import Writes
from dashboard.imports.landing import LoadPlace
from dashboard.removal.removing import plan_removal, remove_person, settle_removals
from graph.backup.automatic import back_up
from graph.change import ChangeRefused, history_of, undo_change
from graph.client import Graph
from graph.entry.leaving import deletion_of
from graph.entry.writing import write_entry
from graph.load import LoadStore, load_rows, undo
from graph.progress import Silent
from graph.removal.journal import Removal, Removals
from graph.schema import ensure_model_version

ALIAS, FORMER, OTHER = "阿青林", "青林哥", "阿青林二"
STAFF = Reader("小博", "staff", "staff")
OURS = {"X-Lianxin": "1"}
TOWN = {
    "Organization": [{"id": "ORG-1", "name": "第一党支部", "kind": "party", "form": "党支部"}],
    "Company": [{"id": "CO-1", "name": "闪送", "kind": "takeaway", "role": "platform"}],
    "DeliverySite": [{"id": "SITE-1", "name": "一站", "kind": "takeaway"}],
    "Operates": [{"start": "CO-1", "end": "SITE-1", "from": "2024-01-01"}],
    "Team": [{"id": "TEAM-1", "name": "护学队", "kind": "traffic"}],
    "Venue": [{"id": "VEN-1", "name": "中心", "kind": "centre"}],
    "ServiceStation": [{"id": "ST-1", "name": "驿站", "stationType": "red_station"}],
    "Hosts": [{"start": "VEN-1", "end": "ST-1"}],
}
PEOPLE = {
    "Rider": [
        {"id": "R-1", "alias": FORMER, "role": "rider", "ageBand": "30-39", "tenureMonths": 7},
        {"id": "R-2", "alias": OTHER, "role": "rider", "ageBand": "20-29"},
        {"id": "R-3", "alias": "小孙", "role": "rider"},
    ],
    "WorksAt": [{"start": f"R-{n}", "end": "SITE-1", "from": "2024-01-01"} for n in (1, 2, 3)],
    "MemberOf": [{"start": "R-1", "end": "TEAM-1", "from": "2024-02-01"}],
    "Child": [{"id": "CH-1", "ageBand": "6-8", "guardianConsent": True}],
    "GuardianOf": [{"start": "R-1", "end": "CH-1"}],
    "Wish": [
        {
            "id": "W-000001", "title": "一顶头盔", "category": "riding_gear", "kind": "goods",
            "status": "PUBLISHED", "submittedAt": "2025-03-01 09:00", "publishedAt": "2025-03-02 09:00",
        }
    ],
    "WishEvent": [
        {
            "id": "EV-1", "toStatus": "PUBLISHED", "seq": 1, "at": "2025-03-02 09:00",
            "actorRole": "reviewer", "reason": f"{FORMER}自己来说的",
        }
    ],
    "HasEvent": [{"start": "W-000001", "end": "EV-1"}],
    "Raised": [{"start": "R-1", "end": "W-000001"}],
    "Via": [{"start": "W-000001", "end": "ST-1"}],
    "Consent": [{"id": "CON-1", "scope": "wish_processing", "grantedAt": "2025-03-01 09:00"}],
    "GivenBy": [{"start": "CON-1", "end": "R-1"}],
    "Covers": [{"start": "CON-1", "end": "W-000001"}],
}  # fmt: skip
REPORTS = (
    "overview/riders",
    "people/sites",
    "people/base_situation",
    "people/open_per_head",
    "people/teams",
    "wishes/funnel",
    "wishes/ledger",
    "wishes/board",
)
EVERYTHING = (
    "MATCH (n) UNWIND keys(n) AS k RETURN n.id AS id, toStringOrNull(n[k]) AS text "
    "UNION ALL MATCH ()-[r]->() UNWIND keys(r) AS k RETURN type(r) AS id, toStringOrNull(r[k]) AS text"
)


@dataclass
class Office:
    """A home with a town in which one rider has left traces everywhere."""

    graph: Graph
    home: Path
    place: LoadPlace
    load: str

    def do(self, action: str, id: str, **values: object) -> tuple[str, str]:
        """Take a step; gives the change and the record."""
        runner = ActionRunner(self.graph, ActionLibrary())
        writes = Writes(self.place.trail, STAFF)
        done = runner.run(STAFF, action, id, values, writes=writes)
        return done.change_id, done.id

    def counts(self) -> dict[str, object]:
        """What reports count: the number of rows of each, and every number in them."""
        runner, found = Runner(self.graph, Catalogue.load()), {}
        for id in REPORTS:
            table = runner.run(runner.catalogue.find(f"reports/{id}"), {}, reader=STAFF)
            numbers = [[v for v in row if isinstance(v, int | float)] for row in table.rows]
            found[id] = (len(table.rows), sorted(map(str, numbers)))
        return found

    def texts(self) -> list[tuple[str, str]]:
        """Every text of the graph, with whose it is."""
        return [(str(id), str(text)) for id, text in self.graph.read(EVERYTHING, rows=None).rows]

    def remove(self) -> None:
        remove_person(self.place, "R-1", OWNER)


def named(text: str) -> bool:
    """Whether a text names the rider, and not the one whose alias only begins so."""
    return ALIAS in text.replace(OTHER, "") or FORMER in text


def bytes_of(path: Path) -> Iterator[bytes]:
    """What stands in a file, and in what is packed in it."""
    data = path.read_bytes()
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def holding(home: Path) -> list[str]:
    """The files of a home that name the rider, but for backups, which are only said to."""
    return sorted(
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file()
        and path.parent.name != "backups"
        and any(named(one.decode("utf-8", "replace")) for one in bytes_of(path))
    )


@pytest.fixture
def office(graph: Graph, tmp_path: Path) -> Iterator[Office]:
    ensure_model_version(graph)
    home = tmp_path / "home"
    trail = Trail(home)
    store, writes = LoadStore(home / "loads"), Writes(trail, STAFF)
    load_rows(graph, TOWN, name="镇.xlsx", by="老张", store=store, writes=writes)
    load = load_rows(
        graph, PEOPLE, name=f"{FORMER}等.xlsx", by="老张", store=store, writes=writes
    ).import_id
    trail.record("load", STAFF, f"{FORMER}等.xlsx")
    yield Office(graph, home, LoadPlace(graph, home, "private", trail), load)
    trail.close()


@pytest.fixture
def used(office: Office) -> Office:
    """The rider's alias is changed on a form, brought again by the page, and named in a step."""
    with served_here(office.graph, office.home) as server:
        base, jobs = f"http://127.0.0.1:{server.port}", server.site.imports.jobs

        def post(path: str, text: str = "", name: str = "a.csv") -> dict[str, str]:
            headers = {**OURS, "X-File-Name": name}
            answer = requests.post(
                f"{base}/imports/{path}", text.encode(), headers=headers, timeout=60
            )
            assert answer.ok, answer.text
            jobs.wait()
            return dict(answer.json())

        form = {
            "token": "1", "kind": "Rider", "id": "R-1", "request": "edit-1",
            "was.alias": FORMER, "f.alias": ALIAS,
        }  # fmt: skip
        saved = requests.post(f"{base}/records/save", form, headers=OURS, timeout=60)
        assert saved.ok, saved.text
        head = "编号 id,代称 alias,岗位 role,从业月数 tenureMonths\n"
        token = post("upload", f"{head}R-1,{ALIAS},rider,9\nR-2,{OTHER},rider,5\n")["token"]
        post(f"land/{token}")
        token = post("upload", f"{head}R-1,{ALIAS},rider,九\nR-4,{ALIAS}的朋友,跑步,1\n")["token"]
        marked = requests.get(f"{base}/imports/marked/{token}", timeout=60)
        assert marked.ok and zipfile.is_zipfile(io.BytesIO(marked.content))
    return office


def test_what_a_rider_was_called_is_found_nowhere_afterwards(used: Office):
    _, wish = used.do(
        "wish/submit", "", title=f"{ALIAS}想要雨衣", category="riding_gear", channel="visit",
        rider="R-1", consent=True,
    )  # fmt: skip
    used.do("consent/give", wish, scope="publish")
    cancelled, _ = used.do("wish/withdraw", "W-000001", reason=f"{ALIAS}说不要了")
    undo_change(used.graph, cancelled, by="小博", writes=Writes(used.place.trail, STAFF))
    assert any(named(text) for _, text in used.texts())
    assert {one.split("/")[0] for one in holding(used.home)} >= {"loads", "uploads", "audit"}
    before = used.counts()
    others = [one for one in used.texts() if OTHER in one[1]]

    plan = plan_removal(used.place, "R-1")
    assert plan.person.aliases == {ALIAS, FORMER} and len(plan.home.uploads) == 1
    backups = [f"backups/{path.name}" for path in (used.home / "backups").iterdir()]
    assert plan.home.copies == backups != []
    used.remove()

    assert [one for one in used.texts() if named(one[1])] == []
    assert holding(used.home) == []
    assert used.counts() == before
    assert [one for one in used.texts() if OTHER in one[1]] == others
    assert plan_removal(used.place, "R-1").nothing
    assert used.graph.read("MATCH (k:Consent) RETURN count(k)").value() == 0
    found = verify_files(used.home / "audit")
    assert found.faults == [] and len(found.redacted) == 1
    settled = settle(found, used.home, used.graph, is_shared=False)
    assert (settled.wrong, settled.lost) == ({}, [])


def test_an_undo_past_the_removal_leaves_the_person_out(office: Office):
    submitted, wish = office.do(
        "wish/submit", "", title=f"{ALIAS}要雨衣", category="riding_gear", channel="visit",
        rider_alias=ALIAS, site="SITE-1", consent=True,
    )  # fmt: skip
    ((rider,),) = office.graph.read(
        "MATCH (r:Rider)-[:RAISED]->(:Wish {id: $id}) RETURN r.id", {"id": wish}
    ).rows
    for id in ("R-1", str(rider)):
        remove_person(office.place, id, OWNER)
    undo_change(office.graph, submitted, by="小博")
    assert (
        office.graph.read("MATCH (n) WHERE n.id IN $ids RETURN n.id", {"ids": [wish, rider]}).rows
        == []
    )

    undone = undo(office.graph, office.load, by="老张", store=office.place.store).import_id
    assert office.graph.read("MATCH (r:Rider) RETURN r.id").rows == []
    undo(office.graph, undone, by="老张", store=office.place.store)
    aliases = office.graph.read("MATCH (r:Rider) RETURN r.alias, r.ageBand ORDER BY r.id").rows
    assert list(map(tuple, aliases)) == [("已清除 R-1", None), (OTHER, "20-29"), ("小孙", None)]
    assert [one for one in office.texts() if named(one[1])] == []
    assert holding(office.home) == []


def test_of_two_riders_of_one_alias_the_other_is_left_alone(office: Office):
    rename = "MATCH (r:Rider {id: 'R-3'}), (t:Team) SET r.alias = $name, t.name = $name + '小队'"
    office.graph.write(rename, {"name": FORMER})
    plan = plan_removal(office.place, "R-1")
    assert plan.person.shared == {FORMER}
    office.remove()
    text = (
        "MATCH (r:Rider {id: 'R-3'}), (t:Team), (e:WishEvent) "
        "RETURN r.alias, t.name, e.reason"  # the remark stands on the rider's own wish
    )
    (row,) = office.graph.read(text).rows
    assert tuple(row) == (FORMER, f"{FORMER}小队", "已清除")


def test_a_removal_is_in_the_history_and_cannot_be_taken_back(office: Office):
    office.remove()
    (entry,) = [one for one in history_of(office.graph, "R-1") if one.action == "removal"]
    assert entry.by == OWNER.name and not entry.can_be_undone
    with pytest.raises(ChangeRefused):
        undo_change(office.graph, entry.id, by="小博")


def test_who_was_deleted_before_is_removed_too(office: Office):
    """The note of the deletion holds all that the record held."""
    records = deletion_of(office.graph, "R-3")
    write_entry(office.graph, "delete", "R-3", records, by="小博", request="d")
    held = "MATCH (a:AuditRecord) WHERE a.before CONTAINS '小孙' RETURN count(a)"
    assert office.graph.read(held).value() == 1
    remove_person(office.place, "R-3", OWNER)
    assert office.graph.read(held).value() == 0


def test_whom_a_restored_backup_brings_back_is_removed_again(office: Office):
    office.remove()
    assert settle_removals(office.place) == []
    back = "MATCH (r:Rider {id: 'R-1'}) SET r.alias = $alias, r.searchText = 'R-1 ' + $alias"
    office.graph.write(back, {"alias": ALIAS})
    assert settle_removals(office.place) == ["R-1"]
    assert [one for one in office.texts() if named(one[1])] == []
    kept = Removals(office.home).of("R-1")
    assert kept is not None and (kept.state, kept.names) == ("done", ())


def test_backups_are_named_and_stay_as_they_are(office: Office):
    backup = office.home / "backups" / "早先.zip"
    back_up(office.graph, backup, office.home, "private", Silent())
    before = backup.read_bytes()
    assert plan_removal(office.place, "R-1").home.copies == ["backups/早先.zip"]
    office.remove()
    assert backup.read_bytes() == before
    plan = plan_removal(office.place, "R-1")  # the names are known no more, the backup is
    assert plan.nothing and plan.home.copies == ["backups/早先.zip"]
    backup.unlink()
    assert plan_removal(office.place, "R-1").home.copies == []


def test_a_restore_of_a_backup_removes_the_person_again(office: Office):
    address = office.graph.address
    server = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    backup = office.home / "backups" / "早先.zip"
    made = typed(office.home, "backup", str(backup), **server)
    assert made.exit_code == 0, made.output
    office.remove()
    restored = typed(office.home, "restore", str(backup), "--yes", **server)
    assert restored.exit_code == 0 and "R-1" in restored.output, restored.output
    assert office.graph.read("MATCH (r:Rider) RETURN count(r)").value() == 3
    assert [one for one in office.texts() if named(one[1])] == []
    assert [one for one in holding(office.home) if "before-restore" not in one] == []


def test_a_backup_brings_the_list_of_who_was_removed_to_another_home(office: Office):
    address = office.graph.address
    server = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    office.remove()
    backup = office.home / "backups" / "后来.zip"
    back_up(office.graph, backup, office.home, "own", Silent())
    shutil.rmtree(office.home / "removals")
    Removals(office.home).keep(Removal(id="R-9", at=datetime.now(UTC), by="x", role="steward"))
    restored = typed(office.home, "restore", str(backup), "--yes", **server)
    assert restored.exit_code == 0, restored.output
    assert {one.id for one in Removals(office.home).all()} == {"R-1", "R-9"}


KILLED = """
import os, signal, sys
from pathlib import Path
from cypher.reader import OWNER
from dashboard.audit.trail import Trail
from dashboard.imports.landing import LoadPlace
from dashboard.removal import removing
from graph.address import Address
from graph.client import Graph

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

home, uri, password, step = sys.argv[1:]
setattr(removing, step, die)
with Graph(Address(uri, "neo4j", password)) as graph:
    place = LoadPlace(graph, Path(home), "private", Trail(Path(home)))
    removing.remove_person(place, "R-1", OWNER)
"""


@pytest.mark.parametrize("step", ["remove_from_graph", "clear_load", "redact"])
def test_a_removal_that_was_killed_is_completed_by_the_next_start(office: Office, step: str):
    address = office.graph.address
    words = [sys.executable, "-c", KILLED, str(office.home), address.uri, address.password, step]
    assert subprocess.run(words, check=False, timeout=120).returncode == -signal.SIGKILL
    assert holding(office.home) != []
    assert settle_removals(office.place) == ["R-1"]
    assert [one for one in office.texts() if named(one[1])] == []
    assert holding(office.home) == []
    found = verify_files(office.home / "audit")
    assert found.faults == []


def test_the_command_shows_the_plan_and_asks(office: Office):
    address = office.graph.address
    server = {"NEO4J_URI": address.uri, "NEO4J_PASSWORD": address.password}
    planned = typed(office.home, "person", "remove", "R-1", "--plan", **server)
    assert planned.exit_code == 0 and "Consents: 1" in planned.output, planned.output
    assert not named(planned.output)
    refused = typed(office.home, "person", "remove", "R-1", **server)
    assert refused.exit_code != 0
    assert any(named(text) for _, text in office.texts())
    done = typed(office.home, "person", "remove", "R-1", "--yes", **server)
    assert done.exit_code == 0 and "has been removed" in done.output, done.output
    assert [one for one in office.texts() if named(one[1])] == []


def test_a_steward_removes_on_the_page_and_staff_may_not(office: Office):
    with served_to_roles(office.graph, office.home) as server:
        url, home = f"http://127.0.0.1:{server.port}", Home(office.home, Clock())
        staff = Visitor(server, url, home, "staff")
        path = "records/remove-person?id=R-1&lang=zh"
        assert staff.get(path).status_code == 403
        steward = Visitor(server, url, home, "steward")
        page = steward.get(path)
        assert page.status_code == 200 and "同意记录 1 份" in page.text and not named(page.text)
        assert steward.post(path, data={"token": steward.token}).status_code == 422
        begun = steward.post(path, data={"token": steward.token, "sure": "yes"})
        assert begun.status_code == 303, begun.text
        server.site.imports.jobs.wait()
        after = steward.get(f"{path}&did=1")
        assert "R-1 的个人数据已清除" in after.text and "已没有可清除的" in after.text
    assert [one for one in office.texts() if named(one[1])] == []
