"""A record's properties in one cell: as they are for a program, in words for a person."""

from collections.abc import Mapping

from cypher.header import Words


class RecordValues(dict[str, object]):
    """Properties by name, as a statement or an audit record gave them; ``words`` says them."""

    def __init__(self, values: Mapping[str, object], words: Words) -> None:
        super().__init__(values)
        self.words = words
