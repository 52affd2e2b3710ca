"""What the article states, and the few things that it names, as rows."""

from datetime import date
from importlib.resources import files

import yaml

STATED = date(2023, 8, 16)
_RENAMED = {"p": "paragraph", "zh": "textZh", "en": "textEn", "q": "qualifier", "mw": "measureWord"}
_RENAMED |= {"by": "countedBy", "open": "maxExclusive"}
Rows = dict[str, list[dict[str, object]]]


def rows() -> Rows:
    """The document, its 71 claims, what they describe, all with provenance ``article``."""
    facts = yaml.safe_load(files("seed.article").joinpath("facts.yaml").read_text("utf-8"))
    claims, describes = [], []
    for id, fact in facts.items():
        told = {_RENAMED.get(key, key): value for key, value in fact.items() if key != "of"}
        claims.append({"id": id, "asOf": STATED, **told})
        describes.append({"start": id, "end": fact["of"]})
    found: Rows = {
        "SourceDocument": [
            {"id": "DOC-0001", "title": "搭建连“新”桥（转载）", "statedBefore": STATED}
        ],
        "SourceClaim": claims,
        "FromDocument": [{"start": id, "end": "DOC-0001"} for id in facts],
        "Describes": describes,
        **_named(),
    }
    return {
        kind: [{**row, "provenance": "article"} for row in some] for kind, some in found.items()
    }


def _named() -> Rows:
    """What the article names. Nothing here has a date, a place or a person that it does not give."""
    party = {"kind": "party"}
    return {
        "Area": [{"id": "AREA-TOWN", "name": "合庆镇", "kind": "town", "statCode": "310115110000"}],
        "OrgGroup": [
            {"id": f"GRP-0{n}", "code": code, "name": zh, "nameEn": en}
            for n, (code, zh, en) in enumerate(
                (
                    ("regional", "区域化成员单位", "Regional member units"),
                    ("two_new", "“两新”组织", "Two-new organisations"),
                    ("village_neighbourhood", "村居", "Villages and neighbourhoods"),
                    ("town", "镇级", "Town"),
                    ("centre", "社区党群服务中心", "Community centre"),
                    ("mass_org", "群团组织", "Mass organisations"),
                ),
                1,
            )
        ],
        "Organization": [
            {"id": "ORG-0001", "name": "合庆镇党委", "form": "党委", **party},
            {"id": "ORG-0002", "name": "合庆镇社区党群服务中心党支部", "form": "党支部", **party},
            {"id": "ORG-0003", "name": "合庆镇总工会", "kind": "mass"},
            {"id": "ORG-0004", "name": "派出所", "kind": "agency"},
        ],
        "Venue": [{"id": "VEN-0001", "name": "合庆镇社区党群服务中心", "kind": "centre"}],
        "Company": [{"id": "CO-0001", "name": "美团", "kind": "takeaway", "role": "platform"}],
        "Facility": [
            {"id": f"FAC-{n:02}", "code": code, "name": zh, "nameEn": en, "basic": n <= 6}
            for n, (code, zh, en) in enumerate(
                (
                    ("table_chairs", "桌椅", "Table and chairs"),
                    ("refrigerator", "冰箱", "Refrigerator"),
                    ("microwave", "微波炉", "Microwave"),
                    ("water_dispenser", "饮水机", "Water dispenser"),
                    ("charging_socket", "充电插座", "Charging sockets"),
                    ("air_conditioner", "空调", "Air conditioner"),
                    ("swap_cabinet", "电瓶车换电柜", "Battery-swap cabinet"),
                    ("first_aid_box", "应急药箱", "First-aid box"),
                ),
                1,
            )
        ],
        "Project": [
            {"id": "PRJ-0001", "name": "合新家·红色加油站", "kind": "brand"},
            {"id": "PRJ-0002", "name": "一本书的旅行", "kind": "appeal"},
        ],
        "ChatGroup": [{"id": "CHAT-0001", "name": "新业态、新就业群体工作群"}],
        "Activity": [
            {"id": "ACT-0001", "name": "夏日“遮阳伞”", "season": "summer", "kind": "heat_relief"},
            {"id": "ACT-0002", "name": "中秋共品月饼", "season": "autumn", "kind": "festival"},
            {"id": "ACT-0003", "name": "冬日姜茶", "season": "winter", "kind": "winter_warmth"},
            {"id": "ACT-0004", "name": "文明“新”风安全行", "season": "autumn", "kind": "safety"},
        ],
        "Team": [{"id": "TEAM-0001", "name": "反诈骑士先锋队", "kind": "anti_fraud"}],
        "Rider": [{"id": "R-0000", "alias": "文中的骑手", "role": "rider"}],
        "Wish": [
            {
                "id": "W-000000",
                "title": "一台新冰箱",
                "category": "home_appliance",
                "kind": "goods",
                "needReason": "family_medical_burden",
                "status": "FULFILLED",
            }
        ],
        "Raised": [{"start": "R-0000", "end": "W-000000"}],
        "Initiated": [{"start": "ORG-0002", "end": "PRJ-0002"}],
    }
