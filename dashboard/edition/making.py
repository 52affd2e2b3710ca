"""Makes an edition: reads everything, refuses what may not be printed, then writes part after part."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from cypher.run.runner import Runner
from dashboard.edition.content.content import Content
from dashboard.edition.content.folders import Editions
from dashboard.edition.content.gathering import asked_for, gather
from dashboard.edition.content.order import EditionPlan, Order, plan
from dashboard.edition.content.scanning import refuse_numbers, texts
from dashboard.edition.manifest import FILE, Earlier, Manifest, sums
from dashboard.edition.parts import PARTS
from graph.model import MODEL_VERSION
from graph.progress import Reporter, Silent


def make(
    runner: Runner,
    home: Path,
    order: Order,
    progress: Reporter | None = None,
    *,
    seal: Callable[[], str] = str,
) -> Path:
    """The folder of the new edition. Raises a GraphError, and then leaves nothing under its name.

    ``seal`` gives the last seal of the home's trail, for the manifest.
    """
    editions, progress = Editions(home), progress or Silent()
    planned = plan(runner, editions, order)
    with editions.building(order.name) as folder:
        with progress.task("读取数据", "Reading", asked_for(runner, planned)) as task:
            content = gather(runner, planned, task)
        refuse_numbers(content)
        planned.letters.refuse(texts(content))
        with progress.task("写成文件", "Writing", len(PARTS)) as task:
            for write in PARTS:
                write(content, folder)
                task.advance()
        (folder / FILE).write_text(_manifest(content, folder, seal()).text(), "utf-8", newline="\n")
    return editions.root / order.name


def _manifest(content: Content, folder: Path, seal: str) -> Manifest:
    asked = content.plan
    return Manifest(
        name=asked.name,
        as_of=asked.as_of,
        since=asked.since,
        audience=asked.audience,
        lang=asked.lang,
        synthetic=content.synthetic,
        provenance=content.provenance,
        content=content.hash,
        after=_earlier(asked),
        printed=asked.printed,
        gaps_closed=asked.close_gaps,
        versions=_versions(),
        statements=content.statements,
        counts=content.counts,
        left_out=content.left_out,
        seal=seal,
        files=sums(folder),
    )


def _earlier(asked: EditionPlan) -> Earlier | None:
    before = asked.earlier
    if before is None:
        return None
    return Earlier(name=before.name, as_of=before.as_of, content=before.content)


def _versions() -> dict[str, str]:
    writers = ("typst", "networkx", "xlsxwriter", "python-docx", "fonttools")
    return {
        "lianxin": version("lianxin"),
        "model": str(MODEL_VERSION),
        **{name: version(name) for name in writers},
    }
