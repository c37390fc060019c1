//! What looks like a time and is none: names, participles, counts of other things, ages.

use super::Reader;
use super::atom::Kind;
use super::pattern::{Match, Op, Role};
use crate::identity::PhraseKind;
use sayso_language::Upos;

/// Whether the words around a match let it be a time. `first` and `last` are its words.
pub(super) fn allows(reader: &Reader<'_, '_>, found: &Match, first: usize, last: usize) -> bool {
    let view = reader.view;
    for kept in &found.kept {
        let Some(atom) = reader.lexed.atoms.get(kept.from as usize) else { continue };
        let w = reader.word_at(atom.start);
        let more = kept.value.more;
        let form = atom.span().of(view.text);
        let fits = match more.name() {
            // *été*, *second*: only as a noun.
            "NOUN" => {
                matches!(view.upos(w), Upos::Noun | Upos::Propn)
                    || (w > 0 && view.upos(w - 1) == Upos::Det)
            }
            // *may*, *march*: only with a capital, and as no verb.
            "CAP" => {
                form.chars().next().is_some_and(char::is_uppercase)
                    && !matches!(view.upos(w), Upos::Verb | Upos::Aux)
            }
            // *morgen*: a noun opens no sentence without an article.
            "ADV" => view.upos(w) == Upos::Adv || opens(view, w),
            // *il set*: only beside a day or a year.
            "WITH" => false,
            // *9. Jan Kuppelwieser*: a first name.
            "NAME" if view.upos(last + 1) == Upos::Propn => return false,
            _ => true,
        };
        // A number beside it tells as much as a tag: *le 3 mars*.
        if !fits && !found.kept.iter().any(|k| matches!(k.role, Role::Day | Role::Year)) {
            return false;
        }
    }
    let has = |role: Role| found.kept.iter().any(|k| k.role == role);
    let only = |role: Role| found.kept.iter().all(|k| k.role == role);
    let single = found.to - found.from == 1;
    if is_proper(reader, found) || is_part_of_compound(reader, found) {
        return false;
    }
    match found.op {
        Op::Date if only(Role::Year) && single => bare_year(reader, found, last),
        // *le 31 février*: a day that does not exist leaves no month behind.
        Op::Date if only(Role::Month) && single && has_day_before(reader, found.from) => false,
        Op::Date if (only(Role::Month) || only(Role::Feast) || only(Role::Season)) && single => {
            !is_name(reader, first, last)
        }
        Op::Date if only(Role::Weekday) => !is_title(reader, found, first, last),
        // *neuf heures de débat*: how long.
        Op::Date | Op::Shift
            if has(Role::Hour)
                && reader.has_before(found.to, reader.tables.classes.hours)
                && reader.has_before(found.to, reader.tables.classes.units)
                && reader.has_at(found.to, reader.tables.classes.of) =>
        {
            false
        }
        Op::Set if found.kept.iter().any(|k| k.role == Role::Post) => is_rate(reader, found, first),
        Op::Set if is_second(reader, found, last) => false,
        Op::Back => !takes_more(reader, found, last),
        Op::Date if has(Role::Hour) && has(Role::Minute) && is_score(reader, found, first) => false,
        // *alle 6.12*: minutes behind a preposition are a clock's.
        Op::Date | Op::Shift
            if has(Role::Minute)
                && found.start < found.from
                && !reader.has_at(found.to, reader.tables.classes.percent) =>
        {
            !matches!(reader.view.upos(last + 1), Upos::Sym)
        }
        // A clock time without its word may count what follows.
        Op::Date | Op::Shift if has(Role::Hour) && !has(Role::Ampm) => {
            !ends_in_number(found) || !counts(reader, last)
        }
        Op::Date
            if has(Role::Day) && has(Role::Weekday) && reader.view.upos(last + 1) == Upos::Adj =>
        {
            false
        }
        Op::Date if has(Role::Day) && !has(Role::Month) && !has(Role::Year) => {
            // *der 21 ausverkauften Aufführungen*
            let view = reader.view;
            let counted = counts(reader, last)
                || (view.upos(last + 1) == Upos::Adj && view.upos(last + 2) == Upos::Noun);
            !ends_in_number(found)
                || !(counted || reader.has_at(found.to, reader.tables.classes.percent))
        }
        Op::Date if has(Role::Day) && !has(Role::Year) => {
            !ends_in_number(found) || !counts(reader, last)
        }
        Op::Range if has(Role::Day) && ends_in_number(found) => !counts(reader, last),
        Op::Duration => !is_age(reader, found, first, last) && !is_second(reader, found, last),
        Op::Later | Op::Earlier => !takes_more(reader, found, last),
        _ => true,
    }
}

/// Whether the last atom is a number.
fn ends_in_number(found: &Match) -> bool {
    let last = found.kept.iter().map(|k| k.to).max().unwrap_or(0) as usize;
    last == found.to
        && found.kept.iter().any(|k| {
            k.to as usize == found.to && matches!(k.role, Role::Hour | Role::Minute | Role::Day)
        })
}

/// Words that carry a capital inside a sentence are names of something (*Le Soir*, *the Weekly*),
/// where the language gives capitals to names alone.
fn is_proper(reader: &Reader<'_, '_>, found: &Match) -> bool {
    let view = reader.view;
    if view.lexicon.nouns_have_capitals() {
        return false;
    }
    found.kept.iter().any(|k| {
        let common = matches!(
            k.role,
            Role::Part
                | Role::Season
                | Role::Unit
                | Role::Ref
                | Role::Shift
                | Role::Every
                | Role::Clock
                | Role::Hour
        );
        let Some(atom) = reader.lexed.atoms.get(k.from as usize).filter(|_| common) else {
            return false;
        };
        let mut chars = atom.span().of(view.text).chars();
        let capital = chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(char::is_lowercase);
        if !capital {
            return false;
        }
        let w = reader.word_at(atom.start);
        let opens = w == 0
            || view.sentence_of[w - 1] != view.sentence_of[w]
            || (view.is_punct(w - 1) && !view.is_comma(w - 1));
        !opens
    })
}

/// Whether a weekday is a part of a title (*the Sunday Almanac*).
fn is_title(reader: &Reader<'_, '_>, found: &Match, first: usize, last: usize) -> bool {
    let view = reader.view;
    !view.lexicon.nouns_have_capitals()
        && found.kept.first().is_some_and(|k| k.to as usize == found.to)
        && view.upos(last + 1) == Upos::Propn
        && first > 0
        && view.upos(first - 1) == Upos::Det
}

/// *une seconde famille*: the second one.
fn is_second(reader: &Reader<'_, '_>, found: &Match, last: usize) -> bool {
    let second = found.kept.iter().any(|k| {
        k.role == Role::Unit && k.value.code.name() == "S" && k.value.more.name() == "NOUN"
    });
    second && matches!(reader.view.upos(last + 1), Upos::Noun | Upos::Adj | Upos::Propn)
}

/// *a month*, *a day*: how often, where a number of things stands before.
fn is_rate(reader: &Reader<'_, '_>, found: &Match, first: usize) -> bool {
    let view = reader.view;
    let start = view.sentence(first).words.start;
    first > start
        && !matches!(view.upos(first - 1), Upos::Adp | Upos::Verb | Upos::Sconj | Upos::Det)
        && !view.is_punct(first - 1)
        && (start.max(first.saturating_sub(4))..first)
            .any(|w| matches!(view.upos(w), Upos::Num | Upos::Sym))
        && found.to > found.from
}

/// Whether the word that closes *three months after* takes a noun: then it is three months.
fn takes_more(reader: &Reader<'_, '_>, found: &Match, last: usize) -> bool {
    let open = found
        .kept
        .iter()
        .any(|k| matches!(k.role, Role::Post | Role::Back) && k.value.more.name() == "END");
    // *due mesi dopo si è dimessa*: the pronoun is the verb's.
    let verb = reader.has_at(found.to, reader.tables.classes.clitic);
    open && !verb
        && !matches!(
            reader.view.upos(last + 1),
            Upos::Punct | Upos::Verb | Upos::Aux | Upos::Cconj | Upos::X
        )
}

/// Whether what follows is a noun that a number before it counts.
fn counts(reader: &Reader<'_, '_>, last: usize) -> bool {
    let view = reader.view;
    let figures = view.words[last].span.of(view.text).ends_with(|c: char| c.is_ascii_digit());
    if !figures && view.upos(last + 1) == Upos::Adj {
        return true;
    }
    matches!(view.upos(last + 1), Upos::Noun | Upos::Num | Upos::Sym | Upos::Propn)
        || view.is(last + 1, "%")
}

/// Four digits are a year where a preposition says so, or where they are near to ours and count
/// nothing.
fn bare_year(reader: &Reader<'_, '_>, found: &Match, last: usize) -> bool {
    let view = reader.view;
    let Some(kept) = found.kept.first() else { return false };
    let after = view.upos(last + 1);
    let counted = matches!(after, Upos::Noun | Upos::Sym | Upos::Num) || view.is(last + 1, "%");
    if begins_range(reader, found.to) {
        return false;
    }
    let said = reader.has_before(found.from, reader.tables.classes.in_year);
    match kept.value.n {
        1900..=2100 => (said || !counted) && !numbered(reader, found.from),
        1700..1900 if !said => {
            let number = first_is_number(reader, found.from);
            !counted && after != Upos::Adj && !number
        }
        1000..1900 => said && !counted,
        _ => false,
    }
}

/// Whether figures of a day stand before, with or without a point.
fn has_day_before(reader: &Reader<'_, '_>, at: usize) -> bool {
    let atoms = &reader.lexed.atoms;
    let back = |k: usize| at.checked_sub(k).and_then(|b| atoms.get(b));
    let point = back(1).is_some_and(|a| a.glued && a.span().of(reader.view.text) == ".");
    back(if point { 2 } else { 1 }).is_some_and(|a| a.kind == Kind::Number && a.end - a.start <= 2)
}

/// Whether a number stands right before.
fn first_is_number(reader: &Reader<'_, '_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|b| reader.lexed.atoms.get(b))
        .is_some_and(|a| a.kind == Kind::Number)
}

/// Whether the number behind a word is its number (*rue … 2010*, *Nr. 1950*).
fn numbered(reader: &Reader<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|b| reader.lexed.atoms.get(b)) else {
        return false;
    };
    let form = before.span().of(reader.view.text);
    matches!(form, "°" | "№" | "$" | "€" | "£" | "+" | "#") && before.kind != Kind::Number
}

/// Whether a month's word is a person's name or a part of one.
fn is_name(reader: &Reader<'_, '_>, first: usize, last: usize) -> bool {
    let view = reader.view;
    let capital =
        |w: usize| view.words[w].span.of(view.text).chars().next().is_some_and(char::is_uppercase);
    let same = |w: usize| view.sentence_of[w] == view.sentence_of[first];
    let before = first.checked_sub(1).filter(|b| same(*b));
    if before.is_some_and(|b| view.upos(b) == Upos::Propn && capital(b)) && capital(first) {
        return true;
    }
    let said = before.is_some_and(|b| matches!(view.upos(b), Upos::Adp | Upos::Det));
    !said && capital(first) && view.upos(last + 1) == Upos::Propn && same(last + 1)
}

/// Whether a duration tells how old somebody is.
fn is_age(reader: &Reader<'_, '_>, found: &Match, first: usize, last: usize) -> bool {
    let view = reader.view;
    let years = found.kept.iter().any(|k| k.role == Role::Unit && k.value.code.name() == "Y");
    if !years || !found.kept.iter().any(|k| k.role == Role::Count) {
        return false;
    }
    if reader.has_before(found.from, reader.tables.classes.aged) {
        return true;
    }
    // *un homme de 45 ans*, *un chauffeur de bus de 38 ans*
    if reader.has_before(found.from, reader.tables.classes.of) {
        let from = first.saturating_sub(6).max(view.sentence(first).words.start);
        for w in (from..first.saturating_sub(1)).rev() {
            if view.is_punct(w) || matches!(view.upos(w), Upos::Verb | Upos::Aux) {
                break;
            }
            let kind = crate::identity::kind_of_phrase(view, w, w, w);
            if matches!(kind, Some(PhraseKind::Person | PhraseKind::People)) {
                return true;
            }
        }
    }
    // *Anna Weiss, 45 ans, …* · *(45 Jahre)*
    let opens = |w: usize| view.is_comma(w) || view.is(w, "(");
    let closes = |w: usize| view.is_comma(w) || view.is(w, ")") || view.is(w, ".");
    first > 1
        && opens(first - 1)
        && closes(last + 1)
        && matches!(view.upos(first - 2), Upos::Propn | Upos::Noun)
}

/// Whether a word opens its sentence.
fn opens(view: &crate::view::View<'_>, w: usize) -> bool {
    w == 0 || view.sentence_of[w - 1] != view.sentence_of[w]
}

/// *Winter-Biathlon*: the first part of a compound, where nouns have capitals.
fn is_part_of_compound(reader: &Reader<'_, '_>, found: &Match) -> bool {
    let view = reader.view;
    if !view.lexicon.nouns_have_capitals() || found.op != Op::Date {
        return false;
    }
    let glued = |at: usize| reader.lexed.atoms.get(at).filter(|a| a.glued);
    let (Some(mark), Some(next)) = (glued(found.to), glued(found.to + 1)) else { return false };
    mark.span().of(view.text) == "-"
        && next.kind == Kind::Word
        && next.span().of(view.text).chars().next().is_some_and(char::is_uppercase)
        && !reader.lexed.core.get(found.to + 1).copied().unwrap_or(false)
}

/// *2000 bis 3000 Grad*: a number up to another that is no year of ours.
fn begins_range(reader: &Reader<'_, '_>, at: usize) -> bool {
    let classes = &reader.tables.classes;
    let link =
        reader.lexed.of(at).iter().find(|l| [classes.to, classes.and].contains(&Some(l.class)));
    let Some(next) = link.map(|l| at + l.len as usize) else { return false };
    let Some(atom) = reader.lexed.atoms.get(next).filter(|a| a.kind == Kind::Number) else {
        return false;
    };
    let number: Option<i64> = atom.span().of(reader.view.text).parse().ok();
    number.is_some_and(|n| n > 2100)
}

/// *0:13 (37:45)*: two numbers of which the sentence has others that are no clock's.
fn is_score(reader: &Reader<'_, '_>, found: &Match, first: usize) -> bool {
    let view = reader.view;
    let atoms = &reader.lexed.atoms;
    let number = |at: usize| {
        atoms.get(at).filter(|a| a.kind == Kind::Number).map(|a| a.span().of(view.text))
    };
    let colon = |at: usize| {
        atoms.get(at).is_some_and(|a| a.glued && a.span().of(view.text) == ":")
            && atoms.get(at + 1).is_some_and(|a| a.glued)
    };
    // A word behind it tells that it is a clock's.
    if number(found.to.saturating_sub(1)).is_none() || !(found.from..found.to).any(colon) {
        return false;
    }
    let sentence = view.sentence(first).span;
    let from = atoms.partition_point(|a| a.start < sentence.start);
    let to = atoms.partition_point(|a| a.start < sentence.end);
    // 17:49:19 holds no other pair.
    let pair = |at: &usize| colon(at + 1) && !at.checked_sub(1).is_some_and(colon);
    (from..to).filter(pair).any(|at| {
        let (Some(a), Some(b)) = (number(at), number(at + 2)) else { return false };
        let parsed = |n: &str| n.parse::<i64>().unwrap_or(99);
        parsed(a) > 24 || parsed(b) > 59 || b.len() != 2
    })
}
