"""Column names that ask for personal data."""

import re

_ANYWHERE = (
    "姓名|名字|真名|真实名|骑手名|电话|手机|联系方式|联系人|微信|身份证|证件|住址|住处|老家|籍贯"
    "|家庭情况|家庭成员|生日|出生|诊断|病|残疾|定位|轨迹|银行卡|卡号|工资|收入|民族|宗教"
    "|phone|mobile|wechat|id ?card|identity|passport|birth|diagnos|illness|gps|salary"
)
_OF_PERSONS = "地址|位置|照片|name|address|location|track|photo"
"""What any place or thing may have, and is personal data only of riders and children."""

_PERSONAL = re.compile(_ANYWHERE + r"|\btel\b", re.IGNORECASE)
_PERSONAL_OF_PERSONS = re.compile(f"{_PERSONAL.pattern}|{_OF_PERSONS}", re.IGNORECASE)


def is_personal_header(heading: str, of_persons: bool = False) -> bool:
    """Whether a column asks for personal data; ``of_persons``: its sheet has a person in each row."""
    pattern = _PERSONAL_OF_PERSONS if of_persons else _PERSONAL
    return pattern.search(heading) is not None
