"""A record's field and value as people read them, in both languages."""

from datetime import date, datetime

from cypher.format import format_value
from cypher.words import words
from dashboard.texts import LANGS
from graph.load.table.fields import KINDS, fields_of
from graph.model import FAR_DAY, about_fields
from graph.model.town import Town
from graph.model.words import is_coded, word_of

Both = dict[str, str]
"""The same text by language."""


class ValueText:
    """Makes text of a town's values: codes become their words, fen yuan, no value an empty text."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def value(self, kind: str, field: str, value: object) -> Both:
        """A value of a field of a kind (a class name of the model)."""
        return {lang: self._text(kind, field, value, lang) for lang in LANGS}

    def field(self, kind: str, field: str, header: str) -> Both:
        """What a field is called: the file's own header, or the model's label where that is meant."""
        found = fields_of(KINDS[kind]).get(field) if kind in KINDS else None
        if found is None or header not in (found.header, field):
            return dict.fromkeys(LANGS, header)
        about = about_fields(KINDS[kind])[field]
        return {"zh": about.zh, "en": about.en}

    def kind(self, kind: str) -> Both:
        """What a kind is called."""
        found = KINDS.get(kind)
        return {"zh": found.zh, "en": found.en} if found else dict.fromkeys(LANGS, kind)

    def _text(self, kind: str, field: str, value: object, lang: str) -> str:
        if value is None or (isinstance(value, date | datetime) and value.year >= FAR_DAY.year):
            return ""
        if isinstance(value, list | tuple):
            texts = (self._text(kind, field, one, lang) for one in value)
            return ("、" if lang == "zh" else ", ").join(texts)
        if isinstance(value, int) and kind in KINDS and is_coded(kind, field, self._town):
            return word_of(kind, field, value, lang, self._town)
        if isinstance(value, str):
            return self._word(kind, field, value, lang)
        found = fields_of(KINDS[kind]).get(field) if kind in KINDS else None
        return format_value(value, lang, "fen" if found and found.fen else None)

    def _word(self, kind: str, field: str, code: str, lang: str) -> str:
        found = fields_of(KINDS[kind]).get(field) if kind in KINDS else None
        coded = found is not None and bool(found.allowed)
        listed = words()["code"]
        for key in (f"{kind}.{field}.{code}", f"{field}.{code}", code if coded else ""):
            if key in listed:
                return listed[key].get(lang)
        of_town = self._town.codes_of(kind, field).get(code)
        return of_town.get(lang) if of_town else code
