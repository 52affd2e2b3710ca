"""What can go wrong on the dashboard's side, each with one sentence in Chinese and in English.

DashboardError (a GraphError, so that the command line says it like every other)
├── ExplorerLimit, NoSuchView, ViewRefused  in dashboard/explorer/errors.py
├── NetworkRefused, CertificateUnusable (dashboard/network.py), FormOutdated (AccessRefused, in
│                   dashboard/web/handlers/access/sign_in.py)  beside what they are about
├── PortTaken       another program listens there
├── Busy            a queue is full; the answer says when to come again
├── NoSuchPage      an address that names no page
├── NoSuchRecord    an address that names no record
├── NoSuchCard      an address that names no card or report
├── NoSuchSentence  no file of sentences has that name
├── DrawingFailed   the library that draws gave up, or its process did
├── NoSuchJob       no long work of that id
├── JobUnderWay     long work about the same thing is under way
├── JobCancelled    the one who asked for long work does not want it any more
├── NoSuchUpload    no file of that token was brought, or it was removed since
├── UploadRefused   a file that is too large, of no kind that is read, or not ready for what was asked
├── ProviderUnusable, ProviderAway; FlowLost, Declined, AnswerRefused, NoRole, NameClash (AccessRefused)
│                   in dashboard/auth/provider/errors.py
├── AuditFailed     the trail cannot be written, so that nothing is shown or done
├── PlanDiffers     the graph was changed meanwhile, and the plan made anew is another
├── AccessBroken    the file of accounts cannot be read or written
├── AccessRefused   who asks is not let in, or may not do that
│   ├── WrongPassword     the name or the password is wrong; which of them is never said
│   ├── CodeNeeded        the password is right, and a one-time code is asked for as well
│   ├── TooManyTries      too many wrong passwords lately; says when to come again
│   │   └── LockedHere        so many in a row that the account is locked at this address
│   ├── SignInNeeded      nobody is signed in
│   ├── AccountDisabled   the password is right, and the account is disabled
│   ├── CodeSpent         a code for one sign-in was used before, or too late
│   ├── PasswordExpired   the password must be changed before anything else
│   └── NotAllowed        the reader's role has no right to this
├── AccountError    an account cannot be as it is asked for
│   ├── NoSuchAccount     no account of that name
│   ├── NameRefused       a name that is taken, or that cannot be read
│   ├── PasswordRefused   a password that is too short or easily guessed; says why
│   └── LastSteward       nobody would be left who may look after accounts
└── EditionError
    ├── NoSuchEdition     no edition of that name, or a folder that is none
    ├── NameTaken         an edition of that name is there already, or is being made
    ├── NotMade           what was asked cannot be made: the day, the name, data that will not rest
    ├── TextRefused       a telephone or identity number in a text
    └── GlyphMissing      a character that no font has
"""

from typing import ClassVar

from graph.errors import GraphError


class DashboardError(GraphError):
    """Base of every error of this package."""

    exit_code: ClassVar[int] = 6


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


class NoSuchSentence(DashboardError):
    """No file of sentences has that name."""


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


class AuditFailed(DashboardError):
    """The trail cannot be written, so that what was asked for is not shown and not done."""

    exit_code: ClassVar[int] = 9

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            f"操作记录写不进去（{zh}），所以这次什么都没有显示，也没有改动。请管理员看看磁盘。",
            f"The trail cannot be written ({en}), so nothing was shown and nothing changed. "
            "The administrator should look at the disk.",
        )


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
        zh, en = waiting_time(retry_after)
        super().__init__(f"尝试次数太多，请在 {zh}后再试。", f"Too many tries; try again in {en}.")
        self.retry_after = retry_after


class LockedHere(TooManyTries):
    """So many wrong passwords in a row that the account is locked at this address, and there only."""

    def __init__(self, retry_after: int, tries: int) -> None:
        super().__init__(retry_after)
        zh, en = waiting_time(retry_after)
        self.zh = (
            f"连续输错 {tries} 次，按本单位的规定，这个账号在这台电脑上锁定，{zh}后自动解除。"
            "在其他电脑上仍可登录；管理员可以重设密码。"
        )
        self.en = (
            f"{tries} wrong passwords: by the rules of this office the account is locked on this "
            f"computer for {en}. It can be used on any other; a steward can set a new password."
        )


def waiting_time(seconds: int) -> tuple[str, str]:
    """So many seconds in words, minutes where there are two and more: Chinese, English."""
    if seconds < 120:
        return f"{seconds} 秒", f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return f"{minutes} 分钟", f"{minutes} minutes"


class SignInNeeded(AccessRefused):
    """Nobody is signed in, or the session has ended."""

    def __init__(self) -> None:
        super().__init__("请先登录。", "Sign in first.")


class PasswordExpired(AccessRefused):
    """The password must be changed before anything else: it is the first one, or too old."""

    def __init__(self) -> None:
        super().__init__("请先修改密码。", "Change the password before anything else.")


class NotAllowed(AccessRefused):
    """The reader's role has no right to this; ``zh`` and ``en`` say which."""


class AccountDisabled(AccessRefused):
    """The password is right, and the account is disabled: only its owner is told so."""

    def __init__(self) -> None:
        super().__init__(
            "这个账号已停用，请联系管理员。", "This account is disabled; ask a steward."
        )


class CodeSpent(AccessRefused):
    """A code for one sign-in was used before, or comes too late, or was never given out."""

    def __init__(self) -> None:
        super().__init__(
            "这个链接已用过，或者超过了 60 秒。请用账号和密码登录，或者在终端里再要一个链接。",
            "This link was used before, or is older than 60 seconds. Sign in by name and password, or "
            "ask for another link in the terminal.",
        )


class AccountError(DashboardError):
    """An account cannot be as it is asked for."""

    exit_code = 25


class NoSuchAccount(AccountError):
    """No account of that name."""


class NameRefused(AccountError):
    """A name that is taken, or that cannot be read."""


class PasswordRefused(AccountError):
    """A password that is too short or easily guessed; the sentence says why."""


class LastSteward(AccountError):
    """Nobody would be left who may look after accounts."""

    def __init__(self) -> None:
        super().__init__(
            "这是最后一位可用的管理员，不能停用、删除或改成别的角色。请先另设一位管理员。",
            "This is the last steward who can sign in, and stays one: make another steward first.",
        )
