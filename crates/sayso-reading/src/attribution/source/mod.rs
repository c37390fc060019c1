//! Sources: the phrase nearest to a cue that names who speaks.

mod behind;
mod elsewhere;

pub(crate) use behind::{adjunct_end, behind_insertion, following, has_object, past_enclosed};
pub(crate) use elsewhere::{idle, spoken_before};

use crate::lexicon::Frame;
use crate::phrase::noun_phrase;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use elsewhere::{
    before_commas, before_relative, far_subject, following_if_inverted, joined_before, matrix,
    own_speaker, reporter_of,
};
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::Span;

/// The phrase that names a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    /// Its head word.
    pub head: usize,
    /// The whole phrase.
    pub span: Span,
    /// First and last word.
    pub words: (usize, usize),
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

impl Source {
    /// The source around a head word: a pronoun alone, or the whole noun phrase.
    pub fn of(view: &View<'_>, head: usize) -> Source {
        let complement = |c: usize| {
            c > head
                && c <= head + 3
                && matches!(view.deprel(c), Deprel::Nmod | Deprel::Obl | Deprel::OblArg)
        };
        let known = view.lexicon.pronoun(&crate::identity::pronoun_form(view, head)).is_some();
        // *uno di loro*, *una delle due*, whatever the tree makes of it.
        let partitive = view.upos(head) == Upos::Pron
            && !known
            && view.drops_subjects()
            && view.in_set("infinitive-of", head + 1);
        if partitive {
            let end = view.sentence(head).words.end;
            let last = adjunct_end(view, head + 1, end).saturating_sub(1).max(head);
            return Source {
                head,
                span: view.span(head, last),
                words: (head, last),
                pronoun: false,
            };
        }
        if view.upos(head) == Upos::Pron && (known || !view.children(head).any(complement)) {
            return Source {
                head,
                span: crate::identity::pronoun_span(view, head),
                words: (head, head),
                pronoun: true,
            };
        }
        let (mut first, mut last) = noun_phrase(view, head);
        if view.drops_subjects() {
            // *Si tratta, ha detto Rossi, di un passo*: what a preposition opens behind a comma goes
            // on with the words; *dal canto suo il sindaco*: a possessive before an article is not its.
            let parted =
                (head + 1..last).find(|w| view.is_comma(*w) && view.upos(w + 1) == Upos::Adp);
            last = parted.map_or(last, |comma| comma - 1);
            if first + 1 < head
                && view.in_set("possessive", first)
                && view.upos(first + 1) == Upos::Det
                && !view.in_set("possessive", first + 1)
            {
                first += 1;
            }
        }
        // *l'un d'eux*
        if last == head
            && view.upos(head) == Upos::Pron
            && view.in_set("infinitive-of", head + 1)
            && view.lexicon.pronoun(view.low(head + 2)).is_some()
        {
            last = head + 2;
        }
        let span = view.span(first, last);
        let pronoun = view.upos(head) == Upos::Pron && first == last;
        Source { head, span, words: (first, last), pronoun }
    }
}

impl Source {
    /// The source where it begins with `words`, else those alone: a phrase must end before its verb.
    fn within(self, view: &View<'_>, words: (usize, usize), verb: usize) -> Source {
        if self.words.0 == words.0 && self.words.1 < verb {
            return self;
        }
        Source { words, span: view.span(words.0, words.1), ..self }
    }

    /// The source without the words before `first`.
    fn from(mut self, view: &View<'_>, first: usize) -> Source {
        if self.words.0 < first && first <= self.head {
            self.words.0 = first;
            self.span = view.span(first, self.words.1);
        }
        self
    }
}

/// How far up a chain of verbs a subject is looked for.
const MAX_CLIMB: usize = 6;

/// The subject of a verb group: its own, or the one it shares with the verb it depends on.
pub(crate) fn subject(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> Option<Source> {
    if let Some(clitic) = group.clitic {
        return Some(Source::of(view, clitic));
    }
    let level = view.quote_of[group.verb];
    // *Ana Brix, the line's general manager, disputed that P*
    if group.form == GroupForm::Finite
        && view.lexicon.set("inserted-subject").has("before")
        && let Some(source) = before_enclosed(view, view.sentence(group.verb).words.start, group)
    {
        return Some(source);
    }
    // *Il padrone di casa, Tarmo Kauris, ha fatto capire che P*
    if group.form == GroupForm::Finite
        && view.drops_subjects()
        && let Some(source) = before_enclosed(view, clause_start(view, group), group)
        && super::clause::can_speak(view, &source)
        && own_speaker(view, group, level).is_none_or(|own| own.words.0 > source.words.1)
    {
        return Some(Source::of(view, source.head).within(view, source.words, group.first));
    }
    // *X, qui a requis l'anonymat, assure*: the verb goes on behind an inserted relative clause.
    if group.form == GroupForm::Finite
        && let Some(source) = before_relative(view, group)
        && own_speaker(view, group, level).is_none_or(|own| {
            // A subject inside the insertion is that of another verb.
            !view.lexicon.set("past").is_empty() && own.words.0 > source.words.1
        })
    {
        return Some(source);
    }
    if group.form == GroupForm::Finite
        && let Some(source) = before_commas(view, group, level)
    {
        return Some(source);
    }
    // *X a été exclu et déclara*: joined verbs share their subject.
    if group.form == GroupForm::Finite
        && own_speaker(view, group, level).is_none()
        && let Some(before) = joined_before(view, groups, group)
        && let Some(source) = subject(view, groups, before)
    {
        return reporter_of(view, groups, group, before, &source).or(Some(source));
    }
    if view.drops_subjects()
        && group.form == GroupForm::Finite
        && own_speaker(view, group, level).is_none()
    {
        // A document behind the verb speaks where nobody before it does.
        let document = || {
            own_subject(view, group.verb, Some(group), level)
                .filter(|s| super::clause::can_speak(view, s))
        };
        return far_subject(view, groups, group).or_else(document);
    }
    // *X a salué l'accord, y voyant P*: a participle behind a verb has the verb's subject, unless
    // it says what a text says (*a émis un communiqué affirmant que P*).
    if group.form == GroupForm::Participle
        && let Some(main) = matrix(view, groups, group)
    {
        let noun = view.head(group.verb);
        let text_noun = view.deprel(group.verb) == Deprel::Acl
            && noun + 1 == group.first
            && crate::identity::kind_of_phrase(view, noun, noun, noun)
                == Some(crate::identity::PhraseKind::Document);
        if !text_noun
            && let Some(source) =
                following_if_inverted(view, main).or_else(|| subject(view, groups, main))
        {
            return Some(source);
        }
    }
    let mut at = group.verb;
    for climb in 0..MAX_CLIMB {
        let current = groups.iter().find(|g| g.verb == at);
        // A tree that takes the main verb for a relative clause without its pronoun.
        if view.deprel(at) == Deprel::AclRelcl
            && view.head(at) < at
            && group.form == GroupForm::Finite
            && !view.children(at).any(|c| view.in_set("relative-subject", c))
            && own_subject(view, at, current, level).is_none()
        {
            return Some(Source::of(view, top_of_phrase(view, view.head(at))));
        }
        // A participle that modifies a noun speaks for it: *un communiqué affirmant que*.
        if view.deprel(at) == Deprel::Acl
            && current.is_some_and(|g| g.form != GroupForm::Finite)
            && matches!(view.upos(view.head(at)), Upos::Noun | Upos::Propn | Upos::Pron)
            // *téléphone chaque semaine pour lui dire que P*
            && (!view.inverts_inserts()
                || !view.in_set("time-noun", view.head(at)))
        {
            return Some(Source::of(view, view.head(at)));
        }
        if let Some(source) = own_subject(view, at, current, level) {
            return Some(source);
        }
        if climb == 0
            && group.form == GroupForm::Finite
            && joined_before(view, groups, group).is_none()
            && let Some(source) = nearest_subject(view, groups, group)
        {
            return Some(source);
        }
        let head = view.head(at);
        if head == at {
            break;
        }
        at = head;
        if let Some(g) = groups.iter().find(|g| g.verb == at)
            && let Some(clitic) = g.clitic
        {
            return Some(Source::of(view, clitic));
        }
    }
    nearest_subject(view, groups, group)
}

/// Where the clause of a verb starts: its sentence, or behind a semicolon or a conjunction that sets it
/// against another.
fn clause_start(view: &View<'_>, group: &VerbGroup) -> usize {
    let low = view.sentence(group.verb).words.start;
    let start = (low..group.first)
        .rev()
        .find(|w| view.is(*w, ";") || view.in_set("adversative", *w))
        .map_or(low, |w| w + 1);
    super::insert::skip_connective(view, start, group.first)
}

/// The subject right before a verb, with nothing but adverbs, an apposition or a relative clause between.
///
/// What goes from a comma or a closing mark to the verb with no other verb in it is the subject, whatever
/// the tree says; else the tree's subject, or the phrase that ends right before the verb.
pub(crate) fn leading(view: &View<'_>, group: &VerbGroup, low: usize) -> Option<Source> {
    let level = view.quote_of[group.verb];
    let end = (low..group.first).rev().find(|w| view.upos(*w) != Upos::Adv)? + 1;
    if let Some(source) = behind_mark(view, low, end, level) {
        return Some(source);
    }
    // *, the minister responsible, Aroha Brix, said*
    if let Some(source) = before_enclosed(view, low, group).filter(|s| s.words.0 > low) {
        return Some(source);
    }
    let subject = |c: &usize| {
        *c < group.first
            && *c >= low
            && view.quote_of[*c] == level
            && matches!(view.deprel(*c), Deprel::Nsubj | Deprel::NsubjPass)
    };
    let near = || match view.upos(end - 1) {
        Upos::Pron if view.lexicon.pronoun(view.low(end - 1)).is_some() => Some(end - 1),
        Upos::Noun | Upos::Propn => Some(top_of_phrase(view, end - 1)).filter(|t| *t >= low),
        // *the Zambian swore*
        Upos::Adj if end > low + 1 && view.upos(end - 2) == Upos::Det => Some(end - 1),
        _ => None,
    };
    // *, Sen. Ana Brix (R-S.C.) told*
    if view.is(end - 1, ")") {
        return stretch(view, low, end, level).filter(|s| !s.pronoun);
    }
    let head = view.children(group.verb).filter(subject).last().or_else(near)?;
    // *, astronomers using a telescope in Chile announced*
    if governed(view, head) && view.quote_of[head] == level {
        return stretch(view, low, end, level)
            .filter(|s| !s.pronoun && s.words.0 > low)
            .filter(|s| (s.head..s.words.1).any(|w| view.upos(w) == Upos::Verb));
    }
    if view.quote_of[head] != level
        || view.in_set("relative-subject", head) && view.upos(head) == Upos::Pron
    {
        return None;
    }
    let source = Source::of(view, head);
    let parted = source.words.0 == low || view.is_punct(source.words.0 - 1);
    if let Some(whole) = stretch(view, low, end, level).filter(|_| !parted && !source.pronoun) {
        return Some(whole);
    }
    (source.words.1 < group.first).then_some(source)
}

/// The noun phrase before what two commas enclose right before the verb.
pub(super) fn before_enclosed(view: &View<'_>, low: usize, group: &VerbGroup) -> Option<Source> {
    let close = (low..group.first).rev().find(|w| view.upos(*w) != Upos::Adv)?;
    if !view.is_comma(close) {
        return None;
    }
    let level = view.quote_of[group.verb];
    let open = (low..close).rev().find(|w| view.is_comma(*w))?;
    stretch(view, low, open, level).filter(|s| !s.pronoun)
}

/// *," Ana Brix, head of the squad, said*: the phrase right behind a closing mark, with appositions.
fn behind_mark(view: &View<'_>, low: usize, end: usize, level: Option<u32>) -> Option<Source> {
    let mark = (low.max(1)..end).rev().find(|w| view.is_mark[*w])?;
    super::extent::quote_closed_at(view, mark)?;
    let from = if view.is_comma(mark + 1) { mark + 2 } else { mark + 1 };
    let comma = (from..end).find(|w| view.is_comma(*w)).unwrap_or(end);
    // An apposition is closed by a comma as well.
    if comma < end && !view.is_comma(end - 1) {
        return None;
    }
    // *," Ana Brix, who cast the vote, said*
    let relative = comma + 1 < end && view.in_set("relative", comma + 1);
    stretch(view, from, comma, level).filter(|s| {
        s.words.0 == from
            && (comma..end).all(|w| {
                relative
                    || !matches!(view.upos(w), Upos::Verb | Upos::Aux)
                    || view.words[w].morph.verb_form != VerbForm::Fin
            })
    })
}

/// The noun phrase that ends at `end` and begins behind the comma or mark before it, where that holds no
/// verb.
fn stretch(view: &View<'_>, low: usize, end: usize, level: Option<u32>) -> Option<Source> {
    // *Rep. Ana Brix (D-Wis.)*: what stands in brackets is no boundary.
    let mut first = end;
    let mut bracket = None;
    while first > low {
        let w = first - 1;
        if view.is(w, ")") {
            let open = (low.max(w.saturating_sub(6))..w).rev().find(|x| view.is(*x, "("))?;
            bracket = Some(open..w + 1);
            first = open;
            continue;
        }
        if view.is_punct(w) {
            break;
        }
        first = w;
    }
    if first == end {
        return None;
    }
    let bracketed = |w: usize| bracket.as_ref().is_some_and(|b| b.contains(&w));
    let names =
        |w: usize| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num);
    let plain = (first..end).all(|w| {
        view.quote_of[w] == level
            && match view.upos(w) {
                _ if bracketed(w) => true,
                Upos::Verb => view.words[w].morph.verb_form != VerbForm::Fin && w + 1 < end,
                Upos::Aux | Upos::Sconj | Upos::Punct => false,
                _ => true,
            }
    });
    // *managing director Ana Brix*, *acting mayor Orl*
    let role = crate::verb::is_gerund(&view.words[first])
        && matches!(view.upos(first + 1), Upos::Noun | Upos::Propn)
        && first + 1 < end;
    let verbal = view.upos(first) == Upos::Verb && !role;
    if !plain || verbal || matches!(view.upos(first), Upos::Adp | Upos::Cconj | Upos::Adv) {
        return None;
    }
    // Its head hangs on nothing inside, and stands before any preposition.
    let stop = (first..end).find(|w| view.upos(*w) == Upos::Adp).unwrap_or(end);
    let head = (first..stop)
        .filter(|w| names(*w))
        .find(|w| {
            let up = view.head(*w);
            up == *w || up < first || up >= stop || !names(up)
        })
        .or_else(|| (first..stop).rev().find(|w| names(*w)))?;
    let pronoun = view.upos(head) == Upos::Pron && stop == first + 1;
    if pronoun && view.lexicon.pronoun(view.low(head)).is_none() && !view.in_set("impersonal", head)
    {
        return None;
    }
    Some(Source { head, span: view.span(first, end - 1), words: (first, end - 1), pronoun })
}

/// The subject that the tree gives to the verb itself.
fn own_subject(
    view: &View<'_>,
    verb: usize,
    group: Option<&VerbGroup>,
    level: Option<u32>,
) -> Option<Source> {
    let subject = view
        .children(verb)
        .filter(|c| view.deprel(*c) == Deprel::Nsubj || (view.deprel(*c) == Deprel::NsubjPass))
        .filter(|c| view.quote_of[*c] == level || view.quote_of[*c].is_none())
        .filter(|c| !view.in_set("time-noun", *c))
        .filter(|c| !is_oblique(view, *c))
        // Behind its complementiser stands the clause's subject, not the verb's; inside the cue (*fa
        // presente*) none.
        .filter(|c| {
            let end = group.map_or(verb, VerbGroup::end);
            if view.drops_subjects() && *c > verb && *c <= end {
                return false;
            }
            *c < verb
                || !view.drops_subjects()
                || !(end + 1..*c)
                    .any(|w| view.in_set("complementiser", w) && view.upos(w) == Upos::Sconj)
        })
        .filter(|c| {
            view.upos(*c) != Upos::Pron
                || !view.in_set("clitic", *c) && !view.in_set("object-pronoun", *c)
        })
        .min_by_key(|c| {
            c.abs_diff(group.map_or(verb, |g| if *c < verb { g.first } else { g.last }))
        })?;
    if view.in_set("relative-subject", subject) && view.upos(subject) == Upos::Pron {
        return antecedent(view, verb, subject);
    }
    // *The pilots who steer the ferries threatened*: the object of the relative clause is not the subject.
    if let Some(outer) = outer_subject(view, verb, subject) {
        return Some(outer);
    }
    // *Jamaica's appeal court*: the possessor is not the subject.
    let owned = view.head(subject);
    let possessive = view.upos(subject + 1) == Upos::Part
        && view.low(subject + 1).starts_with('\'')
        && subject + 2 < verb;
    if possessive && verb > subject {
        let limit = group.map_or(verb, |g| g.first);
        let head = if owned > subject && owned < limit {
            Some(owned)
        } else {
            (subject + 2..limit)
                .take_while(|w| {
                    matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                })
                .filter(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))
                .last()
        };
        if let Some(head) = head {
            return Some(Source::of(view, head));
        }
    }
    Some(Source::of(view, subject))
}

/// The phrase before a relative clause whose object the tree takes for the subject of the verb behind it. A
/// clause that somebody tells in it has a subject of its own (*the man who said the pilots threatened*).
fn outer_subject(view: &View<'_>, verb: usize, subject: usize) -> Option<Source> {
    let low = view.sentence(verb).words.start;
    if view.lexicon.set("past").is_empty() || subject > verb {
        return None;
    }
    let pronoun = (low + 1..subject)
        .rev()
        .take_while(|w| !view.is_punct(*w))
        .find(|w| view.in_set("relative-subject", *w) && view.upos(*w) == Upos::Pron)?;
    let mut verbs = (pronoun + 1..subject).filter(|w| view.upos(*w) == Upos::Verb);
    let inner = verbs.next()?;
    let tells = view
        .lexicon
        .verb(&view.words[inner].lemma)
        .is_some_and(|e| e.class_for(Frame::That).is_some());
    let plain = verbs.next().is_none()
        && (subject + 1..verb).all(|w| matches!(view.upos(w), Upos::Adv | Upos::Aux));
    let noun = matches!(view.upos(pronoun - 1), Upos::Noun | Upos::Propn);
    (!tells && plain && noun).then(|| Source::of(view, top_of_phrase(view, pronoun - 1)))
}

/// What a relative pronoun stands for.
fn antecedent(view: &View<'_>, verb: usize, pronoun: usize) -> Option<Source> {
    let head = view.head(verb);
    // The phrase that ends right before the pronoun, up to its own head.
    let low = view.sentence(pronoun).words.start;
    let near = (low..pronoun).rev().find(|w| !view.is_comma(*w));
    if let Some(near) =
        near.filter(|n| matches!(view.upos(*n), Upos::Noun | Upos::Propn | Upos::Adj))
    {
        let mut top = near;
        while view.head(top) < top
            && view.head(top) >= low
            && !(view.head(top)..top).any(|x| view.is_punct(x))
            && matches!(view.upos(view.head(top)), Upos::Noun | Upos::Propn)
            && view.deprel(top) != Deprel::Conj
        {
            top = view.head(top);
        }
        // *the wishes of prosecutors, who had argued*: the word asks for people.
        if view.in_set("relative-person", pronoun) && near != top {
            let people = |w: usize| {
                crate::identity::kind_of_phrase(view, w, w, w).is_some_and(|k| {
                    use crate::identity::PhraseKind;
                    matches!(k, PhraseKind::Person | PhraseKind::People | PhraseKind::Source)
                })
            };
            let own = (top..=near).rev().find(|w| people(*w));
            if let Some(own) = own.filter(|own| *own != top && !people(top)) {
                return Some(Source::of(view, own));
            }
        }
        // The tree's choice stands where it lies on this way, or reaches it over an apposition.
        let agrees = view.deprel(verb) == Deprel::AclRelcl
            && head < pronoun
            && (view.is_under(near, head) && head >= top
                || view.is_comma(pronoun - 1)
                    && view.is_under(near, head)
                    && view.deprel(near) != Deprel::Conj);
        if agrees {
            if matches!(view.deprel(head), Deprel::Appos | Deprel::FlatName | Deprel::Flat)
                && view.head(head) < head
            {
                return Some(Source::of(view, view.head(head)));
            }
            return Some(Source::of(view, head));
        }
        return Some(Source::of(view, top));
    }
    (low..pronoun)
        .rev()
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))
        .map(|w| Source::of(view, top_of_phrase(view, w)))
}

/// The head of the noun phrase that a word stands in.
pub(crate) fn top_of_phrase(view: &View<'_>, w: usize) -> usize {
    let mut top = w;
    while matches!(
        view.deprel(top),
        Deprel::Appos
            | Deprel::FlatName
            | Deprel::Flat
            | Deprel::Nmod
            | Deprel::Compound
            | Deprel::Conj
    ) && view.head(top) < top
        && matches!(view.upos(view.head(top)), Upos::Noun | Upos::Propn)
    {
        top = view.head(top);
    }
    top
}

/// Without help from the tree: the nearest noun phrase before the verb that no preposition
/// governs, in the same clause.
fn nearest_subject(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> Option<Source> {
    let low = view.sentence(group.verb).words.start;
    let level = view.quote_of[group.verb];
    let mut w = group.first;
    let mut best = None;
    while w > low {
        w -= 1;
        if view.quote_of[w] != level || view.is_mark[w] {
            if level.is_none() {
                continue; // past somebody's quoted words
            }
            break;
        }
        if let Some(before) = groups.iter().find(|g| g.verb == w && g.form == GroupForm::Finite) {
            // *X a condamné le crime et estimé que*: the verb before has the subject.
            let joined = (w + 1..group.first).any(|c| view.upos(c) == Upos::Cconj)
                || view.is_comma(group.first - 1)
                    && view.lexicon.set("inserted-subject").has("before");
            return (best.is_none() && joined && before.verb < group.verb)
                .then(|| subject(view, groups, before))
                .flatten();
        }
        if view.is(w, ";") || view.is(w, ":") {
            break;
        }
        // *Marisol T. (Verdi e Democratici) ha rilevato*: past what brackets say of the subject.
        if view.drops_subjects() && view.is(w, ")") {
            w = (low..w).rev().find(|x| view.is(*x, "(")).unwrap_or(w);
            continue;
        }
        match view.upos(w) {
            Upos::Pron if view.lexicon.pronoun(view.low(w)).is_some() && best.is_none() => {
                return Some(Source::of(view, w));
            }
            Upos::Noun | Upos::Propn if !view.in_set("time-noun", w) => {
                let mut top = top_of_phrase(view, w);
                // *A nome del governo, la ministra ha promesso*: a phrase of its own behind a comma,
                // whatever it hangs on in the tree.
                if view.drops_subjects() && governed(view, top) && !governed(view, w) {
                    top = w;
                }
                // *The speaker rang his bell, reminded the house that P*
                let object = view.deprel(top) == Deprel::Obj
                    && view.head(top) < top
                    && view.lexicon.set("inserted-subject").has("before");
                if top >= low && !governed(view, top) && !object && !is_oblique(view, top) {
                    best = Some(top);
                    break;
                }
            }
            _ => {}
        }
    }
    best.map(|w| Source::of(view, w))
}

/// Whether the article of the phrase is of a case that no subject stands in: *hat den Bund aufgefordert*.
pub(crate) fn is_oblique(view: &View<'_>, head: usize) -> bool {
    let low = view.sentence(head).words.start;
    let article = (low..head)
        .rev()
        .take_while(|w| matches!(view.upos(*w), Upos::Adj | Upos::Num | Upos::Det))
        .find(|w| view.upos(*w) == Upos::Det);
    article.is_some_and(|w| view.in_set("oblique-article", w))
}

/// Whether a preposition stands before the phrase.
pub(crate) fn governed(view: &View<'_>, head: usize) -> bool {
    if view.children(head).any(|c| c < head && view.deprel(c) == Deprel::Case) {
        return true;
    }
    let low = view.sentence(head).words.start;
    let mut w = head;
    while w > low {
        w -= 1;
        match view.upos(w) {
            Upos::Det | Upos::Adj | Upos::Num | Upos::Propn => {}
            Upos::Adp => return true,
            _ => return false,
        }
    }
    false
}

/// *In der Mitteilung heißt es*, *hieß es aus dem Rathaus*: the source of an impersonal verb of saying
/// stands behind a preposition, before the verb or after it.
pub(crate) fn behind_preposition(view: &View<'_>, verb: usize) -> Option<Source> {
    // *a-t-on appris*, *on l'indique*: anybody, whom the preposition tells.
    let near = view.sentence(verb).words.start.max(verb.saturating_sub(3))..verb + 3;
    let anybody = near.clone().any(|w| {
        let form = crate::identity::pronoun_form(view, w);
        w < view.words.len() && view.lexicon.set("indefinite-subject").has(&form)
    });
    let told = view.in_set_lemma("impersonal-speech", verb)
        || anybody && view.in_set_lemma("impersonal-source", verb);
    if !told {
        return None;
    }
    let range = view.sentence(verb).words.clone();
    let level = view.quote_of[verb];
    let parts = |w: usize| view.is_punct(w) || view.quote_of[w] != level;
    let first = (range.start..verb).rev().find(|w| parts(*w)).map_or(range.start, |w| w + 1);
    let last = (verb + 1..range.end).find(|w| parts(*w)).unwrap_or(range.end);
    let preposition =
        (first..verb).chain(verb + 1..last).find(|w| view.in_set("source-preposition", *w))?;
    let noun = (preposition + 1..last.min(preposition + 6))
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::X))?;
    let first = (preposition + 1..noun).find(|w| view.upos(*w) != Upos::Adp).unwrap_or(noun);
    (!view.in_set("time-noun", noun)).then(|| Source::of(view, noun).from(view, first))
}
