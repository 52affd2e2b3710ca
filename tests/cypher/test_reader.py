"""A reader goes with every question; no audience belongs to the process."""

import pytest

from cypher.file.parse import parse
from cypher.header import Audience
from cypher.library.catalogue import Catalogue
from cypher.reader import AUDIENCES, LOCAL, Reader, Role
from cypher.run.runner import Runner
from graph.client import Graph

REPORT = parse(
    b"// ---\n// title: {zh: a, en: A}\n// about: {zh: a, en: A}\n"
    b"// privacy: {hide: {committee: [name]}}\n// ---\nRETURN 'x' AS name, 7 AS n",
    "reports/x",
    "own/x.cypher",
    "own",
)


@pytest.mark.parametrize(
    ("role", "audience", "names"),
    [
        ("committee", "committee", ("n",)),
        ("staff", "staff", ("name", "n")),
        ("steward", "staff", ("name", "n")),
    ],
)
def test_each_role_is_shown_what_its_audience_may_see(
    graph: Graph, role: Role, audience: Audience, names: tuple[str, ...]
):
    assert AUDIENCES[role] == audience
    runner = Runner(graph, Catalogue({REPORT.id: REPORT}))
    runner.run(REPORT, reader=LOCAL)  # another reader's answer is never handed on
    assert runner.run(REPORT, reader=Reader("one", role, AUDIENCES[role])).names == names


@pytest.mark.parametrize("verb", ["run", "stream", "count"])
def test_no_question_is_answered_without_a_reader(graph: Graph, verb: str):
    with pytest.raises(TypeError, match="reader"):
        getattr(Runner(graph, Catalogue({REPORT.id: REPORT})), verb)(REPORT)
