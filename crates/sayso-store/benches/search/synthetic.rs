//! A store of reports that nobody wrote: words and people as often as Zipf has them.

use sayso_model::{
    Attribution, AttributionKind, Document, Entity, EntityId, EntityKind, Lang, Mention,
    MentionForm, Published, PublishedFrom, Reading, Span, Speaker,
};
use sayso_store::{Prepared, Result, Store};

const VOCABULARY: usize = 40_000;
const PEOPLE: usize = 30_000;
const PARAGRAPHS: usize = 9;

/// xorshift64*: the same reports on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// A rank below `bound`; that of rank r about 1/r as often as the first.
    pub fn zipf(&mut self, bound: usize) -> usize {
        let part = (self.next() % 1_000_000) as f64 / 1_000_000.0;
        ((bound as f64).powf(part) - 1.0) as usize
    }
}

/// A word by its rank: the frequent ones are short.
pub fn word(rank: usize) -> String {
    let syllables = ["ra", "mo", "te", "li", "né", "ku", "sa", "bor", "vi", "cha", "dou", "per"];
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(syllables[left % syllables.len()]);
        left /= syllables.len();
    }
    word
}

/// Somebody's name by rank.
pub fn name(rank: usize) -> String {
    let capital = |word: String| -> String {
        let mut letters = word.chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    format!("{} {}", capital(word(rank % 300 + 40)), capital(word(rank * 7 + 5000)))
}

/// Puts so many reports into a store.
pub fn fill(store: &mut Store, reports: usize) -> Result<()> {
    let mut random = Random::new(42);
    let mut writer = store.writer()?;
    for n in 0..reports {
        let (document, reading) = report(&mut random, n);
        writer.add(&Prepared::new(&document, &reading, "synthetic"))?;
        writer.record_ends()?;
    }
    writer.finish()
}

fn report(random: &mut Random, n: usize) -> (Document, Reading) {
    let cast: Vec<usize> = (0..8).map(|_| random.zipf(PEOPLE)).collect();
    let mut people = cast;
    people.sort_unstable();
    people.dedup();
    let mut text = String::new();
    let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); people.len()];
    let mut attributions = Vec::new();
    for _ in 0..PARAGRAPHS {
        let who = random.below(people.len());
        let content = words(random, &mut text, 14);
        text.push_str(", a dit ");
        let start = text.len();
        text.push_str(&name(people[who]));
        let span = Span::from_range(start..text.len());
        mentions[who].push(Mention { span, form: MentionForm::Name });
        text.push_str(". ");
        words(random, &mut text, 20);
        text.push_str(".\n\n");
        attributions.push(Attribution {
            kind: AttributionKind::Direct,
            content: vec![content],
            quoted: Vec::new(),
            cue: None,
            source: Some(span),
            speaker: Some(Speaker { entity: EntityId(who as u32), name: name(people[who]) }),
            addressee: None,
            occasion: None,
            time: None,
            negated: false,
            within: None,
            confidence: 0.9,
            evidence: Vec::new(),
        });
    }
    let entities = people.iter().zip(mentions).map(|(rank, mentions)| Entity {
        kind: EntityKind::Person,
        name: name(*rank),
        description: None,
        country: None,
        qid: None,
        geonames: None,
        key: Some(format!("x:{rank:016x}")),
        gender: None,
        mentions,
        evidence: Vec::new(),
    });
    let reading = Reading {
        zone: None,
        lang: Lang::new("fr"),
        entities: entities.collect(),
        attributions,
        times: Vec::new(),
        notes: Vec::new(),
    };
    let day = format!(
        "{}-{:02}-{:02}",
        2018 + random.below(6),
        1 + random.below(12),
        1 + random.below(28)
    );
    let mut title = String::new();
    words(random, &mut title, 7);
    let document = Document {
        id: format!("r{n}"),
        url: Some(format!("https://outlet{}.example/{n}", random.zipf(200))),
        title: Some(title),
        published: Some(Published { value: day, from: PublishedFrom::Declared }),
        ..Document::from_text(text)
    };
    (document, reading)
}

fn words(random: &mut Random, text: &mut String, count: usize) -> Span {
    let start = text.len();
    for n in 0..count {
        if n > 0 {
            text.push(' ');
        }
        text.push_str(&word(random.zipf(VOCABULARY)));
    }
    Span::from_range(start..text.len())
}
