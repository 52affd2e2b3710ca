"""Two hosts on this machine: network namespaces with one cable between them."""

import asyncio
import ctypes
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from programs import program

T = TypeVar("T")
ADDRESSES = ("192.0.2.1", "192.0.2.2")
"""Addresses that documentation may use; they exist between the two hosts only."""
_NETWORK = 0x40000000
"""What ``setns`` calls a network namespace."""


class Host:
    """One namespace, its address, and how something is done in it."""

    def __init__(self, name: str, address: str) -> None:
        self.name, self.address = name, address

    def command(self, *words: str) -> list[str]:
        """A command as it is run on this host."""
        return [program("ip"), "netns", "exec", self.name, *words]

    def does(self, work: Callable[[], T]) -> T:
        """What some work comes to in a thread on this host; sockets made there stay there."""

        def there() -> T:
            with Path("/run/netns", self.name).open() as place:
                library = ctypes.CDLL(None, use_errno=True)
                if library.setns(place.fileno(), _NETWORK):
                    raise OSError(ctypes.get_errno(), "this thread cannot enter the namespace")
            return work()

        with ThreadPoolExecutor(1) as threads:  # a new one, which ends in that namespace
            return threads.submit(there).result()

    @contextmanager
    def reaching(self, port: int) -> Iterator[None]:
        """A port of this machine's loopback stands on this host's loopback as well."""
        listening = self.does(lambda: socket.create_server(("127.0.0.1", port)))
        begun: Future[Callable[[], object]] = Future()

        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_copy(reader, back), _copy(there, writer))

        async def carrying() -> None:
            loop, ended = asyncio.get_running_loop(), asyncio.Event()
            server = await asyncio.start_server(carry, sock=listening)
            begun.set_result(lambda: loop.call_soon_threadsafe(ended.set))
            await ended.wait()
            server.close()

        with ThreadPoolExecutor(1) as threads:
            done = threads.submit(asyncio.run, carrying())
            try:
                end = begun.result(20)
                yield
            finally:
                end()
                done.result(20)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # one of the two has gone
    finally:
        writer.close()


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Two hosts that reach each other and nothing else. Fails where this machine allows none."""
    ip, names = program("ip"), [f"lx{os.getpid()}{side}" for side in "ab"]

    def run(*words: str) -> None:
        done = subprocess.run([ip, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (
            f"ip {' '.join(words)}: {done.stderr}This test needs network namespaces, which root may "
            "make where the machine allows it; leave it out with -m 'not namespaces'."
        )

    hosts = [Host(name, address) for name, address in zip(names, ADDRESSES, strict=True)]
    try:
        for name in names:
            run("netns", "add", name)
        first, second = names
        run("link", "add", first, "netns", first, "type", "veth", "peer", second, "netns", second)
        for host in hosts:
            inside = ("-n", host.name)
            run(*inside, "address", "add", f"{host.address}/24", "dev", host.name)
            run(*inside, "link", "set", host.name, "up")
            run(*inside, "link", "set", "lo", "up")
        yield hosts[0], hosts[1]
    finally:
        for name in names:
            subprocess.run([ip, "netns", "delete", name], capture_output=True, check=False)
