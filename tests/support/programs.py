"""Programs of the system that tests need: found, or installed on Debian as root; never gone without."""

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "nginx": "nginx-light",
    "caddy": "caddy",
    "systemd-analyze": "systemd",
    "ip": "iproute2",
}
"""Each program and the Debian package that it comes in."""
PLACES = "/usr/sbin:/usr/bin:/usr/local/bin:/sbin:/bin"


def program(name: str) -> str:
    """The path of a program. Fails where it is missing: what needs it is never skipped."""
    found = shutil.which(name, path=PLACES)
    assert found, way_out([name])
    return found


def missing() -> list[str]:
    """Those that this machine has not."""
    return [name for name in PACKAGES if not shutil.which(name, path=PLACES)]


def way_out(names: list[str]) -> str:
    """What to do where some are missing."""
    packages = " ".join(PACKAGES[name] for name in names)
    return (
        f"The tests need {', '.join(names)}. Run 'make programs' as root, or install them "
        f"(Debian: apt-get install {packages})."
    )


def install() -> None:
    """Install those that are missing on Debian as root; nothing is started by that."""
    wanted = [PACKAGES[name] for name in missing()]
    apt = shutil.which("apt-get")
    if wanted and apt:
        stopped = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        for words in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
            subprocess.run([apt, "-q", *words], check=False, stdout=subprocess.DEVNULL, env=stopped)


if __name__ == "__main__":
    install()
    still = missing()
    sys.exit(way_out(still) if still else 0)
