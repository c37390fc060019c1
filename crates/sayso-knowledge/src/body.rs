//! Nouns and names of bodies, documents, unnamed sources and groups.

use crate::country::CountryId;
use crate::names::named;
use crate::role::{Number, read_gender};
use crate::table::Table;
use crate::tsv::Source;
use crate::{KnowledgeError, country::Countries};
use compact_str::CompactString;
use sayso_model::Gender;

named! {
    /// What a noun for a source names.
    BodyKind {
        /// An organisation or institution.
        Body = "body",
        /// A text that speaks: a report, a law, a poll.
        Document = "document",
        /// A source that the text leaves unnamed.
        Source = "source",
        /// Several people without an organisation.
        People = "people",
    }
}

named! {
    /// What kind of body, document or group.
    BodyClass {
        /// A state as a whole.
        State = "state",
        /// A government or head of state's office.
        Government = "government",
        /// A ministry or department of state.
        Ministry = "ministry",
        /// A parliament, its parts, and the camps in it.
        Legislature = "legislature",
        /// A party or political movement.
        Party = "party",
        /// A town, region, prefecture.
        LocalAuthority = "local-authority",
        /// Police, intelligence, rescue.
        Police = "police",
        /// A court, the judiciary.
        Court = "court",
        /// A prosecution service.
        Prosecution = "prosecution",
        /// Armed forces of a state.
        Military = "military",
        /// Armed forces of nobody's state.
        ArmedGroup = "armed-group",
        /// A union or employers' federation.
        Union = "union",
        /// An association, NGO, club.
        Association = "association",
        /// A company.
        Company = "company",
        /// A bank, fund, rating agency.
        Bank = "bank",
        /// An agency, council, commission, regulator.
        Agency = "agency",
        /// An institute, university, hospital, museum.
        Institute = "institute",
        /// A church or community of faith.
        Church = "church",
        /// A body between states.
        International = "international",
        /// A paper, station, news agency, network.
        Media = "media",
        /// A report, study, inquiry.
        Report = "report",
        /// A poll or vote.
        Poll = "poll",
        /// Figures.
        Statistics = "statistics",
        /// A law, treaty, motion, plan.
        Law = "law",
        /// A ruling, an act of a case.
        Judgment = "judgment",
        /// A communiqué, speech, interview.
        Statement = "statement",
        /// A letter, message, book.
        Letter = "letter",
        /// A post, recording, film.
        Post = "post",
        /// Unnamed.
        Unnamed = "unnamed",
        /// A crowd or sort of people.
        Crowd = "crowd",
    }
}

/// A common noun that names a possible source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyNoun<'k> {
    /// The first form of the row, the same for all forms of one noun.
    pub lemma: &'k str,
    /// Body, document, unnamed source or people.
    pub kind: BodyKind,
    /// What kind of it.
    pub class: BodyClass,
    /// Whether it speaks and acts of its own; a document holds somebody's words.
    pub acts: bool,
    /// Grammatical gender; none where the form serves both.
    pub gender: Option<Gender>,
    /// One or several.
    pub number: Number,
}

#[derive(Debug, Clone)]
struct BodyRow {
    lemma: CompactString,
    kind: BodyKind,
    class: BodyClass,
    acts: bool,
    gender: Option<Gender>,
}

/// The nouns of a language that name bodies, documents and groups.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bodies {
    rows: Vec<BodyRow>,
    forms: Table<(u32, Number)>,
}

impl Bodies {
    pub(crate) fn read(source: Source<'_>) -> Result<Bodies, KnowledgeError> {
        let mut bodies = Bodies::default();
        for line in source.lines(&["sing", "plur", "gender", "kind", "class", "acts"])? {
            let row = bodies.rows.len() as u32;
            let lemma = line
                .forms(0)
                .chain(line.forms(1))
                .next()
                .ok_or_else(|| line.error("no form".to_owned()))?;
            bodies.rows.push(BodyRow {
                lemma: lemma.into(),
                kind: line.name(3, BodyKind::from_name)?,
                class: line.name(4, BodyClass::from_name)?,
                acts: line.name(5, |cell| match cell {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                })?,
                gender: line.name(2, read_gender)?,
            });
            for (column, number) in [(0, Number::Singular), (1, Number::Plural)] {
                for form in line.forms(column) {
                    bodies.forms.add(form, (row, number), |old, new| {
                        if old.0 == new.0 && old.1 != new.1 {
                            old.1 = Number::Either;
                        }
                    });
                }
            }
        }
        Ok(bodies)
    }

    /// The forms that are written with a capital.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.forms.names()
    }

    pub(crate) fn get(&self, text: &str) -> Option<BodyNoun<'_>> {
        let (row, number) = self.forms.get(text)?;
        let row = self.rows.get(row as usize)?;
        Some(BodyNoun {
            lemma: &row.lemma,
            kind: row.kind,
            class: row.class,
            acts: row.acts,
            gender: row.gender,
            number,
        })
    }
}

/// A body known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBody<'k> {
    /// The name under which all its names and acronyms meet.
    pub canonical: &'k str,
    /// What kind of body.
    pub class: BodyClass,
    /// The state or bloc it belongs to, where it belongs to one.
    pub country: Option<CountryId>,
    /// Wikidata item, where it is known.
    pub qid: Option<&'k str>,
}

#[derive(Debug, Clone)]
struct NamedRow {
    canonical: CompactString,
    class: BodyClass,
    country: Option<CountryId>,
    qid: CompactString,
}

/// The bodies that a language names.
#[derive(Debug, Clone, Default)]
pub(crate) struct NamedBodies {
    rows: Vec<NamedRow>,
    forms: Table<u32>,
}

impl NamedBodies {
    pub(crate) fn read(
        source: Source<'_>,
        countries: &Countries,
    ) -> Result<NamedBodies, KnowledgeError> {
        let mut bodies = NamedBodies::default();
        for line in source.lines(&["names", "kind", "code", "qid"])? {
            let row = bodies.rows.len() as u32;
            let canonical = line.forms(0).next().ok_or_else(|| line.error("no name".to_owned()))?;
            let country = match line.cell(2) {
                "" => None,
                _ => Some(line.name(2, |code| countries.by_code(code))?),
            };
            bodies.rows.push(NamedRow {
                canonical: canonical.into(),
                class: line.name(1, BodyClass::from_name)?,
                country,
                qid: line.cell(3).into(),
            });
            for form in line.forms(0) {
                bodies.forms.add(form, row, |_, _| ());
            }
        }
        Ok(bodies)
    }

    /// Puts a body of the user's own under its names, whatever these meant before.
    pub(crate) fn put(&mut self, qid: &str, class: &str, country: Option<CountryId>, names: &str) {
        let Some(class) = BodyClass::from_name(class) else { return };
        let names = || names.split('|').map(str::trim).filter(|n| !n.is_empty());
        let Some(canonical) = names().next() else { return };
        let row = self.rows.len() as u32;
        self.rows.push(NamedRow { canonical: canonical.into(), class, country, qid: qid.into() });
        names().for_each(|name| self.forms.add(name, row, |old, new| *old = new));
    }

    /// Adds a body that no language owns under its names in this one. A name that the language's own
    /// table has keeps what that says, and gets the item where it lacks one.
    pub(crate) fn add(&mut self, qid: &str, class: &str, country: Option<CountryId>, names: &str) {
        let names = || names.split('|').map(str::trim).filter(|n| !n.is_empty());
        let Some(class) = BodyClass::from_name(class) else { return };
        for name in names() {
            let known = self.forms.get(name).and_then(|at| self.rows.get_mut(at as usize));
            if let Some(known) = known
                && known.qid.is_empty()
                && known.class == class
            {
                known.qid = qid.into();
            }
        }
        let Some(canonical) = names().next() else { return };
        let row = match self.forms.get(canonical) {
            Some(row) => row,
            None => {
                let (canonical, qid) = (canonical.into(), qid.into());
                self.rows.push(NamedRow { canonical, class, country, qid });
                self.rows.len() as u32 - 1
            }
        };
        names().for_each(|name| self.forms.add(name, row, |_, _| ()));
    }

    pub(crate) fn get(&self, text: &str) -> Option<NamedBody<'_>> {
        let row = self.rows.get(self.forms.get(text)? as usize)?;
        Some(NamedBody {
            canonical: &row.canonical,
            class: row.class,
            country: row.country,
            qid: Some(row.qid.as_str()).filter(|q| !q.is_empty()),
        })
    }
}
