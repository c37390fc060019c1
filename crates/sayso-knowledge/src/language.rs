//! What one language calls the countries, seats, roles and bodies.

use crate::FirstName;
use crate::KnowledgeError;
use crate::body::{Bodies, BodyNoun, NamedBodies};
use crate::country::CountryId;
use crate::form::{Compound, Compounds, Endings, number_with_ending};
use crate::office_noun::{OfficeNoun, OfficeNouns};
use crate::person::ends;
use crate::role::{Portfolio, Role, Roles, Title, read_titles};
use crate::seat::Seats;
use crate::table::Table;
use crate::tsv::Source;
use crate::world::{PlaceRecord, World};
use compact_str::CompactString;
use std::borrow::Cow;
use std::collections::HashMap;

/// The tables of one language, as text: `("roles", "…")`, named as the files
/// under `languages/<code>/` without `.tsv`. Any may be missing.
pub type Tables<'a> = &'a [(&'a str, &'a str)];

/// The tables of one language, read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Language {
    pub(crate) code: CompactString,
    /// Folded, with the blank that follows: `l `, `la `.
    articles: Vec<CompactString>,
    countries: Table<CountryId>,
    pub(crate) demonyms: Table<CountryId>,
    /// Words of belonging to a part of a state.
    pub(crate) parts: Table<CountryId>,
    capitals: Table<CountryId>,
    places: Table<PlaceRecord>,
    people: Table<u32>,
    first_names: HashMap<CompactString, FirstName>,
    roles: Roles,
    pub(crate) titles: Table<Title>,
    bodies: Bodies,
    named_bodies: NamedBodies,
    seats: Seats,
    offices: OfficeNouns,
    endings: Endings,
    compounds: Compounds,
}

impl Language {
    pub(crate) fn read(
        code: &str,
        tables: Tables<'_>,
        world: &World,
    ) -> Result<Language, KnowledgeError> {
        let raw = |table: &'static str| Source {
            language: code,
            table,
            text: tables.iter().find(|(name, _)| *name == table).map_or("", |(_, text)| text),
        };
        let endings = Endings::read(raw("endings"))?;
        let expanded: Vec<(&str, Cow<'_, str>)> =
            tables.iter().map(|(name, text)| (*name, endings.expand(text))).collect();
        let source = |table: &'static str| Source {
            text: expanded.iter().find(|(name, _)| *name == table).map_or("", |(_, text)| text),
            ..raw(table)
        };
        let known = &world.countries;
        let mut language = Language {
            code: code.into(),
            roles: Roles::read(source("roles"))?,
            titles: read_titles(source("titles"))?,
            bodies: Bodies::read(source("bodies"))?,
            named_bodies: NamedBodies::read(source("named-bodies"), known)?,
            seats: Seats::read(source("seats"), known)?,
            endings,
            ..Language::default()
        };
        language.offices =
            OfficeNouns::read(source("offices"), known, language.roles.portfolios())?;
        language.add_bodies(world, world);
        language.compounds = Compounds::read(
            raw("compounds"),
            language.roles.names().chain(language.bodies.names()),
        )?;
        for line in source("articles").lines(&["forms"])? {
            language.articles.extend(line.forms(0).map(|f| {
                let mut folded = crate::fold(f);
                folded.push(' ');
                folded
            }));
        }
        // A language's own names come first: they may say which state a shared name means.
        for line in source("countries").lines(&["code", "names"])? {
            let id = line.name(0, |c| known.by_code(c))?;
            line.forms(1).for_each(|name| language.countries.add(name, id, |_, _| ()));
        }
        for (id, country) in known.iter() {
            country.names(code).for_each(|name| language.countries.add(name, id, |_, _| ()));
        }
        for line in source("capitals").lines(&["code", "names"])? {
            let id = line.name(0, |c| known.by_code(c))?;
            line.forms(1).for_each(|name| language.capitals.add(name, id, |_, _| ()));
        }
        for line in
            source("demonyms").lines(&["code", "masc_sg", "fem_sg", "masc_pl", "fem_pl", "kind"])?
        {
            let id = line.name(0, |c| known.by_code(c))?;
            for column in 1..=4 {
                line.forms(column).for_each(|form| language.demonyms.add(form, id, |_, _| ()));
                if line.cell(5) == "part" {
                    line.forms(column).for_each(|form| language.parts.add(form, id, |_, _| ()));
                }
            }
        }
        for line in source("first-names").lines(&["name", "gender"])? {
            let tells = line.name(1, |cell| match cell {
                "f" => Some(FirstName::Feminine),
                "m" => Some(FirstName::Masculine),
                "u" => Some(FirstName::Unisex),
                _ => None,
            })?;
            language.first_names.entry(crate::fold(line.cell(0))).or_insert(tells);
        }
        for line in source("places").lines(&["geonames", "names"])? {
            let place =
                line.name(0, |id| id.parse().ok().and_then(|id: u32| world.place_by_id(id)))?;
            line.forms(1).for_each(|name| language.places.add(name, place, |_, _| ()));
        }
        for line in source("people").lines(&["name", "names"])? {
            // Somebody the knowledge file does not have is no error: the two are made apart.
            if let Some(number) = world.person_numbers(line.cell(0)).next() {
                for name in line.forms(1) {
                    language.people.add(name, number, |_, _| ());
                    let words: Vec<&str> = name.split_whitespace().collect();
                    ends(&words).for_each(|end| language.people.add(&end, number, |_, _| ()));
                }
            }
        }
        Ok(language)
    }

    /// Adds the bodies of a file under their names in this language. Those of a layer come before
    /// what the language's own tables say.
    pub(crate) fn add_bodies(&mut self, file: &World, base: &World) {
        let own = file.country_map.is_some();
        for (qid, class, country, names) in file.bodies(&self.code) {
            let country = base.countries.by_code(country);
            match own {
                true => self.named_bodies.put(qid, class, country, names),
                false => self.named_bodies.add(qid, class, country, names),
            }
        }
    }

    /// Looks up the text as it stands, then without an article in front.
    fn with_or_without_article<T>(
        &self,
        text: &str,
        look_up: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.in_any_form(text, &look_up)
            .or_else(|| self.in_any_form(self.without_article(text)?, &look_up))
    }

    /// Looks up a name as it stands, then without an ending.
    fn in_any_form<T>(&self, name: &str, look_up: impl Fn(&str) -> Option<T>) -> Option<T> {
        look_up(name).or_else(|| self.endings.name_stems(name).find_map(&look_up))
    }

    /// The stems that a name can be a form of.
    pub(crate) fn name_stems<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> + 't {
        self.endings.name_stems(name)
    }

    /// Whether the very form is one of the names that the language's tables hold.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.countries.get(name).is_some()
            || self.capitals.get(name).is_some()
            || self.places.get(name).is_some()
            || self.people.get(name).is_some()
            || self.seats.get(name).is_some()
            || self.named_bodies.get(name).is_some()
    }

    /// A role in any of its forms.
    pub(crate) fn role(&self, text: &str) -> Option<Role<'_>> {
        self.roles.get(text).or_else(|| {
            self.endings.noun_stems(text).find_map(|(stem, ending)| {
                let role = self.roles.get(stem)?;
                Some(Role { number: number_with_ending(role.number, ending)?, ..role })
            })
        })
    }

    /// The noun of a body in any of its forms.
    pub(crate) fn body(&self, text: &str) -> Option<BodyNoun<'_>> {
        self.bodies.get(text).or_else(|| {
            self.endings.noun_stems(text).find_map(|(stem, ending)| {
                let body = self.bodies.get(stem)?;
                Some(BodyNoun { number: number_with_ending(body.number, ending)?, ..body })
            })
        })
    }

    /// A word that is a compound of a role or the noun of a body.
    pub(crate) fn compound<'t>(&self, word: &'t str) -> Option<Compound<'t>> {
        self.compounds.split(word, &self.endings)
    }

    /// The office that a role names.
    pub(crate) fn office(&self, text: &str) -> Option<OfficeNoun> {
        self.offices.of_role(&self.role(text)?)
    }

    /// What a minister is for, by what stands behind the noun.
    pub(crate) fn office_complement(&self, text: &str) -> Option<Portfolio> {
        self.offices.complement(text)
    }

    /// The text after an article, if one stands in front.
    fn without_article<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim_start();
        // The article ends at the first blank or apostrophe.
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, '\'' | '’'))?;
        let (article, rest) = (text.get(..end)?, text.get(end..)?);
        let mut folded = crate::fold(article);
        folded.push(' ');
        let mut chars = rest.chars();
        chars.next();
        self.articles.contains(&folded).then(|| chars.as_str().trim_start())
    }

    pub(crate) fn country(&self, text: &str) -> Option<CountryId> {
        self.with_or_without_article(text, |t| self.countries.get(t))
    }

    pub(crate) fn capital(&self, text: &str) -> Option<CountryId> {
        self.with_or_without_article(text, |t| self.capitals.get(t))
    }

    pub(crate) fn place(&self, text: &str) -> Option<PlaceRecord> {
        self.in_any_form(text, |t| self.places.get(t))
    }

    /// What the language's own table says of a folded first name.
    pub(crate) fn first_name(&self, folded: &str) -> Option<FirstName> {
        self.first_names.get(folded).copied()
    }

    pub(crate) fn person(&self, text: &str) -> Option<u32> {
        self.in_any_form(text, |t| self.people.get(t))
    }

    pub(crate) fn seat(&self, text: &str) -> Option<crate::Seat<'_>> {
        self.with_or_without_article(text, |t| self.seats.get(t))
    }

    pub(crate) fn named_body(&self, text: &str) -> Option<crate::NamedBody<'_>> {
        self.with_or_without_article(text, |t| self.named_bodies.get(t))
    }
}
