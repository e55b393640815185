"""Where the facts come from is told with them."""

from __future__ import annotations

from importlib.resources import files

DATA = files("kg.link") / "data"


def test_the_notice_names_every_list_and_carries_the_licence_of_the_dictionaries() -> None:
    notice = (DATA / "NOTICE").read_text(encoding="utf-8")
    assert [one.name for one in DATA.iterdir() if one.name.endswith(".csv") and one.name not in notice] == []
    assert "Copyright (c) 2014 Open Event Data" in notice
