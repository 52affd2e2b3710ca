"""What is asked for: an edition's name, day, audience, language, and the one it follows."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from cypher.format import format_day
from cypher.header import Audience
from cypher.reader import LOCAL, Reader
from cypher.run.runner import Runner
from cypher.values.days import year_before
from dashboard.edition.content.folders import Editions
from dashboard.edition.manifest import NAME, Manifest, is_name
from dashboard.edition.print.font_metrics import FontMetrics
from dashboard.errors import NotMade
from dashboard.sentences import Sentences, load_sentences
from dashboard.texts import Lang

OF_EDITIONS = "reports/edition/"
"""What only an edition is made of, not a report that one reads."""
_LAST_DAY = f"{OF_EDITIONS}last_day"


@dataclass(frozen=True)
class Order:
    """An edition as asked for; what is None is worked out from the data."""

    name: str
    as_of: date | None = None
    after: Path | None = None
    audience: Audience = "committee"
    lang: Lang = "zh"
    font: Path | None = None
    """One more font, for characters that the shipped one lacks."""
    close_gaps: bool = False
    """Whether the rows of what has gone from the maps since ``after`` are taken out."""
    printed: date | None = None
    """The day of printing that stands on its pages; today where none is given."""


@dataclass(frozen=True)
class EditionPlan:
    """An edition as it is to be made: it tells of the twelve months from ``since`` to ``as_of``."""

    name: str
    as_of: date
    since: date
    audience: Audience
    lang: Lang
    after: Path | None
    earlier: Manifest | None
    letters: FontMetrics
    close_gaps: bool
    printed: date
    sentences: Sentences
    published: tuple[Path, ...] = ()
    """Where everything lies that the public has read already; for an edition of the public only."""

    @property
    def reader(self) -> Reader:
        """As whom its answers are asked for."""
        return LOCAL.for_audience(self.audience)

    @property
    def year_before(self) -> "EditionPlan":
        """The same a year earlier: the twelve months that end where this one's begin."""
        as_of = year_before(self.as_of)
        return replace(self, as_of=as_of, since=year_before(as_of) + timedelta(days=1))


def plan(runner: Runner, editions: Editions, order: Order) -> EditionPlan:
    """The order with its day. Raises NotMade for a name or day that cannot be, NoSuchEdition."""
    found = NAME.fullmatch(order.name)
    if found is None or not is_name(order.name):
        raise NotMade(
            f"年度版的名字“{order.name}”只能用字母、汉字、数字、下划线、点和连字符，如 2025。",
            f"An edition's name holds letters, digits, _, . and - only, such as 2025; not {order.name!r}.",
        )
    if order.close_gaps and order.after is None:
        raise NotMade(
            "没有接续的上一版，就没有空位可以收拢。请说明接续哪一版，或不收拢空位。",
            "Without an edition that this one follows there are no gaps to close; name one, or leave the gaps.",
        )
    as_of = _day(runner, order, found["year"])
    earlier = editions.manifest(order.after) if order.after is not None else None
    return EditionPlan(
        order.name,
        as_of,
        year_before(as_of) + timedelta(days=1),
        order.audience,
        order.lang,
        order.after,
        earlier,
        FontMetrics(order.font),
        order.close_gaps,
        order.printed or runner.today(),
        load_sentences(runner.catalogue, editions.root.parent / "own"),
        editions.published() if order.audience == "public" else (),
    )


def _day(runner: Runner, order: Order, year: str | None) -> date:
    today = runner.today()
    if order.as_of is not None:
        if order.as_of > today:
            raise NotMade(
                f"截至日 {format_day(order.as_of, 'zh')} 还没有到，数据到 {format_day(today, 'zh')} 为止。",
                f"{format_day(order.as_of, 'en')} has not come yet; the data go to {format_day(today, 'en')}.",
            )
        return order.as_of
    if year is None:
        raise NotMade(
            f"“{order.name}”不以年份开头，请指定截至日（命令行用 --as-of）。",
            f"{order.name!r} does not begin with a year; name a day (--as-of on the command line).",
        )
    last = runner.run(runner.catalogue.find(_LAST_DAY), reader=LOCAL, cached=False).dicts()[0][
        "last_day"
    ]
    if not isinstance(last, date):
        raise NotMade(
            "图里还没有任何有日期的记录，做不出年度版。请先导入数据。",
            "The graph holds nothing with a date yet; import data before making an edition.",
        )
    if last < date(int(year), 1, 1):
        raise NotMade(
            f"数据到 {format_day(last, 'zh')} 为止，还没有 {year} 年的。请指定截至日（命令行用 --as-of）。",
            f"The data go to {format_day(last, 'en')}; there is nothing of {year} yet. Name a day (--as-of on the command line).",
        )
    return min(last, date(int(year), 12, 31))
