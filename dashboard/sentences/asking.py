"""A sentence asked of the graph as it is: its reports are run for one reader."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from cypher.errors import NotForAudience
from cypher.reader import Reader
from cypher.run.runner import Runner
from cypher.table import Table
from cypher.values.days import year_before
from dashboard.sentences.figures import Answers
from dashboard.sentences.files import Sentences

_DAYS = ("as_of", "since")


def sentence_of(
    files: Sentences, runner: Runner, reader: Reader, name: str,
    values: Mapping[str, object], lang: str,
) -> str:  # fmt: skip
    """A sentence in words for a reader, without its full stop.

    ``values`` are given to each report that declares them (as_of, since, …). What the reader may not
    see is left out; "" where nothing is left. Raises NoSuchSentence, a GraphError of the reports.
    """
    return files.text(name, answers_of(runner, reader, values), lang)


def answers_of(runner: Runner, reader: Reader, values: Mapping[str, object]) -> Answers:
    """The answers of reports for a reader, as they are asked for."""

    def answer(report: str, year_back: bool) -> Table | None:
        saved = runner.catalogue.find(report)
        given = {name: one for name, one in values.items() if name in saved.header.parameters}
        if year_back and "as_of" not in saved.header.parameters:
            return None  # it keeps no past
        if year_back:
            given = _a_year_back(given, runner)
        with suppress(NotForAudience):
            return runner.run(saved, given, reader=reader)
        return None

    return answer


def _a_year_back(given: Mapping[str, object], runner: Runner) -> dict[str, object]:
    """The same values with their days a year before; without a day, a year before today."""
    days = {"as_of": runner.today(), **given}
    return {
        name: year_before(value) if name in _DAYS and isinstance(value, date) else value
        for name, value in days.items()
    }
