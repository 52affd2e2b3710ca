"""Signing in to the private server: is it ready, and does it take our password?"""

import secrets

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.address import Address
from graph.local.errors import PasswordLost, StartFailed
from graph.local.places import Places

_USER, _FIRST_PASSWORD = "neo4j", "neo4j"
_CONNECT_WITHIN = 3.0
_CHANGE = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"


def uri_of(port: int) -> str:
    """The Bolt address for a port."""
    return f"bolt://127.0.0.1:{port}"


def sign_in(places: Places, port: int) -> Address | None:
    """The address once the server answers and takes our password, None before it does.

    The first time, the server is given a password. Raises PasswordLost, or StartFailed where the
    server runs and the database in it does not.
    """
    uri = uri_of(port)
    if places.password is not None:
        return _tried(uri, places.password, places)
    if places.next_password is None:
        places.keep_next_password(secrets.token_urlsafe(24))
    fresh = places.next_password or ""
    if not _set_first_password(uri, fresh):
        return None
    address = _tried(uri, fresh, places)
    if address is not None:
        places.next_password_is_in_force()
    return address


def _tried(uri: str, password: str, places: Places) -> Address | None:
    address = Address(uri, _USER, password)
    try:
        with GraphDatabase.driver(
            uri,
            auth=(_USER, password),
            connection_timeout=_CONNECT_WITHIN,
            max_transaction_retry_time=0,
        ) as driver:
            _ask(driver, address.database, places)
    except AuthError as error:
        raise PasswordLost(places.password_file) from error
    except (DriverError, Neo4jError):
        return None
    return address


def _ask(driver: Driver, database: str, places: Places) -> None:
    """Ask the database something; raise StartFailed where the server could not bring it up."""
    try:
        driver.execute_query("RETURN 1", database_=database)
    except AuthError:
        raise
    except Neo4jError:
        asked = driver.execute_query(
            "SHOW DATABASE $name YIELD statusMessage", name=database, database_="system"
        )
        if said := next((record[0] for record in asked.records if record[0]), None):
            raise StartFailed(places.console, said) from None
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
