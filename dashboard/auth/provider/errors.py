"""Why somebody was not let in by the provider, each as a sentence in Chinese and in English."""

from typing import Literal, get_args

from dashboard.errors import AccessRefused, DashboardError

Reason = Literal[
    "code", "client", "answer", "algorithm", "key", "signature",
    "issuer", "audience", "expired", "nonce", "claims",
]  # fmt: skip
_WORDS: dict[Reason, tuple[str, str]] = {
    "code": ("授权码无效或已用过", "the code is not valid or was used before"),
    "client": ("客户端编号或密钥不对", "the client's id or secret is wrong"),
    "answer": ("回答读不懂", "the answer cannot be read"),
    "algorithm": ("签名算法不在允许之列", "the signature's algorithm is not allowed"),
    "key": ("找不到签名用的公钥", "there is no public key for the signature"),
    "signature": ("签名不对", "the signature is wrong"),
    "issuer": ("不是由设定的地址签发", "it comes from another issuer"),
    "audience": ("不是发给连新的", "it is meant for another program"),
    "expired": ("已过期，或两边时钟不一致", "it has expired, or the clocks differ"),
    "nonce": ("不属于这次登录", "it belongs to another sign-in"),
    "claims": ("缺少必要的内容", "something that it must say is missing"),
}
assert tuple(_WORDS) == get_args(Reason)


class ProviderUnusable(DashboardError):
    """The settings of the provider are incomplete or contradict each other."""


class ProviderAway(DashboardError):
    """The provider does not answer, or answers with nothing that can be used."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "现在连不上统一登录，请稍后再试。有用户名和密码的账号不受影响。",
            "The sign-in provider cannot be reached now; try again shortly. Accounts with a "
            "password of their own are not affected.",
        )
        self.reason = reason
        """For the log: no secret, nothing that the provider wrote."""


class FlowLost(AccessRefused):
    """An answer that belongs to no sign-in begun in this browser, came late, or came before."""

    def __init__(self) -> None:
        super().__init__(
            "这次登录已用过、已过期，或不是在这个浏览器里开始的。请重新点登录。",
            "This sign-in was used before, is too old, or was not begun in this browser. Begin again.",
        )


class Declined(AccessRefused):
    """The provider let nobody in, or the person changed their mind there."""

    def __init__(self) -> None:
        super().__init__(
            "统一登录没有放行：可能已取消，或那边不允许登录连新。",
            "The provider did not let you in: it was cancelled, or Lianxin is not open to you there.",
        )


class AnswerRefused(AccessRefused):
    """The provider's answer does not hold; ``reason`` says in what."""

    def __init__(self, reason: Reason) -> None:
        zh, en = _WORDS[reason]
        super().__init__(
            f"统一登录的回答核对不上，没有登录：{zh}。请再试一次；仍不行，请告诉管理员。",
            f"The provider's answer does not hold, and nobody was signed in: {en}. Try once more; "
            "if it stays so, tell a steward.",
        )
        self.reason = reason


class NoRole(AccessRefused):
    """None of the person's groups has a role here."""

    def __init__(self) -> None:
        super().__init__(
            "您在统一登录里的分组还没有连新的角色，请联系管理员。",
            "None of your groups at the provider has a role in Lianxin; ask a steward.",
        )


class NameClash(AccessRefused):
    """Another account has the name that the provider gives."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"已有另一个账号叫“{name}”，不会自动合并。请管理员先删除那个账号，或在统一登录里改名。",
            f"Another account is named {name!r}, and the two are not joined by themselves. A steward "
            "removes that account first, or the name is changed at the provider.",
        )
