//! How much a report is like a story.

use crate::features::Features;
use crate::story::{StoryState, WINDOW};
use crate::term::{Rarity, TermKind};

/// What two sides share of one group of terms.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    product: f32,
    least: f32,
    report: f32,
    story: f32,
    terms: u32,
}

impl Shared {
    fn add(&mut self, rarity: f32, report: f32, story: f32) {
        let (report, story) = (report * rarity, story * rarity);
        self.product += report * story;
        self.least += (report * story).min(report.min(story).powi(2));
        self.report += report * report;
        self.story += story * story;
        self.terms += u32::from(report > 0.0 && story > 0.0);
    }

    /// The shared part of the side that has less (overlap coefficient, Szymkiewicz and Simpson): in
    /// German all nouns have capitals, so that one side may have many more names than the other.
    fn of_less(&self) -> f32 {
        let less = self.report.min(self.story);
        if less > 0.0 { (self.least / less).min(1.0) } else { 0.0 }
    }

    /// The cosine of the two sides.
    fn cosine(&self) -> f32 {
        let norm = (self.report * self.story).sqrt();
        if norm > 0.0 { self.product / norm } else { 0.0 }
    }
}

pub(crate) fn score(story: &StoryState, report: &Features, rarity: &Rarity<'_>) -> f32 {
    let Some(day) = report.day() else { return 0.0 };
    let (first, last) = story.days();
    let silence = day.saturating_sub(last).max(first.saturating_sub(day)).max(0);
    if silence > WINDOW {
        return 0.0;
    }
    let mut who = Shared::default();
    let mut place = Shared::default();
    let mut names = Shared::default();
    let mut words = Shared::default();
    let mut exact = Shared::default();
    let mut of_story = story.weighted().peekable();
    let mut take = |term: crate::term::Term, report: f32, story: f32| {
        let rarity = rarity.of(term);
        match term.kind() {
            TermKind::Person | TermKind::Body => who.add(rarity, report, story),
            TermKind::Name => names.add(rarity, report, story),
            TermKind::Place | TermKind::State => place.add(rarity, report, story),
            TermKind::Word => words.add(rarity, report, story),
            TermKind::Figure | TermKind::Day => exact.add(rarity, report, story),
        }
    };
    for (term, weight) in report.weighted() {
        while let Some((other, story)) = of_story.next_if(|(other, _)| *other < term) {
            take(other, 0.0, story);
        }
        let story = of_story.next_if(|(other, _)| *other == term).map_or(0.0, |(_, story)| story);
        take(term, weight, story);
    }
    of_story.for_each(|(term, story)| take(term, 0.0, story));

    let exactly = (exact.terms as f32 * 0.1).min(0.3);
    let score = match story.has_lang(report.lang()) {
        true => {
            0.3 * who.cosine()
                + 0.1 * place.cosine()
                + 0.5 * words.cosine()
                + 0.5 * names.cosine()
                + exactly
        }
        // Across languages there are no words: two names at least, or one and a figure or day.
        false if who.terms + place.terms + names.terms + exact.terms >= 3 => {
            0.5 * who.cosine() + 0.2 * place.cosine() + 0.62 * names.of_less() + exactly
        }
        false => 0.0,
    };
    // The whole of a story's window costs a fifth.
    (score * (1.0 - 0.2 * silence as f32 / WINDOW as f32)).min(1.0)
}
