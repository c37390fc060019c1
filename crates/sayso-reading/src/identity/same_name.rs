//! Whether a name beside a noun names the same: *le président russe Vladimir P.*, *X, président de Y*.

use super::PhraseKind;
use super::names::{self, NameRun};
use super::noun::{Noun, noun_at};
use crate::view::View;
use sayso_knowledge::{RoleClass, SeatEntity};
use sayso_language::{Deprel, Upos};
use std::ops::Range;

/// Whether a name is no person's: a known body's, or an acronym (*l'ex-députée UMP*).
pub(super) fn names_body(view: &View<'_>, run: NameRun) -> bool {
    let text = view.span(run.first, run.last).of(view.text);
    run.first == run.last && text.len() > 1 && text.chars().all(char::is_uppercase)
        || view.knowledge.named_body(view.lang.code(), text).is_some()
}

/// The last word of a body's name that starts with a capitalised noun: through its adjectives and
/// its complements, not past punctuation or a clause.
pub(super) fn body_name_end(view: &View<'_>, noun_last: usize, last: usize) -> usize {
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
pub(super) fn seat_office(view: &View<'_>, noun: &Noun, first: usize, last: usize) -> Option<u16> {
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
pub(super) fn names_same(
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
    // *ein Nutzer namens K.*
    if between.is_empty()
        || between.len() == 1 && kind == PhraseKind::Person && view.in_set("naming", before)
    {
        return true;
    }
    // *die Zeitung „Naš R.“*
    if between.len() == 1 && kind == PhraseKind::Body && view.is_mark[before] {
        return view.is_mark[run.last + 1];
    }
    // *Leur syndicat, le Synasat, réclame*: a body's name with its article, between commas.
    if kind == PhraseKind::Body
        && between.len() == 2
        && view.is_comma(between.start)
        && view.in_set("definite", before)
        && run.last + 1 < range.end
        && view.is_punct(run.last + 1)
        && !super::person_like(view, run.first)
    {
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
pub(super) fn role_behind(
    view: &View<'_>,
    run: NameRun,
    first: usize,
    head: usize,
    kind: PhraseKind,
) -> bool {
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
