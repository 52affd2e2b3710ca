"""What a browser calls itself, in a few words that its owner knows it by."""

import re

from dashboard.texts import say

_BROWSERS = (
    (r"wxwork/", "agent_wecom"), (r"MicroMessenger/", "agent_wechat"), (r"DingTalk/", "agent_dingtalk"),
    (r"Edg(e|A|iOS)?/", "Edge"), (r"Firefox/|FxiOS/", "Firefox"), (r"QQBrowser/", "QQ"),
    (r"Chrome/|CriOS/", "Chrome"), (r"Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "HarmonyOS"), (r"Android", "Android"), (r"iPhone", "iPhone"),
    (r"iPad", "iPad"), (r"Windows", "Windows"), (r"Mac OS X", "macOS"), (r"Linux", "Linux"),
)  # fmt: skip
_OURS = "agent_"


def agent_words(agent: str, lang: str) -> str:
    """Browser and system, such as "Chrome · Windows"."""
    found = [_first(kinds, agent) for kinds in (_BROWSERS, _SYSTEMS)]
    words = [say(one, lang) if one.startswith(_OURS) else one for one in found if one]
    return " · ".join(words) or say("agent_unknown", lang)


def _first(kinds: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in kinds if re.search(pattern, agent)), "")
