/// The bounds of a store's work. Each has a name for the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// `batch-reports`: reports of one transaction at most. What an interrupted run loses and does again.
    pub batch_reports: usize,
    /// `batch-bytes`: bytes of text of one transaction at most.
    pub batch_bytes: usize,
    /// `cache-bytes`: memory for the store's pages.
    pub cache_bytes: usize,
    /// `names-held`: names and actors whose numbers are kept in memory while writing.
    pub names_held: usize,
    /// `max-store-bytes`: how large the file may get; 0 is as large as the disk.
    pub max_store_bytes: u64,
    /// `busy-seconds`: how long to wait for another process that writes.
    pub busy_seconds: u64,
    /// `max-candidates`: reports, quotes or stories that a new one is compared with at most.
    pub max_candidates: usize,
    /// `max-holders`: holders of one key that are looked at; of more, the newest: a formula leads nowhere.
    pub max_holders: usize,
    /// `terms-held`: counts of terms that are kept in memory while writing.
    pub terms_held: usize,
    /// `max-ranked`: matches that are ranked by relevance at most; of more, the newest are.
    pub max_ranked: usize,
    /// `max-sorted`: rows that a search by date looks at one by one and sorts; of more, it walks along the
    /// dates until the limit. What it finds does not depend on it.
    pub max_sorted: usize,
    /// `map-bytes`: how much of the file is mapped into memory, where only reading is done. Pages that are
    /// mapped count as the process's memory while the system can spare them.
    pub map_bytes: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            batch_reports: 2000,
            batch_bytes: 32 << 20,
            cache_bytes: 240 << 20,
            names_held: 100_000,
            max_store_bytes: 0,
            busy_seconds: 10,
            max_candidates: 16,
            max_holders: 64,
            terms_held: 400_000,
            max_ranked: 5000,
            max_sorted: 5000,
            map_bytes: 256 << 20,
        }
    }
}

impl Settings {
    /// The names of the bounds, in the order of the fields.
    pub const NAMES: [&'static str; 12] = [
        "batch-reports",
        "batch-bytes",
        "cache-bytes",
        "names-held",
        "max-store-bytes",
        "busy-seconds",
        "max-candidates",
        "max-holders",
        "terms-held",
        "max-ranked",
        "max-sorted",
        "map-bytes",
    ];

    /// The value of a bound; `None` where there is none of that name.
    pub fn get(&self, name: &str) -> Option<u64> {
        let mut copy = *self;
        Some(match copy.slot(name)? {
            Slot::Size(size) => *size as u64,
            Slot::Number(number) => *number,
        })
    }

    /// Sets a bound by its name.
    ///
    /// # Errors
    /// In words, where there is no such bound.
    pub fn set(&mut self, name: &str, value: u64) -> Result<(), String> {
        match self.slot(name) {
            Some(Slot::Size(size)) => {
                *size = usize::try_from(value).map_err(|_| format!("{value} is too large"))?;
            }
            Some(Slot::Number(number)) => *number = value,
            None => return Err(format!("there is no {name:?}, but {}", Self::NAMES.join(", "))),
        }
        Ok(())
    }

    fn slot(&mut self, name: &str) -> Option<Slot<'_>> {
        Some(match name {
            "batch-reports" => Slot::Size(&mut self.batch_reports),
            "batch-bytes" => Slot::Size(&mut self.batch_bytes),
            "cache-bytes" => Slot::Size(&mut self.cache_bytes),
            "names-held" => Slot::Size(&mut self.names_held),
            "max-store-bytes" => Slot::Number(&mut self.max_store_bytes),
            "busy-seconds" => Slot::Number(&mut self.busy_seconds),
            "max-candidates" => Slot::Size(&mut self.max_candidates),
            "max-holders" => Slot::Size(&mut self.max_holders),
            "terms-held" => Slot::Size(&mut self.terms_held),
            "max-ranked" => Slot::Size(&mut self.max_ranked),
            "max-sorted" => Slot::Size(&mut self.max_sorted),
            "map-bytes" => Slot::Size(&mut self.map_bytes),
            _ => return None,
        })
    }
}

enum Slot<'s> {
    Size(&'s mut usize),
    Number(&'s mut u64),
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn every_bound_has_its_name() {
        for name in Settings::NAMES {
            let mut settings = Settings::default();
            settings.set(name, 77).expect(name);
            assert_eq!(settings.get(name), Some(77));
            assert_ne!(settings, Settings::default());
        }
        assert!(Settings::default().set("batch", 1).is_err());
    }
}
