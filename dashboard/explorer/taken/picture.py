"""What is shown in a walk, as a picture that stands by itself: SVG or PNG, without persons."""

from datetime import date

from cypher.errors import BadValue
from cypher.format import format_day
from cypher.words import word
from dashboard.explorer.asked import TakeAsked
from dashboard.explorer.asking import Asker, is_person, refuse_too_many
from dashboard.explorer.errors import ExplorerLimit
from dashboard.explorer.marks.files import Marks
from dashboard.explorer.marks.marking import marked
from dashboard.explorer.records import records_of
from dashboard.explorer.relationships import relationships_of
from dashboard.explorer.walking import nodes_json
from dashboard.figures.drawing.alone import png, standing_alone
from dashboard.figures.relations.walk_picture import walk_picture
from dashboard.texts import say
from graph.errors import GraphError

MOST_DRAWN = 1000
"""How many records have room in a picture; more are taken as a table or a graph."""


def pictured(asker: Asker, given: TakeAsked, marks: Marks, format: str) -> bytes:
    """Records where they stand and the relationships that hold on the day, with a title, what the
    signs mean and what the picture rests on.

    Persons are left out, and it is said how many. Raises ExplorerLimit, BadValue, GraphError, DrawingFailed.
    """
    refuse_too_many(given.ids)
    ids = [id for id in given.ids if not is_person(id)]
    if not 0 < len(ids) <= MOST_DRAWN:
        raise _refused(len(ids))
    lang, day = asker.lang, given.day or asker.day
    records = records_of(asker, ids)
    found = relationships_of(asker, list(records), records.keys())
    wanted = set(given.ties)
    ties = [one for one in found if not wanted or one.id in wanted]
    walk = {
        "nodes": nodes_json(asker, records, ties, given.positions),
        "ties": [one.as_json(asker) for one in ties],
        "day": day.isoformat(),
    }
    heading = given.title or say("explored_picture", lang)
    drawn = walk_picture(
        walk, heading, marked(walk, given.rules, marks, lang, day), key=True, most=MOST_DRAWN
    )
    if not drawn:
        raise _refused(0)
    facts = _facts(asker, day, len(records), drawn.count('class="flow"'), len(given.ids) - len(ids))
    text = standing_alone(heading, say("explored_picture", lang), facts, str(drawn))
    return png(text) if format == "png" else text.encode()


def _facts(asker: Asker, day: date, nodes: int, ties: int, left_out: int) -> list[str]:
    """What stands under the title: the day, how much is drawn, what is not, what it rests on."""
    lang = asker.lang
    facts = [
        say("as_of", lang, day=format_day(day, lang)),
        say("explorer_shown_now", lang, nodes=f"{nodes:,}", ties=f"{ties:,}"),
    ]
    if left_out:
        facts.append(say("explored_persons_left_out", lang, n=f"{left_out:,}"))
    kind = word("provenance", "synthetic" if asker.runner.synthetic() else "entered", lang)
    rests_on = say("named", lang, name=say("rests_on", lang), value=kind)
    return [*facts, rests_on, say("explored_file_name", lang)]


def _refused(count: int) -> GraphError:
    if count:
        return ExplorerLimit(
            f"图上有 {count:,} 个节点，一张图最多画 {MOST_DRAWN:,} 个。请先选中要画的，或导出为表格。",
            f"There are {count:,} nodes; a picture has room for {MOST_DRAWN:,}. Select those to be "
            "drawn, or take them as a table.",
        )
    return BadValue(
        "没有可以画成图片的节点；骑手、子女和同意记录不画在图片里。",
        "There is nothing to draw; riders, children and consents are not drawn in pictures.",
    )
