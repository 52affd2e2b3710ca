"""Signing in to the private server: is it ready, and does it take our password?"""

import secrets
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.address import Address
from graph.local.bolt.deadline import within
from graph.local.errors import PasswordLost, StartFailed
from graph.local.store.folders import Folders

_USER, _FIRST_PASSWORD = "neo4j", "neo4j"
_CONNECT_WITHIN, _ANSWER_WITHIN = 3.0, 30.0
_CHANGE = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"


def uri_of(port: int) -> str:
    """The Bolt address for a port."""
    return f"bolt://127.0.0.1:{port}"


def address_on(folders: Folders, port: int) -> Address | None:
    """The address of a server on a port by what is kept; None before it has a password."""
    password = folders.password
    return None if password is None else Address(uri_of(port), _USER, password, store=folders.root)


def sign_in(folders: Folders, port: int, log: Path) -> Address | None:
    """The address once the server answers and takes our password, None before it does.

    The first time, the server is given a password. Raises PasswordLost, or StartFailed, which
    names the log, where the server runs and the database in it does not.
    """
    try:
        return within(_ANSWER_WITHIN, lambda: _signed_in(folders, port, log))
    except TimeoutError:
        return None


def _signed_in(folders: Folders, port: int, log: Path) -> Address | None:
    uri = uri_of(port)
    fresh = folders.next_password  # read first: it becomes the other at any moment, see below
    if (password := folders.password) is not None:
        return _tried(uri, password, folders, log)
    if fresh is None:
        fresh = secrets.token_urlsafe(24)
        folders.keep_next_password(fresh)
    if not _set_first_password(uri, fresh):
        return None
    address = _tried(uri, fresh, folders, log)
    if address is not None:
        folders.next_password_is_in_force()
    return address


def _tried(uri: str, password: str, folders: Folders, log: Path) -> Address | None:
    address = Address(uri, _USER, password, store=folders.root)
    try:
        with GraphDatabase.driver(
            uri,
            auth=(_USER, password),
            connection_timeout=_CONNECT_WITHIN,
            max_transaction_retry_time=0,
        ) as driver:
            _ask(driver, address.database, log)
    except AuthError as error:
        raise PasswordLost(folders.password_file) from error
    except (DriverError, Neo4jError):
        return None
    return address


def _ask(driver: Driver, database: str, log: Path) -> None:
    """Ask the database something; raise StartFailed where the server could not bring it up."""
    try:
        driver.execute_query("RETURN 1", database_=database)
    except AuthError:
        raise
    except Neo4jError:
        answer = driver.execute_query(
            "SHOW DATABASE $name YIELD statusMessage", name=database, database_="system"
        )
        if reason := next((record[0] for record in answer.records if record[0]), None):
            raise StartFailed(log, reason) from None
        raise


def _set_first_password(uri: str, fresh: str) -> bool:
    """Give a new server its password; True also where it has it already."""
    try:
        with (
            GraphDatabase.driver(
                uri, auth=(_USER, _FIRST_PASSWORD), connection_timeout=_CONNECT_WITHIN
            ) as driver,
            driver.session(database="system") as session,
        ):
            session.run(_CHANGE, old=_FIRST_PASSWORD, new=fresh).consume()
    except AuthError:
        return True
    except (DriverError, Neo4jError):
        return False
    return True
