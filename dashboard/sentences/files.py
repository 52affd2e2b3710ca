"""The files of sentences: the shipped ones, and those of a home in ``own/sentences/``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from cypher.errors import BrokenFile, meant
from cypher.file.named_models import named_models
from cypher.library.catalogue import Catalogue
from cypher.library.walk import merged_yaml
from dashboard.errors import NoSuchSentence
from dashboard.sentences.figures import Answers
from dashboard.sentences.model import Fault, Figure, Sentence
from dashboard.sentences.wording import worded
from graph.errors import GraphError

FOLDER = "sentences"
"""The folder of a home's own, below ``own/``."""


@dataclass(frozen=True)
class Sentences:
    """Every sentence by its name; one of the home takes the place of a shipped one of that name.

    ``problems`` are the home's files that cannot be used, each with its line.
    """

    by_name: Mapping[str, Sentence] = field(default_factory=dict)
    problems: tuple[GraphError, ...] = ()

    def find(self, name: str) -> Sentence:
        """The sentence of a name. Raises NoSuchSentence."""
        if name in self.by_name:
            return self.by_name[name]
        zh, en = meant(name, list(self.by_name))
        raise NoSuchSentence(f"没有句子 {name}。{zh}", f"There is no sentence {name}.{en}")

    def text(self, name: str, answers: Answers, lang: str) -> str:
        """A sentence in words, without its full stop. Raises NoSuchSentence."""
        return worded(self.find(name), answers, lang)


def load_sentences(catalogue: Catalogue, own: Path | None = None) -> Sentences:
    """The shipped sentences and those below a home's folder of own files.

    A file of the home that is broken is named in ``problems`` and takes no other down. Raises
    BrokenFile for a shipped one.
    """
    folder = own and own / FOLDER

    def read(shown: str, content: bytes) -> Mapping[str, Sentence]:
        return _read(shown, content, catalogue)

    found, problems = merged_yaml(
        files(__package__), "dashboard/sentences", folder, f"own/{FOLDER}", read
    )
    return Sentences(found, problems)


def _read(shown: str, content: bytes, catalogue: Catalogue) -> Mapping[str, Sentence]:
    """The sentences of one file. Raises BrokenFile."""
    found, written = named_models(shown, content, Sentence)
    for name, one in found.items():
        for where, zh, en in (*one.faults(), *_of_reports(one, catalogue)):
            line = written.line((name, *where))
            raise BrokenFile(shown, line, f"{name}：{zh}", f"{name}: {en}")
    return found


def _of_reports(one: Sentence, catalogue: Catalogue) -> Iterator[Fault]:
    """Reports that there are not, and columns that they do not have."""
    for name, several in one.figures.items():
        for figure in several:
            if figure.report:
                yield from _of_report(("figures", name), figure, catalogue)


def _of_report(where: tuple[object, ...], figure: Figure, catalogue: Catalogue) -> Iterator[Fault]:
    try:
        header = catalogue.find(f"reports/{figure.report}").header
    except GraphError as error:
        yield (*where, "report"), error.zh, error.en
        return
    columns = header.expect.columns or tuple(header.columns)
    for key, column in figure.columns:
        if columns and column not in columns:
            zh, en = meant(column, list(columns))
            zh = f"报表 {figure.report} 没有 {column} 列。{zh}"
            yield (*where, key), zh, f"the report {figure.report} has no column {column}.{en}"
