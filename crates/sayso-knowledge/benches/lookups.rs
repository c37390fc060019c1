//! How long opening and look-ups take.

use divan::{Bencher, black_box};
use sayso_knowledge::{Knowledge, OfficeClass, PartialDate};

fn main() {
    divan::main();
}

fn knowledge() -> Knowledge {
    Knowledge::load().expect("the built-in knowledge opens")
}

#[divan::bench(sample_count = 50)]
fn load() -> Knowledge {
    knowledge()
}

#[divan::bench(args = ["Russie", "la Côte d'Ivoire", "Chaise"])]
fn country_by_name(bencher: Bencher<'_, '_>, name: &str) {
    let k = knowledge();
    bencher.bench_local(|| k.country_by_name(black_box("fr"), black_box(name)));
}

#[divan::bench(args = ["président", "ministre des Affaires étrangères", "chaise"])]
fn role(bencher: Bencher<'_, '_>, word: &str) {
    let k = knowledge();
    bencher.bench_local(|| k.role(black_box("fr"), black_box(word)).is_some());
}

#[divan::bench(args = ["Vladimir", "Jean-Pierre", "Chaise"])]
fn first_name(bencher: Bencher<'_, '_>, name: &str) {
    let k = knowledge();
    bencher.bench_local(|| k.first_name(black_box("fr"), black_box(name)));
}

#[divan::bench(args = ["Poutine", "Emmanuel Macron", "Chaise"])]
fn people(bencher: Bencher<'_, '_>, name: &str) {
    let k = knowledge();
    bencher.bench_local(|| k.people(black_box("fr"), black_box(name)).count());
}

#[divan::bench(args = ["Marseille", "Pékin"])]
fn place(bencher: Bencher<'_, '_>, name: &str) {
    let k = knowledge();
    bencher.bench_local(|| k.place(black_box("fr"), black_box(name)));
}

#[divan::bench]
fn office_holders(bencher: Bencher<'_, '_>) {
    let k = knowledge();
    let russia = k.country_by_code("RUS").expect("Russia is known");
    bencher.bench_local(|| {
        k.office_holders(
            russia,
            OfficeClass::HeadOfState,
            black_box(PartialDate::new(2022, 12, 19)),
        )
        .len()
    });
}
