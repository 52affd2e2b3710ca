"""One page of a part of a plan, or of what a load changed, as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from dashboard.errors import NoSuchUpload
from dashboard.imports.page_context import shown_page
from dashboard.imports.plans.plan_file import Part
from dashboard.imports.service import Imports
from dashboard.render.templates import environment


@dataclass(frozen=True)
class Wanted:
    """Which part is wanted, of which sheet and action, what was typed, and which page."""

    part: str
    sheet: str
    action: str
    q: str
    page: int


def part_html(imports: Imports, of: str, id: str, wanted: Wanted, lang: str) -> str:
    """The HTML of a page. Raises NoSuchUpload, and LoadError for no such load."""
    if wanted.part not in get_args(Part):
        raise NoSuchUpload("没有这一部分。", "There is no such part.")
    part = cast(Part, wanted.part)
    file = imports.plan_file(id) if of == "file" else imports.load_file(id)
    page = file.page(part, wanted.sheet, wanted.action, wanted.q, wanted.page)
    template = environment().get_template("import_fragment.html")
    return template.render(part=part, page=shown_page(page, lang), lang=lang)


def register_html(context: Mapping[str, Any], lang: str) -> str:
    """The form that makes a register of a table, as it stands."""
    return environment().get_template("import_register_form.html").render(**context, lang=lang)
