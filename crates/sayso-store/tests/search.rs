//! Search over a few reports of our own, read by sayso.

use proptest::prelude::*;
use sayso::{
    AttributionKind, Document, Entity, EntityKind, Lang, Mention, MentionForm, Published,
    PublishedFrom, Reader, Reading, Span,
};
use sayso_store::{
    Access, Answer, Copies, Day, Filter, MarkKind, Prepared, Query, Scope, Settings, Sort, Store,
};
use std::sync::OnceLock;

/// id, language, day, address, agency, title, text. Everybody in them is invented.
const REPORTS: [[&str; 7]; 8] = [
    [
        "fr-pont",
        "fr",
        "2022-12-19",
        "https://www.lecourrier-vallon.example/pont",
        "",
        "Le pont de Brévans rouvrira lundi",
        "Le pont de Brévans est fermé depuis mars.\n\n« Le pont rouvrira lundi », a déclaré Anne Verlinde, la maire de Brévans. Denis Aubert, le préfet, a visité le chantier avec Anne Verlinde.\n\nDenis Aubert a affirmé que les travaux ont coûté deux millions.",
    ],
    [
        "fr-peage",
        "fr",
        "2022-12-21",
        "https://lacotidienne.example/peage",
        "AVP",
        "Pas de péage à l'été",
        "Le péage ne viendra pas. « Nous refusons tout péage sur le pont », a martelé Anne Verlinde mercredi.\n\nSelon Denis Aubert, la vallée attend l’été avec inquiétude.",
    ],
    [
        "fr-verlinde",
        "fr",
        "2023-02-01",
        "https://lacotidienne.example/budget",
        "",
        "Le budget voté",
        "Le conseil a voté le budget. « Ce budget protège les familles », a dit Verlinde.",
    ],
    [
        "fr-club",
        "fr",
        "2023-03-04",
        "https://sport.lacotidienne.example/club",
        "",
        "Victoire de Lugrin",
        "Le Sporting Club de Lugrin a battu Morvane. « Nous avons bien joué », a déclaré l'entraîneur Marc Lugrin.",
    ],
    [
        "en-strike",
        "en",
        "2023-01-10",
        "https://harbourpost.example/strike",
        "NWA",
        "Dockers end strike",
        "\"We got what we asked for,\" said union leader Martha Kellow on Tuesday. The port of Ostrel will reopen on Wednesday.\n\nMartha Kellow said that the strike had cost nobody their job.",
    ],
    [
        "de-bahn",
        "de",
        "2023-01-12",
        "https://tagblatt.example/bahn",
        "",
        "Bahnlinie bleibt gesperrt",
        "Die Bahnlinie nach Ostrel bleibt gesperrt. „Wir brauchen drei Wochen“, sagte Jürgen Brandmüller, der Sprecher der Bahn. Brandmüller zufolge fahren Busse.",
    ],
    [
        "it-porto",
        "it",
        "2023-01-14",
        "https://gazzettino.example/porto",
        "",
        "Il porto riapre",
        "«Il porto riaprirà mercoledì», ha detto Carla Bonvicini, sindaca di Ostrel. Secondo Carla Bonvicini lo sciopero è finito.",
    ],
    [
        "fr-undated",
        "fr",
        "",
        "",
        "",
        "Sans date",
        "Le pont est long. « Il tiendra », a déclaré Luc Farge.",
    ],
];

fn document(row: &[&str; 7]) -> Document {
    let [id, lang, day, url, agency, title, text] = *row;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let published = some(day).map(|value| Published { value, from: PublishedFrom::Declared });
    Document {
        id: id.to_owned(),
        url: some(url),
        lang: Some(Lang::new(lang)),
        title: some(title),
        agency: some(agency),
        published,
        ..Document::from_text(text)
    }
}

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new().expect("a reader"))
}

/// The reports, read once.
fn prepared() -> &'static [Prepared] {
    static PREPARED: OnceLock<Vec<Prepared>> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let one = |row| {
            let document = document(row);
            Prepared::new(&document, &reader().read(&document), "test")
        };
        REPORTS.iter().map(one).chain([by_hand()]).collect()
    })
}

fn store() -> Store {
    store_with(Settings::default())
}

fn store_with(settings: Settings) -> Store {
    let mut store = Store::in_memory(settings).expect("a store");
    let mut writer = store.writer().expect("a writer");
    for report in prepared() {
        writer.add(report).expect("added");
    }
    writer.finish().expect("written");
    store
}

fn search(query: Query) -> Answer {
    store().search(&query).expect("an answer")
}

fn words(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

fn speaker(name: &str) -> Query {
    Query { speaker: Some(name.to_owned()), ..Query::default() }
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.name.as_str()).collect()
}

fn sorted(answer: &Answer) -> Vec<&str> {
    let mut names = names(answer);
    names.sort_unstable();
    names.dedup();
    names
}

fn said(answer: &Answer) -> Vec<&str> {
    let said = answer.hits.iter().filter_map(|hit| hit.attribution.as_ref());
    said.map(|said| said.words.as_str()).collect()
}

/// What is marked in a hit's sentence.
fn marked(answer: &Answer, hit: usize, kind: MarkKind) -> Vec<String> {
    let sentence = &answer.hits[hit].sentence;
    let chars: Vec<char> = sentence.exact.chars().collect();
    let marks = sentence.marks.iter().filter(|mark| mark.kind == kind);
    let slice = |start: u32, end: u32| {
        chars[(start - sentence.start) as usize..(end - sentence.start) as usize].iter().collect()
    };
    marks.map(|mark| slice(mark.start, mark.end)).collect()
}

#[test]
fn words_are_found_without_regard_to_case_and_accents() {
    assert_eq!(sorted(&search(words("peage"))), ["fr-peage"]);
    assert_eq!(sorted(&search(words("ÉTÉ"))), ["fr-peage"]);
    assert_eq!(sorted(&search(words("brandmuller"))), ["de-bahn"]);
    assert_eq!(sorted(&search(words("pont"))), ["fr-peage", "fr-pont", "fr-undated"]);
    assert_eq!(sorted(&search(words("pont lundi"))), ["fr-pont"]);
    assert_eq!(sorted(&search(words("pont -lundi"))), ["fr-peage", "fr-undated"]);
    assert_eq!(sorted(&search(words("-pont -ostrel"))), ["by-hand", "fr-club", "fr-verlinde"]);
    assert_eq!(sorted(&search(words("\"port of Ostrel\""))), ["en-strike"]);
    assert_eq!(sorted(&search(words("\"Ostrel port\""))), Vec::<&str>::new());
    assert_eq!(sorted(&search(words("mercr* OR"))), Vec::<&str>::new());
    assert_eq!(sorted(&search(words("mercr*"))), ["fr-peage"]);
}

#[test]
fn a_hit_shows_its_sentence_with_the_words() {
    let answer = search(words("chantier \"anne verlinde\""));
    let hit = &answer.hits[0];
    assert_eq!(
        hit.sentence.exact,
        "Denis Aubert, le préfet, a visité le chantier avec Anne Verlinde."
    );
    assert_eq!(marked(&answer, 0, MarkKind::Word), ["chantier", "Anne Verlinde"]);
    assert_eq!(hit.title.as_deref(), Some("Le pont de Brévans rouvrira lundi"));
    assert_eq!(hit.outlet.as_deref(), Some("lecourrier-vallon.example"));
    assert_eq!(hit.url.as_deref(), Some("https://www.lecourrier-vallon.example/pont"));
    assert_eq!(hit.published.as_deref(), Some("2022-12-19"));
    assert_eq!(answer.sorted, Sort::Relevance);
}

#[test]
fn sentences_slice_the_text() {
    let answer = search(Query { limit: 100, ..Query::default() });
    assert_eq!(answer.hits.len(), REPORTS.len() + 1);
    for hit in &answer.hits {
        let Some(row) = REPORTS.iter().find(|row| row[0] == hit.name) else { continue };
        let (start, end) = (hit.sentence.start as usize, hit.sentence.end as usize);
        let slice: String = row[6].chars().skip(start).take(end - start).collect();
        assert_eq!(slice, hit.sentence.exact);
        assert!(!slice.is_empty());
    }
}

#[test]
fn a_family_name_finds_the_full_name_and_itself() {
    let answer = search(speaker("verlinde"));
    assert_eq!(
        said(&answer),
        [
            "Ce budget protège les familles",
            "Nous refusons tout péage sur le pont",
            "Le pont rouvrira lundi",
        ]
    );
    assert_eq!(answer.sorted, Sort::Newest);
    let named = &answer.named[0];
    assert_eq!(named.actors[0].name, "Anne Verlinde");
    assert_eq!(named.unknown.count, 1);
    let by_key = search(speaker(&named.actors[0].key.clone()));
    assert_eq!(by_key.hits.len(), 2);
    assert_eq!(marked(&answer, 2, MarkKind::Said), ["Le pont rouvrira lundi"]);
    assert_eq!(marked(&answer, 2, MarkKind::Cue), ["a déclaré"]);
    let oldest = Query { sort: Some(Sort::Oldest), ..speaker("Anne Verlinde") };
    assert_eq!(said(&search(oldest))[0], "Le pont rouvrira lundi");
}

#[test]
fn words_with_a_speaker_are_looked_for_in_what_was_said() {
    let query = Query { words: String::from("pont"), ..speaker("Anne Verlinde") };
    assert_eq!(search(query.clone()).hits.len(), 2);
    let query = Query { words: String::from("martelé"), ..query };
    assert!(search(query.clone()).hits.is_empty());
    let query = Query { scope: Some(Scope::Text), ..query };
    assert_eq!(search(query).hits.len(), 1);
    let quotes = Query { scope: Some(Scope::Quotes), ..words("pont") };
    assert_eq!(search(quotes).hits.len(), 2);
}

#[test]
fn pairs_are_found_where_both_are_named() {
    let pair =
        |a: &str, b: &str| Query { mentions: vec![a.to_owned(), b.to_owned()], ..Query::default() };
    let answer = search(pair("Anne Verlinde", "Aubert"));
    assert_eq!(names(&answer), ["fr-peage", "fr-pont"]);
    assert_eq!(
        answer.hits[1].sentence.exact,
        "Denis Aubert, le préfet, a visité le chantier avec Anne Verlinde."
    );
    assert!(search(pair("Anne Verlinde", "Kellow")).hits.is_empty());
}

#[test]
fn what_is_said_about_somebody_or_something() {
    let about = |name: &str| Query { about: Some(name.to_owned()), ..Query::default() };
    assert_eq!(said(&search(about("péage"))), ["Nous refusons tout péage sur le pont"]);
    let answer = search(about("nirgendwo"));
    assert!(answer.hits.is_empty());
}

#[test]
fn filters_hold() {
    let some = |text: &str| Some(text.to_owned());
    let day = |text: &str| Some(Day::new(text).expect("a day"));
    let all = || Query { limit: 100, ..Query::default() };
    let found = |query: Query| search(query).hits.len();
    let direct = Query { kind: Some(AttributionKind::Direct), ..all() };
    assert!(
        search(direct)
            .hits
            .iter()
            .all(|hit| { hit.attribution.as_ref().is_some_and(|said| said.kind == "direct") })
    );
    assert_eq!(found(Query { outlet: some("lacotidienne.example"), ..all() }), 3);
    assert_eq!(found(Query { outlet: some("sport.lacotidienne.example"), ..all() }), 1);
    assert_eq!(found(Query { outlet: some("cotidienne.example"), ..all() }), 0);
    assert_eq!(found(Query { outlet: some("https://www.LaCotidienne.example/x"), ..all() }), 3);
    assert_eq!(found(Query { agency: some("avp"), ..all() }), 1);
    assert_eq!(found(Query { since: day("2023"), ..all() }), 5);
    assert_eq!(found(Query { until: day("2022-12"), ..all() }), 2);
    assert_eq!(found(Query { since: day("2022-12-21"), until: day("2022-12-21"), ..all() }), 1);
    assert_eq!(found(Query { lang: Some(Lang::new("fr")), ..all() }), 6);
    assert_eq!(found(Query { story: Some(7), ..all() }), 0);
    let newest = search(all());
    assert_eq!(names(&newest)[0], "fr-club");
    assert_eq!(names(&newest)[8], "fr-undated");
    let oldest = search(Query { sort: Some(Sort::Oldest), ..all() });
    assert_eq!(names(&oldest)[0], "fr-pont");
    assert_eq!(names(&oldest)[7], "fr-undated");
    let page = search(Query { limit: 3, offset: 3, ..Query::default() });
    assert_eq!(names(&page), names(&newest)[3..6]);
    assert!(page.more);
}

#[test]
fn a_longer_name_is_not_the_one_that_it_holds() {
    let mentions = |name: &str| {
        let query = Query { mentions: vec![name.to_owned()], ..Query::default() };
        let named = search(query).named.remove(0);
        named.actors.into_iter().map(|actor| actor.name).collect::<Vec<_>>()
    };
    // A town and the club of its name, as a reading may have them.
    assert_eq!(mentions("Morvane"), ["Morvane"]);
    assert_eq!(mentions("Morvane*"), ["Morvane", "Morvane Athlétique"]);
    assert_eq!(mentions("athletique"), ["Morvane Athlétique"]);
}

/// A report that was read by hand: a town, a body of its name, and somebody of no other name.
fn by_hand() -> Prepared {
    let text = "Morvane dort. Le Morvane Athlétique joue.";
    let document = Document { id: String::from("by-hand"), ..Document::from_text(text) };
    let entity = |kind: EntityKind, name: &str| {
        let start = text.rfind(name).expect("it stands there");
        let span = Span::from_range(start..start + name.len());
        Entity {
            kind,
            name: name.to_owned(),
            description: None,
            country: None,
            qid: None,
            geonames: None,
            key: Some(format!("x:{name}")),
            gender: None,
            mentions: vec![Mention { span, form: MentionForm::Name }],
            evidence: Vec::new(),
        }
    };
    let reading = Reading {
        zone: None,
        lang: Lang::new("fr"),
        entities: vec![
            entity(EntityKind::Place, "Morvane"),
            entity(EntityKind::Body, "Morvane Athlétique"),
        ],
        attributions: Vec::new(),
        times: Vec::new(),
        notes: Vec::new(),
    };
    Prepared::new(&document, &reading, "test")
}

#[test]
fn a_walk_along_the_dates_finds_the_same() {
    let settings = Settings { max_sorted: 0, ..Settings::default() };
    let (sorting, walking) = (store(), store_with(settings));
    let queries = [
        words("pont"),
        words("pont -lundi"),
        speaker("Verlinde"),
        Query { words: String::from("pont"), ..speaker("Verlinde") },
        Query { about: Some(String::from("péage")), ..Query::default() },
        Query {
            mentions: vec![String::from("Verlinde"), String::from("Aubert")],
            ..Query::default()
        },
        Query {
            mentions: vec![String::from("Aubert"), String::from("Verlinde")],
            ..speaker("Aubert")
        },
        Query { outlet: Some(String::from("lacotidienne.example")), ..Query::default() },
        Query { kind: Some(AttributionKind::Indirect), ..Query::default() },
        Query { until: Some(Day::new("2022").expect("a year")), ..speaker("Verlinde") },
    ];
    for query in queries {
        for sort in [Sort::Newest, Sort::Oldest] {
            for (limit, offset) in [(20, 0), (1, 0), (1, 1), (0, 0)] {
                let query = Query { sort: Some(sort), limit, offset, ..query.clone() };
                let (a, b) = (sorting.search(&query), walking.search(&query));
                let (a, b) = (a.expect("an answer"), b.expect("an answer"));
                assert_eq!(a.hits, b.hits, "{query:?}");
                assert_eq!(a.more, b.more, "{query:?}");
            }
        }
    }
}

#[test]
fn nothing_says_which_filter_removed_how_much() {
    let query = Query {
        lang: Some(Lang::new("de")),
        since: Some(Day::new("2022").expect("a year")),
        ..words("pont")
    };
    let nothing = search(query).nothing.expect("nothing");
    let without: Vec<(Filter, u64)> =
        nothing.without.iter().map(|w| (w.filter, w.hits.count)).collect();
    assert_eq!(without, [(Filter::Words, 1), (Filter::Since, 0), (Filter::Lang, 2)]);
}

#[test]
fn a_name_that_nobody_bears_has_neighbours() {
    let nothing = search(speaker("Anne Verlynde")).nothing.expect("nothing");
    assert_eq!(nothing.nobody[0].name, "Anne Verlynde");
    assert!(nothing.nobody[0].near.contains(&String::from("Anne Verlinde")));
    let nothing = search(speaker("Brandm")).nothing.expect("nothing");
    assert!(nothing.nobody[0].near.contains(&String::from("Jürgen Brandmüller")));
}

/// A store in a file, changed as corrections and the finder of copies change it.
struct Changed(std::path::PathBuf);

impl Changed {
    fn new(name: &str, reports: &[Prepared], sql: &str) -> Changed {
        let name = format!("sayso-search-{}-{name}.sayso", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_file(&path);
        let mut store = Store::open(&path, Access::Create, Settings::default()).expect("a store");
        let mut writer = store.writer().expect("a writer");
        for report in reports {
            writer.add(report).expect("added");
        }
        writer.finish().expect("written");
        drop(store);
        let connection = rusqlite::Connection::open(&path).expect("a connection");
        connection.execute_batch(sql).expect("changed");
        Changed(path)
    }

    fn search(&self, query: &Query) -> Answer {
        let store = Store::open(&self.0, Access::Read, Settings::default()).expect("a store");
        store.search(query).expect("an answer")
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            let _ = std::fs::remove_file(path);
        }
    }
}

#[test]
fn a_dispatch_is_credited_to_the_agency_that_a_copy_names() {
    let row = REPORTS[0];
    let copy = |n: usize, agency: &str, day: &str| {
        let url = format!("https://outlet-{n}.example/{n}");
        let document = document(&[row[0], row[1], day, &url, agency, row[5], row[6]]);
        Prepared::new(&document, &reader().read(&document), "test")
    };
    // More than a day apart, so that the first is the original, and names none.
    let reports = [copy(1, "", "2022-12-19"), copy(2, "AVP", "2022-12-22")];
    let store = Changed::new("credited", &reports, "");
    let answer = store.search(&words("pont"));
    let hits: Vec<_> = answer.hits.iter().map(|h| (h.report, h.agency.as_deref())).collect();
    assert_eq!(hits, [(1, Some("AVP"))]);
}

#[test]
fn copies_are_one_hit() {
    let row = REPORTS[0];
    let copy = |n: usize, outlet: &str, day: &str| {
        let (url, title) = (format!("https://{outlet}/{n}"), format!("{} ({n})", row[5]));
        let document = document(&[row[0], row[1], day, &url, row[4], &title, row[6]]);
        Prepared::new(&document, &reader().read(&document), "test")
    };
    let reports = [
        copy(1, "a.example", "2022-12-19"),
        copy(2, "b.example", "2022-12-20"),
        copy(3, "b.example", "2022-12-21"),
    ];
    // The finder of copies sees that all three are: here the second is to be none.
    let sql = "UPDATE report SET original = id WHERE id = 2;
               UPDATE attribution SET saying = id WHERE report = 2;";
    let store = Changed::new("copies", &reports, sql);
    let reports = |query: Query| -> Vec<i64> {
        store.search(&query).hits.iter().map(|hit| hit.report).collect()
    };
    assert_eq!(reports(Query { copies: Copies::Apart, ..words("pont") }), [3, 2, 1]);
    assert_eq!(reports(words("pont")), [2, 1]);
    // By date, as a walk.
    assert_eq!(reports(Query::default()), [2, 1]);
    assert_eq!(
        reports(Query { since: Some(Day::new("2022-12-21").expect("a day")), ..Query::default() }),
        [3]
    );
    let answer =
        store.search(&Query { speaker: Some(String::from("Anne Verlinde")), ..Query::default() });
    assert_eq!(answer.hits.iter().map(|hit| hit.report).collect::<Vec<_>>(), [2, 1]);
    assert_eq!((answer.hits[1].copies, answer.hits[1].outlets), (1, 2));
    assert_eq!((answer.hits[0].copies, answer.hits[0].outlets), (0, 1));
}

#[test]
fn who_was_merged_is_found_by_either_name() {
    let sql = "UPDATE actor SET into_ = (SELECT id FROM actor WHERE name = 'Anne Verlinde')
                 WHERE name = 'Denis Aubert';
               UPDATE entity SET actor = (SELECT id FROM actor WHERE name = 'Anne Verlinde')
                 WHERE actor = (SELECT id FROM actor WHERE name = 'Denis Aubert');";
    let store = Changed::new("merged", prepared(), sql);
    let by = |name: &str| {
        let mut words: Vec<String> =
            said(&store.search(&speaker(name))).into_iter().map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(by("Denis Aubert"), by("Anne Verlinde"));
    assert!(by("Denis Aubert").len() >= 3);
    let named = store.search(&speaker("Denis Aubert")).named;
    assert_eq!(named[0].actors.len(), 1);
    assert_eq!(named[0].actors[0].name, "Anne Verlinde");
}

#[test]
fn what_was_rejected_is_left_out() {
    let sql = "UPDATE attribution SET rejected = 1 WHERE words LIKE 'Le pont rouvrira%';";
    let store = Changed::new("rejected", prepared(), sql);
    assert_eq!(store.search(&speaker("Anne Verlinde")).hits.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_a_wrong_query(text in "\\PC{0,40}", odd in r#"["*()^:+{}\-a-c ORNT]{0,24}"#) {
        static STORE: OnceLock<std::sync::Mutex<Store>> = OnceLock::new();
        let store = STORE.get_or_init(|| std::sync::Mutex::new(store()));
        let store = store.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for text in [text, odd, String::from("\0\"a\0")] {
            prop_assert!(store.search(&words(&text)).is_ok());
            prop_assert!(store.search(&speaker(&text)).is_ok());
            let query = Query {
                about: Some(text.clone()),
                mentions: vec![text.clone()],
                outlet: Some(text.clone()),
                agency: Some(text),
                scope: Some(Scope::Quotes),
                ..Query::default()
            };
            prop_assert!(store.search(&query).is_ok());
        }
    }
}
