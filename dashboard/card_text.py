"""The HTML of a card: its title, its figure, what the figure rests on, and what can be taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from cypher.errors import BadValue
from cypher.header import Parameter
from cypher.parsing import Saved
from cypher.table import Table
from dashboard import facts
from dashboard.addresses import Here
from dashboard.figures import PICTURES, Options, figure
from dashboard.figures.grouped import groups_of
from dashboard.figures.number import Earlier, noted
from dashboard.figures.table import rows as table_rows
from dashboard.figures.values import day
from dashboard.pages import Card, Page, Point
from dashboard.texts import either, say
from graph.errors import ConnectionFailed, GraphError

DESK_ROWS = 20
BEHIND = 200
"""How many rows the table behind a picture lists."""
MOST_POINTS = 3


@dataclass(frozen=True)
class Answer:
    """What a card's text is made from: its place, itself, its report, the answer and its links."""

    here: Here
    card: Card
    saved: Saved
    table: Table
    desk: str
    """The address of the report with the same values."""
    given: Mapping[str, str]
    """The values that the report was asked with."""
    past: Sequence[Earlier] = ()
    unheeded: Sequence[str] = ()
    """The labels of the page's filters in force that this report does not know."""

    @property
    def kind(self) -> str:
        """What the answer is drawn as."""
        return self.card.view or self.saved.header.view.kind


@dataclass(frozen=True)
class Pointed:
    """A point that has rows, with the answer that it rests on and where that is seen."""

    point: Point
    table: Table
    link: str


def title(card: Card, saved: Saved, lang: str) -> str:
    """A card's own title, or its report's."""
    return (card.title or saved.header.title).get(lang)


def card_text(answer: Answer) -> str:
    """A whole card: title, figure, facts, and how it was made."""
    lang, table, kind = answer.here.lang, answer.table, answer.kind
    rows = facts.rows_said(table, lang, _listed(answer), _total(answer))
    foot = facts.foot(
        table,
        lang,
        rows=f'<a href="{escape(answer.desk)}">{escape(rows)}</a>',
        more=_more(answer),
        small=kind == "number",
    )
    made = facts.made(answer.saved, table, lang, rows=rows, link=answer.desk, files=_files(answer))
    return f'{_head(answer)}<div class="drawn {kind}">{_figure(answer)}</div>{foot}{made}'


def rows_text(answer: Answer) -> str:
    """The table behind a picture: its first rows, and where all of them are."""
    lang, table = answer.here.lang, answer.table
    shown = table_rows(table, lang, columns=answer.card.listed(answer.here.lang), most=BEHIND)
    said = facts.rows_said(table, lang, min(len(table.rows), BEHIND))
    link = f'<a href="{escape(answer.desk)}">{escape(said)}</a>'
    return f'<div class="scroll">{shown}</div><p class="muted">{link}</p>'


def desk_text(answer: Answer) -> str:
    """One of the three parts of the report desk: the figure, the rows, how it was made."""
    lang, saved, table = answer.here.lang, answer.saved, answer.table
    kind = saved.header.view.kind
    if answer.card.id == "figure":
        return "" if kind == "table" else f'<div class="drawn {kind}">{figure(table, lang)}</div>'
    if answer.card.id == "made":
        said = facts.rows_said(table, lang, len(table.rows))
        return (
            f"<h2>{say('how_made', lang)}</h2>{facts.explained(saved.header, lang)}"
            f"{facts.particulars(table, lang, said)}{facts.statement(saved, lang)}"
        )
    said = facts.rows_said(table, lang, min(len(table.rows), DESK_ROWS))
    return table_rows(table, lang, most=DESK_ROWS) + facts.foot(table, lang, rows=escape(said))


def attention(points: Sequence[Pointed], here: Here, card: Card) -> str:
    """The first few things that need attention, each with a link to its rows."""
    lang = here.lang
    head = f"<h2>{escape(card.title.get(lang) if card.title else say('attention', lang))}</h2>"
    shown = points[:MOST_POINTS]
    if not shown:
        return f'{head}<p class="empty">{escape(say("nothing_pressing", lang))}</p>'
    lines = "".join(f"<li>{_point(one, lang)}</li>" for one in shown)
    more = len(points) - len(shown)
    left = f'<p class="muted">{escape(say("more_points", lang, n=more))}</p>' if more else ""
    return f'{head}<ol class="points">{lines}</ol>{left}'


def _point(one: Pointed, lang: str) -> str:
    table = one.table
    many = ("+" if table.truncated else "") if lang == "en" else ("以上" if table.truncated else "")
    said = noted(one.point.say.get(lang), table, lang, rows=f"{len(table.rows):,}{many}")
    as_of = say("as_of", lang, day=day(table.as_of, lang)) if table.as_of else ""
    return (
        f'<a href="{escape(one.link)}">{said}</a>'
        f"<small>{escape(as_of)} <span>{escape(table.id.removeprefix('reports/'))}"
        f" <code>{escape(table.version)}</code></span>{facts.badges(table, lang)}</small>"
    )


def fault(error: GraphError, lang: str, heading: str = "") -> str:
    """A failure as its sentence. Trouble with the connection is tried again by the page itself."""
    again = " data-retry" if isinstance(error, ConnectionFailed) else ""
    head = f"<h2>{escape(heading)}</h2>" if heading else ""
    way = "" if isinstance(error, BadValue) else f'<p class="muted">{say("others_stand", lang)}</p>'
    return f'{head}<div class="fault" role="alert"{again}><p>{escape(either(error, lang))}</p>{way}</div>'


def unheeded(
    page: Page, declared: Mapping[str, Parameter], table: Table, here: Here
) -> tuple[str, ...]:
    """The labels of the page's filters in force that a report does not know."""
    return tuple(
        parameter.label.get(here.lang)
        for name, parameter in declared.items()
        if name in page.parameters
        and name in here.values
        and name not in table.header.parameters
        and name != "as_of"
    )


def _head(answer: Answer) -> str:
    """The title, with what the figure means on a sign beside it, and the line under it."""
    lang, header = answer.here.lang, answer.saved.header
    words = [header.about.get(lang)]
    if header.definition is not None:
        words.append(header.definition.get(lang))
    what = (
        f' <button class="what" data-made data-tip="{escape(chr(10).join(words))}"'
        f' aria-label="{escape(say("definition", lang))}">?</button>'
    )
    head = f"<h2>{escape(title(answer.card, answer.saved, lang))}{what}</h2>"
    note = answer.card.note
    if note is None or answer.kind == "number" or not answer.table.rows:
        return head
    return f'{head}<p class="note">{noted(note.get(lang), answer.table, lang)}</p>'


def _figure(answer: Answer) -> str:
    lang, card, table = answer.here.lang, answer.card, answer.table
    if not table.rows and answer.kind != "number":
        return _nothing(answer)
    note = {"zh": card.note.zh, "en": card.note.en} if card.note else None
    options = Options(
        note,
        card.listed(answer.here.lang),
        card.most,
        tuple(answer.past),
        card.by,
        card.head,
        card.width,
    )
    return figure(table, lang, options, answer.kind)


def _nothing(answer: Answer) -> str:
    """What is said where there is no row, and what to try."""
    lang, table = answer.here.lang, answer.table
    said = answer.card.empty.get(lang) if answer.card.empty else say("no_rows", lang)
    filters = [
        (name, label)
        for name, label, _ in table.asked(lang)
        if name in answer.here.values and name != "as_of" and table.header.parameters[name].optional
    ]
    if not filters or answer.card.empty:
        return f'<p class="empty">{escape(said)}</p>'
    kept = {k: v for k, v in answer.here.values.items() if k not in dict(filters)}
    names = ("、" if lang == "zh" else ", ").join(label for _, label in filters)
    return (
        f'<p class="empty">{escape(said)}<br><a data-set="{escape(" ".join(f"{name}=" for name, _ in filters))}"'
        f' href="?{escape(answer.here.at(values=kept).query())}">'
        f"{escape(say('try_without', lang, names=names))}</a></p>"
    )


def _more(answer: Answer) -> str:
    """What else stands in the foot: filters not heeded, days compared, the table, the files."""
    lang = answer.here.lang
    between = "、" if lang == "zh" else ", "
    parts = []
    if answer.past:
        days = between.join(day(one.day, lang) for one in answer.past)
        parts.append(f"<span>{escape(say('compared', lang, days=days))}</span>")
    if answer.unheeded:
        said = say("unheeded", lang, names=between.join(answer.unheeded))
        parts.append(f'<span class="unheeded">{escape(said)}</span>')
    if answer.kind == "number" or not answer.table.rows:
        return "".join(parts)
    if answer.kind in PICTURES:
        address = f"card/{answer.here.page}/{answer.card.id}?{answer.here.query(part='rows')}"
        parts.append(
            f'<button class="plain quiet" data-rows="{escape(address)}" aria-expanded="false">'
            f"{escape(say('behind', lang))}</button>"
        )
    parts.append(
        f'<details class="take"><summary>{escape(say("take", lang))}</summary>'
        f'<span class="menu">{_files(answer)}</span></details>'
    )
    return "".join(parts)


def _files(answer: Answer) -> str:
    """The files to take away: the picture, where there is one, and the rows."""
    here, lang = answer.here, answer.here.lang
    links = []
    if answer.kind in PICTURES and answer.table.rows:
        base = f"figure/{here.page}/{answer.card.id}"
        links += [(f"{base}.{kind}?{here.query()}", kind.upper()) for kind in ("png", "svg")]
    asked = Here("", lang, None, answer.given).query()
    links += [
        (
            f"download/{answer.saved.id.removeprefix('reports/')}.{format}?{asked}",
            say(f"file_{format}", lang),
        )
        for format in ("xlsx", "csv")
    ]
    return "".join(f'<a href="{escape(link)}" download>{escape(said)}</a>' for link, said in links)


def _listed(answer: Answer) -> int:
    held, most, by = len(answer.table.rows), answer.card.most, answer.card.by
    if most and by and answer.kind == "table":
        return sum(len(rows) for rows in list(groups_of(answer.table, by).values())[:most])
    return min(held, most) if most and answer.kind == "table" else held


def _total(answer: Answer) -> int | None:
    """How many rows there are by a column that tells it."""
    table, total = answer.table, answer.card.total
    if total is None or not table.rows or total not in table.names:
        return None
    value = table.rows[0][table.names.index(total)]
    return value if isinstance(value, int) else None
