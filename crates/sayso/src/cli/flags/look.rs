//! How what was found in a store is printed.

use super::Color;
use clap::{Args, ValueEnum};

/// Which part of what was found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Page {
    /// How many to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,

    /// How many to leave out first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
}

/// How to print a list.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Looks {
    /// How to print what was found
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = List::Table)]
    pub format: List,

    #[command(flatten)]
    pub shape: Shape,
}

/// How a page for people looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Shape {
    /// When to use colours in `table`
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Columns of `table` [default: the terminal's, at most 100; 80 where there is none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum List {
    /// For people
    Table,
    /// One JSON object, with the query, the hits, and notes on both
    Json,
    /// A JSON object a hit, one a line
    Jsonl,
    /// A line a hit, after one of column names
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// For people
    Table,
    /// One JSON object
    Json,
}
