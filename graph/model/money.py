"""The donation trail: projects, pledges, donations, the pool, what it bought, where it went."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.model.base import FAR_TIME, ON_THE_DAY, About, Count, Ending, Fen, Node, Text, Time


class Project(Node):
    """A project or an appeal."""

    prefix, zh, en = "PRJ-", "项目", "Project"
    ending: ClassVar[Ending] = {"endAt": ON_THE_DAY}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    kind: Annotated[Literal["brand", "appeal", "drive", "other"], About("种类", "Kind")]
    startAt: Annotated[Time | None, About("开始", "Starts at", ahead=True)] = None
    endAt: Annotated[Time | None, About("结束", "Ends at", ahead=True)] = None
    purpose: Annotated[Text | None, About("用途", "Purpose")] = None


class Pledge(Node):
    """A promise to give an amount."""

    prefix, zh, en = "PL-", "认捐", "Pledge"
    amountFen: Annotated[Fen, About("金额", "Amount", unit="fen")]
    pledgedAt: Annotated[Time, About("认捐时间", "Pledged at", indexed=True)]
    dueAt: Annotated[Time | None, About("期限", "Due at", ahead=True)] = None
    endedAt: Annotated[Time, About("结束时间", "Ended at")] = FAR_TIME
    status: Annotated[
        Literal["OPEN", "PARTLY_PAID", "PAID", "WAIVED", "LAPSED"], About("状态", "Status")
    ]


class Donation(Node):
    """Money or goods received into a fund."""

    prefix, zh, en = "DON-", "捐赠", "Donation"
    kind: Annotated[Literal["money", "in_kind"], About("种类", "Kind")]
    purpose: Annotated[Text, About("用途", "Purpose")]
    amountFen: Annotated[Fen, About("金额", "Amount", unit="fen")]
    status: Annotated[Literal["RECEIVED", "REFUNDED"], About("状态", "Status")]
    receivedAt: Annotated[Time, About("到账时间", "Received at", indexed=True)]
    refundedAt: Annotated[Time | None, About("退回时间", "Refunded at")] = None
    receiptNo: Annotated[Text | None, About("收据号", "Receipt number")] = None
    publicity: Annotated[Literal["named", "anonymous"], About("公开方式", "Publicity")] = "named"


class Fund(Node):
    """An earmarked pool of money."""

    prefix, zh, en = "FUND-", "专款", "Fund"
    ending: ClassVar[Ending] = {"status": "CLOSED", "closedAt": ON_THE_DAY}
    name: Annotated[Text, About("名称", "Name", searched=True)]
    purpose: Annotated[Text, About("用途", "Purpose")]
    status: Annotated[Literal["OPEN", "CLOSED"], About("状态", "Status")]
    openedAt: Annotated[Time, About("设立时间", "Opened at")]
    closedAt: Annotated[Time, About("关闭时间", "Closed at")] = FAR_TIME


class Purchase(Node):
    """Something bought from a fund."""

    prefix, zh, en = "PUR-", "采购", "Purchase"
    at: Annotated[Time, About("时间", "At", indexed=True)]
    supplier: Annotated[Text, About("供应商", "Supplier", searched=True)]
    totalFen: Annotated[Fen, About("总额", "Total", unit="fen")]
    invoiceRef: Annotated[Text | None, About("发票编号", "Invoice reference")] = None


class ItemBatch(Node):
    """A number of equal things bought together."""

    prefix, zh, en = "BAT-", "物品批次", "Batch of items"
    item: Annotated[Text, About("物品", "Item", searched=True)]
    qty: Annotated[int, Field(gt=0), About("数量", "Quantity")]
    unitFen: Annotated[Fen, About("单价", "Unit price", unit="fen")]


class Distribution(Node):
    """A day on which things were given out."""

    prefix, zh, en = "DIS-", "发放", "Distribution"
    at: Annotated[Time, About("时间", "At", indexed=True)]
    place: Annotated[Text, About("地点", "Place")]
    signedBy: Annotated[Text | None, About("签收岗位", "Signed by (post)")] = None
    childCount: Annotated[Count | None, About("儿童人数", "Children", unit="person")] = None


class Disclosure(Node):
    """An account made public within the community or to the donors."""

    prefix, zh, en = "PUB-", "公示", "Disclosure"
    kind: Annotated[
        Literal["received", "spent", "full_account", "correction"], About("种类", "Kind")
    ]
    publishedAt: Annotated[Time, About("公示时间", "Published at", indexed=True)]
    scope: Annotated[Literal["community", "donors"], About("范围", "Scope")]
    correctionOf: Annotated[str | None, About("更正对象编号", "Corrects (id)")] = None
