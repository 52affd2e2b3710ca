"""What a person was called, found in texts and files without touching who is called alike."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.removal.names import Names
from graph.removal.searching import file_holds


@pytest.mark.parametrize(
    ("alias", "others", "text", "left"),
    [
        ("小孙", [], "小孙说，小孙来", "已清除说，已清除来"),
        ("小孙", ["小孙强"], "小孙强和小孙", "小孙强和已清除"),
        ("小孙", ["老小孙"], "老小孙不是小孙", "老小孙不是已清除"),
        ("Bo 1", [], "Bo 1, Bo 12, xBo 1", "已清除, Bo 12, xBo 1"),
        ("孙", [], "孙先生", "孙先生"),
        ("a.b", [], "axb a.b", "axb 已清除"),
    ],
)
def test_a_name_is_taken_out_and_a_longer_one_is_not(
    alias: str, others: list[str], text: str, left: str
):
    names = Names([alias], others)
    assert names.cleaned(text) == left
    assert names.in_text(text) == (left != text)


FORMS = {
    "utf-8": "，小孙".encode(),
    "gbk": "，小孙".encode("gbk"),
    "utf-16": "，小孙".encode("utf-16-le"),
    "address": f"q={quote('小孙')}&x".encode(),
    "json": json.dumps({"a": "小孙"}).encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packed", ["plain", "gzip", "zip in zip"])
def test_a_file_holds_a_name_however_it_is_written(tmp_path: Path, form: str, packed: str):
    data = FORMS[form]
    if packed == "gzip":
        data = gzip.compress(data)
    if packed == "zip in zip":
        data = zipped(zipped(data))
    file = tmp_path / "file"
    file.write_bytes(data)
    assert file_holds(file, Names(["小孙"], ["小孙强"]).in_bytes())
    assert not file_holds(file, Names(["小王"]).in_bytes())


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", data)
    return out.getvalue()


@pytest.mark.parametrize("before", range(2**20 - 12, 2**20 + 3))
def test_a_name_across_two_blocks_is_found_and_a_longer_one_is_not_taken_for_it(
    tmp_path: Path, before: int
):
    names = Names(["小孙"], ["小孙强"]).in_bytes()
    file = tmp_path / "file"
    file.write_bytes(b"x" * before + "小孙来".encode())
    assert file_holds(file, names)
    file.write_bytes(b"x" * before + "小孙强来".encode())
    assert not file_holds(file, names)


def test_a_file_that_only_begins_like_an_archive_is_looked_at_as_it_is(tmp_path: Path):
    file = tmp_path / "file"
    file.write_bytes(b"PK\x03\x04" + "小孙".encode())
    assert file_holds(file, Names(["小孙"]).in_bytes())
