"""Names, titles and posts become clusters."""

from __future__ import annotations

import pytest
import spacy

from kg.errors import ExtractError
from kg.extract import find_clusters
from kg.model import Document, PostMention

MINISTER = (
    "Chinese/ADJ/amod/2 Foreign/PROPN/compound/2 Minister/PROPN/compound/3 Wang/PROPN/nsubj/5 Yi/PROPN/flat/3 "
    "said/VERB/ROOT/5 China/PROPN/nsubj/7 rejected/VERB/ccomp/5 the/DET/det/9 charge/NOUN/obj/7 ./PUNCT/punct/5"
)
LATER = "Wang/PROPN/nsubj/1 told/VERB/ROOT/1 reporters/NOUN/obj/1 he/PRON/nsubj/4 agreed/VERB/ccomp/1 ./PUNCT/punct/1"
APPOSITION = (
    "Amina/PROPN/nsubj/12 Otieno/PROPN/flat/0 ,/PUNCT/punct/6 Kenya/PROPN/nmod:poss/6 's/PART/case/3 permanent/ADJ/amod/6 "
    "representative/NOUN/appos/0 to/ADP/case/10 the/DET/det/10 United/PROPN/compound/10 Nations/PROPN/nmod/6 "
    ",/PUNCT/punct/6 urged/VERB/ROOT/12 restraint/NOUN/obj/12 ./PUNCT/punct/12"
)


def test_title_is_no_part_of_the_name(parsed, clusters_of):
    """The name of "Foreign Minister Wang Yi" is "Wang Yi"."""
    assert clusters_of(parsed(MINISTER, ents={"Wang Yi": "PERSON"}))["Wang Yi"].label == "PERSON"


def test_title_before_a_name_gives_a_post(parsed, clusters_of):
    """A title with its country becomes a post of the person."""
    found = clusters_of(parsed(MINISTER, ents={"Wang Yi": "PERSON"}))["Wang Yi"]
    assert found.posts == (PostMention(title="Foreign Minister", country="Chinese"),)


def test_surname_joins_the_full_name(parsed, clusters_of, words_of):
    """Here "Wang" and "he" refer to "Wang Yi"."""
    doc = parsed(MINISTER, LATER, ents={"Wang Yi": "PERSON"})
    mentions = words_of(doc, clusters_of(doc)["Wang Yi"])
    assert ("Wang", "name") in mentions
    assert ("he", "pronoun") in mentions


def test_office_and_name_are_one_nominal_phrase(parsed, clusters_of, words_of):
    """The whole phrase "Chinese Foreign Minister Wang Yi" is a nominal mention of the person."""
    doc = parsed(MINISTER, ents={"Wang Yi": "PERSON"})
    assert ("Chinese Foreign Minister Wang Yi", "nominal") in words_of(doc, clusters_of(doc)["Wang Yi"])


def test_adjective_is_a_cluster_of_its_own(parsed, clusters_of):
    """Here "Chinese" keeps a cluster with label NORP for linking to merge with "China"."""
    found = clusters_of(parsed(MINISTER, ents={"Wang Yi": "PERSON"}))
    assert (found["China"].label, found["Chinese"].label) == ("GPE", "NORP")


def test_apposition_gives_a_post_at_a_body(parsed, clusters_of):
    """Here "Kenya's permanent representative to the United Nations" has a country and an organisation."""
    found = clusters_of(parsed(APPOSITION, ents={"Amina Otieno": "PERSON"}))["Amina Otieno"]
    assert found.posts == (
        PostMention(title="permanent representative", organization="United Nations", country="Kenya"),
    )


def test_former_office_is_marked(parsed, clusters_of):
    """Here "Former president" is a post no longer held."""
    spec = (
        "Former/ADJ/amod/1 President/PROPN/compound/2 Omar/PROPN/nsubj/4 Diallo/PROPN/flat/2 warned/VERB/ROOT/4 "
        "Mali/PROPN/obj/4 ./PUNCT/punct/4"
    )
    posts = clusters_of(parsed(spec, ents={"Omar Diallo": "PERSON"}))["Omar Diallo"].posts
    assert [(post.title, post.former) for post in posts] == [("President", True)]


def test_posting_abroad_is_no_country_spoken_for(parsed, clusters_of):
    """An ambassador to China does not speak for China."""
    spec = (
        "U.S./PROPN/compound/1 ambassador/NOUN/nsubj/4 to/ADP/case/3 China/PROPN/nmod/1 warned/VERB/ROOT/4 "
        "Russia/PROPN/obj/4 ./PUNCT/punct/4"
    )
    found = [cluster for cluster in clusters_of(parsed(spec)).values() if cluster.label == "PERSON"]
    assert [post.country for cluster in found for post in cluster.posts] == ["U.S."]


def test_aide_to_a_president_is_of_the_state(parsed, clusters_of):
    """An aide to the Russian president is no posting abroad."""
    spec = (
        "Ivan/PROPN/nsubj/8 Orlov/PROPN/flat/0 ,/PUNCT/punct/3 aide/NOUN/appos/0 to/ADP/case/6 Russian/ADJ/amod/6 "
        "President/PROPN/nmod/3 ,/PUNCT/punct/3 warned/VERB/ROOT/8 Ghana/PROPN/obj/8 ./PUNCT/punct/8"
    )
    posts = clusters_of(parsed(spec, ents={"Ivan Orlov": "PERSON"}))["Ivan Orlov"].posts
    assert {post.country for post in posts} == {"Russian"}


def test_deposed_president_is_a_former_one(parsed, clusters_of):
    """The word may stand before the state: "the deposed Honduran president"."""
    spec = (
        "The/DET/det/3 deposed/VERB/amod/3 Honduran/ADJ/amod/3 president/NOUN/nsubj/7 ,/PUNCT/punct/5 Ivan/PROPN/appos/3 "
        "Orlov/PROPN/flat/5 warned/VERB/ROOT/7 Ghana/PROPN/obj/7 ./PUNCT/punct/7"
    )
    posts = clusters_of(parsed(spec, ents={"Ivan Orlov": "PERSON"}))["Ivan Orlov"].posts
    assert [post.former for post in posts] == [True]


def test_an_ambassador_called_back_is_not_of_the_state_left(parsed, clusters_of):
    """Peru's ambassador who comes home "from Chile" is not Chile's."""
    spec = (
        "Peru/PROPN/nsubj/1 recalled/VERB/ROOT/1 its/PRON/nmod:poss/3 ambassador/NOUN/obj/1 from/ADP/case/5 "
        "Chile/PROPN/nmod/3 ./PUNCT/punct/1"
    )
    found = clusters_of(parsed(spec, ents={"Peru": "GPE", "Chile": "GPE"})).values()
    assert [post.country for cluster in found for post in cluster.posts if post.country == "Chile"] == []


def test_acronym_in_brackets_joins_the_name(parsed, clusters_of):
    """A body and the acronym in brackets after it are one cluster."""
    spec = (
        "The/DET/det/3 Lagos/PROPN/compound/3 Rivers/PROPN/compound/3 Commission/PROPN/nsubj/7 (/PUNCT/punct/5 "
        "LRC/PROPN/appos/3 )/PUNCT/punct/5 warned/VERB/ROOT/7 Ghana/PROPN/obj/7 ./PUNCT/punct/7"
    )
    found = clusters_of(parsed(spec))["Lagos Rivers Commission"]
    assert found.aliases == ("LRC",)
    assert {mention.form for mention in found.mentions} == {"name", "acronym"}


def test_body_with_complement_is_one_name(parsed, clusters_of):
    """A ministry's name goes on over "of"."""
    spec = (
        "The/DET/det/1 Ministry/PROPN/nsubj/6 of/ADP/case/3 Rivers/PROPN/nmod/1 of/ADP/case/5 Kenya/PROPN/nmod/1 "
        "rejected/VERB/ROOT/6 the/DET/det/8 plan/NOUN/obj/6 ./PUNCT/punct/6"
    )
    assert "Ministry of Rivers of Kenya" in clusters_of(parsed(spec))


def test_two_persons_of_one_surname_stay_apart(parsed, clusters_of):
    """First names keep persons of one family apart."""
    spec = (
        "Anna/PROPN/nsubj/2 Moreau/PROPN/flat/0 told/VERB/ROOT/2 Paul/PROPN/obj/2 Moreau/PROPN/flat/3 ./PUNCT/punct/2"
    )
    found = clusters_of(parsed(spec, ents={"Anna Moreau": "PERSON", "Paul Moreau": "PERSON"}))
    assert {"Anna Moreau", "Paul Moreau"} <= set(found)


ELDER = "Paul/PROPN/nsubj/2 Moreau/PROPN/flat/0 spoke/VERB/ROOT/2 ./PUNCT/punct/2"
YOUNGER = (
    "Paul/PROPN/nsubj/3 Moreau/PROPN/flat/0 Jr./PROPN/flat/0 told/VERB/ROOT/3 lawmakers/NOUN/obj/3 ./PUNCT/punct/3"
)
SURNAME = "Moreau/PROPN/nsubj/1 rejected/VERB/ROOT/1 it/PRON/obj/1 ./PUNCT/punct/1"


def test_father_and_son_of_one_name_stay_apart(parsed, clusters_of):
    """Who has "Jr." is another than whom the text names before without it, and the surname alone is the elder's."""
    doc = parsed(ELDER, YOUNGER, SURNAME, ents={"Paul Moreau Jr.": "PERSON", "Paul Moreau": "PERSON"})
    found = clusters_of(doc)
    assert {name: len(found[name].mentions) for name in ("Paul Moreau", "Paul Moreau Jr.")} == {
        "Paul Moreau": 2,
        "Paul Moreau Jr.": 1,
    }


def test_a_name_that_is_shortened_later_is_one(parsed, clusters_of):
    """Who is named with "Jr." first may be named without it after."""
    doc = parsed(YOUNGER, ELDER, ents={"Paul Moreau Jr.": "PERSON", "Paul Moreau": "PERSON"})
    assert len(clusters_of(doc)["Paul Moreau Jr."].mentions) == 2


def test_mere_place_is_left_out(parsed, clusters_of):
    """A city in which something happens is no party."""
    spec = (
        "Russia/PROPN/nsubj/1 told/VERB/ROOT/1 Ukraine/PROPN/obj/1 in/ADP/case/4 Geneva/PROPN/obl/1 on/ADP/case/6 "
        "Monday/PROPN/obl/1 ./PUNCT/punct/1"
    )
    found = clusters_of(parsed(spec, ents={"Geneva": "GPE"}))
    assert {"Russia", "Ukraine"} <= set(found)
    assert "Geneva" not in found


def test_dateline_is_no_mention(parsed, clusters_of):
    """The place in "CAIRO (Reuters) - " is where the report was written."""
    spec = (
        "CAIRO/PROPN/dep/6 (/PUNCT/punct/2 Reuters/PROPN/appos/0 )/PUNCT/punct/2 --/PUNCT/punct/0 Iran/PROPN/nsubj/6 "
        "warned/VERB/ROOT/6 Iraq/PROPN/obj/6 ./PUNCT/punct/6"
    )
    assert set(clusters_of(parsed(spec))) == {"Iran", "Iraq"}


def test_collective_that_acts_is_a_group(parsed, clusters_of):
    """Here "Western countries" is an actor of its own when it acts."""
    spec = (
        "Western/ADJ/amod/1 countries/NOUN/nsubj/2 urged/VERB/ROOT/2 Iran/PROPN/obj/2 to/PART/mark/5 stop/VERB/xcomp/2"
    )
    assert clusters_of(parsed(spec))["Western countries"].label == "GROUP"


def test_government_phrase_is_a_mention_of_the_state(parsed, clusters_of, words_of):
    """Here "The Malian government" refers to the state that the adjective names."""
    spec = "The/DET/det/2 Malian/ADJ/amod/2 government/NOUN/nsubj/3 rejected/VERB/ROOT/3 the/DET/det/5 plan/NOUN/obj/3"
    doc = parsed(spec)
    assert ("The Malian government", "nominal") in words_of(doc, clusters_of(doc)["Malian"])


def test_clusters_are_numbered_in_reading_order(parsed, clusters_of):
    """Keys follow the first mention of each party."""
    found = list(clusters_of(parsed(MINISTER, LATER, ents={"Wang Yi": "PERSON"})).values())
    firsts = [min(mention.spans[0].start for mention in cluster.mentions) for cluster in found]
    assert firsts == sorted(firsts)
    assert [cluster.key for cluster in found] == [f"c{number}" for number in range(len(found))]


def test_parse_of_another_text_is_refused(parsed):
    """Offsets of another text would be wrong, so the parse must be of the document's text."""
    with pytest.raises(ExtractError, match="another text"):
        find_clusters(parsed(LATER), Document(id="doc-x", input="x", sha256="", text="Something else."))


def test_missing_parse_is_refused(parsed):
    """A Doc without dependencies cannot be used."""
    from spacy.tokens import Doc

    doc = Doc(spacy.blank("en").vocab, words=["Iran", "agreed"])
    with pytest.raises(ExtractError, match="parser"):
        find_clusters(doc, Document(id="doc-x", input="x", sha256="", text=doc.text))


def test_empty_text_has_no_clusters():
    """An empty document gives nothing and no error."""
    from spacy.tokens import Doc

    assert find_clusters(Doc(spacy.blank("en").vocab), Document(id="doc-x", input="x", sha256="", text="")) == ()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Peru/PROPN/nsubj/1 seized/VERB/ROOT/1 the/DET/det/3 frigate/NOUN/obj/1 Ana/PROPN/appos/3 Vega/PROPN/flat/4", "Ana Vega"),
        ("The/DET/det/1 crew/NOUN/nsubj/6 of/ADP/case/4 the/DET/det/4 Ana/PROPN/nmod/1 Vega/PROPN/flat/4 left/VERB/ROOT/6", "Ana Vega"),
        ("It/PRON/nsubj/1 sank/VERB/ROOT/1 aboard/ADP/case/4 the/DET/det/4 Ana/PROPN/obl/1 Vega/PROPN/flat/4", "Ana Vega"),
        ("Peru/PROPN/nsubj/1 seized/VERB/ROOT/1 HMS/PROPN/compound/3 Vega/PROPN/obj/1", "HMS Vega"),
    ],
)  # fmt: skip
def test_a_ship_is_no_person(sentence, name, parsed, clusters_of):
    """The words before a name tell that it is a ship's, here and where it stands without them."""
    again = f"{name.split()[0]}/PROPN/nsubj/2 {name.split()[1]}/PROPN/flat/0 sank/VERB/ROOT/2"
    found = clusters_of(parsed(sentence, again, ents={name: "PERSON", "Peru": "GPE"}))
    assert name not in found


def test_a_name_before_a_noun_is_no_ship(parsed, clusters_of):
    """A person's name before a noun is that of a person, also behind "the crew of the"."""
    doc = parsed(
        "The/DET/det/1 crew/NOUN/nsubj/7 of/ADP/case/6 the/DET/det/6 Ana/PROPN/compound/6 Vega/PROPN/flat/4 "
        "film/NOUN/nmod/1 said/VERB/ROOT/7 so/ADV/advmod/7",
        ents={"Ana Vega": "PERSON"},
    )
    assert [(name, one.label) for name, one in clusters_of(doc).items()] == [("Ana Vega", "PERSON")]


def test_a_first_name_that_is_a_small_word_is_part_of_the_name(parsed, clusters_of):
    """Words such as "Per" open persons' names where the model sees one."""
    doc = parsed(
        "Per/PROPN/nsubj/2 Lund/PROPN/flat/0 left/VERB/ROOT/2",
        "Lund/PROPN/nsubj/1 said/VERB/ROOT/1 so/ADV/advmod/1",
        ents={"Per Lund": "PERSON"},
    )
    assert [(name, one.aliases) for name, one in clusters_of(doc).items()] == [("Per Lund", ("Lund",))]


def test_a_name_in_capitals_is_written_small(parsed, clusters_of):
    """A label's capitals are no spelling of a name, nor of its own beside the full name."""
    label = "MINISTER/PROPN/compound/1 LUND/PROPN/nsubj/2 said/VERB/ROOT/2 so/ADV/advmod/2"
    assert list(clusters_of(parsed(label))) == ["Lund"]
    full = "Minister/PROPN/compound/1 Kari/PROPN/nsubj/3 Lund/PROPN/flat/1 left/VERB/ROOT/3"
    assert list(clusters_of(parsed(label, full))) == ["Kari Lund"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru/PROPN/nsubj/4 is/AUX/cop/4 not/PART/advmod/4 a/DET/det/4 member/NOUN/ROOT/4 of/ADP/case/7 the/DET/det/7 UN/PROPN/nmod/4",
        "Peru/PROPN/nsubj/3 a/DET/det/2 member/NOUN/appos/0 left/VERB/ROOT/3 of/ADP/case/6 the/DET/det/6 UN/PROPN/nmod/2",
    ],
)  # fmt: skip
def test_what_a_state_is_called_is_no_person(sentence, parsed, clusters_of):
    """A state that is a member of a body is no member without a name."""
    found = clusters_of(parsed(sentence, ents={"Peru": "GPE"})).values()
    assert "PERSON" not in [cluster.label for cluster in found]


OBI = "Ada/PROPN/nsubj/{verb} Obi/PROPN/flat/0 "
BESIDE = {
    "brackets": OBI.format(verb=5) + "(/PUNCT/punct/3 Togo/PROPN/parataxis/0 )/PUNCT/punct/3 agreed/VERB/ROOT/5",
    "for": OBI.format(verb=6) + ",/PUNCT/punct/4 for/ADP/case/4 Togo/PROPN/nmod/0 ,/PUNCT/punct/4 agreed/VERB/ROOT/6",
    "of the": "Ada/PROPN/nsubj/5 Obi/PROPN/flat/0 of/ADP/case/4 the/DET/det/4 Philippines/PROPN/nmod/0 agreed/VERB/ROOT/5",
    "possessive": "Togo/PROPN/nmod:poss/2 's/PART/case/0 Ada/PROPN/nsubj/4 Obi/PROPN/flat/2 agreed/VERB/ROOT/4",
}
NOT_BESIDE = {
    "a city": OBI.format(verb=5) + "(/PUNCT/punct/3 Kano/PROPN/parataxis/0 )/PUNCT/punct/3 agreed/VERB/ROOT/5",
    "for": OBI.format(verb=3) + ",/PUNCT/punct/3 agreed/VERB/ROOT/3 for/ADP/case/5 Togo/PROPN/obl/3 ,/PUNCT/punct/3",
}


@pytest.mark.parametrize(
    ("sentence", "posts"), [*((s, ["delegate"]) for s in BESIDE.values()), *((s, []) for s in NOT_BESIDE.values())]
)
def test_a_state_beside_a_name_is_spoken_for(sentence, posts, parsed, clusters_of):
    """As in records of meetings: "Ada Obi (Togo) agreed"; a city in brackets is none."""
    ents = {"Ada Obi": "PERSON", "Togo": "GPE", "Philippines": "GPE", "Kano": "GPE"}
    found = clusters_of(
        parsed(sentence, ents={name: label for name, label in ents.items() if name.split()[0] in sentence})
    )
    assert [post.title for post in found["Ada Obi"].posts] == posts
