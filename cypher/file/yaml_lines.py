"""YAML of headers and pages, whose faults are those of a file of saved Cypher."""

from typing import ClassVar

from cypher.errors import BrokenFile
from graph.errors import FileError
from graph.model import yaml_lines


class LocatedYaml(yaml_lines.LocatedYaml):
    """A YAML text with the line of every key; raises BrokenFile."""

    error: ClassVar[type[FileError]] = BrokenFile
