"""What a group is told of a run: its title, counts and a link, never anything of a record."""

from cypher.format import format_day
from dashboard.outtray.robot.asking import MOST_TEXT
from dashboard.outtray.runs import Run
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
    link = run.link.removeprefix("./")
    foot = [f"{base}/{link}" if base else say("tray_message_here", lang)]
    counts = [
        say(
            "tray_message_count_1" if one.rows == 1 else "tray_message_count",
            lang,
            title=one.title.get(lang),
            n=f"{one.rows:,}",
        )
        for one in run.counts
    ]
    shown = list(counts)
    while _size(text := _joined(head, shown, len(counts), foot, lang)) > MOST_TEXT and shown:
        shown.pop()
    return text if _size(text) <= MOST_TEXT else _joined(head, [], len(counts), foot[:0], lang)


def _joined(head: list[str], shown: list[str], all: int, foot: list[str], lang: str) -> str:
    more = [say("tray_message_more", lang, n=all - len(shown))] if len(shown) < all else []
    return "\n".join([*head, *shown, *more, *foot])


def _size(text: str) -> int:
    return len(text.encode())
