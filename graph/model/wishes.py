"""Small wishes: what was asked for, what happened to it, who took it up, how it ended."""

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from graph.model.base import FAR_TIME, ON_THE_DAY, About, Count, Ending, Fen, Node, Text, Time

WishStatus = Literal[
    "SUBMITTED",
    "IN_REVIEW",
    "RETURNED",
    "REJECTED",
    "REFERRED",
    "PUBLISHED",
    "CLAIMED",
    "CARRIED_OVER",
    "FULFILLED",
    "CLOSED",
    "WITHDRAWN",
]
ClaimStatus = Literal[
    "PENDING", "ACTIVE", "FULFILLED", "REJECTED", "CANCELLED", "REVOKED", "EXPIRED"
]
Category = Literal[
    "riding_gear",
    "child_study",
    "electronics",
    "home_appliance",
    "service",
    "bedding_clothing",
    "health",
    "culture_social",
]
CATEGORIES: tuple[str, ...] = get_args(Category)
WISH_STATUSES: tuple[str, ...] = get_args(WishStatus)


class Wish(Node):
    """A small wish. ``status`` copies the latest event; reports read the events."""

    prefix, zh, en = "W-", "微心愿", "Wish"
    ending: ClassVar[Ending] = {"status": "WITHDRAWN", "closedAt": ON_THE_DAY}
    title: Annotated[Text, About("心愿", "Wish", searched=True)]
    category: Annotated[Category, About("类别", "Category", indexed=True)]
    kind: Annotated[Literal["goods", "service", "activity"], About("性质", "Kind")]
    estCostFen: Annotated[Fen | None, About("预估费用", "Estimated cost", unit="fen")] = None
    needReason: Annotated[
        Literal[
            "work_need",
            "study_need",
            "family_burden",
            "family_medical_burden",
            "seasonal",
            "newcomer",
            "other",
        ]
        | None,
        About("困难原因（代码）", "Coded reason"),
    ] = None
    urgency: Annotated[Literal["normal", "urgent"], About("紧急程度", "Urgency")] = "normal"
    channel: Annotated[
        Literal["station", "chat_group", "visit", "box", "unspecified"], About("渠道", "Channel")
    ] = "unspecified"
    status: Annotated[WishStatus, About("状态", "Status", indexed=True)]
    submittedAt: Annotated[Time | None, About("提交时间", "Submitted at", indexed=True)] = None
    publishedAt: Annotated[Time | None, About("发布时间", "Published at", indexed=True)] = None
    closedAt: Annotated[Time, About("办结时间", "Closed at")] = FAR_TIME
    dueAt: Annotated[Time | None, About("期限", "Due at", ahead=True)] = None


class WishEvent(Node):
    """One step of a wish's life; it holds from ``at`` until the next."""

    prefix, zh, en = "EV-", "流转记录", "Wish event"
    fromStatus: Annotated[WishStatus | None, About("原状态", "From status")] = None
    toStatus: Annotated[WishStatus, About("新状态", "To status", indexed=True)]
    seq: Annotated[Count, About("序号", "Sequence")]
    at: Annotated[Time, About("时间", "At", indexed=True)]
    until: Annotated[Time, About("止于", "Until")] = FAR_TIME
    actorRole: Annotated[
        Literal["rider", "station_staff", "staff", "reviewer", "claimant", "centre", "unknown"],
        About("经办角色", "Actor's role"),
    ]
    reason: Annotated[Text | None, About("原因", "Reason")] = None
    department: Annotated[Text | None, About("转办部门", "Referred to")] = None


class Claim(Node):
    """A promise by an organisation or a company to fulfil a wish."""

    prefix, zh, en = "CL-", "认领", "Claim"
    status: Annotated[ClaimStatus, About("状态", "Status", indexed=True)]
    claimedAt: Annotated[Time, About("认领时间", "Claimed at", indexed=True)]
    acceptedAt: Annotated[Time | None, About("确认时间", "Accepted at")] = None
    contactedAt: Annotated[Time | None, About("对接时间", "Contacted at")] = None
    dueAt: Annotated[Time | None, About("期限", "Due at", ahead=True)] = None
    endedAt: Annotated[Time, About("结束时间", "Ended at", indexed=True)] = FAR_TIME
    endReason: Annotated[Text | None, About("结束原因", "Reason of the end")] = None
    backstop: Annotated[bool, About("兜底", "Backstop")] = False
    plan: Annotated[Text | None, About("实现计划", "Plan")] = None
    actualCostFen: Annotated[Fen | None, About("实际费用", "Actual cost", unit="fen")] = None


class Handover(Node):
    """The moment when a wish was fulfilled."""

    prefix, zh, en = "HO-", "兑现", "Handover"
    at: Annotated[Time, About("时间", "At", indexed=True)]
    costFen: Annotated[Fen | None, About("费用", "Cost", unit="fen")] = None
    evidenceRef: Annotated[Text | None, About("凭证编号", "Evidence reference")] = None


class Visit(Node):
    """A follow-up visit and the grade it was given, 1 (very satisfied) to 4 (dissatisfied)."""

    prefix, zh, en = "VIS-", "回访", "Visit"
    at: Annotated[Time, About("时间", "At", indexed=True)]
    grade: Annotated[int, Field(ge=1, le=4), About("满意度等级", "Grade")]
    note: Annotated[Text | None, About("备注", "Note")] = None
