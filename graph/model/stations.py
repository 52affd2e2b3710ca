"""Where riders are served: venues, service stations, what stands and is stocked in them."""

from datetime import time
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.base import About, Ending, Located, Node, Text, Time
from graph.model.town import Code


class Venue(Located):
    """A place that can carry several stations' plaques."""

    prefix, zh, en = "VEN-", "场所", "Venue"
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[
        Literal["centre", "party_masses_station", "union_office", "other"], About("种类", "Kind")
    ]
    address: Annotated[Text | None, About("地址", "Address", searched=True)] = None
    movedAt: Annotated[Time | None, About("迁址时间", "Moved at")] = None
    areaSqm: Annotated[float | None, Field(gt=0), About("面积", "Floor area", unit="m2")] = None


class ServiceStation(Node):
    """A station where riders are served."""

    prefix, zh, en = "ST-", "服务站点", "Service station"
    ending: ClassVar[Ending] = {"status": "CLOSED"}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    stationType: Annotated[Code, About("站点类型", "Type", indexed=True)]
    tier: Annotated[Code | None, About("层级", "Tier")] = None
    openFrom: Annotated[time | None, About("开门", "Opens")] = None
    openTo: Annotated[time | None, About("关门", "Closes")] = None
    openDays: Annotated[
        str | None, Field(pattern=r"^1?2?3?4?5?6?7?$"), About("开放日", "Days open (1 = Monday)")
    ] = None
    is24h: Annotated[bool, About("24小时", "Open round the clock")] = False
    head: Annotated[Text | None, About("站长岗位", "Station head's post")] = None
    status: Annotated[
        Literal["PLANNED", "OPEN", "SUSPENDED", "CLOSED"], About("状态", "Status")
    ] = "OPEN"


class Facility(Node):
    """A kind of equipment: the basic six, and what stands beside them."""

    prefix, zh, en = "FAC-", "设施", "Facility"
    code: Annotated[str, Field(pattern=r"^[a-z_]+$"), About("代码", "Code", indexed=True)]
    name: Annotated[Text, About("名称", "Name", searched=True)]
    nameEn: Annotated[Text | None, About("英文名称", "English name")] = None
    basic: Annotated[bool, About("基本六项之一", "One of the basic six")] = False


class SupplyItem(Node):
    """Something that a station keeps in stock."""

    prefix, zh, en = "ITEM-", "物资", "Supply"
    name: Annotated[Text, About("名称", "Name", searched=True)]
    unit: Annotated[Text, About("单位", "Unit")]
