//! What holds for every text.

use proptest::prelude::*;
use sayso_model::{
    AttributionKind, Document, Entity, EntityKind, Lang, Mention, MentionForm, Published,
    PublishedFrom, Reading, Span,
};
use sayso_story::{Features, Kin, QuoteInput, QuoteSketch, Rarity, Sketch, StoryState, best};

/// Texts with names, figures, all kinds of letters, and repeats.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Zéèäöüß]{1,9}",
        1 => "[0-9]{1,4}[.,'’ ]?[0-9]{0,4}",
        1 => "\\PC{0,6}",
        1 => Just("\n\n".to_owned()),
        1 => Just("la la la".to_owned()),
    ];
    prop::collection::vec(word, 0..150).prop_map(|words| words.join(" "))
}

/// Two texts of which the second has parts of the first.
fn two() -> impl Strategy<Value = (String, String)> {
    (text(), text(), 0usize..150).prop_map(|(a, b, cut)| {
        let kept: Vec<&str> = a.split(' ').take(cut).collect();
        let other = format!("{} {b}", kept.join(" "));
        (a, other)
    })
}

fn sketch(text: &str) -> Sketch {
    Sketch::of(&Document::from_text(text))
}

fn features(text: &str, day: Option<u8>) -> Features {
    let mut document = Document::from_text(text);
    document.title = Some(text.chars().take(40).collect());
    document.published = day.map(|day| Published {
        value: format!("2024-03-{:02}", day % 31 + 1),
        from: PublishedFrom::Declared,
    });
    let mention =
        |at: usize| Mention { span: Span::from_range(at..at + 1), form: MentionForm::Name };
    let entity = |(at, name): (usize, &str)| Entity {
        kind: [EntityKind::Person, EntityKind::Body, EntityKind::Place][at % 3],
        name: name.to_owned(),
        description: None,
        country: None,
        qid: (at % 5 == 0).then(|| format!("Q{at}")),
        geonames: None,
        key: Some(format!("x:{at}")),
        gender: None,
        mentions: vec![mention(at)],
        evidence: Vec::new(),
    };
    let reading = Reading {
        zone: None,
        lang: Lang::new("fr"),
        entities: text.split(' ').enumerate().take(12).map(entity).collect(),
        attributions: Vec::new(),
        times: Vec::new(),
        notes: Vec::new(),
    };
    Features::of(&document, &reading)
}

fn quote(text: &str, lang: &'static str, day: i32) -> QuoteSketch {
    QuoteSketch::of(&QuoteInput {
        lang,
        text,
        kind: AttributionKind::Mixed,
        speaker: Some("Q1"),
        day: Some(day),
        names: &["Q2", "a name"],
    })
}

proptest! {
    #[test]
    fn a_sketch_is_its_record(text in text()) {
        let sketch = sketch(&text);
        prop_assert_eq!(&Sketch::from_bytes(&sketch.to_bytes()), &Ok(sketch.clone()));
        prop_assert!(sketch.keys().len() <= 16);
        prop_assert!(sketch.words() == 0 || sketch.compare(&sketch).is_copy());
        prop_assert!(sketch.words() == 0 || !sketch.keys().is_empty());
    }

    #[test]
    fn comparing_is_the_same_either_way_round((a, b) in two()) {
        let (a, b) = (sketch(&a), sketch(&b));
        let (there, back) = (a.compare(&b), b.compare(&a));
        prop_assert_eq!(there.is_copy(), back.is_copy());
        prop_assert_eq!((there.in_a, there.in_b), (back.in_b, back.in_a));
        prop_assert_eq!((there.lead_a, there.lead_b), (back.lead_b, back.lead_a));
        prop_assert_eq!((there.shared, there.changed), (back.shared, back.changed));
        for part in [there.in_a, there.in_b, there.lead_a, there.lead_b] {
            prop_assert!((0.0..=1.0).contains(&part));
        }
    }

    #[test]
    fn case_accents_and_typography_do_not_matter(text in text()) {
        let other = text.to_lowercase().replace('\'', "’").replace("\n\n", "\n \n").replace('é', "e");
        let (a, b) = (sketch(&text), sketch(&other));
        prop_assert_eq!(a.keys(), b.keys());
    }

    #[test]
    fn features_and_stories_are_their_records(one in text(), two in text(), day in any::<u8>()) {
        let (one, two) = (features(&one, Some(day)), features(&two, Some(day / 2)));
        prop_assert_eq!(&Features::from_bytes(&one.to_bytes()), &Ok(one.clone()));
        let mut story = StoryState::open(&one).expect("a date");
        let rarity = Rarity::new(10, &|_| 1);
        for _ in 0..3 {
            story.add(&two);
            prop_assert_eq!(&StoryState::from_bytes(&story.to_bytes()), &Ok(story.clone()));
            prop_assert!(story.to_bytes().len() < 1600);
        }
        prop_assert!((0.0..=1.0).contains(&story.score(&one, &rarity)));
        prop_assert!(best(&two, &[story.clone(), story], &rarity).is_none_or(|found| found.index == 0));
        let keys = one.lookup_keys(&rarity);
        prop_assert!(one.keys(&rarity).iter().all(|key| keys.contains(key)));
        prop_assert!(keys.len() <= 48);
    }

    #[test]
    fn without_a_date_there_is_no_story(text in text()) {
        let features = features(&text, None);
        prop_assert!(StoryState::open(&features).is_none());
        prop_assert!(features.lookup_keys(&Rarity::new(1, &|_| 1)).is_empty());
    }

    #[test]
    fn a_quote_is_its_record_and_its_own_kin((a, b) in two(), far in 0i32..12) {
        let (one, two) = (quote(&a, "fr", 100), quote(&b, "fr", 100 + far));
        prop_assert_eq!(&QuoteSketch::from_bytes(&one.to_bytes()), &Ok(one.clone()));
        prop_assert!(one.keys().len() <= 26);
        if one.words() >= 3 {
            prop_assert_eq!(one.compare(&one).map(|kin| kin.how), Some(Kin::Same));
        }
        let turned = two.compare(&one).map(|kin| match kin.how {
            Kin::CutFrom => Kin::CutTo,
            Kin::CutTo => Kin::CutFrom,
            how => how,
        });
        prop_assert_eq!(one.compare(&two).map(|kin| kin.how), turned);
        let (fr, de) = (quote(&a, "fr", 100), quote(&b, "de", 100 + far));
        prop_assert_eq!(fr.compare(&de), de.compare(&fr));
    }

    #[test]
    fn bytes_of_any_kind_give_a_record_or_an_error(mut bytes in prop::collection::vec(any::<u8>(), 0..400), at in any::<usize>(), text in text()) {
        let _ = (Sketch::from_bytes(&bytes), Features::from_bytes(&bytes));
        let _ = (StoryState::from_bytes(&bytes), QuoteSketch::from_bytes(&bytes));
        // A record with one byte changed, or cut, is read as another record or is an error.
        for mut record in [
            sketch(&text).to_bytes(),
            features(&text, Some(3)).to_bytes(),
            StoryState::open(&features(&text, Some(3))).expect("a date").to_bytes(),
            quote(&text, "it", 7).to_bytes(),
        ] {
            let at = at % record.len();
            record[at] ^= bytes.pop().unwrap_or(1);
            for record in [&record[..], &record[..at]] {
                let _ = Sketch::from_bytes(record).map(|s| (s.keys(), s.compare(&s)));
                let _ = Features::from_bytes(record).map(|f| f.lookup_keys(&Rarity::new(1, &|_| 1)));
                let _ = StoryState::from_bytes(record).map(|mut story| {
                    let report = features(&text, Some(1));
                    let rarity = Rarity::new(u32::MAX, &|_| u32::MAX);
                    story.add(&report);
                    story.score(&report, &rarity)
                });
                let _ = QuoteSketch::from_bytes(record).map(|q| (q.keys(), q.compare(&q)));
            }
        }
    }
}

/// One phrase a thousand times must not take a thousand times as long.
#[test]
fn repeats_do_not_blow_up() {
    let a = sketch(&"bla ".repeat(5000));
    let b = sketch(&format!("{} Ende", "bla bla blu ".repeat(2000)));
    assert_eq!(a.words(), 5000);
    assert!(a.compare(&b).shared <= 2000);
}
