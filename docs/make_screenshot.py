"""Make docs/images/network.png from the examples: `python docs/make_screenshot.py GRAPH`. Needs chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
)


def main() -> None:
    """Take the picture of a built graph's page."""
    page = Path(sys.argv[1]).resolve() / "network.html"
    target = Path(__file__).parent / "images" / "network.png"
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("chromium is not installed")
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        options = (f"--user-data-dir={profile}", "--window-size=1400,900", f"--screenshot={target}")
        subprocess.run([str(browser), *FLAGS, *options, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
