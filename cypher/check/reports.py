"""The outcome of a check as files for other programs: JUnit XML and JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from xml.etree.ElementTree import Element, SubElement, tostring

from cypher.check.runner import CheckResult
from cypher.writers.cells import printable


def to_junit(results: Sequence[CheckResult], lang: str) -> bytes:
    """JUnit XML: a case for each result, its time that of the file shared among its results."""
    failed = sum(not one.ok for one in results)
    shares = [one.seconds / sum(other.id == one.id for other in results) for one in results]
    suite = Element(
        "testsuite",
        name="lianxin check",
        tests=str(len(results)),
        failures=str(failed),
        errors="0",
        skipped="0",
        time=f"{sum(shares):.3f}",
    )
    for one, seconds in zip(results, shares, strict=True):
        case = SubElement(
            suite, "testcase", classname=one.kind, name=printable(one.id), time=f"{seconds:.3f}"
        )
        if not one.ok:
            text = printable(one.zh if lang == "zh" else one.en)
            SubElement(case, "failure", message=text, type=one.kind).text = text
    root = Element("testsuites")
    root.append(suite)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def to_json(results: Sequence[CheckResult]) -> bytes:
    """Every result with its sentences in both languages, and how many there are and fail."""
    summary = {
        "results": [asdict(one) for one in results],
        "checked": len(results),
        "failed": sum(not one.ok for one in results),
    }
    return json.dumps(summary, ensure_ascii=False, indent=1).encode("utf-8", "replace")
