"""What an embed for the public shows: the card's figures as the latest public edition has them.

A single answer of today is never public, for which of its counts give people away depends on all
else that is published; an edition was made with that in mind.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cypher.table import Table
from dashboard.cards.card_html import Answer
from dashboard.cards.card_request import CardRequest
from dashboard.edition.content.folders import Editions
from dashboard.edition.content.frozen_answers import ANSWERS, read_frozen
from dashboard.embeds.errors import EmbedOver
from dashboard.errors import NoSuchEdition
from dashboard.pages.location import written

_PERIOD = frozenset({"as_of", "since", "until"})
"""What says of which time an answer is: an edition has a time of its own."""


def published_answer(editions: Editions, request: CardRequest) -> Answer:
    """The card's answer in the public edition of the latest day that has it; reads files.

    Raises EmbedOver where no public edition has it with the card's values.
    """
    saved = request.saved
    for folder in _latest(editions):
        with suppress(NoSuchEdition):
            table = read_frozen(folder, ANSWERS).get(saved.id)
            if table is not None and _fits(table, request.written_values):
                shown = replace(saved, header=table.header)
                return Answer(
                    request.location, request.card, shown, table, request.written_values,
                    lambda id: "", lambda table, name, row: None,
                )  # fmt: skip
    raise EmbedOver(
        "公开版里没有这张卡片的数字，所以不能给公众看。",
        "No public edition has the figures of this card, so that the public is not shown them.",
    )


def _latest(editions: Editions) -> list[Path]:
    """The folders of the public editions, the latest day first."""
    found = []
    for name in editions.names():
        folder = editions.root / name
        with suppress(NoSuchEdition):
            manifest = editions.manifest(folder)
            if manifest.audience == "public":
                found.append((manifest.as_of, manifest.name, folder))
    return [folder for _, _, folder in sorted(found, reverse=True)]


def _fits(table: Table, asked: Mapping[str, str]) -> bool:
    """Whether an edition's answer was asked for the same as a card, but for its time."""
    return all(
        name in _PERIOD or written(table.parameters.get(name)) == value
        for name, value in asked.items()
        if value
    )
