//! Nouns that name people, bodies, documents and groups, with what the knowledge says of them.

use super::{PhraseKind, fold};
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::{BodyClass, BodyKind, Number as KnownNumber, RoleClass, RoleMark};
use sayso_language::Upos;
use sayso_model::Gender;

/// What is known of a noun.
pub(crate) struct Noun {
    pub lemma: CompactString,
    /// What stands before the head of a compound: *SPD* in *SPD-Chef*.
    pub modifier: Option<CompactString>,
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

/// The bit of who governs or wants to.
pub(super) const POWER: u32 = 1;

/// The walks of life that a role can belong to, a bit each: two nouns can mean one person only
/// where they share one (a magistrate is not the accused). 0: the noun tells none (*la dame*).
pub(super) fn domain(class: RoleClass, heads_bodies: bool) -> u32 {
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
pub(super) const BODY_CLASSES: u16 = 256;

/// The role or body noun that starts at a word: what it is, and its last word.
pub(crate) fn noun_at(view: &View<'_>, w: usize, end: usize) -> Option<(Noun, PhraseKind, usize)> {
    if !matches!(view.upos(w), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X | Upos::Num)
        || view.is_mark[w]
    {
        return None;
    }
    let lang = view.lang.code();
    // Longest first: *premier ministre*, *secrétaire général*, *porte-parole*.
    for len in (1..=4.min(end.saturating_sub(w))).rev() {
        let last = w + len - 1;
        if len > 1 && (view.is_punct(last) || view.quote_of[last] != view.quote_of[w]) {
            continue;
        }
        let text = view.span(w, last).of(view.text);
        if (len > 1 || is_noun(view, w))
            && let Some((noun, kind)) = known(view, w, text)
        {
            return Some((noun, kind, last));
        }
    }
    // *Innenministerin*, *SPD-Chef*: a compound is what its head is. Solid ones that are no nouns are
    // names (*Hoffmann*).
    let text = view.words[w].span.of(view.text);
    let determined = w > 0 && matches!(view.upos(w - 1), Upos::Det | Upos::Adj);
    if view.upos(w) != Upos::Noun && !(is_noun(view, w) && (text.contains('-') || determined)) {
        return None;
    }
    let compound = view.knowledge.compound(lang, text)?;
    let (mut noun, kind) = known(view, w, &compound.head)?;
    noun.modifier = Some(compound.modifier.into());
    // A body's compound tells which one it is.
    noun.anaphoric &= matches!(kind, PhraseKind::Person | PhraseKind::People);
    Some((noun, kind, w))
}

/// What is known of a noun at a word, as the role or body that `text` names.
fn known(view: &View<'_>, w: usize, text: &str) -> Option<(Noun, PhraseKind)> {
    let lang = view.lang.code();
    // *Stadtrat*: a councillor before a name, else the council.
    let body = view.knowledge.body(lang, text);
    let of_body = body.filter(|b| b.kind == BodyKind::Body && b.number != KnownNumber::Plural);
    if let Some(role) = view.knowledge.role(lang, text)
        && (of_body.is_none() || view.upos(w + 1) == Upos::Propn)
    {
        let kind = if role.number == KnownNumber::Plural
            || (role.number == KnownNumber::Either && super::chains::is_plural(view, w))
        {
            PhraseKind::People
        } else {
            PhraseKind::Person
        };
        let noun = Noun {
            lemma: fold(role.lemma),
            modifier: None,
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
        return Some((noun, kind));
    }
    let body = body?;
    let kind = match body.kind {
        BodyKind::Body if body.class == BodyClass::State => PhraseKind::State,
        BodyKind::Body => PhraseKind::Body,
        BodyKind::Document => PhraseKind::Document,
        BodyKind::Source => PhraseKind::Source,
        BodyKind::People => PhraseKind::People,
    };
    let noun = Noun {
        lemma: fold(body.lemma),
        modifier: None,
        class: BODY_CLASSES + body.class as u16,
        office: matches!(body.class, BodyClass::Government | BodyClass::Ministry),
        // One of its kind that a report names (*l'ONG*, *la firme*), not an institution that
        // every state has (*l'armée*, *le gouvernement*), nor one whose compound says which it is
        // (*Ärztekammer*).
        anaphoric: !(one_of_many(body.class) && view.knowledge.compound(lang, text).is_some())
            && matches!(
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
            )
            || kind == PhraseKind::Document,
        counterpart: false,
        relational: false,
        domain: 0,
        any_gender: true,
        gender: None,
        grammar: body.gender,
        plural: number(body.number),
    };
    Some((noun, kind))
}

/// Classes of bodies that have many sorts, which compounds tell apart.
fn one_of_many(class: BodyClass) -> bool {
    matches!(
        class,
        BodyClass::Union | BodyClass::Agency | BodyClass::Institute | BodyClass::International
    )
}

/// Whether a word is a noun, or an adjective that stands for one behind its article (*le
/// quotidien L'Écho*).
pub(super) fn is_noun(view: &View<'_>, w: usize) -> bool {
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

/// Whether a class of bodies is of those that there is one of in each town, state or land.
pub(super) fn is_public(class: u16) -> bool {
    [
        BodyClass::Court,
        BodyClass::Prosecution,
        BodyClass::Police,
        BodyClass::LocalAuthority,
        BodyClass::Ministry,
        BodyClass::Church,
    ]
    .iter()
    .any(|c| BODY_CLASSES + *c as u16 == class)
}

/// Whether a class of bodies is of those that act with authority.
pub(super) fn is_official(class: u16) -> bool {
    is_public(class)
        || [BodyClass::Agency, BodyClass::Government, BodyClass::Military]
            .iter()
            .any(|c| BODY_CLASSES + *c as u16 == class)
}

pub(crate) fn is_court(class: u16) -> bool {
    BODY_CLASSES + BodyClass::Court as u16 == class
}

/// Whether the noun is a company's, a bank's or a paper's: what reports call by many nouns.
pub(crate) fn is_business(class: u16) -> bool {
    [BodyClass::Company, BodyClass::Bank, BodyClass::Media]
        .iter()
        .any(|c| BODY_CLASSES + *c as u16 == class)
}

/// Whether the noun names a person by a tie to another alone (*la veuve*, *le père*).
pub(crate) fn is_tie(class: u16) -> bool {
    RoleClass::Relation as u16 == class
}

/// Whether many bear the office at a time (*la députée*), so that it points at nobody by itself.
pub(crate) fn is_shared_office(class: u16) -> bool {
    RoleClass::Legislator as u16 == class
}

pub(super) fn number(number: KnownNumber) -> Option<bool> {
    match number {
        KnownNumber::Singular => Some(false),
        KnownNumber::Plural => Some(true),
        KnownNumber::Either => None,
    }
}
