"""Messages of runs: each at most once, twenty a minute, tried again with pauses where none got through."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cypher.header import Words
from dashboard.outtray.errors import RobotRefused
from dashboard.outtray.record import Records, Sending
from dashboard.outtray.robot.key import RobotPlace, key_of
from dashboard.outtray.robot.posting import Delivery, post_message

MOST_A_MINUTE = 20
_MINUTE = timedelta(minutes=1)
_PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60))
"""How long is waited after each try that did not get through; then it is given up."""


class Sender:
    """Sends what waits, in one place at a time: who calls it holds the records of the home."""

    def __init__(self, home: Path, records: Records, place: RobotPlace) -> None:
        self._home, self._records, self._place = home, records, place

    def send(
        self,
        robot: str,
        text: str,
        before: Sending,
        now: datetime,
        begun: Callable[[Sending], None],
    ) -> Sending:
        """What is known of a message after a try. ``begun`` keeps that it is being sent, before it
        is: who is killed meanwhile must not send it twice."""
        try:
            key = key_of(self._home, robot, self._place)
            sign = sha256(key.get_secret_value().encode()).hexdigest()[:16]
            times = self._lately(now)
            if len(times.get(sign, ())) >= MOST_A_MINUTE:
                return before.model_copy(update={"not_before": now + _MINUTE})
            begun(before.model_copy(update={"state": "sending", "at": now}))
            self._records.put_sent_times({**times, sign: [*times.get(sign, ()), now]})
            answer = post_message(self._place, key, text)
        except RobotRefused as error:
            return before.model_copy(
                update={"state": "failed", "at": now, "why": Words(zh=error.zh, en=error.en)}
            )
        return _after(before, answer, now)

    def _lately(self, now: datetime) -> dict[str, list[datetime]]:
        """When something was sent within the minute; a time that has not come, after a clock was
        set back, counts too for as long as it is near."""
        return {
            sign: [at for at in times if abs(now - at) < _MINUTE]
            for sign, times in self._records.sent_times().items()
        }


def _after(before: Sending, answer: Delivery, now: datetime) -> Sending:
    tries = before.tries + (answer.state != "full")
    found = Sending(tries=tries, at=now, why=answer.why)
    if answer.state == "full":
        return found.model_copy(update={"not_before": now + _MINUTE})
    if answer.state == "later" and tries <= len(_PAUSES):
        return found.model_copy(update={"not_before": now + _PAUSES[tries - 1]})
    states = {"sent": "sent", "unclear": "unclear"}
    return found.model_copy(update={"state": states.get(answer.state, "failed")})
