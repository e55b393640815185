"""Who asks: passwords and tokens from places that are not the command line."""

from __future__ import annotations

import base64

import pytest
import requests
from requests.auth import HTTPDigestAuth

from kg.errors import SettingsError
from kg.publish.access import Access, find_access, is_exposed

URL = "http://db.example.org:8890"


@pytest.fixture(autouse=True)
def no_netrc(monkeypatch, tmp_path):
    """The user's own ~/.netrc is not looked at."""
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def netrc(tmp_path):
    """A netrc with one machine."""
    (tmp_path / "netrc").write_text("machine db.example.org login ada password from-netrc\n")


def header(access: Access) -> str | None:
    """Return the Authorization header of a request."""
    request = requests.Request("GET", URL, auth=access.auth(digest=False))
    return requests.Session().prepare_request(request).headers.get("Authorization")


def test_a_password_comes_from_the_environment_then_netrc_then_a_prompt(netrc):
    """In this order; a prompt is for people alone."""
    found = find_access(URL, user="ada", environ={"KG_PUBLISH_PASSWORD": "from-env"}, ask=lambda user: "asked")
    assert found == Access(user="ada", password="from-env")
    assert find_access(URL, user="ada", environ={}, ask=lambda user: "asked").password == "from-netrc"
    assert find_access(URL, user="bob", environ={}, ask=lambda user: f"asked {user}").password == "asked bob"
    with pytest.raises(SettingsError, match="KG_PUBLISH_PASSWORD"):
        find_access(URL, user="bob", environ={})


def test_netrc_names_the_user_where_none_is_given(netrc):
    """As other programs do; nobody where it has no such machine."""
    assert find_access(URL, environ={}).user == "ada"
    assert find_access("http://other.example.org", environ={}).is_open


def test_a_token_is_a_bearer_unless_it_says_otherwise():
    """GraphDB's own scheme is given with the token."""
    assert header(find_access(URL, environ={"KG_PUBLISH_TOKEN": "abc"})) == "Bearer abc"
    assert header(find_access(URL, environ={"KG_PUBLISH_TOKEN": "GDB abc"})) == "GDB abc"
    with pytest.raises(SettingsError, match="Give one of them"):
        find_access(URL, user="ada", environ={"KG_PUBLISH_TOKEN": "abc"})


def test_nobody_stays_nobody(netrc):
    """Who has decided to ask as nobody is not given a user by the HTTP library."""
    assert header(Access()) is None


def test_passwords_may_have_any_characters():
    """They are sent as UTF-8."""
    sent = header(Access(user="ada", password="pässwörd 密"))
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == "ada:pässwörd 密"
    assert isinstance(Access(user="ada", password="x").auth(digest=True), HTTPDigestAuth)


def test_secrets_are_not_printed():
    """Neither in logs nor in tracebacks."""
    assert "hush" not in repr(Access(user="ada", password="hush", token="hush"))


def test_a_password_over_a_network_in_clear_is_known():
    """Not on the own machine, and not with https."""
    ada = Access(user="ada", password="x")
    assert is_exposed(URL, ada)
    assert not is_exposed(URL, Access())
    assert not is_exposed("https://db.example.org", ada)
    assert not is_exposed("http://localhost:3030/x", ada)
