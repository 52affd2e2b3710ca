"""What makes a record whole: the rules that the saved checks look for, each row with who could mend it.

A record that the article states may have gaps, for the article has them.
"""

from dataclasses import dataclass

from graph.model.town import Label


@dataclass(frozen=True)
class Rule:
    """One way in which a record of ``kind`` can be incomplete or contradict itself.

    ``relationships`` are the classes of relationship of which it must have at least one (none: the
    rule is about its own properties). ``check`` is the saved check that finds such records; its rows
    name the rule by ``id`` and the mender by a code of MENDERS.
    """

    id: str
    kind: str
    check: str
    words: Label
    mender: str
    relationships: tuple[str, ...] = ()


MENDERS: dict[str, Label] = {
    "station": Label(zh="受理心愿的站点", en="The station that took the wish"),
    "claims": Label(zh="负责心愿认领的经办人", en="Staff in charge of claims"),
    "money": Label(zh="负责善款的经办人", en="Staff in charge of gifts and money"),
    "company": Label(zh="企业联系人", en="The company's contact"),
    "places": Label(zh="负责站点的经办人", en="Staff in charge of stations"),
    "staff": Label(zh="录入的经办人", en="Whoever entered it"),
}
"""Who could mend a record, by code."""

_NEEDED = {
    "v15": (
        ("wish_without_event", "Wish", "HasEvent", "station", "没有流转记录", "has no event"),
        ("wish_without_rider", "Wish", "Raised", "station", "没有提出的骑手", "was raised by nobody"),
        ("wish_without_channel", "Wish", "Via", "station", "没有受理渠道", "came through no channel"),
    ),
    "v16": (
        ("claim_without_maker", "Claim", "Made", "claims", "没有认领方", "was made by nobody"),
        ("claim_without_wish", "Claim", "For", "claims", "没有对应的心愿", "is for no wish"),
        ("event_without_wish", "WishEvent", "HasEvent", "claims", "没有所属心愿", "is of no wish"),
        ("handover_without_claim", "Handover", "ResultedIn", "claims", "没有所属认领", "is of no claim"),
        ("visit_without_handover", "Visit", "FollowedBy", "claims", "没有所属兑现", "follows no handover"),
    ),
    "v17": (
        ("gift_without_giver", "Donation", "Gave", "money", "没有捐赠方", "has no giver"),
        ("gift_without_fund", "Donation", "Into", "money", "没有进入专款", "went into no fund"),
        ("pledge_without_maker", "Pledge", "Pledged", "money", "没有认捐方", "was made by nobody"),
        ("pledge_without_project", "Pledge", "PledgeTo", "money", "没有认捐项目", "is to no project"),
        ("fund_without_project", "Fund", "Of", "money", "没有所属项目", "is of no project"),
        ("purchase_without_fund", "Purchase", "Paid", "money", "没有付款的专款", "was paid by no fund"),
        ("batch_without_purchase", "ItemBatch", "Bought", "money", "没有对应的采购", "was bought in no purchase"),
        ("distribution_without_batch", "Distribution", "GivenIn", "money", "没有发放的物品", "gave out no batch"),
    ),
    "v18": (
        ("rider_without_site", "Rider", "WorksAt", "company", "没有就职站点", "works at no site"),
        ("site_without_company", "DeliverySite", "Operates", "company", "没有运营企业", "is operated by no company"),
        ("headcount_without_site", "Headcount", "CountedAt", "company", "没有所属站点", "is of no site"),
        ("station_without_venue", "ServiceStation", "Hosts", "places", "没有所在场所", "is hosted by no venue"),
    ),
}  # fmt: skip
"""By check: the rule's id, the kind, the relationship that it needs, the mender, and the words."""

_OWN = (
    ("site_without_place", "DeliverySite", "v18", "places", "没有经纬度", "has no coordinates"),
    ("venue_without_place", "Venue", "v18", "places", "设有站点而没有经纬度", "hosts a station and has no coordinates"),
    ("same_name", "Node", "v19", "staff", "同类中有同名的", "has the name of another of its kind"),
    ("kind_unfit", "Organization", "v20", "staff", "种类与所记内容不符", "does not fit what is recorded of it"),
    ("day_ahead", "Node", "v21", "staff", "日期在今后", "has a day that lies ahead"),
    ("day_ancient", "Node", "v21", "staff", "日期过早", "has a day that is too early"),
    ("claim_state", "Claim", "v22", "claims", "认领状态与时间不符", "has a status that its times contradict"),
    ("pledge_state", "Pledge", "v22", "money", "认捐状态与时间不符", "has a status that its times contradict"),
    ("pledge_settled", "Pledge", "v22", "money", "认捐状态与已兑付的金额不符", "has a status that what was settled of it contradicts"),
    ("gift_state", "Donation", "v22", "money", "捐赠状态与退回时间不符", "has a status that its refund contradicts"),
    ("fund_state", "Fund", "v22", "money", "专款状态与关闭时间不符", "has a status that its closing contradicts"),
    ("organisation_state", "Organization", "v22", "staff", "是否在运行与止日不符", "is active after its last day, or not active before it"),
)  # fmt: skip

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        *(
            Rule(id, kind, check, Label(zh=zh, en=en), mender, (relationship,))
            for check, rules in _NEEDED.items()
            for id, kind, relationship, mender, zh, en in rules
        ),
        *(
            Rule(id, kind, check, Label(zh=zh, en=en), mender)
            for id, kind, check, mender, zh, en in _OWN
        ),
    )
}
"""Every rule by id. A wish's state against its last event is check v04's."""
