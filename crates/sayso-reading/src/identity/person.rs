//! Which office-holder of the knowledge a person of the report is: one clear winner, or nobody.

use super::PhraseKind;
use super::chain::Chain;
use super::link::Report;
use super::office::OfficeUse;
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::{CountryId, Incumbent, Office, OfficeClass, OfficeKind, Person, RoleClass};
use sayso_model::Evidence;

/// What names alone, offices, dates and countries have to come to before somebody is linked.
const ENOUGH: f32 = 5.5;
/// What the best candidate has to be ahead of the next by.
const MARGIN: f32 = 1.5;
/// Whom a name alone can mean is not worth telling where so little else speaks for them.
const WORTH_TELLING: f32 = 2.0;
/// What a whole name says that is one of the person's, letter by letter.
const EXACT: f32 = 4.0;
/// Who left office longer ago than this many years is less likely meant.
const LONG_AGO: u16 = 15;
/// Names borne by more office-holders than this are told apart by nothing that a report says.
const MOST_CANDIDATES: usize = 40;

/// Whom a chain with a name means, and why, or why nobody.
pub(super) fn named<'a>(
    view: &View<'a>,
    chain: &Chain,
    report: &Report,
) -> (Option<Person<'a>>, Option<Evidence>) {
    let name = chain.full_name();
    let mut candidates = candidates(view, &name, chain.kind == Some(PhraseKind::Person));
    if candidates.is_empty() || candidates.len() > MOST_CANDIDATES {
        return (None, None);
    }
    let mut scored: Vec<(f32, Person<'a>)> = candidates
        .drain(..)
        .filter_map(|(fit, person)| Some((fit + score(view, chain, fit, &person, report)?, person)))
        .collect();
    // Ties in the order of the knowledge: by item.
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let Some((best, person)) = scored.first().copied() else {
        return (None, Some(unlinked(format!("nobody called {name} fits what the report says"))));
    };
    let label = label(&person);
    let next = scored.iter().skip(1).find(|(_, p)| p.qid() != person.qid());
    if best < ENOUGH {
        let why = || unlinked(format!("{label} is too little like it ({best:.1})"));
        return (None, (best >= WORTH_TELLING).then(why));
    }
    if let Some((second, other)) = next.filter(|(second, _)| best - second < MARGIN) {
        let other = self::label(other);
        let detail = format!("{label} ({best:.1}) or {other} ({second:.1})");
        return (None, Some(unlinked(detail)));
    }
    let rule = "link-name";
    let detail = format!("{name} is {label}").into();
    (Some(person), Some(Evidence { rule, detail, score: Some(best) }))
}

/// Whom a chain without a name means, by the office that it is called by.
pub(super) fn by_office<'a>(
    view: &View<'a>,
    chain: &Chain,
    report: &Report,
) -> (Option<Person<'a>>, Option<Evidence>) {
    let mut found: Option<(Person<'a>, Office<'a>)> = None;
    let mut why = None;
    let gender = chain.gender;
    for office in chain.offices.iter().filter(|o| !o.former) {
        match incumbent(view, office, report) {
            Some(Incumbent::One(person, held)) => {
                let clash = matches!((gender, person.gender()), (Some(a), Some(b)) if a != b);
                if clash || found.is_some_and(|(other, _)| other != person) {
                    let detail = format!("{} does not fit all that is said", label(&person));
                    return (None, Some(unlinked(detail)));
                }
                found = Some((person, held));
            }
            Some(Incumbent::Several) => why = Some("more than one person may hold the office"),
            Some(Incumbent::Unknown) => why = Some("who holds the office then is not recorded"),
            None => {}
        }
    }
    match found {
        Some((person, held)) => {
            let from = held.from.map_or(String::new(), |d| format!(" from {d}"));
            let to = held.to.map_or(String::new(), |d| format!(" to {d}"));
            let detail = format!("{}: {}{from}{to}", label(&person), held.label).into();
            (Some(person), Some(Evidence { rule: "link-office", detail, score: None }))
        }
        None => (None, why.map(|why| unlinked(why.to_owned()))),
    }
}

/// Whom of those that a report names an office phrase without a name means: the one of them who holds
/// the office, or held it where the phrase says so.
pub(super) fn of_those_named<'a>(
    view: &View<'a>,
    chain: &Chain,
    linked: &[Option<Person<'a>>],
    report: &Report,
) -> Option<Person<'a>> {
    let date = report.date?;
    let mut found: Option<Person<'a>> = None;
    for told in chain.offices.iter().filter(|o| o.pure) {
        let code = told.country.as_ref();
        let country = code.and_then(|code| view.knowledge.country_by_code(code));
        if code.is_some() && country.is_none()
            || told.kinds.has(OfficeKind::Minister) && told.portfolio.is_none()
        {
            return None;
        }
        let bears = |person: &&Person<'a>| {
            person.offices().any(|o| {
                let then = if told.former { o.over_on(date) } else { o.held_on(date) };
                then && told.kinds.has(o.kind)
                    && told.portfolio.is_none_or(|p| o.portfolios.has(p))
                    && (country.is_none() || o.country == country)
            })
        };
        let mut bearers = linked.iter().flatten().filter(bears);
        let first = bearers.next()?;
        if bearers.any(|p| p != first) || found.is_some_and(|f| f != *first) {
            return None;
        }
        found = Some(*first);
    }
    let clash = matches!((chain.gender, found?.gender()), (Some(a), Some(b)) if a != b);
    found.filter(|_| !clash)
}

/// Who holds an office on the report's date; `None` where the phrase does not tell which it is.
pub(super) fn incumbent<'a>(
    view: &View<'a>,
    office: &OfficeUse,
    report: &Report,
) -> Option<Incumbent<'a>> {
    let date = report.date?;
    if !office.pure {
        return None;
    }
    let code = match (&office.country, &office.home) {
        (Some(country), _) => country,
        (None, Some(home)) if report.is_about(home) => home,
        _ => return None,
    };
    // *the minister*: of what, nobody tells.
    if office.portfolio.is_none() && office.kinds.has(OfficeKind::Minister) {
        return None;
    }
    let country = view.knowledge.country_by_code(code)?;
    Some(view.knowledge.incumbent(country, office.kinds, office.portfolio, date))
}

/// The office-holders that a name can mean, with how much the name alone says. `person`: whether it
/// is known to be a person's.
fn candidates<'a>(view: &View<'a>, name: &str, person: bool) -> Vec<(f32, Person<'a>)> {
    let lang = view.lang.code();
    let knowledge = view.knowledge;
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut found: Vec<(f32, Person<'a>)> = Vec::new();
    let mut add = |fit: f32, person: Person<'a>| {
        if !found.iter().any(|(_, p)| *p == person) {
            found.push((fit, person));
        }
    };
    match words.as_slice() {
        [] => {}
        [_] => {
            let own = knowledge.names_person(lang, name);
            for (i, person) in knowledge.people(lang, name).enumerate() {
                // The language's own table names one of them.
                add(if own && i == 0 { 2.5 } else { 1.0 }, person);
            }
            if found.is_empty() && person {
                knowledge.people_by_sound(name).into_iter().for_each(|p| found.push((0.5, p)));
            }
        }
        [first, .., last] => {
            let own = knowledge.names_person(lang, name);
            for (i, person) in knowledge.people(lang, name).enumerate() {
                // Whom the language's own table names, its readers know.
                add(if own && i == 0 { EXACT + 1.0 } else { EXACT }, person);
            }
            let short = format!("{first} {last}");
            if words.len() > 2 && found.is_empty() {
                for person in knowledge.people(lang, &short) {
                    found.push((3.0, person));
                }
            }
            if found.is_empty() {
                knowledge.people_by_sound(name).into_iter().for_each(|p| found.push((3.0, p)));
            }
        }
    }
    found
}

/// What speaks for a candidate beside the name; `None` where something shuts them out.
fn score(
    view: &View<'_>,
    chain: &Chain,
    fit: f32,
    person: &Person<'_>,
    report: &Report,
) -> Option<f32> {
    let mut score = 0.0;
    if matches!((chain.gender, person.gender()), (Some(a), Some(b)) if a != b) {
        // A first name tells little of a foreigner's gender (*Nikol Pachinian*), a title all of a
        // family name's.
        if fit < EXACT {
            return None;
        }
        score -= 1.0;
    }
    if let (Some(age), Some(born), Some(date)) = (chain.age, person.born(), report.date) {
        let then = u32::from(date.year.saturating_sub(born));
        if !(then.saturating_sub(1)..=then).contains(&age) {
            return None;
        }
        score += 2.0;
    }
    let offices: Vec<Office<'_>> = person.offices().collect();
    let code = |id: CountryId| view.knowledge.country(id).map(|c| c.code.clone());
    let countries: Vec<CompactString> =
        offices.iter().filter_map(|o| o.country).filter_map(code).collect();
    let held = |o: &Office<'_>| report.date.is_none_or(|date| o.held_on(date));
    let begun = |o: &Office<'_>| {
        report.date.is_none_or(|date| o.from.is_none_or(|from| from.number() <= date.number()))
    };
    score += told_office(view, chain, &offices, &held, &begun);
    let own = chain.offices.iter().filter_map(|o| o.country.as_ref()).chain(&chain.country);
    let own: Vec<&CompactString> = own.collect();
    match own.is_empty() {
        false if own.iter().any(|c| countries.contains(c)) => score += 1.0,
        false => score -= 4.0,
        true => {}
    }
    if countries.iter().any(|c| report.mentions(c)) {
        score += 1.0;
    }
    // Another walk of life: a footballer, a judge.
    let domains: Vec<u32> = chain.roles.iter().map(|r| r.domain).filter(|d| *d != 0).collect();
    if !domains.is_empty() && !domains.iter().any(|d| d & super::noun::POWER != 0) {
        score -= 5.0;
    }
    let Some(date) = report.date else {
        return Some(score + if offices.iter().any(is_head) { 1.0 } else { 0.0 });
    };
    if offices.iter().any(&held) {
        score += 1.0;
        score += if offices.iter().any(|o| held(o) && is_head(o)) { 2.0 } else { 0.0 };
    } else if offices.iter().all(|o| !begun(o)) {
        score -= 3.0;
    } else if offices.iter().any(is_head) {
        score += 1.5;
    }
    let last = offices.iter().filter_map(|o| o.to.map(|to| to.year)).max();
    if last.is_some_and(|year| year + LONG_AGO < date.year) && !offices.iter().any(&held) {
        score -= 2.0;
    }
    Some(score)
}

/// How well the offices and roles that the text tells go with a candidate's.
fn told_office(
    view: &View<'_>,
    chain: &Chain,
    offices: &[Office<'_>],
    held: &impl Fn(&Office<'_>) -> bool,
    begun: &impl Fn(&Office<'_>) -> bool,
) -> f32 {
    let id = |code: &CompactString| view.knowledge.country_by_code(code);
    let of = |told: &OfficeUse, o: &Office<'_>| {
        told.kinds.has(o.kind) && told.portfolio.is_none_or(|p| o.portfolios.has(p))
    };
    let mut best: f32 = 0.0;
    for told in &chain.offices {
        let country = told.country.as_ref().and_then(id);
        let when = |o: &Office<'_>| if told.former { begun(o) } else { held(o) };
        let fits = |o: &&Office<'_>| of(told, o) && when(o);
        let same = |o: &Office<'_>| country.is_some() && o.country == country;
        if offices.iter().filter(fits).any(same) {
            best = best.max(4.0);
        } else if country.is_none() && offices.iter().any(|o| fits(&o)) {
            best = best.max(2.0);
        } else if offices.iter().any(|o| of(told, o) && begun(o) && same(o)) {
            // Dates differ by months from source to source.
            best = best.max(2.5);
        } else if country.is_some() && told.pure && !told.former {
            best = best.max(0.0) - 3.0;
        }
    }
    if best != 0.0 {
        return best;
    }
    let known = |c: &Office<'_>| chain.country.as_ref().and_then(id) == c.country;
    for role in chain.roles.iter().filter_map(|r| r.class) {
        let fits = |o: &&Office<'_>| class_fits(role, o.class) && begun(o);
        if offices.iter().filter(fits).any(|o| chain.country.is_some() && known(o)) {
            best = best.max(3.0);
        } else if offices.iter().any(|o| fits(&o)) {
            best = best.max(1.5);
        }
    }
    best
}

/// Offices that everybody knows the holder of.
fn is_head(office: &Office<'_>) -> bool {
    matches!(
        office.kind,
        OfficeKind::President
            | OfficeKind::Monarch
            | OfficeKind::Pope
            | OfficeKind::SupremeLeader
            | OfficeKind::PrimeMinister
            | OfficeKind::Chancellor
            | OfficeKind::SecretaryGeneral
    ) || office.class == OfficeClass::Minister
        && office.portfolio == Some(sayso_knowledge::Portfolio::Foreign)
}

/// Whether who is called by a role can bear an office.
fn class_fits(role: u16, office: OfficeClass) -> bool {
    use OfficeClass as O;
    let Some(role) = RoleClass::ALL.get(usize::from(role)) else { return false };
    match role {
        RoleClass::HeadOfState => matches!(
            office,
            O::HeadOfState | O::Deputy | O::International | O::Speaker | O::CentralBank
        ),
        RoleClass::HeadOfGovernment => matches!(office, O::HeadOfGovernment | O::Deputy),
        RoleClass::Minister => matches!(office, O::Minister | O::JuniorMinister | O::Deputy),
        RoleClass::Legislator => matches!(office, O::Legislator | O::Speaker),
        RoleClass::LocalExecutive => office == O::LocalExecutive,
        RoleClass::Diplomat => matches!(office, O::Diplomat | O::International),
        RoleClass::Military => office == O::Military,
        RoleClass::Judge => office == O::Judge,
        _ => false,
    }
}

/// A person's name and item, for people.
pub(super) fn label(person: &Person<'_>) -> String {
    match person.qid() {
        Some(qid) => format!("{} ({qid})", person.name()),
        None => person.name().to_owned(),
    }
}

fn unlinked(detail: String) -> Evidence {
    Evidence { rule: "no-link", detail: detail.into(), score: None }
}
