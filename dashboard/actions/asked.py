"""What an address or a sent form says of a step: which one, its values, what was done last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from dashboard.texts import Lang

STEP, CHANGE, VALUE = "act.step", "act.change", "v."
"""Names in an address. No parameter of a page is so called, for a dot is in none of their names."""


@dataclass(frozen=True)
class Asked:
    """The step of a record that is opened, with the values of its form.

    ``change`` is what was done last; ``wrong`` why what was sent has been refused.
    """

    lang: Lang
    token: str
    id: str = ""
    step: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    change: str = ""
    wrong: str = ""
    note: str = ""

    @property
    def sent(self) -> bool:
        """Whether the form was sent and refused, so that each field says what is wrong with it."""
        return bool(self.wrong)


def asked_in(query: str, lang: Lang, token: str, id: str) -> Asked:
    """What the query of an address says of a step of one record."""
    pairs = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=80))
    values = {
        name.removeprefix(VALUE): value for name, value in pairs.items() if name.startswith(VALUE)
    }
    return Asked(lang, token, id, pairs.get(STEP, ""), values, pairs.get(CHANGE, ""))


def link_to(page: str, lang: Lang, id: str, step: str = "", **values: str) -> str:
    """The address of a record's page with the form of a step opened and filled."""
    pairs = {"id": id, "lang": lang}
    if step:
        pairs[STEP] = step
    pairs |= {VALUE + name: value for name, value in values.items()}
    return f"{page}?{urlencode(pairs)}"
