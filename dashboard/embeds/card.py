"""The card of an embed: what can be embedded at all, what is asked of it, and who answers for it now."""

from collections.abc import Iterable
from dataclasses import replace

from cypher.header import Words
from cypher.reader import OPEN_TO, Reader
from dashboard.auth.access import Access
from dashboard.cards.card_request import CardRequest, card_request
from dashboard.embeds.embed import Audience, Embed
from dashboard.embeds.errors import EmbedOver
from dashboard.embeds.persons import reads_persons
from dashboard.errors import NoSuchAccount
from dashboard.pages.location import Location
from dashboard.pages.reload import SiteFiles
from dashboard.texts import Lang
from graph.errors import GraphError

KINDS = frozenset({"number", "table", "matrix", "bar", "line", "sankey", "layers", "map"})
"""The figures that are whole without a script and lead nowhere."""


def request_of(
    files: SiteFiles, reader: Reader, location: Location, id: str, audience: Audience
) -> CardRequest:
    """The card that stands alone, asked for its readers. Raises NoSuchCard, UnknownReport, BrokenFile."""
    request = card_request(files, reader.for_audience(audience), location, id)
    return replace(request, part="alone")


def heeded(request: CardRequest) -> dict[str, str]:
    """Those values of an address that make a difference to a card."""
    card, page = request.card, request.page
    known = {*request.saved.header.parameters, *card.takes.values(), *page.own, f"show_{card.id}"}
    return {
        name: value for name, value in request.location.values.items() if value and name in known
    }


def objection(request: CardRequest) -> Words | None:
    """Why a card is not embedded; None for one that may be."""
    saved, audience = request.saved, request.reader.audience
    if reads_persons(saved, request.files.catalogue):
        return Words(
            zh="这张卡片用到个人记录（骑手、子女、同意书等），不能嵌入别的网页。",
            en="This card reads records about persons (riders, children, consents) and is not embedded.",
        )
    if request.page.kind != "cards" or saved.kind != "reports" or _kind(request) not in KINDS:
        return Words(
            zh="这种卡片要在看板里用，不能嵌入别的网页。",
            en="A card of this kind is used in the dashboard and is not embedded.",
        )
    if audience not in saved.header.audience or audience not in request.page.audience:
        return Words(zh="这张卡片不对这些读者开放。", en="This card is not open to these readers.")
    if request.waits_for_choice:
        return Words(
            zh="请先在页面上选定这张卡片要看的对象，再嵌入。",
            en="First choose on its page what this card is to show, then embed it.",
        )
    return None


def embeddable(requests: Iterable[CardRequest]) -> str:
    """The ids of those cards of a page that may be embedded, with spaces between."""
    found = (replace(one, reader=one.reader.for_audience("committee")) for one in requests)
    return " ".join(one.card.id for one in found if objection(one) is None)


def _kind(request: CardRequest) -> str:
    return request.card.view or request.saved.header.view.kind


def issuer_of(access: Access, embed: Embed) -> Reader:
    """Who issued an embed, as that person is now. Raises EmbedOver where that person is not here any
    more, may not issue embeds, or sees less than the embed shows. Reads the file of accounts."""
    over = EmbedOver(
        "签发这张卡片的人已不再有权嵌入，卡片不再显示。",
        "Who issued this card may not embed cards any more; it is not shown.",
    )
    if access.accounts is None or not access.gate.has_accounts:
        raise over
    try:
        account = access.accounts.get(embed.account)
    except NoSuchAccount:
        raise over from None
    reader = account.reader
    is_able = access.gate.rights.allows(reader, "embed") and not account.disabled
    if not is_able or not embed.is_issued_by(reader):
        raise over
    if embed.audience not in OPEN_TO[reader.audience]:
        raise over
    return reader


def request_of_embed(files: SiteFiles, embed: Embed, issuer: Reader, lang: Lang) -> CardRequest:
    """The embed's card with its own values, whatever an address says. Raises EmbedOver."""
    location = Location(embed.page, lang, None, embed.values)
    try:
        request = request_of(files, issuer, location, embed.card, embed.audience)
    except GraphError:
        raise EmbedOver(
            "看板里已经没有这张卡片。", "The dashboard does not have this card any more."
        ) from None
    wrong = objection(request)
    if wrong is not None:
        raise EmbedOver(wrong.zh, wrong.en)
    return request
