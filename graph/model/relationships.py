"""Relationships of organisations, sites, riders and stations."""

from typing import Annotated, Literal

from pydantic import Field

from graph.model.base import About, Count, DatedRelationship, Day, Relationship, Time


class InGroup(DatedRelationship):
    """An organisation is counted in a group; several are allowed."""

    type, zh, en = "IN_GROUP", "所属类别", "In group"
    starts, ends = ("Organization",), ("OrgGroup",)


class ServesArea(DatedRelationship):
    """A Party organisation serves an area."""

    type, zh, en = "SERVES_AREA", "服务村居", "Serves area"
    starts, ends = ("PartyOrganization",), ("Area",)


class InArea(DatedRelationship):
    """A place lies in an area."""

    type, zh, en = "IN_AREA", "位于村居", "In area"
    starts, ends = ("DeliverySite", "Venue", "Organization"), ("Area",)
    most_from_start = 1


class GivenBy(Relationship):
    """Who gave a consent."""

    type, zh, en = "GIVEN_BY", "同意人", "Given by"
    starts, ends = ("Consent",), ("Rider", "Organization")
    most_from_start = 1


class Covers(Relationship):
    """What a consent is about."""

    type, zh, en = "COVERS", "同意事项", "Covers"
    starts, ends = ("Consent",), ("Wish", "Child", "Organization")


class ContractsFor(DatedRelationship):
    """A contractor works for a platform."""

    type, zh, en = "CONTRACTS_FOR", "承接平台", "Contracts for"
    starts, ends = ("Company",), ("Company",)


class Operates(DatedRelationship):
    """A company operates a site."""

    type, zh, en = "OPERATES", "运营", "Operates"
    starts, ends = ("Company",), ("DeliverySite",)
    most_to_end = 1


class CountedAt(Relationship):
    """The site at which a headcount was taken."""

    type, zh, en = "COUNTED_AT", "统计站点", "Counted at"
    starts, ends = ("Headcount",), ("DeliverySite",)


class WorksAt(DatedRelationship):
    """A rider works at a site; one open relationship a rider."""

    type, zh, en = "WORKS_AT", "就职站点", "Works at"
    starts, ends = ("Rider",), ("DeliverySite",)
    most_from_start = 1


class GuardianOf(Relationship):
    """A rider is a child's guardian."""

    type, zh, en = "GUARDIAN_OF", "监护", "Guardian of"
    starts, ends = ("Rider",), ("Child",)


class LookedAfterBy(DatedRelationship):
    """A chat group is looked after by a station."""

    type, zh, en = "LOOKED_AFTER_BY", "维护站点", "Looked after by"
    starts, ends = ("ChatGroup",), ("ServiceStation",)
    most_from_start = 1
    assumed: Annotated[bool, About("推定", "Assumed")] = False


class LocatedAt(DatedRelationship):
    """An organisation sits at a venue."""

    type, zh, en = "LOCATED_AT", "所在场所", "Located at"
    starts, ends = ("Organization",), ("Venue",)
    most_from_start = 1
    assumed: Annotated[bool, About("推定", "Assumed")] = False


class Hosts(Relationship):
    """A venue carries a station's plaque; one venue may carry several."""

    type, zh, en = "HOSTS", "设有站点", "Hosts"
    starts, ends = ("Venue",), ("ServiceStation",)
    most_to_end = 1


class MergedInto(Relationship):
    """An organisation has gone up in another on the day on which it ended."""

    type, zh, en = "MERGED_INTO", "并入", "Merged into"
    starts, ends = ("Organization",), ("Organization",)
    most_from_start = 1


class SiteMergedInto(Relationship):
    """A site has gone up in another; it closed on that day."""

    type, zh, en = "MERGED_INTO", "并入站点", "Site merged into"
    starts, ends = ("DeliverySite",), ("DeliverySite",)
    most_from_start = 1
    on: Annotated[Day, About("并入日期", "Merged on")]


class CompanyMergedInto(Relationship):
    """A company has gone up in another."""

    type, zh, en = "MERGED_INTO", "并入企业", "Company merged into"
    starts, ends = ("Company",), ("Company",)
    most_from_start = 1
    on: Annotated[Day, About("并入日期", "Merged on")]


class Manages(Relationship):
    """An organisation manages a station."""

    type, zh, en = "MANAGES", "管理", "Manages"
    starts, ends = ("Organization",), ("ServiceStation",)
    role: Annotated[Literal["lead", "co"], About("角色", "Role")] = "lead"


class HasFacility(DatedRelationship):
    """A station has a facility in a state; a change of state is a new dated relationship."""

    type, zh, en = "HAS_FACILITY", "设施配备", "Has facility"
    starts, ends = ("ServiceStation",), ("Facility",)
    qty: Annotated[Count, About("数量", "Quantity")] = 1
    state: Annotated[
        Literal["working", "broken", "absent", "unknown"], About("状况", "State", indexed=True)
    ]
    checkedAt: Annotated[Time | None, About("检查时间", "Checked at")] = None


class Stocks(Relationship):
    """A station keeps a supply."""

    type, zh, en = "STOCKS", "物资库存", "Stocks"
    starts, ends = ("ServiceStation",), ("SupplyItem",)
    qty: Annotated[Count, About("现有", "In stock")]
    par: Annotated[Count, About("应有", "Should be")]
    updatedAt: Annotated[Time | None, About("盘点时间", "Counted at")] = None


class LiaisesWith(DatedRelationship):
    """A station is paired with a company or a site."""

    type, zh, en = "LIAISES_WITH", "结对联系", "Liaises with"
    starts, ends = ("ServiceStation",), ("Company", "DeliverySite")
    contactRole: Annotated[str | None, About("联系岗位", "Contact's post")] = None


class Reaches(Relationship):
    """How long it takes from a site to a station; worked out (graph.reach), never entered.

    Kept between open ones whose places are known: every pair within an hour by e-bike, in both modes,
    and for each site always its nearest station, however far. Which sites and stations it was computed
    for, and from where, their ``reachPlace`` tells.
    """

    type, zh, en = "REACHES", "可达", "Reaches"
    keys = ("mode",)
    starts, ends = ("DeliverySite",), ("ServiceStation",)
    mode: Annotated[Literal["walk", "ebike"], About("方式", "Mode")]
    minutes: Annotated[float, Field(ge=0), About("用时", "Time", unit="minute")]
    metres: Annotated[int, Field(ge=0), About("路程", "Path", unit="m")]
    method: Annotated[str, About("算法", "Method")]
    computedAt: Annotated[Time, About("计算时间", "Computed at")]
