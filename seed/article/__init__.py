"""What the article states, and the few things that it names, as rows."""

from datetime import date
from importlib.resources import files
from typing import Any

import yaml

STATED = date(2023, 8, 16)
_RENAMED = {"p": "paragraph", "zh": "textZh", "en": "textEn", "q": "qualifier", "mw": "measureWord"}
_RENAMED |= {"by": "countedBy", "open": "maxExclusive"}
Rows = dict[str, list[dict[str, object]]]


def rows() -> Rows:
    """The document, its 71 claims, what they describe, all with provenance ``article``."""
    facts = _data("facts")
    claims, describes = [], []
    for id, fact in facts.items():
        properties = {_RENAMED.get(key, key): value for key, value in fact.items() if key != "of"}
        claims.append({"id": id, "asOf": STATED, **properties})
        describes.append({"start": id, "end": fact["of"]})
    found: Rows = {
        "SourceDocument": [
            {"id": "DOC-0001", "title": "搭建连“新”桥（转载）", "statedBefore": STATED}
        ],
        "SourceClaim": claims,
        "FromDocument": [{"start": id, "end": "DOC-0001"} for id in facts],
        "Describes": describes,
        **_data("named"),
    }
    return {
        kind: [{**row, "provenance": "article"} for row in some] for kind, some in found.items()
    }


def _data(name: str) -> Any:
    """What a YAML file beside this module holds."""
    return yaml.safe_load(files("seed.article").joinpath(f"{name}.yaml").read_text("utf-8"))
