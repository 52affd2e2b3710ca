"""What the options of ``lianxin import`` say, as choices about the file's sheets."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cypher.errors import BadValue
from dashboard.imports.plans.choices import ChosenOfSheet, ChosenOnPage
from graph.load.table.sheets import read_sheets


@dataclass(frozen=True)
class ImportOptions:
    """The options as they were given; a sheet is named by its title or the first word of it."""

    whole: tuple[str, ...] = ()
    ended_on: date | None = None
    missing: tuple[str, ...] = ()
    clear_blanks: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    rename: tuple[str, ...] = ()
    not_same: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    def chosen(self, file: Path) -> ChosenOnPage:
        """The choices for a file. Raises BadValue for a sheet that it has not, LoadError."""
        if self == ImportOptions():
            return ChosenOnPage()
        titles = _Titles([sheet.title for sheet in read_sheets(file)])
        renamed = dict(map(titles.row_and_id, self.rename))
        replaced = dict.fromkeys(map(titles.ref, self.replace), "replace")
        ended = dict.fromkeys(map(titles.ref, self.end), "end")
        accepted = (one.partition("=") for one in self.accept)
        return ChosenOnPage(
            sheets=self._sheets(titles),
            same={
                **dict(map(titles.row_and_id, self.same)),
                **renamed,
                **dict.fromkeys(map(titles.ref, self.not_same), ""),
            },
            corrections={**replaced, **ended},
            accepted={titles.ref(ref): reason for ref, _, reason in accepted},
            left_out=tuple(map(titles.ref, self.leave_out)),
            renamed=tuple(renamed),
        )

    def _sheets(self, titles: "_Titles") -> dict[str, ChosenOfSheet]:
        whole = set(map(titles.title, self.whole))
        clears = set(map(titles.title, self.clear_blanks))
        missing = dict(map(titles.sheet_and_number, self.missing))
        return {
            title: ChosenOfSheet(
                whole=title in whole,
                ended_on=self.ended_on,
                blanks="clear" if title in clears else "keep",
                confirmed_missing=missing.get(title),
            )
            for title in sorted({*whole, *clears, *missing})
        }


class _Titles:
    """The sheets of a file by whole titles and by their first words."""

    def __init__(self, titles: list[str]) -> None:
        self._known = titles
        self._by_name = {title.split()[0]: title for title in titles} | {t: t for t in titles}

    def title(self, named: str) -> str:
        """The whole title of a sheet. Raises BadValue for none."""
        if named not in self._by_name:
            raise BadValue(
                f"文件里没有“{named}”这张表。有：{'、'.join(self._known)}。",
                f"The file has no sheet {named!r}. It has: {', '.join(self._known)}.",
            )
        return self._by_name[named]

    def ref(self, text: str) -> str:
        """``SHEET!PLACE`` with the whole title. Raises BadValue."""
        sheet, _, place = text.partition("!")
        if not place:
            raise BadValue(
                f"“{text}”应写成 表!位置，如 组织!5。",
                f"{text!r} is to be written as SHEET!PLACE, such as 组织!5.",
            )
        return f"{self.title(sheet)}!{place}"

    def row_and_id(self, text: str) -> tuple[str, str]:
        """``SHEET!ROW=ID`` taken apart. Raises BadValue."""
        ref, _, id = text.partition("=")
        if not id:
            raise BadValue(
                f"“{text}”应写成 表!行=编号，如 组织!5=ORG-0001。",
                f"{text!r} is to be written as SHEET!ROW=ID, such as 组织!5=ORG-0001.",
            )
        return self.ref(ref), id

    def sheet_and_number(self, text: str) -> tuple[str, int]:
        """``SHEET=NUMBER`` taken apart. Raises BadValue."""
        sheet, _, number = text.partition("=")
        if not number.isdecimal():
            raise BadValue(
                f"“{text}”应写成 表=条数，如 组织=12。",
                f"{text!r} is to be written as SHEET=NUMBER, such as 组织=12.",
            )
        return self.title(sheet), int(number)
