//! Office-holders: who they are and by which names they are found.

use crate::country::CountryId;
use crate::fold;
use crate::office::Office;
use crate::world::{World, u16_at, u32_at};
use compact_str::CompactString;
use sayso_model::Gender;

/// A person who holds or held a political office.
#[derive(Debug, Clone, Copy)]
pub struct Person<'k> {
    world: &'k World,
    number: u32,
    record: PersonRecord,
}

impl<'k> Person<'k> {
    pub(crate) fn new(world: &'k World, number: u32) -> Option<Person<'k>> {
        Some(Person { world, number, record: world.person(number)? })
    }

    /// The Wikidata item (`Q7747`), where it is known.
    pub fn qid(&self) -> Option<String> {
        (self.record.qid != 0).then(|| format!("Q{}", self.record.qid))
    }

    /// The name as Wikidata has it in English.
    pub fn name(&self) -> &'k str {
        self.world.string(self.record.name.0, self.record.name.1)
    }

    /// Whether a layer of the user's own says it.
    pub fn is_from_layer(&self) -> bool {
        self.world.country_map.is_some()
    }

    /// Gender, where it is known.
    pub fn gender(&self) -> Option<Gender> {
        self.record.gender
    }

    /// Year of birth, where it is known.
    pub fn born(&self) -> Option<u16> {
        Some(self.record.born).filter(|&y| y != 0)
    }

    /// The offices, earliest first.
    pub fn offices(&self) -> impl Iterator<Item = Office<'k>> + use<'k> {
        let (world, first) = (self.world, self.record.first_term);
        (first..first + u32::from(self.record.terms)).filter_map(move |t| world.office(t))
    }

    /// Whether one of the names that the file has in full sounds like this one.
    pub fn is_called_like(&self, name: &str) -> bool {
        let whole = |n: &str| n.trim().contains(char::is_whitespace);
        let wanted = whole(name);
        self.names().any(|n| (whole(n) || !wanted) && crate::sound::alike(n, name))
    }

    /// The name and the other names in full, as the file has them.
    pub fn names(&self) -> impl Iterator<Item = &'k str> + use<'k> {
        let (world, (start, length)) = (self.world, self.record.other_names);
        let others = world.string(start, length);
        [self.name()].into_iter().chain(others.split('|').filter(|n| !n.is_empty()))
    }

    /// The country of the latest office at home or abroad, where there is one.
    pub fn country(&self) -> Option<CountryId> {
        self.offices().filter_map(|o| o.country).filter(|c| self.world.is_state(*c)).last()
    }
}

impl PartialEq for Person<'_> {
    fn eq(&self, other: &Self) -> bool {
        // Of one item in a layer and in the base it is one person.
        std::ptr::eq(self.world, other.world) && self.number == other.number
            || self.record.qid != 0 && self.record.qid == other.record.qid
    }
}

/// A person as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PersonRecord {
    pub(crate) qid: u32,
    pub(crate) name: (u32, u16),
    /// Other names in full, which `|` separates.
    pub(crate) other_names: (u32, u16),
    pub(crate) gender: Option<Gender>,
    pub(crate) born: u16,
    pub(crate) first_term: u32,
    pub(crate) terms: u8,
}

impl PersonRecord {
    pub(crate) fn read(b: &[u8]) -> Option<PersonRecord> {
        Some(PersonRecord {
            qid: u32_at(b, 0)?,
            name: (u32_at(b, 4)?, u16_at(b, 8)?),
            born: u16_at(b, 10)?,
            first_term: u32_at(b, 12)?,
            gender: match b.get(16)? {
                1 => Some(Gender::Masculine),
                2 => Some(Gender::Feminine),
                _ => None,
            },
            terms: *b.get(17)?,
            other_names: (u32_at(b, 18)?, u16_at(b, 22)?),
        })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.qid.to_le_bytes());
        out.extend_from_slice(&self.name.0.to_le_bytes());
        out.extend_from_slice(&self.name.1.to_le_bytes());
        out.extend_from_slice(&self.born.to_le_bytes());
        out.extend_from_slice(&self.first_term.to_le_bytes());
        out.push(match self.gender {
            None => 0,
            Some(Gender::Masculine) => 1,
            Some(Gender::Feminine) => 2,
        });
        out.push(self.terms);
        out.extend_from_slice(&self.other_names.0.to_le_bytes());
        out.extend_from_slice(&self.other_names.1.to_le_bytes());
    }
}

/// The folded names by which a person is found: the whole name and each of its
/// ends (*rodriguez zapatero*, *zapatero*); where the family name comes first
/// (*Xi Jinping*) that name instead.
pub(crate) fn name_keys(name: &str, family_first: bool) -> Vec<CompactString> {
    // What stands in brackets tells namesakes apart and is no name.
    let name = name.split('(').next().unwrap_or("").trim();
    let mut keys = vec![fold(name)];
    // *Felipe VI of Spain*, *Henri, Grand Duke of Luxembourg*: what follows is a realm.
    let short = name.split(" of ").next().unwrap_or(name).split(',').next().unwrap_or(name);
    let words: Vec<&str> = short.split_whitespace().collect();
    if short != name {
        keys.extend((words.len() > 1).then(|| fold(short)));
    } else if family_first {
        keys.extend(words.first().map(|w| fold(w)));
    } else {
        keys.extend(ends(&words).map(|end| fold(&end)));
        // Hyphenated: *al-Assad* is found as *Assad*.
        if let Some((_, last)) = words.last().and_then(|w| w.split_once(['-', '\'', '’'])) {
            keys.push(fold(last));
        }
    }
    keys.retain(|k| k.chars().count() > 1);
    keys.sort();
    keys.dedup();
    keys
}

/// The ends of a name that can stand for it: all but those that are only a
/// number or suffix (*XVI*, *Jr.*).
pub(crate) fn ends<'a>(words: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    (1..words.len())
        .filter(|&i| {
            !words[i..].iter().all(|w| {
                w.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'e' | 'r'))
                    || w.ends_with('.') && w.len() < 4
            })
        })
        .map(|i| words[i..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_ends() {
        assert_eq!(name_keys("Ursula von der Leyen", false).len(), 4);
        assert_eq!(name_keys("Bashar al-Assad", false), ["al assad", "assad", "bashar al assad"]);
        assert_eq!(name_keys("Xi Jinping", true), ["xi", "xi jinping"]);
        assert_eq!(name_keys("Felipe VI of Spain", false), ["felipe vi", "felipe vi of spain"]);
        assert_eq!(name_keys("Charles III", false), ["charles iii"]);
        assert_eq!(name_keys("", false), Vec::<CompactString>::new());
    }
}
