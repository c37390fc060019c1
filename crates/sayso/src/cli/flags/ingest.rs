//! The flags of `sayso ingest`.

use super::Given;
use super::fetch::FetchFlags;
use super::store::StoreFile;
use clap::Args;
use sayso::store::Settings;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Read reports and keep them with their readings in a store
///
/// Takes files, folders, patterns of them and addresses: texts, pages, JSON records, ninjs, NewsML, NITF,
/// feeds, lists of feeds, sitemaps, crawl archives, by content. What the store has already is not read
/// again, so the same command goes on where it was stopped, at whatever moment that was.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct IngestFlags {
    /// Files, folders, patterns (`2024/**/*.html`), addresses; `-` is standard input
    ///
    /// Of a folder everything in it and below is taken, but for names that begin with a dot. With
    /// nothing given, standard input is read when something is piped into it. An address is fetched,
    /// and if it is a feed or a list, what it names.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,

    #[command(flatten)]
    pub at: StoreFile,

    /// Write a line of JSON to this file for each thing that was skipped, with the reason
    #[arg(long, value_name = "FILE.jsonl")]
    pub report: Option<PathBuf>,

    #[command(flatten)]
    pub given: Given,

    #[command(flatten)]
    pub fetch: FetchFlags,

    /// Set a bound of the store's work; may be given again
    #[arg(
        help_heading = "Store",
        long = "store-setting",
        value_name = "NAME=VALUE",
        value_parser = store_setting,
        long_help = store_settings_help(),
    )]
    pub store_settings: Vec<(String, u64)>,

    /// Put a layer over the knowledge: a file that `sayso knowledge import` wrote
    #[arg(help_heading = "Input", long, value_name = "LAYER")]
    pub knowledge: Vec<PathBuf>,

    /// Threads to read with; what is stored does not depend on it [default: one a core]
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

impl IngestFlags {
    /// The bounds of the store's work.
    pub fn store_settings(&self) -> Settings {
        let mut settings = Settings::default();
        for (name, value) in &self.store_settings {
            // Checked as it was given.
            let _ = settings.set(name, *value);
        }
        settings
    }
}

fn store_setting(given: &str) -> Result<(String, u64), String> {
    let (name, value) = given.split_once('=').ok_or("it is given as NAME=VALUE")?;
    let value = value.parse().map_err(|_| format!("{value:?} is no number"))?;
    Settings::default().set(name, value)?;
    Ok((name.to_owned(), value))
}

fn store_settings_help() -> String {
    let defaults = Settings::default();
    let values =
        Settings::NAMES.map(|name| format!("  {name}={}", defaults.get(name).unwrap_or_default()));
    format!(
        "Set a bound of the store's work; may be given again\n\nThe bounds, with their defaults:\n{}",
        values.join("\n")
    )
}

const EXAMPLES: &str = "\
Exit codes:
  0  reports were stored, or were there already
  1  there was no report in what was given
  2  something could not be read or stored; the rest was stored
  130  stopped from the keyboard; what was read until then is stored

Examples:
  sayso ingest --store press.store reports/
      Everything in a folder.

  sayso ingest --store press.store crawl-2024-*.warc.gz --report skipped.jsonl
      Crawl archives; what was left out and why goes to a file.

  sayso ingest --store press.store https://example.org/rss.xml
      A feed, with the pages that it names.

  zcat reports.jsonl.gz | sayso ingest --store press.store -";
