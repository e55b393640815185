"""Write the reference of ontology, shapes and schemes: `python -m docs.vocabulary FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.vocabulary.pages import write_reference

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) == 2 else sys.exit("usage: python -m docs.vocabulary FOLDER")
    files = write_reference(target)
    sys.stdout.write(f"{target / 'index.html'}: {len(files)} files\n")
