"""A command for each report, whose options are the report's own parameters."""

from collections.abc import Callable
from typing import Any

import click

from cypher.file.parse import SavedStatement
from cypher.header import Parameter
from cypher.library.catalogue import Catalogue
from dashboard.cli.shared import Run, catalogue_of
from dashboard.texts import Lang, say

_VALUE = "value_"
_METAVARS = {
    "integer": "N", "number": "N", "date": "DAY", "period": "PERIOD", "boolean": "true|false",
    "choice": "ID", "multi_choice": "ID,ID…", "ids": "ID,ID…",
}  # fmt: skip
_EXAMPLES = {
    "date": "2025-08-31, today-30, last_month_end, 上月末",
    "period": "last_month, last_30_days, 2025-01-01..2025-03-31, 上月",
}


class ByReport(click.Group):
    """A group with a command for each report of the catalogue, made when it is asked for."""

    def __init__(self, *, work: Callable[..., None], own: list[click.Option], **more: Any) -> None:
        super().__init__(subcommand_metavar="ID [OPTIONS]", no_args_is_help=True, **more)
        self._work, self._own = work, own

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The ids."""
        return [one.id.removeprefix("reports/") for one in self._catalogue(ctx).of("reports")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """The command of an id. Raises UnknownReport or BrokenFile."""
        catalogue, run = self._catalogue(ctx), ctx.find_object(Run)
        assert run is not None
        return self._command(catalogue.find(cmd_name), cmd_name, run.lang)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an id that is none is told in our words."""
        return args[0], self.get_command(ctx, args[0]), args[1:]

    def _catalogue(self, ctx: click.Context) -> Catalogue:
        run = ctx.find_object(Run)
        assert run is not None
        return catalogue_of(run)

    def _command(self, saved: SavedStatement, id: str, lang: Lang) -> click.Command:
        taken = {flag for option in self._own for flag in option.opts}
        options = [
            _option(name, parameter, lang, taken)
            for name, parameter in saved.header.parameters.items()
        ]

        def callback(**given: Any) -> None:
            values = {
                name.removeprefix(_VALUE): _joined(given.pop(name))
                for name in list(given)
                if name.startswith(_VALUE)
            }
            self._work(saved, {k: v for k, v in values.items() if v is not None}, **given)

        header = saved.header
        about = [header.title, header.about, *([header.definition] if header.definition else [])]
        return click.Command(
            id,
            params=[*options, *self._own],
            callback=callback,
            short_help=header.title.get(lang),
            help="\n\n".join(words.get(lang) for words in about),
            context_settings={"token_normalize_func": lambda text: text.replace("_", "-")},
        )


def _option(name: str, parameter: Parameter, lang: Lang, taken: set[str]) -> click.Option:
    flag = f"--{name.replace('_', '-')}"
    if flag in taken:
        flag = f"{flag}-value"
    several = parameter.type == "multi_choice"
    alone = {"is_flag": False, "flag_value": "true"} if parameter.type == "boolean" else {}
    return click.Option(
        [flag, f"{_VALUE}{name}"],
        metavar="|".join(parameter.values) if parameter.values else _metavar(parameter),
        multiple=several,
        help=described(parameter, lang),
        **alone,  # type: ignore[arg-type]
    )


def _metavar(parameter: Parameter) -> str:
    return _METAVARS.get(parameter.type, "TEXT")


def described(parameter: Parameter, lang: Lang) -> str:
    """A parameter in one line: label, bounds, where its choices come from, default."""
    parts = [parameter.label.get(lang)]
    low, high = parameter.min, parameter.max
    if low is not None or high is not None:
        ends = ["" if end is None else f"{end:.15g}" for end in (low, high)]
        parts.append("–".join(ends))
    if parameter.type in _EXAMPLES:
        parts.append(say("cli_such_as", lang, said=_EXAMPLES[parameter.type]))
    if parameter.source is not None:
        parts.append(say("cli_choices_from", lang, id=parameter.source))
    parts.append(_default(parameter, lang))
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part)


def _default(parameter: Parameter, lang: Lang) -> str:
    default = parameter.default
    if default is None:
        return say("cli_optional" if parameter.optional else "cli_required", lang)
    text = str(default).lower() if isinstance(default, bool) else str(default)
    key = "cli_default_or_none" if parameter.optional else "cli_default"
    return say(key, lang, value=text)


def _joined(value: object) -> object:
    """Options given several times as one value; None where none was."""
    return (",".join(value) if value else None) if isinstance(value, tuple) else value
