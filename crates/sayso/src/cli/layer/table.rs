//! A table of the user's own: tab-separated, a line of column names first.

use super::{Layer, Lines, item_number, term};
use anyhow::{Context, anyhow, ensure};
use sayso::Gender;
use sayso_knowledge::world::{PlaceRecord, PositionEntry};
use sayso_knowledge::{BodyClass, OfficeClass, OfficeKind, PartialDate, Portfolio, PortfolioSet};

/// The columns that a table can have, in any order; `kind` and `name` it must have.
const COLUMNS: [&str; 18] = [
    "kind",
    "name",
    "names",
    "qid",
    "country",
    "gender",
    "born",
    "family",
    "office",
    "label",
    "portfolio",
    "from",
    "to",
    "class",
    "lat",
    "lon",
    "population",
    "geonames",
];

/// Reads the table's lines into the layer.
pub(super) fn read(lines: &mut Lines<'_>, layer: &mut Layer<'_>) -> anyhow::Result<()> {
    let mut line = Vec::new();
    let mut columns: Option<Vec<usize>> = None;
    while lines.next(&mut line)? {
        let place = lines.place();
        let text = std::str::from_utf8(&line).with_context(|| format!("{place}: not UTF-8"))?;
        if text.starts_with('#') || text.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let Some(columns) = &columns else {
            let mut found = Vec::new();
            for cell in &cells {
                let known = COLUMNS.iter().position(|c| c == cell);
                found.push(known.ok_or_else(|| {
                    anyhow!("{place}: no column {cell:?}; there are {}", COLUMNS.join(", "))
                })?);
            }
            for needed in ["kind", "name"] {
                ensure!(cells.contains(&needed), "{place}: the column {needed} is missing");
            }
            columns = Some(found);
            continue;
        };
        ensure!(
            cells.len() <= columns.len(),
            "{place}: {} cells, where there are {} columns",
            cells.len(),
            columns.len()
        );
        let get = |name: &str| {
            let column = COLUMNS.iter().position(|c| *c == name);
            let at = columns.iter().position(|c| Some(*c) == column);
            at.and_then(|at| cells.get(at)).copied().unwrap_or("")
        };
        row(&get, layer).with_context(|| place)?;
    }
    ensure!(columns.is_some(), "{}: no line of column names", lines.file);
    Ok(())
}

/// Adds a row.
fn row<'t>(get: &impl Fn(&str) -> &'t str, layer: &mut Layer<'_>) -> anyhow::Result<()> {
    fn known<T>(
        column: &str,
        cell: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> anyhow::Result<Option<T>> {
        match cell {
            "" => Ok(None),
            cell => read(cell).map(Some).ok_or_else(|| anyhow!("{cell:?} in column {column}")),
        }
    }
    let name = get("name");
    ensure!(!name.is_empty(), "no name");
    let qid = known("qid", get("qid"), item_number)?.unwrap_or(0);
    let country = known("country", get("country"), |code| layer.country(code))?;
    let others = || get("names").split('|').map(str::trim).filter(|n| !n.is_empty());
    match get("kind") {
        "person" => {
            let gender = known("gender", get("gender"), |cell| match cell {
                "m" => Some(Gender::Masculine),
                "f" => Some(Gender::Feminine),
                _ => None,
            })?;
            let born = known("born", get("born"), PartialDate::read)?;
            let first = known("family", get("family"), |cell| match cell {
                "first" => Some(true),
                "last" => Some(false),
                _ => None,
            })?;
            let office = known("office", get("office"), OfficeKind::from_name)?;
            let portfolio = known("portfolio", get("portfolio"), Portfolio::from_name)?;
            let from = known("from", get("from"), PartialDate::read)?;
            let to = known("to", get("to"), PartialDate::read)?;
            let position = office.map(|kind| {
                let mut portfolios = PortfolioSet::default();
                portfolio.into_iter().for_each(|p| portfolios.add(p));
                layer.position(PositionEntry {
                    class: class_of(kind),
                    kind,
                    portfolio,
                    portfolios,
                    country: country.unwrap_or(u16::MAX),
                    label: match get("label") {
                        "" => kind.name().to_owned(),
                        label => label.to_owned(),
                    },
                    qid: 0,
                })
            });
            let person = layer.person(qid, name)?;
            for other in others() {
                if !person.other_names.iter().any(|n| n == other) {
                    person.other_names.push(other.to_owned());
                }
            }
            person.gender = person.gender.or(gender);
            person.born = born.map_or(person.born, |d| d.year);
            person.family_first |= first.unwrap_or(false);
            person.terms.extend(position.map(|position| term(position, from, to)));
        }
        "body" => {
            layer.room()?;
            let class = known("class", get("class"), BodyClass::from_name)?;
            let class = class.context("a body needs a class")?;
            let names: Vec<&str> = [name].into_iter().chain(others()).collect();
            layer.builder.body(
                get("qid"),
                class.name(),
                get("country"),
                &[("*", &names.join("|"))],
            );
            layer.bodies += 1;
        }
        "place" => {
            layer.room()?;
            let degrees = |cell: &str| cell.parse::<f64>().ok().filter(|d| d.abs() <= 180.0);
            let number = |cell: &str| cell.parse::<u32>().ok();
            let (lat, lon) =
                (known("lat", get("lat"), degrees)?, known("lon", get("lon"), degrees)?);
            let fixed = |d: Option<f64>| d.map_or(0, |d| (d * 1e5).round() as i32);
            let place = PlaceRecord {
                geonames: known("geonames", get("geonames"), number)?.unwrap_or(0),
                country: country.context("a place needs a country")?,
                population: known("population", get("population"), number)?.unwrap_or(0),
                at: (fixed(lat), fixed(lon)),
                admin1: [0; 4],
                qid,
            };
            layer.builder.place(place, [name].into_iter().chain(others()));
            layer.places += 1;
        }
        other => return Err(anyhow!("{other:?} is no kind; there are person, body, place")),
    }
    Ok(())
}

/// The class of an office's kind.
fn class_of(kind: OfficeKind) -> OfficeClass {
    match kind {
        OfficeKind::President
        | OfficeKind::Monarch
        | OfficeKind::Pope
        | OfficeKind::SupremeLeader
        | OfficeKind::GovernorGeneral
        | OfficeKind::OtherHead => OfficeClass::HeadOfState,
        OfficeKind::PrimeMinister | OfficeKind::Chancellor => OfficeClass::HeadOfGovernment,
        OfficeKind::VicePresident | OfficeKind::Deputy => OfficeClass::Deputy,
        OfficeKind::Minister => OfficeClass::Minister,
        OfficeKind::JuniorMinister => OfficeClass::JuniorMinister,
        OfficeKind::Speaker => OfficeClass::Speaker,
        OfficeKind::SecretaryGeneral
        | OfficeKind::DirectorGeneral
        | OfficeKind::HighRepresentative => OfficeClass::International,
        OfficeKind::CentralBank => OfficeClass::CentralBank,
        OfficeKind::Other => OfficeClass::Other,
    }
}
