"""Companies, sites, riders who come and go, their children."""

from datetime import date, timedelta

from seed.invented.base import FIRST_DAY, LAST_DAY, Spot, Town, at, inside, km, place, somewhere
from seed.invented.stations import NIGHT

RIDERS, SITES = 500, 19
_MEAN_DAYS = 8 * 30.44 / 0.6931
"""Mean of an exponential with a median of eight months, in days."""
_COMPANIES = (
    *(("迅禾到家", "takeaway", "platform"), ("鲜鹿外送", "takeaway", "platform")),
    *(("驰远配送", "takeaway", "contractor"), ("快雀服务", "takeaway", "contractor")),
    *(("云骑供应链", "takeaway", "contractor"), ("小满配送", "takeaway", "contractor")),
    *(("蓝帆速递", "express", "contractor"), ("飞鲤快运", "express", "contractor")),
    *(("百舸快递", "express", "contractor"), ("青鸾速运", "express", "contractor")),
    *(("万程快递", "express", "contractor"), ("长川物流", "logistics", "contractor")),
)
_PLACES = (
    *(
        "老街",
        "新街",
        "港东",
        "港西",
        "塘桥",
        "北蔡路",
        "学府",
        "云桥",
        "望潮",
        "澄江",
        "东麓",
        "汀洲",
    ),
    *("柳湾", "竹溪", "梅渡", "芦汀", "海堤", "东角", "工业园"),
)
_KINDS = ("takeaway",) * 8 + ("express",) * 10 + ("logistics",)
_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳"


def build(town: Town, stations: dict[str, Spot]) -> tuple[dict[str, Spot], list[dict[str, object]]]:
    """Add companies, sites and riders; gives the sites' places and every WORKS_AT row."""
    _companies(town)
    sites = _sites(town, list(stations.values()))
    sizes = _sizes(town)
    for number, id in enumerate(sites):
        kind = _KINDS[number]
        town.add(
            "DeliverySite",
            id=id,
            name=f"{_PLACES[number]}{'营业部' if kind == 'express' else '配送站'}",
            kind=kind,
            headcountStated=sizes[number],
            headcountAsOf=date(2025, 8, 1),
            **place(sites[id]),
        )
        able = [f"CO-{100 + n}" for n, c in enumerate(_COMPANIES, 1) if c[1] == kind and n > 2]
        town.tie("Operates", able[number % len(able)], id, from_=date(2022, 1, 1))
    _riders(town, list(sites), sizes)
    _children(town)
    _liaison(town, stations, sites)
    return sites, town.rows["WorksAt"]


def _companies(town: Town) -> None:
    for number, (name, kind, role) in enumerate(_COMPANIES, 1):
        town.add("Company", id=f"CO-{100 + number}", name=name, kind=kind, role=role)
        if kind == "takeaway" and role == "contractor":
            platform = f"CO-{101 + number % 2}"
            town.tie("ContractsFor", f"CO-{100 + number}", platform, from_=date(2022, 1, 1))


def _sites(town: Town, stations: list[Spot]) -> dict[str, Spot]:
    """Eleven in walking reach, six beyond it, two beyond an e-bike's reach at 20:00."""
    found: list[Spot] = []
    wanted = (("near", 11), ("walk", 6), ("night", 2))
    for kind, count in wanted:
        while count:
            spot = somewhere(town.dice)
            nearest = min(km(spot, station) for station in stations)
            night = min(km(spot, station) for station in NIGHT)
            fits = {
                "near": nearest < 0.8 and night < 2.7,
                "walk": nearest > 1.0 and night < 2.7,
                "night": night > 3.05 and nearest < 2.7,
            }[kind]
            if fits and inside(spot) and all(km(spot, other) > 0.25 for other in found):
                found.append(spot)
                count -= 1
    return {f"SITE-{number:02}": spot for number, spot in enumerate(found, 1)}


def _sizes(town: Town) -> list[int]:
    """Negative binomial round 26.3 within 6 to 70, made to sum to 500."""
    sizes = [
        max(6, min(70, round(town.dice.gammavariate(3.2, RIDERS / SITES / 3.2))))
        for _ in range(SITES)
    ]
    while sum(sizes) != RIDERS:
        step = 1 if sum(sizes) < RIDERS else -1
        chosen = town.dice.randrange(SITES)
        if 6 <= sizes[chosen] + step <= 70:
            sizes[chosen] += step
    return sizes


def _riders(town: Town, sites: list[str], sizes: list[int]) -> None:
    """Each place at a site is held by one rider after another; the last one is there today."""
    number = 0
    for site, size, kind in zip(sites, sizes, _KINDS, strict=True):
        for _ in range(size):
            begin = FIRST_DAY - timedelta(days=int(town.dice.expovariate(1 / _MEAN_DAYS)))
            end = FIRST_DAY + timedelta(days=1 + int(town.dice.expovariate(1 / _MEAN_DAYS)))
            while True:
                number += 1
                _rider(town, number, site, kind, begin, min(end, date(9999, 12, 31)))
                if end > LAST_DAY:
                    town.rows["WorksAt"][-1]["to"] = date(9999, 12, 31)
                    break
                begin = end
                end = begin + timedelta(days=1 + int(town.dice.expovariate(1 / _MEAN_DAYS)))


def _rider(town: Town, number: int, site: str, kind: str, begin: date, end: date) -> None:
    role = {"takeaway": "rider", "express": "courier", "logistics": "logistics"}[kind]
    bands, weights = ("<20", "20-29", "30-39", "40-49", "50+"), (3, 38, 39, 16, 4)
    until = min(end, LAST_DAY)
    employment = ("专送", "众包") if kind == "takeaway" else ("直营", "加盟")
    id = f"R-{number:04}"
    town.add(
        "Rider",
        id=id,
        alias=f"{_SURNAMES[number % len(_SURNAMES)]}师傅{number:04}",
        role=role,
        ageBand=town.dice.choices(bands, weights)[0],
        tenureMonths=(until - begin).days // 30,
        employmentType=town.dice.choice(employment),
    )
    town.tie("WorksAt", id, site, from_=begin, to=end)


def _children(town: Town) -> None:
    now = [str(tie["start"]) for tie in town.rows["WorksAt"] if tie["to"] == date(9999, 12, 31)]
    band = {row["id"]: row["ageBand"] for row in town.rows["Rider"]}
    parents = town.dice.sample([id for id in now if band[id] != "<20"], 180)
    for number in range(1, 211):
        parent, id, consent = parents[(number - 1) % 180], f"CH-{number:03}", f"CON-C{number:03}"
        age = town.dice.choice(("6-8", "9-11", "12-13", "14-17"))
        town.add("Child", id=id, ageBand=age, guardianConsent=True)
        town.tie("GuardianOf", parent, id)
        granted = at(date(2024, 2, 1) + timedelta(days=number % 28))
        town.add("Consent", id=consent, scope="child_data", grantedAt=granted, by="guardian")
        town.tie("GivenBy", consent, parent)
        town.tie("Covers", consent, id)


def _liaison(town: Town, stations: dict[str, Spot], sites: dict[str, Spot]) -> None:
    """Fusion and village stations are paired with sites near them; one village station with none."""
    for site, here in list(sites.items())[:15]:
        able = [f"ST-{n:02}" for n in range(2, 6)]
        nearest = min(able, key=lambda station: km(stations[station], here))
        town.tie("LiaisesWith", nearest, site, from_=FIRST_DAY, contactRole="联络员")
    town.tie("LookedAfterBy", "CHAT-0001", "ST-01", from_=FIRST_DAY, assumed=True)
