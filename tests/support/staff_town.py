"""A small town as its staff write it: names and words, no ids, days in any form, one row a wish."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import openpyxl

VILLAGES = ("东风村", "海塘村", "新桥村", "滨江居民区")
SITES = tuple(
    f"{place}站" for place in ("老街", "海塘", "新桥", "东门", "西门", "滨江", "车站", "园区")
)
COMPANIES = ("迅达速递", "满意外卖", "通捷物流")
STATIONS = (*(f"{village}红色加油站" for village in VILLAGES), "镇工会职工驿站")
ORGANISATIONS = (
    *(f"{village}党总支" for village in VILLAGES),
    "镇总工会",
    "镇社区党群服务中心党支部",
    *(f"第{n}企业党支部" for n in range(1, 55)),
)
RIDERS = tuple(f"骑手{n:03d}" for n in range(1, 121))
Row = list[object]
Sheets = dict[str, list[Row]]


def sheets() -> Sheets:
    """Each sheet's title with its header and rows."""
    return {
        "基本情况": list(_basics()),
        "组织": list(_organisations()),
        "服务站点": list(_stations()),
        "企业与配送站点": list(_sites()),
        "骑手": list(_riders()),
        "心愿": list(_wishes()),
        "认捐与捐赠": list(_gifts()),
        "采购与发放": list(_purchases()),
        "活动": list(_activities()),
        "结对与联系": list(_support()),
    }


def write(path: Path, given: Sheets | None = None) -> Path:
    """Write sheets as a workbook; all of the town's where none are given."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (given or sheets()).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _basics() -> Iterator[Row]:
    yield ["类型", "名称", "村居种类", "项目种类", "用途", "所属项目", "开始或公示时间"]
    for village in VILLAGES:
        yield ["村居", village, "居民区" if village.endswith("居民区") else "村"]
    yield ["项目", "暖心书包", None, "倡议", "给骑手子女送书包", None, date(2025, 3, 1)]
    yield ["专款", "暖心书包专款", None, None, "购书包", "暖心书包", "2025.3.1"]
    yield ["工作群", "骑手之家群"]


def _organisations() -> Iterator[Row]:
    yield [
        "名称",
        "种类",
        "组织形式",
        "类别",
        "成立日期",
        "党员人数",
        "村居",
        "服务村居",
        "同意署名",
    ]
    for n, name in enumerate(ORGANISATIONS):
        village = VILLAGES[n % 4]
        if name == "镇总工会":
            yield [name, "群团组织", None, "群团组织", "2010年1月1日", None, village]
        elif n < 4:
            agreed = date(2025, 1, 10)
            yield [name, "党组织", "党总支", "村居", "2012/7/1", 40 + n, village, village, agreed]
        else:
            group = "社区党群服务中心" if n == 5 else "“两新”组织" if n % 2 else "区域化成员单位"
            yield [name, "党组织", "党支部", group, date(2018, 1 + n % 12, 1), 3 + n % 20, village]


def _stations() -> Iterator[Row]:
    yield [
        *("名称", "类型", "层级", "开门", "关门", "开放日", "站长岗位", "管理组织", "设施", "物资"),
        *("检查日期", "场所", "场所种类", "地址", "场所村居", "经度", "纬度", "坐标系"),
    ]
    for n, name in enumerate(STATIONS):
        village = VILLAGES[n % 4]
        tier = ("旗舰", "融合", "村居", "村居", None)[n]
        things = "换电柜、微波炉（坏）、桌椅×2、按摩椅" if n == 0 else "换电柜，饮水机，空调"
        yield [
            *(name, "职工服务站点" if n == 4 else "红色加油站", tier, time(8, 30), "17:00"),
            *("周一至周五", "社区工作者", "镇总工会" if n == 4 else f"{village}党总支（主管）"),
            *(things, "口罩×150只（应有200）、矿泉水×60瓶", "2025-06-01"),
            *(
                "镇工会" if n == 4 else f"{village}党群服务站",
                "工会场所" if n == 4 else "党群服务站",
            ),
            *(f"{village}路8号", village, 121.70 + n / 100, 31.20 + n / 100, "WGS-84"),
        ]


def _sites() -> Iterator[Row]:
    yield [
        *("站点名称", "种类", "村居", "经度", "纬度", "人数", "企业", "企业行业", "企业角色"),
        *("承接平台", "自", "坐标系"),
    ]
    for n, name in enumerate(SITES):
        kind = ("快递", "外卖", "物流")[n % 3]
        yield [
            *(name, kind, VILLAGES[n % 4], 121.701 + n / 100, 31.201 + n / 100),
            "2025-03-01：12；2025-06-01：15" if n == 0 else "2025.6.1：15",
            *(COMPANIES[n % 3], kind, "承接企业", None, date(2022, 1, 1), "WGS-84"),
        ]


def _riders() -> Iterator[Row]:
    yield ["代称", "岗位", "站点", "入职日期", "离职日期", "年龄段", "用工方式"]
    for n, alias in enumerate(RIDERS):
        role = ("快递员", "骑手", "物流")[n % 3]
        left = date(2025, 5, 31) if n == 119 else None
        yield [alias, role, SITES[n % 8], f"2024-{1 + n % 12:02d}-01", left, "20-29", "专送"]


WISH_HEADER: Row = [
    *("心愿内容", "类别", "骑手", "受理站点", "预估费用（元）", "同意办理", "提交日期", "审核时间"),
    *("审核结果", "结果时间", "审核说明", "发布日期", "认领单位", "认领日期", "确认时间"),
    *(
        "认领结束时间",
        "认领结果",
        "结束原因",
        "兑现日期",
        "兑现费用",
        "回访日期",
        "满意度",
        "办结日期",
    ),
]


def _wishes() -> Iterator[Row]:
    yield WISH_HEADER
    for n in range(40):
        day, month = 1 + n % 20, 1 + n % 4
        asked: Row = ["一顶头盔" if n % 2 else "一个书包", "骑行装备" if n % 2 else "子女学习"]
        asked += [RIDERS[n], STATIONS[n % 5], 100 + n, f"2025-{month}-{day}", f"2025.{month}.{day}"]
        begun: Row = [*asked, datetime(2025, month, day, 14)]
        decided, later = datetime(2025, month, day + 2, 9, 30), date(2025, month, day + 5)
        if n < 3:
            yield [*begun, ("退回补充", "不予采纳", "转办")[n], decided, "见说明"]
            continue
        published: Row = [*begun, None, None, None, decided]
        if n < 8:
            yield published
            continue
        claim: Row = [ORGANISATIONS[n], later, later]
        if n < 12:
            yield [*published, *claim]
        elif n == 12:  # claimed, given up, claimed again by another
            gone = date(2025, month, day + 8)
            yield [*published, *claim, gone, "认领方取消", "预算调整"]
            again: Row = [*asked[:3], *[None] * 3, asked[6], *[None] * 5]
            met = date(2025, month + 1, 20)
            yield [
                *again,
                ORGANISATIONS[20],
                date(2025, month + 1, 1),
                date(2025, month + 1, 2),
                None,
                None,
                None,
                met,
                110,
                date(2025, month + 1, 25),
                "满意",
                date(2025, month + 1, 26),
            ]
        else:
            met = date(2025, month + 1, day)
            done: Row = [None, None, None, met, 95 + n, date(2025, month + 1, day + 3), "很满意"]
            yield [*published, *claim, *done, date(2025, month + 1, day + 4)]


def _gifts() -> Iterator[Row]:
    yield ["捐赠单位", "金额", "捐赠日期", "专款", "用途", "收据号", "公开方式"]
    for n in range(12):
        how = "匿名" if n == 5 else None
        yield [
            ORGANISATIONS[8 + n],
            "￥1,000元",
            f"2025年4月{n + 1}日",
            "暖心书包专款",
            "购书包",
            f"SJ-{n:03d}",
            how,
        ]


def _purchases() -> Iterator[Row]:
    yield [
        *("采购日期", "供应商", "采购总额", "专款", "支付金额", "物品", "数量", "单价"),
        *("发放日期", "发放地点", "儿童人数", "发放数量"),
    ]
    day, total = date(2025, 5, 6), 9000
    yield [
        day,
        "启明文具店",
        total,
        "暖心书包专款",
        total,
        "书包",
        100,
        80,
        "2025-06-01",
        "东风村党群服务站",
        90,
        90,
    ]
    yield [
        day,
        "启明文具店",
        total,
        None,
        None,
        "钢笔",
        100,
        10,
        "2025-06-01",
        "东风村党群服务站",
        None,
        90,
    ]


def _activities() -> Iterator[Row]:
    yield ["活动名称", "种类", "季节", "日期", "地点", "参加人次"]
    yield ["夏日送清凉", "防暑送清凉", "夏季", "2025-07-05", "东风村党群服务站", 46]
    yield ["反诈宣传", "志愿服务", "春季", "2025/4/12", None, 20]


def _support() -> Iterator[Row]:
    yield ["序号", "关系", "甲方", "乙方", "自"]
    yield [1, "结对联系", STATIONS[1], "迅达速递", "2025-1-1"]
    yield [2, "响应", "第1企业党支部", "暖心书包", None]
