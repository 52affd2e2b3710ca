"""Who supports and who is supported: organisations, areas, companies, sites, riders."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.base import (
    FAR_DAY,
    FAR_TIME,
    ON_THE_DAY,
    About,
    Count,
    Day,
    Ending,
    Located,
    Node,
    Text,
    Time,
)
from graph.model.town import Code


class Organization(Located):
    """A Party organisation, a mass organisation or an agency."""

    prefix, zh, en = "ORG-", "组织", "Organisation"
    ending: ClassVar[Ending] = {"to": ON_THE_DAY, "active": False}
    also: ClassVar[dict[str, str]] = {
        "party": "PartyOrganization",
        "mass": "MassOrganization",
        "agency": "Agency",
    }
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[Literal["party", "mass", "agency"], About("种类", "Kind")]
    form: Annotated[
        Literal["党委", "党总支", "党支部", "联合党支部"] | None, About("组织形式", "Form")
    ] = None
    memberCount: Annotated[Count | None, About("党员人数", "Members", unit="person")] = None
    active: Annotated[bool, About("在运行", "Active")] = True
    from_: Annotated[Day | None, Field(alias="from"), About("自", "From")] = None
    to: Annotated[Day, About("至", "To")] = FAR_DAY


class OrgGroup(Node):
    """A group that organisations are counted in."""

    prefix, zh, en = "GRP-", "组织类别", "Organisation group"
    code: Annotated[Code, About("代码", "Code", indexed=True)]
    name: Annotated[Text, About("名称", "Name", searched=True)]
    nameEn: Annotated[Text | None, About("英文名称", "English name")] = None


class Area(Located):
    """A town, a village or a neighbourhood."""

    prefix, zh, en = "AREA-", "村居", "Area"
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[Literal["town", "village", "neighbourhood"], About("种类", "Kind")]
    statCode: Annotated[
        str | None, Field(pattern=r"^\d{12}$"), About("统计用区划代码", "Statistical code")
    ] = None


class Company(Node):
    """A platform or a contractor that riders work for."""

    prefix, zh, en = "CO-", "企业", "Company"
    ending: ClassVar[Ending] = {}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[
        Literal["express", "takeaway", "logistics", "other"], About("行业", "Kind", indexed=True)
    ]
    role: Annotated[Literal["platform", "contractor"], About("角色", "Role")]


class DeliverySite(Located):
    """A site where riders work: never a place where they are served."""

    prefix, zh, en = "SITE-", "配送站点", "Delivery site"
    ending: ClassVar[Ending] = {"status": "CLOSED"}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[Literal["takeaway", "express", "logistics"], About("种类", "Kind")]
    movedAt: Annotated[Time | None, About("迁址时间", "Moved at")] = None
    headcountStated: Annotated[Count | None, About("申报人数", "Stated headcount")] = None
    headcountAsOf: Annotated[Day | None, About("申报日期", "Headcount as of")] = None
    status: Annotated[Literal["OPEN", "CLOSED"], About("状态", "Status")] = "OPEN"


class Headcount(Node):
    """How many worked at a site on a day before the day of the site's own figure."""

    prefix, zh, en = "HC-", "历次人数", "Earlier headcount"
    asOf: Annotated[Day, About("日期", "As of", indexed=True)]
    count: Annotated[Count, About("人数", "People", unit="person")]


class Rider(Node):
    """A worker at a site, by alias only: no name, telephone or identity number exists here."""

    prefix, zh, en = "R-", "骑手", "Rider"
    ending: ClassVar[Ending] = {}
    about_person = True
    alias: Annotated[Text, About("代称", "Alias", searched=True)]
    role: Annotated[
        Literal["courier", "rider", "logistics", "site_staff"], About("岗位", "Role", indexed=True)
    ]
    ageBand: Annotated[
        Literal["<20", "20-29", "30-39", "40-49", "50+"] | None, About("年龄段", "Age band")
    ] = None
    tenureMonths: Annotated[Count | None, About("从业月数", "Tenure", unit="month")] = None
    employmentType: Annotated[
        Literal["专送", "众包", "直营", "加盟"] | None, About("用工方式", "Employment")
    ] = None


class Child(Node):
    """A child of school age: an age band and a guardian's consent, nothing else."""

    prefix, zh, en = "CH-", "适龄子女", "Child"
    ending: ClassVar[Ending] = {}
    about_person = True
    ageBand: Annotated[Literal["6-8", "9-11", "12-13", "14-17"], About("年龄段", "Age band")]
    guardianConsent: Annotated[bool, About("监护人同意", "Guardian's consent")]


class ChatGroup(Node):
    """A work chat group; its application and size stay empty where nobody has said them."""

    prefix, zh, en = "CHAT-", "工作群", "Chat group"
    ending: ClassVar[Ending] = {}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    app: Annotated[Text | None, About("应用", "Application")] = None
    members: Annotated[Count | None, About("成员数", "Members")] = None


class Team(Node):
    """A team of riders who serve."""

    prefix, zh, en = "TEAM-", "队伍", "Team"
    ending: ClassVar[Ending] = {}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[
        Literal["anti_fraud", "environment", "health", "traffic", "other"], About("种类", "Kind")
    ]


class Consent(Node):
    """What someone has agreed to, and until when."""

    prefix, zh, en = "CON-", "同意", "Consent"
    ending: ClassVar[Ending] = {"withdrawnAt": ON_THE_DAY}
    about_person = True
    scope: Annotated[
        Literal["wish_processing", "show_to_claimant", "publish", "child_data", "be_named"],
        About("范围", "Scope", indexed=True),
    ]
    grantedAt: Annotated[Time, About("同意时间", "Granted at")]
    withdrawnAt: Annotated[Time, About("撤回时间", "Withdrawn at")] = FAR_TIME
    by: Annotated[Literal["self", "guardian"], About("同意人", "Given by")] = "self"
