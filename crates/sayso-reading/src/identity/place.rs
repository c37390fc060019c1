//! Which town a name is, by the report's context, and where a capital is a town and not whom it stands
//! for.

use super::PhraseKind;
use super::chain::Chain;
use super::link::Report;
use super::np::Np;
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::Place;
use sayso_language::Upos;
use sayso_model::Evidence;

/// A town that nothing in the report points at is taken for the one of its name from so many
/// inhabitants on.
const LARGE: u32 = 200_000;
/// Towns of a name that are weighed: the most populous.
const MOST_TOWNS: usize = 24;
/// How much the report's speaking of a country says for a town there: as much as three hundred times
/// the inhabitants.
const SPOKEN_OF: f32 = 2.5;
/// How much the language's own name for a town says.
const OWN_NAME: f32 = 1.5;

/// Whether a capital is named as a place: *à Moscou*, *in Berlin*, not *demande à Moscou de*.
pub(super) fn in_town(view: &View<'_>, np: &Np) -> bool {
    let Some(run) = np.name.filter(|_| np.kind == PhraseKind::Metonym && np.noun.is_none()) else {
        return false;
    };
    let text = view.span(run.first, run.last).of(view.text);
    if run.first == 0
        || run.first != np.first
        || view.knowledge.capital(view.lang.code(), text).is_none()
            && !(view.knowledge.seat(view.lang.code(), text).is_some()
                && view.knowledge.names_town(view.lang.code(), text))
    {
        return false;
    }
    if view.in_set("in-place", run.first - 1) {
        return !view.in_set_lemma("at-power", view.head(run.first));
    }
    travels(view, run.first) || of_town(view, run.first)
}

/// So far before a town the word stands that tells of a way there, in words.
const WAY: usize = 6;

/// *le train de Vienne*, *flew from Oslo to Lisbon*: a town that somebody comes from or goes to.
fn travels(view: &View<'_>, town: usize) -> bool {
    let start = view.sentence(town).words.start.max(town.saturating_sub(WAY));
    (start..town)
        .rev()
        .take_while(|w| !view.is_punct(*w))
        .find(|w| matches!(view.upos(*w), Upos::Verb | Upos::Noun))
        .is_some_and(|w| view.in_set_lemma("way", w))
}

/// *la mairie de Paris*: what only a town has.
fn of_town(view: &View<'_>, town: usize) -> bool {
    let start = view.sentence(town).words.start;
    town >= start + 2
        && view.in_set("of-town", town - 1)
        && view.in_set_lemma("of-a-town", town - 2)
}

/// The town that a chain means, and why.
pub(super) fn town(view: &View<'_>, chain: &Chain, report: &Report) -> Option<(Place, Evidence)> {
    let lang = view.lang.code();
    let name = chain.full_name();
    let own = view.knowledge.names_town(lang, &name);
    let code = |p: &Place| view.knowledge.country(p.country).map(|c| c.code.clone());
    let told: Option<&CompactString> = chain.country.as_ref();
    let mut best: Option<(f32, Place, bool)> = None;
    for (i, place) in view.knowledge.places(lang, &name).take(MOST_TOWNS).enumerate() {
        let country = code(&place);
        if told.is_some() && told != country.as_ref() {
            continue;
        }
        let spoken_of = country.is_some_and(|c| report.mentions(&c));
        let named = own && i == 0;
        let mut score = (place.population.max(1) as f32).log10();
        score += if spoken_of { SPOKEN_OF } else { 0.0 };
        score += if named { OWN_NAME } else { 0.0 };
        if best.is_none_or(|(b, _, _)| score > b) {
            best = Some((score, place, spoken_of || named));
        }
    }
    let (score, place, backed) = best?;
    if !backed && place.population < LARGE {
        return None;
    }
    let country = view.knowledge.country(place.country)?;
    let (north, east) = place.coordinates();
    let detail = format!(
        "{name}: GeoNames {}, {}, {north:.2} N {east:.2} E, {} inhabitants",
        place.geonames, country.code, place.population
    );
    let why = Evidence { rule: "link-place", detail: detail.into(), score: Some(score) };
    Some((place, why))
}
