"""The fonts that an edition is printed in: how wide a text is, how it breaks, which characters they lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from dashboard.errors import GlyphMissing, NotMade
from graph.text import is_chinese

FAMILY = "Noto Sans SC"
_REGULAR, _BOLD = "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"
_UNSEEN = frozenset("\n\r\t\u200b\ufeff")
_MOST = 5


@dataclass(frozen=True)
class Font:
    """One font file: its family, and the width of each character in thousandths of its size."""

    path: Path
    family: str
    widths: dict[int, float]


@cache
def _read(path: Path) -> Font:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            cmap, metrics = font.getBestCmap() or {}, font["hmtx"].metrics
            scale = 1000 / font["head"].unitsPerEm
            family = font["name"].getBestFamilyName() or ""
    except (OSError, TTLibError, KeyError):
        raise NotMade(
            f"字体文件 {path} 打不开，应为 TTF 或 OTF。",
            f"The font {path} cannot be read; it should be a TTF or OTF file.",
        ) from None
    return Font(path, family, {code: metrics[name][0] * scale for code, name in cmap.items()})


def shipped() -> tuple[Path, Path]:
    """The two weights that come with the program."""
    folder = files("dashboard.edition") / "fonts"
    with as_file(folder / _REGULAR) as regular, as_file(folder / _BOLD) as bold:
        return regular, bold


@dataclass(frozen=True)
class FontMetrics:
    """The shipped font in two weights, and one more for what it lacks."""

    more: Path | None = None

    @cached_property
    def fonts(self) -> tuple[Font, ...]:
        """The fonts in the order in which they are tried: regular, bold, the further one."""
        return tuple(_read(path) for path in (*shipped(), *([self.more] if self.more else [])))

    @property
    def families(self) -> list[str]:
        """The families in the order in which they are tried, each once."""
        return list(dict.fromkeys([FAMILY, *(font.family for font in self.fonts[2:])]))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is printed, in the unit of its size."""
        weight, others = self.fonts[1 if bold else 0], self.fonts[2:]
        return sum(self._advance(ord(one), weight, others) for one in text) * size / 1000

    def fitted(self, text: str, size: float, room: float, *, bold: bool = False) -> str:
        """The text, cut at its end with … where it is wider than its room."""
        if self.width(text, size, bold=bold) <= room:
            return text
        while text and self.width(text + "…", size, bold=bold) > room:
            text = text[:-1]
        return text + "…"

    def wrapped(self, text: str, size: float, room: float) -> list[str]:
        """The text in lines that fit; Chinese breaks anywhere but before a closing mark."""
        lines, line = [], ""
        for one in _pieces(text):
            if line and self.width(line + one.rstrip(), size) > room:
                lines.append(line.rstrip())
                line = ""
            line += one if line else one.lstrip()
        return [*lines, line.rstrip()] if line.strip() else lines

    def lacking(self, text: str) -> str:
        """The characters of a text that no font has."""
        return "".join(sorted(set(text) - self._printed))

    def refuse(self, texts: Iterable[tuple[str, str]]) -> None:
        """Raise GlyphMissing where a text (place, text) cannot be printed, naming both."""
        found = [(where, gone) for where, text in texts if (gone := self.lacking(text))]
        if not found:
            return
        shown = [
            f"{where} “{gone}”（{'、'.join(f'U+{ord(one):04X}' for one in gone)}）"
            for where, gone in found[:_MOST]
        ]
        more = len(found) - _MOST
        raise GlyphMissing(
            f"字体里没有这些字：{'；'.join(shown)}{f'；另有 {more} 处' if more > 0 else ''}。"
            "请用 LIANXIN_FONT 另指定一个有这些字的字体文件。",
            f"No font has these characters: {'; '.join(shown)}"
            f"{f'; and {more} more' if more > 0 else ''}. "
            "Name a font file that has them with LIANXIN_FONT.",
        )

    @cached_property
    def _printed(self) -> frozenset[str]:
        # bold and regular have the same characters: a test holds them to it
        return _UNSEEN.union(*(map(chr, font.widths) for font in self.fonts))

    @staticmethod
    def _advance(code: int, weight: Font, others: tuple[Font, ...]) -> float:
        for font in (weight, *others):
            if code in font.widths:
                return font.widths[code]
        return 1000.0


_CLOSING = frozenset("，。、；：？！）》”’」』〉％·…,.;:?!)%]")


def _pieces(text: str) -> list[str]:
    """The parts between which a line may break."""
    pieces: list[str] = []
    for one in text:
        joins = pieces and (
            one in _CLOSING
            or not (is_chinese(one) or is_chinese(pieces[-1][-1]) or pieces[-1][-1] == " ")
        )
        if joins:
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces
