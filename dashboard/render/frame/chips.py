"""What a page is filtered by, each as a chip that takes it away."""

from collections.abc import Sequence

from markupsafe import Markup

from cypher.words import word
from dashboard.pages.location import Location
from dashboard.render.form import Field
from dashboard.texts import say

_CHIP = Markup(
    '<a class="chip" href="?{}" data-go aria-label="{}">{} <span aria-hidden="true"></span></a>'
)


def chips(fields: Sequence[Field], location: Location) -> Markup:
    """A chip for each field that is not as usual; nothing where all are."""
    changed = (one for one in fields if one.name in location.values and one.value != one.default)
    return Markup(" ").join(_chip(one, location) for one in changed)


def _chip(field: Field, location: Location) -> Markup:
    values = {name: value for name, value in location.values.items() if name != field.name}
    address = location.at(values=values, table=_first_page(location)).query()
    text = say("named", field.lang, name=field.label, value=_words(field))
    return _CHIP.format(address, say("take_away", field.lang, what=text), text)


def _first_page(location: Location) -> dict[str, str]:
    return {name: value for name, value in location.table.items() if name != "page"}


def _words(field: Field) -> str:
    """What is chosen, as people read it."""
    if field.macro == "tick":
        return word("boolean", field.value, field.lang)
    if not field.value:
        return field.meaning or say("all", field.lang)
    if field.chosen:
        return ("、" if field.lang == "zh" else ", ").join(label for _, label in field.chosen)
    return dict(field.options).get(field.value) or field.meaning or field.value
