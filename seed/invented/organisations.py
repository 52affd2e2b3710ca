"""The 76 organisations, their areas and groups. All names are invented."""

from datetime import date

from seed.invented.base import Town, place, somewhere

GROUPS = {"regional": ("GRP-01", 20), "two_new": ("GRP-02", 23), "village": ("GRP-03", 33)}
_SINCE = date(2022, 1, 1)
_REGIONAL = (
    *("云桥小学", "云桥中学", "澄江幼儿园", "望潮卫生院", "澄江银行支行", "东麓银行支行"),
    *("汀洲供电所", "汀洲自来水站", "望潮邮政所", "云桥消防站", "澄江税务所", "东麓公交车队"),
    *("望潮养护公司", "汀洲环卫公司", "云桥图书馆", "澄江文化馆", "东麓电信营业部", "望潮粮库"),
    *("汀洲水闸管理所", "云桥职业学校"),
)
_TWO_NEW = (
    *("青禾食品", "霁月纺织", "恒畴机械", "远汀物流", "朗川电子", "沐阳建材", "知夏文创"),
    *("启樾科技", "禾木家居", "鸣泉饮料", "星垣包装", "拾光印务", "凌波船配", "暖杉养老"),
    *("同舟社工社", "映山志愿协会", "合力商会", "新燕家政", "绿芽环保社", "晨帆律师所"),
    *("善邻基金", "云汀农业", "卓帆汽修"),
)
_AREAS = (
    *("云桥", "望潮", "澄江", "东麓", "汀洲", "柳湾", "荷塘浜", "竹溪", "梅渡", "杏林湾", "桑园角"),
    *("芦汀", "鹭洲", "稻香埭", "菱角浜", "枫泾里", "槐荫", "棠梨", "松涛", "兰渚", "桂香", "麦垄"),
    *("青浦埭", "雁来", "鹤鸣", "锦鲤浜", "玉带", "石板桥", "沙洲"),
)
_NEIGHBOURHOODS = ("晨曦苑", "暮云里", "和风苑", "书香里")


def build(town: Town) -> dict[str, list[str]]:
    """Add areas and organisations; gives the organisations' ids by group."""
    found: dict[str, list[str]] = {}
    areas = [(f"{name}村", "village") for name in _AREAS]
    areas += [(f"{name}居民区", "neighbourhood") for name in _NEIGHBOURHOODS]
    names = {
        "regional": [f"{name}党支部" for name in _REGIONAL],
        "two_new": [f"{name}党支部" for name in _TWO_NEW],
        "village": [f"{name}党总支" for name, _ in areas],
    }
    for hundred, (group, (code, size)) in enumerate(GROUPS.items(), 1):
        assert len(names[group]) == size
        found[group] = [f"ORG-{hundred}{n:03}" for n in range(1, size + 1)]
        for id, name in zip(found[group], names[group], strict=True):
            _organisation(town, id, name, code)
    for number, ((name, kind), org) in enumerate(zip(areas, found["village"], strict=True), 1):
        area = f"AREA-{number:03}"
        town.add("Area", id=area, name=name, kind=kind, **place(somewhere(town.dice)))
        town.tie("ServesArea", org, area, from_=_SINCE)
    return found


def _organisation(town: Town, id: str, name: str, group: str) -> None:
    town.add(
        "Organization",
        id=id,
        name=name,
        kind="party",
        form=name[-3:] if name.endswith(("党支部", "党总支")) else None,
        memberCount=town.dice.randint(5, 90),
        **{"from": _SINCE},
        **place(somewhere(town.dice)),
    )
    town.tie("InGroup", id, group, from_=_SINCE)
