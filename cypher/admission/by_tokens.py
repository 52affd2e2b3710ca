"""The second test of admission: the tokens of a statement, for a plan does not show what is nested in an expression.

A word is a name or a keyword by where it stands. Two expressions never stand side by side without
an operator, so a word behind a whole expression begins a clause: it must be a keyword that reads.
What is called must be a function or a procedure that reads.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cypher.admission.language import (
    BEGINNING,
    CHANGING,
    CLAUSE_WORDS,
    CLAUSES,
    ENDING,
    FUNCTIONS,
    HINTS,
    KEYWORDS,
    PREFIXES,
    TYPES,
)
from cypher.admission.operators import PROCEDURES
from cypher.file.tokens import Token, options_end, tokens_in

_SYMBOLS = frozenset(
    [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "..",
        ":",
        "::",
        "=",
        "<",
        ">",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "|",
        "&",
        "!",
        "$",
        "~",
        ";",
    ]
)
_VALUES = ("string", "number", "parameter")


@dataclass(frozen=True)
class Refused:
    """What a statement may not hold, and where it stands, in characters from 0."""

    what: str
    start: int


def refused_tokens(statement: str) -> list[Refused]:
    """Everything in a statement that is not known to read only, in its order."""
    tokens = tokens_in(statement)
    tokens = tokens[options_end(tokens) :]
    if tokens and tokens[-1].text == ";" and tokens[-1].kind == "symbol":
        tokens = tokens[:-1]
    return refused_in(tokens)


def refused_in(tokens: Sequence[Token]) -> list[Refused]:
    """The same of tokens, the options and the last semicolon left out."""
    if not tokens or keyword(tokens[0]) not in CLAUSES:
        return [Refused(tokens[0].text, tokens[0].start)] if tokens else []
    return list(dict.fromkeys(_Reading(tokens).refused()))


def keyword(token: Token | None) -> str:
    """A bare word in capitals as the server compares it, else an empty text."""
    if token is None or token.kind != "word":
        return ""
    return unicodedata.normalize("NFKC", token.text).upper()


class _Reading:
    """One pass over a statement's tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def refused(self) -> Iterator[Refused]:
        while self.at < len(self.tokens):
            before = self.at
            yield from self._next()
            self.at = max(self.at, before + 1)

    def _token(self, step: int = 0) -> Token | None:
        place = self.at + step
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def _symbol(self, step: int = 0) -> str:
        token = self._token(step)
        return token.text if token is not None and token.kind == "symbol" else ""

    def _next(self) -> Iterator[Refused]:
        token = self.tokens[self.at]
        if token.kind == "symbol":
            if token.text not in _SYMBOLS or token.text == ";":
                yield Refused(token.text, token.start)
            if token.text == "::":
                self._skip_words(TYPES, "<>|")
        elif token.kind in _VALUES:
            if self._is_whole(-1):
                yield Refused(token.text, token.start)
        elif self._is_keyword():
            yield from self._clause()
        else:
            yield from self._name()

    def _is_keyword(self) -> bool:
        """Whether the word here is one of the language's and not somebody's name."""
        word, before = keyword(self._token()), self._symbol(-1)
        if before == "." or keyword(self._token(-1)) == "AS":
            return False
        if before == ":" and word in CLAUSE_WORDS:
            return False
        if self._symbol(1) == ":" and before in ("{", ","):
            return False
        if word in PREFIXES:
            return self._symbol(1) in ("(", "{")
        if word == "FROM":
            return self._is_whole(-1)
        return word in KEYWORDS or word in ("USING", "BOTH", "LEADING", "TRAILING")

    def _clause(self) -> Iterator[Refused]:
        """A keyword, with what belongs to it."""
        token = self.tokens[self.at]
        word = keyword(token)
        if word in BEGINNING | PREFIXES and self._is_whole(-1) and not self._follows_is():
            yield Refused(token.text, token.start)
        if word == "CALL":
            yield from self._call()
        elif word == "USING":
            self._skip_hint()
        elif word == "TYPED":
            self._skip_words(TYPES, "<>|")
        elif word == "SHORTEST":
            self._skip_words(frozenset({"PATH", "PATHS", "GROUP", "GROUPS"}), "")
        elif word == "IN":
            yield from self._batches()
        else:
            yield from self._query(word)

    def _batches(self) -> Iterator[Refused]:
        """``CALL { … } IN TRANSACTIONS``, which writes as it goes."""
        if self._symbol(-1) == "}" and keyword(self._token(1)) in ("TRANSACTIONS", "CONCURRENT"):
            yield Refused("IN TRANSACTIONS", self.tokens[self.at].start)

    def _query(self, word: str) -> Iterator[Refused]:
        """What begins a query of its own: behind UNION, or in the braces behind COUNT and its like."""
        if word == "UNION":
            step = 2 if keyword(self._token(1)) in ("ALL", "DISTINCT") else 1
            yield from self._begins_query(step)
        elif word in PREFIXES and self._symbol(1) == "{":
            is_path = self._symbol(3) == "="
            if not self._symbol(2) and not is_path:
                yield from self._begins_query(2, frozenset({"SHORTEST", "ALL", "ANY"}))

    def _begins_query(self, step: int, more: frozenset[str] = frozenset()) -> Iterator[Refused]:
        first = self._token(step)
        if first is not None and keyword(first) not in CLAUSES | more:
            yield Refused(first.text, first.start)

    def _follows_is(self) -> bool:
        """Whether the word here belongs to ``IS NOT NULL``, ``UNION ALL`` or the like."""
        return keyword(self._token(-1)) in ("IS", "UNION")

    def _call(self) -> Iterator[Refused]:
        """``CALL { … }``, ``CALL (x) { … }``, or ``CALL`` of a procedure."""
        if self._symbol(1) in ("{", "("):
            step = 1
            while self._symbol(step) != "{" and self._token(step) is not None:
                step += 1
            yield from self._begins_query(step + 1)
            return
        start = self.tokens[self.at].start
        self.at += 1
        name = ".".join(self._dotted())
        if name not in PROCEDURES:
            yield Refused(f"CALL {name}", start)

    def _name(self) -> Iterator[Refused]:
        """A name: of a variable, a property or a label, or of a function with its namespace."""
        first = self.tokens[self.at]
        belongs = self._symbol(-1) == "." or keyword(self._token(-1)) == "AS"
        if not belongs and self._is_whole(-1):
            before = self.tokens[self.at - 1]
            what = f"{before.text} {first.text}" if before.is_name else first.text
            yield Refused(what, first.start)
        word = keyword(first)
        parts = self._dotted()
        if self._symbol() == "(" and ".".join(parts).lower() not in FUNCTIONS:
            yield Refused(f"{'.'.join(parts)}()", first.start)
        elif (
            word in CHANGING
            and len(parts) == 1
            and not self._is_named(first)
            and self._begins_expression()
        ):
            yield Refused(first.text, first.start)

    def _is_named(self, first: Token) -> bool:
        """Whether a word stands where only a name can: behind a dot or a colon, before a colon."""
        index = self.tokens.index(first, max(0, self.at - 1))
        before = self.tokens[index - 1] if index else None
        return before is not None and (
            (before.kind == "symbol" and before.text in (".", ":", "&")) or keyword(before) == "AS"
        )

    def _dotted(self) -> list[str]:
        """The parts of a name with dots; afterwards the place is behind it."""
        parts = []
        while (token := self._token()) is not None and token.is_name:
            parts.append(token.text)
            self.at += 1
            after = self._token(1)
            if self._symbol() != "." or after is None or not after.is_name:
                break
            self.at += 1
        return parts

    def _is_whole(self, step: int) -> bool:
        """Whether an expression may end with the token at a step from here."""
        place = self.at + step
        if place < 0:
            return False
        token = self.tokens[place]
        if token.kind == "symbol":
            return token.text in (")", "]", "}")
        if token.kind in (*_VALUES, "quoted"):
            return True
        before, self.at = self.at, place
        is_keyword = self._is_keyword()
        self.at = before
        return not is_keyword or keyword(token) in ENDING

    def _begins_expression(self) -> bool:
        """Whether an expression may begin here."""
        token = self._token()
        if token is None:
            return False
        if token.kind == "symbol":
            return token.text in ("(", "[", "{", "$")
        return token.kind != "word" or keyword(token) not in KEYWORDS - BEGINNING

    def _skip_words(self, words: frozenset[str], symbols: str) -> None:
        self.at += 1
        while (token := self._token()) is not None and (
            keyword(token) in words
            or token.kind == "number"
            or (token.kind == "symbol" and token.text in symbols)
        ):
            self.at += 1

    def _skip_hint(self) -> None:
        """``USING TEXT INDEX n:Label(name)``, ``USING SCAN n:Label``, ``USING JOIN ON n``."""
        self._skip_words(HINTS, "")
        self.at += 1
        if self._symbol() == ":":
            self.at += 2
        if self._symbol() == "(":
            while self._symbol() not in (")", ""):
                self.at += 1
