"""nginx and Caddy as the files in docs/ set them up, in front of two processes of one home."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from programs import program

from dashboard.network import CertificateFiles

DOCS = Path(__file__).parents[2] / "docs"
NAME = "lianxin.example.cn"
NGINX_AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def _placed(text: str, port: int, behind: tuple[int, int], files: CertificateFiles) -> str:
    """A file of docs/ with a test's ports and certificate."""
    for old, new in zip((5006, 5007), behind, strict=True):
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    text = text.replace("/etc/lianxin/fullchain.pem", str(files.certificate))
    text = text.replace("/etc/lianxin/key.pem", str(files.key))
    return text.replace("listen 443", f"listen 127.0.0.1:{port}")


def _nginx(folder: Path, port: int, behind: tuple[int, int], files: CertificateFiles) -> list[str]:
    site = _placed((DOCS / "nginx.conf").read_text("utf-8"), port, behind, files)
    site = site.rpartition("server {")[0]  # port 80 is the machine's
    site = site.replace(NAME, "localhost")
    config = folder / "nginx.conf"
    config.write_text(NGINX_AROUND.format(folder=folder, site=site), "utf-8")
    return [program("nginx"), "-p", str(folder), "-c", str(config)]


def _caddy(folder: Path, port: int, behind: tuple[int, int], files: CertificateFiles) -> list[str]:
    site = _placed((DOCS / "Caddyfile").read_text("utf-8"), port, behind, files)
    site = site.replace(NAME, f"https://localhost:{port}")
    config = folder / "Caddyfile"
    options = "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system " + str(folder)
    config.write_text(f"{options}\n}}\n{site}", "utf-8")
    return [program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]


PROXIES: dict[str, Callable[[Path, int, tuple[int, int], CertificateFiles], list[str]]] = {
    "nginx": _nginx,
    "caddy": _caddy,
}


@contextmanager
def proxy(
    kind: str, folder: Path, port: int, behind: tuple[int, int], files: CertificateFiles
) -> Iterator[str]:
    """A proxy on ``https://localhost:port/lx/`` in front of two ports; gives that address."""
    command = PROXIES[kind](folder, port, behind, files)
    with (folder / f"{kind}.out").open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        yield f"https://localhost:{port}/lx/"
    finally:
        process.terminate()
        process.wait(20)
