//! Sparse linear models: for a feature's hash, the classes it speaks for or against.

use crate::bytes::{Damaged, Reader, Writer};

/// The most classes a model can have.
pub const CLASSES: usize = 128;

/// Scores of the classes.
pub type Scores = [i32; CLASSES];

/// A linear model, in training or at run time.
pub trait Linear {
    /// Adds a feature's weights to the scores.
    fn add(&self, feature: u32, scores: &mut Scores);

    /// The scores of a set of features.
    fn score(&self, features: &[u32]) -> Scores {
        let mut scores = [0; CLASSES];
        for &feature in features {
            self.add(feature, &mut scores);
        }
        scores
    }
}

/// A trained model: an open-addressing table by feature hash, in hash order, so that it is built
/// in one pass, and a list of (class, weight) for each feature. Two features with one 32-bit hash
/// share weights; with a million features one lookup in 4,000 of an unknown feature hits one.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// log2 of the table's buckets is 32 minus this.
    shift: u32,
    slots: Vec<Slot>,
    /// Bit 15: last of its feature; bits 8–14: class; bits 0–7: weight.
    entries: Vec<u16>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u32,
    /// First entry; [`NOTHING`] in a free slot.
    at: u32,
}

const NOTHING: u32 = u32::MAX;

impl Weights {
    /// Reads what [`Weights::write`] wrote.
    pub fn read(reader: &mut Reader<'_>) -> Result<Weights, Damaged> {
        let features = reader.number()? as usize;
        if features > reader.left() {
            return Err(Damaged);
        }
        // At least 1.33 slots a feature.
        let bits = (features * 4 / 3).max(16).next_power_of_two().trailing_zeros();
        let shift = 32 - bits;
        let mut slots = vec![Slot { key: 0, at: NOTHING }; 1 << bits];
        let keys = Self::column(reader)?;
        let mut keys = Reader::new(keys);
        let values = Self::column(reader)?;
        let entries: Vec<u16> =
            values.chunks_exact(2).map(|v| u16::from(v[0]) << 8 | u16::from(v[1])).collect();
        let mut at = 0usize;
        let mut key = 0u32;
        let mut free = 0usize;
        for _ in 0..features {
            key = key.checked_add(keys.number()?).ok_or(Damaged)?;
            let first = at as u32;
            while entries.get(at).ok_or(Damaged)? & 0x8000 == 0 {
                at += 1;
            }
            at += 1;
            free = free.max((key >> shift) as usize);
            let slot = Slot { key, at: first };
            match slots.get_mut(free) {
                Some(place) => *place = slot,
                None => slots.push(slot),
            }
            free += 1;
        }
        // A free slot at the end stops every search.
        slots.push(Slot { key: u32::MAX, at: NOTHING });
        Ok(Weights { shift, slots, entries })
    }

    fn column<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Damaged> {
        let len = reader.number()? as usize;
        reader.take(len)
    }

    /// Writes features, sorted by hash without doubles, each with its (class, weight) list.
    pub fn write(features: &[(u32, Vec<(u8, i8)>)], writer: &mut Writer) {
        writer.number(features.len() as u32);
        let (mut keys, mut values) = (Writer::default(), Writer::default());
        let mut last = 0;
        for (key, list) in features {
            keys.number(key - last);
            last = *key;
            for (i, &(class, weight)) in list.iter().enumerate() {
                values.byte(class | if i + 1 == list.len() { 0x80 } else { 0 });
                values.byte(weight as u8);
            }
        }
        for column in [keys.finish(), values.finish()] {
            writer.number(column.len() as u32);
            column.iter().for_each(|&b| writer.byte(b));
        }
    }

    /// How many features have weights.
    pub fn features(&self) -> usize {
        self.slots.iter().filter(|s| s.at != NOTHING).count()
    }
}

impl Weights {
    /// The slot of a feature, searched from its bucket on.
    #[inline]
    fn find(&self, feature: u32, mut i: usize) -> Option<u32> {
        while let Some(slot) = self.slots.get(i) {
            if slot.at == NOTHING || slot.key > feature {
                return None;
            }
            if slot.key == feature {
                return Some(slot.at);
            }
            i += 1;
        }
        None
    }

    #[inline]
    fn bucket(&self, feature: u32) -> usize {
        (feature >> (self.shift & 31)) as usize
    }

    /// Adds the entries from `at` on, of which the first is given.
    #[inline]
    fn add_row(&self, first: u16, at: u32, scores: &mut Scores) {
        let mut entry = first;
        let mut rest = self.entries.get(at as usize + 1..).unwrap_or(&[]).iter();
        loop {
            scores[usize::from(entry >> 8 & 0x7f)] += i32::from(entry as u8 as i8);
            if entry & 0x8000 != 0 {
                return;
            }
            match rest.next() {
                Some(&next) => entry = next,
                None => return,
            }
        }
    }
}

/// How many features are looked up together.
const BATCH: usize = 64;

impl Linear for Weights {
    fn add(&self, feature: u32, scores: &mut Scores) {
        if let Some(at) = self.find(feature, self.bucket(feature))
            && let Some(&first) = self.entries.get(at as usize)
        {
            self.add_row(first, at, scores);
        }
    }

    /// Looks features up in batches, first all slots, then all rows, so that the memory is asked
    /// for many at once: the tables are larger than the caches near a core. Three times as fast as
    /// one after the other.
    fn score(&self, features: &[u32]) -> Scores {
        let mut scores = [0; CLASSES];
        let mut slots = [Slot { key: 0, at: NOTHING }; BATCH];
        let mut found = [0u32; BATCH];
        let mut firsts = [0u16; BATCH];
        for batch in features.chunks(BATCH) {
            for (slot, &feature) in slots.iter_mut().zip(batch) {
                if let Some(&first) = self.slots.get(self.bucket(feature)) {
                    *slot = first;
                }
            }
            let mut count = 0;
            for (slot, &feature) in slots.iter().zip(batch) {
                let mut at = slot.at;
                if slot.key < feature && at != NOTHING {
                    at = self.find(feature, self.bucket(feature) + 1).unwrap_or(NOTHING);
                } else if slot.key != feature {
                    at = NOTHING;
                }
                found[count % BATCH] = at;
                count += usize::from(at != NOTHING);
            }
            let found = &found[..count.min(BATCH)];
            for (first, &at) in firsts.iter_mut().zip(found) {
                *first = self.entries.get(at as usize).copied().unwrap_or(0x8000);
            }
            for (&first, &at) in firsts.iter().zip(found) {
                self.add_row(first, at, &mut scores);
            }
        }
        scores
    }
}
