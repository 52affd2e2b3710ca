"""The courses of wishes as rows: wishes, events, claims, handovers, visits, consents."""

from datetime import date, datetime, timedelta

from seed.invented.base import LAST_TIME, Town
from seed.invented.wishes import MIX, STATUS, Life, courses

_FAR = datetime(9999, 12, 31, tzinfo=LAST_TIME.tzinfo)
UNSUPPORTED = ("SITE-17", "SITE-19")
"""Two sites whose riders' wishes nobody has claimed."""
_NEVER, _BUSY = 15, 10


def build(town: Town, groups: dict[str, list[str]]) -> None:
    """Add every wish with all that belongs to it."""
    orgs = [org for group in groups.values() for org in group]
    weights = _weights(town, len(orgs))
    lives = courses(town)
    claimed = [life for life in lives if life.accepted]
    for number, life in enumerate(lives, 1):
        _Writer(town, number, life, orgs, weights).write()
    _side_claims(town, orgs, weights)
    assert len(claimed) == 256


def _weights(town: Town, count: int) -> list[float]:
    """Fifteen organisations claim nothing, ten of them carry about 45 %."""
    weights = [0.0] * _NEVER + [0.45 / _BUSY] * _BUSY
    weights += [0.55 / (count - _NEVER - _BUSY)] * (count - _NEVER - _BUSY)
    town.dice.shuffle(weights)
    return weights


class _Writer:
    def __init__(
        self, town: Town, number: int, life: Life, orgs: list[str], weights: list[float]
    ) -> None:
        self.town, self.number, self.life = town, number, life
        self.orgs, self.weights = orgs, weights
        self.id = f"W-{number:06}"
        self.claims = 0

    def write(self) -> None:
        life, town = self.life, self.town
        begin = life.steps[0][0]
        ends = {"CLOSED", "REJECTED", "REFERRED", "WITHDRAWN"}
        last = life.steps[-1]
        kind = "service" if life.category == "service" else "goods"
        town.add(
            "Wish",
            id=self.id,
            title=town.dice.choice(MIX[life.category][3]),
            category=life.category,
            kind="activity" if life.category == "culture_social" else kind,
            estCostFen=life.fen,
            needReason=town.dice.choice(("work_need", "family_burden", "seasonal", "newcomer")),
            urgency="urgent" if town.dice.random() < 0.06 else "normal",
            channel="chat_group" if self.number % 7 == 0 else "station",
            status=STATUS[life.end],
            submittedAt=begin,
            publishedAt=life.published,
            closedAt=last[0] if last[1] in ends else _FAR,
        )
        self._asked(begin)
        self._events()
        if life.first_claim:
            accepted, ended = life.first_claim
            status = town.dice.choice(("CANCELLED", "REVOKED", "EXPIRED"))
            self._claim(accepted, ended, status, "未能按期对接")
        if life.accepted:
            self._live_claim(life.accepted)

    def _asked(self, begin: datetime) -> None:
        town, day = self.town, begin.date()
        here = [
            tie
            for tie in town.rows["WorksAt"]
            if _day(tie["from"]) <= day < _day(tie["to"])
            and ((tie["end"] in UNSUPPORTED) <= (self.life.accepted is None))
        ]
        tie = town.dice.choice(here)
        town.tie("Raised", tie["start"], self.id)
        via = "CHAT-0001" if self.number % 7 == 0 else self._station(str(tie["end"]))
        town.tie("Via", self.id, via)
        consent = f"CON-W{self.number:03}"
        town.add("Consent", id=consent, scope="wish_processing", grantedAt=begin, by="self")
        town.tie("GivenBy", consent, tie["start"])
        town.tie("Covers", consent, self.id)

    def _station(self, site: str) -> str:
        near = sorted(
            (float(str(tie["minutes"])), str(tie["end"]))
            for tie in self.town.rows["Reaches"]
            if tie["start"] == site and tie["mode"] == "ebike"
        )
        return self.town.dice.choices([id for _, id in near[:4]], (6, 3, 2, 1))[0]

    def _events(self) -> None:
        steps = self.life.steps
        roles = {"SUBMITTED": "rider", "CLAIMED": "claimant", "WITHDRAWN": "rider"}
        for seq, (when, status, reason) in enumerate(steps, 1):
            id = f"EV-{self.number:06}-{seq}"
            self.town.add(
                "WishEvent",
                id=id,
                fromStatus=steps[seq - 2][1] if seq > 1 else None,
                toStatus=status,
                seq=seq,
                at=when,
                until=steps[seq][0] if seq < len(steps) else _FAR,
                actorRole=roles.get(status, "staff"),
                reason=reason,
            )
            self.town.tie("HasEvent", self.id, id)

    def _live_claim(self, accepted: datetime) -> None:
        life, town = self.life, self.town
        done = bool(life.handovers)
        ended = life.handovers[-1] if done else _FAR
        claim = self._claim(accepted, ended, "FULFILLED" if done else "ACTIVE", None)
        for n, handover in enumerate(life.handovers, 1):
            id = f"HO-{self.number:06}-{n}"
            town.add("Handover", id=id, at=handover, costFen=life.fen, evidenceRef=f"P{id[3:]}")
            town.tie("ResultedIn", claim, id)
            visit = life.visits[n - 1] if n <= len(life.visits) else None
            if visit:
                unsolved = n < len(life.handovers)
                grade = 4 if unsolved else town.dice.choices((1, 2, 3, 4), (71, 22, 5, 2))[0]
                town.add("Visit", id=f"VIS-{self.number:06}-{n}", at=visit, grade=grade)
                town.tie("FollowedBy", id, f"VIS-{self.number:06}-{n}")

    def _claim(self, accepted: datetime, ended: datetime, status: str, reason: str | None) -> str:
        town = self.town
        self.claims += 1
        id = f"CL-{self.number:06}-{self.claims}"
        contacted = accepted + timedelta(days=town.log_normal(2, 1.06))
        known = contacted if contacted < min(ended, LAST_TIME) else None
        town.add(
            "Claim",
            id=id,
            status=status,
            claimedAt=accepted - timedelta(minutes=20),
            acceptedAt=accepted,
            contactedAt=known,
            dueAt=accepted + timedelta(days=30),
            endedAt=ended,
            endReason=reason,
            backstop=self.number % 29 == 0,
            actualCostFen=self.life.fen if status == "FULFILLED" else None,
        )
        chosen = town.dice.choices(self.orgs, self.weights)[0]
        town.tie("Made", "ORG-0002" if self.number % 29 == 0 else chosen, id)
        town.tie("For", id, self.id)
        return id


def _side_claims(town: Town, orgs: list[str], weights: list[float]) -> None:
    """Six pending claims on open wishes, fourteen that were turned down."""
    wishes = town.rows["Wish"]
    open_ = [wish for wish in wishes if wish["status"] == "PUBLISHED"][-6:]
    closed = [wish for wish in wishes if wish["status"] == "CLOSED"]
    for wish in open_ + town.dice.sample(closed, 14):
        number = str(wish["id"])[2:]
        pending = wish["status"] == "PUBLISHED"
        published = wish["publishedAt"]
        assert isinstance(published, datetime)
        claimed = published + timedelta(minutes=12)
        town.add(
            "Claim",
            id=f"CL-{number}-9",
            status="PENDING" if pending else "REJECTED",
            claimedAt=claimed,
            endedAt=_FAR if pending else claimed + timedelta(minutes=10),
            endReason=None if pending else "另有认领在先",
        )
        town.tie("Made", town.dice.choices(orgs, weights)[0], f"CL-{number}-9")
        town.tie("For", f"CL-{number}-9", wish["id"])


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
