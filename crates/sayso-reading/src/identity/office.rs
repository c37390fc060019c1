//! The office that a phrase names: *le président russe*, *la ministre allemande de la Défense*,
//! *US-Außenminister*, *segretario generale dell'Onu*.

use super::noun::noun_at;
use super::np::{Np, modifier_country};
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::{BodyClass, OfficeKind, OfficeKinds, OfficeNoun, Portfolio, RoleMark};
use sayso_language::Upos;

/// An office, as a phrase of the text names it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OfficeUse {
    pub kinds: OfficeKinds,
    pub portfolio: Option<Portfolio>,
    /// Code of the state or body whose it is.
    pub country: Option<CompactString>,
    /// Code of the state whose it is in a report about that state.
    pub home: Option<CompactString>,
    /// Whether it is held no longer: *l'ancien président*.
    pub former: bool,
    /// Whether the phrase names nothing beside the office and its state, so that it points at whoever
    /// holds it.
    pub pure: bool,
}

impl OfficeUse {
    /// Whether two phrases can name one office.
    pub fn same(&self, other: &OfficeUse) -> bool {
        let kinds = OfficeKind::ALL.iter().any(|k| self.kinds.has(*k) && other.kinds.has(*k));
        kinds && self.country == other.country && self.portfolio == other.portfolio
    }
}

/// Words that a lookup of a name or a complement spans at most.
const MOST_WORDS: usize = 5;

/// The office that a phrase names, if it names one.
pub(crate) fn office_use(view: &View<'_>, np: &Np) -> Option<OfficeUse> {
    if np.plural || np.counterpart {
        return None;
    }
    let in_name = |w: usize| np.name.is_some_and(|n| n.first <= w && w <= n.last);
    let lang = view.lang.code();
    let knowledge = view.knowledge;
    let (w, last, noun) = (np.first..=np.last)
        .filter(|w| !in_name(*w))
        .find_map(|w| office_noun(view, w, np.last + 1))?;
    let code = |id| knowledge.country(id).map(|c| c.code.clone());
    let mut countries: Vec<CompactString> =
        noun.office.country.and_then(code).into_iter().collect();
    countries.extend(noun.modifier);
    let mut portfolio = noun.office.portfolio;
    let mut pure = true;
    let mut former = noun.former;
    let mut x = np.first;
    while x <= np.last {
        if (w..=last).contains(&x) || in_name(x) {
            x += 1;
            continue;
        }
        former |= view.in_set("past-office", x);
        let end = np.last.min(x + MOST_WORDS - 1);
        let text = |y: usize| view.span(x, y).of(view.text);
        if portfolio.is_none()
            && noun.office.kinds.has(OfficeKind::Minister)
            && let Some((y, found)) = (x + 1..=end)
                .rev()
                .find_map(|y| Some((y, knowledge.office_complement(lang, text(y))?)))
        {
            portfolio = Some(found);
            x = y + 1;
            continue;
        }
        // *the Scottish first minister*, *le président de la Toscane*: of a part of a state.
        let of_a_part = (x..=end).rev().filter(|y| !in_name(*y)).any(|y| {
            let body = || knowledge.named_body(lang, text(y));
            knowledge.is_of_a_part(lang, text(y))
                || body().is_some_and(|b| b.class == BodyClass::LocalAuthority)
        });
        if of_a_part {
            return None;
        }
        let named = (x..=end).rev().filter(|y| !in_name(*y)).find_map(|y| {
            let text = text(y);
            let capital = super::names::is_capitalised(view, x);
            let body = || {
                let body = knowledge.named_body(lang, text)?;
                (body.class == BodyClass::International).then_some(body.country?)
            };
            let country = || {
                knowledge
                    .country_by_name(lang, text)
                    .filter(|_| capital)
                    .or_else(|| knowledge.seat(lang, text).map(|s| s.country).filter(|_| capital))
                    .or_else(|| knowledge.capital(lang, text).filter(|_| capital))
                    .or_else(|| {
                        knowledge.country_by_demonym(lang, text).filter(|_| {
                            matches!(view.upos(x), Upos::Adj | Upos::Noun | Upos::Propn)
                        })
                    })
            };
            Some((y, body().or_else(country)?))
        });
        if let Some((y, id)) = named {
            countries.extend(code(id).filter(|c| !countries.contains(c)));
            x = y + 1;
            continue;
        }
        if view.in_set("other-office", x) {
            return None;
        }
        let noun = matches!(view.upos(x), Upos::Noun | Upos::Propn | Upos::X);
        pure &= !noun || view.in_set("state-noun", x) || view.in_set("age", x);
        x += 1;
    }
    if countries.len() > 1 {
        return None;
    }
    Some(OfficeUse {
        kinds: noun.office.kinds,
        portfolio,
        country: countries.pop(),
        home: noun.office.home.and_then(code),
        former,
        pure,
    })
}

/// A noun of an office in the text.
struct Found {
    office: OfficeNoun,
    /// The country that a compound's first part names.
    modifier: Option<CompactString>,
    former: bool,
}

/// The noun of an office that starts at a word, and its last word.
fn office_noun(view: &View<'_>, w: usize, end: usize) -> Option<(usize, usize, Found)> {
    let (noun, _, last) = noun_at(view, w, end)?;
    let lang = view.lang.code();
    let text = view.span(w, last).of(view.text);
    if let Some(role) = view.knowledge.role(lang, text) {
        let office = view.knowledge.office(lang, text)?;
        let former = role.marks.has(RoleMark::Former);
        return Some((w, last, Found { office, modifier: None, former }));
    }
    let compound = view.knowledge.compound(lang, text)?;
    let modifier = noun.modifier.as_deref()?;
    let former = view.lexicon.set("past-office").has(&modifier.to_lowercase());
    let office = view.knowledge.office(lang, &compound.head)?;
    // *SPD-Finanzminister*: of nobody that the knowledge knows.
    let country = modifier_country(view, modifier);
    (former || country.is_some()).then_some((w, last, Found { office, modifier: country, former }))
}
