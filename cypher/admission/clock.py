"""What a statement asks of the server's clock or of chance: its answer holds for a moment only."""

from collections.abc import Sequence

from cypher.admission.language import CHANCE, CLOCKS
from cypher.file.tokens import Token, tokens_in

_NOW = (".transaction", ".statement", ".realtime")


def asks_clock_or_chance(statement: str) -> bool:
    """Whether the same statement on the same data may answer otherwise a moment later."""
    tokens = tokens_in(statement)
    return any(_asks(tokens, place) for place, token in enumerate(tokens) if token.is_name)


def _asks(tokens: Sequence[Token], place: int) -> bool:
    if [token.text for token in tokens[place - 1 : place]] == ["."]:
        return False  # counted at the first part of the name
    end, name = place + 1, tokens[place].text.lower()
    while [token.text for token in tokens[end : end + 1]] == ["."]:
        name += "." + "".join(token.text for token in tokens[end + 1 : end + 2]).lower()
        end += 2
    given = [token.text for token in tokens[end : end + 4]]
    if given[:1] != ["("]:
        return False
    if name in CHANCE or name.endswith(_NOW):
        return True
    if name.endswith(".truncate"):
        return _arguments(tokens, end) < 2
    return name in CLOCKS and (
        given[1:2] == [")"]
        or (
            [text.lower() for text in given[1:]] == ["{", "timezone", ":"]
            and "," not in _first_map(tokens, end + 1)
        )
    )


def _first_map(tokens: Sequence[Token], start: int) -> list[str]:
    """The tokens of the map that begins at a place."""
    texts = [token.text for token in tokens[start:]]
    return texts[: texts.index("}")] if "}" in texts else texts


def _arguments(tokens: Sequence[Token], start: int) -> int:
    """How many arguments there are in the brackets that begin at a place."""
    depth, found = 0, 1
    for token in tokens[start:]:
        if token.kind == "symbol":
            depth += (token.text in "([{") - (token.text in ")]}")
            found += token.text == "," and depth == 1
            if depth == 0:
                break
    return found
