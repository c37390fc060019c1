//! Flags of commands that open addresses.

use clap::{Args, ValueEnum};
use sayso_fetch::{Setting, Settings};

/// How addresses are opened.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fetching")]
pub struct FetchFlags {
    /// Whether to open the addresses that feeds, lists of feeds and sitemaps name
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Follow::Auto)]
    pub follow: Follow,

    /// Connect to addresses that are not public as well: this machine, the local network
    #[arg(long)]
    pub allow_private: bool,

    /// Set a bound or a pace of fetching; may be given again
    #[arg(long = "fetch", value_name = "NAME=VALUE", value_parser = setting, long_help = help())]
    pub settings: Vec<(String, String)>,
}

/// Whether listed addresses are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Follow {
    /// Those of lists that were fetched themselves; a file on this machine opens no connection
    Auto,
    /// Those of files as well
    Always,
    /// None: of a feed its items are stored as they stand in it
    Never,
}

impl FetchFlags {
    /// The settings of the fetcher.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        let mut settings = Settings::default();
        for (name, value) in &self.settings {
            settings.set(name, value)?;
        }
        settings.allow_private |= self.allow_private;
        Ok(settings)
    }
}

fn setting(given: &str) -> Result<(String, String), String> {
    let (name, value) = given.split_once('=').ok_or("it is given as NAME=VALUE")?;
    Settings::default().set(name, value).map_err(|error| error.to_string())?;
    Ok((name.into(), value.into()))
}

fn help() -> String {
    let defaults = Settings::default();
    let mut help = String::from(
        "Set a bound or a pace of fetching; may be given again\n\nThe settings, with their defaults:",
    );
    for setting in Setting::ALL {
        help += &format!("\n  {}={}: {}", setting.name(), defaults.get(setting), setting.about());
    }
    help
}
