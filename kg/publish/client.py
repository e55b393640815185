"""HTTP for one server: retries with growing pauses, and errors that say what to do."""

from __future__ import annotations

import logging
import re
from collections.abc import Container, Mapping
from html import unescape
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3 import BaseHTTPResponse
from urllib3.util import Retry

from kg.errors import PublishError
from kg.publish.access import Access

TRY_AGAIN = (429, 500, 502, 503, 504)
CONNECT_SECONDS = 10
LONGEST_PAUSE = 60


class _ToldRetry(Retry):
    """Retries that are told with `--verbose`."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        *more: Any,  # noqa: ANN401 - urllib3's own
        **named: Any,  # noqa: ANN401 - urllib3's own
    ) -> Self:
        """Return what is left to try; raise where nothing is."""
        left = super().increment(method, url, response, error, *more, **named)
        reason = error if response is None else f"it answers {response.status}"
        logging.getLogger("kg").info("the server is in trouble (%s): trying again, %s times left", reason, left.total)
        return left


class Client:
    """A connection to one server. Use as a context manager.

    Every request may be sent twice without harm: graphs are put and deleted whole, and triples are sets.

    Args:
        access: Who asks.
        timeout: Seconds without a byte of an answer.
        retries: How often a request is sent again after a timeout, a broken connection, or an answer that says that
            the server has trouble; before that it waits half a second, then one, two, four, up to a minute, or what
            the server says (Retry-After).
    """

    def __init__(self, access: Access, *, timeout: float, retries: int) -> None:
        self.access = access
        self._timeout = (CONNECT_SECONDS, timeout)
        self._session = requests.Session()
        self._session.auth = Access().auth(digest=False)  # who asks is told once it is known how
        self._retries = retries
        self._mount(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def persist(self, *, digest: bool) -> None:
        """From now on say who asks, and send again what fails: the server is there, and known.

        Args:
            digest: It wants passwords as digests.
        """
        self._session.auth = self.access.auth(digest=digest)
        self._mount(self._retries)

    def ask(self, method: str, url: str, *, auth: AuthBase | None = None, params: Mapping[str, str] | None = None,
            data: bytes | Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None,
            fine: Container[int] = ()) -> requests.Response:  # fmt: skip
        """Return the answer to a request.

        Args:
            method: GET, PUT, ...
            url: Where.
            auth: Instead of the client's own.
            params: The query of the address.
            data: The body; a mapping is sent as a form.
            headers: More headers.
            fine: Answers that are no errors, though their status is 300 or above.

        Raises:
            PublishError: If there is no answer, or one that is neither good nor in `fine`; `status` is then its status.
        """
        try:
            # No redirects: on many of them PUT would become GET, and nothing would be sent.
            answer = self._session.request(method, url, params=params, data=data, headers=headers, auth=auth,
                                           timeout=self._timeout, allow_redirects=False)  # fmt: skip
        except requests.RequestException as exc:
            raise self._unanswered(url, exc) from exc
        if answer.status_code < 300 or answer.status_code in fine:
            return answer
        raise self._refused(method, url, answer)

    def _mount(self, retries: int) -> None:
        retry = _ToldRetry(
            total=retries,
            backoff_factor=0.5,
            backoff_max=LONGEST_PAUSE,
            backoff_jitter=0.25 if retries else 0,
            status_forcelist=TRY_AGAIN,
            allowed_methods=None,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def _unanswered(self, url: str, exc: requests.RequestException) -> PublishError:
        if isinstance(exc, requests.exceptions.SSLError):
            reason = f"no secure connection ({_innermost(exc)}). See REQUESTS_CA_BUNDLE for a certificate of your own"
        elif isinstance(exc, requests.Timeout) or "timed out" in str(exc):
            reason = f"no answer within {self._timeout[1]:g} seconds. Give it more with --timeout, or try later"
        elif "aborted" in str(exc) or "broken" in str(exc):
            reason = f"broke off ({_innermost(exc)}). Look into the server's log, or try later"
        elif isinstance(exc, requests.ConnectionError):
            reason = f"cannot be reached ({_innermost(exc)}). Start the server, or correct the address"
        else:
            reason = f"cannot be asked ({_innermost(exc)}). Correct the address"
        return PublishError(f"{url}: {reason}. The same command goes on where this one ended.", url=url, status=None)

    def _refused(self, method: str, url: str, answer: requests.Response) -> PublishError:
        status = answer.status_code
        who = self.access.user or ("the bearer of the token" if self.access.token else "nobody")
        if status == 401 and self.access.is_open:
            reason = "wants to know who asks. Give --user and its password, or a token in KG_PUBLISH_TOKEN."
        elif status == 401:
            given = "token (KG_PUBLISH_TOKEN)" if self.access.token else "password (KG_PUBLISH_PASSWORD or ~/.netrc)"
            reason = f"does not take {who} with this {given}. Correct it."
        elif status == 403:
            reason = f"{who} may not {'write' if method != 'GET' else 'read'} here. Ask whoever runs the server for the right."
        elif status == 404:
            reason = "not there. Make the dataset or repository first, or correct the address."
        elif status == 413:
            reason = "too much in one request. Give fewer triples with --batch."
        elif 300 <= status < 400:
            reason = f"has moved to {answer.headers.get('Location', 'elsewhere')}. Give that address with --to."
        else:
            advice = "Try again later." if status >= 500 else "Correct what it complains of."
            reason = f"answers {status} {answer.reason or ''}".rstrip() + f" ({_said(answer)}). {advice}"
        return PublishError(f"{url}: {reason}", url=url, status=status)


def _innermost(exc: BaseException) -> str:
    """Return what went wrong at the bottom of a chain of exceptions, in short."""
    while (inner := exc.__cause__ or exc.__context__) is not None:
        exc = inner
    if len(exc.args) > 1 and isinstance(exc.args[-1], BaseException):
        exc = exc.args[-1]
    return str(exc).strip().rstrip(".")[:200] or type(exc).__name__


def _said(answer: requests.Response) -> str:
    """Return the words of an answer without markup."""
    text = re.sub(r"<title.*?</title>|<[^<>]*>", " ", answer.text[:4000], flags=re.DOTALL | re.IGNORECASE)
    return " ".join(unescape(text).split())[:300].rstrip(".") or "without a word"
