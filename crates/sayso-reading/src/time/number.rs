//! Numbers in words: one number out of the numbers of its parts.

/// Adds up number words from left to right: *two hundred and fifty*, *soixante et onze*,
/// *fünfundzwanzig*.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    total: i64,
    current: i64,
    last: i64,
    started: bool,
}

impl Sum {
    /// Takes the next part; `false`, and unchanged, where it does not go on the number.
    pub fn push(&mut self, part: i64) -> bool {
        let before = *self;
        let fits = match part {
            1000.. => {
                let fits = self.total == 0 || self.total % (part * 1000) == 0;
                self.total = self.total.saturating_add(self.current.max(1).saturating_mul(part));
                self.current = 0;
                fits
            }
            100 => {
                let fits = self.current < 100;
                self.current = self.current.max(1) * 100;
                fits && (self.last < 20 || !self.started)
            }
            0..100 => {
                let rest = self.current % 100;
                let fits = !self.started
                    || self.last >= 100
                    || (rest == 0 && self.last != 0)
                    // twenty + three; soixante + dix, quatre-vingt + onze
                    || (rest >= 20 && rest % 10 == 0 && part < 10 && part > 0)
                    // dix-sept, dix-huit, dix-neuf
                    || (rest == 10 && (7..10).contains(&part))
                    || (rest % 20 == 0 && rest >= 60 && (10..20).contains(&part));
                self.current += part;
                fits
            }
            _ => false,
        };
        if !fits || self.value() > MOST {
            *self = before;
            return false;
        }
        self.last = part;
        self.started = true;
        true
    }

    /// The same where the parts are written in one word and units may stand before tens.
    pub fn push_glued(&mut self, part: i64) -> bool {
        if self.started
            && self.last < 10
            && self.last > 0
            && self.current % 100 == self.last
            && (20..100).contains(&part)
            && part % 10 == 0
        {
            self.current += part;
            self.last = part;
            return true;
        }
        self.push(part)
    }

    pub fn value(&self) -> i64 {
        self.total.saturating_add(self.current)
    }
}

/// Numbers above are no counts of time.
const MOST: i64 = 100_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(parts: &[i64]) -> Option<i64> {
        let mut sum = Sum::default();
        parts.iter().all(|p| sum.push_glued(*p)).then(|| sum.value())
    }

    #[test]
    fn parts_add_up() {
        for (parts, value) in [
            (&[20, 3][..], 23),
            (&[3, 20], 23),
            (&[60, 11], 71),
            (&[80, 19], 99),
            (&[100, 20, 1], 121),
            (&[2, 100, 50], 250),
            (&[2, 1000, 20, 4], 2024),
            (&[3, 100, 5, 20], 325),
            (&[9, 100, 80, 9], 989),
        ] {
            assert_eq!(sum(parts), Some(value), "{parts:?}");
        }
        assert_eq!(sum(&[2, 3]), None);
        assert_eq!(sum(&[20, 30]), None);
        assert_eq!(sum(&[20, 0]), None);
    }
}
