"""What is drawn on a map, counted: the table that stands beside it."""

from dataclasses import dataclass

from dashboard.edition.maps.drawn import Drawn
from dashboard.edition.maps.placing.arrangement import groups


@dataclass(frozen=True)
class Count:
    """One line of the table printed with a map; ``part`` ones are parts of the line above."""

    what: str
    number: int
    sum: str = ""
    part: bool = False


def nodes_counted(one: Drawn) -> list[Count]:
    """The things that are drawn, by column, those of the first by the groups that they stand in."""
    lines = []
    for column in one.columns:
        lines.append(Count(one.heading(column), one.number(one.nodes(column))))
        standing = groups(one, column)
        if len(standing) > 1:
            lines += [Count(group.name, one.number(group.nodes), part=True) for group in standing]
    return lines


def relationships_counted(one: Drawn) -> list[Count]:
    """The relationships that are drawn, by step, with what they weigh together."""
    lines = []
    for level in one.columns[:-1]:
        found = one.relationships(level)
        total = one.amount(sum(relation.value for relation in found)) if one.weighed else ""
        lines.append(Count(one.step(level), len(found), total))
    return lines
