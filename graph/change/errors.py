"""Why a change was not carried out, each with a sentence in Chinese and in English."""

from collections.abc import Sequence
from datetime import datetime

from graph.errors import GraphError


class ChangeError(GraphError):
    """A change that was not carried out; nothing was written."""

    exit_code = 7


class RecordMissing(ChangeError):
    """A record that is not there, or not any more; ``writing``: whether it was to be changed."""

    def __init__(self, id: str, *, writing: bool = False) -> None:
        zh, en = ("没有作任何改动。", " Nothing was changed.") if writing else ("", "")
        super().__init__(
            f"没有编号为“{id}”的记录，或它已被删去。{zh}",
            f"There is no record {id}, or it has been deleted.{en}",
        )


class RecordChanged(ChangeError):
    """Somebody has changed a record since it was looked at.

    ``by`` and ``at`` are who and when last ("" and None where that is not noted), ``fields`` the
    names of what was changed since.
    """

    def __init__(
        self, id: str, by: str = "", at: datetime | None = None, fields: Sequence[str] = ()
    ) -> None:
        who = f"{by} 于 {at:%Y-%m-%d %H:%M} " if at else "有人"
        who_en = f"{by} on {at:%Y-%m-%d at %H:%M}" if at else "somebody"
        super().__init__(
            f"您打开之后，{who}改动过 {id}。没有写入您的改动，请看过新的内容再办。",
            f"{id} was changed by {who_en} since you opened it. Yours was not written; "
            "look at it as it is now and try again.",
        )
        self.by, self.at, self.fields = by, at, tuple(fields)


class ChangeBusy(ChangeError):
    """Others change the same records right now, or a load is under way."""

    exit_code = 8

    def __init__(self, *, by_load: bool = False) -> None:
        zh = "正在导入大批数据" if by_load else "此刻有很多人在改动同一处"
        en = (
            "A large load is under way"
            if by_load
            else "Many people are changing the same records right now"
        )
        super().__init__(
            f"{zh}，没有作任何改动。请稍后再试。", f"{en}; nothing was changed. Try again shortly."
        )


class ChangeUnknown(ChangeError):
    """The connection broke as a change was being confirmed, and the server did not come back."""

    exit_code = 11

    def __init__(self) -> None:
        super().__init__(
            "正在确认时与 Neo4j 的连接断开，不知道是否已办成。请在 Neo4j 恢复后看一看记录再办：用同一张表单再提交一次是安全的，不会办成两次。",
            "The connection to Neo4j broke as this was being confirmed; whether it was carried out "
            "is not known. Look at the record once Neo4j is back; sending the same form again is "
            "safe, and it is never carried out twice.",
        )


class ChangeUnsound(ChangeError):
    """What a change would have written is not what it declares, or not what the model allows."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}没有作任何改动。", f"{en} Nothing was changed.")


class ChangeRefused(ChangeError):
    """A change that cannot be taken back: ``records`` names what rests on it, ``later`` by which changes."""

    def __init__(
        self, zh: str, en: str, records: Sequence[str] = (), later: Sequence[str] = ()
    ) -> None:
        super().__init__(zh, en)
        self.records, self.later = tuple(records), tuple(later)
