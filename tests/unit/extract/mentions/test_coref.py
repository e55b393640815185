"""Pronouns and noun phrases find their party."""

from __future__ import annotations

from kg.extract import antecedents

OFFICE = (
    "Norway/PROPN/nmod:poss/3 's/PART/case/0 foreign/ADJ/amod/3 minister/NOUN/nsubj/4 told/VERB/ROOT/4 "
    "parliament/NOUN/obj/4 that/SCONJ/mark/8 talks/NOUN/nsubj/8 failed/VERB/ccomp/4 ./PUNCT/punct/4"
)
NAMED = "Ida/PROPN/nsubj/2 Solberg/PROPN/flat/0 told/VERB/ROOT/2 lawmakers/NOUN/obj/2 more/ADV/advmod/2 ./PUNCT/punct/2"
TWO = "Mrs/PROPN/compound/1 Kovac/PROPN/nsubj/2 met/VERB/ROOT/2 Mr/PROPN/compound/4 Ortega/PROPN/obj/2 ./PUNCT/punct/2"


def test_office_named_before_its_holder(parsed, clusters_of, words_of):
    """Here "Norway's foreign minister told ... Ida Solberg told ..." is one person."""
    doc = parsed(OFFICE, NAMED, ents={"Ida Solberg": "PERSON"})
    assert ("Norway's foreign minister", "nominal") in words_of(doc, clusters_of(doc)["Ida Solberg"])


def test_office_without_any_name_is_an_unnamed_person(parsed, clusters_of):
    """An office of a known state whose holder is not named is a cluster with a post and no name mention."""
    found = [cluster for cluster in clusters_of(parsed(OFFICE)).values() if cluster.label == "PERSON"]
    assert [(c.posts[0].title, c.posts[0].country, {m.form for m in c.mentions}) for c in found] == [
        ("foreign minister", "Norway", {"nominal"})
    ]


def test_she_passes_over_a_man(parsed, clusters_of, words_of):
    """Titles tell the gender: "she" is Mrs Kovac though Mr Ortega was named later."""
    she = "She/PRON/nsubj/1 agreed/VERB/ROOT/1 ./PUNCT/punct/1"
    doc = parsed(TWO, she, ents={"Kovac": "PERSON", "Ortega": "PERSON"})
    found = clusters_of(doc)
    assert ("She", "pronoun") in words_of(doc, found["Kovac"])
    assert ("She", "pronoun") not in words_of(doc, found["Ortega"])


def test_nobody_is_he_in_own_words(parsed, clusters_of, words_of):
    """In quotation marks "he" is another than who says it, also where that is told only after."""
    met = TWO.replace("Mrs", "Mr")
    said = (
        "“/PUNCT/punct/2 He/PRON/nsubj/2 lied/VERB/ccomp/6 ,/PUNCT/punct/2 ”/PUNCT/punct/2 "
        "Kovac/PROPN/nsubj/6 told/VERB/ROOT/6 lawmakers/NOUN/obj/6 ./PUNCT/punct/6"
    )
    found = clusters_of(parsed(met, said, ents={"Kovac": "PERSON", "Ortega": "PERSON"}))
    assert ("He", "pronoun") in words_of(parsed(met, said), found["Ortega"])


def test_minister_after_a_foreign_minister(parsed, clusters_of, words_of):
    """A bare "the minister" is the person introduced as foreign minister."""
    first = (
        "Foreign/PROPN/compound/1 Minister/PROPN/compound/2 Ida/PROPN/nsubj/4 Solberg/PROPN/flat/2 "
        "told/VERB/ROOT/4 Sweden/PROPN/obj/4 ./PUNCT/punct/4"
    )
    then = "The/DET/det/1 minister/NOUN/nsubj/2 rejected/VERB/ROOT/2 it/PRON/obj/2 ./PUNCT/punct/2"
    doc = parsed(first, then, ents={"Ida Solberg": "PERSON"})
    assert ("The minister", "nominal") in words_of(doc, clusters_of(doc)["Ida Solberg"])


def test_it_is_the_state_that_was_subject(parsed, clusters_of, words_of):
    """Here "It" refers to the last subject when that is a state."""
    first = "Greece/PROPN/nsubj/1 rejected/VERB/ROOT/1 the/DET/det/3 plan/NOUN/obj/1 ./PUNCT/punct/1"
    then = "It/PRON/nsubj/1 warned/VERB/ROOT/1 Turkey/PROPN/obj/1 ./PUNCT/punct/1"
    doc = parsed(first, then)
    assert ("It", "pronoun") in words_of(doc, clusters_of(doc)["Greece"])


def test_expletive_subject_is_nobody(parsed, clusters_of, words_of):
    """A subject that is no party leaves the next "it" unresolved."""
    first = "Greece/PROPN/nsubj/1 rejected/VERB/ROOT/1 the/DET/det/3 plan/NOUN/obj/1 ./PUNCT/punct/1"
    then = "Talks/NOUN/nsubj/1 failed/VERB/ROOT/1 and/CCONJ/cc/4 it/PRON/nsubj/4 rained/VERB/conj/1 ./PUNCT/punct/1"
    doc = parsed(first, then)
    assert [form for _, form in words_of(doc, clusters_of(doc)["Greece"])].count("pronoun") <= 1


def test_members_stand_for_their_body(parsed, clusters_of, words_of):
    """Here "ASEAN leaders" refers to the body whose leaders they are."""
    spec = "ASEAN/PROPN/compound/1 leaders/NOUN/nsubj/2 urged/VERB/ROOT/2 Myanmar/PROPN/obj/2 to/PART/mark/5 stop/VERB/xcomp/2"
    doc = parsed(spec)
    assert ("ASEAN leaders", "nominal") in words_of(doc, clusters_of(doc)["ASEAN"])


def test_officials_of_a_state_are_unnamed_persons(parsed, clusters_of):
    """Unnamed officials are a cluster with a post, so that the state they speak for is known."""
    spec = (
        "Iranian/ADJ/amod/1 officials/NOUN/nsubj/2 rejected/VERB/ROOT/2 the/DET/det/4 plan/NOUN/obj/2 ./PUNCT/punct/2"
    )
    posts = [post for cluster in clusters_of(parsed(spec)).values() for post in cluster.posts]
    assert [(post.title, post.country) for post in posts] == [("officials", "Iranian")]


def test_his_spokeswoman_is_of_his_state(parsed, clusters_of):
    """An office that belongs to a person is of the state whose office the person holds."""
    first = (
        "Kenyan/ADJ/amod/1 President/PROPN/compound/2 Abasi/PROPN/nsubj/4 Otieno/PROPN/flat/2 told/VERB/ROOT/4 "
        "Uganda/PROPN/obj/4 ./PUNCT/punct/4"
    )
    then = (
        "His/PRON/nmod:poss/1 spokeswoman/NOUN/nsubj/6 ,/PUNCT/punct/3 Zola/PROPN/appos/1 Mbeki/PROPN/flat/3 "
        ",/PUNCT/punct/3 agreed/VERB/ROOT/6 ./PUNCT/punct/6"
    )
    found = clusters_of(parsed(first, then, ents={"Abasi Otieno": "PERSON", "Zola Mbeki": "PERSON"}))
    assert [post.country for post in found["Zola Mbeki"].posts] == ["Kenyan"]


def test_statement_speaks_for_who_issued_it(parsed, clusters_of, words_of):
    """After "Norway issued a statement", "the statement said" is Norway speaking."""
    first = "Norway/PROPN/nsubj/1 issued/VERB/ROOT/1 a/DET/det/3 statement/NOUN/obj/1 ./PUNCT/punct/1"
    then = "The/DET/det/1 statement/NOUN/nsubj/2 rejected/VERB/ROOT/2 Sweden/PROPN/obj/2 ./PUNCT/punct/2"
    doc = parsed(first, then)
    assert ("The statement", "nominal") in words_of(doc, clusters_of(doc)["Norway"])


def test_silent_statement_is_nobody(parsed, clusters_of, words_of):
    """A text that is only read or rejected is no mention of who issued it."""
    first = "Norway/PROPN/nsubj/1 issued/VERB/ROOT/1 a/DET/det/3 statement/NOUN/obj/1 ./PUNCT/punct/1"
    then = "Sweden/PROPN/nsubj/1 rejected/VERB/ROOT/1 the/DET/det/3 statement/NOUN/obj/1 ./PUNCT/punct/1"
    doc = parsed(first, then)
    assert ("the statement", "nominal") not in words_of(doc, clusters_of(doc)["Norway"])


def test_one_pronoun_tells_no_gender(parsed, clusters_of, words_of):
    """A single "her" near a person does not keep a later "he" from being that person."""
    first = "Ortega/PROPN/nsubj/1 praised/VERB/ROOT/1 Norway/PROPN/obj/1 and/CCONJ/cc/5 her/PRON/nmod:poss/5 navy/NOUN/conj/2 ./PUNCT/punct/1"
    then = "He/PRON/nsubj/1 rejected/VERB/ROOT/1 it/PRON/obj/1 ./PUNCT/punct/1"
    doc = parsed(first, then, ents={"Ortega": "PERSON"})
    assert ("He", "pronoun") in words_of(doc, clusters_of(doc)["Ortega"])


def test_body_belongs_to_the_state_before_it(parsed, clusters_of):
    """Here "Norway's Defence Ministry" belongs to Norway; an embassy in Chile does not belong to Chile."""
    spec = (
        "Norway/PROPN/nmod:poss/3 's/PART/case/0 Defence/PROPN/compound/3 Ministry/PROPN/nsubj/4 rejected/VERB/ROOT/4 "
        "it/PRON/obj/4 ./PUNCT/punct/4"
    )
    assert clusters_of(parsed(spec))["Defence Ministry"].of == "Norway"


def test_weights_are_of_features_that_exist(parsed, clusters_of, monkeypatch):
    """A feature renamed in one place only would silently weigh nothing."""
    described: list[str] = []
    weigh = antecedents.weigh

    def listen(features, weights):
        described.extend(features)
        return weigh(features, weights)

    monkeypatch.setattr(antecedents, "weigh", listen)
    she = "She/PRON/nsubj/1 agreed/VERB/ROOT/1 ./PUNCT/punct/1"
    clusters_of(parsed(TWO, she, ents={"Kovac": "PERSON", "Ortega": "PERSON"}))
    assert described
    assert {*described} <= {*antecedents.load_weights()}
