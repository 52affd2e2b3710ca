"""The cards of the report desk: the figure, the rows, how it was made, and what a failure says."""

from markupsafe import Markup

from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.run.plan_words import Explained
from cypher.table import Table
from dashboard.cards import footer
from dashboard.cards.card_html import Answer, nothing, pictures
from dashboard.cards.error_html import again, fault, mend_above
from dashboard.cards.table_html import VIEW, sheet
from dashboard.figures import Options, figure
from dashboard.figures.tables.pivot import can_pivot, pivoted
from dashboard.texts import say
from graph.errors import GraphError

_HIDDEN = Markup("<span data-nothing{} hidden></span>")
"""What a part holds that there is nothing to see of; it may hold an attribute more."""


def text(answer: Answer, approval: Words) -> Markup:
    """One of the parts of an answer; ``approval`` says where its file stands."""
    lang, table = answer.location.lang, answer.table
    if answer.card.id == "figure":
        return _drawn(answer) if table.rows or answer.kind == "number" else _HIDDEN.format("")
    if answer.card.id == "rows":
        return _rows(answer) + footer.facts_of_report(table, lang)
    return _how_made(answer.saved, table, lang, approval)


def _rows(answer: Answer) -> Markup:
    """The rows, at first with what a chart has as its series side by side where there is one."""
    location, table = answer.location, answer.table
    if not table.rows:
        return nothing(answer)
    if not can_pivot(table, location.lang):
        return sheet(location, table, answer.link)
    views = Markup('<p class="ways views">{}{}</p>').format(
        *(
            Markup('<a href="?{}" data-go{}>{}</a>').format(
                location.at(table=state).query(),
                Markup(' aria-current="true"') if bool(location.table) == bool(state) else "",
                say(key, location.lang),
            )
            for key, state in (("rows_pivoted", {}), ("rows_single", {VIEW: "rows"}))
        )
    )
    if location.table:
        return views + sheet(location, table, answer.link)
    return views + pivoted(table, location.lang, answer.link)


def _drawn(answer: Answer) -> Markup:
    lang, kind = answer.location.lang, answer.kind
    options = Options(
        link=answer.link, leads=answer.leads, report=answer.report, span=answer.card.width
    )
    files = Markup("").join(
        Markup('<a href="{}" data-take>{}</a>').format(link, name)
        for link, name in pictures(answer)
    )
    foot = Markup('<p class="pictures"><span>{}</span>{}</p>').format(
        say("take_picture", lang), files
    )
    # the board's lanes have headings of their own, which stand below one
    title = Markup('<h2 class="spoken">{}</h2>').format(answer.saved.header.title.get(lang))
    return Markup('{}<div class="drawn {}">{}</div>{}').format(
        title, kind, figure(answer.table, lang, options), foot if files else ""
    )


def fault_text(id: str, error: GraphError, lang: str, *, is_beside_its_blank: bool) -> Markup:
    """Why there is no answer, said once: where the rows would stand, unless the page's form says it."""
    if id != "rows":
        return _HIDDEN.format(again(error))
    return mend_above(lang) if is_beside_its_blank else fault(error, lang)


def plan_text(plan: Explained, lang: str) -> Markup:
    """A plan as sentences, what may be slow marked."""
    slow = set(plan.warnings)
    lines = Markup("").join(
        Markup("<li{}>{}</li>").format(" class=warning" if one in slow else "", one.get(lang))
        for one in plan.sentences
    )
    return Markup('<ul class="plan">{}</ul>').format(lines)


def _how_made(saved: SavedStatement, table: Table, lang: str, approval: Words) -> Markup:
    rows = footer.rows_sentence(table, lang, len(table.rows))
    plan = f"plan/{saved.id.removeprefix('reports/')}?lang={lang}&t.ms={table.elapsed_ms:.0f}"
    spent, limit = f"{table.elapsed_ms / 1000:.2f}", f"{table.header.limits.seconds:g}"
    more = {
        say("cost", lang): say("cost_said", lang, spent=spent, limit=limit),
        say("approval", lang): approval.get(lang),
    }
    return Markup('<h2 id="made">{}</h2>{}{}{}').format(
        say("how_made", lang),
        _fold("facts", footer.particulars(table, lang, rows, more), lang),
        _fold("plan", Markup(""), lang, plan),
        _fold("cypher", footer.statement(saved, lang), lang),
    )


def _fold(key: str, body: Markup, lang: str, source: str = "") -> Markup:
    """A part that opens when its line is clicked; what has a source is asked for then."""
    asked = Markup(' data-source="{}"').format(source) if source else ""
    return Markup(
        '<details class="fold" data-fold="{}"{}><summary>{}</summary>'
        '<div class="folded">{}</div></details>'
    ).format(key, asked, say(f"fold_{key}", lang), body)
