"""What a change may write, found in its tokens: nodes and relationships it makes, fields it sets.

Only ``CREATE``, ``SET x.field = value``, ``FOREACH`` around these and, where it is allowed, ``DELETE x``
write; each names its labels, types and fields outright. What is left must only read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cypher.admission.by_tokens import Refused, keyword, refused_in
from cypher.file.tokens import Token, options_end, tokens_in

_WRITING = ("CREATE", "SET", "DELETE", "FOREACH")
_READING = """
    MATCH OPTIONAL WITH UNWIND RETURN CALL WHERE UNION ORDER SKIP LIMIT FINISH DETACH REMOVE MERGE
"""
_NEXT = frozenset((*_READING.split(), *_WRITING))
"""What ends the part of a clause that writes."""


@dataclass
class Written:
    """All that a change writes, each with where it stands; ``refused`` is what cannot be read so."""

    nodes: list[tuple[str, frozenset[str], int]] = field(default_factory=list)
    """The labels of each node that is made with its fields and where it stands."""
    relationships: list[tuple[str, frozenset[str], int]] = field(default_factory=list)
    fields: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Label or type, field, where it is set, and the parameter that names the record ("": none does)."""
    deletes: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def written_by(statement: str) -> Written:
    """What a change writes, and everything in it that may not stand there."""
    return _Change(statement).written


@dataclass(frozen=True)
class _Element:
    """A node or a relationship of a pattern."""

    name: str
    labels: tuple[str, ...]
    fields: frozenset[str] | None
    start: int
    is_node: bool
    plain: bool


class _Change:
    """One pass over a change's tokens."""

    def __init__(self, statement: str) -> None:
        tokens = tokens_in(statement)
        self.tokens = tokens[options_end(tokens) :]
        self.written = Written()
        self.labels: dict[str, str] = {}
        """Each variable that is bound here, with its one label or type; "" where that is not plain."""
        self.named_by: dict[str, str] = {}
        """Each variable whose node has its id from a parameter, with that parameter."""
        self._clauses()
        if options_end(tokens):
            self._refuse(tokens[0])
        reading = [self._as_reading(at) for at in range(len(self.tokens))]
        self.written.refused += refused_in(reading)
        self.written.refused.sort(key=lambda one: one.start)

    def _refuse(self, token: Token, what: str = "") -> None:
        self.written.refused.append(Refused(what or token.text, token.start))

    def _symbol(self, at: int) -> str:
        inside = 0 <= at < len(self.tokens)
        return self.tokens[at].text if inside and self.tokens[at].kind == "symbol" else ""

    def _word(self, at: int) -> str:
        return keyword(self.tokens[at]) if 0 <= at < len(self.tokens) else ""

    def _is_clause(self, at: int) -> bool:
        """Whether the keyword here begins a clause and is nobody's name."""
        before, after = self._symbol(at - 1), self._symbol(at + 1)
        return (
            self._word(at) in _NEXT
            and before not in (".", ":", "&")
            and self._word(at - 1) != "AS"
            and not (after == ":" and before in ("{", ","))
            and after not in (".", "=")
        )

    def _as_reading(self, at: int) -> Token:
        """The token that would stand here if the change only read: patterns matched, fields compared."""
        token = self.tokens[at]
        if not self._is_clause(at):
            return token
        stand_in = {"CREATE": "MATCH", "SET": "WHERE", "FOREACH": "UNWIND", "DELETE": "UNWIND"}
        return replace(token, text=stand_in.get(keyword(token), token.text))

    def _clauses(self) -> None:
        at = 0
        while at < len(self.tokens):
            word = self._word(at) if self._is_clause(at) else ""
            end = self._end(at + 1)
            match word:
                case "CREATE":
                    self._create(at + 1, end)
                case "SET":
                    self._set(at + 1, end)
                case "DELETE":
                    self._delete(at, end)
                case "MATCH":
                    self._match(at + 1, end)
                case "WITH" | "UNWIND":
                    self._handed_on(at + 1, end, every=word == "UNWIND")
                case "FOREACH" if self._word(at + 3) == "IN":
                    self.labels[self.tokens[at + 2].text] = ""
                case "CALL" | "UNION" | "RETURN" | "DETACH" | "REMOVE" | "MERGE" | "FOREACH":
                    self._refuse(self.tokens[at], word)
            at = end if word in ("CREATE", "SET", "DELETE", "MATCH", "WITH", "UNWIND") else at + 1

    def _match(self, at: int, end: int) -> None:
        """The variables of a pattern, each with the label that it has where it first stands."""
        depth = 0
        for place in range(at, end):
            symbol = self._symbol(place)
            if symbol in ("(", "[") and depth == 0 and self.tokens[place + 1].is_name:
                plain = (
                    self._symbol(place + 2) == ":"
                    and self.tokens[place + 3].is_name
                    and self._symbol(place + 4) not in ("|", "&", "(")
                )
                name, label = self.tokens[place + 1].text, self.tokens[place + 3].text
                if name not in self.labels:
                    self.named_by[name] = self._parameter_of_id(place + 4)
                was = self.labels.setdefault(name, label if plain else "")
                if plain and was != label:
                    self.labels[name] = ""
            depth += (symbol in ("(", "[", "{")) - (symbol in (")", "]", "}"))

    def _parameter_of_id(self, at: int) -> str:
        """The parameter in the map ``{id: $parameter`` that begins here."""
        head = [token.text for token in self.tokens[at : at + 3]]
        value = self.tokens[at + 3 : at + 4]
        is_named = head == ["{", "id", ":"] and self._symbol(at + 4) in ("}", ",")
        return value[0].text if is_named and value[0].kind == "parameter" else ""

    def _handed_on(self, at: int, end: int, *, every: bool) -> None:
        """What is bound behind WITH: the variables named alone keep their labels, others have none."""
        kept = dict(self.labels) if every or self._symbol(at) == "*" else {}
        for begin, stop in self._parts(at, end):
            last = self.tokens[stop - 1]
            if stop - begin == 1 and last.is_name and last.text in self.labels:
                kept[last.text] = self.labels[last.text]
            elif last.is_name and self._word(stop - 2) == "AS":
                kept[last.text] = ""
        self.labels = kept

    def _end(self, at: int) -> int:
        """Where the writing part that begins here ends: at the next clause, or its FOREACH's bracket."""
        depth = 0
        while at < len(self.tokens):
            symbol = self._symbol(at)
            depth += (symbol in ("(", "[", "{")) - (symbol in (")", "]", "}"))
            if depth < 0 or (depth == 0 and self._is_clause(at)):
                return at
            at += 1
        return at

    def _parts(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The pieces between commas outside brackets."""
        depth, begin = 0, at
        for place in range(at, end):
            symbol = self._symbol(place)
            depth += (symbol in ("(", "[", "{")) - (symbol in (")", "]", "}"))
            if symbol == "," and depth == 0:
                yield begin, place
                begin = place + 1
        yield begin, end

    def _create(self, at: int, end: int) -> None:
        while at < end:
            symbol = self._symbol(at)
            if symbol in ("(", "["):
                element, at = self._element(at, end)
                self._made(element)
            elif symbol in ("-", "<", ">", ","):
                at += 1
            else:
                self._refuse(self.tokens[at], f"CREATE {self.tokens[at].text}")
                return

    def _element(self, at: int, end: int) -> tuple[_Element, int]:
        """The node or relationship that begins with the bracket here, and the place behind it."""
        first, closing = at, ")" if self._symbol(at) == "(" else "]"
        at, name, labels = at + 1, "", []
        if at < end and self.tokens[at].is_name:
            name, at = self.tokens[at].text, at + 1
        while self._symbol(at) in (":", "&") and at + 1 < end and self.tokens[at + 1].is_name:
            labels.append(self.tokens[at + 1].text)
            at += 2
        fields: set[str] | None = None
        if self._symbol(at) == "{":
            fields, at = self._map(at, end)
        plain = self._symbol(at) == closing
        if not plain:
            self._refuse(self.tokens[min(at, len(self.tokens) - 1)])
            while at < end and self._symbol(at) != closing:
                at += 1
        found = frozenset(fields) if fields is not None else None
        start = self.tokens[first].start
        return _Element(name, tuple(labels), found, start, closing == ")", plain), at + 1

    def _map(self, at: int, end: int) -> tuple[set[str], int]:
        """The keys of the map that begins here, and the place behind it."""
        depth, close = 0, at
        for close in range(at, end):
            symbol = self._symbol(close)
            depth += (symbol in ("(", "[", "{")) - (symbol in (")", "]", "}"))
            if depth == 0:
                break
        keys = set()
        for begin, stop in self._parts(at + 1, close):
            if begin < stop and self.tokens[begin].is_name and self._symbol(begin + 1) == ":":
                keys.add(self.tokens[begin].text)
            elif begin < stop:
                self._refuse(self.tokens[begin])
        return keys, close + 1

    def _made(self, element: _Element) -> None:
        if not element.plain:
            return
        fields = element.fields or frozenset()
        if element.is_node and not element.labels:
            if element.name not in self.labels or element.fields is not None:
                self.written.refused.append(Refused("CREATE ()", element.start))
        elif element.is_node:
            self.labels.setdefault(element.name, element.labels[0])
            for label in element.labels:
                self.written.nodes.append((label, fields, element.start))
        elif len(element.labels) == 1:
            self.written.relationships.append((element.labels[0], fields, element.start))
        else:
            self.written.refused.append(Refused("CREATE []", element.start))

    def _set(self, at: int, end: int) -> None:
        for begin, stop in self._parts(at, end):
            head = self.tokens[begin : begin + 4]
            shape = [token.text if token.kind == "symbol" else token.is_name for token in head]
            if stop - begin < 5 or shape != [True, ".", True, "="]:
                if head:
                    self._refuse(head[0], "SET " + "".join(token.text for token in head))
                continue
            name, key = head[0].text, head[2].text
            if label := self.labels.get(name):
                named = self.named_by.get(name, "")
                self.written.fields.append((label, key, head[0].start, named))
            else:
                self._refuse(head[0], f"SET {name}.{key}")

    def _delete(self, at: int, end: int) -> None:
        self.written.deletes.append(self.tokens[at].start)
        for begin, stop in self._parts(at + 1, end):
            if stop - begin != 1 or not self.tokens[begin].is_name:
                self._refuse(self.tokens[at], "DELETE")
