"""Settings are read from the variables that are named at them, and from no others."""

from pathlib import Path

import pytest

from graph.settings import Settings


def test_data_lies_in_a_folder_of_its_own_and_not_in_the_users_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for name in ("LIANXIN_HOME", "LIANXIN_CACHE", "LIANXIN_JAVA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JAVA", "/nowhere/java")
    settings = Settings()
    assert settings.home.name == "lianxin"
    assert settings.java is None
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "elsewhere"))
    assert Settings().home == tmp_path / "elsewhere"
