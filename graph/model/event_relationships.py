"""Relationships of wishes, of the donation trail, of activities and of sources."""

from typing import Annotated

from pydantic import Field

from graph.model.base import About, DatedRelationship, Fen, Relationship, Time

Qty = Annotated[int, Field(gt=0), About("数量", "Quantity")]


class Raised(Relationship):
    """A rider raised a wish."""

    type, zh, en = "RAISED", "提出", "Raised"
    starts, ends = ("Rider",), ("Wish",)
    most_to_end = 1


class Via(Relationship):
    """A wish came in through a station or a chat group."""

    type, zh, en = "VIA", "受理渠道", "Via"
    starts, ends = ("Wish",), ("ServiceStation", "ChatGroup")
    most_from_start = 1


class ForPerson(Relationship):
    """A wish is for a child."""

    type, zh, en = "FOR_PERSON", "受益人", "For"
    starts, ends = ("Wish",), ("Child",)
    most_from_start = 1


class HasEvent(Relationship):
    """A wish has an event."""

    type, zh, en = "HAS_EVENT", "流转", "Has event"
    starts, ends = ("Wish",), ("WishEvent",)
    most_to_end = 1


class Made(Relationship):
    """A Party organisation or a company made a claim."""

    type, zh, en = "MADE", "作出认领", "Made"
    starts, ends = ("PartyOrganization", "Company"), ("Claim",)
    most_to_end = 1


class For(Relationship):
    """A claim is for a wish."""

    type, zh, en = "FOR", "认领心愿", "For"
    starts, ends = ("Claim",), ("Wish",)
    most_from_start = 1


class ResultedIn(Relationship):
    """A claim resulted in a handover."""

    type, zh, en = "RESULTED_IN", "实现", "Resulted in"
    starts, ends = ("Claim",), ("Handover",)
    most_to_end = 1


class FollowedBy(Relationship):
    """A handover was followed by a visit."""

    type, zh, en = "FOLLOWED_BY", "回访", "Followed by"
    starts, ends = ("Handover",), ("Visit",)
    most_to_end = 1


class RespondedTo(Relationship):
    """A Party organisation responded to an appeal: not a gift, not a claim."""

    type, zh, en = "RESPONDED_TO", "响应", "Responded to"
    starts, ends = ("PartyOrganization",), ("Project",)
    at: Annotated[Time | None, About("时间", "At")] = None


class Initiated(Relationship):
    """A Party organisation started a project."""

    type, zh, en = "INITIATED", "发起", "Initiated"
    starts, ends = ("PartyOrganization",), ("Project",)
    at: Annotated[Time | None, About("时间", "At")] = None


class Pledged(Relationship):
    """A Party organisation made a pledge."""

    type, zh, en = "PLEDGED", "认捐人", "Pledged"
    starts, ends = ("PartyOrganization",), ("Pledge",)
    most_to_end = 1


class PledgeTo(Relationship):
    """A pledge is to a project."""

    type, zh, en = "TO", "认捐对象", "Pledge to"
    starts, ends = ("Pledge",), ("Project",)
    most_from_start = 1


class Settles(Relationship):
    """A donation settles a pledge, by an amount."""

    type, zh, en = "SETTLES", "兑付", "Settles"
    starts, ends = ("Donation",), ("Pledge",)
    fen: Annotated[Fen, About("金额", "Amount", unit="fen")]


class Gave(Relationship):
    """A Party organisation gave a donation."""

    type, zh, en = "GAVE", "捐出", "Gave"
    starts, ends = ("PartyOrganization",), ("Donation",)
    most_to_end = 1


class Into(Relationship):
    """A donation went into a fund."""

    type, zh, en = "INTO", "进入专款", "Into"
    starts, ends = ("Donation",), ("Fund",)
    most_from_start = 1


class Of(Relationship):
    """A fund belongs to a project."""

    type, zh, en = "OF", "所属项目", "Of"
    starts, ends = ("Fund",), ("Project",)
    most_from_start = 1


class Paid(Relationship):
    """A fund paid for a purchase, by an amount."""

    type, zh, en = "PAID", "支付", "Paid"
    starts, ends = ("Fund",), ("Purchase",)
    fen: Annotated[Fen, About("金额", "Amount", unit="fen")]


class Bought(Relationship):
    """A purchase bought a batch."""

    type, zh, en = "BOUGHT", "购入", "Bought"
    starts, ends = ("Purchase",), ("ItemBatch",)
    most_to_end = 1


class GivenIn(Relationship):
    """Part of a batch was given in a distribution."""

    type, zh, en = "GIVEN_IN", "发放批次", "Given in"
    starts, ends = ("ItemBatch",), ("Distribution",)
    qty: Qty


class DistributionTo(Relationship):
    """A distribution reached a child."""

    type, zh, en = "TO", "发放对象", "Distribution to"
    starts, ends = ("Distribution",), ("Child",)
    qty: Qty


class AboutProject(Relationship):
    """A disclosure is about a project."""

    type, zh, en = "ABOUT", "公示项目", "About"
    starts, ends = ("Disclosure",), ("Project",)


class MemberOf(DatedRelationship):
    """A rider is a member of a team."""

    type, zh, en = "MEMBER_OF", "加入队伍", "Member of"
    starts, ends = ("Rider",), ("Team",)


class TookPartIn(Relationship):
    """A rider or a team took part in an activity."""

    type, zh, en = "TOOK_PART_IN", "参加活动", "Took part in"
    starts, ends = ("Rider", "Team"), ("Activity",)


class HeldAt(Relationship):
    """An activity was held at a venue."""

    type, zh, en = "HELD_AT", "举办场所", "Held at"
    starts, ends = ("Activity",), ("Venue",)
    most_from_start = 1


class FromDocument(Relationship):
    """A claim comes from a document."""

    type, zh, en = "FROM", "出自", "From"
    starts, ends = ("SourceClaim",), ("SourceDocument",)
    most_from_start = 1


class Describes(Relationship):
    """A claim describes something of the graph."""

    type, zh, en = "DESCRIBES", "描述", "Describes"
    starts = ("SourceClaim",)
    ends = (
        "Organization",
        "OrgGroup",
        "Area",
        "Company",
        "DeliverySite",
        "Rider",
        "Venue",
        "ServiceStation",
        "Facility",
        "SupplyItem",
        "Wish",
        "Project",
        "Activity",
        "Team",
        "ChatGroup",
        "Fund",
        "Donation",
    )
