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
        let mut entries = Vec::with_capacity(values.len() / 2);
        let mut values = Reader::new(values);
        let mut key = 0u32;
        let mut free = 0usize;
        for _ in 0..features {
            key = key.checked_add(keys.number()?).ok_or(Damaged)?;
            let at = entries.len() as u32;
            loop {
                let class = values.byte()?;
                let weight = values.byte()?;
                entries.push(u16::from(class) << 8 | u16::from(weight));
                if class & 0x80 != 0 {
                    break;
                }
            }
            free = free.max((key >> shift) as usize);
            let slot = Slot { key, at };
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

impl Linear for Weights {
    #[inline]
    fn add(&self, feature: u32, scores: &mut Scores) {
        let mut i = (feature.checked_shr(self.shift).unwrap_or(0)) as usize;
        while let Some(slot) = self.slots.get(i) {
            if slot.at == NOTHING || slot.key > feature {
                return;
            }
            if slot.key == feature {
                for &entry in self.entries.get(slot.at as usize..).unwrap_or(&[]) {
                    let class = usize::from(entry >> 8 & 0x7f);
                    scores[class] += i32::from(entry as u8 as i8);
                    if entry & 0x8000 != 0 {
                        return;
                    }
                }
                return;
            }
            i += 1;
        }
    }
}
