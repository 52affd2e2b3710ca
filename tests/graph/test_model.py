import pytest
from pydantic import ValidationError

from graph.model import LABELS, NODES, RELATIONSHIPS, node_of_id, sheets
from graph.model.base import FAR_DAY, SHANGHAI


def test_every_relationship_ends_at_labels_of_the_model():
    for relationship in RELATIONSHIPS.values():
        assert set(relationship.starts) | set(relationship.ends) <= LABELS, relationship


def test_prefixes_are_unique_and_name_their_kind():
    prefixes = [kind.prefix for kind in NODES.values()]
    assert len(prefixes) == len(set(prefixes))
    assert node_of_id("W-000001") is NODES["Wish"]
    assert node_of_id("F03") is NODES["SourceClaim"]
    assert node_of_id("FUND-1") is NODES["Fund"]
    assert node_of_id("X-1") is None


def test_sheet_names_fit_a_spreadsheet():
    assert all(len(name) <= 31 for name in sheets())
    assert len(sheets()) == len(NODES) + len(RELATIONSHIPS)


def test_a_time_of_another_offset_is_of_the_towns_day():
    """Statements take a time's day as it stands: 16:30 in Greenwich is half past midnight here."""
    told = {"id": "HO-1", "at": "2025-03-13T16:30:00Z"}
    handover = NODES["Handover"].model_validate(told)
    assert handover.at.isoformat() == "2025-03-14T00:30:00+08:00"
    with pytest.raises(ValidationError):
        NODES["Handover"].model_validate(told | {"at": "9999-12-31T23:00:00Z"})


def test_a_time_without_an_offset_is_on_the_towns_clock():
    wish = NODES["Wish"].model_validate(
        {
            "id": "W-1",
            "title": "灯",
            "category": "service",
            "kind": "goods",
            "status": "SUBMITTED",
            "submittedAt": "2024-05-01 09:30",
        }
    )
    assert wish.submittedAt.tzinfo == SHANGHAI
    assert wish.submittedAt.hour == 9


def test_a_dated_relationship_is_open_until_the_far_day():
    relationship = RELATIONSHIPS["WorksAt"].model_validate(
        {"start": "R-1", "end": "SITE-1", "from": "2024-01-01"}
    )
    assert relationship.to == FAR_DAY


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError):
        NODES["Rider"].model_validate({"id": "R-1", "alias": "a", "role": "rider", "phone": "1"})


def test_the_kinds_about_persons_are_these():
    persons = {label for label, kind in NODES.items() if kind.about_person}
    assert persons == {"Rider", "Child", "Consent", "AuditRecord"}
