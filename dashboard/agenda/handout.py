"""An agenda as a handout: typst text, every figure with its definition, its day and what it rests on;
nothing from the data is markup."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from cypher.format import format_cell, format_day, format_headline, format_value
from cypher.table import Table
from cypher.views import AttentionView, NumberView
from cypher.words import word
from dashboard.agenda.gathered import CardAnswer, Gathered, ItemAnswer
from dashboard.agenda.printed_rows import columns_of
from dashboard.cards.footer import asked_words
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.edition.print.press import Press, quoted
from dashboard.edition.report.blocks import Rows
from dashboard.edition.report.pictures import dressed
from dashboard.edition.report.tables import rows_style, rows_text
from dashboard.figures import PICTURES, charts
from dashboard.figures.drawing import colours
from dashboard.figures.lists.attention import owner_words, pressing
from dashboard.figures.lists.number import noted
from dashboard.figures.lists.record import record_terms
from dashboard.figures.paper import paper, size_of
from dashboard.texts import say

MOST_ROWS = 18
"""So many rows of a table are printed; how many there are in all is said."""
_FEW_MORE = 4
"""So few more are printed too."""
_ACROSS, _HIGHEST = 481.0, 640.0
"""How wide and high a picture may be, in pt."""
_DOWN = {"map": 480.0, "layers": 640.0, "neighbourhood": 640.0}
_DOWN_CHART = 270.0
"""How high a picture is drawn for paper at most, in its own units; two charts stand on a page."""
_SCALE = 0.9
"""Points to a pixel of a picture that is smaller than the page, so that its letters are as its text's."""
_HEAD = """
#let ink = rgb("#2a2622")
#let muted = rgb("#6d665c")
#let accent = rgb("{accent}")
#let rule = rgb("#ddd6ca")
#set text(size: 10pt, fill: ink, cjk-latin-spacing: none)
#set par(leading: 0.75em, spacing: 0.9em, justify: false)
#set table(stroke: (x, y) => (bottom: 0.5pt + rule), inset: (x: 4pt, y: 4pt))
#set table.cell(breakable: false)
#show heading.where(level: 1): it => block(above: 0em, below: 0.5em, text(size: 22pt, weight: 700, it.body))
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.7em, sticky: true, text(size: 14pt, weight: 700, fill: accent, it.body))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.6em, sticky: true, text(size: 11pt, weight: 700, it.body))
#let small(body) = block(above: 0.6em, below: 0.6em, sticky: true, text(size: 8pt, fill: muted, body))
#let foot(body) = block(above: 0.6em, below: 0.6em, breakable: false, {
  set par(spacing: 0.9em)
  text(size: 8pt, fill: muted, body) })
#let remark(body) = block(above: 0.8em, below: 1em, inset: (left: 10pt, y: 2pt), stroke: (left: 2pt + accent), text(size: 10.5pt, body))
#set page(paper: "a4", margin: (x: 20mm, top: 22mm, bottom: 20mm),
  header: context if counter(page).get().first() > 1 {
    set text(size: 8pt, fill: muted)
    grid(columns: (1fr, auto), {title}, text(fill: accent, weight: 700, {mark})) },
  footer: context { set text(size: 8pt, fill: muted)
    grid(columns: (1fr, auto), {printed}, counter(page).display() + " / " + str(counter(page).final().first())) })
"""


def handout(shown: Gathered, lang: str, at: datetime, letters: FontMetrics) -> bytes:
    """The handout as PDF; ``at`` is when it is printed. What no font has is printed as □."""
    with (
        tempfile.TemporaryDirectory(prefix="lianxin-") as folder,
        Press(Path(folder), letters, at.date()) as press,
    ):
        writer = _Writer(shown, lang, Path(folder), letters)
        return press.pdf(writer.text(press, at))


class _Writer:
    """Writes one handout; pictures go as files into its folder."""

    def __init__(self, shown: Gathered, lang: str, folder: Path, letters: FontMetrics) -> None:
        self._shown, self._lang, self._folder, self._letters = shown, lang, folder, letters
        self._pictures = 0

    def text(self, press: Press, at: datetime) -> str:
        """The whole document."""
        shown, lang = self._shown, self._lang
        printed = say("agenda_printed", lang, at=f"{at:%Y-%m-%d %H:%M}")
        mark = say("synthetic", lang) if shown.synthetic else ""
        head = _HEAD.replace("{accent}", colours.ACCENT)
        for name, value in (("title", shown.agenda.title), ("mark", mark), ("printed", printed)):
            head = head.replace(f"{{{name}}}", self._text(value))
        parts = [
            press.opening(self._plain(shown.agenda.title), lang),
            head,
            rows_style(),
            self._top(mark),
        ]
        number = 0
        for item in shown.items:
            number += item.item.kind != "note" or item.title is not None
            parts += self._item(number, item)
        return "\n".join(parts)

    def _plain(self, text: str) -> str:
        lacking = set(self._letters.lacking(text))
        return "".join("□" if one in lacking else one for one in text) if lacking else text

    def _text(self, text: str) -> str:
        return f"text({quoted(self._plain(text))})"

    def _top(self, mark: str) -> str:
        shown, lang = self._shown, self._lang
        lines = []
        if shown.agenda.day is not None:
            lines.append(say("agenda_meeting_on", lang, day=format_day(shown.agenda.day, lang)))
        lines.append(say("as_of", lang, day=format_day(shown.as_of, lang)))
        lines.append(word("audience", shown.agenda.audience, lang))
        stamp = (
            f"#block(above: 0.8em, text(fill: accent, weight: 700, {quoted(mark)}) + "
            f"text(size: 8.5pt, fill: muted, {quoted('  ' + say('synthetic_more', lang))}))"
            if mark
            else ""
        )
        return (
            "#block(below: 1.2em, rect(width: 14mm, height: 2.4mm, fill: accent, stroke: none))\n"
            f"#heading(level: 1, {self._text(shown.agenda.title)})\n"
            f"#block(text(fill: muted, {quoted('   ·   '.join(lines))}))\n{stamp}\n"
            "#line(length: 100%, stroke: 0.5pt + rule)"
        )

    def _item(self, number: int, item: ItemAnswer) -> Iterator[str]:
        lang = self._lang
        if item.item.kind == "note":
            if item.title is not None:
                yield self._heading(number, item.title.get(lang))
            yield f"#remark({self._lines(item.item.note)})"
            return
        title = self._title(item)
        yield self._heading(number, title)
        if item.gone is not None:
            yield self._small(say("agenda_gone", lang, why=item.gone.get(lang)))
        if picture := item.pictures.get("zh" if lang == "zh" else "en"):
            yield self._image(picture, title)
        elif lines := item.lines.get("zh" if lang == "zh" else "en"):
            yield from self._path(lines)
        elif item.item.kind == "view" and item.gone is None:
            yield self._small(say("agenda_view_on_screen", lang, name=title))
        for card, after in zip(item.cards, (*item.cards[1:], None), strict=False):
            if card.title.get(lang) != title:
                yield f"#heading(level: 3, {self._text(card.title.get(lang))})"
            yield from self._card(card)
            if card.table is not None and not _is_same_answer(card.table, after):
                yield from self._foot(card.table)

    def _path(self, lines: Sequence[str]) -> Iterator[str]:
        """A path: what kind it is, then its steps in order."""
        yield self._small(lines[0])
        if steps := [f"[#{self._text(one)}]" for one in lines[1:]]:
            yield f"#enum({', '.join(steps)})"

    def _heading(self, number: int, title: str) -> str:
        return f"#heading(level: 2, {self._text(f'{number}  {title}')})"

    def _title(self, item: ItemAnswer) -> str:
        if item.title is not None:
            return item.title.get(self._lang)
        if len(item.cards) == 1:
            return item.cards[0].title.get(self._lang)
        return item.item.names

    def _lines(self, text: str) -> str:
        return " + linebreak() + ".join(self._text(one) for one in text.splitlines() or [""])

    def _small(self, text: str) -> str:
        return f"#small({self._text(text)})"

    def _card(self, card: CardAnswer) -> Iterator[str]:
        lang, table = self._lang, card.table
        if table is None:
            yield self._small(card.wrong.get(lang) if card.wrong else say("no_rows", lang))
            return
        if not table.rows and card.kind != "number":
            empty = card.request.card.empty
            yield self._small(empty.get(lang) if empty else say("no_rows", lang))
        elif card.kind == "number":
            yield self._number(card, table)
        elif card.kind == "attention":
            yield self._attention(table)
        elif card.kind in PICTURES:
            yield from self._picture(card, table)
        elif card.kind == "record":
            yield self._record(table)
        else:
            yield self._rows(card, table)

    def _number(self, card: CardAnswer, table: Table) -> str:
        lang = self._lang
        name = card.request.card.value or table.view(NumberView).value or table.names[0]
        value = table.row(0).get(name) if table.rows else None
        large, small = format_headline(value, lang, table.column(name).unit)
        note = card.request.card.note
        sentence = noted(note.get(lang), table, lang).striptags() if note and table.rows else ""
        return (
            f"#block(above: 1em, below: 1.2em, text(size: 26pt, weight: 700, {quoted(large)}) + "
            f"text(size: 11pt, fill: muted, {quoted(f' {small}   ')}) + {self._text(sentence)})"
        )

    def _picture(self, card: CardAnswer, table: Table) -> Iterator[str]:
        """The picture, and what it leaves out."""
        lang = self._lang
        if card.kind == "line" and (words := charts.unanswered(table, lang)):
            yield self._small(words)
            return
        about = f"{card.title.get(lang)}：{table.header.about.get(lang)}"
        yield self._image(paper(table, lang, card.kind, _DOWN.get(card.kind, _DOWN_CHART)), about)
        if card.kind == table.header.view.kind and (left := charts.left_out(table, lang)):
            yield self._small(left)

    def _image(self, svg: str, alt: str) -> str:
        self._pictures += 1
        name = f"picture-{self._pictures}.svg"
        (self._folder / name).write_text(self._plain(dressed(svg)), "utf-8")
        wide, tall = size_of(svg)
        across = min(_ACROSS, _SCALE * wide, _HIGHEST * wide / tall)
        return (
            f"#block(above: 0.8em, sticky: true, "
            f"image({quoted(name)}, width: {across:.1f}pt, alt: {quoted(self._plain(alt))}))"
        )

    def _attention(self, table: Table) -> str:
        lang, view = self._lang, table.view(AttentionView)
        lines = []
        for row in pressing(table):
            beside = [
                say("of_so_many", lang, n=format_value(row[view.of], lang)) if view.of else "",
                format_cell(table, view.whose, row[view.whose], lang) if view.whose else "",
                owner_words(table, lang, row).striptags(),
            ]
            cells = (
                format_value(row[view.value], lang),
                format_cell(table, view.title, row[view.title], lang),
                " · ".join(one for one in beside if one),
            )
            lines.append(", ".join(self._text(one) for one in cells))
        columns = "columns: (auto, 1fr, auto), align: (right, left, left)"
        return f"#block(breakable: false, sticky: true)[#table({columns}, {', '.join(lines)})]"

    def _record(self, table: Table) -> str:
        """A record's own values in two columns, as its page words them."""
        cells = ", ".join(
            f"text(fill: muted, {quoted(title)}), {self._text(text)}"
            for title, text in record_terms(table, self._lang)
        )
        return f"#[#set text(size: 8.5pt)\n#table(columns: (auto, 1fr, auto, 1fr), {cells})]"

    def _rows(self, card: CardAnswer, table: Table) -> str:
        lang = self._lang
        names = columns_of(card, table, "en" if lang == "en" else "zh")
        rows = len(table.rows)
        most = rows if rows <= MOST_ROWS + _FEW_MORE else MOST_ROWS
        most = min(card.request.card.most or most, most)
        block = Rows(table, tuple(names), most, short=True)
        whole = rows_text(block, lang, self._letters, self._plain)
        if rows > most or table.truncated:
            key = "agenda_first_rows_more" if table.truncated else "agenda_first_rows"
            shown = min(most, rows)
            whole += self._small(say(key, lang, n=shown, all=f"{rows:,}"))
        return whole

    def _foot(self, table: Table) -> Iterator[str]:
        """The definition with its denominator, and the line of facts, on one page."""
        lang, header = self._lang, table.header
        lines = ["   ·   ".join(facts(table, lang))]
        if header.definition is not None:
            name, value = say("definition", lang), header.definition.get(lang)
            lines.insert(0, say("named", lang, name=name, value=value))
        yield f"#foot({' + parbreak() + '.join(map(self._text, lines))})"


def facts(table: Table, lang: str) -> list[str]:
    """The day, the values, the kinds of data, the report and its version, in words."""
    parts = asked_words(table, lang)
    comma = "、" if lang == "zh" else ", "
    kinds = comma.join(word("provenance", kind, lang) for kind in table.provenance)
    if kinds:
        parts.append(say("named", lang, name=say("rests_on", lang), value=kinds))
    if table.header.no_past is not None:
        parts.append(table.header.no_past.get(lang))
    return [*parts, f"{table.id.removeprefix('reports/')} {table.version}"]


def _is_same_answer(table: Table, after: CardAnswer | None) -> bool:
    """Whether the next card shows the same answer, so that its definition is said once below both."""
    other = after.table if after is not None else None
    return other is not None and (other.id, other.parameters) == (table.id, table.parameters)
