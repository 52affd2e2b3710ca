"""What riders wish for: kinds of wishes, their shares, prices, items and seasons."""

from typing import NamedTuple

CAP = 2500
"""No goods cost more, in yuan."""


class Sort(NamedTuple):
    """A category: its share of wishes, the median price in yuan, the spread, a coded reason."""

    share: float
    median: float
    sigma: float
    reason: str


SORTS = {
    "riding_gear": Sort(0.24, 120, 0.45, "work_need"),
    "child_study": Sort(0.20, 160, 0.60, "study_need"),
    "electronics": Sort(0.14, 150, 0.45, "work_need"),
    "home_appliance": Sort(0.13, 420, 0.75, "family_burden"),
    "service": Sort(0.12, 0, 0, "other"),
    "bedding_clothing": Sort(0.08, 170, 0.40, "seasonal"),
    "health": Sort(0.06, 200, 0.40, "other"),
    "culture_social": Sort(0.03, 120, 0.50, "other"),
}


class Item(NamedTuple):
    """Something wished for: its price range in yuan, its weight, its months and their factor."""

    sort: str
    title: str
    low: int
    high: int
    kind: str = "goods"
    months: tuple[int, ...] = ()
    factor: float = 1.0


_SUMMER, _WINTER, _RAIN, _SCHOOL = (6, 7, 8), (11, 12, 1), (6, 7), (8, 9)

ITEMS = (
    Item("riding_gear", "一顶骑行头盔", 80, 250),
    Item("riding_gear", "一套分体雨衣", 80, 200, "goods", _RAIN, 2.0),
    Item("riding_gear", "一副护膝", 40, 120),
    Item("riding_gear", "一双防寒手套", 30, 90, "goods", _WINTER, 3.0),
    Item("riding_gear", "一件冬季挡风骑行服", 180, 420),
    Item("child_study", "一个新书包", 80, 250),
    Item("child_study", "一盏护眼台灯", 60, 200),
    Item("child_study", "一套课外书", 50, 300),
    Item("child_study", "一辆儿童自行车", 300, 700),
    Item("child_study", "一套书桌椅", 450, 900),
    Item("electronics", "一个充电宝", 80, 200),
    Item("electronics", "一副蓝牙耳机", 80, 300),
    Item("electronics", "一只防水手机支架", 40, 110),
    Item("electronics", "一块运动手表", 220, 480),
    Item("home_appliance", "一台电风扇", 80, 250, "goods", _SUMMER, 3.0),
    Item("home_appliance", "一只电饭煲", 120, 350),
    Item("home_appliance", "一台微波炉", 250, 500),
    Item("home_appliance", "一台空调扇", 350, 780, "goods", _SUMMER, 3.0),
    Item("home_appliance", "一台冰箱", 900, 2200),
    Item("home_appliance", "一台洗衣机", 700, 1600),
    Item("service", "一次劳动合同法律咨询", 0, 0, "service"),
    Item("service", "孩子的课业辅导", 0, 0, "service", _SCHOOL, 2.5),
    Item("service", "孩子的假期托管", 0, 0, "service", (6, 7, 8, 1), 2.0),
    Item("service", "参加一门技能课程", 0, 0, "service"),
    Item("service", "小区门口的临时停车和进门便利", 0, 0, "service"),
    Item("bedding_clothing", "一床棉被", 100, 250, "goods", _WINTER, 3.0),
    Item("bedding_clothing", "一件羽绒服", 200, 450, "goods", _WINTER, 3.0),
    Item("bedding_clothing", "一套保暖内衣", 60, 140, "goods", _WINTER, 2.0),
    Item("bedding_clothing", "一套床上用品", 110, 300),
    Item("health", "一次健康体检", 200, 500, "service"),
    Item("health", "一台电子血压计", 100, 250),
    Item("health", "一条护腰带", 60, 160),
    Item("culture_social", "一次全家博物馆参观", 60, 220, "activity"),
    Item("culture_social", "一场亲子电影", 40, 130, "activity"),
    Item("culture_social", "一张全家福", 120, 420, "activity"),
)


def tilt(item: Item, month: int, day: int) -> float:
    """How much likelier an item is wished for on a day of the year than otherwise."""
    factor = item.factor if month in item.months else 1.0
    if item.sort == "child_study":
        factor *= 2.5 if month in _SCHOOL else 2.0 if (month, day) >= (5, 16) and month == 5 else 1
    return factor


def has_season(item: Item) -> bool:
    """Whether the time of year makes a difference to an item."""
    return bool(item.months) or item.sort == "child_study"


def fitting(sort: str, yuan: int) -> list[Item]:
    """The items of a category whose price range holds a price, or the one that comes closest."""
    items = [item for item in ITEMS if item.sort == sort]
    holding = [item for item in items if item.low <= yuan <= item.high]
    return holding or [min(items, key=lambda item: max(item.low - yuan, yuan - item.high))]
