//! A document and its reading by hand, so that what is shown does not depend on the reader.

use sayso::{
    Attribution, AttributionId, AttributionKind, Block, BlockRole, Document, Entity, EntityId,
    EntityKind, Evidence, Gender, Lang, Mention, MentionForm, Note, NoteCode, Published,
    PublishedFrom, Reading, Span, Speaker,
};

const TEXT: &str = "\
Pont de Brévans
Pont de Brévans : « Nous rouvrirons lundi »
ATR
14.03.2024 - 18:20
Le pont de Brévans, fermé depuis février, rouvrira lundi à la circulation, a annoncé jeudi la \
maire Anne Verlinde.

Le pont de Brévans, jeudi.
Le pont de Brévans, jeudi.
IMAGES

« Les piles sont saines », a déclaré Mme Verlinde devant la presse. « Nous avons fait contrôler \
chaque joint. »

Inquiétudes

Selon l’association Rives vives, les experts ont écrit que « deux joints devront être changés » \
avant l’hiver. « On nous promet la lune », souffle-t-on sur la rive.

Elle a démenti que le chantier ait coûté plus de deux millions.
";

/// The report of [`TEXT`] and what a reader ought to find in it.
pub fn bridge() -> (Document, Reading) {
    let roles = [
        (BlockRole::Kicker, "Pont de Brévans", 0),
        (BlockRole::Title, "Pont de Brévans : « Nous rouvrirons lundi »", 0),
        (BlockRole::Dateline, "ATR", 0),
        (BlockRole::Dateline, "14.03.2024 - 18:20", 0),
        (BlockRole::Lead, line("Le pont de Brévans, fermé"), 0),
        (BlockRole::Caption, "Le pont de Brévans, jeudi.", 0),
        (BlockRole::Caption, "Le pont de Brévans, jeudi.", 1),
        (BlockRole::Furniture, "IMAGES", 0),
        (BlockRole::Paragraph, line("« Les piles"), 0),
        (BlockRole::Heading, "Inquiétudes", 0),
        (BlockRole::Paragraph, line("Selon l’association"), 0),
        (BlockRole::Paragraph, line("Elle a démenti"), 0),
    ];
    let blocks = roles
        .into_iter()
        .enumerate()
        .map(|(i, (role, text, nth))| Block {
            role,
            // The kicker's words stand in the title as well.
            span: if i == 0 { Span::new(0, text.len() as u32) } else { line_span(text, nth) },
            repeats: (nth > 0).then_some(5),
        })
        .collect();
    let document = Document {
        id: "bridge".into(),
        lang: Some(Lang::new("fr")),
        title: Some("Pont de Brévans : « Nous rouvrirons lundi »".into()),
        kicker: Some("Pont de Brévans".into()),
        agency: Some("ATR".into()),
        published: Some(Published {
            value: "2024-03-14T18:20:00+01:00".into(),
            from: PublishedFrom::Text,
        }),
        text: TEXT.into(),
        blocks,
        notes: vec![Note {
            code: NoteCode::RepeatedCaption,
            message: "a caption stands twice and was read once".into(),
            span: Some(line_span("Le pont de Brévans, jeudi.", 1)),
        }],
        ..Document::default()
    };

    let mayor = person(
        "Anne Verlinde",
        Some("maire"),
        vec![
            mention("Anne Verlinde", MentionForm::Name),
            mention("Mme Verlinde", MentionForm::Name),
            mention("Elle", MentionForm::Pronoun),
        ],
    );
    let club = Entity {
        kind: EntityKind::Body,
        name: "Rives vives".into(),
        description: Some("association".into()),
        country: None,
        qid: None,
        geonames: None,
        key: None,
        gender: None,
        mentions: vec![mention("l’association Rives vives", MentionForm::Name)],
        evidence: vec![],
    };
    let experts = Entity {
        kind: EntityKind::Group,
        name: "les experts".into(),
        description: None,
        country: None,
        qid: None,
        geonames: None,
        key: None,
        gender: None,
        mentions: vec![mention("les experts", MentionForm::Role)],
        evidence: vec![],
    };
    let anne = || Some((0, "Anne Verlinde"));
    let attributions = vec![
        Attribution {
            cue: Some(nth(" : ", 0).trim(TEXT, char::is_whitespace)),
            confidence: 0.62,
            ..said(AttributionKind::Direct, &["Nous rouvrirons lundi"], anne())
        },
        Attribution {
            cue: Some(at("a annoncé")),
            source: Some(at("la maire Anne Verlinde")),
            time: Some("2024-03-14".into()),
            confidence: 0.94,
            ..said(
                AttributionKind::Indirect,
                &["Le pont de Brévans, fermé depuis février, rouvrira lundi à la circulation"],
                anne(),
            )
        },
        Attribution {
            cue: Some(at("a déclaré")),
            source: Some(at("Mme Verlinde")),
            occasion: Some(at("devant la presse")),
            confidence: 0.97,
            evidence: vec![
                Evidence {
                    rule: "incise",
                    detail: "a verb of saying after the quotation, its subject after it".into(),
                    score: Some(0.9),
                },
                Evidence {
                    rule: "carried-quote",
                    detail: "a second quotation in the paragraph, with no cue".into(),
                    score: None,
                },
            ],
            ..said(
                AttributionKind::Direct,
                &["Les piles sont saines", "Nous avons fait contrôler chaque joint."],
                anne(),
            )
        },
        Attribution {
            cue: Some(at("Selon")),
            source: Some(at("l’association Rives vives")),
            quoted: vec![at("deux joints devront être changés")],
            confidence: 0.91,
            ..said(
                AttributionKind::Mixed,
                &["les experts ont écrit que « deux joints devront être changés » avant l’hiver"],
                Some((1, "Rives vives")),
            )
        },
        Attribution {
            cue: Some(at("ont écrit")),
            source: Some(at("les experts")),
            within: Some(AttributionId(3)),
            confidence: 0.7,
            ..said(
                AttributionKind::Direct,
                &["deux joints devront être changés"],
                Some((2, "les experts")),
            )
        },
        Attribution {
            cue: Some(at("souffle-t-on")),
            confidence: 0.8,
            ..said(AttributionKind::Direct, &["On nous promet la lune"], None)
        },
        Attribution {
            cue: Some(at("a démenti")),
            source: Some(at("Elle")),
            negated: true,
            confidence: 0.88,
            ..said(
                AttributionKind::Indirect,
                &["le chantier ait coûté plus de deux millions"],
                anne(),
            )
        },
    ];
    let reading = Reading {
        lang: Lang::new("fr"),
        entities: vec![mayor, club, experts],
        attributions,
        times: vec![],
        zone: None,
        notes: vec![Note {
            code: NoteCode::UnknownSpeaker,
            message: "an impersonal pronoun names nobody".into(),
            span: Some(at("On nous promet la lune")),
        }],
    };
    (document, reading)
}

/// The line of the text that begins so.
fn line(beginning: &str) -> &'static str {
    TEXT.lines().find(|line| line.starts_with(beginning)).expect("a line of the text")
}

/// The nth line of the text that is this.
fn line_span(line: &str, n: usize) -> Span {
    let (at, _) = TEXT
        .match_indices(line)
        .filter(|(at, _)| TEXT[..*at].is_empty() || TEXT[..*at].ends_with('\n'))
        .filter(|(at, _)| TEXT[at + line.len()..].starts_with('\n'))
        .nth(n)
        .expect("a line of the text");
    Span::from_range(at..at + line.len())
}

fn at(words: &str) -> Span {
    nth(words, 0)
}

fn nth(words: &str, n: usize) -> Span {
    let (at, _) = TEXT.match_indices(words).nth(n).expect("words of the text");
    Span::from_range(at..at + words.len())
}

fn mention(words: &str, form: MentionForm) -> Mention {
    Mention { span: at(words), form }
}

fn person(name: &str, description: Option<&str>, mentions: Vec<Mention>) -> Entity {
    Entity {
        kind: EntityKind::Person,
        name: name.into(),
        description: description.map(Into::into),
        country: Some("FRA".into()),
        qid: None,
        geonames: None,
        key: None,
        gender: Some(Gender::Feminine),
        mentions,
        evidence: vec![],
    }
}

fn said(kind: AttributionKind, content: &[&str], speaker: Option<(u32, &str)>) -> Attribution {
    Attribution {
        kind,
        content: content.iter().map(|words| at(words)).collect(),
        quoted: vec![],
        cue: None,
        source: None,
        speaker: speaker
            .map(|(entity, name)| Speaker { entity: EntityId(entity), name: name.into() }),
        addressee: None,
        occasion: None,
        time: None,
        negated: false,
        within: None,
        confidence: 1.0,
        evidence: vec![],
    }
}
