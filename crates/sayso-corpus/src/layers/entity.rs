//! Entities with their mentions.

use super::MENTIONS;
use crate::{Mark, Marked};
use sayso_model::{EntityKind, MentionForm, Span};

/// Words that are pronouns in one of the corpus's languages.
const PRONOUNS: &str = include_str!("../../data/pronouns.txt");

/// A person, body, state, place or group as marked by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldEntity {
    /// Its `ref`.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The longest name that the text gives it; without one, the longest description.
    pub name: String,
    /// ISO 3166-1 alpha-3, where the marks tell.
    pub country: Option<String>,
    /// In the order of the text.
    pub mentions: Vec<GoldMention>,
}

/// A place in the text that means an entity. Spans count bytes of the text without marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoldMention {
    /// Where.
    pub span: Span,
    /// By what.
    pub form: MentionForm,
}

impl GoldEntity {
    /// Its names as the text has them, without repeats; none where only described.
    pub fn names<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut names = Vec::new();
        for mention in self.mentions.iter().filter(|m| m.form == MentionForm::Name) {
            let name = mention.span.of(text);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The mention nearest to `at`; within the same paragraph before any other, names and roles
    /// before pronouns at the same distance.
    pub fn nearest(&self, text: &str, at: Span) -> Option<GoldMention> {
        let distance = |m: &GoldMention| {
            let gap = m.span.start.saturating_sub(at.end).max(at.start.saturating_sub(m.span.end));
            let (from, to) = (m.span.end.min(at.end), m.span.start.max(at.start));
            let between = text.get(from as usize..to as usize).unwrap_or("");
            (between.contains('\n'), gap, m.form == MentionForm::Pronoun)
        };
        self.mentions.iter().copied().min_by_key(distance)
    }
}

impl Marked {
    /// The entities, in the order of their first mention.
    pub fn entities(&self) -> Vec<GoldEntity> {
        let mut found: Vec<GoldEntity> = Vec::new();
        let mut told: Vec<bool> = Vec::new();
        for mark in self.marks().iter().filter(|m| MENTIONS.contains(&m.name.as_str())) {
            for id in mark.get("ref").unwrap_or("").split_whitespace() {
                let at = match found.iter().position(|e| e.id == id) {
                    Some(at) => at,
                    None => {
                        found.push(GoldEntity {
                            id: id.to_owned(),
                            kind: EntityKind::Other,
                            name: String::new(),
                            country: None,
                            mentions: Vec::new(),
                        });
                        told.push(false);
                        found.len() - 1
                    }
                };
                let (Some(entity), Some(told)) = (found.get_mut(at), told.get_mut(at)) else {
                    continue;
                };
                let form = form(mark, self.text());
                entity.mentions.push(GoldMention { span: mark.span, form });
                if let Some(code) = mark.get("country").filter(|c| !c.is_empty()) {
                    entity.country.get_or_insert_with(|| code.to_owned());
                }
                // A name tells what it is; a description only says so with `kind`.
                if let Some(kind) = kind(mark)
                    && (!*told || mark.name != "rs")
                {
                    entity.kind = kind;
                    *told = true;
                }
                if mark.name == "country" {
                    entity.country = Some(id.to_owned());
                }
            }
        }
        for entity in &mut found {
            let longest = |form: MentionForm| {
                let of_form = entity.mentions.iter().filter(|m| m.form == form);
                // The first of equals.
                let longest = of_form.rev().max_by_key(|m| m.span.of(self.text()).chars().count());
                longest.map(|m| m.span.of(self.text()).to_owned())
            };
            entity.name = longest(MentionForm::Name)
                .or_else(|| longest(MentionForm::Role))
                .or_else(|| longest(MentionForm::Metonym))
                .unwrap_or_default();
        }
        found
    }
}

fn form(mark: &Mark, text: &str) -> MentionForm {
    match mark.get("form") {
        Some("metonym") => return MentionForm::Metonym,
        Some("pronoun") => return MentionForm::Pronoun,
        Some("name") => return MentionForm::Name,
        Some("role") => return MentionForm::Role,
        _ => {}
    }
    if mark.name != "rs" {
        return MentionForm::Name;
    }
    let words = mark.span.of(text).to_lowercase().replace('’', "'");
    let is_pronoun = |word: &str| PRONOUNS.split_whitespace().any(|p| p == word);
    match is_pronoun(&words) {
        true => MentionForm::Pronoun,
        false => MentionForm::Role,
    }
}

/// What an element says of the entity's kind.
fn kind(mark: &Mark) -> Option<EntityKind> {
    Some(match (mark.name.as_str(), mark.get("kind")) {
        ("persName", _) | ("rs", Some("person")) => EntityKind::Person,
        ("orgName", _) | ("rs", Some("body")) => EntityKind::Body,
        ("country", _) | ("rs", Some("state")) => EntityKind::State,
        ("placeName", _) | ("rs", Some("place")) => EntityKind::Place,
        ("rs", Some("group")) => EntityKind::Group,
        ("rs", Some("other")) => EntityKind::Other,
        _ => return None,
    })
}
