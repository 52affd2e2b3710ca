"""A value of a plan as people read it."""

from dashboard.imports.plans.value_text import ValueText
from graph.model.town import NO_TOWN


def test_a_grade_is_its_word_and_a_count_stays_a_number():
    texts = ValueText(NO_TOWN)
    assert texts.value("Visit", "grade", 1) == {"zh": "很满意", "en": "Very satisfied"}
    assert texts.value("Organization", "memberCount", 1)["zh"] == "1"
