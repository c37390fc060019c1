//! Trains and measures language packs.

mod augment;
mod conllu;
mod eval;
mod inflected;
mod learner;
mod lefff;
mod lexicon;
mod patterns;
mod stages;

pub use eval::{EvalArgs, evaluate};

use anyhow::{Context, Result};
use conllu::Sentence;
use learner::Dice;
use sayso_language::Rules;
use sayso_language::training::*;
use stages::{Example, Inventory, Tree};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Options of `sayso-train language`.
#[derive(clap::Args)]
pub struct TrainArgs {
    /// Language code.
    lang: String,
    /// Folder that holds `treebanks/`.
    #[arg(long)]
    data: PathBuf,
    /// Lexicon files, or folders in which they lie; MODEL.md of the language names them.
    #[arg(long)]
    lexicon: Vec<PathBuf>,
    /// Folder of the language packs.
    #[arg(long, default_value = "languages")]
    languages: PathBuf,
    /// Rounds over the treebanks for the parser.
    #[arg(long, default_value_t = 12)]
    epochs: usize,
    /// Weights smaller than this many 127ths of the largest are dropped.
    #[arg(long, default_value_t = 9)]
    least: i8,
}

/// A line of a pack's `treebanks.tsv`.
struct Source {
    file: String,
    /// In how many of 100 rounds it is used.
    weight: usize,
    /// What is done to its sentences to make them like the others'.
    changes: Vec<Change>,
}

/// A change to a treebank's sentences, by the name that `treebanks.tsv` gives it.
type Change = fn(&mut Sentence);

const CHANGES: [(&str, Change); 6] = [
    ("turn-parataxis", conllu::turn_parataxis),
    ("turn-clauses", conllu::turn_clauses),
    ("join-hyphens", conllu::join_hyphens),
    ("name-flats", conllu::name_flats),
    ("name-adjuncts", conllu::name_adjuncts),
    ("determine-possessives", conllu::determine_possessives),
];

impl Source {
    /// Makes the sentences like the other treebanks'.
    fn change(&self, sentences: &mut [Sentence]) {
        for change in &self.changes {
            sentences.iter_mut().for_each(change);
        }
    }

    /// Where the treebank lies: under `treebanks/` of the data, or, where its name begins with
    /// `corpus/`, in the project.
    fn path(&self, data: &Path, languages: &Path) -> PathBuf {
        match self.file.starts_with("corpus/") {
            true => languages.join("..").join(&self.file),
            false => data.join("treebanks").join(&self.file),
        }
    }
}

/// The treebanks of one use (`train` or `measure`), as a pack's `treebanks.tsv` lists them.
fn sources(languages: &Path, lang: &str, wanted: &str) -> Result<Vec<Source>> {
    let path = languages.join(lang).join("treebanks.tsv");
    let file = std::fs::read_to_string(&path)
        .with_context(|| format!("reading the list of treebanks {}", path.display()))?;
    let mut sources = Vec::new();
    for line in file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (kind, file, weight, names) = match columns[..] {
            [kind, file, weight] => (kind, file, weight, ""),
            [kind, file, weight, names] => (kind, file, weight, names),
            _ => anyhow::bail!("{}: not a treebank's line: {line:?}", path.display()),
        };
        let changes = names
            .split_whitespace()
            .map(|name| {
                CHANGES
                    .iter()
                    .find(|(n, _)| *n == name)
                    .map(|(_, change)| *change)
                    .with_context(|| format!("{}: unknown change {name:?}", path.display()))
            })
            .collect::<Result<Vec<Change>>>()?;
        if kind == wanted {
            let weight = weight.parse().with_context(|| format!("weight {weight:?}"))?;
            sources.push(Source { file: file.to_owned(), weight, changes });
        }
    }
    Ok(sources)
}

/// For how many of 100 sentences a copy in capitals is added, and one without its last stop
/// (headlines are written so), and one with a part in quotation marks (reports quote more words
/// than treebanks).
const SHOUTED: usize = 3;
const UNSTOPPED: usize = 6;
const QUOTED: usize = 15;

/// Parts into which the treebanks are cut to tag each with taggers that have not seen it.
const FOLDS: usize = 8;
const TAGGER_EPOCHS: usize = 10;
const FOLD_EPOCHS: usize = 6;
/// How many sentences are made of each pattern.
const PATTERN_COPIES: usize = 8;
const SEED: u64 = 20_260_101;

/// Runs `sayso-train language`.
pub fn train(args: &TrainArgs) -> Result<()> {
    let mut log = std::io::stderr();
    let rules = rules(&args.languages, &args.lang)?;
    let mut treebanks: Vec<(Sentence, usize)> = Vec::new();
    let mut lengths = Vec::new();
    for source in sources(&args.languages, &args.lang, "train")? {
        let mut read = conllu::read(&source.path(&args.data, &args.languages))?;
        source.change(&mut read);
        writeln!(log, "{}: {} sentences", source.file, read.len())?;
        lengths.push(read.len());
        treebanks.extend(read.into_iter().map(|s| (s, source.weight)));
    }

    // Lexicon.
    let mut edits: BTreeMap<Edit, u32> = BTreeMap::new();
    let mut lines = lexicon::read(&args.lexicon)?;
    let own = args.languages.join(&args.lang).join("words.tsv");
    if own.is_file() {
        lines.extend(lexicon::read(&[own])?);
    }
    // Lists of inflected words lack those that are not inflected: the treebanks have them.
    if lines.iter().all(|l| l.upos != sayso_language::Upos::Det) {
        let words = treebanks.iter().flat_map(|(s, _)| &s.words);
        lines.extend(lexicon::closed_classes(words));
    }
    let compiled = lexicon::compile(&lines, &mut edits)?;
    let mut lexicon_bytes = Writer::default();
    Lexicon::write(&compiled.readings, &compiled.forms, &mut lexicon_bytes);
    let lexicon_bytes = lexicon_bytes.finish();
    let lexicon = Lexicon::read(&mut Reader::new(&lexicon_bytes))?;
    writeln!(
        log,
        "lexicon: {} forms, {} sets of readings, {} bytes",
        compiled.forms.len(),
        compiled.readings.len(),
        lexicon_bytes.len()
    )?;

    // Lemmas and morphology.
    let table = stages::lemmas(
        treebanks.iter().flat_map(|(s, _)| &s.words),
        lines.iter().map(|l| (l.form.as_str(), l.lemma.as_str(), l.upos, l.morph)),
        &mut edits,
    );
    let inventory = Inventory::of(treebanks.iter().map(|(s, _)| s));
    let mut model = Model {
        morphs: inventory.morphs.clone(),
        allowed: inventory.allowed.clone(),
        edits: in_order(edits),
        lemmas: table,
        ..Model::default()
    };
    writeln!(
        log,
        "lemmas: {} edits, {} keys; {} kinds of morphology",
        model.edits.len(),
        model.lemmas.len(),
        model.morphs.len()
    )?;

    // Sentences without stops, in each treebank by itself.
    let mut rest = treebanks.as_slice();
    let rows: Vec<Vec<&Sentence>> = lengths
        .iter()
        .map(|&len| {
            let (row, after) = rest.split_at(len.min(rest.len()));
            rest = after;
            row.iter().map(|(s, _)| s).collect()
        })
        .collect();
    let gap = stages::gaps(&rows, &lexicon, 15, SEED);

    // Contractions.
    let plain: Vec<&Sentence> = treebanks.iter().map(|(s, _)| s).collect();
    let split = stages::split(&plain, &lexicon, |form| rules.is_ambiguous(form), 15, SEED);

    // Tags.
    for (sentence, _) in &mut treebanks {
        conllu::projectivise(sentence);
    }
    let mut examples = examples(treebanks, &lexicon, &inventory);
    let patterns = args.languages.join(&args.lang).join("patterns.txt");
    let made = patterns::make(&patterns, PATTERN_COPIES, &mut Dice::new(SEED))?;
    writeln!(log, "{} sentences made from patterns", made.len())?;
    for words in made {
        let example = example(words, 100, &lexicon, &inventory);
        examples.push(Example { partial: true, ..example });
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    let folds: Vec<Vec<(Vec<sayso_language::Upos>, Vec<u8>)>> = std::thread::scope(|scope| {
        let work = |half: usize| {
            let (examples, all, allowed) = (&examples, &all, &inventory.allowed);
            move || {
                (0..FOLDS)
                    .filter(|fold| fold % 2 == half)
                    .map(|fold| (fold, fold_tags(examples, all, allowed, fold)))
                    .collect::<Vec<_>>()
            }
        };
        let (a, b) = (scope.spawn(work(0)), scope.spawn(work(1)));
        let mut folds: Vec<_> =
            [a, b].into_iter().flat_map(|t| t.join().unwrap_or_default()).collect();
        folds.sort_by_key(|(fold, _)| *fold);
        folds.into_iter().map(|(_, tags)| tags).collect()
    });
    let mut predicted = vec![(Vec::new(), Vec::new()); examples.len()];
    for (fold, tags) in folds.into_iter().enumerate() {
        for (place, tags) in (fold..examples.len()).step_by(FOLDS).zip(tags) {
            predicted[place] = tags;
        }
    }
    let taggers = stages::taggers(&examples, &all, &inventory.allowed, TAGGER_EPOCHS, SEED);
    writeln!(log, "taggers trained")?;

    // Trees. Lemmas are the engine's own, from the predicted tags.
    model.lexicon = lexicon;
    let trees: Vec<Tree> = examples
        .iter()
        .zip(&predicted)
        .filter(|(e, _)| e.words.len() > 1 && e.words.len() <= LONGEST)
        .map(|(example, (upos, morph))| tree(example, upos, morph, &model))
        .collect();
    let parser = stages::parser(&trees, args.epochs, SEED, |epoch, wrong| {
        let _ =
            writeln!(std::io::stderr(), "parser epoch {}: {wrong:.2} % of moves wrong", epoch + 1);
    });

    let mut out = Writer::default();
    model.write_head(&mut out);
    lexicon_bytes.iter().for_each(|&b| out.byte(b));
    model.write_lemmas(&mut out);
    let weights = [
        ("gap", gap.finish(1)),
        ("split", split.finish(1)),
        ("upos", taggers.upos.finish(args.least)),
        ("inflect", taggers.inflect.finish(args.least)),
        ("parse", parser.finish(args.least)),
    ];
    for (name, features) in &weights {
        let entries: usize = features.iter().map(|(_, row)| row.len()).sum();
        writeln!(log, "{name}: {} features, {entries} weights", features.len())?;
        Weights::write(features, &mut out);
    }
    let bytes = out.finish();
    let packed = zstd::bulk::compress(&bytes, 19).context("compressing the model")?;
    let path = args.languages.join(&args.lang).join("model.zst");
    std::fs::write(&path, &packed).with_context(|| format!("writing {}", path.display()))?;
    writeln!(log, "{}: {} bytes, {} unpacked", path.display(), packed.len(), bytes.len())?;
    Ok(())
}

/// The rules files of a pack.
fn rules(languages: &Path, lang: &str) -> Result<Rules> {
    let read = |name: &str| {
        let path = languages.join(lang).join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    Ok(Rules::read(&read("segment.tsv")?, &read("abbreviations.tsv")?)?)
}

/// The edits by their numbers.
fn in_order(edits: BTreeMap<Edit, u32>) -> Vec<Edit> {
    let mut edits: Vec<(u32, Edit)> = edits.into_iter().map(|(edit, id)| (id, edit)).collect();
    edits.sort_unstable();
    edits.into_iter().map(|(_, edit)| edit).collect()
}

/// The examples of the treebanks, with copies that look like headlines and copies with quoted
/// parts.
fn examples(
    treebanks: Vec<(Sentence, usize)>,
    lexicon: &Lexicon,
    inventory: &Inventory,
) -> Vec<Example> {
    let mut dice = Dice::new(SEED);
    let mut examples = Vec::new();
    for (sentence, weight) in treebanks {
        let words = sentence.words;
        let mut copies = Vec::new();
        if dice.chance(SHOUTED) {
            copies.push(augment::shouted(&words));
        }
        if dice.chance(UNSTOPPED) {
            copies.extend(augment::unstopped(&words));
        }
        if dice.chance(QUOTED) {
            copies.extend(augment::quoted(&words, &mut dice));
        }
        for copy in copies.into_iter().chain([words]) {
            examples.push(example(copy, weight, lexicon, inventory));
        }
    }
    examples
}

fn example(
    words: Vec<conllu::Word>,
    weight: usize,
    lexicon: &Lexicon,
    inventory: &Inventory,
) -> Example {
    let inputs: Vec<Input<'_>> =
        words.iter().map(|w| Input { form: &w.form, spaced: w.spaced }).collect();
    let traits = traits(&inputs, lexicon);
    let morph = words.iter().map(|w| inventory.index(&w.morph)).collect();
    Example { words, traits, morph, weight, partial: false }
}

/// Tags a fold with taggers trained on the others.
fn fold_tags(
    examples: &[Example],
    all: &[usize],
    allowed: &[u128],
    fold: usize,
) -> Vec<(Vec<sayso_language::Upos>, Vec<u8>)> {
    let others: Vec<usize> = all.iter().copied().filter(|i| i % FOLDS != fold).collect();
    let taggers = stages::taggers(examples, &others, allowed, FOLD_EPOCHS, SEED + fold as u64);
    (fold..examples.len())
        .step_by(FOLDS)
        .map(|i| tag_with(&examples[i].traits, &taggers.upos, &taggers.inflect, allowed))
        .collect()
}

fn tree(example: &Example, upos: &[sayso_language::Upos], morph: &[u8], model: &Model) -> Tree {
    let seen = example.words.iter().enumerate().map(|(i, word)| {
        let morph = model.morphs.get(usize::from(morph[i])).copied().unwrap_or_default();
        let lemma = model.lemma(&word.form, upos[i], &morph);
        (example.traits[i], upos[i], morph, hash_text(&lemma))
    });
    let mut heads = vec![u16::MAX];
    let mut labels = vec![sayso_language::Deprel::Dep];
    heads.extend(example.words.iter().map(|w| w.head));
    labels.extend(example.words.iter().map(|w| w.deprel));
    Tree { view: View::new(seen), heads, labels, weight: example.weight }
}
