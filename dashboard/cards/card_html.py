"""The HTML of a card: its title, its figure, what the figure rests on, and what can be taken away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cypher.file.parse import SavedStatement
from cypher.format import format_day
from cypher.nothing import is_nothing
from cypher.table import Table
from dashboard.actions.asked import link_to
from dashboard.cards import footer
from dashboard.cards.foot.counts import counted
from dashboard.cards.foot.taken import has_picture
from dashboard.cards.links import leads, leads_to_records
from dashboard.figures import PICTURES, Options, figure
from dashboard.figures.lists.folds import no_fold, whole_fold
from dashboard.figures.lists.grouped import groups_of
from dashboard.figures.lists.month_line import Month
from dashboard.figures.lists.number import Earlier, noted
from dashboard.figures.lists.table import Beside, Link
from dashboard.figures.lists.table import rows as table_rows
from dashboard.figures.relations.flow_table import Leads
from dashboard.figures.tables.pivot import can_pivot, pivoted
from dashboard.pages import Card
from dashboard.pages.location import OPEN, Location, written
from dashboard.texts import say

BEHIND = 200
"""How many rows the table behind a picture lists."""
_LINK = Markup('<a href="{}">{}</a>')
_OFFER = Markup(' <a class="offer-it" href="{}#next" data-offer="{}" aria-description="{}">{}</a>')
_ROWS = Markup('<button class="plain quiet" data-rows="{}" aria-expanded="false">{}</button>')
_EXPLORE = Markup('<button type="button" class="plain quiet" data-explore>{}</button>')
_TAKE = Markup('<details class="take"><summary>{}</summary><span class="menu">{}</span></details>')
_EMPTY = Markup('<p class="empty">{}</p>')


@dataclass(frozen=True)
class Answer:
    """What a card's text is made from: its place, itself, its report, the answer and its links."""

    location: Location
    card: Card
    saved: SavedStatement
    table: Table
    given: Mapping[str, str]
    """The values that the report was asked with."""
    report: Callable[[str], str]
    """The address of a report on the desk with the same values."""
    link: Link
    """Where the cells lead."""
    past: Sequence[Earlier] = ()
    months: Sequence[Month] = ()
    unheeded: Sequence[str] = ()
    """The labels of the page's filters in force that this report does not know."""
    may_act: bool = False
    """Whether its readers take steps of records."""
    before: Table | None = None
    """The same answer some months earlier, where the card compares its rows with that."""

    @property
    def desk(self) -> str:
        """The address of the answer's own report."""
        return self.report(self.saved.id)

    @property
    def opened(self) -> frozenset[str]:
        """The ids of the folds that the address opens."""
        return frozenset(self.location.values.get(OPEN, "").split(","))

    @property
    def leads(self) -> Leads:
        """Where the nodes of its picture lead."""
        return leads(self.table, self.location.lang, self.desk, self.link)

    @property
    def beside(self) -> Beside | None:
        """The links beside the cells of a column that open a step of a record."""
        offer, lang = self.card.offers, self.location.lang
        if offer is None or not self.may_act:
            return None

        def link(name: str, row: Mapping[str, object]) -> Markup:
            if name != offer.column or any(is_nothing(row[one]) for one in offer.values.values()):
                return Markup("")
            values = {to: str(row[column]) for to, column in offer.values.items()}
            address = link_to("record", lang, str(row[offer.id]), offer.step, **values)
            return _OFFER.format(address, offer.step, row[name], say("offer", lang))

        return link

    @property
    def kind(self) -> str:
        """What the answer is drawn as."""
        return self.card.view or self.saved.header.view.kind


def title(card: Card, saved: SavedStatement, lang: str) -> str:
    """A card's own title, or its report's."""
    return (card.title or saved.header.title).get(lang)


def card_text(answer: Answer) -> Markup:
    """A whole card: title, figure, facts, and how it was made."""
    lang, table, kind = answer.location.lang, answer.table, answer.kind
    shown = counted(answer.kind, table, answer.card)
    rows = footer.rows_sentence(table, lang, shown.listed, shown.total)
    is_cut = kind != "number" and (table.truncated or shown.listed < shown.held)
    cut = _LINK.format(answer.desk, rows) if is_cut else None
    foot = footer.foot(table, lang, rows=cut, more=_more(answer))
    how_made = footer.how_made(
        answer.saved,
        table,
        lang,
        rows=rows,
        link=answer.desk,
        files=_files(answer),
        more=_beside(answer),
    )
    held = Markup(' tabindex="0"') if answer.card.rolls else Markup("")
    held += _marks(answer)
    body = Markup('<div class="drawn {}"{}>{}</div>{}{}').format(
        kind, held, _figure(answer), foot, how_made
    )
    if answer.card.folded:
        return _folded(answer, body)
    return _head(answer) + body


def _marks(answer: Answer) -> Markup:
    """What is marked in the flows of the page."""
    rows, name = answer.table.dicts(), answer.card.marks
    if name is None or not rows or is_nothing(rows[0][name]):
        return Markup("")
    return Markup(' data-marks="{}"').format(rows[0][name])


def choice_wanted(location: Location, card: Card, saved: SavedStatement) -> Markup:
    """A card that waits for something to be chosen."""
    words = card.before or card.empty
    sentence = words.get(location.lang) if words else say("choose_first", location.lang)
    head = Markup("<h2>{}</h2>").format(title(card, saved, location.lang))
    return head + _EMPTY.format(sentence)


def rows_text(answer: Answer) -> Markup:
    """The table behind a picture: its first rows, and where all of them are."""
    lang, table = answer.location.lang, answer.table
    columns = answer.card.listed(answer.location.lang)
    if can_pivot(table, lang):
        return pivoted(table, lang, answer.link)
    shown = table_rows(table, lang, columns=columns, most=BEHIND, link=answer.link)
    sentence = footer.rows_sentence(table, lang, min(len(table.rows), BEHIND))
    return Markup('<div class="scroll">{}</div><p class="muted">{}</p>').format(
        shown, _LINK.format(answer.desk, sentence)
    )


def _folded(answer: Answer, body: Markup) -> Markup:
    """The card under its title with the number of its rows, or of its groups."""
    lang, card, table = answer.location.lang, answer.card, answer.table
    heading, words = title(card, answer.saved, lang), card.empty.get(lang) if card.empty else ""
    held = len(groups_of(table, card.by)) if card.by else len(table.rows)
    if not held:
        return no_fold(heading, words or say("fold_none", lang))
    count = f"{held:,}" + ("+" if table.truncated else "")
    about = answer.saved.header.about.get(lang)
    return whole_fold(card.id, heading, count, about, body, is_open=card.id in answer.opened)


def _head(answer: Answer) -> Markup:
    """The title, with what the figure means on a sign beside it, and the line under it."""
    lang, header = answer.location.lang, answer.saved.header
    words = [header.about.get(lang)]
    if header.definition is not None:
        words.append(header.definition.get(lang))
    first, last = _parted(title(answer.card, answer.saved, lang))
    head = Markup(
        '<h2>{}<span class="together">{}&nbsp;<button class="what" data-details data-tip="{}" '
        'aria-label="{}">?</button></span></h2>'
    ).format(first, last, "\n".join(words), say("how_made", lang))
    note = answer.card.note
    if note is None or answer.kind == "number" or not answer.table.rows:
        return head
    kind = "note hint" if answer.card.until and note == answer.card.until.note else "note"
    text = noted(note.get(lang), answer.table, lang, answer.link)
    return head + Markup('<p class="{}">{}</p>').format(kind, text)


def _parted(text: str) -> tuple[str, str]:
    """A title and its last word, or character in Chinese, which keeps the sign behind it on its line."""
    at = text.rfind(" ") + 1 or max(len(text) - 1, 0)
    return text[:at], text[at:]


def _figure(answer: Answer) -> Markup:
    table = answer.table
    if not table.rows and answer.kind not in ("number", "check"):
        return nothing(answer)
    return figure(table, answer.location.lang, options_of(answer), answer.kind)


def options_of(answer: Answer) -> Options:
    """What a card asks of its figure."""
    lang, card = answer.location.lang, answer.card
    return Options(
        note={"zh": card.note.zh, "en": card.note.en} if card.note else None,
        empty=card.empty.get(lang) if card.empty else None,
        columns=card.listed(lang), most=card.most, value=card.value, span=card.width, card=card.id,
        by=card.by, each=card.of_each, head=card.head, ticks=card.ticks, folded_lanes=card.folded_lanes,
        past=tuple(answer.past), months=tuple(answer.months), before=answer.before,
        link=answer.link, beside=answer.beside, leads=answer.leads, report=answer.report,
        opened=answer.opened,
    )  # fmt: skip


def nothing(answer: Answer) -> Markup:
    """What is said where there is no row, and what to try."""
    lang, table = answer.location.lang, answer.table
    own = answer.card.empty if answer.card.before or not answer.card.needs else None
    sentence = own.get(lang) if own else say("no_rows", lang)
    if table.unknown:  # nothing was found because nothing is so called
        return _EMPTY.format(" ".join(note.get(lang) for note in table.unknown))
    declared, given = table.header.parameters, answer.location.values
    filters = [
        (name, label)
        for name, label, _ in table.asked(lang)
        if name != "as_of"
        and (declared[name].optional or declared[name].default is not None)
        and given.get(name, "") not in ("", written(declared[name].default))
    ]
    if not filters or own:
        return _EMPTY.format(sentence)
    kept = {k: v for k, v in answer.location.values.items() if k not in dict(filters)}
    names = ("、" if lang == "zh" else ", ").join(label for _, label in filters)
    retry = Markup('<br><a data-set="{}" href="?{}">{}</a>').format(
        " ".join(f"{name}=" for name, _ in filters),
        answer.location.at(values=kept).query(),
        say("try_without", lang, names=names),
    )
    return _EMPTY.format(Markup("{}{}").format(sentence, retry))


def _beside(answer: Answer) -> dict[str, str]:
    """Facts of the dialog that the report alone does not know: the days compared."""
    lang, now = answer.location.lang, answer.table.as_of
    if not answer.past:
        return {}
    between = "、" if lang == "zh" else ", "
    days = between.join(format_day(one.day, lang, beside=now) for one in answer.past)
    return {say("compared_days", lang): days}


def _more(answer: Answer) -> Markup:
    """What else stands in the foot: filters not heeded, the table, the files."""
    lang = answer.location.lang
    between = "、" if lang == "zh" else ", "
    parts: list[Markup] = []
    if answer.unheeded:
        sentence = say("unheeded", lang, names=between.join(answer.unheeded))
        parts.append(Markup('<span class="unheeded">{}</span>').format(sentence))
    if answer.kind == "number" or not answer.table.rows:
        return Markup("").join(parts)
    if answer.card.names is not None:
        parts.append(footer.list_tools(answer.table, answer.card.names, lang))
    if answer.kind in PICTURES:
        address = (
            f"card/{answer.location.page}/{answer.card.id}?{answer.location.query(part='rows')}"
        )
        parts.append(_ROWS.format(address, say("behind", lang)))
    if leads_to_records(answer.table):
        parts.append(_EXPLORE.format(say("explorer_link_record", lang)))
    parts.append(_TAKE.format(say("take", lang), _files(answer)))
    return Markup("").join(parts)


def pictures(answer: Answer) -> list[tuple[str, str]]:
    """Address and name of the files of an answer's picture, where there is one."""
    if not has_picture(answer.kind, answer.saved.header, answer.table):
        return []
    base, query = f"figure/{answer.location.page}/{answer.card.id}", answer.location.query()
    return [(f"{base}.{kind}?{query}", kind.upper()) for kind in ("png", "svg")]


def _files(answer: Answer) -> Markup:
    """The files to take away: the picture, where there is one, and the rows."""
    lang, links = answer.location.lang, pictures(answer)
    asked = Location("", lang, None, answer.given).query()
    links += [
        (
            f"download/{answer.saved.id.removeprefix('reports/')}.{format}?{asked}",
            say(f"file_{format}", lang),
        )
        for format in ("xlsx", "csv")
    ]
    return Markup("").join(
        Markup('<a href="{}" download>{}</a>').format(link, sentence) for link, sentence in links
    )
