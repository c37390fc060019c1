//! Log-linear rankings: which of several candidates is meant, by weights learnt from the corpus.
//!
//! A feature is a template with a small value, told apart by the form of the question. No feature
//! names a word of any language, so one model serves all. The weights stand in text files under
//! `languages/`, a feature a line: form, template, value, weight.

use sayso_model::Span;

/// Values that a template has at most.
const VALUES: usize = 128;

/// The weights of one question.
#[derive(Debug)]
pub struct Ranking {
    forms: &'static [&'static str],
    templates: &'static [&'static str],
    weights: Vec<f32>,
}

impl Ranking {
    /// Reads a model's file; a line that cannot be read counts nothing.
    pub(crate) fn parse(
        file: &str,
        forms: &'static [&'static str],
        templates: &'static [&'static str],
    ) -> Ranking {
        let weights = vec![0.0; forms.len() * templates.len() * VALUES];
        let mut ranking = Ranking { forms, templates, weights };
        for row in file.lines().filter(|l| !l.starts_with('#')) {
            if let Some((feature, weight)) = ranking.row(row)
                && let Some(cell) = ranking.weights.get_mut(feature)
            {
                *cell = weight;
            }
        }
        ranking
    }

    fn row(&self, row: &str) -> Option<(usize, f32)> {
        let mut cells = row.split('\t');
        let form = cells.next()?;
        let form = self.forms.iter().position(|f| *f == form)?;
        let template = cells.next()?;
        let template = self.templates.iter().position(|t| *t == template)?;
        let value = cells.next()?.parse().ok()?;
        Some((self.feature(form, template, value), cells.next()?.trim().parse().ok()?))
    }

    fn feature(&self, form: usize, template: usize, value: usize) -> usize {
        (form * self.templates.len() + template) * VALUES + value.min(VALUES - 1)
    }

    /// How many features there are.
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    /// A feature as it is written in the model's file: form, template and value, tabs between.
    pub fn name(&self, feature: usize) -> String {
        let (rest, value) = (feature / VALUES, feature % VALUES);
        let form = self.forms.get(rest / self.templates.len()).unwrap_or(&"?");
        let template = self.templates.get(rest % self.templates.len()).unwrap_or(&"?");
        format!("{form}\t{template}\t{value}")
    }

    /// An empty sum for a candidate. Features are kept for training alone.
    pub(crate) fn tally(&self, form: usize, for_training: Keep) -> Tally<'_> {
        let features = (for_training == Keep::Features).then(Vec::new);
        Tally { ranking: self, form, sum: 0.0, features }
    }
}

/// Whether a tally keeps its features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    Nothing,
    /// For training.
    Features,
}

/// What speaks for a candidate, added up.
#[derive(Debug)]
pub(crate) struct Tally<'r> {
    ranking: &'r Ranking,
    form: usize,
    pub sum: f32,
    pub features: Option<Vec<usize>>,
}

impl Tally<'_> {
    pub fn add(&mut self, template: usize, value: usize) {
        let feature = self.ranking.feature(self.form, template, value);
        self.sum += self.ranking.weights.get(feature).copied().unwrap_or(0.0);
        if let Some(features) = &mut self.features {
            features.push(feature);
        }
    }
}

/// One choice, for training: where it is made, and what it could be.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The word that the question is about.
    pub span: Span,
    /// What it could be. The first is *nobody met before*.
    pub candidates: Vec<Candidate>,
}

/// What a choice could be.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its features, as numbered by the [`Ranking`].
    pub features: Vec<usize>,
    /// The words that have been taken for mentions of it so far.
    pub spans: Vec<Span>,
}

/// Who says, while a model is trained, which candidate is taken.
pub type Teacher<'t> = dyn FnMut(&Decision) -> usize + 't;

/// Names what is to be seen of a candidate: an enumeration, and its names in the model's file.
macro_rules! templates {
    ($enumeration:ident, $names:ident: $($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        #[derive(Debug, Clone, Copy)]
        enum $enumeration { $($(#[$doc])* $name,)* }
        const $names: &[&str] = &[$($text,)*];
    };
}
pub(crate) use templates;
