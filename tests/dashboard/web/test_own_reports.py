"""Reports of the town's own written in the browser: begun, tried, saved, changed, taken away, put back."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from as_user import until
from in_process import served_here
from trail_lines import noted
from visitors import PATIENCE, ROLES, Visitor, home_of_roles

from cypher.library.catalogue import Catalogue
from graph.client import Graph

FIRST = {
    "title_zh": "雨具<b>心愿</b>", "title_en": 'Rain "gear"', "about_zh": "截至当日，雨具心愿有多少件。",
    "about_en": "How many wishes for rain gear there are.", "name": "wishes/rain", "model": "",
}  # fmt: skip
PAGE = "title: {zh: 雨, en: Rain}\nrows:\n  - cards:\n      - {id: rain, report: wishes/rain}\n"


@pytest.fixture(scope="module")
def place(town: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    folder = tmp_path_factory.mktemp("own_reports")
    home = home_of_roles(folder)
    with served_here(town, folder) as server:
        url = f"http://127.0.0.1:{server.port}"
        visitors = {role: Visitor(server, url, home, role) for role in ROLES}
        yield SimpleNamespace(folder=folder, own=folder / "own", **visitors)


def post(one: Visitor, act: str, **data: str) -> requests.Response:
    """What a browser sends of a form by itself: its token is a field."""
    return requests.post(
        f"{one.url}/own_reports/{act}?lang=zh", data={"token": one.token, **data},
        headers={"Origin": one.url}, cookies=one.cookies, timeout=PATIENCE, allow_redirects=False,
    )  # fmt: skip


def form_of(answer: requests.Response) -> dict[str, str]:
    """What a browser would send of the text that stands on a page."""
    page = answer.text
    (text,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    hidden = dict(re.findall(r'name="(id|before)" value="([^"]*)"', page))
    return {**hidden, "text": unescape(text)}


def begun(place: SimpleNamespace, name: str) -> dict[str, str]:
    answer = post(place.steward, "begin", **{**FIRST, "name": name})
    assert answer.status_code == 200, answer.text[-2000:]
    return form_of(answer)


def saved(place: SimpleNamespace, form: dict[str, str]) -> dict[str, str]:
    """Save it, and the form that the page then shows."""
    answer = post(place.steward, "save", **form)
    assert answer.status_code == 303, answer.text[-3000:]
    shown = place.steward.get(answer.headers["Location"].removeprefix("/"))
    assert shown.status_code == 200 and "已保存" in shown.text
    return form_of(shown)


def files(own: Path) -> list[str]:
    return sorted(p.relative_to(own).as_posix() for p in own.rglob("*") if p.is_file())


def test_a_report_is_begun_tried_saved_changed_taken_away_and_put_back(
    place: SimpleNamespace,
) -> None:
    one, own = place.steward, place.own
    form = begun(place, "wishes/rain")
    assert form["id"] == "reports/wishes/rain" and not own.exists()
    tried = post(one, "try", **form)
    assert tried.status_code == 200 and "检查通过" in tried.text and not own.exists()
    assert 'class="chart"' in tried.text and form_of(tried) == form
    form = saved(place, form)
    written = (own / "reports/wishes/rain.cypher").read_text("utf-8")
    assert written == form["text"] and form["before"]
    shown = Catalogue.load(own).find("wishes/rain").header
    assert (shown.title.zh, shown.title.en) == (FIRST["title_zh"], FIRST["title_en"])
    assert (shown.about.zh, shown.about.en) == (FIRST["about_zh"], FIRST["about_en"])
    index = one.get("reports?lang=zh").text
    assert "最近改动" in index and "雨具&lt;b&gt;心愿" in index
    assert "own_reports?of=reports/wishes/rain" in one.get("reports?report=wishes/rain").text
    form = saved(place, {**form, "text": form["text"].replace("雨具心愿有", "雨具心愿共有")})
    assert "雨具心愿共有" in (own / "reports/wishes/rain.cypher").read_text("utf-8")
    (own / "pages").mkdir()
    (own / "pages" / "rain.yaml").write_text(PAGE, "utf-8")
    until(lambda: "雨。" in one.get(f"own_reports?of={form['id']}&lang=zh").text)
    taken = post(one, "remove", of=form["id"])
    assert taken.status_code == 303
    kept = "reports/wishes/rain.cypher.removed"
    assert files(own) == ["pages/rain.yaml", kept]
    (own / "pages" / "rain.yaml").unlink()
    assert form["id"] not in Catalogue.load(own).saved
    back = post(one, "put_back", of=kept.removeprefix("reports/"))
    assert back.status_code == 303 and files(own) == ["reports/wishes/rain.cypher"]
    acts = [(n["by"], n["about"], n["more"]["act"]) for n in noted(place.folder, "report")]
    assert acts == [
        ("steward", "reports/wishes/rain", act)
        for act in ("new", "edit", "remove")
    ] + [("steward", "wishes/rain", "put_back")]  # fmt: skip
    by_hand = {line["about"] for line in noted(place.folder, "own_file")}
    assert by_hand == {"own/pages/rain.yaml"}


BROKEN = {
    "no header": ("MATCH (w:Wish) RETURN w.id", 1, "文件头"),
    "a column that is no column": (None, 5, "units"),
    "a statement that writes": ("CREATE (w:Wish) RETURN w.id AS id", 16, "只许读取"),
    "a misspelt clause": ("MATCH (w:Wish)\nRETRUN w.id", 17, ""),
    "files of the machine": ("LOAD CSV FROM 'file:///x' AS r RETURN r AS id", 16, "LOAD CSV"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("act", ["try", "save"])
def test_what_cannot_be_used_is_not_saved_its_line_is_named_and_nothing_is_lost(
    place: SimpleNamespace, what: str, act: str
) -> None:
    form = begun(place, "wishes/broken")
    statement, line, words = BROKEN[what]
    head, fence, _ = form["text"].rpartition("// ---\n")
    if statement is None:
        text = form["text"].replace("// audience: [staff]", "// units: 5")
    else:
        text = statement if what == "no header" else head + fence + statement
    before = files(place.own) if place.own.exists() else []
    answer = post(place.steward, act, **{**form, "text": text})
    assert form_of(answer)["text"].rstrip() == text.rstrip()
    assert f'data-line="{line}"' in answer.text and words in answer.text, answer.text[-4000:]
    assert answer.status_code == (200 if act == "try" else 422)
    assert (files(place.own) if place.own.exists() else []) == before


def test_a_text_that_was_changed_elsewhere_is_saved_over_only_when_that_was_told(
    place: SimpleNamespace,
) -> None:
    form = saved(place, begun(place, "own/two"))
    first = {**form, "text": form["text"] + "// one\n"}
    second = {**form, "text": form["text"] + "// two\n"}
    saved(place, first)
    refused = post(place.steward, "save", **second)
    assert refused.status_code == 409 and "在别处改过了" in refused.text
    file = place.own / "reports/own/two.cypher"
    assert file.read_text("utf-8") == first["text"]
    again = form_of(refused)
    assert again["text"] == second["text"]
    saved(place, again)
    assert file.read_text("utf-8") == second["text"]


@pytest.mark.parametrize(
    "id",
    [
        "reports/wishes/rates", "../../x", "reports/../../x", "checks/x", "reports/a b", "",
        "reports/wishes/rates/../x",
    ],
)  # fmt: skip
def test_no_other_file_is_written_than_a_new_report_below_the_own_folder(
    place: SimpleNamespace, id: str
) -> None:
    form = begun(place, "wishes/elsewhere")
    before = {
        p: p.read_bytes() for p in place.folder.rglob("*") if p.suffix in (".cypher", ".yaml")
    }
    answer = post(place.steward, "save", **{**form, "id": id})
    after = {p: p.read_bytes() for p in place.folder.rglob("*") if p.suffix in (".cypher", ".yaml")}
    if id == "checks/x":  # a name of its own like any other: a report below reports/
        assert [p.relative_to(place.own).as_posix() for p in after.keys() - before.keys()] == [
            "reports/checks/x.cypher"
        ]
        return
    assert answer.status_code == 400 and after == before
    assert form_of(answer)["text"] == form["text"]


def test_what_is_missing_or_taken_is_said_and_what_was_typed_stands(place: SimpleNamespace) -> None:
    for wrong, words in (
        ({"title_en": " "}, "中文和英文标题"), ({"about_zh": ""}, "各写一句"),
        ({"name": "wishes/rates"}, "已有了"), ({"model": "no/such"}, "no/such"),
    ):  # fmt: skip
        typed = {**FIRST, "name": "wishes/typed", **wrong}
        answer = post(place.steward, "begin", **typed)
        assert answer.status_code in (400, 404, 409) and words in answer.text, wrong
        for name, value in typed.items():
            if name != "model":
                (found,) = re.findall(f'name="{name}" value="([^"]*)"', answer.text)
                assert unescape(found) == value
    for act, of in (("remove", "reports/wishes/rates"), ("put_back", "../../x.cypher.removed")):
        assert post(place.steward, act, of=of).status_code == 404


def test_only_stewards_are_offered_it(place: SimpleNamespace) -> None:
    for role in ROLES:
        page = getattr(place, role).get("reports?lang=zh").text
        assert ("own_reports?lang=zh" in page) == (role == "steward"), role
