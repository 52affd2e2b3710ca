"""The cards of the report desk: the figure, the rows, how it was made, and what a failure says."""

from html import escape

from cypher.errors import BadValue
from cypher.file.parse import SavedStatement
from cypher.header import Words
from cypher.run.plan_words import Explained
from cypher.table import Table
from dashboard.cards import footer
from dashboard.cards.card_html import Answer, nothing, pictures
from dashboard.cards.error_html import again, fault
from dashboard.cards.table_html import sheet
from dashboard.figures import Options, figure
from dashboard.texts import say
from graph.errors import GraphError

_HIDDEN = "<span data-nothing hidden></span>"
"""What a part holds that there is nothing to see of."""


def text(answer: Answer, approval: Words) -> str:
    """One of the parts of an answer; ``approval`` says where its file stands."""
    lang, table = answer.location.lang, answer.table
    if answer.card.id == "figure":
        return _drawn(answer) if table.rows or answer.kind == "number" else _HIDDEN
    if answer.card.id == "rows":
        rows = sheet(answer.location, table, answer.link) if table.rows else nothing(answer)
        return rows + footer.foot(table, lang, opener="link")
    return _how_made(answer.saved, table, lang, approval)


def _drawn(answer: Answer) -> str:
    lang, kind = answer.location.lang, answer.kind
    options = Options(link=answer.link, leads=answer.leads, report=answer.report, span=answer.span)
    files = "".join(
        f'<a href="{escape(link)}" data-take>{name}</a>' for link, name in pictures(answer)
    )
    sentence = escape(say("take_picture", lang))
    foot = f'<p class="pictures"><span>{sentence}</span>{files}</p>' if files else ""
    # the board's lanes have headings of their own, which stand below one
    title = f'<h2 class="spoken">{escape(answer.saved.header.title.get(lang))}</h2>'
    return f'{title}<div class="drawn {kind}">{figure(answer.table, lang, options)}</div>{foot}'


def fault_text(id: str, error: GraphError, lang: str) -> str:
    """Why there is no answer, said once: where the rows would stand. A value that is refused is
    told beside its blank."""
    if id != "rows":
        return _HIDDEN.replace(" hidden", f"{again(error)} hidden")
    if isinstance(error, BadValue):
        return f'<p class="empty" data-refused>{escape(say("mend_above", lang))}</p>'
    return fault(error, lang)


def plan_text(plan: Explained, lang: str) -> str:
    """A plan as sentences, what may be slow marked."""
    slow = set(plan.warnings)
    sentence = "".join(
        f"<li{' class=warning' if one in slow else ''}>{escape(one.get(lang))}</li>"
        for one in plan.sentences
    )
    return f'<ul class="plan">{sentence}</ul>'


def _how_made(saved: SavedStatement, table: Table, lang: str, approval: Words) -> str:
    rows = footer.rows_sentence(table, lang, len(table.rows))
    plan = f"plan/{saved.id.removeprefix('reports/')}?lang={lang}&t.ms={table.elapsed_ms:.0f}"
    spent, limit = f"{table.elapsed_ms / 1000:.2f}", f"{table.header.limits.seconds:g}"
    more = {
        say("cost", lang): say("cost_said", lang, spent=spent, limit=limit),
        say("approval", lang): approval.get(lang),
    }
    return (
        f'<h2 id="made">{escape(say("how_made", lang))}</h2>'
        f"{_fold('facts', footer.particulars(table, lang, rows, more), lang)}"
        f"{_fold('plan', '', lang, plan)}"
        f"{_fold('cypher', footer.statement(saved, lang), lang)}"
    )


def _fold(key: str, body: str, lang: str, source: str = "") -> str:
    """A part that opens when its line is clicked; what has a source is asked for then."""
    sentence, asked = (
        escape(say(f"fold_{key}", lang)),
        f' data-source="{escape(source)}"' if source else "",
    )
    return (
        f'<details class="fold" data-fold="{key}"{asked}><summary>{sentence}</summary>'
        f'<div class="folded">{body}</div></details>'
    )
