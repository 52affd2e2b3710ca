"""Settings are read from the variables that are named at them, and from no others."""

from pathlib import Path

import pytest

from graph.errors import SettingsError
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


def test_a_password_is_read_out_of_its_file_and_a_given_one_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    file = tmp_path / "password"
    file.write_text(" a b \n", "utf-8")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(file))
    assert Settings().password() == " a b "
    monkeypatch.setenv("NEO4J_PASSWORD", "given")
    assert Settings().password() == "given"
    monkeypatch.delenv("NEO4J_PASSWORD")
    file.unlink()
    with pytest.raises(SettingsError, match=str(file)):
        Settings().password()
    monkeypatch.delenv("NEO4J_PASSWORD_FILE")
    with pytest.raises(SettingsError, match="NEO4J_PASSWORD_FILE"):
        Settings().password()
