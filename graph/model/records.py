"""Activities, what sources say, and the records that the program keeps of its own work."""

from typing import Annotated, Literal

from pydantic import Field

from graph.model.base import About, Count, Day, Node, Text, Time


class Activity(Node):
    """A public-welfare activity."""

    prefix, zh, en = "ACT-", "活动", "Activity"
    name: Annotated[Text, About("名称", "Name", searched=True)]
    season: Annotated[Literal["spring", "summer", "autumn", "winter"], About("季节", "Season")]
    kind: Annotated[
        Literal[
            "heat_relief", "festival", "winter_warmth", "volunteering", "safety", "health", "other"
        ],
        About("种类", "Kind"),
    ]
    at: Annotated[Time | None, About("时间", "At", indexed=True, ahead=True)] = None
    attendance: Annotated[Count | None, About("参加人次", "Attendance")] = None


class SourceDocument(Node):
    """A published text that claims come from."""

    prefix, zh, en = "DOC-", "来源", "Source document"
    title: Annotated[Text, About("标题", "Title", searched=True)]
    url: Annotated[str | None, About("网址", "Address")] = None
    statedBefore: Annotated[Day, About("陈述不晚于", "Stated on or before")]


class SourceClaim(Node):
    """One statement of a source: what it claims, with its qualifier and the range it allows."""

    prefix, zh, en = "F", "来源陈述", "Claim of a source"
    textZh: Annotated[Text, About("内容", "Text", searched=True)]
    textEn: Annotated[Text | None, About("英文内容", "English text")] = None
    paragraph: Annotated[Count, About("段落", "Paragraph")]
    value: Annotated[float | None, About("数值", "Value")] = None
    unit: Annotated[Text | None, About("单位", "Unit")] = None
    qualifier: Annotated[
        Literal["约", "余", "若干", "等", "exact"] | None, About("限定", "Hedge")
    ] = None
    min: Annotated[float | None, About("下限", "Minimum")] = None
    max: Annotated[float | None, About("上限", "Maximum")] = None
    maxExclusive: Annotated[bool, About("不含上限", "Maximum excluded")] = False
    asOf: Annotated[Day, About("截至", "As of")]
    measureWord: Annotated[Text | None, About("量词", "Measure word")] = None
    assumption: Annotated[Text | None, About("假设", "Assumption")] = None
    countedBy: Annotated[Text | None, About("对应报表", "Report that counts it")] = None


class ImportRun(Node):
    """One load of a file or of rows: it landed whole, or it is not here."""

    prefix, zh, en = "IMP-", "导入批次", "Import run"
    file: Annotated[Text, About("文件", "File")]
    sha256: Annotated[str, About("校验和", "SHA-256")]
    at: Annotated[Time, About("时间", "At", indexed=True)]
    by: Annotated[Text, About("经办", "By")]
    rows: Annotated[Count, About("行数", "Rows")]
    modelVersion: Annotated[int, About("模型版本", "Model version")]
    state: Annotated[Literal["loading", "done"], About("状态", "State")]
    added: Annotated[Count | None, About("新增", "Added")] = None
    changed: Annotated[Count | None, About("修改", "Changed")] = None
    removed: Annotated[Count | None, About("移除", "Removed")] = None
    undoes: Annotated[str | None, About("撤销的批次", "Undoes (import)")] = None


class ChangeRun(Node):
    """One act of a person on the records, from its first to its last: it landed whole, or it is not here.

    ``request`` is the key that a form carries, so that what is sent twice is carried out once.
    """

    prefix, zh, en = "CHG-", "办理", "Change"
    action: Annotated[Text, About("操作", "Action")]
    title: Annotated[Text, About("办理事项", "What was done")]
    titleEn: Annotated[Text, About("英文办理事项", "What was done, in English")]
    subject: Annotated[str, Field(min_length=1), About("对象", "Subject", indexed=True)]
    at: Annotated[Time, About("时间", "At", indexed=True)]
    by: Annotated[Text, About("经办", "By")]
    request: Annotated[str | None, About("请求编号", "Request", unique=True)] = None
    undoes: Annotated[str | None, About("撤销的办理", "Undoes (change)", indexed=True)] = None


class AuditRecord(Node):
    """One change of a node or a relationship: who, when, and each changed value before and after.

    ``subject`` is the node's id or that of a relationship's start, ``object`` that of its end;
    ``kind`` is the node's label or the relationship's type. ``before`` and ``after`` are JSON
    objects by field, None where there was or is no such record.
    """

    prefix, zh, en = "AUD-", "操作记录", "Audit record"
    about_person = True
    at: Annotated[Time, About("时间", "At", indexed=True)]
    actor: Annotated[Text, About("操作人", "Actor")]
    action: Annotated[Text, About("操作", "Action")]
    kind: Annotated[Text | None, About("种类", "Kind")] = None
    subject: Annotated[str, Field(min_length=1), About("对象", "Subject", indexed=True)]
    object: Annotated[str | None, About("另一端", "Other end", indexed=True)] = None
    before: Annotated[str | None, About("之前", "Before")] = None
    after: Annotated[str | None, About("之后", "After")] = None
