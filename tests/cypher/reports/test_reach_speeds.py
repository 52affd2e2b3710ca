"""Reports that estimate how far one comes by a straight line use the speeds and the detour of reach."""

import re
from importlib.resources import files

import pytest

from graph.reach.distance import DETOUR, KMH

ESTIMATES = ("reach/map", "support/could_claim", "wishes/unclaimed")
SPEEDS = re.compile(r"CASE \$mode WHEN 'walk' THEN ([\d.]+) ELSE ([\d.]+) END")


@pytest.mark.parametrize("report", ESTIMATES)
def test_a_report_that_estimates_uses_the_speeds_of_reach(report: str):
    text = files("cypher").joinpath(f"reports/{report}.cypher").read_text("utf-8")
    statement = text.rpartition("// ---")[2]
    metres_a_minute = {mode: kmh * 1000 / 60 for mode, kmh in KMH.items()}
    found = SPEEDS.findall(statement)
    assert found, "no speed is used"
    for walk, ebike in found:
        speeds = {"walk": float(walk), "ebike": float(ebike)}
        assert speeds in (pytest.approx(metres_a_minute), KMH)
    assert re.search(rf"(?<![\d.]){DETOUR}(?![\d.])", statement), "the detour is not used"


def test_no_other_report_holds_a_speed():
    folder = files("cypher").joinpath("reports")
    holding = {
        f"{topic.name}/{file.name.removesuffix('.cypher')}"
        for topic in folder.iterdir()
        if topic.is_dir()
        for file in topic.iterdir()
        if file.name.endswith(".cypher") and SPEEDS.search(file.read_text("utf-8"))
    }
    assert holding == set(ESTIMATES)
