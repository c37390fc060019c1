//! Who a report's entities are: kind, gender, country, mentions in order.

use sayso_knowledge::Knowledge;
use sayso_model::{Document, Entity, EntityKind, Gender, Lang, Reading};
use sayso_reading::Engine;
use std::sync::Arc;

fn read(text: &str) -> Reading {
    let lang = Lang::new("fr");
    let engine = Engine::load(&lang, Arc::new(Knowledge::load().unwrap())).unwrap();
    engine.read(&Document::from_text(text))
}

fn entity<'r>(reading: &'r Reading, name: &str) -> &'r Entity {
    reading
        .entities
        .iter()
        .find(|e| e.name == name)
        .unwrap_or_else(|| panic!("no {name} in {:#?}", reading.entities))
}

fn mentions<'t>(entity: &Entity, text: &'t str) -> Vec<&'t str> {
    entity.mentions.iter().map(|m| m.span.of(text)).collect()
}

fn speakers(reading: &Reading) -> Vec<&str> {
    reading
        .attributions
        .iter()
        .map(|a| a.speaker.as_ref().map_or("", |s| s.name.as_str()))
        .collect()
}

#[test]
fn people_keep_gender_and_mentions_in_order() {
    let text = "La maire de Lyon, Anne Petit, a protesté. « C'est faux », a dit la maire. \
                L'élue de 54 ans a promis de revenir.";
    let reading = read(text);
    let anne = entity(&reading, "Anne Petit");
    assert_eq!(anne.kind, EntityKind::Person);
    assert_eq!(anne.gender, Some(Gender::Feminine));
    assert_eq!(
        mentions(anne, text),
        ["La maire de Lyon, Anne Petit", "la maire", "L'élue de 54 ans"]
    );
    assert_eq!(speakers(&reading), ["Anne Petit", "Anne Petit"]);
}

#[test]
fn a_state_keeps_its_name_and_country_where_its_capital_speaks() {
    let text = "La Slovénie a fermé le col. Ljubljana affirme que la route est dangereuse.";
    let reading = read(text);
    let state = entity(&reading, "Slovénie");
    assert_eq!(state.kind, EntityKind::State);
    assert_eq!(state.country.as_deref(), Some("SVN"));
    assert!(state.qid.as_deref().is_some_and(|qid| qid.starts_with('Q')));
    assert_eq!(speakers(&reading), ["Slovénie"]);
}

#[test]
fn two_who_speak_together_are_a_group() {
    let text = "Irène Koch et Paul Stauffer ont annoncé que leurs partis fusionneraient.";
    let reading = read(text);
    assert_eq!(speakers(&reading), ["Irène Koch et Paul Stauffer"]);
    assert_eq!(entity(&reading, "Irène Koch et Paul Stauffer").kind, EntityKind::Group);
    assert_eq!(entity(&reading, "Paul Stauffer").kind, EntityKind::Person);
}

#[test]
fn an_age_tells_who_is_meant() {
    let text = "Odile Wastiaux, 78 ans, a croisé son avocate, Me Clara Roux. Selon la \
                septuagénaire, le rosier existe.";
    assert_eq!(speakers(&read(text)), ["Odile Wastiaux"]);
}

#[test]
fn a_magistrate_is_not_the_accused() {
    let text = "L'accusé, Yvain Lescarpentier, n'a pas levé les yeux. Le président n'a pas ri. \
                « La cour vous remercie », a coupé le magistrat.";
    assert_eq!(speakers(&read(text)), ["président"]);
}

#[test]
fn an_opponent_is_the_other_one() {
    let text = "La finale oppose la Suissesse Jil Brunner à la Belge Fleur Maes. « Je suis \
                prête », a lancé Jil Brunner. « Moi aussi », a rétorqué son adversaire.";
    assert_eq!(speakers(&read(text)), ["Jil Brunner", "Fleur Maes"]);
}
