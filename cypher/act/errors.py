"""Why an action was not carried out, each with a sentence in Chinese and in English."""

from cypher.errors import CypherError
from graph.change.errors import ChangeBusy, ChangeError, RecordChanged, RecordMissing

__all__ = ["ActionRefused", "ChangeBusy", "ChangeError", "RecordChanged", "RecordMissing"]


class ActionRefused(CypherError):
    """An action that cannot be done to a record as it is now; ``code`` says why, "state" or a guard's own."""

    exit_code = 46

    def __init__(self, zh: str, en: str, code: str = "state") -> None:
        super().__init__(zh, en)
        self.code = code
