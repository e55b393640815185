"""The folder of a site is replaced whole, and nothing else is."""

from __future__ import annotations

import pytest
from filelock import FileLock

from kg.errors import ExportError, StoreUnavailableError
from kg.site.folder import replacing_folder


def write(folder, text="new"):
    (folder / "index.html").write_text(text)
    (folder / "actor").mkdir()
    (folder / "actor" / "a.ttl").write_text(text)


def test_earlier_site_is_replaced_whole(tmp_path):
    """Pages that are no longer made go; nothing is left beside the folder."""
    target = tmp_path / "deep" / "site"
    with replacing_folder(target) as folder:
        write(folder)
        (folder / "actor" / "gone.html").write_text("old")
    with replacing_folder(target) as folder:
        write(folder, "newer")
    assert sorted(path.name for path in target.rglob("*")) == ["a.ttl", "actor", "index.html"]
    assert (target / "index.html").read_text() == "newer"
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_a_failed_run_changes_nothing(tmp_path):
    """Where the work fails, the earlier site stays as it was."""
    target = tmp_path / "site"
    with replacing_folder(target) as folder:
        write(folder)
    with pytest.raises(StoreUnavailableError), replacing_folder(target) as folder:
        (folder / "nowhere" / "index.html").write_text("half")
    assert (target / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_killed_run_is_cleaned_up(tmp_path):
    """What a killed run left is brought back or taken away by the next one."""
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.new" / "half.html").write_text("")
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "index.html").write_text("earlier")
    with pytest.raises(RuntimeError), replacing_folder(tmp_path / "site"):
        raise RuntimeError
    assert (tmp_path / "site" / "index.html").read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "actor/notes.txt", "assets/logo.html", "actor/x/y.py"])
def test_foreign_things_are_kept(tmp_path, name):
    """A folder with anything that no site has is refused and left as it is; the message names it."""
    target = tmp_path / "site"
    with replacing_folder(target) as folder:
        write(folder)
    foreign = target / name
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine")
    with pytest.raises(ExportError, match=name.partition("/")[0].replace(".", r"\.")), replacing_folder(target):
        raise AssertionError("not reached")
    assert foreign.read_text() == "mine"
    assert (target / "index.html").read_text() == "new"


def test_files_and_links_are_refused(tmp_path):
    """A file or a link in the place of the folder stays."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    for name in ("file", "link"):
        with pytest.raises(ExportError, match="no folder"), replacing_folder(tmp_path / name):
            pass
    assert (tmp_path / "file").read_text() == "mine"


def test_two_runs_do_not_meet(tmp_path):
    """A second run on the same folder says that the first is at work."""
    with (
        FileLock(tmp_path / ".site.lock"),
        pytest.raises(StoreUnavailableError, match="another run"),
        replacing_folder(tmp_path / "site"),
    ):
        pass
