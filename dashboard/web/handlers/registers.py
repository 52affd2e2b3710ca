"""The addresses by which a table of one's own becomes a register, and own registers are taken away."""

from collections.abc import Mapping
from functools import partial

from pydantic import BaseModel, ConfigDict

from dashboard.imports.registers.draft import Draft
from dashboard.render.import_part import register_html
from dashboard.web.handlers.imports import ImportHandler


class RegisterFormHandler(ImportHandler):
    """What a table of one's own could be, asked again with each answer, and saved in the end."""

    async def post(self, act: str, token: str) -> None:
        """``guess``: the form as ``{"html": …}``; ``register``: save it, and plan the file."""
        work = partial(self._form if act == "guess" else self._save, token)
        await self.answer(work, self.site.executors.heavy)

    def _form(self, token: str) -> Mapping[str, object]:
        context = self.imports.registers.form(token, self.body_as(Draft), self.lang)
        return {"html": register_html(context, self.lang)}

    def _save(self, token: str) -> Mapping[str, object]:
        return {"job": self.imports.make_register(token, self.body_as(Draft), self.reader).id}


class _Named(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str


class OwnRegisterHandler(ImportHandler):
    """Takes a register of one's own away, or puts it back."""

    async def post(self, act: str) -> None:
        """``name`` is the register's, or that of the file that is kept of it."""

        def done() -> Mapping[str, object]:
            name = self.body_as(_Named).name
            registers = self.imports.registers
            (registers.remove if act == "remove" else registers.put_back)(name, self.reader)
            return {}

        await self.answer(done)
