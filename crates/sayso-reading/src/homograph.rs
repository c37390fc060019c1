//! Forms that are the present's third person and the past participle at once (*behauptet*,
//! *kritisiert*, *bestreitet*).
//!
//! A tagger mostly sees the participle. In a clause that has no other finite verb, and no auxiliary
//! whose bracket it could close, the form is the finite verb.

use crate::lexicon::Lexicon;
use crate::view::fold_case;
use compact_str::CompactString;
use sayso_language::{Analysis, Mood, Number, Person, Tense, Upos, VerbForm, Word};
use std::ops::Range;

/// Tags such forms of verbs of saying as finite, before the sentence is parsed. Only in languages
/// that name the ending of the third person (`third-ending`).
pub(crate) fn finite(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    if lexicon.set("third-ending").is_empty() {
        return;
    }
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        if range.is_empty() {
            continue;
        }
        // *Gemäss Polizei*: at the head of a sentence a capital makes a noun of a preposition.
        let first = &mut analysis.words[range.start];
        if first.upos == Upos::Noun
            && lexicon.set("according-sure").has(&fold_case(first.form(text)))
        {
            first.upos = Upos::Adp;
        }
        for w in range.clone() {
            if let Some(lemma) =
                closing_participle(text, &analysis.words, lexicon, w, range.clone())
            {
                let word = &mut analysis.words[w];
                word.upos = Upos::Verb;
                word.lemma = lemma;
                word.morph.verb_form = VerbForm::Part;
                word.morph.tense = Tense::Past;
                continue;
            }
            if let Some(lemma) = subjunctive(text, &analysis.words, lexicon, w, range.clone()) {
                let word = &mut analysis.words[w];
                word.upos = Upos::Verb;
                word.lemma = lemma;
                word.morph = Default::default();
                word.morph.verb_form = VerbForm::Fin;
                word.morph.mood = Mood::Sub;
                word.morph.tense = Tense::Pres;
                word.morph.person = Person::Third;
                word.morph.number = Number::Sing;
                continue;
            }
            if let Some(article) = article(text, &analysis.words, lexicon, w, range.clone()) {
                analysis.words[w].upos = article;
                continue;
            }
            if closing_plural(text, &analysis.words, lexicon, w, range.clone()) {
                let word = &mut analysis.words[w];
                word.morph = Default::default();
                word.morph.verb_form = VerbForm::Fin;
                word.morph.mood = Mood::Ind;
                word.morph.tense = Tense::Pres;
                word.morph.person = Person::Third;
                word.morph.number = Number::Plur;
                continue;
            }
            let past = weak_past(text, &analysis.words, lexicon, w, range.start);
            let tense = if past.is_some() { Tense::Past } else { Tense::Pres };
            let present = || verb_of(text, &analysis.words[w], lexicon);
            let Some(lemma) = past.or_else(present) else { continue };
            if is_predicate(text, &analysis.words, lexicon, w, range.clone()) {
                let word = &mut analysis.words[w];
                word.upos = Upos::Verb;
                word.lemma = lemma;
                word.morph = Default::default();
                word.morph.verb_form = VerbForm::Fin;
                word.morph.mood = Mood::Ind;
                word.morph.tense = tense;
                word.morph.person = Person::Third;
                word.morph.number = Number::Sing;
            }
        }
    }
}

/// *Er hatte damals behauptet, …*: what the tagger takes for an adjective at the end of a clause that an
/// auxiliary opens.
fn closing_participle(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    range: Range<usize>,
) -> Option<CompactString> {
    let ends = w + 1 >= range.end || words[w + 1].upos == Upos::Punct;
    if words[w].upos != Upos::Adj || !ends {
        return None;
    }
    let lemma = lexicon.ambiguous_verb(words[w].form(text))?;
    let opens = (range.start..w).rev().take_while(|x| words[*x].upos != Upos::Punct).any(|x| {
        matches!(words[x].upos, Upos::Aux | Upos::Verb)
            && words[x].morph.verb_form == VerbForm::Fin
            && lexicon.set("auxiliary").has(&words[x].lemma)
    });
    opens.then(|| CompactString::from(lemma))
}

/// *Er bedaure den Fall*, *man rede mit allen*: right behind a pronoun a small word that the tagger takes for
/// a noun or an adjective, in a clause with no finite verb, is the subjunctive of reports.
fn subjunctive(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    range: Range<usize>,
) -> Option<CompactString> {
    let form = words[w].form(text);
    if !matches!(words[w].upos, Upos::Noun | Upos::Adj | Upos::X)
        || w == range.start
        || !form.starts_with(char::is_lowercase)
        || !lexicon.set("mood-ending").ends(form)
    {
        return None;
    }
    let before = fold_case(words[w - 1].form(text));
    let subject = (words[w - 1].upos == Upos::Pron || lexicon.set("this").has(&before))
        && (lexicon.pronoun(&before).is_some() || lexicon.set("impersonal").has(&before))
        && !lexicon.set("object-pronoun").has(&before);
    let opens =
        w < range.start + 2 || words[w - 2].upos == Upos::Punct || words[w - 2].upos == Upos::Cconj;
    let parts = |x: &usize| words[*x].upos == Upos::Punct;
    let to = (w + 1..range.end).find(parts).unwrap_or(range.end);
    let noun = words
        .get(w + 1)
        .is_some_and(|n| w + 1 < to && matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj));
    let finite = (w + 1..to).any(|x| {
        matches!(words[x].upos, Upos::Verb | Upos::Aux) && words[x].morph.verb_form == VerbForm::Fin
    });
    // The lemma adds the infinitive's ending, which the set tells.
    let mut lemma = CompactString::from(form);
    lemma.push_str(lexicon.set("infinitive-ending").only()?);
    (subject && opens && !noun && !finite).then_some(lemma)
}

/// The verb of saying whose third person has the word's form.
fn verb_of(text: &str, word: &Word, lexicon: &Lexicon) -> Option<CompactString> {
    let participle =
        word.upos == Upos::Verb && matches!(word.morph.verb_form, VerbForm::Part | VerbForm::None);
    // *bestritt*: a form of which the tagger knows no more than that it is a verb.
    if word.upos == Upos::Verb
        && word.morph.verb_form == VerbForm::None
        && word.form(text) != word.lemma.as_str()
        && word.form(text).starts_with(char::is_lowercase)
        && lexicon.verb(&word.lemma).is_some()
    {
        return Some(word.lemma.clone());
    }
    if !participle && word.upos != Upos::Adj {
        return None;
    }
    let form = word.form(text);
    if form.starts_with(char::is_uppercase) || !lexicon.set("third-ending").ends(form) {
        return None;
    }
    if word.upos == Upos::Adj {
        return lexicon.ambiguous_verb(form).map(CompactString::from);
    }
    // *gesagt* is no form of the present: it does not begin as its verb does.
    let last = form.chars().next_back().map_or(0, char::len_utf8);
    let stem = &form[..form.len() - last];
    (lexicon.verb(&word.lemma).is_some() && word.lemma.starts_with(stem))
        .then(|| word.lemma.clone())
}

/// *sagte, die „kalten Zonen“ seien zu warm*: before a quotation mark the tagger sees a relative pronoun in
/// the article. In a relative clause the finite verb comes last (*der „Nein“ sagte*).
fn article(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    range: Range<usize>,
) -> Option<Upos> {
    let sign = |x: usize| form_of(text, words, x).chars().next();
    let opens = w + 2 < range.end && lexicon.marks.iter().any(|m| Some(m.open) == sign(w + 1));
    let closes = |x: &usize| lexicon.marks.iter().any(|m| Some(m.close) == sign(*x));
    let first = w == range.start || words[w - 1].upos == Upos::Punct;
    let low = fold_case(form_of(text, words, w));
    if words[w].upos != Upos::Pron || !opens || !first || !lexicon.set("relative-subject").has(&low)
    {
        return None;
    }
    let close = (w + 2..range.end.min(w + REACH)).find(closes)?;
    let to = (close + 1..range.end.min(close + REACH)).find(|x| words[*x].upos == Upos::Punct);
    let to = to.unwrap_or(range.end.min(close + REACH));
    let finite = |x: &usize| {
        matches!(words[*x].upos, Upos::Verb | Upos::Aux)
            && words[*x].morph.verb_form == VerbForm::Fin
    };
    let verb = (close + 1..to).find(finite);
    (close + 1 < to && verb.is_none_or(|v| v + 1 < to)).then_some(Upos::Det)
}

/// *die Leute, die Gefahren beschwören*: at the end of a subordinate clause that has no other verb the form of
/// the infinitive, and of some participles, is the plural.
fn closing_plural(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    range: Range<usize>,
) -> bool {
    let form = words[w].form(text);
    let ends = w + 1 >= range.end || matches!(form_of(text, words, w + 1), "." | "," | ";");
    let bare = words[w].upos == Upos::Verb
        && matches!(words[w].morph.verb_form, VerbForm::Part | VerbForm::Inf)
        && words[w].lemma == form
        && lexicon.verb(&words[w].lemma).is_some();
    let marked =
        |before: usize| lexicon.set("infinitive-zu").has(&fold_case(form_of(text, words, before)));
    if !ends || !bare || w.checked_sub(1).is_none_or(marked) {
        return false;
    }
    let parts = |x: &usize| matches!(form_of(text, words, *x), "," | ";" | ":");
    let low = range.start.max(w.saturating_sub(REACH));
    let Some(comma) = (low..w).rev().find(parts) else { return false };
    let opener = &words[comma + 1];
    let opens = opener.upos == Upos::Pron
        && lexicon.set("relative-subject").has(&fold_case(opener.form(text)));
    let verb = |x: usize| matches!(words[x].upos, Upos::Verb | Upos::Aux);
    opens && !(comma + 1..w).any(verb)
}

fn form_of<'t>(text: &'t str, words: &'t [Word], w: usize) -> &'t str {
    words.get(w).map_or("", |x| x.form(text))
}

/// *Sie skandierten Parolen*: the past of a verb of saying that the tagger takes for an adjective. No article
/// and no other adjective stands before it.
fn weak_past(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    low: usize,
) -> Option<CompactString> {
    let form = words[w].form(text);
    let before = |n: usize| w.checked_sub(n).filter(|x| *x >= low).map(|x| words[x].upos);
    let modifies = matches!(before(1), Some(Upos::Det | Upos::Adp | Upos::Adj | Upos::Num))
        || before(1) == Some(Upos::Cconj) && before(2) == Some(Upos::Adj);
    if words[w].upos != Upos::Adj || !form.starts_with(char::is_lowercase) || modifies {
        return None;
    }
    let ends = ["weak-infinitive", "infinitive-ending"].map(|set| lexicon.set(set).only());
    let stems = form.char_indices().skip(1).map(|(at, _)| form.split_at(at));
    stems
        .filter(|(_, end)| lexicon.set("weak-past").has(end))
        .flat_map(|(stem, _)| ends.iter().flatten().map(move |end| [stem, end]))
        .map(CompactString::from_iter)
        .find(|verb| lexicon.verb(verb).is_some_and(|e| e.is_speech()))
}

/// How far on the left an auxiliary may wait for its verb, in words.
const REACH: usize = 60;

/// Whether the form is the finite verb of its clause: it has a subject before it or a comma or mark
/// right before it, and no other finite verb stands in its clause or waits for it further on the left.
fn is_predicate(
    text: &str,
    words: &[Word],
    lexicon: &Lexicon,
    w: usize,
    range: Range<usize>,
) -> bool {
    let parts = |x: usize| {
        words[x].upos == Upos::Punct && !matches!(words[x].span.of(text), "-" | "–" | "(" | ")")
    };
    // *zogen vor den Sitz und skandierten*: a conjunction parts two verbs as well.
    let joined = w > range.start && words[w].upos == Upos::Adj && words[w - 1].upos == Upos::Cconj;
    let from = match joined {
        true => w,
        false => (range.start..w).rev().find(|x| parts(*x)).map_or(range.start, |x| x + 1),
    };
    let to = (w + 1..range.end).find(|x| parts(*x)).unwrap_or(range.end);
    let verb = |x: usize| matches!(words[x].upos, Upos::Verb | Upos::Aux);
    let finite = |x: usize| verb(x) && words[x].morph.verb_form == VerbForm::Fin;
    let bracket = |x: usize| verb(x) && lexicon.set("bracket").has(&words[x].lemma);
    if (from..to).any(|x| x != w && (finite(x) || bracket(x))) {
        return false;
    }
    // *wie berichtet*, *als gesichert*, *von X bestätigt*
    let manner = (from..w).any(|x| {
        let form = fold_case(words[x].form(text));
        words[x].upos == Upos::Sconj
            || lexicon.set("as").has(&form)
            || lexicon.set("as-said").has(&form)
    });
    let subject = from < w
        && matches!(
            words[from].upos,
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Adv
        )
        && (from..w).any(|x| matches!(words[x].upos, Upos::Pron | Upos::Noun | Upos::Propn));
    let behind = from == w
        && w > range.start
        && (to > w + 1 || behind_insertion(text, words, w, range.start));
    let names_subject = words.get(w + 1).is_some_and(|x| {
        w + 1 < to
            && matches!(x.upos, Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj)
    });
    // *hatte der Mann, der schlief, behauptet, dass P*: an auxiliary that no verb has closed.
    let low = range.start.max(from.saturating_sub(REACH));
    let open = (low..from).filter(|x| bracket(*x) && finite(*x)).count();
    let closed = (low..from).filter(|x| verb(*x) && !finite(*x)).count();
    let waits = open > closed && !(behind && names_subject);
    // *wie die Polizei berichtet*, but *wie von ihr berichtet*: in a clause of manner too.
    let told = from + 1 < w
        && lexicon.set("as-said").has(&fold_case(words[from].form(text)))
        && words[from + 1].upos != Upos::Adp
        && (from + 1..w)
            .any(|x| matches!(words[x].upos, Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj));
    (!manner && (subject || behind) || told) && !waits
}

/// *Die Italienerin, als Spaßvogel bekannt, behauptet, …*: right behind what two commas enclose.
fn behind_insertion(text: &str, words: &[Word], w: usize, low: usize) -> bool {
    let comma = |x: &usize| words[*x].span.of(text) == ",";
    comma(&(w - 1)) && (low..w - 1).any(|x| comma(&x))
}
