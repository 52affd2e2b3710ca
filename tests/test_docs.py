"""The papers in docs/ name what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATH = re.compile(r"`((?:graph|cypher|seed|dashboard|tests|benchmarks|docs)/[\w./-]*)`")


def test_every_path_that_the_papers_name_exists():
    papers = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {(paper.name, path) for paper in papers for path in PATH.findall(paper.read_text())}
    assert len(named) > 40
    assert sorted(one for one in named if not (ROOT / one[1]).exists()) == []


def test_the_glossary_is_twenty_lines():
    text = (ROOT / "docs" / "house.md").read_text("utf-8").partition("## Words of our own")[2]
    words = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert 15 <= len(words) <= 20
