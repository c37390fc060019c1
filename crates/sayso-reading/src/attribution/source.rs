//! Sources: the phrase nearest to a cue that names who speaks.

use crate::lexicon::Frame;
use crate::phrase::noun_phrase;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
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

/// The group's own subject. *Ciufoli, coordinatore, definisce il provvedimento «un cerotto»*: where
/// subjects stand on either side, one behind the verb that cannot speak is its object.
fn own_speaker(view: &View<'_>, group: &VerbGroup, level: Option<u32>) -> Option<Source> {
    own_subject(view, group.verb, Some(group), level)
        .filter(|s| !view.drops_subjects() || s.words.0 < group.first || speaks(view, s))
}

/// Whether the source speaks by itself: no document, no thing.
fn speaks(view: &View<'_>, source: &Source) -> bool {
    source.pronoun
        || crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
            .is_some_and(|k| k.speaks_by_itself())
}

/// *X, elle, nie que P*, *X, joint par téléphone, jure Q*: the phrase before what two commas enclose right
/// before the verb, where the tree gives no subject but one inside of them.
fn before_commas(view: &View<'_>, group: &VerbGroup, level: Option<u32>) -> Option<Source> {
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
    stretch(view, low, open, level).filter(|s| taken_up || super::clause::can_speak(view, s))
}

/// The subject that the tree did not see, where one may stand behind its verb or be dropped: somebody
/// who can speak.
fn far_subject(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> Option<Source> {
    use super::clause::can_speak;
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
fn before_semicolon(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> Option<Source> {
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
        .filter(|s| super::clause::can_speak(view, s))
}

/// *Dalla sede arriva una smentita*: the phrase that a preposition opens at `low`, before a noun of saying.
pub(super) fn spoken_before(view: &View<'_>, low: usize, noun: usize) -> Option<Source> {
    let first = super::insert::skip_connective(view, low, noun);
    let head = (first + 1..noun).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
    view.in_set("spoken-from", first).then(|| Source::of(view, head))
}

/// *Dal Quirinale si fa notare che P*: a preposition in front gives who speaks, where the verb names
/// nobody.
fn spoken_from(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
    let range = view.sentence(group.verb).words.clone();
    let start = super::insert::skip_connective(view, range.start, group.first);
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
fn before_relative(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
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
fn matrix<'g>(
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
                    .is_some_and(|s| super::clause::can_speak(view, &s)))
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
fn joined_before<'g>(
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
fn reporter_of(
    view: &View<'_>,
    groups: &[VerbGroup],
    group: &VerbGroup,
    before: &VerbGroup,
    source: &Source,
) -> Option<Source> {
    let speaks = super::clause::can_speak(view, source);
    if !view.inverts_inserts() || speaks || !group.entry.is_some_and(|e| e.reports()) {
        return None;
    }
    let outer = groups.iter().rfind(|g| {
        g.last < before.first
            && g.form == GroupForm::Finite
            && g.entry.is_some_and(|e| e.reports())
            && (g.last + 1..before.first).any(|w| view.in_set("complementiser", w))
    })?;
    subject(view, groups, outer).filter(|s| super::clause::can_speak(view, s))
}

/// The subject behind an inverted verb that has none before it.
fn following_if_inverted(view: &View<'_>, group: &VerbGroup) -> Option<Source> {
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

/// *P, a tranché, mercredi, X*: behind what two commas enclose right behind an inserted verb, where the
/// language sets that.
pub(crate) fn past_enclosed(view: &View<'_>, from: usize, end: usize) -> usize {
    if !view.inverts_inserts() || from >= end || !view.is_comma(from) {
        return from;
    }
    let close = (from + 1..end.min(from + LONGEST_ENCLOSED)).find(|w| view.is_comma(*w));
    let plain = |w: usize| {
        view.upos(w) != Upos::Punct
            && view.words[w].morph.verb_form != VerbForm::Fin
            && view.quote_of[w] == view.quote_of[from]
    };
    let opens = |w: usize| {
        matches!(view.upos(w), Upos::Adp | Upos::Adv)
            || view.in_set("time-noun", w)
            || view.in_set("time-noun", w + 1)
    };
    match close.filter(|c| opens(from + 1) && (from + 1..*c).all(plain)) {
        Some(close) => close + 1,
        None => from,
    }
}

/// Words that two commas enclose behind an inserted verb, at most.
const LONGEST_ENCLOSED: usize = 10;

/// The source that follows an inverted verb (*a déclaré M. Poutine*), between `from` and `end`.
pub(crate) fn following(view: &View<'_>, group: &VerbGroup, end: usize) -> Option<Source> {
    let level = view.quote_of[group.verb];
    let mut w = past_enclosed(view, group.last + 1, end);
    // Where the phrase can start: behind what was passed over.
    let mut from = w;
    while w < end {
        // *rivela invece il «Corriere»*: a name in marks behind its article.
        if view.is_mark[w]
            && view.drops_subjects()
            && let Some(source) = named_in_marks(view, w)
        {
            return Some(source);
        }
        if view.is_mark[w] || view.quote_of[w] != level || view.is(w, ":") || view.is(w, ";") {
            return None;
        }
        // *hanno spiegato oggi i due*
        let this_one = view.phrase_at("this-one", w, end);
        if this_one > 1 && view.drops_subjects() {
            return Some(Source::of(view, w + this_one - 1));
        }
        match view.upos(w) {
            // *said the company's chairman*, *said the World Food Programme's director*
            Upos::Noun | Upos::Propn if possessor_end(view, w, end).is_some() => {
                w = possessor_end(view, w, end).unwrap_or(w);
            }
            // *said union secretary Ray Brix*: a noun that modifies the next.
            Upos::Noun | Upos::Propn
                if w + 1 < end
                    && crate::identity::np::modifies(view, w, end)
                    && view.head(w) > w
                    && view.head(w) < end => {}
            Upos::Noun | Upos::Propn if is_oblique(view, w) => {}
            Upos::Noun | Upos::Propn | Upos::X | Upos::Adj
                if !view.in_set("time-noun", w)
                    && (view.upos(w) != Upos::Adj || stands_for_noun(view, w, end)) =>
            {
                return Some(Source::of(view, w).from(view, from));
            }
            // *said one of them*
            Upos::Num if w + 1 < end && view.in_set("infinitive-of", w + 1) => {
                return Some(Source::of(view, w));
            }
            Upos::Pron
                if view.drops_subjects()
                    && (view.in_set("relative", w) || view.in_set("object-pronoun", w))
                    && view.lexicon.pronoun(view.low(w)).is_none() =>
            {
                return None;
            }
            // *ärgerte sich X*
            Upos::Pron
                if view.in_set("reflexive", w) && !view.lexicon.set("bracket").is_empty() => {}
            Upos::Pron
                if view.lexicon.pronoun(view.low(w)).is_some() || view.upos(w) == Upos::Pron =>
            {
                return Some(Source::of(view, w));
            }
            _ if view.in_set("time-noun", w) && w + 2 < end && !view.is_punct(w + 1) => {
                from = w + 1
            }
            // *a tenu à préciser X*, *a voulu rassurer X*
            Upos::Verb if view.words[w].morph.verb_form == VerbForm::Inf && w <= group.last + 2 => {
            }
            Upos::Adp
                if w == group.last + 1
                    && w + 1 < end
                    && view.words[w + 1].morph.verb_form == VerbForm::Inf => {}
            // *répondent 31 % des sondés*
            Upos::Sym | Upos::Noun
                if view.upos(w - 1) == Upos::Num && view.in_set("infinitive-of", w + 1) =>
            {
                return Some(Source::of(view, w));
            }
            // *said two people*
            Upos::Num
                if view.upos(w + 1) == Upos::Propn
                    || matches!(view.upos(w + 1), Upos::Noun | Upos::Adj)
                        && view.lexicon.set("inserted-subject").has("before")
                    || view.upos(w + 1) == Upos::Sym && view.in_set("infinitive-of", w + 2) => {}
            // *a calculé sa chargée de mission*, *sourit la blessée*
            Upos::Verb
                if view.upos(w - 1) == Upos::Det
                    && view.words[w].morph.verb_form == VerbForm::Part =>
            {
                return Some(Source::of(view, w).from(view, from));
            }
            Upos::Det | Upos::Adj => {}
            // *confessa un suo stretto collaboratore*
            Upos::Verb
                if view.drops_subjects()
                    && view.words[w].morph.verb_form == VerbForm::Part
                    && view.upos(w - 1) == Upos::Det
                    && view.upos(w + 1) == Upos::Noun => {}
            Upos::Adv => {}
            // *a répondu à la RTBF la porte-parole*, *a dit mardi X*: pass the adjunct over.
            Upos::Adp => {
                let behind = adjunct_end(view, w, end);
                // *dice al nostro giornale Tullia L.*: a person's name at the end of the adjunct is
                // the subject, where no other follows.
                let closed = behind >= end
                    || view.is_punct(behind)
                    || view.in_set("whether", behind)
                    || matches!(view.upos(behind), Upos::Sconj | Upos::Verb);
                if view.drops_subjects() && closed {
                    let name = (w + 2..behind).find(|n| {
                        view.upos(*n) == Upos::Propn
                            && matches!(view.upos(n - 1), Upos::Noun | Upos::Adj)
                            && n + 1 < behind
                            && view.upos(n + 1) == Upos::Propn
                            && (crate::identity::person_like(view, *n)
                                || !view.in_set("named-place", n - 1)
                                    && !view.in_set("named-thing", n - 1))
                    });
                    if let Some(name) = name {
                        let mut source = Source::of(view, name);
                        source = source.from(view, name);
                        return Some(source);
                    }
                }
                w = behind;
                from = w;
                continue;
            }
            // *ha detto ai dipendenti, riuniti in mensa, Vittorina Treves*
            Upos::Punct
                if view.is_comma(w)
                    && view.drops_subjects()
                    && behind_insertion(view, w, end).is_some() =>
            {
                w = behind_insertion(view, w, end).unwrap_or(w);
                from = w;
                continue;
            }
            // Where the subject may be dropped it stands behind no comma.
            Upos::Punct if view.is_comma(w) && !view.drops_subjects() => {}
            _ => return None,
        }
        w += 1;
    }
    None
}

/// The phrase of an article and a short name in marks that opens at `mark`.
fn named_in_marks(view: &View<'_>, mark: usize) -> Option<Source> {
    let article = mark.checked_sub(1).filter(|a| view.upos(*a) == Upos::Det)?;
    let quote = &view.quotes[super::extent::quote_opened_at(view, mark)?];
    let inner = quote.inner.of(view.text);
    let name = inner.starts_with(char::is_uppercase) && inner.split_whitespace().count() <= 4;
    if !name || quote.close.is_empty() {
        return None;
    }
    let close = view.word_from(quote.close.start);
    let words = (article, close);
    Some(Source { head: mark + 1, span: view.span(article, close), words, pronoun: false })
}

/// Behind the comma that closes a participle's phrase opened by another, where somebody's name follows.
pub(super) fn behind_insertion(view: &View<'_>, comma: usize, end: usize) -> Option<usize> {
    // *l'ha stabilito, con una sentenza depositata oggi, il tribunale*
    let adjunct = view.upos(comma + 1) == Upos::Adp;
    let opens = adjunct
        || view.upos(comma + 1) == Upos::Adj
        || view.upos(comma + 1) == Upos::Verb
            && view.words[comma + 1].morph.verb_form == VerbForm::Part;
    let close = (comma + 2..end.min(comma + 9)).find(|w| view.is_punct(*w))?;
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let verbless = !(comma + 2..close).any(finite);
    let next = close + 1;
    // A verb behind the phrase makes it the subject of that one.
    if (next..end).take_while(|w| !view.is_punct(*w)).any(finite) {
        return None;
    }
    let named = view.upos(next) == Upos::Propn
        || view.upos(next) == Upos::Det
            && crate::identity::noun::noun_at(view, next + 1, end).is_some();
    (opens && view.is_comma(close) && verbless && named).then_some(next)
}

/// The possessive mark of the noun phrase that goes on at `w` and stands before a noun.
fn possessor_end(view: &View<'_>, w: usize, end: usize) -> Option<usize> {
    let mark = (w + 1..end.min(w + 8))
        .find(|x| !matches!(view.upos(*x), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))?;
    (view.upos(mark) == Upos::Part
        && view.low(mark).starts_with('\'')
        && mark + 1 < end
        && matches!(view.upos(mark + 1), Upos::Noun | Upos::Propn | Upos::Adj))
    .then_some(mark)
}

/// *la Norvégienne*, *le premier*: an adjective behind a determiner with no noun behind it.
fn stands_for_noun(view: &View<'_>, w: usize, end: usize) -> bool {
    w > 0
        && view.upos(w - 1) == Upos::Det
        && (w + 1 >= end
            || !matches!(view.upos(w + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X))
}

/// A word of two capitals or more and nothing else.
fn is_acronym(view: &View<'_>, w: usize) -> bool {
    let form = view.words[w].span.of(view.text);
    form.chars().count() >= 2 && form.chars().all(char::is_uppercase)
}

/// Whether a noun phrase that is no adjunct and no date stands among the words.
pub(crate) fn has_object(view: &View<'_>, from: usize, to: usize) -> bool {
    let mut w = from;
    while w < to {
        match view.upos(w) {
            Upos::Adp => {
                w = adjunct_end(view, w, to);
                continue;
            }
            Upos::Noun | Upos::Propn | Upos::Pron if !view.in_set("time-noun", w) => {
                let dated = (w + 1..to.min(w + 3)).any(|x| view.in_set("time-noun", x));
                if !dated && !view.in_set("reflexive", w) {
                    return true;
                }
            }
            _ => {}
        }
        w += 1;
    }
    false
}

/// One past the end of a prepositional phrase that starts at `w`.
pub(crate) fn adjunct_end(view: &View<'_>, w: usize, end: usize) -> usize {
    let mut at = w + 1;
    while at < end {
        match view.upos(at) {
            Upos::Det | Upos::Adj | Upos::Num => at += 1,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::X | Upos::Sym => {
                at += 1;
                // Its own complements: *à l'issue de la réunion de mardi*.
                while at < end {
                    match view.upos(at) {
                        // *a déclaré à l'AFP Jean-Philippe M.*: the acronym ends the adjunct.
                        Upos::Propn if is_acronym(view, at - 1) && !is_acronym(view, at) => {
                            return at;
                        }
                        // *avait tonné dans la soirée X*, *a confié à la presse Jean X*: nobody's role
                        // stands before the name.
                        Upos::Propn
                            if view.upos(at - 1) == Upos::Noun
                                && (view.in_set("day-part", at - 1)
                                    || view.in_set("time-noun", at - 1)
                                    || crate::identity::person_like(view, at)
                                        && !crate::identity::names::is_title(view, at - 1)
                                        && crate::identity::noun::noun_at(view, at - 1, at)
                                            .is_none()) =>
                        {
                            return at;
                        }
                        // *a écrit sur Telegram Alesia V.*: so does the name of a known body.
                        Upos::Propn
                            if view.upos(at - 1) == Upos::Propn
                                && view.upos(at + 1) == Upos::Propn
                                && view
                                    .knowledge
                                    .named_body(
                                        view.lang.code(),
                                        view.words[at - 1].span.of(view.text),
                                    )
                                    .is_some() =>
                        {
                            return at;
                        }
                        Upos::Adj | Upos::Propn | Upos::Num => at += 1,
                        // *in conferenza stampa*
                        Upos::Noun if view.in_set("compound-noun", at) => at += 1,
                        Upos::Adp => {
                            at = adjunct_end(view, at, end);
                        }
                        _ => return at,
                    }
                }
                return at;
            }
            _ => return at,
        }
    }
    at
}
