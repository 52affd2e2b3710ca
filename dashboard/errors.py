"""What can go wrong on the dashboard's side, each with one sentence in Chinese and in English.

DashboardError (a GraphError, so that the command line says it like every other)
├── NotLoopback     asked to listen where others could reach it
├── PortTaken       another program listens there
├── Busy            a queue is full; the answer says when to come again
├── NoSuchPage      an address that names no page
├── NoSuchRecord    an address that names no record
├── NoSuchCard      an address that names no card or report
├── DrawingFailed   the library that draws gave up, or its process did
├── NoSuchJob       no long work of that id
├── JobUnderWay     long work about the same thing is under way
├── JobCancelled    the one who asked for long work does not want it any more
├── NoSuchUpload    no file of that token was brought, or it was removed since
├── UploadRefused   a file that is too large, of no kind that is read, or not ready for what was asked
├── PlanDiffers     the graph was changed meanwhile, and the plan made anew is another
├── AccessBroken    the file of accounts cannot be read or written
├── AccessRefused   who asks is not let in, or may not do that
│   ├── WrongPassword     the name or the password is wrong; which of them is never said
│   ├── CodeNeeded        the password is right, and a one-time code is asked for as well
│   ├── TooManyTries      too many wrong passwords lately; says when to come again
│   ├── SignInNeeded      nobody is signed in
│   └── NotAllowed        the reader's role has no right to this
└── EditionError
    ├── NoSuchEdition     no edition of that name, or a folder that is none
    ├── NameTaken         an edition of that name is there already, or is being made
    ├── NotMade           what was asked cannot be made: the day, the name, data that will not rest
    ├── TextRefused       a telephone or identity number in a text
    ├── GlyphMissing      a character that no font has
    └── Cancelled         the one who asked for it does not want it any more
"""

from typing import ClassVar

from graph.errors import GraphError


class DashboardError(GraphError):
    """Base of every error of this package."""

    exit_code: ClassVar[int] = 6


class NotLoopback(DashboardError):
    """Asked to listen on an address that other machines could reach, without sign-in."""


class PortTaken(DashboardError):
    """Another program listens on the port."""


class Busy(DashboardError):
    """A queue is full. ``retry_after`` is in how many seconds one may ask again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "现在请求太多，稍后会自动再试。", "Too many requests now; it is tried again shortly."
        )
        self.retry_after = retry_after


class NoSuchPage(DashboardError):
    """An address that names no page."""


class NoSuchRecord(DashboardError):
    """An address that names no record."""


class NoSuchCard(DashboardError):
    """An address that names no card or report."""


class DrawingFailed(DashboardError):
    """The library that draws charts and PNG gave up, or the process in which it runs did."""

    def __init__(self) -> None:
        super().__init__(
            "这张图画不出来：绘图程序中断了。其他图表不受影响；可改看数据表，或下载数据。",
            "This figure could not be drawn: the program that draws broke off. Nothing else is "
            "affected; the same data can be read as a table or downloaded.",
        )


class NoSuchJob(DashboardError):
    """No long work of that id."""


class JobUnderWay(DashboardError):
    """Long work about the same thing is under way."""


class JobCancelled(DashboardError):
    """The one who asked for long work does not want it any more."""


class NoSuchUpload(DashboardError):
    """No file of that token was brought, or it was removed since."""


class UploadRefused(DashboardError):
    """A file that is too large, of no kind that is read, or not ready for what was asked."""


class PlanDiffers(DashboardError):
    """The graph was changed meanwhile, and the plan made anew is another in ``changes`` places."""

    def __init__(self, changes: int) -> None:
        super().__init__(
            f"核对之后又有人改动了数据，没有写入。已重新核对，有 {changes:,} 处与刚才不同，请再看一遍。",
            f"The data was changed after this plan was made, and nothing was written. The plan was "
            f"made again and differs in {changes:,} places: look at it once more.",
        )


class EditionError(DashboardError):
    """Something about an annual edition."""

    exit_code: ClassVar[int] = 7


class NoSuchEdition(EditionError):
    """No edition of that name, or a folder that is none."""


class NameTaken(EditionError):
    """An edition of that name is there already, or is being made."""


class NotMade(EditionError):
    """What was asked cannot be made."""


class TextRefused(EditionError):
    """A telephone or identity number in a text that would be written."""


class GlyphMissing(EditionError):
    """A character that no font has."""


class Cancelled(EditionError):
    """The one who asked for it does not want it any more."""


class AccessBroken(DashboardError):
    """The file of accounts and sessions cannot be read or written."""

    exit_code = 23


class AccessRefused(DashboardError):
    """Who asks is not let in, or may not do that."""

    exit_code = 24


class WrongPassword(AccessRefused):
    """The name or the password is wrong; which of the two is never said."""

    def __init__(self) -> None:
        super().__init__("用户名或密码不对。", "The name or the password is wrong.")


class CodeNeeded(AccessRefused):
    """The password is right; a one-time code is needed as well, or the one given is wrong."""

    def __init__(self, *, wrong: bool = False) -> None:
        zh = "验证码不对或已用过，请等下一个。" if wrong else "请输入验证器上的六位验证码。"
        en = (
            "The code is wrong or was used already; wait for the next one."
            if wrong
            else "Enter the six-digit code of your authenticator."
        )
        super().__init__(zh, en)


class TooManyTries(AccessRefused):
    """Too many wrong passwords lately. ``retry_after`` is in how many seconds one may try again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"尝试次数太多，请在 {retry_after} 秒后再试。",
            f"Too many tries; try again in {retry_after} seconds.",
        )
        self.retry_after = retry_after


class SignInNeeded(AccessRefused):
    """Nobody is signed in, or the session has ended."""

    def __init__(self) -> None:
        super().__init__("请先登录。", "Sign in first.")


class NotAllowed(AccessRefused):
    """The reader's role has no right to this; ``zh`` and ``en`` say which."""
