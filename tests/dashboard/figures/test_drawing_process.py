"""A drawing that ends its process ends nothing else, and the process ends with its parent."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from cypher.library.catalogue import Catalogue
from cypher.reader import LOCAL
from cypher.run.runner import Runner
from dashboard.errors import DrawingFailed
from dashboard.figures import figure
from dashboard.figures.drawing import process
from dashboard.figures.drawing.process import DrawingProcesses
from graph.client import Graph

BAR = """\
// ---
// title: {zh: 标题, en: Title}
// about: {zh: 说明, en: About}
// view: {kind: bar, x: k, y: v}
// ---
UNWIND [['a\\u0007b', 1], ['c\\u000bd', 2]] AS r RETURN r[0] AS k, r[1] AS v
"""


def spec(name: str) -> str:
    """A bar with a name, as Vega-Lite."""
    return json.dumps(
        {
            "mark": "bar",
            "data": {"values": [{"x": name, "y": 1}]},
            "encoding": {"x": {"field": "x"}, "y": {"field": "y", "type": "quantitative"}},
        }
    )


@pytest.fixture
def drawing() -> Iterator[DrawingProcesses]:
    processes = DrawingProcesses()
    yield processes
    processes.close()


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def test_what_ends_the_library_ends_one_drawing(drawing: DrawingProcesses):
    with pytest.raises(DrawingFailed):
        drawing.svg(spec("a\u0007b"))
    assert ">plain</text>" in drawing.svg(spec("plain"))


def test_what_the_library_refuses_is_a_failed_drawing_and_its_process_goes_on(
    drawing: DrawingProcesses,
):
    before = children()
    drawing.svg(spec("first"))
    (worker,) = children() - before
    for refused in ("no JSON", '{"mark": 3}'):
        with pytest.raises(DrawingFailed):
            drawing.svg(refused)
    with pytest.raises(DrawingFailed):
        drawing.png("<svg", 1.0)
    drawing.svg(spec("last"))
    assert children() - before == {worker}


def test_a_drawing_that_takes_too_long_ends(
    drawing: DrawingProcesses, monkeypatch: pytest.MonkeyPatch
):
    drawing.svg(spec("warm"))
    monkeypatch.setattr(process, "SECONDS", 0.001)
    with pytest.raises(DrawingFailed):
        drawing.svg(spec("slow"))
    monkeypatch.undo()
    assert drawing.svg(spec("again"))


def test_a_process_that_died_meanwhile_is_started_again(drawing: DrawingProcesses):
    before = children()
    drawing.svg(spec("first"))
    (worker,) = children() - before
    psutil.Process(worker).kill()
    psutil.wait_procs([psutil.Process(worker)], timeout=10)
    assert drawing.png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 2.0)
    assert worker not in children()


def test_many_threads_draw_at_once_each_its_own(drawing: DrawingProcesses):
    names = [f"bar {n}" for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(drawing.svg, map(spec, names)))
    assert all(f">{name}</text>" in svg for name, svg in zip(names, drawn, strict=True))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_end_with_the_program(how: signal.Signals):
    program = (
        "from dashboard.figures.drawing.process import drawing\n"
        "import psutil, signal, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in the background
        f"drawing().svg({spec('x')!r})\n"
        "print(psutil.Process().children()[0].pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(how)
    worker.wait(timeout=20)


def test_the_program_itself_holds_no_drawing_library():
    program = "import sys, dashboard.web.app; print('vl_convert' in sys.modules)"
    held = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert held.stdout.strip() == "False", held.stderr


def test_a_control_character_in_a_name_is_drawn_as_a_sign(graph: Graph, tmp_path: Path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "bell.cypher").write_text(BAR, "utf-8")
    catalogue = Catalogue.load(tmp_path)
    table = Runner(graph, catalogue).run(catalogue.find("reports/bell"), reader=LOCAL)
    drawn = figure(table, "zh")
    assert "a□b" in drawn and "c□d" in drawn
