"""The second wall, the server's own: LOAD CSV reaches no address and no file, nothing is plugged in."""

import re
import socket

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import ClientError

from graph.address import Address
from graph.local.bolt.blocklist import private_server_blocks_addresses, server_blocks_addresses

pytestmark = pytest.mark.server
LOAD = "LOAD CSV FROM $url AS line RETURN line"
PLACES = [
    LOAD,
    "RETURN [i IN [1] | COLLECT { " + LOAD + " }] AS x",
    "RETURN COUNT { " + LOAD + " } AS x",
    "WITH 1 AS n WHERE EXISTS { " + LOAD + " } RETURN n",
    "UNWIND [1] AS n CALL (n) { " + LOAD + " } RETURN line",
    "RETURN reduce(s = 0, i IN [1] | s + size(COLLECT { " + LOAD + " })) AS x",
]


def refused(address: Address, statement: str, url: str) -> str:
    auth = (address.username, address.password)
    with GraphDatabase.driver(address.uri, auth=auth) as driver, pytest.raises(ClientError) as why:
        driver.execute_query(statement, url=url)
    return str(why.value)


def test_load_csv_reaches_no_address_wherever_it_stands(address: Address):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        port = listener.getsockname()[1]
        for statement in PLACES:
            for url in (f"http://127.0.0.1:{port}/x", f"ftp://localhost:{port}/x"):
                assert "is blocked" in refused(address, statement, url), statement
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert "is blocked" in refused(address, LOAD, f"http://[::1]:{port}/x")
    assert private_server_blocks_addresses(address)
    assert server_blocks_addresses(address)


SET = {"dbms.security.procedures.allowlist": "none", "db.lock.acquisition.timeout": "30s"}


def test_load_csv_reads_no_file_and_no_plug_in_is_allowed(address: Address):
    for statement in PLACES:
        assert "allow_csv_import_from_file_urls" in refused(
            address, statement, "file:///etc/passwd"
        )
    auth = (address.username, address.password)
    with GraphDatabase.driver(address.uri, auth=auth) as driver:
        rows = driver.execute_query("SHOW SETTINGS $names YIELD name, value", names=[*SET]).records
    assert {row["name"]: row["value"] for row in rows} == SET


def test_texts_and_lists_of_every_length_have_one_plan(address: Address):
    auth = (address.username, address.password)

    def plans_of(*given: object) -> int:
        """How many plans the server keeps after it has been asked once with each."""
        for one in given:
            driver.execute_query("RETURN size($given) AS size", given=one)
        (row,) = driver.execute_query("CALL db.clearQueryCaches()").records
        return int(re.findall(r"\d+", row[0])[0])

    with GraphDatabase.driver(address.uri, auth=auth) as driver:
        plans_of("a")  # what was kept from before is counted as well
        for short, long in (("a", "a" * 50), (["a"], ["a"] * 50)):
            assert plans_of(short, long) == plans_of(short)
