//! The flags of `sayso watch`.

use super::fetch::FetchFlags;
use super::store::StoreFile;
use clap::Args;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Look at feeds again and again, and keep what is new
///
/// Each feed is looked at as often as it has something new, within bounds; robots.txt, conditional
/// requests, the pace of each host and back-off after failures are kept. What is known of each feed
/// stands in the store, so that a watch that was stopped goes on where it was. Runs until it is
/// stopped.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct WatchFlags {
    /// Feeds, and lists of feeds (OPML): addresses, or files that list them
    ///
    /// They are added to those that the store watches already.
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,

    #[command(flatten)]
    pub at: StoreFile,

    /// Look at every feed that is due, and end
    #[arg(long)]
    pub once: bool,

    /// No longer watch these feeds, and end
    #[arg(long, value_name = "FEED", num_args = 1.., conflicts_with_all = ["feeds", "once", "list"])]
    pub forget: Vec<String>,

    /// Show the feeds that are watched and when each is due, and end
    #[arg(long, conflicts_with_all = ["feeds", "once"])]
    pub list: bool,

    /// Write a line of JSON to this file for each thing that was skipped, with the reason
    #[arg(long, value_name = "FILE.jsonl")]
    pub report: Option<PathBuf>,

    #[command(flatten)]
    pub fetch: FetchFlags,

    /// Put a layer over the knowledge: a file that `sayso knowledge import` wrote
    #[arg(long, value_name = "LAYER")]
    pub knowledge: Vec<PathBuf>,

    /// Threads to read with [default: one a core]
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

const EXAMPLES: &str = "\
Exit codes:
  0  what was due was looked at
  1  no feed is watched
  2  the store could not be written to, or nothing could be opened
  130  stopped from the keyboard

Examples:
  sayso watch --store press.store https://example.org/rss.xml feeds.opml
      Two sources of feeds, until Ctrl-C.

  sayso watch --store press.store --once
      For cron: what is due, then the end.";
