"""Writes a comparison: the map as SVG, poster and PNG, and the table of changes as a workbook and CSV."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from cypher.words import word
from cypher.writers.text import harmless
from cypher.writers.workbook import sheets_of_text
from dashboard.edition.compared.changes import KINDS, Compared, compare
from dashboard.edition.compared.picture import lists, said, sheet, title
from dashboard.edition.letters import Letters
from dashboard.edition.maps.geometry import A1
from dashboard.edition.places import Editions
from dashboard.edition.press import Press, quoted
from dashboard.texts import say

FOLDER = "compared"
Row = tuple[str, str, str, str]


def diff(editions: Editions, first: Path, second: Path, letters: Letters) -> tuple[Path, Compared]:
    """The comparison of two editions and the folder that it was written to, made anew each time."""
    compared = compare(editions, first, second)
    name = f"{compared.before.name}..{compared.after.name}"
    place, work = editions.root / FOLDER / name, editions.root / FOLDER / f".making-{name}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        _write(compared, work, letters)
        shutil.rmtree(place, ignore_errors=True)
        work.rename(place)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return place, compared


def _write(compared: Compared, place: Path, letters: Letters) -> None:
    lang = compared.after.lang
    heads, found = [say(f"change_{one}", lang) for one in _HEADS], list(rows(compared))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([map(harmless, row) for row in ([*heads], *found)])
    (place / "changes.csv").write_bytes(out.getvalue().encode("utf-8-sig", "replace"))
    book = sheets_of_text(title(compared), say("compared_changes", lang), [heads, *found])
    (place / "changes.xlsx").write_bytes(book)
    if not compared.layers.things:
        return
    drawn = sheet(compared, letters)
    (place / "map.svg").write_text(drawn.svg(letters.families), "utf-8", newline="\n")
    with Press(place, letters, compared.after.as_of) as press:
        for paper, across in (("A1", 841), ("A3", 420)):
            down = across * (594 / 841) * drawn.size[1] / A1.height
            text = (
                press.opening(title(compared), lang)
                + f"#set page(width: {across}mm, height: {down:.2f}mm, margin: 0mm)\n"
                + f'#image("map.svg", width: 100%, alt: {quoted(drawn.scene.detail)})\n'
            )
            (place / f"map-{paper}.pdf").write_bytes(press.pdf(text))
            if paper == "A1":
                (place / "map.png").write_bytes(press.png(text, 72.0)[0])


_HEADS = ("what", "before", "after", "kind")


def rows(compared: Compared) -> Iterator[Row]:
    """The table of changes: numbers, who joined and stopped, sites, every tie, redefined reports."""
    lang = compared.after.lang
    for title_of in compared.redefined:
        yield title_of.get(lang), "", "", say("compared_redefined", lang)
    for one in compared.totals:
        before, after = (said(value, one.fen, lang) for value in (one.before, one.after))
        yield word("edition_item", one.item, lang), before, after, ""
    for key, names in lists(compared):
        for name in names:
            yield name, "", "", say(key, lang)
    for kind in KINDS:
        for tie in compared.ties:
            if tie.kind == kind and kind != "same":
                weights = (f"{tie.before:g}", f"{tie.after:g}") if compared.weighed else ("", "")
                yield f"{tie.source.name} → {tie.target.name}", *weights, word("change", kind, lang)
