"""People who take wishes up over HTTP, each form with its own key, and what each was answered."""

from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event
from time import monotonic

import requests

PEOPLE, ORGANISATIONS = 4, 5
_AGAIN = 0.1


class Claimants:
    """Forms for the wishes from the first on; those whose answer got lost are sent again."""

    def __init__(self, wishes: int) -> None:
        self.forms = {f"W-{n:06d}": f"form-{n:06d}" for n in range(1, wishes + 1)}
        self.answered: dict[str, str] = {}
        """By wish the change that a form was answered with as done."""
        self.refused: list[str] = []
        """What was said where one was not done."""
        self._changed = Condition()
        self._stop = Event()

    def send(self, url: str, wish: str) -> bool:
        """Send one form; whether it was answered as done. Raises RequestException where nobody answers."""
        organisation = f"ORG-{int(wish[2:]) % ORGANISATIONS + 1}"
        form = {
            "action": "wish/claim", "id": wish, "organisation": organisation,
            "request": self.forms[wish],
        }  # fmt: skip
        answer = requests.post(f"{url}/act?lang=zh", form, headers={"X-Lianxin": "1"}, timeout=60)
        with self._changed:
            if answer.status_code == 200:
                self.answered[wish] = answer.json()["change"]
            else:
                self.refused.append(answer.text)
            self._changed.notify_all()
        return answer.status_code == 200

    def _work(self, url: str, first: int) -> None:
        for wish in list(self.forms)[first::PEOPLE]:
            if self._stop.is_set():
                return
            try:
                self.send(url, wish)
            except requests.RequestException:
                return  # cut off

    def until_killed(self, url: str, after: int, kill) -> None:  # type: ignore[no-untyped-def]
        """All send one form after another; once so many have been answered as done ``kill`` is called."""
        with ThreadPoolExecutor(PEOPLE) as pool:
            for n in range(PEOPLE):
                pool.submit(self._work, url, n)
            with self._changed:
                enough = self._changed.wait_for(lambda: len(self.answered) >= after, 120)
            try:
                assert enough, self.refused
                kill()
            finally:
                self._stop.set()
        self._stop.clear()

    def again(self, url: str, within: float = 90) -> None:
        """Send each form whose answer got lost until it is answered as done."""
        end, pause = monotonic() + within, Event()
        for wish in [one for one in self.forms if one not in self.answered]:
            while not self._sent(url, wish):
                assert monotonic() < end, self.refused[-1:]
                pause.wait(_AGAIN)

    def _sent(self, url: str, wish: str) -> bool:
        try:
            return self.send(url, wish)
        except requests.RequestException:
            return False
