"""What a group is told of a run: its title, counts and a link, never anything of a record."""

from cypher.format import format_day
from dashboard.outtray.robot.posting import MOST_TEXT
from dashboard.outtray.runs import Count, Run
from dashboard.texts import say


def message_of(run: Run, address: str) -> str:
    """The text, in the language of the run. ``address`` is the dashboard's, "" where nobody but this
    machine reaches it. What has no room is left out and said."""
    lang, base = run.lang, address.rstrip("/")
    late = say("tray_message_late", lang, day=format_day(run.due.date(), lang)) if run.due else ""
    first = say("tray_message", lang, title=run.title)
    head = [first + (late if run.late else ""), say("as_of", lang, day=format_day(run.day, lang))]
    if run.synthetic:
        head.append(say("synthetic", lang))
    head += [f"{one}{stop_of(lang)}" for one in run.sentences]
    link = run.link.removeprefix("./")
    foot = [f"{base}/{link}" if base else say("tray_message_here", lang)]
    counts = [
        say("named", lang, name=one.title.get(lang), value=count_words(one, lang))
        for one in run.counts
    ]
    shown = list(counts)
    while _size(text := _joined(head, shown, len(counts), foot, lang)) > MOST_TEXT and shown:
        shown.pop()
    return text if _size(text) <= MOST_TEXT else _joined(head, [], len(counts), foot[:0], lang)


def stop_of(lang: str) -> str:
    """What a sentence ends with."""
    return "。" if lang == "zh" else "."


def count_words(one: Count, lang: str) -> str:
    """The number that an answer is, or how many rows it has."""
    if one.value is not None:
        return one.value.get(lang)
    return say("tray_rows_1" if one.rows == 1 else "tray_rows", lang, n=f"{one.rows:,}")


def _joined(head: list[str], shown: list[str], all: int, foot: list[str], lang: str) -> str:
    more = [say("tray_message_more", lang, n=all - len(shown))] if len(shown) < all else []
    return "\n".join([*head, *shown, *more, *foot])


def _size(text: str) -> int:
    return len(text.encode())
