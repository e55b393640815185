"""Messages on stderr, as text for people or as JSON lines for programs."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys

from kg.progress import NOTICE

logging.addLevelName(NOTICE, "NOTICE")
LEVELS = (NOTICE, logging.INFO, logging.DEBUG)


class TextFormatter(logging.Formatter):
    """`kg: message`, `kg: warning: message`, with control characters of names made harmless."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, or several where a debug message holds a traceback."""
        label = "" if record.levelno <= NOTICE else f"{record.levelname.lower()}: "
        return f"kg: {label}{printable(record.getMessage())}"


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one JSON line."""
        time = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        return json.dumps({"time": time, "level": record.levelname.lower(), "message": record.getMessage()})


def printable(text: str) -> str:
    r"""Return the text without characters that a terminal would obey; line ends and tabs stay.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return "".join(c if c in "\n\t" or c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def set_up_logging(*, quiet: bool, verbose: int, log_format: str) -> None:
    """Send kg's messages to stderr: errors alone, warnings and notices, information, or everything."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    logger = logging.getLogger("kg")
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(logging.ERROR if quiet else LEVELS[min(verbose, len(LEVELS) - 1)])
