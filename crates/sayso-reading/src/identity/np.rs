//! Phrases that can name somebody: names, roles, bodies, groups, documents, with what they say.

use super::names::{self, NameRun};
use super::{PhraseKind, fold};
use crate::phrase::noun_phrase;
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::{
    BodyClass, BodyKind, Number as KnownNumber, RoleClass, RoleMark, SeatEntity,
};
use sayso_language::{Deprel, Upos};
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

/// The age that stands behind a word: *, 73 ans*, *(73 ans)*.
fn age_behind(view: &View<'_>, last: usize) -> Option<u32> {
    let end = view.sentence(last).words.end;
    (last + 3 < end
        && view.is_punct(last + 1)
        && view.upos(last + 2) == Upos::Num
        && view.in_set("age", last + 3))
    .then(|| view.words[last + 2].form(view.text).parse().ok())
    .flatten()
}

/// The decade of life that a noun tells.
fn decade(view: &View<'_>, w: usize) -> Option<u32> {
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
            && !runs.iter().any(|r| r.first < w && w <= r.last)
        {
            let np = with_noun(view, w, last, noun, kind, &runs, &mut taken_name, &range);
            w = last + 1;
            found.push(np);
            continue;
        }
        w += 1;
    }
    for (run, taken) in runs.iter().zip(&taken_name) {
        if !taken {
            found.extend(bare_name(view, *run));
        }
    }
    found.sort_by_key(|np| (np.first, np.head));
    found
}

/// What is known of a noun.
pub(crate) struct Noun {
    pub lemma: CompactString,
    pub class: u16,
    pub office: bool,
    pub anaphoric: bool,
    pub counterpart: bool,
    pub relational: bool,
    pub domain: u32,
    pub any_gender: bool,
    pub gender: Option<Gender>,
    pub grammar: Option<Gender>,
    pub plural: Option<bool>,
}

/// The bit of [`domain`] that parties to a case have alone: it shuts walks of life out and tells
/// none.
pub(crate) const PARTY: u32 = 1 << 31;

/// The walks of life that a role can belong to, a bit each: two nouns can mean one person only
/// where they share one (a magistrate is not the accused). 0: the noun tells none (*la dame*).
fn domain(class: RoleClass, heads_bodies: bool) -> u32 {
    const POWER: u32 = 1;
    const BENCH: u32 = 1 << 1;
    const BAR: u32 = 1 << 2;
    const POLICE: u32 = 1 << 3;
    const ARMS: u32 = 1 << 4;
    const LEARNED: u32 = 1 << 5;
    const CULTURE: u32 = 1 << 6;
    const PRESS: u32 = 1 << 7;
    const SPORT: u32 = 1 << 8;
    const FAITH: u32 = 1 << 9;
    const TRADE: u32 = 1 << 10;
    const BUSINESS: u32 = 1 << 11;
    const CAUSE: u32 = 1 << 12;
    match class {
        RoleClass::HeadOfState if heads_bodies => {
            POWER | BENCH | LEARNED | SPORT | BUSINESS | CAUSE | CULTURE
        }
        RoleClass::HeadOfState
        | RoleClass::HeadOfGovernment
        | RoleClass::Minister
        | RoleClass::Diplomat
        | RoleClass::Legislator
        | RoleClass::LocalExecutive => POWER,
        RoleClass::Leader => POWER | BUSINESS | CAUSE,
        RoleClass::Candidate => POWER | SPORT | CULTURE | CAUSE,
        RoleClass::Official => POWER | LEARNED | BUSINESS | POLICE,
        RoleClass::Spokesperson => POWER | BUSINESS | CAUSE | POLICE | ARMS | FAITH,
        RoleClass::Judge => BENCH,
        RoleClass::Lawyer => BAR,
        RoleClass::Police => POLICE,
        RoleClass::Military => ARMS | SPORT,
        RoleClass::Executive => BUSINESS | LEARNED | SPORT | CULTURE | CAUSE,
        RoleClass::Unionist | RoleClass::Activist => CAUSE,
        RoleClass::Religious => FAITH,
        RoleClass::Expert | RoleClass::Health => LEARNED,
        RoleClass::Journalist => PRESS | CULTURE,
        RoleClass::Culture => CULTURE,
        RoleClass::Sport => SPORT,
        RoleClass::Worker => TRADE,
        RoleClass::Suspect => !(BENCH | BAR | POLICE | PRESS),
        RoleClass::Person | RoleClass::Relation | RoleClass::SeatHolder => 0,
    }
}

/// Classes of bodies are numbered behind those of roles.
const BODY_CLASSES: u16 = 256;

/// The role or body noun that starts at a word: what it is, and its last word.
pub(crate) fn noun_at(view: &View<'_>, w: usize, end: usize) -> Option<(Noun, PhraseKind, usize)> {
    if !matches!(view.upos(w), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X | Upos::Num)
        || view.is_mark[w]
    {
        return None;
    }
    let lang = view.lang.code();
    // Longest first: *premier ministre*, *secrétaire général*, *porte-parole*.
    for len in (1..=4.min(end - w)).rev() {
        let last = w + len - 1;
        if len > 1 && (view.is_punct(last) || view.quote_of[last] != view.quote_of[w]) {
            continue;
        }
        let text = view.span(w, last).of(view.text);
        if let Some(role) = view.knowledge.role(lang, text) {
            if len == 1 && !is_noun(view, w) {
                continue;
            }
            let kind = if role.number == KnownNumber::Plural
                || (role.number == KnownNumber::Either && super::chains::is_plural(view, w))
            {
                PhraseKind::People
            } else {
                PhraseKind::Person
            };
            let noun = Noun {
                lemma: fold(role.lemma),
                class: role.class as u16,
                office: role.marks.has(RoleMark::Office) || role.marks.has(RoleMark::Body),
                anaphoric: true,
                counterpart: role.marks.has(RoleMark::Relational) && view.in_set("counterpart", w),
                relational: role.marks.has(RoleMark::Relational),
                domain: domain(role.class, role.marks.has(RoleMark::Body)),
                any_gender: role.marks.has(RoleMark::Any),
                gender: role.gender,
                grammar: role.agreement,
                plural: number(role.number),
            };
            return Some((noun, kind, last));
        }
        if let Some(body) = view.knowledge.body(lang, text) {
            if len == 1 && !is_noun(view, w) {
                continue;
            }
            let kind = match body.kind {
                BodyKind::Body if body.class == BodyClass::State => PhraseKind::State,
                BodyKind::Body => PhraseKind::Body,
                BodyKind::Document => PhraseKind::Document,
                BodyKind::Source => PhraseKind::Source,
                BodyKind::People => PhraseKind::People,
            };
            let noun = Noun {
                lemma: fold(body.lemma),
                class: BODY_CLASSES + body.class as u16,
                office: matches!(body.class, BodyClass::Government | BodyClass::Ministry),
                // One of its kind that a report names (*l'ONG*, *la firme*), not an institution that
                // every state has (*l'armée*, *le gouvernement*).
                anaphoric: matches!(
                    body.class,
                    BodyClass::State
                        | BodyClass::Party
                        | BodyClass::ArmedGroup
                        | BodyClass::Union
                        | BodyClass::Association
                        | BodyClass::Company
                        | BodyClass::Bank
                        | BodyClass::Agency
                        | BodyClass::Institute
                        | BodyClass::International
                        | BodyClass::Media
                ) || kind == PhraseKind::Document,
                counterpart: false,
                relational: false,
                domain: 0,
                any_gender: true,
                gender: None,
                grammar: body.gender,
                plural: number(body.number),
            };
            return Some((noun, kind, last));
        }
    }
    None
}

/// Whether a word is a noun, or an adjective that stands for one behind its article (*le
/// quotidien L'Écho*).
fn is_noun(view: &View<'_>, w: usize) -> bool {
    match view.upos(w) {
        Upos::Noun | Upos::Propn | Upos::X => true,
        Upos::Adj => {
            w > 0
                && view.upos(w - 1) == Upos::Det
                && view
                    .words
                    .get(w + 1)
                    .is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Adj | Upos::Num))
        }
        _ => false,
    }
}

/// Whether a class of documents holds words of one author.
pub(crate) fn is_statement(class: u16) -> bool {
    [BodyClass::Statement, BodyClass::Letter, BodyClass::Post, BodyClass::Report]
        .iter()
        .any(|c| BODY_CLASSES + *c as u16 == class)
}

pub(crate) fn is_court(class: u16) -> bool {
    BODY_CLASSES + BodyClass::Court as u16 == class
}

/// Whether the noun names a person by a tie to another alone (*la veuve*, *le père*).
pub(crate) fn is_tie(class: u16) -> bool {
    RoleClass::Relation as u16 == class
}

/// Whether many bear the office at a time (*la députée*), so that it points at nobody by itself.
pub(crate) fn is_shared_office(class: u16) -> bool {
    RoleClass::Legislator as u16 == class
}

fn number(number: KnownNumber) -> Option<bool> {
    match number {
        KnownNumber::Singular => Some(false),
        KnownNumber::Plural => Some(true),
        KnownNumber::Either => None,
    }
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
    let head = (w..=noun_last).find(|x| view.upos(*x) == Upos::Noun).unwrap_or(w);
    let (mut first, last) = noun_phrase(view, head);
    first = first.min(w);
    let last = last.max(noun_last);
    let article = article(view, first, w);
    // A name right behind the noun and its adjectives, or in close apposition, names the same.
    let mut name = None;
    let personal = matches!(kind, PhraseKind::Person | PhraseKind::People | PhraseKind::Source);
    for (i, run) in runs.iter().enumerate() {
        if taken[i] {
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
        if run.first > last + 3 || run.first <= noun_last {
            continue;
        }
        if names_same(view, noun_last, *run, kind, range) && !(personal && names_body(view, *run)) {
            name = Some(*run);
            taken[i] = true;
            break;
        }
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
    let country = country(view, w, last, name);
    let (class, office) = match seat_office(view, &noun, w, last) {
        Some(class) => (class, true),
        None => (noun.class, noun.office),
    };
    let plural = noun.plural.unwrap_or_else(|| super::chains::is_plural(view, head));
    let words = words(view, first, last, name, personal);
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
        })
    };
    // Behind a person's name comes somebody else (*X et son homologue Y*).
    let end = match name {
        Some(n) if personal && n.first > noun_last => n.last,
        Some(n) => last.max(n.last),
        None => last,
    };
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
        domain: noun.domain,
        bare: is_bare(view, (first, last), (w, noun_last), kind) && !(noun.office && noun_last > w),
        any_gender: noun.any_gender,
        gender,
        grammar,
        plural,
        age: age_behind(view, end),
        decade: decade(view, head),
        country,
        words,
        role_text,
    }
}

/// Whether a name is no person's: a known body's, or an acronym (*l'ex-députée UMP*).
fn names_body(view: &View<'_>, run: NameRun) -> bool {
    let text = view.span(run.first, run.last).of(view.text);
    run.first == run.last && text.len() > 1 && text.chars().all(char::is_uppercase)
        || view.knowledge.named_body(view.lang.code(), text).is_some()
}

/// The last word of a body's name that starts with a capitalised noun: through its adjectives and
/// its complements, not past punctuation or a clause.
fn body_name_end(view: &View<'_>, noun_last: usize, last: usize) -> usize {
    let mut end = noun_last;
    for w in noun_last + 1..=last.min(noun_last + 10) {
        match view.upos(w) {
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => end = w,
            Upos::Adp | Upos::Det | Upos::Cconj => {}
            _ => break,
        }
    }
    end
}

/// *le maître du Kremlin*: the office that the seat stands for.
fn seat_office(view: &View<'_>, noun: &Noun, first: usize, last: usize) -> Option<u16> {
    if noun.class != RoleClass::SeatHolder as u16 {
        return None;
    }
    let lang = view.lang.code();
    let seat = (first..=last).filter(|w| names::is_capitalised(view, *w)).find_map(|w| {
        view.knowledge
            .seat(lang, view.words[w].span.of(view.text))
            .or_else(|| view.knowledge.seat(lang, view.span(w, last).of(view.text)))
    })?;
    match seat.entity {
        SeatEntity::HeadOfState => Some(RoleClass::HeadOfState as u16),
        SeatEntity::Government => Some(RoleClass::HeadOfGovernment as u16),
        _ => None,
    }
}

/// Whether a name behind a noun names the same: *le président russe Vladimir Poutine*, *le
/// ministre du Budget, Jérôme C.*, *le quotidien Le Figaro*; not *le porte-parole de Mme B.*
fn names_same(
    view: &View<'_>,
    noun_last: usize,
    run: NameRun,
    kind: PhraseKind,
    range: &Range<usize>,
) -> bool {
    let mut before = run.first - 1;
    // A title belongs to the name.
    if before > noun_last && names::is_title(view, before) {
        before -= 1;
    }
    let between = noun_last + 1..before + 1;
    // *le quotidien L'Écho du Lac*: the article is part of the name.
    if between.len() == 1 && names::is_capitalised(view, before) && view.in_set("definite", before)
    {
        return true;
    }
    if between.clone().any(|w| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Cconj | Upos::Sconj)
            && !matches!(view.deprel(w), Deprel::Acl)
    }) {
        return false;
    }
    if between.is_empty() {
        return true;
    }
    if view.is_comma(before) {
        let commas = between.clone().filter(|w| view.is_comma(*w)).count();
        // Behind the name: a comma, the verb, the end.
        let after = run.last + 1;
        let closed = after >= range.end
            || view.is_punct(after)
            || matches!(
                view.upos(after),
                Upos::Verb | Upos::Aux | Upos::Pron | Upos::Adv | Upos::Adp | Upos::Cconj
            );
        let person = super::person_like(view, run.first);
        let text = view.span(run.first, run.last).of(view.text);
        return commas == 1
            && closed
            && match kind {
                PhraseKind::Person => {
                    person
                        || run.last > run.first
                        || !super::is_place(view, text)
                            && view.knowledge.country_by_name(view.lang.code(), text).is_none()
                            && view.knowledge.named_body(view.lang.code(), text).is_none()
                }
                PhraseKind::Body => !person && run.first == run.last,
                _ => false,
            };
    }
    match view.upos(before) {
        // *le ministre russe Sergueï L.*; in *l'équipe de la biologiste norvégienne Sunniva B.* the
        // name is the nearer noun's.
        Upos::Adj | Upos::Num => {
            let nearer =
                |w: usize| matches!(noun_at(view, w, range.end), Some((_, PhraseKind::Person, _)));
            !between.clone().any(|w| view.upos(w) == Upos::Adp)
                || matches!(kind, PhraseKind::Person) && !between.clone().any(nearer)
        }
        // *le site spécialisé Ruutu*
        Upos::Verb => view.deprel(before) == Deprel::Acl && before == noun_last + 1,
        Upos::Adp | Upos::Det => {
            // *le quotidien Le Figaro*: the article is part of the name.
            view.upos(before) == Upos::Det
                && before == noun_last + 1
                && names::is_capitalised(view, before)
        }
        // *le ministre des Affaires étrangères Sergueï Lavrov*: the name is no part of the complement.
        Upos::Noun | Upos::Propn => matches!(kind, PhraseKind::Person) && run.last > run.first,
        _ => false,
    }
}

/// Whether a role stands in apposition behind a name.
fn role_behind(view: &View<'_>, run: NameRun, first: usize, head: usize, kind: PhraseKind) -> bool {
    let governed = run.first > 0 && view.upos(run.first - 1) == Upos::Adp;
    if run.last >= first || governed && !super::person_like(view, run.first) {
        return false;
    }
    let gap = run.last + 1..first;
    // *X, éleveur*; *X, 73 ans, éleveur*
    let comma = !gap.is_empty()
        && gap.len() <= 5
        && view.is_comma(gap.start)
        && view.is_comma(gap.end - 1)
        && gap
            .clone()
            .all(|w| view.is_comma(w) || view.upos(w) == Upos::Num || view.in_set("age", w));
    let bracket = gap.len() == 1 && view.is(gap.start, "(");
    if !comma && (!bracket || view.deprel(head) == Deprel::Nsubj) {
        return false;
    }
    let closes = (head + 1..view.sentence(head).words.end)
        .find(|w| view.is_punct(*w) || matches!(view.upos(*w), Upos::Verb | Upos::Aux));
    let closed = closes.is_none_or(|w| view.is_punct(w));
    matches!(kind, PhraseKind::Person | PhraseKind::Body) && closed
}

fn article(view: &View<'_>, first: usize, noun: usize) -> Article {
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

/// The gender that the determiner shows.
fn determiner_gender(view: &View<'_>, first: usize, noun: usize) -> Option<Gender> {
    (first..noun)
        .filter(|w| view.upos(*w) == Upos::Det)
        .find_map(|w| super::chains::gender_of(view.words[w].morph.gender))
}

/// The country that an adjective or complement of the phrase names.
fn country(
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

/// Folded content words of a phrase; its name left out.
fn words(
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

/// Whether a phrase says no more than its noun (`noun`, first and last word), an age, an origin or
/// an adjective of life.
fn is_bare(
    view: &View<'_>,
    (first, last): (usize, usize),
    noun: (usize, usize),
    kind: PhraseKind,
) -> bool {
    let body = kind != PhraseKind::Person;
    // What a preposition other than *de* brings is where it is said: *la jeune femme à sa sortie*.
    let last = (noun.1 + 1..=last)
        .find(|w| {
            view.upos(*w) == Upos::Verb
                || view.upos(*w) == Upos::Adp
                    && !view.in_set("infinitive-of", *w)
                    && !view.in_set("name-particle", *w)
        })
        .map_or(last, |w| w - 1);
    (first..=last).all(|w| {
        (noun.0..=noun.1).contains(&w)
            || matches!(view.upos(w), Upos::Det | Upos::Num | Upos::Punct)
            || view.in_set("age", w)
            || view.in_set("of-life", w)
            || body && view.upos(w) == Upos::Adj && w > noun.1
            || view.upos(w) == Upos::Adp
                && w < last
                && (view.upos(w + 1) == Upos::Num || body && w + 1 == last && is_town(view, w + 1))
            || body && w == last && view.upos(w) == Upos::Propn && is_town(view, w)
    })
}

fn is_town(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Propn && super::is_place(view, view.words[w].span.of(view.text))
}

/// A person noun that the knowledge does not hold, told by its ending (*la démissionnaire*, *le
/// légiste*) or as an origin (*la Norvégienne*): behind its article, as a subject or a source.
pub(crate) fn unknown_person(view: &View<'_>, head: usize, is_source: bool) -> Option<Np> {
    if !matches!(view.upos(head), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X)
        || head == 0
        || view.upos(head - 1) != Upos::Det
    {
        return None;
    }
    if view.phrase_at("this-one", head - 1, head + 1) > 1 {
        return None;
    }
    let origin = names::is_capitalised(view, head) && origin(view, head);
    let ending = !names::is_capitalised(view, head)
        && (view.in_ending_set("person-ending", head)
            || is_source && view.in_ending_set("person-ending-weak", head));
    if !origin && !ending {
        return None;
    }
    let (first, last) = noun_phrase(view, head);
    let grammar = determiner_gender(view, first, head)
        .or(super::chains::gender_of(view.words[head].morph.gender));
    let plural = super::chains::is_plural(view, head) || super::chains::is_plural(view, head - 1);
    let noun = fold(view.words[head].form(view.text));
    Some(Np {
        first,
        last,
        head,
        kind: if plural { PhraseKind::People } else { PhraseKind::Person },
        article: article(view, first, head),
        name: None,
        noun: Some(noun),
        class: None,
        office: false,
        anaphoric: true,
        counterpart: false,
        possessive: (first..head).any(|x| view.in_set("possessive", x)),
        relational: false,
        domain: 0,
        bare: is_bare(view, (first, last), (head, head), PhraseKind::Person),
        any_gender: false,
        gender: grammar,
        grammar,
        plural,
        age: None,
        decade: decade(view, head),
        country: country(view, head, head, None),
        words: words(view, first, last, None, true),
        role_text: None,
    })
}

/// Whether a word says where somebody comes from.
fn origin(view: &View<'_>, w: usize) -> bool {
    let text = view.words[w].span.of(view.text);
    view.knowledge.country_by_demonym(view.lang.code(), text).is_some()
        || view.in_ending_set("demonym-ending", w)
}

/// A name that stands by itself.
fn bare_name(view: &View<'_>, run: NameRun) -> Option<Np> {
    let lang = view.lang.code();
    let text = view.span(run.first, run.last).of(view.text);
    let mut first = run.first;
    let low = view.sentence(run.first).words.start;
    let mut title = None;
    let mut noun = None;
    while first > low {
        let w = first - 1;
        if let Some(t) = view.knowledge.title(lang, view.words[w].span.of(view.text)) {
            title = Some(t);
        } else if view.upos(w) == Upos::Det {
        } else if noun.is_none() && noun_before(view, w, NameRun { first, last: run.last }) {
            // *le glaciologue Ødger H.*, *la Suissesse Jil B.*: a noun that the knowledge does
            // not hold, or an origin.
            noun = Some(w);
        } else if noun.is_none()
            && first == run.first
            && w > low
            && view.upos(w) == Upos::Adj
            && noun_before(view, w - 1, NameRun { first: w, last: w })
        {
            // *le géochimiste chilien Nahuel Q.*
        } else {
            break;
        }
        first = w;
    }
    let country = noun.and_then(|w| country(view, w, w, None));
    let named = view.knowledge.named_body(lang, text);
    let kind = if title.is_some() {
        PhraseKind::Person
    } else if view.knowledge.country_by_name(lang, text).is_some() {
        PhraseKind::State
    } else if named.is_some() {
        PhraseKind::Body
    } else if view.knowledge.seat(lang, text).is_some()
        || view.knowledge.capital(lang, text).is_some()
    {
        PhraseKind::Metonym
    } else if run.first == run.last
        && view.knowledge.country_by_demonym(lang, text).is_some()
        && first < run.first
    {
        if super::chains::is_plural(view, first) { PhraseKind::People } else { PhraseKind::Person }
    } else if super::person_like(view, run.first)
        || noun.is_some_and(|w| {
            origin(view, w)
                || view.in_ending_set("person-ending", w)
                || view.in_ending_set("person-ending-weak", w)
        })
    {
        PhraseKind::Person
    } else if super::is_place(view, text) {
        PhraseKind::Place
    } else if looks_personal(view, run, first) {
        PhraseKind::Person
    } else {
        PhraseKind::Name
    };
    let personal = kind == PhraseKind::Person;
    let plural = kind == PhraseKind::People
        || title.is_some_and(|t| t.number == KnownNumber::Plural)
        || (first < run.first
            && super::chains::is_plural(view, first)
            && kind != PhraseKind::Person);
    Some(Np {
        first,
        last: run.last,
        head: run.first,
        kind,
        article: article(view, first, run.first),
        name: Some(run),
        noun: noun
            .filter(|_| kind == PhraseKind::Person)
            .map(|w| fold(view.words[w].form(view.text))),
        class: None,
        office: false,
        anaphoric: false,
        counterpart: false,
        possessive: false,
        relational: false,
        domain: 0,
        bare: false,
        any_gender: false,
        gender: title
            .and_then(|t| t.gender)
            .or_else(|| determiner_gender(view, first, run.first).filter(|_| personal)),
        grammar: determiner_gender(view, first, run.first),
        plural,
        age: age_behind(view, run.last),
        decade: None,
        country,
        words: Vec::new(),
        role_text: noun.map(|w| view.words[w].span.of(view.text).to_owned()),
    })
}

/// Whether the word before a name is a noun that says who bears it.
fn noun_before(view: &View<'_>, w: usize, run: NameRun) -> bool {
    w + 1 == run.first
        && w > 0
        && view.upos(w - 1) == Upos::Det
        && !view.is_mark[w]
        && view.quote_of[w] == view.quote_of[run.first]
        && (matches!(view.upos(w), Upos::Noun) || names::is_capitalised(view, w) && origin(view, w))
}

/// Whether an unknown name is built and used like a person's: two or three words without an
/// article or a preposition, as a subject or with an age behind it.
fn looks_personal(view: &View<'_>, run: NameRun, first: usize) -> bool {
    if age_behind(view, run.last).is_some() {
        return true;
    }
    let words = run.last - run.first + 1;
    let start = view.sentence(run.first).words.start;
    first == run.first
        && (2..=3).contains(&words)
        && (run.first..=run.last).all(|w| {
            view.low(w).len() > 2 && view.upos(w) == Upos::Propn && !names::is_acronym(view, w)
        })
        && (run.first == start || view.upos(run.first - 1) != Upos::Adp)
}
