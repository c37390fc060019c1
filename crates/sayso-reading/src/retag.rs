//! Forms that are verb of saying and noun or adjective at once (*annonce*, *précise*).
//!
//! A tagger trained on general text takes them for nouns after a noun. Before a complementiser, a
//! quotation mark or a colon, behind a noun phrase, they report.

use crate::lexicon::{Frame, Lexicon};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use sayso_knowledge::Knowledge;
use sayso_language::{Analysis, Mood, Number, Person, Tense, Upos, VerbForm, Word};

/// Tags as finite verbs the ambiguous forms that report, before the sentence is parsed.
pub(crate) fn verbs(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    let past = !lexicon.set("past").is_empty();
    let mut names = Vec::new();
    // *Meloni: «Q»*: a capitalised word alone before a colon and a mark is a name, whatever else it
    // can be.
    if !lexicon.set("take-up").is_empty() {
        for sentence in &analysis.sentences {
            let first = sentence.words.start;
            let form = |w: usize| analysis.words.get(w).map_or("", |x| x.form(text));
            let mark = form(first + 2).chars().next();
            let opens = mark.is_some_and(|c| lexicon.marks.iter().any(|m| m.open == c));
            let verb = lexicon.ambiguous_verb(&crate::view::fold_case(form(first))).is_some();
            if form(first + 1) == ":"
                && opens
                && !verb
                && form(first).starts_with(char::is_uppercase)
                && matches!(
                    analysis.words[first].upos,
                    Upos::Noun | Upos::Adj | Upos::Verb | Upos::X
                )
            {
                names.push(first);
            }
        }
        for w in names {
            analysis.words[w].upos = Upos::Propn;
            analysis.words[w].lemma = CompactString::from(analysis.words[w].form(text));
        }
    }
    // *L'ha annunciato X*: what takes a clause up is no article.
    for w in 0..analysis.words.len().saturating_sub(1) {
        let next = &analysis.words[w + 1];
        let verb =
            matches!(next.upos, Upos::Verb | Upos::Aux) && next.morph.verb_form == VerbForm::Fin;
        if verb
            && analysis.words[w].upos == Upos::Det
            && lexicon.set("take-up").has(&crate::view::fold_case(analysis.words[w].form(text)))
        {
            analysis.words[w].upos = Upos::Pron;
        }
    }
    if !lexicon.set("null-subject").is_empty() {
        names_again(text, analysis);
    }
    infinitives(text, analysis, lexicon);
    // *che sia aperta un'inchiesta*: forms of the subjunctive that taggers give another mood.
    for word in &mut analysis.words {
        let finite = matches!(word.upos, Upos::Verb | Upos::Aux) && word.morph.mood != Mood::None;
        if finite && lexicon.set("subjunctive-form").has(&crate::view::fold_case(word.form(text))) {
            word.morph.mood = Mood::Sub;
        }
    }
    phrase_verbs(text, analysis, lexicon);
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.clone() {
            possessive(text, analysis, lexicon, w, range.clone());
            let word = &analysis.words[w];
            // *«…», prédit le patron*: a form that is participle and present at once.
            let participle = word.upos == Upos::Verb
                && word.morph.verb_form == VerbForm::Part
                && word.morph.tense == Tense::Past;
            let noun = matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Propn)
                || past && word.upos == Upos::Intj;
            if !participle && !noun {
                continue;
            }
            if participle {
                // Where subjects may be dropped no participle is a present as well, save those listed.
                let present = lexicon.set("null-subject").is_empty()
                    || lexicon
                        .ambiguous_verb(&crate::view::fold_case(analysis.words[w].form(text)))
                        .is_some();
                if present && behind_quote(text, analysis, lexicon, w, range.clone())
                    || subject_clitic_behind(text, analysis, w, range.end)
                    || opens_sentence(text, analysis, lexicon, w, range.clone())
                    || stands_finite(text, analysis, lexicon, w, range.clone())
                    || behind_reflexive(text, analysis, lexicon, w, range.start)
                {
                    let word = &mut analysis.words[w];
                    word.morph.verb_form = VerbForm::Fin;
                    word.morph.mood = Mood::Ind;
                    word.morph.tense = Tense::Pres;
                    word.morph.person = Person::Third;
                } else if past
                    && lexicon.verb(&analysis.words[w].lemma).is_some()
                    && (is_inserted(text, analysis, lexicon, w, range.clone())
                        || takes_clause(text, analysis, lexicon, w, range.clone())
                        || is_main(text, analysis, lexicon, w, range.clone())
                        || inserted_before(text, analysis, lexicon, w, range.clone()))
                {
                    let word = &mut analysis.words[w];
                    word.morph.verb_form = VerbForm::Fin;
                    word.morph.mood = Mood::Ind;
                }
                continue;
            }
            // *the United States Conference*: no verb has a capital inside its sentence.
            if past
                && w > range.start
                && analysis.words[w].form(text).starts_with(char::is_uppercase)
            {
                continue;
            }
            let form = crate::view::fold_case(analysis.words[w].form(text));
            let inverted = subject_clitic_behind(text, analysis, w, range.end)
                || behind_quote(text, analysis, lexicon, w, range.clone());
            let known = lexicon.ambiguous_verb(&form).map(CompactString::from);
            // A first conjugation's form is its own stem in the languages that invert.
            let Some(lemma) = known.clone().or_else(|| inverted.then(|| form.clone())) else {
                continue;
            };
            if inverted
                || opens_sentence(text, analysis, lexicon, w, range.clone())
                || takes_infinitive(text, analysis, lexicon, w, range.clone())
                || reports(text, analysis, lexicon, w, range.clone())
                || past
                    && lexicon.verb(&lemma).is_some_and(|e| e.takes(Frame::Insert))
                    && is_inserted(text, analysis, lexicon, w, range.clone())
            {
                finite(&mut analysis.words[w], &lemma);
            }
        }
    }
}

/// Tags as names the surnames that a tagger takes for nouns where every noun has a capital: behind a
/// first name or behind a role and a name (*Ministerin Õnne K.*), and wherever the report names
/// somebody so again.
pub(crate) fn names(
    text: &str,
    analysis: &mut Analysis,
    lexicon: &Lexicon,
    knowledge: &Knowledge,
    lang: &str,
) {
    if !lexicon.nouns_have_capitals() {
        return;
    }
    // *dessen Präsidentin*: a possessor before its noun is no source by itself.
    for w in 1..analysis.words.len() {
        let noun = matches!(analysis.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj);
        let word = &mut analysis.words[w - 1];
        if noun
            && word.upos == Upos::Pron
            && lexicon.set("possessive-relative").has(&crate::view::fold_case(word.form(text)))
        {
            word.upos = Upos::Det;
        }
    }
    let is_noun = |form: &str| {
        knowledge.role(lang, form).is_some()
            || knowledge.body(lang, form).is_some()
            || knowledge.title(lang, form).is_some()
    };
    let ends = |x: Option<&Word>| {
        x.is_none_or(|w| !matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj))
    };
    let mut surnames: FxHashSet<CompactString> = FxHashSet::default();
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.start + 1..range.end {
            let words = &analysis.words;
            let form = words[w].span.of(text);
            if words[w - 1].upos != Upos::Propn || !form.starts_with(char::is_uppercase) {
                continue;
            }
            let before = words[w - 1].span.of(text);
            let behind_role = w >= range.start + 2 && {
                let role = words[w - 2].span.of(text);
                knowledge.role(lang, role).is_some() || knowledge.compound(lang, role).is_some()
            };
            let first_name = knowledge.first_name_in(lang, before).is_some();
            let surname = words[w].upos == Upos::Propn
                || words[w].upos == Upos::Noun
                    && !is_noun(form)
                    && (first_name || behind_role)
                    && ends(words.get(w + 1).filter(|_| w + 1 < range.end));
            if surname && (first_name || behind_role) && form.chars().count() > 2 {
                surnames.insert(form.into());
                analysis.words[w].upos = Upos::Propn;
            }
        }
    }
    if surnames.is_empty() {
        return;
    }
    for word in &mut analysis.words {
        let form = word.span.of(text);
        let named = |form: &str| surnames.contains(form);
        if word.upos == Upos::Noun
            && (named(form) || knowledge.name_stems(lang, form).any(named))
            && !is_noun(form)
        {
            word.upos = Upos::Propn;
        }
    }
}

/// *Elmar Stäubli*, *Aldighieri non esclude*: at the start of a sentence every word has a capital, and a
/// tagger takes a name for what it likes. What is tagged a name elsewhere is one there too.
fn names_again(text: &str, analysis: &mut Analysis) {
    let mut names: FxHashSet<&str> = FxHashSet::default();
    let mut others: FxHashSet<&str> = FxHashSet::default();
    for sentence in &analysis.sentences {
        for w in sentence.words.clone().skip(1) {
            let form = analysis.words[w].span.of(text);
            if analysis.words[w].upos == Upos::Propn && form.chars().count() > 2 {
                names.insert(form);
            } else {
                others.insert(form);
            }
        }
    }
    // *Tarmo Kauris*: before a name a capital inside a sentence makes a name.
    for s in 0..analysis.sentences.len() {
        for w in analysis.sentences[s].words.clone().skip(1) {
            let capital = |w: usize| {
                analysis.words.get(w).is_some_and(|x| {
                    x.span.of(text).starts_with(char::is_uppercase) && x.part.is_none()
                })
            };
            let named = capital(w)
                && capital(w + 1)
                && analysis.words[w + 1].upos == Upos::Propn
                && matches!(
                    analysis.words[w].upos,
                    Upos::Verb | Upos::Aux | Upos::Adv | Upos::Num | Upos::Intj | Upos::X
                )
                && analysis.words[w - 1].upos != Upos::Punct;
            // *– scuote la testa Guarisco –*: no verb has a capital inside a sentence.
            let again = capital(w)
                && names.contains(analysis.words[w].span.of(text))
                && matches!(analysis.words[w].upos, Upos::Verb | Upos::Aux | Upos::Adv)
                && analysis.words[w - 1].upos != Upos::Punct;
            let surname = capital(w)
                && capital(w - 1)
                && analysis.words[w - 1].upos == Upos::Propn
                && matches!(analysis.words[w].upos, Upos::Verb | Upos::Aux | Upos::Adv);
            let named = named || again || surname;
            let after_comma = analysis.words[w - 1].span.of(text) == ",";
            let apart = capital(w)
                && after_comma
                && capital(w + 1)
                && analysis.words[w + 1].upos == Upos::Propn
                && analysis.words[w].upos == Upos::Verb;
            if named || apart {
                let form = analysis.words[w].span.of(text);
                let word = &mut analysis.words[w];
                word.upos = Upos::Propn;
                word.lemma = form.into();
                word.morph = Default::default();
            }
        }
    }
    for s in 0..analysis.sentences.len() {
        let first = analysis.sentences[s].words.start;
        let Some(word) = analysis.words.get_mut(first) else { continue };
        let form = word.span.of(text);
        let doubtful = !matches!(word.upos, Upos::Propn | Upos::Det | Upos::Adp | Upos::Pron);
        if doubtful && names.contains(form) && !others.contains(form) {
            word.upos = Upos::Propn;
            word.lemma = form.into();
            word.morph = Default::default();
        }
    }
}

/// *di tenere*, *a non avere*: infinitives that taggers take for nouns, behind what marks them.
fn infinitives(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    if lexicon.set("infinitive-form").is_empty() {
        return;
    }
    let form = |a: &Analysis, w: usize| crate::view::fold_case(a.words[w].form(text));
    for w in 1..analysis.words.len() {
        let low = form(analysis, w);
        if matches!(analysis.words[w].upos, Upos::Verb | Upos::Aux)
            || !lexicon.set("infinitive-form").has(&low)
        {
            continue;
        }
        let before = form(analysis, w - 1);
        let before = match w.checked_sub(2) {
            Some(mark) if lexicon.set("negation").has(&before) => form(analysis, mark),
            _ => before,
        };
        if lexicon.set("infinitive-of").has(&before) || lexicon.set("infinitive-to").has(&before) {
            let word = &mut analysis.words[w];
            word.upos = Upos::Verb;
            word.lemma = low;
            word.morph = Default::default();
            word.morph.verb_form = VerbForm::Inf;
        }
    }
}

/// *fa però notare*, *fa presente*: the verb that opens a cue of several words, whatever its tag.
fn phrase_verbs(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    for w in 0..analysis.words.len() {
        let form = |x: usize| crate::view::fold_case(analysis.words[x].form(text));
        let Some(lemma) = lexicon.ambiguous_verb(&form(w)) else { continue };
        let phrases = lexicon.verb_phrases(lemma);
        if analysis.words[w].upos == Upos::Verb || phrases.is_empty() {
            continue;
        }
        let end = analysis.words.len();
        let next = (w + 1..end.min(w + 4))
            .find(|x| {
                analysis.words[*x].upos != Upos::Adv && !lexicon.set("connective").has(&form(*x))
            })
            .unwrap_or(end);
        let opens = phrases.iter().any(|(rest, _)| {
            rest.iter().enumerate().all(|(i, part)| next + i < end && form(next + i) == *part)
        });
        if opens {
            finite(&mut analysis.words[w], lemma);
        }
    }
}

/// Tags a word as the present of a verb in the third person.
fn finite(word: &mut Word, lemma: &str) {
    word.upos = Upos::Verb;
    word.lemma = lemma.into();
    word.morph = Default::default();
    word.morph.verb_form = VerbForm::Fin;
    word.morph.mood = Mood::Ind;
    word.morph.tense = Tense::Pres;
    word.morph.person = Person::Third;
    word.morph.number = Number::Sing;
}

/// *Contesta che P.*, *Chiede: «Q»*: where subjects may be dropped a verb of saying can open its
/// sentence.
fn opens_sentence(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let form = |x: usize| crate::view::fold_case(words[x].form(text));
    // *Più serio il presidente: denuncia che P*, *e domanda se*: or its clause.
    let opens = w == range.start
        || matches!(words[w - 1].span.of(text), ":" | ";" | "–")
        || words[w - 1].upos == Upos::Cconj;
    if !opens
        || w + 2 >= range.end
        || lexicon.set("null-subject").is_empty()
        || lexicon.ambiguous_verb(&form(w)).is_none()
    {
        return false;
    }
    // *Sostiene inoltre la donna che P*: an adverb may follow.
    let next = if words[w + 1].upos == Upos::Adv { w + 2 } else { w + 1 };
    let infinitive = lexicon.set("infinitive-of").has(&form(next))
        && words.get(next + 1).is_some_and(|x| x.morph.verb_form == VerbForm::Inf);
    lexicon.set("complementiser").has(&form(next)) || words[next].form(text) == ":" || infinitive
}

/// Words that the subject of an inserted clause has at most.
const LONGEST_SUBJECT: usize = 18;

/// *P, the diocese announced on Wednesday*: a noun phrase between a comma or a closing mark and the verb,
/// a clause before it, and nothing but an adjunct behind. Where the past's form is the participle's,
/// taggers take it for one.
fn is_inserted(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let is_comma = |x: usize| words[x].span.of(text) == ",";
    let closes = |x: usize| closes_words(text, analysis, lexicon, x);
    // *the governing body*: a participle before its noun is no verb of the clause.
    let is_verb = |x: usize| {
        matches!(words[x].upos, Upos::Verb | Upos::Aux)
            && (words[x].morph.verb_form == VerbForm::Fin
                || words.get(x + 1).is_none_or(|n| n.upos != Upos::Noun))
    };
    // *the union, SCAU, announced*: past an apposition or what else two commas enclose.
    let enclosed = w
        .checked_sub(1)
        .filter(|c| *c > range.start && is_comma(*c))
        .and_then(|c| (range.start..c).rev().find(|x| is_comma(*x)));
    let verb = w;
    let w = enclosed.unwrap_or(w);
    let low = w.saturating_sub(LONGEST_SUBJECT).max(range.start);
    let mut phrase =
        (low..w).rev().take_while(|x| !is_comma(*x) && !closes(*x)).collect::<Vec<_>>();
    let Some(comma) = phrase.last().copied().unwrap_or(w).checked_sub(1) else { return false };
    if comma < range.start || !(is_comma(comma) || closes(comma)) {
        return false;
    }
    phrase.retain(|x| words[*x].upos != Upos::Adv);
    let named = phrase.first().is_some_and(|x| {
        matches!(words[*x].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
    });
    // *Rep. Ana Brix (D-Wis.) said*
    let close = phrase.iter().position(|x| words[*x].span.of(text) == ")");
    let open = phrase.iter().position(|x| words[*x].span.of(text) == "(");
    if let (Some(close), Some(open)) = (close, open)
        && close < open
    {
        phrase.drain(close..=open);
    }
    let plain = !phrase.iter().any(|x| {
        is_verb(*x)
            || matches!(words[*x].upos, Upos::Sconj | Upos::Intj)
            || words[*x].upos == Upos::Punct
    });
    let starts = phrase.last().is_some_and(|x| !matches!(words[*x].upos, Upos::Adp | Upos::Cconj));
    let clause =
        (range.start..comma).any(|x| is_verb(x) && words[x].morph.verb_form == VerbForm::Fin);
    let rest = (verb + 1..range.end)
        .take_while(|x| words[*x].upos != Upos::Punct)
        .any(|x| is_verb(x) && words[x].morph.verb_form == VerbForm::Fin);
    // *In recent days, advisers to the mayor say, he has grown tired*
    let goes_on = verb + 1 < range.end
        && is_comma(verb + 1)
        && (verb + 2..range.end).any(|x| is_verb(x) && words[x].morph.verb_form == VerbForm::Fin);
    named && plain && starts && (clause || goes_on) && !rest
}

/// Whether the past is that of its clause: its sentence has no finite verb (*The pilots threatened Wednesday
/// to strike*), or it is joined to one (*spoke of blackmail and threatened to go to court*).
fn is_main(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let finite = |x: usize| {
        matches!(words[x].upos, Upos::Verb | Upos::Aux) && words[x].morph.verb_form == VerbForm::Fin
    };
    let Some(before) = (range.start..w).rev().find(|x| words[*x].upos != Upos::Adv) else {
        return false;
    };
    // *one Republican threatened*
    let noun = |x: usize| {
        matches!(words[x].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            || words[x].upos == Upos::Adj
                && x > range.start
                && matches!(words[x - 1].upos, Upos::Det | Upos::Num)
    };
    // *each claimed*, *The pilots … threatened*: with an infinitive that is the subject's.
    let infinitive = lexicon.set("subject-infinitive").has(&words[w].lemma)
        && (w + 1..range.end.min(w + 5)).take_while(|x| words[*x].upos != Upos::Punct).any(|x| {
            lexicon.set("infinitive-to").has(&crate::view::fold_case(words[x].form(text)))
        });
    let auxiliary = (w.saturating_sub(4).max(range.start)..w).any(|x| words[x].upos == Upos::Aux);
    if infinitive
        && !auxiliary
        && (noun(before) || matches!(words[before].upos, Upos::Cconj | Upos::Det))
    {
        return true;
    }
    if words[before].upos == Upos::Cconj && !auxiliary {
        // The verb that it is joined to: a past of its own, with no auxiliary.
        let other = (range.start..before).rev().find(|x| words[*x].upos == Upos::Verb);
        return other.is_some_and(|x| {
            words[x].morph.tense == Tense::Past
                && finite(x)
                && !words[x.saturating_sub(2).max(range.start)..x]
                    .iter()
                    .any(|y| y.upos == Upos::Aux)
        });
    }
    // Verbs of relative and subordinate clauses leave the main clause without one.
    let main = |x: usize| {
        finite(x)
            && !(range.start..x)
                .rev()
                .take_while(|y| words[*y].span.of(text) != "," && !finite(*y))
                .any(|y| {
                    words[y].upos == Upos::Sconj
                        || lexicon.set("relative").has(&crate::view::fold_case(words[y].form(text)))
                            && words[y].upos != Upos::Det
                })
    };
    // *Brix, who was there, recalled*: behind the comma that closes an insertion.
    let closes = words[before].span.of(text) == ","
        && (range.start..before).any(|x| words[x].span.of(text) == ",");
    (noun(before) || closes) && !auxiliary && !range.clone().any(main) && (range.start..w).any(noun)
}

/// *P, said Letitia Brix, spokeswoman for the line*: between the comma behind a clause and a name or a
/// determiner.
fn inserted_before(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let comma = w > range.start && words[w - 1].span.of(text) == ",";
    let clause = (range.start..w.saturating_sub(1)).any(|x| {
        matches!(words[x].upos, Upos::Verb | Upos::Aux) && words[x].morph.verb_form == VerbForm::Fin
    });
    let subject = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        matches!(n.upos, Upos::Propn | Upos::Det | Upos::Num | Upos::Pron) && n.spaced
    });
    comma
        && clause
        && subject
        && lexicon.verb(&words[w].lemma).is_some_and(|e| e.takes(Frame::Insert))
        && !lexicon.set("takes-addressee").has(&words[w].lemma)
}

/// *denied by telephone that P*: a clause follows that only a finite verb takes.
fn takes_clause(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let Some(before) = (range.start..w).rev().find(|x| words[*x].upos != Upos::Adv) else {
        return false;
    };
    let subject = matches!(words[before].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        || words[before].span.of(text) == ","
            && !lexicon.set("takes-addressee").has(&words[w].lemma);
    let clause = (w + 1..range.end.min(w + 8))
        .take_while(|x| !matches!(words[*x].upos, Upos::Punct | Upos::Verb | Upos::Aux))
        .any(|x| {
            let own = lexicon.set("demonstrative").has(words[x].form(text))
                && words
                    .get(x + 1)
                    .is_none_or(|n| matches!(n.upos, Upos::Verb | Upos::Aux | Upos::Punct));
            (words[x].upos == Upos::Sconj
                || matches!(words[x].upos, Upos::Pron | Upos::Det) && !own && x > w + 1)
                && lexicon.set("complementiser").has(&crate::view::fold_case(words[x].form(text)))
        });
    // *promised supplies would be back*: a noun phrase and its finite verb.
    let bare = || {
        let first = (w + 1..range.end).find(|x| words[*x].upos != Upos::Adv);
        let phrase = first.is_some_and(|x| {
            matches!(words[x].upos, Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num)
                && !lexicon.set("time-noun").has(&crate::view::fold_case(words[x].form(text)))
        });
        let finite = |x: usize| {
            matches!(words[x].upos, Upos::Verb | Upos::Aux)
                && words[x].morph.verb_form == VerbForm::Fin
        };
        let auxiliary =
            (w.saturating_sub(4).max(range.start)..w).any(|x| words[x].upos == Upos::Aux);
        // *fell after the company warned profits would be lower*: from the conjunction on.
        let start = (range.start..w)
            .rev()
            .find(|x| {
                words[*x].upos == Upos::Sconj
                    || lexicon
                        .set("clause-preposition")
                        .has(&crate::view::fold_case(words[*x].form(text)))
            })
            .unwrap_or(range.start);
        phrase
            && !auxiliary
            && lexicon.verb(&words[w].lemma).is_some_and(|e| e.takes(Frame::Bare))
            && (w + 2..range.end).take_while(|x| words[*x].upos != Upos::Punct).any(finite)
            && !(start..w).any(finite)
    };
    subject && (clause || bare())
}

/// *the workers’ union*: an apostrophe behind a plural that taggers take for a closing mark.
fn possessive(
    text: &str,
    analysis: &mut Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) {
    let words = &analysis.words;
    let form = words[w].span.of(text);
    if words[w].upos != Upos::Punct || !matches!(form, "'" | "’") || w == range.start {
        return;
    }
    let opens = |x: usize| {
        let mark = words[x].span.of(text);
        mark == "‘" || mark == "'" && words[x].spaced
    };
    let noun = matches!(words[w - 1].upos, Upos::Noun | Upos::Propn | Upos::Adj)
        && lexicon.set("possessive-ending").ends(&crate::view::fold_case(words[w - 1].form(text)));
    let goes_on = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        n.spaced && matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
    });
    if noun && goes_on && !words[w].spaced && !(range.start..w).any(opens) {
        let word = &mut analysis.words[w];
        word.upos = Upos::Part;
        word.morph = Default::default();
    }
}

/// *La présidente décrit cette enquête*: the form of a present too, with no auxiliary before it and
/// an object or a clause behind it.
fn stands_finite(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let low = w.saturating_sub(6).max(range.start);
    lexicon.ambiguous_verb(&crate::view::fold_case(words[w].form(text))).is_some()
        && w > range.start
        && words[low..w].iter().all(|x| {
            x.upos != Upos::Aux && !(lexicon.set("auxiliary").has(&x.lemma) && x.upos == Upos::Verb)
        })
        && words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
            matches!(n.upos, Upos::Det | Upos::Sconj)
                || n.form(text) == ":"
                || opens_infinitive(text, analysis, lexicon, w + 1, range.end)
                || takes_name(text, analysis, lexicon, w, range.start)
        })
}

/// *Brix accused Orl’s campaign*: no participle behind a noun has a name or a pronoun for its object, but
/// one that gives a name does (*a man called Orl*).
fn takes_name(text: &str, analysis: &Analysis, lexicon: &Lexicon, w: usize, low: usize) -> bool {
    let words = &analysis.words;
    let form = |x: usize| crate::view::fold_case(words[x].form(text));
    let object = matches!(words[w + 1].upos, Upos::Propn | Upos::Pron)
        && !lexicon.set("time-noun").has(&form(w + 1))
        && !lexicon.set("relative").has(&form(w + 1))
        && !lexicon.set("whether").has(&form(w + 1));
    // *a man called Orl* has an article before the noun.
    let names = lexicon.set("naming").has(&form(w))
        && (low..w).rev().take(3).any(|x| words[x].upos == Upos::Det);
    !lexicon.set("past").is_empty()
        && object
        && !names
        && matches!(words[w - 1].upos, Upos::Noun | Upos::Propn | Upos::Pron)
}

/// *dit « attendre ce jour »*: an infinitive right behind the opening mark.
fn opens_infinitive(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    mark: usize,
    end: usize,
) -> bool {
    let opens = lexicon.marks.iter().any(|m| analysis.words[mark].form(text).starts_with(m.open));
    opens
        && analysis
            .words
            .iter()
            .take(end)
            .skip(mark + 1)
            .find(|x| !matches!(x.upos, Upos::Adv | Upos::Pron | Upos::Part))
            .is_some_and(|x| x.morph.verb_form == VerbForm::Inf)
}

/// *lance-t-il*: only a verb has its subject behind a hyphen.
fn subject_clitic_behind(text: &str, analysis: &Analysis, w: usize, end: usize) -> bool {
    analysis
        .words
        .get(w + 1)
        .filter(|_| w + 1 < end)
        .is_some_and(|n| n.upos == Upos::Pron && n.span.of(text).starts_with('-') && !n.spaced)
}

/// Whether the word is a mark that closes quoted words: no possessive's apostrophe, and no mark that opens
/// some, where both look alike.
fn closes_words(text: &str, analysis: &Analysis, lexicon: &Lexicon, w: usize) -> bool {
    let mark = analysis.words[w].span.of(text);
    let glued = analysis.words.get(w + 1).is_some_and(|n| !n.spaced);
    let opens = analysis.words[w].spaced && glued;
    let comma = analysis.words.get(w + 1).is_some_and(|n| n.upos == Upos::Punct);
    let both = lexicon.marks.iter().any(|m| mark.starts_with(m.open));
    !mark.contains(char::is_alphanumeric)
        && lexicon.marks.iter().any(|m| mark.starts_with(m.close))
        && !(both && opens && !comma)
}

/// *se dit prête*: right behind a reflexive pronoun a form that is participle and present is a verb.
fn behind_reflexive(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    low: usize,
) -> bool {
    w > low
        && lexicon.ambiguous_verb(&crate::view::fold_case(analysis.words[w].form(text))).is_some()
        && analysis.words[w - 1].upos == Upos::Pron
        && lexicon.set("reflexive").has(&crate::view::fold_case(analysis.words[w - 1].form(text)))
}

/// *Ce dernier dément avoir signé*: between a noun phrase and a bare infinitive stands a verb that takes one.
fn takes_infinitive(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let form = |x: usize| crate::view::fold_case(words[x].form(text));
    let takes = lexicon
        .ambiguous_verb(&form(w))
        .and_then(|lemma| lexicon.verb(lemma))
        .is_some_and(|e| e.takes(Frame::Inf));
    let subject = w > range.start
        && matches!(words[w - 1].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron);
    let infinitive = (w + 1..range.end.min(w + 5))
        .find(|x| !lexicon.set("negation").has(&form(*x)) && !lexicon.set("clitic").has(&form(*x)))
        .is_some_and(|x| words[x].morph.verb_form == VerbForm::Inf);
    takes && subject && infinitive && lexicon.set("past").is_empty()
}

/// *«…», murmure Halyna P., institutrice*: a lower-case word between a closing mark and a name.
fn behind_quote(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let form = words[w].form(text);
    if !form.chars().all(char::is_lowercase) {
        return false;
    }
    let mut at = w;
    // *« … », s'indigne X*; *« … », nous répond X*
    let clitic = |w: usize| {
        let form = crate::view::fold_case(words[w].form(text));
        lexicon.set("clitic").has(&form) || lexicon.set("object-clitic").has(&form)
    };
    let clitics = at > range.start && clitic(at - 1);
    at -= usize::from(clitics);
    if at > range.start && words[at - 1].span.of(text) == "," {
        at -= 1;
    }
    let closes = at > range.start && closes_words(text, analysis, lexicon, at - 1);
    let subject = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        let form = n.form(text);
        let capital = form.chars().next().is_some_and(|c| c.is_uppercase() || c == '@');
        // *« … », écrit dans un communiqué la société*
        let adjunct = n.upos == Upos::Adp
            && form.chars().all(char::is_lowercase)
            && lexicon.ambiguous_verb(words[w].form(text)).is_some();
        capital && n.upos != Upos::Adp
            || n.upos == Upos::Noun && !lexicon.set("past").is_empty()
            || adjunct
            || n.upos == Upos::Det && !lexicon.set("complementiser").has(form)
    });
    closes && subject
}

/// *The documents show he took it*: a subject pronoun with its verb stands behind.
fn subject_behind(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    end: usize,
) -> bool {
    let words = &analysis.words;
    let form = |x: usize| crate::view::fold_case(words[x].form(text));
    !lexicon.set("past").is_empty()
        && w + 2 < end
        // *the projects he is known for*: an ending makes a noun of it.
        && lexicon.ambiguous_verb(&form(w)) == Some(form(w).as_str())
        && words[w + 1].upos == Upos::Pron
        && lexicon.pronoun(&form(w + 1)).is_some()
        && !lexicon.set("object-pronoun").has(&form(w + 1))
        && matches!(words[w + 2].upos, Upos::Verb | Upos::Aux)
        && words[w + 2].morph.verb_form == VerbForm::Fin
}

fn reports(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let Some(before) = w.checked_sub(1).filter(|b| *b >= range.start) else { return false };
    let subject = matches!(
        words[before].upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Cconj
    ) || (words[before].upos == Upos::Punct && words[before].span.of(text) == ",")
        || (words[before].upos == Upos::Pron
            && (lexicon.set("clitic").has(&words[before].form(text).to_lowercase())
                || !lexicon.set("past").is_empty()
                    && lexicon.pronoun(&crate::view::fold_case(words[before].form(text))).is_some()))
        || lexicon.set("relative-subject").has(words[before].form(text))
        // *But some note that P*
        || lexicon.set("plural-subject").has(&crate::view::fold_case(words[before].form(text)))
        // *che dal canto suo conferma*
        || words[before].upos == Upos::Det
            && before > range.start
            && words[before - 1].upos == Upos::Noun
            && lexicon.set("possessive").has(words[before].form(text));
    // Behind a quotation's comma the subject follows: *«…», précise Mme X*.
    let inverted = words[before].upos == Upos::Punct
        && words.get(w + 1).is_some_and(|n| matches!(n.upos, Upos::Det | Upos::Propn))
        && !words.get(w + 1).is_some_and(|n| lexicon.set("complementiser").has(n.form(text)))
        && before > range.start;
    let follows = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        let form = n.form(text).to_lowercase();
        // *the charges that arose*: before a verb the word is the pronoun of a relative clause.
        let relative = lexicon.set("demonstrative").has(&form)
            && words.get(w + 2).is_some_and(|v| matches!(v.upos, Upos::Verb | Upos::Aux));
        lexicon.set("complementiser").has(&form) && !relative
            || form == ":"
            || lexicon.marks.iter().any(|m| form.starts_with(m.open))
    }) || subject_behind(text, analysis, lexicon, w, range.end)
        || words.get(w + 2).filter(|_| w + 2 < range.end).is_some_and(|n| {
            // One adverb between: *précise également que*.
            words[w + 1].upos == Upos::Adv
                && lexicon.set("complementiser").has(&n.form(text).to_lowercase())
        });
    // *Il governo replica, per bocca di X, che P*
    let behind_commas = !lexicon.set("null-subject").is_empty()
        && words.get(w + 1).is_some_and(|n| n.span.of(text) == ",")
        && (w + 2..range.end.min(w + 16)).any(|x| {
            words[x].span.of(text) == ","
                && x + 1 < range.end
                && lexicon.set("complementiser").has(words[x + 1].form(text))
        })
        && !(range.start..range.end.min(w + 16)).any(|x| {
            matches!(words[x].upos, Upos::Verb | Upos::Aux)
                && words[x].morph.verb_form == VerbForm::Fin
                && x < w
        });
    let follows = follows || behind_commas;
    // *X note, pour sa part, que P*: behind what two commas enclose.
    let phrase = {
        let form = |i: usize| words.get(w + 1 + i).map(|x| crate::view::fold_case(x.form(text)));
        let forms: Vec<_> = (0..5).map_while(form).collect();
        let n = lexicon.set("between-adverb").longest(|i| forms.get(i).map(|f| f.as_str()));
        n > 0 && forms.get(n).is_some_and(|f| lexicon.set("complementiser").has(f))
    };
    let enclosed = || {
        let comma = |x: usize| words[x].span.of(text) == ",";
        w + 1 < range.end
            && comma(w + 1)
            && (w + 2..range.end.min(w + 9)).find(|x| comma(*x)).is_some_and(|close| {
                words.get(close + 1).is_some_and(|n| {
                    lexicon.set("complementiser").has(&crate::view::fold_case(n.form(text)))
                })
            })
            && lexicon.set("past").is_empty()
            && lexicon.set("bracket").is_empty()
    };
    // *L'opposition reproche au gouvernement d'avoir menti*: an infinitive of its frame follows.
    let goal = lexicon
        .ambiguous_verb(&crate::view::fold_case(words[w].form(text)))
        .and_then(|lemma| lexicon.verb(lemma))
        .is_some_and(|e| e.takes(Frame::ToInf));
    let infinitive = || {
        (w + 1..range.end.min(w + 9)).any(|x| {
            let form = crate::view::fold_case(words[x].form(text));
            (lexicon.set("infinitive-of").has(&form)
                || (!lexicon.set("past").is_empty() || goal)
                    && lexicon.set("infinitive-to").has(&form))
                && {
                    // *invite à ne pas crier victoire*
                    let skips = |y: usize| {
                        let form = crate::view::fold_case(words[y].form(text));
                        goal && lexicon.set("past").is_empty()
                            && (lexicon.set("negation").has(&form)
                                || lexicon.set("clitic").has(&form))
                    };
                    (x + 1..range.end)
                        .find(|y| !skips(*y))
                        .is_some_and(|y| words[y].morph.verb_form == VerbForm::Inf)
                }
        })
    };
    // *the team of Brix reports in Monday's issue that P*
    let clause = || {
        let finite = |x: usize| {
            matches!(words[x].upos, Upos::Verb | Upos::Aux)
                && words[x].morph.verb_form == VerbForm::Fin
        };
        words[before].upos == Upos::Propn
            && !lexicon.set("past").is_empty()
            && !(range.start..w).any(finite)
            && (w + 1..range.end.min(w + 14))
                .take_while(|x| !matches!(words[*x].upos, Upos::Verb | Upos::Aux | Upos::Punct))
                .any(|x| {
                    lexicon.set("complementiser").has(&crate::view::fold_case(words[x].form(text)))
                })
    };
    // *La giunta bolla invece il decreto come «incomprensibile»*
    let judges = || {
        let verb = lexicon.ambiguous_verb(&crate::view::fold_case(words[w].form(text)));
        let stop = (w + 1..range.end.min(w + 12))
            .find(|x| matches!(words[*x].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sym));
        !lexicon.set("null-subject").is_empty()
            && verb.and_then(|v| lexicon.verb(v)).is_some_and(|e| e.takes(Frame::AsQuoted))
            && stop.is_some_and(|x| {
                let form = words[x].form(text);
                lexicon.marks.iter().any(|m| form.starts_with(m.open))
            })
    };
    (subject && (follows || phrase || enclosed() || infinitive() || clause() || judges()))
        || inverted
}
