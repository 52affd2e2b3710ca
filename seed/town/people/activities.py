"""Twenty-six activities over the two years, and the teams of riders who serve."""

from datetime import date
from random import Random

from graph.model import FAR_DAY
from seed.clock import FIRST_DAY, moment
from seed.town.people.riders import at_work
from seed.town.places import names
from seed.town.plan import Town

ANTI_FRAUD = "TEAM-0001"
"""The article's team."""

MEMBERS = (14, 18, 12)
CALENDAR = (
    ("festival", "中秋茶话会", date(2023, 9, 27)),
    ("volunteering", "河岸清捡垃圾", date(2023, 10, 21)),
    ("safety", "骑行安全讲座", date(2023, 11, 18)),
    ("winter_warmth", "冬至姜茶", date(2023, 12, 22)),
    ("winter_warmth", "腊八粥送站点", date(2024, 1, 18)),
    ("festival", "留守过年团圆饭", date(2024, 2, 7)),
    ("volunteering", "学雷锋街区清洁", date(2024, 3, 5)),
    ("health", "骑手健康体检日", date(2024, 4, 20)),
    ("safety", "文明骑行知识打卡", date(2024, 5, 18)),
    ("other", "亲子阅读半日", date(2024, 6, 2)),
    ("heat_relief", "夏日送清凉（第一场）", date(2024, 7, 6)),
    ("heat_relief", "夏日送清凉（第二场）", date(2024, 8, 3)),
    ("festival", "中秋共话", date(2024, 9, 14)),
    ("volunteering", "反诈宣传进社区", date(2024, 10, 19)),
    ("safety", "冬季行车提醒", date(2024, 11, 16)),
    ("winter_warmth", "姜茶驿站周", date(2024, 12, 21)),
    ("festival", "新春写福字", date(2025, 1, 22)),
    ("health", "春季义诊", date(2025, 3, 15)),
    ("volunteering", "海塘清洁日", date(2025, 4, 19)),
    ("safety", "头盔和车灯检查", date(2025, 5, 17)),
    ("other", "六一家庭开放日", date(2025, 6, 1)),
    ("heat_relief", "夏日送清凉（第三场）", date(2025, 6, 28)),
    ("heat_relief", "夏日送清凉（第四场）", date(2025, 7, 12)),
    ("volunteering", "反诈宣传进市集", date(2025, 7, 26)),
    ("heat_relief", "夏日送清凉（第五场）", date(2025, 8, 9)),
    ("health", "健康科普贴进站点", date(2025, 8, 23)),
)
_SEASONS = ("winter", "spring", "summer", "autumn")
_TEAM_OF = {"volunteering": 1, "health": 2}


def add_activities(town: Town) -> None:
    """Teams first, then the activities with who took part in them."""
    rng = town.stream("activities")
    teams = [
        ANTI_FRAUD,
        *(town.sheet.node("Team", kind=kind, name=name) for kind, name in names.TEAMS),
    ]
    for team, count in zip(teams, MEMBERS, strict=True):
        _add_members(town, rng, team, count)
    for n, (kind, name, day) in enumerate(CALENDAR):
        attendance = rng.randint(16, 70)
        activity = town.sheet.node(
            "Activity",
            name=name,
            kind=kind,
            season=_SEASONS[day.month % 12 // 3],
            at=moment(day, 14),
            attendance=attendance,
        )
        town.sheet.relationship("HeldAt", activity, town.venues[n % len(town.venues)][0])
        came = rng.sample(at_work(town, day), rng.randint(6, min(14, attendance)))
        for job in came:
            town.sheet.relationship("TookPartIn", job.rider, activity)
        if "反诈" in name or kind in _TEAM_OF:
            team = ANTI_FRAUD if "反诈" in name else teams[_TEAM_OF[kind]]
            town.sheet.relationship("TookPartIn", team, activity)


def _add_members(town: Town, rng: Random, team: str, count: int) -> None:
    """Members join while at work, until they leave; half of them had a wish fulfilled before."""
    helped = {str(row["start"]) for row in town.sheet.of("Raised")}
    joined = rng.choice((date(2024, 3, 1), date(2024, 5, 1), date(2024, 9, 1)))
    able = [
        job for job in at_work(town, max(joined, FIRST_DAY)) if job.site not in town.unsupported
    ]
    rng.shuffle(able)
    able.sort(key=lambda job: job.rider not in helped)
    half = count // 2
    for job in able[:half] + able[-(count - half) :]:
        end = max(other.end for other in town.jobs if other.rider == job.rider)
        town.sheet.relationship("MemberOf", job.rider, team, from_=joined, to=min(end, FAR_DAY))
