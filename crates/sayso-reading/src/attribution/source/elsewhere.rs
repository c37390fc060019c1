//! The source of a verb that has no subject of its own beside it: further off, in the clause above, before a
//! relative clause.

use super::{
    Source, adjunct_end, antecedent, following, nearest_subject, own_subject, stretch, subject,
    top_of_phrase,
};
use crate::attribution::{clause, insert};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};

/// The group's own subject. *Ciufoli, coordinatore, definisce il provvedimento «un cerotto»*: where
/// subjects stand on either side, one behind the verb that cannot speak is its object.
pub(super) fn own_speaker(
    view: &View<'_>,
    group: &VerbGroup,
    level: Option<u32>,
) -> Option<Source> {
    own_subject(view, group.verb, Some(group), level)
        .filter(|s| !view.drops_subjects() || s.words.0 < group.first || speaks(view, s))
}

/// Whether the source speaks by itself: no document, no thing.
pub(super) fn speaks(view: &View<'_>, source: &Source) -> bool {
    source.pronoun
        || crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
            .is_some_and(|k| k.speaks_by_itself())
}

/// *X, elle, nie que P*, *X, joint par téléphone, jure Q*: the phrase before what two commas enclose right
/// before the verb, where the tree gives no subject but one inside of them.
pub(super) fn before_commas(
    view: &View<'_>,
    group: &VerbGroup,
    level: Option<u32>,
) -> Option<Source> {
    if !view.inverts_inserts() || group.entry.is_none() {
        return None;
    }
    let low = view.sentence(group.verb).words.start;
    let close = (low..group.first)
        .rev()
        .find(|w| view.upos(*w) != Upos::Adv)
        .filter(|w| view.is_comma(*w))?;
    let open = (low..close).rev().find(|w| view.is_comma(*w))?;
    let own = own_subject(view, group.verb, Some(group), level);
    if own.is_some_and(|s| s.words.0 < open || s.words.0 > close) {
        return None;
    }
    // *la partie grecque, elle, nie*: a pronoun alone takes the phrase up.
    let taken_up = close == open + 2 && view.lexicon.pronoun(view.low(open + 1)).is_some();
    stretch(view, low, open, level).filter(|s| taken_up || clause::can_speak(view, s))
}

/// The subject that the tree did not see, where one may stand behind its verb or be dropped: somebody
/// who can speak.
pub(super) fn far_subject(
    view: &View<'_>,
    groups: &[VerbGroup],
    group: &VerbGroup,
) -> Option<Source> {
    use crate::attribution::clause::can_speak;
    let range = view.sentence(group.verb).words.clone();
    // *X, che ha detto che P*
    let before = (range.start..group.first).rev().find(|w| view.upos(*w) != Upos::Adv);
    // *X, che di sé dice: «Q»*
    let comma = (range.start..group.first).rev().find(|w| view.is_punct(*w));
    let opening = comma.map(|c| c + 1).filter(|w| {
        view.in_set("relative-subject", *w)
            && !(w + 1..group.first).any(|x| matches!(view.upos(x), Upos::Verb | Upos::Aux))
    });
    if let Some(pronoun) = opening.or(before)
        && view.in_set("relative-subject", pronoun)
        && view.upos(pronoun) == Upos::Pron
    {
        return antecedent(view, group.verb, pronoun);
    }
    // *L'ha annunciato ieri X*, *ha detto X che P*
    let takes_object = (group.first..group.verb).any(|w| view.in_set("take-up", w));
    let behind = following(view, group, range.end).filter(|s| {
        let next = s.words.1 + 1;
        let clause = next < range.end
            && (view.in_set("complementiser", next) || view.is(next, ":") || view.is_mark[next]);
        // *definisce il provvedimento «un cerotto»*: what is judged.
        let judged = view.is_mark[next] && group.has(Frame::AsQuoted);
        can_speak(view, s)
            && !judged
            && (takes_object
                || clause
                || view.head(s.head) == group.verb
                    && matches!(view.deprel(s.head), Deprel::Nsubj | Deprel::NsubjPass))
    });
    behind
        .or_else(|| {
            nearest_subject(view, groups, group).filter(|s| {
                let dated = view.in_set("time-noun", s.head);
                // *Il pane è caro, ha detto che P*: what another verb or one comma parts off is not its own.
                let commas = (s.words.1 + 1..group.first).filter(|w| view.is_comma(*w)).count();
                // A comma closes an apposition that one opened.
                let closed = (s.words.0..s.words.1).any(|w| view.is_comma(w));
                let own = s.words.1 < group.first && (commas != 1 || closed);
                let verb_between = groups.iter().any(|g| {
                    g.form == GroupForm::Finite && g.verb > s.words.1 && g.verb < group.first
                });
                !dated && (own && !verb_between || s.words.1 >= group.first) && can_speak(view, s)
            })
        })
        .or_else(|| spoken_from(view, group))
        .or_else(|| before_semicolon(view, groups, group))
}

/// *Il sindaco ammette il ritardo; fa però presente che P*: a verb right behind a semicolon shares the
/// subject of the clause before it.
pub(super) fn before_semicolon(
    view: &View<'_>,
    groups: &[VerbGroup],
    group: &VerbGroup,
) -> Option<Source> {
    let low = view.sentence(group.verb).words.start;
    let semicolon = (low..group.first).rev().find(|w| view.is_punct(*w))?;
    let opens = (semicolon + 1..group.first)
        .all(|w| view.upos(w) == Upos::Adv || view.in_set("connective", w));
    if !view.is(semicolon, ";") || !opens {
        return None;
    }
    let level = view.quote_of[group.verb];
    let before = groups.iter().find(|g| {
        g.last < semicolon
            && g.form == GroupForm::Finite
            && g.entry.is_some_and(|e| e.reports())
            && view.quote_of[g.verb] == level
    })?;
    own_speaker(view, before, level)
        .or_else(|| nearest_subject(view, groups, before))
        .filter(|s| clause::can_speak(view, s))
}

/// *Dalla sede arriva una smentita*: the phrase that a preposition opens at `low`, before a noun of saying.
pub(crate) fn spoken_before(view: &View<'_>, low: usize, noun: usize) -> Option<Source> {
    let first = insert::skip_connective(view, low, noun);
    let head = (first + 1..noun).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
    view.in_set("spoken-from", first).then(|| Source::of(view, head))
}

/// *Dal Quirinale si fa notare che P*: a preposition in front gives who speaks, where the verb names
/// nobody.
pub(super) fn spoken_from(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
    let range = view.sentence(group.verb).words.clone();
    let start = insert::skip_connective(view, range.start, group.first);
    if !view.in_set("spoken-from", start) {
        return None;
    }
    let end = adjunct_end(view, start, group.first);
    let head =
        (start + 1..end).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::X))?;
    let source = Source::of(view, head);
    crate::identity::kind_of_phrase(view, source.words.0, source.words.1, head)
        .is_some_and(|k| k.speaks_by_itself() || k == crate::identity::PhraseKind::Place)
        .then_some(source)
}

/// Whether the group reports nothing that anybody said: an infinitive under somebody's own words
/// (*je peux confirmer que*) or under an impersonal verb (*il faut noter que*).
pub(crate) fn idle(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> bool {
    if group.form != GroupForm::Infinitive {
        return false;
    }
    let low = view.sentence(group.verb).words.start;
    // *vale a dire che P*
    let low_phrase = group.verb.saturating_sub(3).max(low);
    let set_phrase = (low_phrase..group.verb).any(|w| {
        let n = view.phrase_at("idle-phrase", w, group.verb + 1);
        n > 0 && w + n == group.verb + 1
    });
    if set_phrase {
        return true;
    }
    let governor = groups.iter().rfind(|g| {
        g.last < group.first
            && (g.last + 1..group.first).all(|w| {
                matches!(view.upos(w), Upos::Adp | Upos::Adv | Upos::Pron | Upos::Adj | Upos::Aux)
            })
    });
    let start = governor.map_or(group.first, |g| g.first);
    // The copula of *il est bon de rappeler* is no verb group: look at the words themselves.
    let from = start.saturating_sub(6).max(low);
    let impersonal = (from..group.first).rev().take_while(|w| !view.is_punct(*w)).any(|w| {
        view.deprel(w) == Deprel::Expl
            && view.in_set("impersonal", w)
            && !view.in_set("reflexive", w)
    });
    let without = (start.saturating_sub(1).max(low)..group.first)
        .any(|w| view.in_set("without", w) && !(w > low && view.in_set("not-without", w - 1)))
        && !view.in_set_lemma("says-by-silence", group.verb);
    // *autant dire que P*
    let manner = group.first > low && view.in_set("idle-before", group.first - 1);
    governor.is_some_and(|g| g.own_words || view.in_set_lemma("impersonal-verb", g.verb))
        || impersonal
        || without
        || manner
}

/// The phrase that an inserted relative clause, closed by a comma right before the verb, hangs on.
pub(super) fn before_relative(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
    let low = view.sentence(group.verb).words.start;
    let comma = group.first.checked_sub(1).filter(|c| *c > low && view.is_comma(*c))?;
    let level = view.quote_of[group.verb];
    // *a diplomat, speaking on condition of anonymity because talks were under way, said*
    let participle = |w: usize| {
        !view.lexicon.set("past").is_empty()
            && view.upos(w) == Upos::Verb
            && matches!(view.words[w].morph.verb_form, VerbForm::Part | VerbForm::Ger)
    };
    let relative = (low + 1..comma).find(|w| {
        (view.in_set("relative", *w) || participle(*w))
            && view.is_comma(*w - 1)
            && view.quote_of[*w] == level
    })?;
    let near = relative.checked_sub(2).filter(|n| *n >= low)?;
    // Not over a comma: *In Brussels, a diplomat, speaking …, said*.
    let top = top_of_phrase(view, near);
    let top = if (top..near).any(|w| view.is_comma(w)) && !view.lexicon.set("past").is_empty() {
        (top..=near)
            .rev()
            .take_while(|w| !view.is_punct(*w))
            .filter(|w| {
                matches!(view.upos(*w), Upos::Noun | Upos::Propn) && view.is_under(near, *w)
            })
            .last()
            .unwrap_or(near)
    } else {
        top
    };
    matches!(view.upos(near), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
        .then(|| Source::of(view, top))
}

/// The finite verb that a participle behind a report goes with: the last one that takes a clause
/// (*X a annoncé que P, ajoutant que Q*), else the first of the sentence.
pub(super) fn matrix<'g>(
    view: &View<'_>,
    groups: &'g [VerbGroup],
    group: &VerbGroup,
) -> Option<&'g VerbGroup> {
    let level = view.quote_of[group.verb];
    let before = |g: &&VerbGroup| {
        g.last < group.first && g.form == GroupForm::Finite && view.quote_of[g.verb] == level
    };
    let takes_clause = |g: &&VerbGroup| {
        g.entry.is_some_and(|e| e.reports() && e.class_for(Frame::That).is_some())
            && (g.last + 1..group.first.min(g.last + 8)).any(|w| view.in_set("complementiser", w))
    };
    // *P, the agency reported on Tuesday, warning that Q*: an inserted verb of saying.
    let inserted = |g: &&VerbGroup| {
        g.entry.is_some_and(|e| e.is_speech())
            && view.lexicon.set("inserted-subject").has("before")
            && !matches!(view.deprel(g.verb), Deprel::Ccomp | Deprel::AclRelcl | Deprel::Advcl)
            && view.children(g.verb).any(|c| view.deprel(c) == Deprel::Nsubj)
    };
    // *P, assure X, ajoutant que Q*: the same where its subject stands behind it.
    let inverted = |g: &&VerbGroup| {
        g.entry.is_some_and(|e| e.is_speech())
            && view.inverts_inserts()
            && g.has(Frame::Insert)
            && g.first > 0
            && (view.is_comma(g.first - 1) || view.is_mark[g.first - 1])
            && (g.clitic.is_some()
                || following(view, g, view.sentence(g.verb).words.end)
                    .is_some_and(|s| clause::can_speak(view, &s)))
            && !(g.last + 1..group.first.min(g.last + 8)).any(|w| view.in_set("complementiser", w))
    };
    if let Some(found) = groups.iter().filter(before).rfind(|g| inverted(g) || takes_clause(g)) {
        return Some(found);
    }
    groups
        .iter()
        .filter(before)
        .rfind(takes_clause)
        .or_else(|| groups.iter().filter(before).rfind(inserted))
        .or_else(|| groups.iter().find(before))
}

/// The finite verb that a joined verb shares its subject with.
pub(super) fn joined_before<'g>(
    view: &View<'_>,
    groups: &'g [VerbGroup],
    group: &VerbGroup,
) -> Option<&'g VerbGroup> {
    let low = view.sentence(group.verb).words.start;
    let before = (low..group.first).rev().find(|w| view.upos(*w) != Upos::Adv)?;
    if view.upos(before) != Upos::Cconj {
        return None;
    }
    let level = view.quote_of[group.verb];
    let head = view.head(group.verb);
    // *ammette che P e invita a Q*: verbs of saying are joined to one another, over what they report.
    let says = group.entry.is_some_and(|e| e.reports()) && view.drops_subjects();
    let takes = |g: &&VerbGroup| {
        g.last < group.first
            && g.form == GroupForm::Finite
            && view.quote_of[g.verb] == level
            && g.entry.is_some_and(|e| e.reports())
            && (g.end() + 1..g.end() + 4)
                .any(|w| view.in_set("complementiser", w) || view.in_set("infinitive-of", w))
    };
    groups
        .iter()
        .filter(|_| says)
        .rfind(takes)
        .or_else(|| {
            groups.iter().find(|g| {
                g.verb == head
                    && g.verb < group.verb
                    && view.deprel(group.verb) == Deprel::Conj
                    && view.quote_of[g.verb] == level
            })
        })
        .or_else(|| {
            groups.iter().rfind(|g| {
                g.last < group.first
                    && g.form == GroupForm::Finite
                    && view.quote_of[g.verb] == level
            })
        })
}

/// *assure que l'eau n'est pas menacée et promet de payer*: a verb of saying joined to a clause whose subject
/// cannot speak is joined to the verb that reports that clause.
pub(super) fn reporter_of(
    view: &View<'_>,
    groups: &[VerbGroup],
    group: &VerbGroup,
    before: &VerbGroup,
    source: &Source,
) -> Option<Source> {
    let speaks = clause::can_speak(view, source);
    if !view.inverts_inserts() || speaks || !group.entry.is_some_and(|e| e.reports()) {
        return None;
    }
    let outer = groups.iter().rfind(|g| {
        g.last < before.first
            && g.form == GroupForm::Finite
            && g.entry.is_some_and(|e| e.reports())
            && (g.last + 1..before.first).any(|w| view.in_set("complementiser", w))
    })?;
    subject(view, groups, outer).filter(|s| clause::can_speak(view, s))
}

/// The subject behind an inverted verb that has none before it.
pub(super) fn following_if_inverted(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
    if group.clitic.is_some() || group.first == 0 {
        return None;
    }
    let before = group.first - 1;
    let plain = view.inverts_inserts()
        && view.is_comma(before)
        && group.has(Frame::Insert)
        && own_subject(view, group.verb, Some(group), view.quote_of[group.verb])
            .is_none_or(|s| s.words.0 > group.last);
    let inverted = view.is_mark[before]
        || plain
        || view.is_comma(before) && before > 0 && view.is_mark[before - 1];
    inverted.then(|| following(view, group, view.sentence(group.verb).words.end)).flatten()
}
