"""Java gets the signed jars without their signatures, and nothing else of them is another."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.local.install.jars import Jars
from graph.local.install.lines import Jar, Line
from graph.local.install.unsigned import class_path

MAIN = "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n"
SUMS = "Name: org/example/A.class\r\nSHA-256-Digest: 47DEQpj8HBSa\r\n\r\n"
KEPT = {
    "org/example/A.class": b"\xca\xfe\xba\xbe" * 99,
    "META-INF/services/org.example.Service": b"org.example.A\n",
    "META-INF/maven/signature.SF": b"not in the folder of signatures",
}
SIGNED = {
    "META-INF/MANIFEST.MF": (MAIN + SUMS).encode(),
    "META-INF/ONE.SF": b"s",
    "META-INF/ONE.RSA": b"r",
}
SIGNED_NAME, PLAIN_NAME = "eclipse-collections-1.jar", "other-1.jar"


@dataclass(frozen=True)
class Small(Line):
    """A line of some small jars."""

    listed: tuple[Jar, ...] = ()

    def jars(self) -> tuple[Jar, ...]:
        return self.listed


@pytest.fixture
def jars(tmp_path: Path) -> Jars:
    folder = tmp_path / "jars" / "1.0"
    folder.mkdir(parents=True)
    listed = []
    for name in (SIGNED_NAME, PLAIN_NAME):
        with zipfile.ZipFile(folder / name, "w") as jar:
            for entry, data in (SIGNED | KEPT).items():
                jar.writestr(entry, data)
        artifact, data = name.removesuffix("-1.jar"), (folder / name).read_bytes()
        listed.append(Jar.of(f"org.example:{artifact}:1", hashlib.sha256(data).hexdigest()))
    return Jars(Small("small", "1.0", "none", (17,), listed=tuple(listed)), tmp_path)


def held(jar: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(jar) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_copy_has_all_but_the_signatures_and_the_jars_stay_as_they_were(jars: Jars):
    before = {file.name: file.read_bytes() for file in jars.folder.glob("*.jar")}
    copy, plain = class_path(jars.ready())
    assert (copy.name, plain) == (SIGNED_NAME, jars.folder / PLAIN_NAME)
    assert held(copy) == KEPT | {"META-INF/MANIFEST.MF": MAIN.replace("\r\n", "\n").encode()}
    assert {file.name: file.read_bytes() for file in jars.folder.glob("*.jar")} == before


@pytest.mark.parametrize("damaged", [b"half", None], ids=["altered", "gone"])
def test_a_copy_that_is_not_as_it_was_made_is_used_no_more_and_made_again(
    jars: Jars, damaged: bytes | None
):
    copy, _ = class_path(jars.ready())
    whole = held(copy)
    if damaged is None:
        copy.unlink()
    else:
        copy.write_bytes(damaged)
    assert class_path(jars.folder)[0] == jars.folder / SIGNED_NAME
    assert class_path(jars.ready())[0] == copy
    assert held(copy) == whole


def test_copies_are_made_once(jars: Jars):
    copy, _ = class_path(jars.ready())
    before = copy.stat()
    jars.ready()
    assert copy.stat().st_mtime_ns == before.st_mtime_ns


def test_where_no_copy_can_be_made_java_takes_the_signed_jar(jars: Jars):
    (jars.folder / "unsigned").write_text("a file where the folder should be")
    assert class_path(jars.ready()) == [jars.folder / SIGNED_NAME, jars.folder / PLAIN_NAME]
