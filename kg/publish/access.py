"""User, password and token: from the environment, ~/.netrc or a prompt, never from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from requests import PreparedRequest
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth

from kg.errors import SettingsError

PASSWORD = "KG_PUBLISH_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN = "KG_PUBLISH_TOKEN"  # noqa: S105 - the name of a variable
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks: nobody, a user with a password, or the bearer of a token."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether nobody in particular asks."""
        return self.user is None and self.token is None

    def auth(self, *, digest: bool) -> AuthBase:
        """Return what puts it into requests.

        Args:
            digest: The server wants digests; passwords alone are concerned.
        """
        if self.token is not None:
            return _Header(self.token if " " in self.token else f"Bearer {self.token}")
        if self.user is None:
            return _Header(None)
        password = self.password or ""
        return (
            HTTPDigestAuth(self.user, password)
            if digest
            else HTTPBasicAuth(self.user.encode("utf-8"), password.encode("utf-8"))
        )


class _Header(AuthBase):
    """A fixed Authorization header, or none; either way ~/.netrc is not looked at again."""

    def __init__(self, value: str | None) -> None:
        self.value = value

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        if self.value is not None:
            r.headers["Authorization"] = self.value
        return r


def find_access(
    url: str,
    *,
    user: str | None = None,
    ask: Callable[[str], str] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Access:
    """Return who asks: the bearer of `KG_PUBLISH_TOKEN`, else `user`, else the one that ~/.netrc has for the server.

    The password is that of `KG_PUBLISH_PASSWORD`, else of ~/.netrc, else what `ask` answers.

    Args:
        url: The server.
        user: The user's name; None where it was not given.
        ask: Asks a person for the password of a user; None where nobody can be asked.
        environ: The environment; None takes the process's own.

    Raises:
        SettingsError: If a user's password is nowhere, or a user and a token are both given.
    """
    environ = os.environ if environ is None else environ
    token = environ.get(TOKEN) or None
    if token and user:
        raise SettingsError(f"--user and {TOKEN} at once. Give one of them.")
    if token:
        return Access(token=token)
    kept = get_netrc_auth(url)
    if user is None:
        return Access(user=kept[0], password=kept[1]) if kept else Access()
    password = environ.get(PASSWORD)
    if password is None and kept and kept[0] == user:
        password = kept[1]
    if password is None and ask is not None:
        password = ask(user)
    if password is None:
        raise SettingsError(f"--user {user}: no password. Put it into {PASSWORD} or ~/.netrc.", user=user)
    return Access(user=user, password=password)


def is_exposed(url: str, access: Access) -> bool:
    """Say whether a password or token would cross a network in clear."""
    parts = urlsplit(url)
    return not access.is_open and parts.scheme == "http" and parts.hostname not in LOOPBACK
