"""Texts about a state's own politics, and who speaks for whom in them."""

from __future__ import annotations

from kg.model import Mention, Post, Span, Turn, TurnSpeaker
from kg.position.domestic import at_home

from .conftest import actor, build, span, statement
from .test_holders import view_of

CHAD = actor("Chad", iso3="TCD")
SENATE = actor("Senate of Chad", "GovernmentBody", iso3="TCD")
MINISTER = actor("Ada", "Person", posts=(Post(title="minister", represents="Chad"),))
RIVAL = actor("Bo", "Person")
PARTY = actor("Front", "PoliticalParty")
MALI = actor("Mali", iso3="MLI")
UNION = actor("Union", "InternationalOrganization")
EVERYBODY = (CHAD, SENATE, MINISTER, RIVAL, PARTY, MALI, UNION)


def mentions(**counts: int) -> tuple[Mention, ...]:
    """Return so many mentions of each actor, all at the beginning of the text."""
    return tuple(
        Mention(actor=name.replace("_", " "), spans=(Span(0, 1),), form="name")
        for name, number in counts.items()
        for _ in range(number)
    )


def test_own_parties_and_people_make_a_text_domestic():
    """Those whom no state is known for, and hardly anybody from abroad: home is the state, its bodies and parties."""
    home = at_home(EVERYBODY, mentions(Chad=3, Ada=4, Bo=3, Front=3, Senate_of_Chad=1, Mali=1))
    assert home == {"Chad", "Senate of Chad", "Front"}


def test_another_state_or_body_makes_it_foreign():
    """A fifth of mentions from abroad is enough, whether of a state or of an international body."""
    assert not at_home(EVERYBODY, mentions(Chad=3, Ada=3, Bo=3, Front=3, Mali=3))
    assert not at_home(EVERYBODY, mentions(Chad=3, Ada=3, Bo=3, Front=3, Union=3))


def test_a_state_s_officials_alone_make_no_domestic_text():
    """A ministry's own release names nobody else: its officials speak for the state."""
    assert not at_home(EVERYBODY, mentions(Chad=8, Ada=6))


def test_diplomats_count_as_from_abroad():
    """Where an ambassador is much named, the text is not about home politics alone."""
    envoy = actor("Ida", "Person", posts=(Post(title="Ambassador to Mali", represents="Chad"),))
    assert at_home((*EVERYBODY, envoy), mentions(Chad=3, Ada=3, Bo=3, Front=3, Ida=2))
    assert not at_home((*EVERYBODY, envoy), mentions(Chad=3, Ada=3, Bo=3, Front=3, Ida=4))


def test_short_texts_are_not_judged():
    """Of a few mentions nothing is concluded."""
    assert not at_home(EVERYBODY, mentions(Bo=3, Front=3, Chad=3))


DOC = build("Ada Ada PROPN nsubj 1", "rejected reject VERB ROOT 1", "Bo Bo PROPN obj 1")


def told(around: tuple[Mention, ...]):
    """Return whose words "Bo" is, in a statement by a minister on behalf of the state."""
    said = statement(DOC.text, "Ada", "rejected", "Bo", speaker="Ada", on_behalf_of="Chad")
    return view_of(DOC, actors=EVERYBODY, statements=(said,), mentions=around).perspective[2].holders


def test_at_home_an_official_speaks_for_himself():
    """In a text on home politics the holder is the speaker, elsewhere the state."""
    assert told(mentions(Ada=5, Bo=5, Front=3)) == ("Ada",)
    assert told(mentions(Ada=5, Mali=5, Front=3)) == ("Chad",)


def test_at_home_others_keep_their_spokespeople():
    """Who speaks for another state, or for a group, still does."""
    envoy = actor("Cid", "Person", posts=(Post(title="ambassador", represents="Mali"),))
    rebels = actor("Rebels", "NonStateArmedGroup")
    voice = actor("Dee", "Person", posts=(Post(title="spokeswoman", represents="Rebels"),))
    doc = build("Cid Cid PROPN nsubj 1", "rejected reject VERB ROOT 1", "Dee Dee PROPN obj 1")
    around = mentions(Ada=5, Bo=5, Front=3, Cid=1)
    view = view_of(doc, actors=(*EVERYBODY, envoy, rebels, voice), mentions=around)
    assert view.body == {"Cid": "Mali", "Dee": "Rebels"}


def test_at_home_turns_are_the_speaker_s():
    """The same holds for the turns of an interview."""
    turn = Turn(kind="heading", speakers=(), body=span(DOC.text, "Ada rejected Bo"))
    speaker = TurnSpeaker(turn=0, speakers=("Ada",), on_behalf_of=("Chad",))
    at_home, abroad = (
        view_of(DOC, actors=EVERYBODY, mentions=around, turns=((turn, speaker),)).perspective[2].holders
        for around in (mentions(Ada=5, Bo=5, Front=3), mentions(Ada=5, Mali=5, Front=3))
    )
    assert (at_home, abroad) == (("Ada",), ("Chad",))
