//! The parts of reading that can be left out, to measure what each is good for.

/// A part of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Part {
    /// Dependency trees: without them the rules see tags and the order of words.
    Trees,
    /// Putting right what the tagger took for a noun.
    Retag,
    Insert,
    Clause,
    Infinitive,
    AsSaid,
    According,
    NounCue,
    Colon,
    Quoted,
    Carry,
    /// The trained judge of quotes that no rule has claimed.
    Remainder,
    Interview,
    RunOn,
    /// The trained model that chooses whom pronouns, roles and new names mean.
    Antecedents,
    /// Who is meant: without it each source is its own phrase.
    Identity,
}

impl Part {
    /// Every part, in the order in which they work.
    pub const ALL: [Part; 16] = [
        Part::Trees,
        Part::Retag,
        Part::Insert,
        Part::Clause,
        Part::Infinitive,
        Part::AsSaid,
        Part::According,
        Part::NounCue,
        Part::Colon,
        Part::Quoted,
        Part::Carry,
        Part::Remainder,
        Part::Interview,
        Part::RunOn,
        Part::Antecedents,
        Part::Identity,
    ];

    /// The name on the command line: that of the rule's file, for rules.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Trees => "trees",
            Part::Retag => "retag",
            Part::Insert => "insert",
            Part::Clause => "clause",
            Part::Infinitive => "infinitive",
            Part::AsSaid => "as-said",
            Part::According => "according",
            Part::NounCue => "noun-cue",
            Part::Colon => "colon",
            Part::Quoted => "quoted",
            Part::Carry => "carry",
            Part::Remainder => "remainder",
            Part::Interview => "interview",
            Part::RunOn => "run-on",
            Part::Antecedents => "antecedents",
            Part::Identity => "identity",
        }
    }

    /// The part of a name.
    pub fn from_name(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|p| p.name() == name)
    }
}
