"""What a value can hardly be, though its type allows it: a day still to come, coordinates in the wrong order."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from pydantic_core import ErrorDetails

from graph.load.table.fields import KINDS, fields_of
from graph.load.table.problems import Place, RowProblem, Words
from graph.load.table.reading import Table
from graph.model import SHANGHAI, Located, Row, about_fields
from graph.model.town import Town

Look = Callable[[Table, int, Row], RowProblem | None]
_EAST, _NORTH = (73, 136), (3, 54)
_FAR = 0.5
"""So many degrees, about 50 km, from a town's land a place is asked about."""
_SWAPPED: tuple[Words, Words] = (
    ("经纬度写反了？", "are longitude and latitude the wrong way round?"),
    ("经度约 73–136，纬度约 3–54", "a longitude of 73 to 136, a latitude of 3 to 54"),
)
_NO_DATUM: tuple[Words, Words] = (
    ("有经纬度，没有写坐标系", "there are coordinates, and no datum is given"),
    (
        "填“坐标系”一列：手机定位、天地图填 WGS-84，高德、腾讯填 GCJ-02，百度填 BD-09；"
        "确认都是 WGS-84 的可以选“照收”",
        "fill a column 坐标系 datum: WGS-84 for GPS, GCJ-02 for Amap and Tencent, BD-09 for Baidu; "
        "accept it where all are WGS-84",
    ),
)


def future_looks(kind: type[Row]) -> Iterator[Look]:
    """For each day or time of a kind that has happened already, whether one still lies ahead."""
    about = about_fields(kind)
    for name, field in fields_of(kind).items():
        if field.base in (date, datetime) and not (field.open_end or about[name].ahead):
            limit: date = datetime.now(SHANGHAI).date() + timedelta(days=1)
            if field.base is datetime:
                limit = datetime(limit.year, limit.month, limit.day, tzinfo=SHANGHAI)
            yield partial(_in_future, name, field.attribute, limit)


def _in_future(
    name: str, attribute: str, limit: date, table: Table, number: int, row: Row
) -> RowProblem | None:
    value = row.__dict__[attribute]
    if value is None or value < limit:
        return None
    day = f"{value:%Y-%m-%d}"
    return RowProblem(
        table.place(number),
        table.column(name),
        (f"{day} 还没有到", f"{day} is still to come"),
        (
            "已经发生的日子；确实如此的可以选“照收”",
            "a day that has been; accept it where it is right",
        ),
        "day.future",
        f"{table.sheet}!{table.column(name)}!{number}",
    )


def far_look(kind: type[Row], town: Town) -> Iterator[Look]:
    """Whether a place lies far from the town, for kinds of rows that have one."""
    if issubclass(kind, Located) and town.land:
        yield partial(_far_away, town)


def _far_away(town: Town, table: Table, number: int, row: Row) -> RowProblem | None:
    place = (row.__dict__["longitude"], row.__dict__["latitude"])
    if None in place:
        return None
    for value, bounds in zip(place, zip(*town.land, strict=True), strict=True):
        if not min(bounds) - _FAR <= value <= max(bounds) + _FAR:
            name = town.name
            return RowProblem(
                table.place(number),
                table.column("longitude"),
                (
                    f"{place[0]}, {place[1]} 离{name.zh}很远",
                    f"{place[0]}, {place[1]} is far from {name.en}",
                ),
                ("看看经纬度是否写对；确实在那里的可以选“照收”", "accept it where it is right"),
                "place.far",
                f"{table.sheet}!{table.column('longitude')}!{number}",
            )
    return None


def swapped(table: Table, number: int, errors: Sequence[ErrorDetails]) -> RowProblem | None:
    """The one fault for a longitude and a latitude that each would fit in the other's place."""
    found = {detail["loc"][0]: detail["input"] for detail in errors if detail["loc"]}
    longitude, latitude = _number(found.get("longitude")), _number(found.get("latitude"))
    if not (_NORTH[0] <= longitude <= _NORTH[1] and _EAST[0] <= latitude <= _EAST[1]):
        return None
    return RowProblem(table.place(number), table.column("longitude"), *_SWAPPED)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return 0.0


def without_datum(table: Table) -> RowProblem | None:
    """The question for a file's sheet that gives coordinates and does not say in which datum."""
    if table.headers is None or not issubclass(KINDS[table.kind], Located):
        return None
    for number, values in table.rows:
        if values.get("longitude") is not None and values.get("datum") is None:
            place = Place(table.file, table.sheet, number)
            column = table.headers.get("datum") or table.column("longitude")
            return RowProblem(place, column, *_NO_DATUM, "datum.missing", f"{table.sheet}!datum")
    return None
