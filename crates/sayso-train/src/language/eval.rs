//! Measures a pack on its evaluation treebanks, as CoNLL 2018 did (Zeman et al. 2018).

use super::conllu::{self, Sentence};
use anyhow::Result;
use sayso_language::training::{Input, Model, View, hash_text, parse, tag_with, traits};
use sayso_language::{Analysis, Deprel, Morph, Pack, Upos};
use sayso_model::{Lang, Span};
use std::io::Write as _;
use std::path::PathBuf;

/// Options of `sayso-train eval-language`.
#[derive(clap::Args)]
pub struct EvalArgs {
    /// Language code.
    lang: String,
    /// Folder that holds `treebanks/`.
    #[arg(long)]
    data: PathBuf,
    /// Folder of the language packs; the model is read from there rather than from the binary.
    #[arg(long, default_value = "languages")]
    languages: PathBuf,
    /// Print sentences whose tokens differ, up to this many.
    #[arg(long, default_value_t = 0)]
    differences: usize,
}

/// Hits among what the system and the treebank have.
#[derive(Default, Clone, Copy)]
struct Score {
    hits: usize,
    system: usize,
    gold: usize,
}

impl Score {
    fn f1(self) -> f64 {
        200.0 * self.hits as f64 / (self.system + self.gold).max(1) as f64
    }

    fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
    }
}

/// What is measured of words.
#[derive(Default)]
struct Scores {
    tokens: Score,
    sentences: Score,
    words: Score,
    upos: Score,
    feats: Score,
    lemmas: Score,
    uas: Score,
    las: Score,
    las_subtyped: Score,
}

/// A word of either side: where it stands (counted in characters without blanks) and what is said
/// of it. The head is an index into the same list, itself for a root.
struct Item {
    start: usize,
    end: usize,
    form: String,
    lemma: String,
    upos: Upos,
    morph: Morph,
    head: usize,
    deprel: Deprel,
}

/// A clock of the time that this thread was at work, so that other work on the machine does not
/// count; the time of day where the system does not tell (it is read from Linux's /proc).
struct Clock {
    at_work: Option<f64>,
    day: std::time::Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock { at_work: Clock::at_work(), day: std::time::Instant::now() }
    }

    fn at_work() -> Option<f64> {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanoseconds: u64 = stat.split_whitespace().next()?.parse().ok()?;
        Some(nanoseconds as f64 * 1e-9)
    }

    fn seconds(&self) -> f64 {
        match (self.at_work, Clock::at_work()) {
            (Some(from), Some(to)) => to - from,
            _ => self.day.elapsed().as_secs_f64(),
        }
    }
}

/// Runs `sayso-train eval-language`.
pub fn evaluate(args: &EvalArgs) -> Result<()> {
    let started = Clock::start();
    let rules = super::rules(&args.languages, &args.lang)?;
    let bytes = std::fs::read(args.languages.join(&args.lang).join("model.zst"))?;
    let loading = Clock::start();
    let pack = Pack::read(rules, &bytes)?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "pack {} loaded in {:.1} ms ({:.1} ms with reading its files)",
        Lang::new(&args.lang),
        loading.seconds() * 1e3,
        started.seconds() * 1e3
    )?;
    for source in super::sources(&args.languages, &args.lang, "measure")? {
        let mut sentences = conllu::read(&source.path(&args.data, &args.languages))?;
        source.change(&mut sentences);
        writeln!(out, "\n{}", source.file)?;
        gold_tokens(&sentences, pack.model(), &mut out)?;
        raw(&sentences, &pack, args.differences, &mut out)?;
    }
    Ok(())
}

/// On the treebank's own words.
fn gold_tokens(sentences: &[Sentence], model: &Model, out: &mut impl std::io::Write) -> Result<()> {
    let mut scores = Scores::default();
    let mut words = 0;
    for sentence in sentences {
        let inputs: Vec<Input<'_>> =
            sentence.words.iter().map(|w| Input { form: &w.form, spaced: w.spaced }).collect();
        let seen = traits(&inputs, &model.lexicon);
        let (upos, morph) = tag_with(&seen, &model.upos, &model.inflect, &model.allowed);
        let morph: Vec<Morph> = morph
            .iter()
            .map(|&m| model.morphs.get(usize::from(m)).copied().unwrap_or_default())
            .collect();
        let lemmas: Vec<_> = sentence
            .words
            .iter()
            .zip(upos.iter().zip(&morph))
            .map(|(w, (&upos, morph))| model.lemma(&w.form, upos, morph))
            .collect();
        let view =
            View::new((0..seen.len()).map(|i| (seen[i], upos[i], morph[i], hash_text(&lemmas[i]))));
        let state = parse(&view, &model.parse);
        for (i, gold) in sentence.words.iter().enumerate() {
            words += 1;
            let (head, label) = (state.heads()[i + 1], state.labels()[i + 1]);
            scores.upos.count(upos[i] == gold.upos);
            scores.feats.count(morph[i] == gold.morph);
            scores.lemmas.count(lemmas[i] == gold.lemma);
            scores.uas.count(head == gold.head);
            scores.las.count(head == gold.head && base(label) == base(gold.deprel));
            scores.las_subtyped.count(head == gold.head && label == gold.deprel);
        }
    }
    let all = |s: Score| 100.0 * s.hits as f64 / f64::from(words);
    writeln!(
        out,
        "  given words: UPOS {:.2}  feats {:.2}  lemmas {:.2}  UAS {:.2}  LAS {:.2}  LAS with subtypes {:.2}",
        all(scores.upos),
        all(scores.feats),
        all(scores.lemmas),
        all(scores.uas),
        all(scores.las),
        all(scores.las_subtyped)
    )?;
    Ok(())
}

/// A relation without its subtype.
fn base(label: Deprel) -> &'static str {
    label.name().split(':').next().unwrap_or("")
}

/// On raw text: the `# text` lines joined by spaces, one block a document.
fn raw(
    sentences: &[Sentence],
    pack: &Pack,
    mut differences: usize,
    out: &mut impl std::io::Write,
) -> Result<()> {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut start = 0;
    for sentence in sentences {
        if sentence.starts_document && !text.is_empty() {
            blocks.push(Span::from_range(start..text.len()));
            text.push('\n');
            start = text.len();
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence.text);
    }
    blocks.push(Span::from_range(start..text.len()));

    // Repeated until some 300,000 words are done, as the clock ticks in milliseconds.
    let mut analysis = pack.analyse(&text, &blocks);
    let rounds = (300_000 / analysis.words.len().max(1)).max(1);
    let timed = |work: &mut dyn FnMut()| {
        let clock = Clock::start();
        (0..rounds).for_each(|_| work());
        clock.seconds() / rounds as f64
    };
    let mut cut = 0;
    let segmenting = timed(&mut || cut = pack.segment(&text, &blocks));
    let analysing = timed(&mut || analysis = pack.analyse(&text, &blocks));
    let bare = analysis.clone();
    let cloning = timed(&mut || analysis = bare.clone());
    let parsing = timed(&mut || {
        analysis = bare.clone();
        for sentence in 0..analysis.sentences.len() {
            pack.parse(&text, &mut analysis, sentence);
        }
    }) - cloning;
    let words = analysis.words.len() as f64;

    let mut scores = Scores::default();
    let (gold, gold_tokens, gold_sentences) = gold_items(sentences);
    let (system, system_tokens, system_sentences) = system_items(&text, &analysis);
    scores.tokens = overlap(&system_tokens, &gold_tokens);
    scores.sentences = overlap(&system_sentences, &gold_sentences);
    let pairs = align(&system, &gold);
    let mut of_gold = vec![usize::MAX; gold.len()];
    pairs.iter().for_each(|&(s, g)| of_gold[g] = s);
    for score in [
        &mut scores.words,
        &mut scores.upos,
        &mut scores.feats,
        &mut scores.lemmas,
        &mut scores.uas,
        &mut scores.las,
        &mut scores.las_subtyped,
    ] {
        (score.system, score.gold) = (system.len(), gold.len());
    }
    scores.words.hits = pairs.len();
    for &(s, g) in &pairs {
        let (sys, gld) = (&system[s], &gold[g]);
        scores.upos.count(sys.upos == gld.upos);
        scores.feats.count(sys.morph == gld.morph);
        scores.lemmas.count(sys.lemma == gld.lemma);
        let roots = (sys.head == s, gld.head == g);
        let head = match roots {
            (true, true) => true,
            (false, false) => of_gold[gld.head] == sys.head,
            _ => false,
        };
        scores.uas.count(head);
        scores.las.count(head && base(sys.deprel) == base(gld.deprel));
        scores.las_subtyped.count(head && sys.deprel == gld.deprel);
    }
    if differences > 0 {
        let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let near = |at: usize| {
            let part = |from: usize, to: usize| {
                plain[from..to.min(plain.len())].iter().collect::<String>()
            };
            format!("{} ‖ {}", part(at.saturating_sub(25), at), part(at, at + 25))
        };
        let ends =
            |list: &[Place]| list.iter().map(|p| p.1).collect::<std::collections::BTreeSet<_>>();
        let (ours, theirs) = (ends(&system_sentences), ends(&gold_sentences));
        for (name, at) in theirs
            .difference(&ours)
            .map(|at| ("missed", at))
            .chain(ours.difference(&theirs).map(|at| ("added", at)))
            .take(differences)
        {
            writeln!(out, "    sentence end {name}: {}", near(*at))?;
        }
        let system: std::collections::BTreeSet<_> = system_tokens.iter().copied().collect();
        let wrong = gold_tokens.iter().filter(|t| !system.contains(t));
        for &(start, end) in wrong {
            if differences == 0 {
                break;
            }
            differences -= 1;
            let around: String =
                plain[start.saturating_sub(15)..(end + 15).min(plain.len())].iter().collect();
            let token: String = plain[start..end].iter().collect();
            writeln!(out, "    token {token:?} in {around:?}")?;
        }
    }
    writeln!(
        out,
        "  raw text:    tokens {:.2}  sentences {:.2}  words {:.2}  UPOS {:.2}  feats {:.2}  lemmas {:.2}  UAS {:.2}  LAS {:.2}  LAS with subtypes {:.2}",
        scores.tokens.f1(),
        scores.sentences.f1(),
        scores.words.f1(),
        scores.upos.f1(),
        scores.feats.f1(),
        scores.lemmas.f1(),
        scores.uas.f1(),
        scores.las.f1(),
        scores.las_subtyped.f1()
    )?;
    let tagging = (analysing - segmenting).max(1e-9);
    writeln!(
        out,
        "  speed (words/s): segment {:.0}  tag and lemmas {:.0}  parse {:.0}; tag and parse {:.2} µs a word; {} tokens cut",
        words / segmenting,
        words / tagging,
        words / parsing,
        (tagging + parsing) * 1e6 / words,
        cut
    )?;
    Ok(())
}

type Place = (usize, usize);

fn plain_len(s: &str) -> usize {
    s.chars().filter(|c| !c.is_whitespace()).count()
}

fn gold_items(sentences: &[Sentence]) -> (Vec<Item>, Vec<Place>, Vec<Place>) {
    let (mut items, mut tokens, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for sentence in sentences {
        let from = at;
        let places: Vec<Place> = sentence
            .tokens
            .iter()
            .map(|(form, _)| {
                let start = at;
                at += plain_len(form);
                (start, at)
            })
            .collect();
        let first = items.len();
        for (i, word) in sentence.words.iter().enumerate() {
            let (start, end) = places[word.token];
            items.push(Item {
                start,
                end,
                form: word.form.to_lowercase(),
                lemma: word.lemma.clone(),
                upos: word.upos,
                morph: word.morph,
                head: if word.head == 0 { first + i } else { first + usize::from(word.head) - 1 },
                deprel: word.deprel,
            });
        }
        tokens.extend(places);
        ends.push((from, at));
    }
    (items, tokens, ends)
}

fn system_items(text: &str, analysis: &Analysis) -> (Vec<Item>, Vec<Place>, Vec<Place>) {
    // For each byte, how many characters without blanks stand before it.
    let mut before = vec![0usize; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        before[at..at + c.len_utf8()].fill(count);
        count += usize::from(!c.is_whitespace());
    }
    before[text.len()] = count;
    let place = |span: Span| (before[span.start as usize], before[span.end as usize]);
    let items = analysis
        .words
        .iter()
        .map(|w| {
            let (start, end) = place(w.span);
            Item {
                start,
                end,
                form: w.form(text).to_lowercase(),
                lemma: w.lemma.to_string(),
                upos: w.upos,
                morph: w.morph,
                head: w.head,
                deprel: w.deprel,
            }
        })
        .collect();
    let mut tokens: Vec<Place> = analysis.words.iter().map(|w| place(w.span)).collect();
    tokens.dedup();
    (items, tokens, analysis.sentences.iter().map(|s| place(s.span)).collect())
}

/// How many places are in both lists, which are in order.
fn overlap(system: &[Place], gold: &[Place]) -> Score {
    let (mut s, mut g, mut hits) = (0, 0, 0);
    while let (Some(a), Some(b)) = (system.get(s), gold.get(g)) {
        match a.cmp(b) {
            std::cmp::Ordering::Equal => {
                hits += 1;
                s += 1;
                g += 1;
            }
            std::cmp::Ordering::Less => s += 1,
            std::cmp::Ordering::Greater => g += 1,
        }
    }
    Score { hits, system: system.len(), gold: gold.len() }
}

/// Pairs of words in one place; within a contraction, those of one form.
fn align(system: &[Item], gold: &[Item]) -> Vec<(usize, usize)> {
    let group = |items: &[Item], from: usize| {
        let place = (items[from].start, items[from].end);
        from..from + items[from..].iter().take_while(|i| (i.start, i.end) == place).count()
    };
    let mut pairs = Vec::new();
    let (mut s, mut g) = (0, 0);
    while s < system.len() && g < gold.len() {
        let (a, b) = (group(system, s), group(gold, g));
        let (pa, pb) = ((system[s].start, system[s].end), (gold[g].start, gold[g].end));
        match pa.cmp(&pb) {
            std::cmp::Ordering::Equal => {
                if a.len() == 1 && b.len() == 1 {
                    pairs.push((s, g));
                } else {
                    let mut from = a.start;
                    for j in b.clone() {
                        if let Some(i) = (from..a.end).find(|&i| system[i].form == gold[j].form) {
                            pairs.push((i, j));
                            from = i + 1;
                        }
                    }
                }
                (s, g) = (a.end, b.end);
            }
            std::cmp::Ordering::Less => s = a.end,
            std::cmp::Ordering::Greater => g = b.end,
        }
    }
    pairs
}
