"""The templates of the shell, compiled once."""

from functools import cache, partial
from importlib.resources import files

import jinja2

from cypher.values.pinyin_match import spelled
from dashboard.render.form import Field
from dashboard.shell.assets import asset_url
from dashboard.texts import say, words_of
from graph.text import printable

_SHELL = files("dashboard.shell")
AGENDA_WORDS = (
    "added", "close", "down", "drop", "empty", "make", "new", "new_hint", "new_name", "none", "open",
    "take_out", "title_missing", "to", "tray", "up", "which", "moved", "remove_sure", "freezing",
)  # fmt: skip
"""Keys of what the scripts of agendas say, each after ``agenda_``."""
MARK_WORDS = (
    "menu",
    "rows",
    "part",
    "whole",
    "record",
    "filter",
    "explore",
    "tab",
    "copy",
    "copied",
)
SHARE_WORDS = ("link", "link_copied", "picture", "picture_copied", "not_copied")


@cache
def environment() -> jinja2.Environment:
    """The shell's templates. Everything is escaped unless marked safe, and text from files and people
    holds no character that cannot be shown."""
    loader = jinja2.FunctionLoader(lambda name: _SHELL.joinpath(name).read_text(encoding="utf-8"))
    templates = jinja2.Environment(autoescape=True, loader=loader, finalize=_shown)
    templates.globals.update(
        say=say,
        asset_url=asset_url,
        spelled=spelled,
        agenda_words=partial(words_of, "agenda", AGENDA_WORDS),
        mark_words=partial(words_of, "marks", MARK_WORDS),
        share_words=partial(words_of, "share", SHARE_WORDS),
    )
    return templates


def _shown(value: object) -> object:
    """What is put into a template: text as it can be shown."""
    return printable(value) if type(value) is str else value


def field_html(field: Field) -> str:
    """A field of a form as the page holds it."""
    module = environment().get_template("form.html").module
    return str(module.field(field))  # type: ignore[attr-defined]
