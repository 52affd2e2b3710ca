"""The report desk as finished HTML: the list by topic, the form, the result, the downloads."""

from collections.abc import Mapping
from itertools import groupby
from urllib.parse import urlencode

from cypher.header import Parameter
from cypher.parsing import Saved
from cypher.running import Runner
from cypher.table import Table
from dashboard.web.figures import facts, failed, figure, rows
from dashboard.web.words import html, say
from graph.errors import GraphError


def topics(runner: Runner, lang: str, chosen: str) -> str:
    """All reports by topic, the chosen one marked."""
    parts = [
        f'<input type="search" id="find" aria-label="{html(say("search", lang))}" placeholder="{html(say("search", lang))}">'
    ]
    listed = [one for one in runner.catalogue.of("reports")]
    for topic, some in groupby(listed, key=lambda one: one.id.split("/")[1]):
        known = topic in ("money", "overview", "reach", "sources", "support", "wishes")
        title = say(f"topic_{topic}" if known else "topic_own", lang)
        links = "".join(_link(one, lang, chosen) for one in some)
        parts.append(f"<section><h3>{html(title)}</h3>{links}</section>")
    parts += [failed(error.zh, error.en, lang) for error in runner.catalogue.broken]
    return "".join(parts)


def _link(one: Saved, lang: str, chosen: str) -> str:
    query = html(urlencode({"report": one.id[8:], "lang": lang}))
    mark = ' aria-current="page"' if one.id == chosen else ""
    return f'<a href="reports?{query}"{mark}>{html(one.header.title.get(lang))}</a>'


def desk(
    runner: Runner, saved: Saved, given: Mapping[str, object], lang: str
) -> tuple[str, Table | None]:
    """Title, form and result of one report; the table too, unless it failed."""
    head = f"<h1>{html(saved.header.title.get(lang))}</h1><p class=about>{html(saved.header.about.get(lang))}</p>"
    form = _form(runner, saved, given, lang)
    try:
        table = runner.run(saved, given)
    except GraphError as error:
        return head + form + f'<div class="card">{failed(error.zh, error.en, lang)}</div>', None
    kind = saved.header.view.kind
    picture = f'<div class="picture">{figure(table, lang)}</div>' if kind != "table" else ""
    body = f'<div class="still">{rows(table, lang)}</div>'
    end = facts(table, lang, saved.statement)
    return (
        f'{head}{form}<div class="card result">{_downloads(saved, given, lang)}{picture}<div class="pic">{body}@LIVE@</div>{end}</div>',
        table,
    )


def _downloads(saved: Saved, given: Mapping[str, object], lang: str) -> str:
    query = urlencode([("lang", lang), *((k, v) for k, v in given.items() if v not in (None, ""))])
    links = "".join(
        f'<a download href="download/{html(saved.id[8:])}.{kind}?{html(query)}">{kind.upper()}</a>'
        for kind in ("xlsx", "csv", "json")
    )
    return f'<div class="downloads">{html(say("download", lang))} {links}</div>'


def _form(runner: Runner, saved: Saved, given: Mapping[str, object], lang: str) -> str:
    fields = "".join(
        f"<label><span>{html(p.label.get(lang))}</span>{_field(runner, name, p, given.get(name), lang)}</label>"
        for name, p in saved.header.parameters.items()
    )
    hidden = f'<input type=hidden name=report value="{html(saved.id[8:])}"><input type=hidden name=lang value="{lang}">'
    return f"<form method=get action=reports class=form>{hidden}{fields}<button>{html(say('run', lang))}</button></form>"


def _field(runner: Runner, name: str, p: Parameter, value: object, lang: str) -> str:
    """The input for a parameter: one declaration makes it, the option and the address."""
    said = p.default if value in (None, "") else value
    if p.type == "boolean":
        pairs = [("true", say("yes_", lang)), ("false", say("no_", lang))]
        return _select(name, pairs, str(said).lower(), None)
    if p.type in ("choice", "multi_choice"):
        from cypher.catalogue import words

        listed = words().get(name, {}) if p.values else {}
        pairs = [(v, listed[v].get(lang) if v in listed else t) for v, t in runner.choices(p)]
        return _select(name, pairs, str(said), say("any", lang) if p.optional else None)
    text = html("" if said is None else str(said))
    if p.type == "date":
        shown = runner.graph.today().isoformat() if said == "today" else text
        return f'<input type=date name="{name}" value="{shown}">'
    if p.type in ("integer", "number"):
        low = f' min="{p.min:g}"' if p.min is not None else ""
        high = f' max="{p.max:g}"' if p.max is not None else ""
        return f'<input type=number name="{name}" value="{text}"{low}{high}>'
    return f'<input name="{name}" value="{text}">'


def _select(name: str, pairs: list[tuple[str, str]], chosen: str, any_: str | None) -> str:
    options = [f'<option value="">{html(any_)}</option>'] if any_ else []
    options += [
        f'<option value="{html(v)}"{" selected" if v == chosen else ""}>{html(t)}</option>'
        for v, t in pairs
    ]
    return f'<select name="{name}">{"".join(options)}</select>'
