"""Who is who, who spoke, and for whom."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from kg.errors import LinkError
from kg.link import Linker
from kg.link.gazetteer import Entity, Gazetteer, Spell, speaks_for
from kg.link.posts import known_leader
from kg.link.spells import dated, post_in, year_of
from kg.model import Attribution, Cluster, Mention, Post, PostMention, Span, Turn
from kg.read import make_document

TEXT = "Kerem Aydin, Turkey's foreign minister, told the Council that Ankara and the Turks reject the plan. He left."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def cluster(key: str, name: str, label: str, *mentions: str, posts: tuple[PostMention, ...] = ()) -> Cluster:
    made = tuple(Mention(actor=key, spans=(span(m),), form="pronoun" if m == "He" else "name") for m in mentions)
    return Cluster(key=key, name=name, label=label, mentions=made, posts=posts)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker()


@pytest.fixture
def linked(linker):
    clusters = (
        cluster(
            "c0",
            "Kerem Aydin",
            "PERSON",
            "Kerem Aydin",
            "He",
            posts=(PostMention(title="foreign minister", country="Turkey"),),
        ),
        cluster("c1", "Turkey", "GPE", "Turkey"),
        cluster("c2", "Ankara", "GPE", "Ankara"),
        cluster("c3", "Turks", "NORP", "Turks"),
    )
    attribution = Attribution(
        source=(span("Kerem Aydin, Turkey's foreign minister"),),
        cue=(span("told"),),
        content=(span("that Ankara and the Turks reject the plan"),),
        source_head=span("Aydin"),
    )
    return linker.link(clusters, (attribution,), document=make_document(TEXT, input="test"))


def test_names_of_one_state_are_one_actor(linked):
    """Name, capital and people stand for the state."""
    turkey = next(actor for actor in linked.actors if actor.iso3 == "TUR")
    assert turkey.id == "actor-tur"
    assert {"Ankara", "Turks"} <= set(turkey.aliases)
    assert turkey.wikidata == "Q43"
    assert len(linked.actors) == 2


def test_minister_speaks_for_the_state(linked):
    """The speaker is the person, the state is spoken for."""
    (statement,) = linked.statements
    person = next(actor for actor in linked.actors if actor.type == "Person")
    assert (statement.speaker, statement.on_behalf_of) == (person.id, "actor-tur")
    assert person.posts[0].represents == next(a.name for a in linked.actors if a.id == "actor-tur")


def test_mentions_carry_actor_ids(linked):
    """Every mention points to an actor, in the order of the text."""
    ids = {actor.id for actor in linked.actors}
    assert all(mention.actor in ids for mention in linked.mentions)
    assert [m.spans for m in linked.mentions] == sorted(m.spans for m in linked.mentions)


def test_joint_source_has_no_single_speaker(linker):
    """Two states of equal rank leave the speaker open."""
    text = "Norway and Chile said no."
    document = make_document(text, input="test")
    clusters = tuple(
        Cluster(key=n, name=n, label="GPE", mentions=(Mention(actor=n, spans=(Span(s, e),), form="name"),))
        for n, s, e in (("Norway", 0, 6), ("Chile", 11, 16))
    )
    attribution = Attribution(
        source=(Span(0, 16),), cue=(Span(17, 21),), content=(Span(22, 24),), source_head=Span(0, 6)
    )
    (statement,) = linker.link(clusters, (attribution,), document=document).statements
    assert statement.speaker is None


@pytest.mark.parametrize(
    ("title", "whom"),
    [
        ("foreign minister", "country"),
        ("Deputy Foreign Minister", "country"),
        ("permanent representative", "country"),
        ("activist", "self"),
        ("gardener of roses", None),
        ("President-elect", "self"),
        ("shadow foreign minister", "self"),
    ],
)
def test_titles_tell_whom_they_speak_for(title, whom):
    """A title's longest known ending decides."""
    assert speaks_for(title) == whom


def test_names_are_case_sensitive():
    """US is a state, us is not; WHO is a body, who is not."""
    gazetteer = Gazetteer()
    assert [state.iso3 for state in gazetteer.states_named("US")] == ["USA"]
    assert gazetteer.states_named("us") == ()
    assert [body.name for body in gazetteer.named("WHO")] == ["World Health Organization"]
    assert gazetteer.named("who") == ()


def test_own_actors_go_first(tmp_path):
    """The user's list gives names, types and whom a person represents."""
    path = tmp_path / "actors.csv"
    path.write_text(
        "name,type,aliases,represents\nKerem Aydin,Person,Aydin,Turkey\nBlue River Commission,InternationalOrganization,BRC,\n"
    )
    text = "Aydin met the BRC."
    clusters = tuple(
        Cluster(key=n, name=n, label=label, mentions=(Mention(actor=n, spans=(Span(s, e),), form="name"),))
        for n, label, s, e in (("Aydin", "PERSON", 0, 5), ("BRC", "ORG", 14, 17))
    )
    linked = Linker(actors_file=path).link(clusters, (), document=make_document(text, input="x"))
    by_name = {actor.name: actor for actor in linked.actors}
    assert by_name["Blue River Commission"].type == "InternationalOrganization"
    assert by_name["Kerem Aydin"].posts[0].represents.startswith("T")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title,kind\n", "columns name and type"),
        ("name,type\n,Person\n", "line 2: no name"),
        ("name,type\nX,Robot\n", "line 2: type 'Robot'"),
        ("name,type,wikidata\nX,Person,148\n", "line 2: wikidata"),
        ("name,type,iso3\nX,Country,CH\n", "line 2: iso3"),
    ],
)
def test_useless_own_lists_are_told_by_line(tmp_path, content, said):
    """The message names the line and what is wrong."""
    path = tmp_path / "actors.csv"
    path.write_text(content)
    with pytest.raises(LinkError, match=said):
        Linker(actors_file=path)


def person(name: str, *posts: PostMention, text: str) -> Cluster:
    return Cluster(key=name, name=name, label="PERSON", mentions=(at(name, name, text),), posts=posts)


def at(key: str, words: str, text: str) -> Mention:
    start = text.index(words)
    return Mention(actor=key, spans=(Span(start, start + len(words)),), form="name")


def every(name: str, text: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(actor=name, spans=(Span(found.start(), found.end()),), form="name") for found in re.finditer(name, text)
    )


def said(source: str, text: str, cue: str = "said") -> Attribution:
    whole, verb = at("", source, text).spans[0], at("", cue, text).spans[0]
    return Attribution(source=(whole,), cue=(verb,), content=(Span(verb.end + 1, len(text)),), source_head=whole)


def behalf(linker, text, source, *clusters):
    """Return the name of the actor spoken for in the one statement of a text."""
    linked = linker.link(clusters, (said(source, text),), document=make_document(text, input="test"))
    names = {actor.id: actor.name for actor in linked.actors}
    return names.get(linked.statements[0].on_behalf_of)


def test_body_speaks_for_the_state_that_it_belongs_to(linker):
    """A ministry that no list has speaks for the state whose name stands before it."""
    text = "Norway's Ministry of Fjords said no."
    body = Cluster(key="b", name="Ministry of Fjords", label="ORG", of="Norway", mentions=(at("b", "Ministry", text),))
    assert behalf(linker, text, "Ministry of Fjords", body) == "Norway"


def test_director_speaks_for_a_body_that_no_list_has(linker):
    """The body is an actor of the document, so its director can be seen to speak for it."""
    text = "Ada Obi, director of the Lagos Rivers Forum, said no."
    forum = Cluster(key="f", name="Lagos Rivers Forum", label="ORG", mentions=(at("f", "Lagos Rivers Forum", text),))
    obi = person("Ada Obi", PostMention(title="director", organization="Lagos Rivers Forum"), text=text)
    assert behalf(linker, text, "Ada Obi", forum, obi) == "Lagos Rivers Forum"


def test_leader_by_surname_where_the_state_is_named(linker):
    """The surname alone means the leader only in a text that names the state."""
    text = "France was ready, Macron said yesterday."
    france = Cluster(key="s", name="France", label="GPE", mentions=(at("s", "France", text),))
    assert behalf(linker, text, "Macron", france, person("Macron", text=text)) == "France"
    assert behalf(linker, text, "Macron", person("Macron", text=text)) is None


def test_what_tells_namesakes_apart_is_no_part_of_the_name(linker):
    """A body listed as "Name (Country)" is known by the bare name too."""
    text = "Democrats rejected the bill."
    mention = Mention(actor="c0", spans=(Span(0, 9),), form="name")
    linked = linker.link(
        (Cluster(key="c0", name="Democrats", label="ORG", mentions=(mention,)),),
        (),
        document=make_document(text, input="t"),
    )
    (party,) = linked.actors
    assert (party.name, "Democratic Party" in party.aliases) == ("Democratic Party (United States)", True)


def test_who_wants_an_office_speaks_for_no_state(linker):
    """A candidate speaks for nobody else, though a state be named."""
    text = "Norwegian candidate Ada Obi said no."
    norway = Cluster(key="s", name="Norwegian", label="NORP", mentions=(at("s", "Norwegian", text),))
    obi = person("Ada Obi", PostMention(title="presidential candidate", country="Norwegian"), text=text)
    assert behalf(linker, text, "Ada Obi", norway, obi) is None


def test_an_office_lost_is_lost_wherever_it_is_named(linker):
    """Where the text calls somebody the deposed president, "the president" is no state's voice either."""
    text = "Ada Obi of Norway said no."
    norway = Cluster(key="s", name="Norway", label="GPE", mentions=(at("s", "Norway", text),))
    posts = (PostMention(title="deposed president", former=True), PostMention(title="president", country="Norway"))
    assert behalf(linker, text, "Ada Obi", norway, person("Ada Obi", *posts, text=text)) is None


def test_minister_without_a_state_serves_the_one_that_speaks_of_itself(linker):
    """Of two states named, the minister's is the one whose commitment is spoken of."""
    text = "Minister Ada Obi toured Togo and Chad's Lake Fitri district; Norway's commitment stands, she said no."
    states = [Cluster(key=n, name=n, label="GPE", mentions=(at(n, n, text),)) for n in ("Togo", "Chad", "Norway")]
    minister = person("Ada Obi", PostMention(title="foreign minister"), text=text)
    assert behalf(linker, text, "Ada Obi", *states, minister) == "Norway"


@pytest.mark.parametrize(
    ("reply", "held"), [("Norway has acted. Norway welcomes the truce in Togo.", ["Norway"]), ("Norway has acted.", [])]
)
def test_unlabelled_reply_is_of_the_state_that_speaks_of_itself(linker, reply, held):
    """A reply without a name is held by the state that tells of its own acts, more than once; pronouns tell nothing."""
    text = f"Mr Obi: To ask about Togo.\n\nREPLY\n\n{reply}"
    states = [Cluster(key=name, name=name, label="GPE", mentions=every(name, text)) for name in ("Togo", "Norway")]
    turn = Turn(kind="speaker", speakers=(), body=Span(text.index("Norway has"), len(text)))
    document = replace(make_document(text, input="test"), turns=(turn,))
    linked = linker.link(states, (), document=document)
    names = {actor.id: actor.name for actor in linked.actors}
    assert [names[one] for one in linked.turn_speakers[0].on_behalf_of] == held


def test_a_president_of_a_body_is_not_the_president_known_by_name(linker):
    """Beside "President Biden", "the President of the Security Council" is somebody else."""
    text = "President Biden said what the President of the Security Council had."
    council = Cluster(key="c", name="Security Council", label="ORG", mentions=(at("c", "Security Council", text),))
    posts = (PostMention(title="President"), PostMention(title="President", organization="Security Council"))
    assert behalf(linker, text, "Biden", council, person("Biden", *posts, text=text)) == "United States"


FOREIGN_MINISTER = PostMention(title="foreign minister", country="China")
SAID = "Foreign minister Wang Yi of China said no."


def said_by_wang(linker: Linker, published: str | None, day: dt.date | None = None, *, post: bool = True):
    """Link a text in which China's foreign minister speaks, named with his office or without."""
    china = Cluster(key="s", name="China", label="GPE", mentions=(at("s", "China", SAID),))
    wang = person("Wang Yi", *([FOREIGN_MINISTER] if post else []), text=SAID)
    said = Attribution(
        source=(Span(0, 33),), cue=(Span(34, 38),), content=(Span(39, 41),), source_head=Span(17, 24), date=day
    )
    linked = linker.link((china, wang), (said,), document=make_document(SAID, input="t", published=published))
    (actor,) = (one for one in linked.actors if one.type == "Person")
    return actor.posts, linked.statements[0].on_behalf_of


@pytest.mark.parametrize("post", [True, False])
def test_days_of_a_known_office(linker, post):
    """The term is the one in which the day of publication falls, whether the text or the list names the office."""
    posts, state = said_by_wang(linker, "2019-05-02", post=post)
    assert [(p.title, p.start, p.end) for p in posts] == [
        ("foreign minister", dt.date(2013, 3, 16), dt.date(2022, 12, 30))
    ]
    assert state == "actor-chn"
    posts, state = said_by_wang(linker, "2024-05-02", post=post)
    assert [(p.start, p.end) for p in posts] == [(dt.date(2023, 7, 25), None)]


def test_days_are_left_open_where_they_cannot_be_told(linker):
    """Without a day, and with two terms, nobody can say which is meant; nor between two terms."""
    for published in (None, "2023-03-01"):
        posts, state = said_by_wang(linker, published)
        assert [(p.title, p.start, p.end, p.represents) for p in posts] == [("foreign minister", None, None, "China")]
        assert state == "actor-chn"


def test_a_dated_statement_brings_the_term_in_which_it_was_made(linker):
    """What was said in an earlier term was said for the state; what was said between the terms was not."""
    posts, state = said_by_wang(linker, "2024-05-02", dt.date(2019, 5, 2))
    assert [p.start for p in posts] == [dt.date(2023, 7, 25), dt.date(2013, 3, 16)]
    assert state == "actor-chn"
    posts, state = said_by_wang(linker, "2024-05-02", dt.date(2023, 2, 1))
    assert [p.start for p in posts] == [dt.date(2023, 7, 25)]
    assert state is None


def test_who_is_out_of_office_speaks_for_no_state(linker):
    """A leader whom only the list knows speaks for the state in office, not before or after."""
    posts, state = said_by_wang(linker, "2023-03-01", post=False)
    assert (posts, state) == ((), None)


def test_another_office_has_no_days_of_this_one(linker):
    """The days are those of the office that the text names: of several ministers there is one of foreign affairs."""
    spells = Gazetteer().leaders["Wang Yi"]
    china = linker.gazetteer.entities["actor-chn"]
    post = Post(title="defence minister", represents="China")
    assert dated(post, china, spells, dt.date(2019, 5, 2)) == post
    same = Post(title="minister of foreign affairs", represents="China")
    assert dated(same, china, spells, dt.date(2019, 5, 2)).start == dt.date(2013, 3, 16)
    assert dated(same, linker.gazetteer.entities["actor-fra"], spells, dt.date(2019, 5, 2)) == same


def test_spells_of_the_list_make_posts():
    """Every spell of a named office is one that a post can have: days in order, months and years left open."""
    spells = {spell for found in Gazetteer().leaders.values() for spell in found if spell.post}
    france = Entity(id="actor-fra", name="France", type="Country")
    posts = [post_in(spell, title=spell.post, organization=None, of=france) for spell in spells]
    assert len(posts) > 400
    assert all(post.start is None or post.covers(post.start) for post in posts)


def where_ada_obi_was(*spells: Spell) -> Gazetteer:
    """Return a gazetteer that knows one leader."""
    gazetteer = Gazetteer()
    gazetteer.__dict__["leaders"] = {"Ada Obi": list(spells)}
    return gazetteer


def test_namesakes_of_another_time_do_not_confuse():
    """Of two leaders of one name, in states that the text both names, the one in office on the day is meant."""
    gazetteer = where_ada_obi_was(
        Spell(country="CHN", organization="", post="president", start="2001-01-01", end="2005-01-01"),
        Spell(country="FRA", organization="", post="president", start="2010-01-01", end=""),
    )
    both = {"CHN", "FRA"}
    leader = person("Ada Obi", text="Ada Obi said no.")
    found = [known_leader(leader, gazetteer, day, both) for day in (dt.date(2003, 5, 1), dt.date(2011, 5, 1), None)]
    assert [known and known[1].iso3 for known in found] == ["CHN", "FRA", None]


def test_a_surname_means_a_leader_of_the_year_of_the_text():
    """Long after an office, a surname alone means its holder only in a text of that time, whose state it names."""
    gazetteer = where_ada_obi_was(Spell(country="FRA", organization="", post="envoy", start="1948", end="1950-03"))
    met, initial = person("Obi", text="Obi said no."), person("A. Obi", text="A. Obi said no.")
    for leader in (met, initial):
        found = [known_leader(leader, gazetteer, None, {"FRA"}, year) for year in ("1949", "1951", None)]
        assert [known and known[1].iso3 for known in found] == ["FRA", None, None]
        assert known_leader(leader, gazetteer, None, {"CHN"}, "1949") is None
    assert known_leader(person("B. Obi", text="B. Obi said no."), gazetteer, None, {"FRA"}, "1949") is None


def test_a_name_of_one_word_is_a_whole_name():
    """Whose whole name is one word is meant by it long after the office, too, where the text names the state."""
    leader, gazetteer = person("Sukarno", text="Sukarno said no."), Gazetteer()
    found = [known_leader(leader, gazetteer, None, named) for named in ({"IDN"}, {"FRA"})]
    assert [known and known[1].iso3 for known in found] == ["IDN", None]


def test_a_leader_of_a_body_speaks_for_it():
    """Who is known to have led a state, and a body later, speaks for the one of the year that an undated text is of."""
    gazetteer = where_ada_obi_was(
        Spell(country="FRA", organization="", post="prime minister", start="1995", end="2002"),
        Spell(country="", organization="nato", post="secretary general of NATO", start="2010", end=""),
    )
    leader = person("Ada Obi", text="Ada Obi said no.")
    found = [known_leader(leader, gazetteer, None, set(), year) for year in ("1999", "2012", None)]
    assert [known and known[1].id for known in found] == ["actor-fra", "actor-nato", None]


def test_years_that_a_text_names():
    """The last year counts; parts of other numbers and of references are none."""
    assert year_of("In 1948, and again in May 1949, they met.") == "1949"
    assert year_of("Resolution A/2019/1 on $2016 and 2015-strong units, 1,999 of 2,017 men") is None


def test_nobody_is_foreign_minister_of_two_states(linker):
    """A known foreign minister does not become that of another state by the words around."""
    posts = (PostMention(title="foreign minister"), PostMention(title="foreign minister", country="Chad"))
    text = "Penny Wong, asked about Chad in 2023, said no."
    minister = replace(person("Penny Wong", text=text), posts=posts)
    at = text.index("Chad")
    mention = Mention(actor="chad", spans=(Span(at, at + 4),), form="name")
    chad = Cluster(key="chad", name="Chad", label="GPE", mentions=(mention,))
    found = linker.link([minister, chad], (), document=make_document(text, input="test"))
    penny = next(actor for actor in found.actors if actor.name == "Penny Wong")
    assert {post.represents for post in penny.posts if post.represents} == {"Australia"}


def test_ministers_of_any_portfolio_speak_for_their_state():
    """A title whose ending no list knows tells by its beginning."""
    assert speaks_for("minister for trade and seaweed") == "country"
    assert speaks_for("shadow minister for trade and seaweed") == "self"
