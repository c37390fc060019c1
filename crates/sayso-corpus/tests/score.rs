//! The scorer gives the figures of the reference implementation of the annotation guidelines.

use sayso_corpus::{Dispatch, GoldAttribution, What, compare, same_speaker, score};
use sayso_model::{Attribution, EntityId, Speaker};

/// Attributions as a reader would give them.
fn predicted(marked: &[GoldAttribution]) -> Vec<Attribution> {
    marked
        .iter()
        .map(|a| Attribution {
            kind: a.kind,
            content: a.content.clone(),
            quoted: Vec::new(),
            cue: a.cue,
            source: a.source,
            speaker: (!a.by.is_empty())
                .then(|| Speaker { entity: EntityId(0), name: a.by.clone() }),
            addressee: None,
            occasion: None,
            time: None,
            negated: false,
            within: None,
            confidence: 1.0,
            evidence: Vec::new(),
        })
        .collect()
}

fn four(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

#[test]
fn figures_are_those_of_the_reference() {
    let gold = Dispatch::parse(include_str!("score/gold.txt")).unwrap();
    let made = Dispatch::parse(include_str!("score/predicted.txt")).unwrap();
    assert_eq!(gold.body.text(), made.body.text().trim_end());
    let made = made.body.attributions();
    let s = score(&gold.body.attributions(), &made, gold.body.text());
    let f1 = |p: sayso_corpus::Prf| [four(p.precision), four(p.recall), four(p.f1)];
    assert_eq!((s.gold, s.predicted), (6, 7));
    // What the reference script prints for these two files as JSON lines.
    assert_eq!(
        [0, 1, 2].map(|t| f1(s.quote(t))),
        [[0.8571, 1.0, 0.9231], [0.5714, 0.6667, 0.6154], [0.4286, 0.5, 0.4615],]
    );
    assert_eq!(
        [0, 1, 2].map(|t| f1(s.joint(t))),
        [[0.5714, 0.6667, 0.6154], [0.2857, 0.3333, 0.3077], [0.1429, 0.1667, 0.1538],]
    );
    let kinds: Vec<_> =
        s.by_kind().iter().map(|k| (k.kind.name(), k.gold, four(k.some), four(k.most))).collect();
    assert_eq!(
        kinds,
        [("direct", 3, 1.0, 0.6667), ("mixed", 1, 1.0, 1.0), ("indirect", 2, 1.0, 0.5)]
    );
    assert_eq!(s.overlaps(), Some((0.5, 0.5)));
    // Not in the reference: of the four pairs, the mixed one was given as direct.
    assert_eq!(s.kind, 3);

    let mut twice = s;
    twice += s;
    assert_eq!((twice.gold, twice.quote(1)), (12, s.quote(1)));
}

#[test]
fn names_meet_as_in_the_reference() {
    let same = |gold: &[&str], got: &str| same_speaker(gold.iter().copied(), got);
    assert!(same(&["Élodie Ferrand"], "Mme Ferrand"));
    assert!(same(&["Élodie Ferrand"], "la ministre Elodie Ferrand"));
    assert!(!same(&["Élodie Ferrand"], "Élodie Roux-Ferrier du Pont"));
    assert!(same(&["une source policière"], "source policiere"));
    assert!(!same(&["Ferrand"], ""));
    assert!(same(&[""], ""));
    assert!(!same(&[""], "Ferrand"));
    assert!(same(&["", "Große Koalition"], "GROSSE KOALITION"));
    // One shared word of three is too little, unless it is the last of both.
    assert!(!same(&["conseil communal Vevey"], "conseil Lausanne"));
    assert!(same(&["conseil communal Vevey"], "Vevey"));
    // A last word of two letters proves nothing.
    assert!(!same(&["parti des travailleurs X2"], "X2"));
}

#[test]
fn a_comparison_names_each_thing_that_is_wrong() {
    let gold = Dispatch::parse(include_str!("score/gold.txt")).unwrap();
    let made = Dispatch::parse(include_str!("score/predicted.txt")).unwrap();
    let (text, gold) = (gold.body.text(), gold.body.attributions());
    assert_eq!(compare(text, &gold, &predicted(&gold)), None);
    let difference = compare(text, &gold, &predicted(&made.body.attributions())).unwrap();
    let what: Vec<_> = difference.findings.iter().map(|f| f.what).collect();
    assert_eq!(
        what,
        [
            What::Speaker,
            What::Source,
            What::Speaker,
            What::Content,
            What::Kind,
            What::Cue,
            What::Content,
            What::Cue,
            What::Cue,
            What::Source,
            What::Content,
            What::Source,
            What::Spurious,
        ]
    );
    let shown = difference.to_string();
    assert!(shown.contains("- content: 3: got `deux ouvriers ont été « légèrement »`, expected `"));
    assert!(shown.contains("<said id=\"x3\" by=\"elle\""), "{shown}");
    // Nothing read: all is missed.
    let none = compare(text, &gold, &[]).unwrap();
    assert!(none.findings.iter().all(|f| f.what == What::Missed));
    assert_eq!(none.findings.len(), 6);
}
