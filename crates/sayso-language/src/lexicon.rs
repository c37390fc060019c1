//! What the lexicon knows of forms.

use crate::analysis::{Case, Gender, Mood, Morph, Number, Person, Tense, Upos, VerbForm};
use crate::bytes::{Damaged, Reader, Writer};

/// One reading of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Part of speech.
    pub upos: Upos,
    /// Morphology, as far as the lexicon tells it.
    pub morph: Morph,
    /// How the form becomes its lemma: an index into the pack's edits.
    pub edit: u32,
}

/// All readings of a form; many forms share one set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Readings {
    /// The parts of speech as bits.
    pub mask: u32,
    /// Hash of the set of categories and morphology, for features.
    pub kind: u32,
    /// The readings, in the lexicon's order.
    pub entries: Vec<Entry>,
}

/// A lexicon: forms by the 32-bit hash of their text. An unknown form takes a known one's readings
/// by chance in one of 10,000 cases.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    shift: u32,
    /// First form of each bucket (the hash's upper bits).
    buckets: Vec<u32>,
    keys: Vec<u32>,
    sets: Vec<u16>,
    readings: Vec<Readings>,
    none: Readings,
}

impl Lexicon {
    /// The readings of a form written exactly so; an empty set for an unknown one.
    #[inline]
    pub fn get(&self, hash: u32) -> &Readings {
        let bucket = hash.checked_shr(self.shift).unwrap_or(0) as usize;
        let (Some(&from), Some(&to)) = (self.buckets.get(bucket), self.buckets.get(bucket + 1))
        else {
            return &self.none;
        };
        for i in from as usize..to as usize {
            if self.keys.get(i) == Some(&hash) {
                let set = self.sets.get(i).copied().unwrap_or(0);
                return self.readings.get(usize::from(set)).unwrap_or(&self.none);
            }
        }
        &self.none
    }

    /// How many forms are known.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no form is known.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Reads what [`Lexicon::write`] wrote.
    pub fn read(reader: &mut Reader<'_>) -> Result<Lexicon, Damaged> {
        let count = reader.number()? as usize;
        if count > reader.left() {
            return Err(Damaged);
        }
        let mut readings = Vec::with_capacity(count);
        for _ in 0..count {
            let (mask, kind) = (reader.number()?, reader.number()?);
            let len = reader.number()?;
            let mut entries = Vec::new();
            for _ in 0..len {
                let upos = value(Upos::ALL, reader.byte()?)?;
                let morph = read_morph(reader)?;
                entries.push(Entry { upos, morph, edit: reader.number()? });
            }
            readings.push(Readings { mask, kind, entries });
        }
        let forms = reader.number()? as usize;
        if forms > reader.left() {
            return Err(Damaged);
        }
        let bits = forms.max(16).next_power_of_two().trailing_zeros();
        let shift = 32 - bits;
        let mut buckets = vec![0u32; (1 << bits) + 1];
        let mut keys = Vec::with_capacity(forms);
        let mut key = 0u32;
        for _ in 0..forms {
            key = key.checked_add(reader.number()?).ok_or(Damaged)?;
            keys.push(key);
            if let Some(count) = buckets.get_mut((key >> shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for bucket in &mut buckets {
            sum += *bucket;
            *bucket = sum;
        }
        let mut sets = Vec::with_capacity(forms);
        for _ in 0..forms {
            sets.push(u16::try_from(reader.number()?).map_err(|_| Damaged)?);
        }
        Ok(Lexicon { shift, buckets, keys, sets, readings, none: Readings::default() })
    }

    /// Writes the sets of readings, and the forms sorted by hash without doubles, each with the
    /// index of its set.
    pub fn write(readings: &[Readings], forms: &[(u32, u16)], writer: &mut Writer) {
        writer.number(readings.len() as u32);
        for set in readings {
            writer.number(set.mask);
            writer.number(set.kind);
            writer.number(set.entries.len() as u32);
            for entry in &set.entries {
                writer.byte(entry.upos as u8);
                write_morph(&entry.morph, writer);
                writer.number(entry.edit);
            }
        }
        writer.number(forms.len() as u32);
        let mut last = 0;
        for &(key, _) in forms {
            writer.number(key - last);
            last = key;
        }
        for &(_, set) in forms {
            writer.number(u32::from(set));
        }
    }
}

/// The value of an enumeration by its place.
pub(crate) fn value<T: Copy>(all: &[T], place: u8) -> Result<T, Damaged> {
    all.get(usize::from(place)).copied().ok_or(Damaged)
}

/// Reads what [`write_morph`] wrote.
pub fn read_morph(reader: &mut Reader<'_>) -> Result<Morph, Damaged> {
    Ok(Morph {
        gender: value(Gender::ALL, reader.byte()?)?,
        number: value(Number::ALL, reader.byte()?)?,
        person: value(Person::ALL, reader.byte()?)?,
        tense: value(Tense::ALL, reader.byte()?)?,
        mood: value(Mood::ALL, reader.byte()?)?,
        verb_form: value(VerbForm::ALL, reader.byte()?)?,
        case: value(Case::ALL, reader.byte()?)?,
    })
}

/// Writes morphology.
pub fn write_morph(morph: &Morph, writer: &mut Writer) {
    for byte in [
        morph.gender as u8,
        morph.number as u8,
        morph.person as u8,
        morph.tense as u8,
        morph.mood as u8,
        morph.verb_form as u8,
        morph.case as u8,
    ] {
        writer.byte(byte);
    }
}
