"""The HTTP status of each kind of failure."""

from cypher.act.errors import ActionRefused
from cypher.errors import (
    BadValue,
    BrokenFile,
    ChangedMeanwhile,
    NotAdmitted,
    NotAsExpected,
    NotForAudience,
    NotStarted,
    UnknownAction,
    UnknownReport,
)
from dashboard.agenda.errors import AgendaChanged, AgendaRefused, NoSuchAgenda
from dashboard.embeds.bounds import TooOften
from dashboard.embeds.errors import EmbedOver, EmbedRefused, NoSuchEmbed
from dashboard.errors import (
    AccessBroken,
    AccessRefused,
    AccountError,
    Busy,
    EditionError,
    JobUnderWay,
    NoSuchCard,
    NoSuchEdition,
    NoSuchJob,
    NoSuchPage,
    NoSuchRecord,
    NoSuchUpload,
    SignInNeeded,
    TooManyTries,
    UploadRefused,
)
from dashboard.explorer.errors import ExplorerLimit, NoSuchView, ViewRefused
from dashboard.outtray.errors import NoSuchRun, NotDue, OutTrayError
from graph.change import ChangeBusy, ChangeError, ChangeUnknown, RecordMissing
from graph.entry.problems import NoSuchEntry
from graph.errors import GraphError, LoadError, OutOfMemory, StatementFailed, TimedOut

STATUS: tuple[tuple[type[GraphError], int], ...] = (
    (Busy, 503),
    (AccessBroken, 503),
    (SignInNeeded, 401),
    (TooManyTries, 429),
    (AccessRefused, 403),
    (AccountError, 400),
    (BadValue, 400),
    (NotForAudience, 403),
    (NoSuchPage, 404),
    (NoSuchCard, 404),
    (NoSuchRecord, 404),
    (NoSuchEdition, 404),
    (NoSuchJob, 404),
    (NoSuchAgenda, 404),
    (AgendaChanged, 409),
    (AgendaRefused, 400),
    (NoSuchRun, 404),
    (NotDue, 409),
    (OutTrayError, 400),
    (NoSuchUpload, 404),
    (UploadRefused, 400),
    (JobUnderWay, 409),
    (ExplorerLimit, 400),
    (NoSuchView, 404),
    (ViewRefused, 400),
    (NoSuchEmbed, 404),
    (EmbedOver, 410),
    (EmbedRefused, 400),
    (TooOften, 429),
    (EditionError, 400),
    (UnknownReport, 404),
    (ChangedMeanwhile, 409),
    (NotStarted, 400),
    (UnknownAction, 404),
    (BrokenFile, 422),
    (NotAdmitted, 422),
    (NotAsExpected, 422),
    (TimedOut, 503),
    (LoadError, 400),
    (RecordMissing, 404),
    (NoSuchEntry, 404),
    (ChangeBusy, 503),
    (ChangeUnknown, 503),
    (ChangeError, 409),
    (ActionRefused, 409),
    (OutOfMemory, 503),
    (StatementFailed, 422),
    (GraphError, 503),
)
"""Kind of failure to its status; the last is the server's trouble and may pass."""


def status_of(error: GraphError) -> int:
    """The HTTP status of a failure."""
    return next(status for kind, status in STATUS if isinstance(error, kind))
