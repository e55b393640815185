"""Settings: the later place wins, and what cannot be used is named."""

from __future__ import annotations

import pytest

from kg.errors import SettingsError
from kg.settings import iter_settings, load_settings


def test_later_places_win(tmp_path):
    """Command line over environment over file over default."""
    path = tmp_path / "kg.toml"
    path.write_text('[read]\ntimeout = 5\ndelay = 2\nmax_bytes = 10\nlanguages = ["en", "fr"]\n')
    settings = load_settings(
        path, environ={"KG_READ_DELAY": "3", "KG_READ_MAX_BYTES": "20"}, overrides={"read.max_bytes": 30}
    )
    assert (settings.read.timeout, settings.read.delay, settings.read.max_bytes) == (5.0, 3.0, 30)
    assert settings.read.languages == ("en", "fr")


def test_unset_options_change_nothing():
    """An option that was not given is no override."""
    assert load_settings(environ={}, overrides={"build.workers": None}).build.workers == 1


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"build.workers": 0}, "build.workers"),
        ({"build.worker": 2}, "no setting build.worker"),
        ({"nothing.at": 1}, "no section"),
        ({"read.timeout": "soon"}, "read.timeout"),
        ({"graph.base": "not an IRI"}, "graph.base"),
        ({"graph.min_score": 2.0}, "graph.min_score"),
    ],
)
def test_useless_values_are_named(overrides, message):
    """The message names the setting."""
    with pytest.raises(SettingsError, match=message):
        load_settings(environ={}, overrides=overrides)


def test_broken_file_is_named(tmp_path):
    """A file that is no TOML is told with its name."""
    path = tmp_path / "kg.toml"
    path.write_text("[read\n")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(path, environ={})


def test_every_setting_is_listed():
    """Listing gives dotted names with their values."""
    listed = dict(iter_settings(load_settings(environ={})))
    assert listed["graph.base"] == "https://w3id.org/fpp/data/"
    assert len(listed) >= 15
