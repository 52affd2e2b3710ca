"""Files that were brought in the browser, kept for their owner alone until they have landed."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboard.errors import NoSuchUpload, UploadRefused
from dashboard.imports.plans.choices import ChosenOnPage
from graph.files import private_folder, replace_text
from graph.load.table.bounds import LARGEST_FILE
from graph.model import SHANGHAI
from graph.text import printable

KEPT_DAYS = 7
READ = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".ods", ".et")
"""Endings of the files that are read; what a file is, is seen from its bytes."""
_TOKEN = re.compile(r"[0-9]{8}-[0-9a-f]{16}")
_LONGEST_NAME = 120


class Upload(BaseModel):
    """One file that was brought: its name as people call it, its sum, who brought it, what was chosen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: str
    name: str
    ending: str
    size: int
    sha256: str
    at: datetime
    by: str
    chosen: ChosenOnPage = ChosenOnPage()
    landed: str = ""
    """The id of the load that it became."""


@dataclass
class Receiving:
    """A file that is coming in: written, summed up and bounded as it comes."""

    token: str
    name: str
    ending: str
    file: BinaryIO
    size: int = 0
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises UploadRefused where they are too many."""
        self.size += len(chunk)
        if self.size > LARGEST_FILE:
            raise too_large()
        self.sha256.update(chunk)
        self.file.write(chunk)


def too_large() -> UploadRefused:
    """The refusal of a file that is larger than any that is read."""
    most = LARGEST_FILE // 1_000_000
    return UploadRefused(
        f"文件超过 {most} MB。请只留下要导入的内容，或分成几个文件。",
        f"The file is larger than {most} MB. Keep only what is to be loaded, or make several of it.",
    )


class Uploads:
    """The files below one folder, each in a folder of its own whose name is a token of ours."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, name: str) -> Receiving:
        """Begin to receive a file. Its name is only shown. Raises UploadRefused for other endings."""
        shown = printable(name.replace("\\", "/").rpartition("/")[2]).strip()[-_LONGEST_NAME:]
        ending = Path(shown).suffix.lower()
        if ending not in READ:
            raise UploadRefused(
                f"“{shown}”不是表格文件。请选 {'、'.join(READ[:3])}、.xls、.ods 或 .et 文件。",
                f"{shown!r} is no table. Choose a file that ends in {', '.join(READ)}.",
            )
        token = f"{datetime.now(SHANGHAI):%Y%m%d}-{secrets.token_hex(8)}"
        private_folder(self._folder / token)
        path = self._folder / token / f"data{ending}"
        return Receiving(token, shown, ending, _opened_for_owner(path))

    def finish(self, one: Receiving, by: str) -> Upload:
        """Keep a file that has come whole. Raises UploadRefused for an empty one."""
        one.file.close()
        if not one.size:
            self.drop(one)
            raise UploadRefused(f"“{one.name}”是空文件。", f"{one.name!r} is empty.")
        upload = Upload(
            token=one.token, name=one.name, ending=one.ending, size=one.size,
            sha256=one.sha256.hexdigest(), at=datetime.now(SHANGHAI), by=by,
        )  # fmt: skip
        self.write(upload)
        return upload

    def drop(self, one: Receiving) -> None:
        """Forget a file that did not come whole."""
        one.file.close()
        shutil.rmtree(self._folder / one.token, ignore_errors=True)

    def write(self, upload: Upload) -> None:
        """Put an upload's record in place of what was known of it. Raises NoSuchUpload where it has gone."""
        with suppress(FileNotFoundError):
            replace_text(self.folder(upload.token) / "upload.json", upload.model_dump_json())

    def get(self, token: str) -> Upload:
        """The upload of a token. Raises NoSuchUpload."""
        try:
            text = (self.folder(token) / "upload.json").read_bytes()
            return Upload.model_validate_json(text)
        except (OSError, ValidationError):
            raise _no_such() from None

    def folder(self, token: str) -> Path:
        """The folder of an upload, where what is worked out of it is kept too. Raises NoSuchUpload."""
        if not _TOKEN.fullmatch(token):
            raise _no_such()
        return self._folder / token

    def path(self, upload: Upload) -> Path:
        """The file itself. Raises NoSuchUpload where it is no longer there."""
        path = self.folder(upload.token) / f"data{upload.ending}"
        if upload.ending not in READ or not path.is_file():
            raise _no_such()
        return path

    def waiting(self) -> list[Upload]:
        """The files that were brought and have not landed, the newest first."""
        found = [one for one in self._all() if not one.landed]
        return sorted(found, key=lambda one: one.at, reverse=True)

    def remove(self, token: str) -> None:
        """Remove a file and all that was worked out of it. Raises NoSuchUpload for no token."""
        shutil.rmtree(self.folder(token), ignore_errors=True)

    def tidy(self) -> None:
        """Remove what came more than seven days ago, and what began to come and never came whole."""
        if not self._folder.is_dir():
            return
        before = datetime.now(SHANGHAI) - timedelta(days=KEPT_DAYS)
        for folder in self._folder.iterdir():
            if datetime.fromtimestamp(folder.stat().st_mtime, SHANGHAI) < before:
                shutil.rmtree(folder, ignore_errors=True)
        for one in self._all():
            if one.at < before:
                self.remove(one.token)

    def _all(self) -> Iterator[Upload]:
        for file in self._folder.glob("*/upload.json"):
            with suppress(NoSuchUpload):
                yield self.get(file.parent.name)


def _opened_for_owner(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _no_such() -> NoSuchUpload:
    return NoSuchUpload(
        "这个文件已不在，请重新选择文件。", "This file is no longer kept; bring it again."
    )
