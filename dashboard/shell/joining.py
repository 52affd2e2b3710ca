"""Scripts and style sheets joined, so that a page asks for few files. A module keeps its own scope."""

import posixpath
import re
from collections.abc import Iterable, Mapping

_IMPORT = re.compile(
    r'^import (?:\* as (?P<whole>\w+)|(?P<names>\{[^}]*\})) from "(?P<path>\.{1,2}/[\w/-]+\.js)";\n',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*?|const|class) (?P<name>\w+))", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def reached(entry: str, texts: Mapping[str, str]) -> list[str]:
    """A module and all that it imports, directly or not, each after what it imports itself.

    ``texts`` are the modules by their paths below the scripts' folder. Raises ValueError where modules import each other in a circle.
    """
    found: dict[str, None] = {}

    def walk(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"circle of imports: {' → '.join((*above, name))}")
        if name in found:
            return
        for one in _IMPORT.finditer(texts[name]):
            walk(_path(name, one["path"]), (*above, name))
        found[name] = None

    walk(entry, ())
    return list(found)


def joined(entry: str, texts: Mapping[str, str], beside: str = "") -> str:
    """A module with all that it imports, as one module that exports them by name in ``modules``.

    ``beside`` is the module on whose page it stands; what that brings is taken from there, so that
    each module is there once. Raises ValueError for an import or export of another form.
    """
    there = reached(beside, texts) if beside else []
    head = "const modules = {};"
    if beside:
        head = f'import {{modules as there}} from "./{beside}";\nconst modules = {{...there}};'
    parts = [_scoped(name, texts[name]) for name in reached(entry, texts) if name not in there]
    return "\n".join([head, *parts, "export {modules};", ""])


def _path(importer: str, imported: str) -> str:
    """The path of a module below the scripts' folder, as another module names it beside itself."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), imported))


def _scoped(name: str, text: str) -> str:
    """A module as a function that runs at once and gives what it exports."""

    def taken(one: re.Match[str]) -> str:
        names = one["whole"] or one["names"].replace(" as ", ": ")
        return f'const {names} = modules["{_path(name, one["path"])}"];\n'

    body = _EXPORT.sub("", _IMPORT.sub(taken, text))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}: {other[0]}")
    exported = ", ".join(one["name"] for one in _EXPORT.finditer(text))
    return f'modules["{name}"] = (() => {{\n{body}return {{{exported}}};\n}})();'


def joined_styles(names: Iterable[str], texts: Mapping[str, str]) -> str:
    """Style sheets one after another, in the order in which they hold."""
    return "".join(texts[name] for name in names)
