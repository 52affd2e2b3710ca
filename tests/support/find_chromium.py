"""Find headless Chromium; with --install, install it on Debian as root. Prints the program's path."""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium-headless-shell",  # Chromium without its windows: opens pages at a quarter of the cost
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",  # two pages a window
    "--disable-sync",
    "--no-first-run",
)
"""With these it asks nothing of anybody by itself."""
WAY_OUT = (
    "The browser tests need Chromium. Install it (Debian: apt-get install "
    "chromium-headless-shell fonts-noto-cjk) or set CHROMIUM to the program's path."
)


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def _has_chinese_font() -> bool:
    program = shutil.which("fc-list")
    return bool(
        program and subprocess.run([program, ":lang=zh"], capture_output=True).stdout.strip()
    )


def _install() -> None:
    apt = shutil.which("apt-get")
    if not apt or os.name != "posix" or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-q"], check=False, stdout=subprocess.DEVNULL, env=environment)
    subprocess.run(
        [
            apt,
            "install",
            "-y",
            "-q",
            "--no-install-recommends",
            "chromium-headless-shell",
            "fonts-noto-cjk",
            "fontconfig",
        ],
        check=False,
        stdout=subprocess.DEVNULL,
        env=environment,
    )


if __name__ == "__main__":
    if "--install" in sys.argv and not (find() and _has_chinese_font()):
        _install()
    print(find() or WAY_OUT)
    sys.exit(0 if find() else 1)
