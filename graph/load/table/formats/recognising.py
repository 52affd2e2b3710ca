"""Which format a file is in, whatever its name says; what cannot be read is told with the way out."""

from enum import Enum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from graph.errors import LoadError
from graph.load.table.problems import Words

_HEAD = 65_536


class Format(Enum):
    """How a file is read."""

    WORKBOOK = "xlsx"
    OLD_WORKBOOK = "xls"
    TEXT = "text"


_SAVE = ("请用 WPS 或 Excel 打开，另存为 .xlsx", "Open it in WPS or Excel and save it as .xlsx")
_CAUSES: dict[str, tuple[Words, Words]] = {
    "lock": (
        ("是别的文件打开时的临时文件", "is a temporary file of another one that is open"),
        (
            "请关闭 WPS 或 Excel，选名字前面没有“~$”的那个",
            "Choose the one without '~$' in its name",
        ),
    ),
    "password": (
        ("有密码，打不开", "has a password"),
        ("请用 WPS 或 Excel 打开，去掉密码后另存", "Open it, take the password off and save it"),
    ),
    "truncated": (
        ("不完整，可能没有下载或复制完", "is incomplete or damaged: perhaps a copy was cut short"),
        ("请重新取一份", "Get it once more"),
    ),
    "html": (("其实是网页（HTML），不是表格文件", "is a web page (HTML), not a table"), _SAVE),
    "xml2003": (("是 XML 格式的旧表格", "is a table in the XML format of 2003"), _SAVE),
    "fods": (("是单文件 OpenDocument（.fods）", "is a flat OpenDocument file (.fods)"), _SAVE),
    "document": (
        ("不是表格，是文档或幻灯片", "is a document or slides, not a table"),
        (
            "请把表格复制到工作簿里，存成 .xlsx",
            "Copy its table into a workbook and save it as .xlsx",
        ),
    ),
    "archive": (
        ("是压缩包，不是表格", "is an archive, not a table"),
        ("请先解压，再选里面的表格", "Unpack it and choose the table within"),
    ),
    "picture": (
        ("是 PDF 或图片，读不出表格", "is a PDF or a picture: no table can be read from it"),
        ("请选原来的表格文件", "Choose the table it was made from"),
    ),
    "empty": (
        ("是空文件", "is empty"),
        ("请选有内容的表格", "Choose one that holds something"),
    ),
    "no_rows": (
        ("里没有要导入的行", "holds no rows to be loaded"),
        (
            "标题行下面至少要有一行数据；请看看是不是选错了文件",
            "There must be a row below the header; perhaps another file was meant",
        ),
    ),
    "unknown": (
        ("不是能读的表格", "is none of the tables that can be read"),
        (
            "可以用 .xlsx、.xls、.ods、.et 工作簿，或 .csv、.txt 文件",
            "A workbook (.xlsx, .xls, .ods, .et) or a .csv or .txt file is needed",
        ),
    ),
    "encoding": (
        ("里面的文字不知是什么编码", "is text in an unknown encoding"),
        ("请另存为 UTF-8 的 CSV，或另存为 .xlsx", "Save it as CSV in UTF-8, or as .xlsx"),
    ),
    "too_large": (
        ("太大，或者内容损坏，没有读入", "is too large or damaged and was not read"),
        (
            "请只留下要导入的内容，另存为 .xlsx",
            "Keep only what is to be loaded and save it as .xlsx",
        ),
    ),
}


def unreadable(file: str, cause: str) -> LoadError:
    """The error for a file that cannot be read, by the cause's name."""
    wrong, way_out = _CAUSES[cause]
    return LoadError(f"{file} {wrong[0]}。{way_out[0]}。", f"{file} {wrong[1]}. {way_out[1]}.")


def format_of(path: Path, name: str) -> Format:
    """How a file that people call ``name`` is to be read. Raises LoadError, with its cause, for what cannot be."""
    if name.startswith("~$"):
        raise unreadable(name, "lock")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unreadable(name, "unknown") from error
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise unreadable(name, "empty")
    if head.startswith(b"PK"):
        return _zipped(path, name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(path, name)
    cause = _other(head)
    if cause:
        raise unreadable(name, cause)
    return Format.TEXT


def _zipped(path: Path, name: str) -> Format:
    try:
        with ZipFile(path) as archive:
            parts = set(archive.namelist())
            if "mimetype" in parts:
                return _open_document(name, archive)
    except (BadZipFile, OSError, ValueError, KeyError, NotImplementedError) as error:
        raise unreadable(name, "truncated") from error
    if "xl/workbook.bin" in parts:
        return Format.OLD_WORKBOOK
    if "[Content_Types].xml" not in parts:
        raise unreadable(name, "archive")
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise unreadable(name, "document")
    return Format.WORKBOOK


def _open_document(name: str, archive: ZipFile) -> Format:
    if b"spreadsheet" not in archive.read("mimetype")[:200]:
        raise unreadable(name, "document")
    with archive.open("META-INF/manifest.xml") as manifest:
        if b"encryption-data" in manifest.read(_HEAD):
            raise unreadable(name, "password")
    return Format.OLD_WORKBOOK


def _compound(path: Path, name: str) -> Format:
    """An OLE2 file: its streams' names stand in it as UTF-16."""
    data = path.read_bytes()

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise unreadable(name, "password")
    if has("WordDocument") or has("PowerPoint Document"):
        raise unreadable(name, "document")
    if not (has("Workbook") or has("Book")):
        raise unreadable(name, "truncated")
    return Format.OLD_WORKBOOK


def _other(head: bytes) -> str:
    """The cause for which a file that is neither zipped nor compound cannot be read, or nothing."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "picture"
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "archive"
    if b"office:document" in start[:4000] and start.startswith(b"<"):
        return "fods"
    if b"schemas-microsoft-com:office:spreadsheet" in start[:4000] and start.startswith(b"<?xml"):
        return "xml2003"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style")):
        return "html"
    return "html" if start.startswith(b"<") and b"<table" in start else ""
