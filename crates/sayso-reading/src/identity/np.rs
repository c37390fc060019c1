//! Phrases that can name somebody: names, roles, bodies, groups, documents, with what they say.

use super::bare_name::{bare_name, is_bare};
use super::names::{self, NameRun};
use super::noun::{Noun, is_public, noun_at};
use super::same_name::{body_name_end, names_body, names_same, role_behind, seat_office};
use super::{PhraseKind, fold};
use crate::phrase::noun_phrase;
use crate::view::View;
use compact_str::CompactString;
use sayso_language::Upos;
use sayso_model::Gender;
use std::ops::Range;

/// What determines a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Article {
    Definite,
    Indefinite,
    None,
}

/// A phrase that can name somebody.
#[derive(Debug, Clone)]
pub(crate) struct Np {
    pub first: usize,
    pub last: usize,
    pub head: usize,
    pub kind: PhraseKind,
    pub article: Article,
    /// The name in it that names the same as the whole.
    pub name: Option<NameRun>,
    /// The role or body noun, folded, in its base form.
    pub noun: Option<CompactString>,
    /// Class of the noun in the knowledge: what nouns can mean the same.
    pub class: Option<u16>,
    /// Whether one person at a time bears the role, so that the class alone points at them.
    pub office: bool,
    /// Whether the bare noun is used to take up somebody named before (*l'ONG*, *la firme*).
    pub anaphoric: bool,
    /// *son homologue*: bears the role of somebody else.
    pub counterpart: bool,
    /// *son avocate*, *sa présidente*: stands in a relation to somebody else.
    pub possessive: bool,
    /// Whether the noun needs somebody else (*adversaire*, *avocat*).
    pub relational: bool,
    /// Walks of life that the noun can belong to; 0: it tells none. See [`domain`].
    pub domain: u32,
    /// Whether the phrase says no more than its noun, an age, an adjective of origin or of life
    /// (*le brocanteur de 52 ans*, *la jeune femme*, *le groupe danois*).
    pub bare: bool,
    /// Whether grammatical gender says nothing about the person's.
    pub any_gender: bool,
    pub gender: Option<Gender>,
    pub grammar: Option<Gender>,
    pub plural: bool,
    /// Whether it is a body or thing of the neuter gender, which no *er* and no *sie* takes up.
    pub neuter: bool,
    /// The age that stands behind the name.
    pub age: Option<u32>,
    /// Of a noun that tells an age (*septuagénaire*): its decade, in years.
    pub decade: Option<u32>,
    /// ISO code of the country that an adjective or complement names.
    pub country: Option<CompactString>,
    /// Folded content words of the phrase, name left out.
    pub words: Vec<CompactString>,
    /// The phrase beside the name, for people.
    pub role_text: Option<String>,
}

impl Np {
    /// Whether somebody of an age is of the decade that the noun tells; `None` where it tells none.
    pub fn decade_of(&self, age: u32) -> Option<bool> {
        self.decade.map(|decade| age / 10 * 10 == decade)
    }
}

/// The age that stands behind a word: *, 73 ans*, *(73 ans)*, *(73)*, *, 73,*.
pub(super) fn age_behind(view: &View<'_>, last: usize) -> Option<u32> {
    let end = view.sentence(last).words.end;
    if last + 3 >= end || !view.is_punct(last + 1) || view.upos(last + 2) != Upos::Num {
        return None;
    }
    let age = view.words[last + 2].form(view.text).parse().ok()?;
    let told = view.in_set("age", last + 3)
        || OF_AGE.contains(&age)
            && age >= BARE_AGE
            && (view.is(last + 1, "(") && view.is(last + 3, ")")
                || view.is_comma(last + 1) && view.is_comma(last + 3));
    told.then_some(age)
}

/// A number in brackets or commas behind a name is an age from this one on: smaller ones count goals.
const BARE_AGE: u32 = 12;

/// The age that a phrase tells: *die 24-jährige Schwimmerin*, *der 24-Jährige*, *il 52enne*, *the
/// 24-year-old*, *l'homme de 52 ans*.
pub(super) fn age_told(view: &View<'_>, first: usize, last: usize) -> Option<u32> {
    (first..=last).find_map(|w| {
        let form = view.low(w);
        let rest = form.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = form[..form.len() - rest.len()].parse().ok()?;
        let rest = rest.trim_start_matches(['-', '‑']);
        let told = match rest.is_empty() {
            true => (w + 1..=(w + 2).min(last)).any(|x| view.in_set("age", x)),
            false => view.lexicon.set("age").has(rest) || view.lexicon.set("age-ending").has(rest),
        };
        (told && OF_AGE.contains(&number)).then_some(number)
    })
}

/// Ages that people have.
const OF_AGE: std::ops::RangeInclusive<u32> = 1..=119;

/// The decade of life that a noun tells.
pub(super) fn decade(view: &View<'_>, w: usize) -> Option<u32> {
    (20..=100).step_by(10).find(|decade| {
        let noun = view.low(w).trim_end_matches('s');
        view.lexicon.set("decade").has(&format!("{noun}={decade}"))
    })
}

/// The phrases of a sentence's words, in order of their first word.
pub(crate) fn phrases(view: &View<'_>, range: Range<usize>) -> Vec<Np> {
    let runs = names::runs(view, range.clone());
    let mut found: Vec<Np> = Vec::new();
    let mut taken_name = vec![false; runs.len()];
    let mut w = range.start;
    while w < range.end {
        if let Some((noun, kind, last)) = noun_at(view, w, range.end)
            && !modifies(view, last, range.end)
            && !runs.iter().any(|r| r.first < w && w <= r.last)
        {
            let np = with_noun(view, w, last, noun, kind, &runs, &mut taken_name, &range);
            w = last + 1;
            found.push(np);
            continue;
        }
        w += 1;
    }
    let with_noun = found.len();
    for (run, taken) in runs.iter().zip(&taken_name) {
        // *the Spanish prime minister*: an adjective of the phrase, and nobody's name.
        let adjective = || {
            let text = view.span(run.first, run.last).of(view.text);
            view.knowledge.country_by_demonym(view.lang.code(), text).is_some()
                && found.iter().take(with_noun).any(|np| {
                    let near = run.last < np.head && np.head <= run.last + COMPOUND;
                    run.last < np.head && np.first <= run.first
                        || near && modifies(view, run.last, range.end)
                })
        };
        if !taken && !adjective() {
            found.extend(bare_name(view, *run));
        }
    }
    found.sort_by_key(|np| (np.first, np.head));
    join_apposed(view, &mut found);
    found
}

/// *the Polish transport minister*: the head of a compound stands so far behind its adjective.
const COMPOUND: usize = 3;

/// *Son prédécesseur, le docteur Armel B.*; *uno dei due, Ignacio Z.*; *Son conseil, Me Abel R.*: a phrase
/// for one person and the name behind its comma are one.
fn join_apposed(view: &View<'_>, found: &mut Vec<Np>) {
    let mut i = 0;
    while i + 1 < found.len() {
        if is_apposed(view, &found[i], &found[i + 1]) {
            let name = found.remove(i + 1);
            let role = &mut found[i];
            let text = view.span(role.first, role.last).of(view.text);
            role.role_text = Some(text.to_owned());
            role.last = name.last;
            role.name = name.name;
            role.kind = PhraseKind::Person;
            role.gender = role.gender.or(name.gender);
            role.age = role.age.or(name.age);
            role.country = role.country.take().or(name.country);
        }
        i += 1;
    }
}

fn is_apposed(view: &View<'_>, role: &Np, name: &Np) -> bool {
    let titled = name.name.is_some_and(|n| n.first > 0 && names::is_title(view, n.first - 1));
    let personal = match role.kind {
        PhraseKind::Person | PhraseKind::Source => true,
        // *Son conseil*: a lawyer as well as a council.
        PhraseKind::Body => role.possessive && titled,
        _ => false,
    };
    let behind = name.last + 1;
    let closed = behind >= view.sentence(role.head).words.end
        || view.is_punct(behind)
        || matches!(view.upos(behind), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Adp);
    let genders = (role.gender, name.gender);
    personal
        && role.name.is_none()
        && !role.plural
        && role.article != Article::None
        && name.kind == PhraseKind::Person
        && name.name.is_some()
        && !name.plural
        && name.first == role.last + 2
        && view.is_comma(role.last + 1)
        && view.quote_of[role.head] == view.quote_of[name.head]
        && closed
        && !matches!(genders, (Some(a), Some(b)) if a != b)
}

/// Whether a noun before another modifies it (*company spokesman*), in languages that head compounds
/// on the right.
fn right_headed(view: &View<'_>) -> bool {
    !view.lexicon.set("compound-head").is_empty()
}

/// Whether what ends with `last` modifies a noun behind it: *company spokesman*, *Vermont lawmakers*.
pub(crate) fn modifies(view: &View<'_>, last: usize, end: usize) -> bool {
    let next = last + 1;
    right_headed(view)
        && next < end
        && view.upos(next) == Upos::Noun
        && !view.is_mark[next]
        && view.words[next].spaced
        && !view.in_set("time-noun", next)
        && !names::is_capitalised(view, next)
}

#[allow(clippy::too_many_arguments)] // one call, one place
fn with_noun(
    view: &View<'_>,
    w: usize,
    noun_last: usize,
    noun: Noun,
    kind: PhraseKind,
    runs: &[NameRun],
    taken: &mut [bool],
    range: &Range<usize>,
) -> Np {
    let is_noun = |x: &usize| matches!(view.upos(*x), Upos::Noun | Upos::Propn);
    let head = if right_headed(view) {
        // *appeal court*, *secretary general*: the last noun that no other of them heads.
        let within = |x: usize| view.head(x) != x && (w..=noun_last).contains(&view.head(x));
        (w..=noun_last)
            .rev()
            .find(|x| is_noun(x) && !within(*x))
            .or_else(|| (w..=noun_last).rev().find(is_noun))
            .unwrap_or(noun_last)
    } else {
        (w..=noun_last).find(|x| view.upos(*x) == Upos::Noun).unwrap_or(w)
    };
    let (mut first, last) = noun_phrase(view, head);
    first = first.min(w);
    let last = last.max(noun_last);
    let article = article(view, first, w);
    // A name right behind the noun and its adjectives, or in close apposition, names the same.
    let mut name = None;
    let personal = matches!(kind, PhraseKind::Person | PhraseKind::People | PhraseKind::Source);
    // *Udo H., Vorsitzender des Vereins Petri S.*: the name behind is the complement's.
    let apposed = kind == PhraseKind::Person
        && article == Article::None
        && runs.iter().zip(&*taken).any(|(run, taken)| {
            !taken
                && run.last + 2 == first
                && super::person_like(view, run.first)
                && role_behind(view, *run, first, head, kind)
        });
    for (i, run) in runs.iter().enumerate() {
        if taken[i] || apposed && run.first > noun_last + 1 {
            continue;
        }
        if run.first <= noun_last && run.last >= w {
            taken[i] = true;
            if personal {
                // *le PDG*, *Président Macron*: the noun is no name, what follows it is.
                if run.last > noun_last {
                    name = Some(NameRun { first: noun_last + 1, last: run.last });
                    break;
                }
            } else {
                // The noun is written as a name (*Ministère de la Santé*, *Association des
                // leaders religieux*): the name goes to the end of the phrase.
                name = Some(NameRun {
                    first: run.first.min(w),
                    last: run.last.max(body_name_end(view, noun_last, last)),
                });
                break;
            }
            continue;
        }
        // *die Präsidentin der Konferenz (KMK), Hannelore T.*: a name behind a comma may be further.
        let front = run.first - usize::from(run.first > 0);
        let front = if names::is_title(view, front) { front.saturating_sub(1) } else { front };
        // A title may stand before the name: *her opponent, state Sen. Brock Brix*.
        let titled = run.first > 0 && names::is_title(view, run.first - 1);
        let reach = match (view.is_comma(front), titled) {
            (true, _) => 8,
            (false, true) => 4,
            (false, false) => 3,
        };
        if run.first > last + reach || run.first <= noun_last {
            continue;
        }
        if names_same(view, noun_last, *run, kind, range) && !(personal && names_body(view, *run)) {
            name = Some(*run);
            taken[i] = true;
            break;
        }
    }
    // *Staatsanwaltschaft Hagen*: where nouns have capitals, what a body is is part of its name.
    if let Some(run) = &mut name
        && kind == PhraseKind::Body
        && run.first == noun_last + 1
        && view.lexicon.nouns_have_capitals()
        && (is_public(noun.class) || super::is_place(view, view.words[run.first].form(view.text)))
    {
        run.first = w;
    }
    // *L'Écho du Lac*: a body's name goes on with *de* and another capital that is no town.
    if !personal && let Some(run) = &mut name {
        for (i, next) in runs.iter().enumerate() {
            let joint = run.last + 1..next.first;
            if next.first > run.last
                && (1..=2).contains(&joint.len())
                && joint
                    .clone()
                    .all(|x| view.in_set("name-particle", x) || view.in_set("infinitive-of", x))
                && !view.upos(joint.start).eq(&Upos::Cconj)
                && (view.upos(joint.start) == Upos::Adp || !view.lexicon.nouns_have_capitals())
                && !super::is_place(view, view.span(next.first, next.last).of(view.text))
                && !taken[i]
            {
                run.last = next.last;
                taken[i] = true;
            }
        }
    }
    // *Emmanuel Macron, président de la République*: the role behind the name.
    if name.is_none() {
        for (i, run) in runs.iter().enumerate() {
            if !taken[i]
                && role_behind(view, *run, first, head, kind)
                && !(personal && names_body(view, *run))
            {
                name = Some(*run);
                taken[i] = true;
                first = first.min(run.first);
                break;
            }
        }
    }
    let country = country(view, w, last, name).or_else(|| {
        let modifier = noun.modifier.as_deref()?;
        modifier_country(view, modifier)
    });
    let country = country.or_else(|| origin_before(view, first, w, name));
    let (class, office) = match seat_office(view, &noun, w, last) {
        Some(class) => (class, true),
        None => (noun.class, noun.office),
    };
    let plural = noun.plural.unwrap_or_else(|| super::chains::is_plural(view, head));
    let mut words = words(view, first, last, name, personal);
    if let Some(modifier) = &noun.modifier {
        // The noun itself is told by its base form; what a compound says more is a word of its own.
        let whole = fold(view.words[w].form(view.text));
        words.retain(|word| *word != whole);
        words.push(modifier_word(modifier));
    }
    let grammar = noun
        .grammar
        .or_else(|| determiner_gender(view, first, w))
        .or(super::chains::gender_of(view.words[head].morph.gender));
    let gender = if noun.any_gender || !matches!(kind, PhraseKind::Person) {
        noun.gender
    } else {
        // *son adversaire*: the possessive's form follows the sound.
        noun.gender.or_else(|| {
            determiner_gender(view, first, w)
                .filter(|_| !(first..w).any(|x| view.in_set("possessive", x)))
                // *l'ancien ministre*: the adjective shows what the elided article hides.
                .or_else(|| adjective_gender(view, first, w))
        })
    };
    // *il procuratore Elena Bassi*: where offices keep their masculine, the first name tells, and the
    // bare noun nothing.
    let keeps = view.lexicon.set("masculine-role").has("any")
        && gender == Some(Gender::Masculine)
        && matches!(kind, PhraseKind::Person)
        && noun.office;
    let gender = match name {
        _ if !keeps => gender,
        Some(n) => {
            super::first_name_gender(view, view.words[n.first].span.of(view.text)).or(gender)
        }
        None => None,
    };
    // Behind a person's name comes somebody else (*X et son homologue Y*).
    let end = match name {
        Some(n) if personal && n.first > noun_last => n.last,
        Some(n) => last.max(n.last),
        None => last,
    };
    let former = (first..=noun_last).any(|x| view.in_set("former", x));
    let role_text = name.map(|n| {
        let (a, b) = if n.first > noun_last { (w, n.first - 1) } else { (w, last) };
        let text = view.span(a, b.max(a)).of(view.text);
        text.trim_matches(|c: char| c.is_whitespace() || c == ',').to_owned()
    });
    Np {
        first,
        last: end,
        head,
        kind,
        article,
        name,
        noun: Some(noun.lemma),
        class: Some(class),
        office,
        anaphoric: noun.anaphoric && (personal || view.upos(head) != Upos::Adj),
        counterpart: noun.counterpart,
        possessive: (first..w).any(|x| view.in_set("possessive", x)),
        relational: noun.relational,
        // What somebody was once says little of what else they are called.
        domain: if former && !noun.office { 0 } else { noun.domain },
        bare: is_bare(view, (first, last), (w, noun_last), kind) && !(noun.office && noun_last > w),
        any_gender: noun.any_gender,
        gender,
        grammar,
        plural,
        neuter: !personal && is_neuter(view, head),
        age: age_behind(view, end).or_else(|| age_told(view, first, end)),
        decade: decade(view, head),
        country,
        words,
        role_text,
    }
}

pub(super) fn article(view: &View<'_>, first: usize, noun: usize) -> Article {
    for w in first..noun {
        if view.in_set("indefinite", w) {
            return Article::Indefinite;
        }
        if view.in_set("definite", w) {
            return Article::Definite;
        }
    }
    if first < noun && view.upos(first) == Upos::Num { Article::Indefinite } else { Article::None }
}

/// Whether the head of a phrase is of the neuter gender.
pub(super) fn is_neuter(view: &View<'_>, head: usize) -> bool {
    view.words[head].morph.gender == sayso_language::Gender::Neut
}

/// The gender that the determiner shows.
pub(super) fn determiner_gender(view: &View<'_>, first: usize, noun: usize) -> Option<Gender> {
    (first..noun)
        .filter(|w| view.upos(*w) == Upos::Det)
        .find_map(|w| super::chains::gender_of(view.words[w].morph.gender))
}

/// The gender that an adjective before the noun shows.
fn adjective_gender(view: &View<'_>, first: usize, noun: usize) -> Option<Gender> {
    (first..noun)
        .filter(|w| view.upos(*w) == Upos::Adj)
        .find_map(|w| super::chains::gender_of(view.words[w].morph.gender))
}

/// The country that an adjective or complement of the phrase names.
pub(super) fn country(
    view: &View<'_>,
    first: usize,
    last: usize,
    name: Option<NameRun>,
) -> Option<CompactString> {
    let lang = view.lang.code();
    let end =
        name.filter(|n| n.first > first).map_or(last, |n| last.min(n.first.saturating_sub(1)));
    (first..=end.max(first)).find_map(|w| {
        let text = view.words[w].span.of(view.text);
        let id = view
            .knowledge
            .country_by_demonym(lang, text)
            .filter(|_| matches!(view.upos(w), Upos::Adj | Upos::Noun | Upos::Propn))
            .or_else(|| {
                (view.upos(w) == Upos::Propn)
                    .then(|| view.knowledge.country_by_name(lang, text))
                    .flatten()
            })
            .or_else(|| {
                (view.upos(w) == Upos::Propn)
                    .then(|| view.knowledge.seat(lang, text).map(|s| s.country))
                    .flatten()
            })?;
        Some(view.knowledge.country(id)?.code.clone())
    })
}

/// The country of an adjective of origin before a noun: *the Hungarian government*.
fn origin_before(
    view: &View<'_>,
    first: usize,
    noun: usize,
    name: Option<NameRun>,
) -> Option<CompactString> {
    (first..noun).rev().find_map(|w| {
        let own = !name.is_some_and(|n| (n.first..=n.last).contains(&w));
        let adjective = own && matches!(view.upos(w), Upos::Adj | Upos::Propn);
        let text = view.words[w].form(view.text);
        let id = adjective
            .then(|| view.knowledge.country_by_demonym(view.lang.code(), text))
            .flatten()?;
        Some(view.knowledge.country(id)?.code.clone())
    })
}

/// A compound's modifier as a word of its phrase: the hyphen tells that it is part of one.
fn modifier_word(modifier: &str) -> CompactString {
    let mut word = fold(modifier);
    word.push('-');
    word
}

/// Whether a word that one phrase says is among those of another. Of compounds the shorter may leave
/// out the start of the longer: *Bundesinnenminister*, *Innenminister*.
pub(super) fn says(words: &[CompactString], word: &CompactString) -> bool {
    words.contains(word) || word.ends_with('-') && words.iter().any(|w| w.ends_with(word.as_str()))
}

/// The country that a compound's modifier names: *US-Präsident*, *Kreml-Sprecher*.
pub(super) fn modifier_country(view: &View<'_>, modifier: &str) -> Option<CompactString> {
    let lang = view.lang.code();
    let id = view
        .knowledge
        .country_by_name(lang, modifier)
        .or_else(|| view.knowledge.seat(lang, modifier).map(|s| s.country))?;
    Some(view.knowledge.country(id)?.code.clone())
}

/// Folded content words of a phrase; its name left out.
pub(super) fn words(
    view: &View<'_>,
    first: usize,
    last: usize,
    name: Option<NameRun>,
    personal: bool,
) -> Vec<CompactString> {
    (first..=last)
        .filter(|w| !name.is_some_and(|n| n.first <= *w && *w <= n.last))
        .filter(|w| {
            matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Num)
                && !view.in_set("same", *w)
                && !(personal && view.in_set("passing", *w))
        })
        .map(|w| fold(view.words[w].form(view.text)))
        .collect()
}
