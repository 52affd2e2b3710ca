"""The key that signs the tokens of live pictures: one for all processes of a home."""

import secrets
from pathlib import Path

from dashboard.auth.database import FOLDER
from dashboard.errors import AccessBroken
from graph.files import new_file, private_folder, publish_new, reason_of

NAME = "live.key"
_BYTES = 32


def signing_key(home: Path | None) -> bytes:
    """The key of a home, made when it is first asked for; without a home, one of this run alone.

    32 bytes. Raises AccessBroken where the file cannot be read, written, or is none of ours.
    """
    if home is None:
        return secrets.token_bytes(_BYTES)
    file = home / FOLDER / NAME
    try:
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise _broken(file, *reason_of(error)) from error
    if len(key) != _BYTES:
        raise _broken(file, f"只有 {len(key)} 字节", f"it holds {len(key)} bytes")
    return key


def _make(file: Path) -> None:
    """Write a new key whole, unless another process has meanwhile."""
    private_folder(file.parent)
    draft = file.with_name(f".{NAME}.{secrets.token_hex(4)}")
    try:
        with new_file(draft) as out:
            out.write(secrets.token_bytes(_BYTES))
        publish_new(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def _broken(file: Path, zh: str, en: str) -> AccessBroken:
    return AccessBroken(
        f"签名用的密钥文件用不了：{file}（{zh}）。删掉它，重新启动时会另做一个。",
        f"The file of the signing key cannot be used: {file} ({en}). Remove it; the next start "
        "makes another.",
    )
