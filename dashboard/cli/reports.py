"""``lianxin report run`` and ``explain``: saved Cypher run from the terminal."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.table import Table as Grid
from rich.text import Text

from cypher.errors import BadValue, NotForAudience
from cypher.file.parse import SavedStatement
from cypher.format import format_cell
from cypher.header import Audience
from cypher.reader import OPEN_TO, Reader
from cypher.table import Table
from cypher.writers import MOST, WRITERS, csv_parts, to_file
from dashboard.cards.image_files import png_of
from dashboard.cli.by_report import ByReport
from dashboard.cli.people.acting import acting, as_parameter
from dashboard.cli.shared import Run, opened, runner_of, write_file
from dashboard.texts import say

_AUDIENCES = click.Choice(["staff", "committee", "public"])


@click.pass_context
def _run(
    context: click.Context,
    saved: SavedStatement,
    values: dict[str, object],
    *,
    kind: str,
    output: Path | None,
    audience: Audience | None,
    whole: bool,
) -> None:
    run = context.ensure_object(Run)
    reader = _shown_to(acting(run, "look" if kind == "table" else "take_away"), audience)
    format = "csv" if kind == "table" and (output is not None or whole) else kind
    with opened(run) as graph:
        runner = runner_of(run, graph)
        if format != "table":
            run.trail.record("download", reader, saved.id, version=saved.version, format=format)
        if whole and format == "csv":
            stream = runner.stream(saved, values, reader=reader, most=MOST["csv"])
            _put(run, output, csv_parts(stream, run.lang))
            _say_notes(run, stream.head)
            return
        most = max(MOST[format], saved.header.limits.rows) if whole else None
        table = runner.run(saved, values, reader=reader, most=most)
    if format == "table":
        print_table(run, table)
    else:
        _put(run, output, [to_file(table, run.lang, format, lambda: png_of(table, run.lang))])
    _say_notes(run, table)


def _shown_to(reader: Reader, audience: Audience | None) -> Reader:
    """The reader as one of an audience, their own where none is named. Raises NotForAudience where
    that one is shown what the reader is not."""
    if audience is None:
        return reader
    if audience not in OPEN_TO[reader.audience]:
        zh, en = (say("audience_not_yours", lang) for lang in ("zh", "en"))
        raise NotForAudience(zh, en)
    return reader.for_audience(audience)


def _say_notes(run: Run, table: Table) -> None:
    """Say, beside the answer, what its reader must know: a misspelt name, data that moved."""
    for note in table.notes:
        run.note(note.zh, note.en)


def _put(run: Run, output: Path | None, parts: Iterable[bytes]) -> None:
    """Write a file a part at a time, to a path or to standard output."""
    if output is None:
        for part in parts:
            sys.stdout.buffer.write(part)
        return
    write_file(run, output, parts)
    run.say(f"已写入 {output}", f"Written to {output}")


@click.pass_context
def _explain(context: click.Context, saved: SavedStatement, values: dict[str, object]) -> None:
    run = context.ensure_object(Run)
    reader = acting(run, "look")
    with opened(run) as graph:
        runner = runner_of(run, graph)
        try:
            took = runner.run(saved, values, reader=reader, cached=False).elapsed_ms
        except BadValue:
            if values:
                raise
            took = None
        explained = runner.explained(saved, took)
    for words in explained.sentences:
        warned = "yellow" if words in explained.warnings else None
        run.out.print(words.get(run.lang), style=warned)


run_group = ByReport(
    name="run",
    work=_run,
    own=[
        click.Option(
            ["--format", "kind"],
            type=click.Choice(["table", *WRITERS]),
            default="table",
            show_default=True,
            help="格式 · format",
        ),
        click.Option(
            ["--output", "-o"],
            type=click.Path(path_type=Path, dir_okay=False),
            help="写入文件 · write to a file",
        ),
        click.Option(
            ["--all", "whole"],
            is_flag=True,
            help="不按行数上限，写出全部行 · every row, whatever the report's limit",
        ),
        click.Option(
            ["--audience"],
            type=_AUDIENCES,
            help="以谁的身份看，默认按本人的角色 · who is to see it; by one's own role by default",
        ),
        as_parameter(),
    ],
    help="""运行一张报表 · Run a report; each has options of its own.

    \b
      lianxin report run wishes/unclaimed --help
      lianxin report run wishes/unclaimed --days 60 --as-of 上月末
      lianxin report run wishes/unclaimed --format csv > 心愿.csv
      lianxin report run wishes/ledger --all -o 台账.csv
      lianxin report run wishes/ledger --as 李干事
    """,
)
explain_group = ByReport(
    name="explain",
    work=_explain,
    own=[as_parameter()],
    help="""数据库如何执行 · The server's plan in plain words, and the time a run takes.

    \b
      lianxin report explain wishes/unclaimed
    """,
)


def print_table(run: Run, table: Table) -> None:
    """Print the columns that are listed; no cell is cut, long ones go on below."""
    lang = run.lang
    grid = Grid(
        title=Text(table.header.title.get(lang)), title_justify="left", caption_justify="left"
    )
    names = table.listed(lang)
    for name in names:
        column = table.column(name)
        side: Any = "right" if column.unit else "left"
        grid.add_column(Text(column.label.get(lang)), justify=side, overflow="fold")
    for row in table.rows:
        cells = dict(zip(table.names, row, strict=True))
        grid.add_row(*(Text(format_cell(table, name, cells[name], lang)) for name in names))
    more = run.words("，还有更多", "; there are more") if table.truncated else ""
    asked = "".join(f" · {label} {value}" for _, label, value in table.asked(lang))
    rows = f"{len(table.rows)} {run.words('行', 'rows')}{more}"
    past = f"\n{table.header.no_past.get(lang)}" if table.header.no_past else ""
    grid.caption = Text(f"{rows}{asked} · {table.id} · {table.version}{past}")
    run.out.print(grid)
