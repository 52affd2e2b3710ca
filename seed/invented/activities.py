"""Twenty-six activities, three teams, and the organisations' consent to be named."""

from datetime import date, timedelta

from seed.invented.base import FIRST_DAY, Town, at

_SEASON = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring"}
_SEASON |= {6: "summer", 7: "summer", 8: "summer"}
_KIND = {
    "winter": ("winter_warmth", "冬日送暖"),
    "spring": ("volunteering", "春日清洁"),
    "summer": ("heat_relief", "夏日送清凉"),
    "autumn": ("festival", "中秋相聚"),
}
_TEAMS = (
    ("环境志愿骑手队", "environment"),
    ("健康宣传骑手队", "health"),
    ("交通劝导队", "traffic"),
)


def build(town: Town, groups: dict[str, list[str]]) -> None:
    """Add activities, teams with members, and consents."""
    current = [t["start"] for t in town.rows["WorksAt"] if t["to"] == date(9999, 12, 31)]
    for number, (name, kind) in enumerate(_TEAMS, 1):
        town.add("Team", id=f"TEAM-01{number:02}", name=name, kind=kind)
        for rider in town.dice.sample(current, 12):
            town.tie("MemberOf", rider, f"TEAM-01{number:02}", from_=date(2025, 3, 1))
    for number in range(1, 27):
        day = FIRST_DAY + timedelta(days=27 * number)
        season = _SEASON.get(day.month, "autumn")
        kind, name = _KIND[season]
        id, served = f"ACT-01{number:02}", town.dice.randint(18, 80)
        town.add(
            "Activity",
            id=id,
            name=f"{name}({day.year}年{day.month}月)",
            season=season,
            kind=kind,
            at=at(day, 14),
            attendance=served,
        )
        town.tie("HeldAt", id, f"VEN-{101 + number % 13}")
        for rider in town.dice.sample(current, 6):
            town.tie("TookPartIn", rider, id)
    orgs = [org for some in groups.values() for org in some]
    for number, org in enumerate(orgs[:62], 1):
        consent = f"CON-O{number:03}"
        town.add("Consent", id=consent, scope="be_named", grantedAt=at(date(2024, 3, 1)))
        town.tie("GivenBy", consent, org)
        town.tie("Covers", consent, org)
