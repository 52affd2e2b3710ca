"""How a reader wants pages to look: the cookie, and dark rules that follow the choice."""

from http.cookies import SimpleCookie

import pytest

from dashboard.shell.look import COOKIE, Look, look_of
from dashboard.shell.themes import themed


@pytest.mark.parametrize(
    ("value", "look"),
    [
        ("dark.large.folded", Look("dark", "large", "folded")),
        ("auto.usual.open.dense", Look(density="dense")),
        ("light", Look("light")),
        ('"><script>.x', Look()),
        ("", Look()),
    ],
)
def test_the_cookie_is_read_as_far_as_it_is_known(value: str, look: Look):
    cookies = SimpleCookie()
    cookies[COOKIE] = value
    assert look_of(cookies) == look and look_of({}) == Look()


def test_dark_rules_hold_by_the_system_and_by_the_choice_with_the_weight_they_had():
    css = "a { b: c }\n@media (prefers-color-scheme: dark) { :root { --x: 1 } .a:is(.b, .c), d > e { f: g } }\nh { i: j }"
    text = themed(css)
    assert text.startswith("a { b: c }\n") and text.endswith("\nh { i: j }")
    system, chosen = text.split("@media screen {")
    assert "@media screen and (prefers-color-scheme: dark) {" in system  # paper is light
    assert ':root:where(:not([data-theme="light"])) { --x: 1 }' in system
    assert ':root:where([data-theme="dark"]) { --x: 1 }' in chosen
    assert (
        ':where(:root[data-theme="dark"]) .a:is(.b, .c), :where(:root[data-theme="dark"]) d > e { f: g }'
        in chosen
    )


def test_a_dark_block_with_more_than_rules_is_refused():
    with pytest.raises(ValueError, match="@container"):
        themed("@media (prefers-color-scheme: dark) { @container (width > 1px) { a { b: c } } }")
