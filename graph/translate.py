"""The driver's errors to ours, by class and code, never by the text of a message."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    BrokenRecordError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import (
    ConnectionFailed,
    ConstraintViolated,
    GraphError,
    NotReadOnly,
    OutOfMemory,
    ServerUnreachable,
    SettingsError,
    StatementFailed,
    TimedOut,
    UnknownDatabase,
    WrongPassword,
)

_CONSTRAINT = "Neo.ClientError.Schema.ConstraintValidationFailed"
_READ_ONLY = {
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
}
_NO_DATABASE = {"Neo.ClientError.Database.DatabaseNotFound"}
_TOO_LONG = "Neo.ClientError.Transaction.TransactionTimedOut"
_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
_MEMORY_TOO = "Neo.TransientError.General.OutOfMemoryError"


@contextmanager
def translated(uri: str, database: str) -> Iterator[None]:
    """Run the body and raise what the driver raises as one of our errors."""
    try:
        yield
    except (Neo4jError, DriverError, ValueError) as error:
        if isinstance(error, ValueError) and not isinstance(error, Neo4jError | DriverError):
            raise
        raise ours(error, uri, database) from error


def ours(error: Neo4jError | DriverError, uri: str, database: str) -> GraphError:
    """Our error for one of the driver's; ``uri`` and ``database`` go into the sentence."""
    if isinstance(error, AuthError):
        return WrongPassword(
            f"Neo4j（{uri}）不接受这个用户名或密码。请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD。",
            f"Neo4j at {uri} does not accept this name and password. "
            "Check NEO4J_USERNAME and NEO4J_PASSWORD.",
        )
    if isinstance(error, Neo4jError):
        return _of_server(error, database)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return ServerUnreachable(
            f"连接不上 Neo4j（{uri}）。请确认它已启动、地址无误；用自带的服务器时请运行 lianxin neo4j status。",
            f"Neo4j does not answer at {uri}. Check that it runs and that the address is right; "
            "for the private server run: lianxin neo4j status.",
        )
    if isinstance(error, BrokenRecordError):
        return StatementFailed(
            f"答案里有日历之外的日期（只能显示公元1年至9999年）：{error}",
            f"The answer holds a day outside the calendar (years 1 to 9999 can be shown): {error}",
            "",
        )
    if isinstance(error, ConfigurationError):
        return SettingsError(
            f"Neo4j 地址不可用：{uri}。", f"This Neo4j address cannot be used: {uri}."
        )
    return ConnectionFailed(
        f"与 Neo4j 的连接中断：{error}", f"The connection to Neo4j broke: {error}"
    )


def _of_server(error: Neo4jError, database: str) -> GraphError:
    code = error.code or ""
    message = error.message or ""
    if code in _NO_DATABASE:
        return UnknownDatabase(
            f"Neo4j 上没有名为“{database}”的数据库。请检查 NEO4J_DATABASE。",
            f"This Neo4j has no database named {database!r}. Check NEO4J_DATABASE.",
        )
    if code in _READ_ONLY:
        return NotReadOnly(
            "这条语句会改动数据，报表只许读取。",
            "This statement would write; a report may only read.",
            code,
        )
    if code.startswith(_TOO_LONG):
        return TimedOut(
            "查询超过了时限，已停止。请缩小范围，或在文件头 limits.seconds 放宽时限。",
            "The query took longer than its limit and was ended. Narrow it down, "
            "or raise limits.seconds in its header.",
            code,
        )
    if code in (_MEMORY, _MEMORY_TOO):
        return OutOfMemory(
            "查询需要的内存超过了服务器的限度。请缩小范围后再试。",
            "The query needs more memory than the server grants. Narrow it down and try again.",
            code,
        )
    if code == _CONSTRAINT:
        return ConstraintViolated(
            f"编号重复：{message}", f"An id is already taken: {message}", code
        )
    kind = "语句有误" if isinstance(error, ClientError) else "服务器出错"
    return StatementFailed(f"{kind}：{message}", f"Neo4j refused the statement: {message}", code)
