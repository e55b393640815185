"""Make the pictures in docs/images from network pages: `python docs/make_screenshot.py PAGE NAME.png`. Needs chromium.

`make pictures` takes network.png from the page of the examples.
"""

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
    """Take the picture of a page."""
    page = Path(sys.argv[1]).resolve()
    target = Path(__file__).parent / "images" / sys.argv[2]
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("chromium is not installed")
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        options = (f"--user-data-dir={profile}", "--window-size=1400,900", f"--screenshot={target}")
        subprocess.run([str(browser), *FLAGS, *options, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    main()
