//! The report's text, block by block, with each speaker's words marked.

use super::cast::Cast;
use super::wrap::{self, Piece};
use super::{Page, faint};
use anstyle::Style;
use sayso_model::{Block, BlockRole, Document, Reading, Span};

/// Columns of the roles beside the text. Pages under [`WITH_LABELS`] put them before it.
const LABEL: usize = 9;
const WITH_LABELS: usize = 64;

/// Spans that a walk through the blocks meets, so that each is looked at where it stands and not
/// in every block.
struct Sweep<T> {
    coming: std::iter::Peekable<std::vec::IntoIter<T>>,
    here: Vec<T>,
    span: fn(&T) -> Span,
}

impl<T> Sweep<T> {
    /// `items` have to come by their start.
    fn new(items: Vec<T>, span: fn(&T) -> Span) -> Sweep<T> {
        Sweep { coming: items.into_iter().peekable(), here: Vec::new(), span }
    }

    /// The items that stand over a block. Blocks have to come in order.
    fn over(&mut self, block: Span) -> &[T] {
        let span = self.span;
        self.here.retain(|item| span(item).end > block.start);
        while let Some(item) = self.coming.next_if(|item| span(item).start < block.end) {
            if span(&item).end > block.start {
                self.here.push(item);
            }
        }
        &self.here
    }
}

/// The text's words of one attribution.
struct Words {
    span: Span,
    attribution: usize,
}

pub(super) fn write(page: &mut Page, document: &Document, reading: &Reading, cast: &Cast) {
    let frame = Frame { labels: page.width >= WITH_LABELS, bar: cast.width() };
    let has = |role| document.blocks.iter().any(|block| block.role == role);
    // What stands in the text is shown where it stands.
    let beside = [
        (BlockRole::Kicker, document.kicker.as_deref()),
        (BlockRole::Title, document.title.as_deref()),
    ];
    for (role, text) in beside {
        if let Some(text) = text.filter(|_| !has(role)) {
            frame.write(page, cast, label(role), &[Piece::new(text, style(role))]);
        }
    }
    frame.write(page, cast, "", &[Piece::new(&about(document, reading), faint())]);

    let mut words: Vec<Words> = reading
        .attributions
        .iter()
        .enumerate()
        .flat_map(|(attribution, a)| a.content.iter().map(move |s| Words { span: *s, attribution }))
        .filter(|w| !w.span.of(&document.text).is_empty())
        .collect();
    // By their start, and outer words before those inside them.
    words.sort_by_key(|w| (w.span.start, std::cmp::Reverse(w.span.end), w.attribution));
    let mut words = Sweep::new(words, |w| w.span);
    let mut cues: Vec<Span> = reading.attributions.iter().filter_map(|a| a.cue).collect();
    cues.sort_unstable();
    let mut cues = Sweep::new(cues, |cue| *cue);

    let whole = [Block {
        role: BlockRole::Paragraph,
        span: Span::from_range(0..document.text.len()),
        repeats: None,
    }];
    let blocks = if document.blocks.is_empty() { &whole[..] } else { &document.blocks };
    let mut previous: Option<&Block> = None;
    for block in blocks {
        let near = previous.is_some_and(|previous| {
            let gap = document.text.get(previous.span.end as usize..block.span.start as usize);
            let next_line = gap.is_some_and(|gap| gap.matches('\n').count() == 1);
            let items = previous.role == BlockRole::List && block.role == BlockRole::List;
            is_small(previous.role) && is_small(block.role) || items && next_line
        });
        if !near {
            frame.write(page, cast, "", &[]);
        }
        previous = Some(block);
        let label = if block.repeats.is_some() { "repeat" } else { label(block.role) };
        let base = if block.repeats.is_some() { faint() } else { style(block.role) };
        let (words, cues) = (words.over(block.span), cues.over(block.span));
        let pieces = marked(&document.text, block.span, base, words, cues, cast);
        frame.write(page, cast, label, &pieces);
    }
}

/// Language, agency, date and the like, in one line.
fn about(document: &Document, reading: &Reading) -> String {
    let mut parts = vec![String::from(reading.lang.code())];
    parts.extend(document.agency.clone());
    parts.extend(document.published.as_ref().map(|p| p.value.clone()));
    parts.extend(document.dateline.clone());
    parts.extend(document.byline.iter().map(|name| format!("by {name}")));
    parts.extend(document.url.clone());
    parts.join(" · ")
}

fn label(role: BlockRole) -> &'static str {
    if role == BlockRole::Paragraph { "" } else { role.name() }
}

/// Whether the block is a line about the report or a picture, which may follow its like closely.
fn is_small(role: BlockRole) -> bool {
    !matches!(role, BlockRole::Paragraph | BlockRole::Lead | BlockRole::Heading | BlockRole::List)
}

fn style(role: BlockRole) -> Style {
    match role {
        BlockRole::Title | BlockRole::Heading => Style::new().bold(),
        BlockRole::Caption => Style::new().italic(),
        BlockRole::Paragraph | BlockRole::Lead | BlockRole::List | BlockRole::Kicker => {
            Style::new()
        }
        BlockRole::Credit | BlockRole::Byline | BlockRole::Dateline | BlockRole::Furniture => {
            faint()
        }
    }
}

/// The block's text with its speakers' words between marks, and its cues underlined.
fn marked(
    text: &str,
    block: Span,
    base: Style,
    words: &[Words],
    cues: &[Span],
    cast: &Cast,
) -> Vec<Piece> {
    let clip = |s: Span| Span::new(s.start.max(block.start), s.end.min(block.end));
    let words: Vec<Words> =
        words.iter().map(|w| Words { span: clip(w.span), attribution: w.attribution }).collect();
    let cues: Vec<Span> = cues.iter().map(|cue| clip(*cue)).collect();
    let edges = words.iter().map(|w| w.span).chain(cues.iter().copied());
    let mut cuts: Vec<u32> = edges.flat_map(|s| [s.start, s.end]).collect();
    cuts.extend([block.start, block.end]);
    cuts.sort_unstable();
    cuts.dedup();

    let mut pieces = Vec::new();
    let mut open: Vec<&Words> = Vec::new();
    let mut coming = words.iter().peekable();
    let mut cues = cues.iter().peekable();
    // Where the cues that have begun end.
    let mut cued = block.start;
    let mut from = block.start;
    for at in cuts {
        let voice = open.last().map(|w| cast.voice_of(w.attribution));
        let mut style = match voice {
            Some(voice) => base.fg_color(cast.voices[voice].style.get_fg_color()),
            None => base,
        };
        while let Some(cue) = cues.next_if(|cue| cue.start <= from) {
            cued = cued.max(cue.end);
        }
        if at <= cued {
            style = style.underline();
        }
        if from < at {
            pieces.push(Piece::new(Span::new(from, at).of(text), style).voiced(voice));
        }
        // The innermost ends first; words that cross each other end in any order.
        while let Some(i) = open.iter().rposition(|w| w.span.end <= at) {
            let ended = open.remove(i);
            let mark = match open.is_empty() {
                true => String::from("⟧"),
                false => format!(" {}⟧", cast.mark(ended.attribution)),
            };
            pieces.push(sign(&mark, ended.attribution, cast));
        }
        while let Some(begun) = coming.next_if(|w| w.span.start <= at) {
            let mark = format!("⟦{} ", cast.mark(begun.attribution));
            pieces.push(sign(&mark, begun.attribution, cast));
            open.push(begun);
        }
        from = at;
    }
    pieces
}

fn sign(mark: &str, attribution: usize, cast: &Cast) -> Piece {
    let voice = cast.voice_of(attribution);
    Piece::new(mark, cast.voices[voice].style.bold()).voiced(Some(voice)).glued()
}

/// The roles and the bar beside the text. Where somebody speaks in a line, their letter stands in
/// the place of the bar.
struct Frame {
    labels: bool,
    /// Columns of the bar.
    bar: usize,
}

impl Frame {
    fn write(&self, page: &mut Page, cast: &Cast, label: &str, pieces: &[Piece]) {
        let inline = (!self.labels && !label.is_empty())
            .then(|| Piece::new(&format!("{label}: "), faint()).glued());
        let pieces: Vec<Piece> = inline.into_iter().chain(pieces.iter().cloned()).collect();
        let beside = if self.labels { LABEL + 1 } else { 0 };
        let width = page.width.saturating_sub(beside + self.bar + 1);
        for (i, line) in wrap::wrap(&pieces, width).into_iter().enumerate() {
            let mut whole = Vec::new();
            if self.labels {
                let label = if i == 0 { label } else { "" };
                whole.push(Piece::new(&format!("{label:>LABEL$} "), faint()));
            }
            let voice = line.iter().find_map(|piece| piece.voice);
            let (bar, style) = match voice {
                Some(voice) => {
                    let voice = &cast.voices[voice];
                    (voice.letter.as_str(), voice.style.bold())
                }
                None => ("│", faint()),
            };
            whole.push(Piece::new(&format!("{bar:<0$} ", self.bar), style));
            whole.extend(line);
            page.line(&whole);
        }
    }
}
