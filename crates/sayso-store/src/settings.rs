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
    /// `max-holders`: holders of one key that are looked at; of more, the first: a formula leads nowhere.
    pub max_holders: usize,
    /// `terms-held`: counts of terms that are kept in memory while writing.
    pub terms_held: usize,
    /// `max-ranked`: matches that are ranked by relevance at most; of more, the newest are.
    pub max_ranked: usize,
    /// `max-sorted`: rows that a search by date looks at one by one and sorts; of more, it walks along the
    /// dates until the limit. What it finds does not depend on it.
    pub max_sorted: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            batch_reports: 500,
            batch_bytes: 8 << 20,
            cache_bytes: 64 << 20,
            names_held: 100_000,
            max_store_bytes: 0,
            busy_seconds: 10,
            max_candidates: 24,
            max_holders: 64,
            terms_held: 400_000,
            max_ranked: 20_000,
            max_sorted: 5000,
        }
    }
}
