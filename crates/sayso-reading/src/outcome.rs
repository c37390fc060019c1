//! From settled drafts, chains and speakers to the reading.

use crate::attribution::{Draft, trim_edges};
use crate::identity::chains::Chains;
use crate::identity::speaker::Found;
use crate::time::Said;
use crate::view::View;
use sayso_model::{
    Attribution, AttributionId, AttributionKind, Entity, EntityId, EntityKind, Evidence, Mention,
    MentionForm, Note, NoteCode, Reading, Span, Speaker, TimeRef,
};

/// Below this score a record is not worth showing.
const MIN_CONFIDENCE: f32 = 0.35;

/// How many attributions back one is looked for that holds another.
const HOLDER_REACH: usize = 64;

/// So many notes of one kind are kept; one more says how many were left out.
const MAX_NOTES_OF_A_KIND: usize = 100;

/// Puts the reading together.
pub(crate) fn reading(
    view: &View<'_>,
    drafts: Vec<Draft>,
    chains: Chains,
    speakers: Vec<Found>,
    (times, published, entries): (Vec<TimeRef>, Option<&str>, Vec<bool>),
    mut notes: Vec<Note>,
) -> Reading {
    let mut speakers = speakers;
    if let Some(main) = chains.main_person() {
        // Whom an interview is with gives its answers.
        for (draft, found) in drafts.iter().zip(&mut speakers) {
            if draft.rule == crate::attribution::INTERVIEW && matches!(found, Found::Unknown(_)) {
                *found = Found::Chain(main);
            }
        }
    }
    let mut contents: Vec<Span> = drafts.iter().flat_map(|d| d.content.iter().copied()).collect();
    contents.sort_by_key(|c| (c.start, c.end));
    let said = Said { times: &times, published, contents, entries };
    let mut entities = Entities::new(view, &chains, &speakers);
    let mut attributions: Vec<Attribution> = Vec::with_capacity(drafts.len());
    for (draft, found) in drafts.iter().zip(&speakers) {
        if draft.score < MIN_CONFIDENCE {
            if let Some(span) = draft.content.first() {
                notes.push(Note {
                    code: NoteCode::UnattributedQuote,
                    message: "nobody was found to have said these quoted words".to_owned(),
                    span: Some(*span),
                });
            }
            continue;
        }
        let id = AttributionId(attributions.len() as u32);
        let mut confidence = draft.score;
        let mut evidence = vec![Evidence {
            rule: draft.rule,
            detail: draft.detail.clone(),
            score: Some(draft.score),
        }];
        let speaker = match found {
            Found::Chain(chain) => {
                let entity = entities.of_chain(*chain);
                evidence.push(Evidence {
                    rule: "speaker-chain",
                    detail: format!("the source means {}", entities.list[entity.0 as usize].name)
                        .into(),
                    score: None,
                });
                Some(Speaker { entity, name: entities.list[entity.0 as usize].name.clone() })
            }
            Found::Phrase(phrase) => {
                let entity = entities.of_phrase(phrase, draft);
                evidence.push(Evidence {
                    rule: "speaker-phrase",
                    detail: "the source is known by this phrase alone".into(),
                    score: None,
                });
                Some(Speaker { entity, name: phrase.clone() })
            }
            Found::Unknown(reason) => {
                confidence *= 0.7;
                notes.push(Note {
                    code: NoteCode::UnknownSpeaker,
                    message: format!("speaker of a{} unknown: {reason}", id.0 + 1),
                    span: draft.content.first().copied(),
                });
                None
            }
        };
        let adjuncts = crate::occasion::adjuncts(view, draft);
        let (kind, quoted) = manner(view, draft);
        attributions.push(Attribution {
            kind,
            content: draft.content.clone(),
            quoted,
            cue: draft.cue,
            source: draft.source.map(|s| s.span),
            speaker,
            addressee: adjuncts.addressee,
            occasion: adjuncts.occasion,
            time: said.of(view, draft).or_else(|| {
                // A quotation that goes on was said when it began.
                let first = draft.same_speaker_as.filter(|_| draft.cue.is_none())?;
                said.of(view, drafts.get(first)?)
            }),
            negated: draft.negated,
            within: None,
            confidence,
            evidence,
        });
    }
    share_times(view, &mut attributions);
    for i in 0..attributions.len() {
        attributions[i].within = holder(&attributions, i);
    }
    notes.sort_by_key(|n| (n.span.map_or(0, |s| s.start), n.code));
    let notes = capped(notes);
    let lang = view.lang.clone();
    Reading { lang, entities: entities.list, attributions, times, zone: None, notes }
}

/// *warf ihr am Montag vor, …, und drohte damit, …*: what one subject says in one sentence was said at
/// one time, where only the first of its verbs tells it.
fn share_times(view: &View<'_>, attributions: &mut [Attribution]) {
    for i in 1..attributions.len() {
        let (before, here) = attributions.split_at_mut(i);
        let Some(here) = here.first_mut() else { continue };
        let (Some(source), Some(cue), None) = (here.source, here.cue, &here.time) else { continue };
        let sentence = view.sentence(view.word_from(cue.start)).span;
        let same = before.iter().rev().find(|a| {
            a.source == Some(source)
                && a.time.is_some()
                && a.cue.is_some_and(|c| sentence.contains(c) && c.start < cue.start)
        });
        here.time = same.and_then(|a| a.time.clone());
    }
}

/// The first notes of each kind, and one for what was left out.
fn capped(notes: Vec<Note>) -> Vec<Note> {
    let mut kept = Vec::new();
    let mut counts = std::collections::BTreeMap::new();
    for note in notes {
        let count = counts.entry(note.code).or_insert(0usize);
        *count += 1;
        if *count <= MAX_NOTES_OF_A_KIND {
            kept.push(note);
        }
    }
    kept.extend(counts.into_iter().filter(|(_, n)| *n > MAX_NOTES_OF_A_KIND).map(|(code, n)| {
        Note {
            code: NoteCode::LimitReached,
            message: format!(
                "{} more notes `{}` were left out",
                n - MAX_NOTES_OF_A_KIND,
                code.name()
            ),
            span: None,
        }
    }));
    kept
}

/// The smallest other attribution whose content holds all of this one's.
fn holder(attributions: &[Attribution], i: usize) -> Option<AttributionId> {
    let size = |a: &Attribution| a.content.iter().map(|s| s.len()).sum::<u32>();
    let inner = &attributions[i];
    // Attributions stand in order of their content: what holds this one starts a little before.
    attributions
        .iter()
        .enumerate()
        .take(i + 2)
        .skip(i.saturating_sub(HOLDER_REACH))
        .filter(|(j, outer)| {
            *j != i
                && inner.content.iter().all(|s| outer.content.iter().any(|o| o.contains(*s)))
                && (size(outer), *j) > (size(inner), i)
        })
        .min_by_key(|(j, outer)| (size(outer), *j))
        .map(|(j, _)| AttributionId(j as u32))
}

/// Direct where all words stand in marks of their own, mixed where some do: these words.
fn manner(view: &View<'_>, draft: &Draft) -> (AttributionKind, Vec<Span>) {
    let whole = ["insert-in-quote", crate::attribution::INTERVIEW, crate::attribution::TRANSCRIPT];
    if whole.contains(&draft.rule) {
        return (AttributionKind::Direct, Vec::new());
    }
    // Marks around the report itself are somebody else's.
    let level = view.quote_of[draft.at].filter(|q| {
        let inner = view.quotes[*q as usize].inner;
        draft.cue.is_some_and(|cue| inner.contains(cue))
            && draft.content.iter().all(|c| inner.contains(*c) && inner != *c)
    });
    let own = |i: usize| level.is_none_or(|l| i > l as usize);
    let mut quoted: Vec<Span> = Vec::new();
    let mut all = true;
    for span in &draft.content {
        let mut inside = false;
        for (_, quote) in view.quotes_at(*span).filter(|(i, _)| own(*i)) {
            inside |= quote.outer().contains(*span);
            let words = quote.inner.start.max(span.start)..quote.inner.end.min(span.end);
            if words.is_empty() || is_label(view, quote) {
                continue;
            }
            let words = trim_edges(view.text, Span::new(words.start, words.end));
            // Marks inside marks are the speaker's own.
            if !words.is_empty() && quoted.last().is_none_or(|q| !q.overlaps(words)) {
                quoted.push(words);
            }
        }
        all &= inside;
    }
    match (all, quoted.is_empty()) {
        (true, _) => (AttributionKind::Direct, Vec::new()),
        (false, false) => (AttributionKind::Mixed, quoted),
        (false, true) => (AttributionKind::Indirect, quoted),
    }
}

/// Words quoted as the name of something (*le plan « Grand froid »*): short, with a capital, behind a
/// noun.
fn is_label(view: &View<'_>, quote: &crate::quotation::Quote) -> bool {
    let words = quote.inner.of(view.text);
    let open = view.word_from(quote.open.start);
    words.chars().next().is_some_and(char::is_uppercase)
        && words.split_whitespace().count() <= 3
        && open > 0
        && view.upos(open - 1) == sayso_language::Upos::Noun
}

/// Entities as they are numbered for the reading.
struct Entities {
    list: Vec<Entity>,
    of_chain: Vec<Option<EntityId>>,
}

impl Entities {
    fn new(view: &View<'_>, chains: &Chains, speakers: &[Found]) -> Entities {
        let mut speaks = vec![false; chains.all.len()];
        for found in speakers {
            if let Found::Chain(c) = found {
                speaks[*c] = true;
            }
        }
        let mut kept: Vec<(Span, usize)> = chains
            .all
            .iter()
            .enumerate()
            .filter(|(i, chain)| speaks[*i] || chain.is_named())
            .filter_map(|(i, chain)| Some((chain.mentions.iter().map(|m| m.span).min()?, i)))
            .collect();
        kept.sort();
        let mut of_chain = vec![None; chains.all.len()];
        let mut list = Vec::with_capacity(kept.len());
        let mut named = Vec::with_capacity(kept.len());
        for (_, i) in kept {
            of_chain[i] = Some(EntityId(list.len() as u32));
            let mut entity = chains.all[i].to_entity();
            // A union of states has a code of its own in the knowledge, and no country.
            entity.country = entity.country.filter(|code| {
                let country = view.knowledge.country_by_code(code);
                country.and_then(|c| view.knowledge.country(c)).is_some_and(|c| c.iso3().is_some())
            });
            named.push(chains.all[i].key_name());
            list.push(entity);
        }
        crate::identity::key::give_keys(&mut list, &named);
        Entities { list, of_chain }
    }

    fn of_chain(&self, chain: usize) -> EntityId {
        // Speakers' chains are all kept, and each has a mention: the source itself.
        self.of_chain[chain].unwrap_or(EntityId(0))
    }

    fn of_phrase(&mut self, phrase: &str, draft: &Draft) -> EntityId {
        let mention = draft.source.map(|s| Mention { span: s.span, form: MentionForm::Role });
        if let Some(i) =
            self.list.iter().position(|e| e.kind == EntityKind::Other && e.name == phrase)
        {
            self.list[i].mentions.extend(mention);
            return EntityId(i as u32);
        }
        self.list.push(Entity {
            kind: EntityKind::Other,
            name: phrase.to_owned(),
            description: None,
            country: None,
            qid: None,
            geonames: None,
            key: None,
            evidence: Vec::new(),
            gender: None,
            mentions: mention.into_iter().collect(),
        });
        EntityId(self.list.len() as u32 - 1)
    }
}
