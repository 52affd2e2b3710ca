"""The embeds of one home: a JSON file each in ``embeds/``, issued, renewed and revoked by one at a time."""

import hmac
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from cypher.reader import Reader
from dashboard.audit.trail import Trail
from dashboard.embeds.embed import ID, Embed, hash_of, id_in, new_token
from dashboard.embeds.errors import EmbedRefused, NoSuchEmbed
from graph.files import private_folder, reason_of, remove_dead_drafts, replace_text
from graph.model import SHANGHAI

log = logging.getLogger(__name__)
FOLDER = "embeds"
MOST = 500
"""So many files a home keeps; those that ended longest ago make room."""
_NOTED_EVERY = 60.0
"""Seconds between two notes of when an embed was fetched last."""
_WAIT = 10.0


class Embeds:
    """Its methods read and write files. A revoked embed stays as a file, so that a restored backup
    never brings it back. All that change something raise AuditFailed, and EmbedRefused where the disk
    does not take it.
    """

    def __init__(
        self,
        home: Path,
        trail: Trail,
        now: Callable[[], datetime] = lambda: datetime.now(SHANGHAI),
    ) -> None:
        self._folder, self._trail, self.now = home / FOLDER, trail, now
        self._noted: dict[str, float] = {}

    def all(self) -> list[Embed]:
        """Every embed, the latest first."""
        found = (self._read(file) for file in self._folder.glob("*.json"))
        return sorted((one for one in found if one), key=lambda one: one.issued_at, reverse=True)

    def get(self, id: str) -> Embed:
        """The embed of a number. Raises NoSuchEmbed."""
        found = self._read(self._folder / f"{id}.json") if ID.fullmatch(id) else None
        if found is None:
            raise NoSuchEmbed
        return found

    def opened_by(self, token: str) -> Embed:
        """The embed that a token opens. Raises NoSuchEmbed."""
        found = self.get(id_in(token))
        if not hmac.compare_digest(found.token, hash_of(token)):
            raise NoSuchEmbed
        return found

    def issue(self, embed: Embed, reader: Reader) -> None:
        """Keep a new one; the trail has it first."""
        with self._writing():
            self._make_room()
            self._note(embed, reader, "issue")
            self._write(embed)

    def renew(self, id: str, reader: Reader) -> tuple[Embed, str]:
        """Give one another token, so that only the new code opens it. Raises NoSuchEmbed,
        EmbedRefused for one that has ended."""
        token = new_token(id)
        with self._writing():
            embed = self.get(id)
            if embed.state(self.now().date()) != "live":
                raise EmbedRefused(
                    "这张嵌入的卡片已经结束，请另外签发。",
                    "This embedded card has ended; issue another.",
                )
            renewed = embed.model_copy(update={"token": hash_of(token)})
            self._note(renewed, reader, "renew")
            self._write(renewed)
        return renewed, token

    def revoke(self, id: str, reader: Reader) -> None:
        """Have one show nothing any more, from the next request on. Raises NoSuchEmbed."""
        with self._writing():
            embed = self.get(id)
            if embed.revoked_at is not None:
                return
            ended = embed.model_copy(update={"revoked_at": self.now(), "revoked_by": reader.name})
            self._note(ended, reader, "revoke")
            self._write(ended)

    def fetched(self, embed: Embed) -> None:
        """Note that it was fetched just now, by the time of a file that all processes see; once a
        minute is enough."""
        now = time.monotonic()
        if now - self._noted.get(embed.id, float("-inf")) < _NOTED_EVERY:
            return
        self._noted[embed.id] = now
        with suppress(OSError):
            mark = self._mark(embed)
            mark.touch(mode=0o600)
            os.utime(mark)

    def last_fetched(self, embed: Embed) -> datetime | None:
        """When it was fetched last, to the minute; None for never."""
        try:
            return datetime.fromtimestamp(self._mark(embed).stat().st_mtime, SHANGHAI)
        except OSError:
            return None

    def _mark(self, embed: Embed) -> Path:
        return self._folder / f"{embed.id}.fetched"

    def _note(self, embed: Embed, reader: Reader, act: str) -> None:
        self._trail.record(
            "embed", reader, f"{embed.page}/{embed.card}", act=act, embed=embed.id,
            audience=embed.audience, until=embed.until, hosts=" ".join(embed.hosts),
        )  # fmt: skip

    def _make_room(self) -> None:
        """Forget those that ended longest ago. Raises EmbedRefused where all still last."""
        held, today = self.all(), self.now().date()
        past = sorted((one for one in held if one.until < today), key=lambda one: one.until)
        for one in past[: max(0, len(held) - MOST + 1)]:
            (self._folder / f"{one.id}.json").unlink(missing_ok=True)
            self._mark(one).unlink(missing_ok=True)
            held.remove(one)
        if len(held) >= MOST:
            raise EmbedRefused(
                f"嵌入的卡片最多 {MOST} 张。", f"There are {MOST} embedded cards at most."
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            private_folder(self._folder)
            with FileLock(self._folder / ".lock", timeout=_WAIT):
                remove_dead_drafts(self._folder)
                yield
        except Timeout:
            raise EmbedRefused(
                "别人正在改动嵌入的卡片，请稍后再试。",
                "Somebody else is changing embedded cards; try again in a moment.",
            ) from None
        except OSError as error:
            zh, en = reason_of(error)
            raise EmbedRefused(f"没有存下：{zh}。", f"It was not saved: {en}.") from error

    def _write(self, embed: Embed) -> None:
        replace_text(self._folder / f"{embed.id}.json", embed.model_dump_json(indent=1))

    def _read(self, file: Path) -> Embed | None:
        """The embed in a file; None where there is none, or where it cannot be read."""
        try:
            found = Embed.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError, ValueError):
            log.warning("the embed %s cannot be read", file.name, exc_info=True)
            return None
        return found if found.id == file.stem else None
