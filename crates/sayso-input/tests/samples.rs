//! IPTC's sample files, where they lie beside the checkout: what each holds, read by hand.

#![cfg(feature = "html")]

use sayso_input::{Documents, Options};
use sayso_model::{BlockRole, Document, PublishedFrom};
use std::fs;

mod common;
use common::{check, shared};

/// What a sample holds. An empty string stands for what it does not have.
struct Facts {
    file: &'static str,
    /// Of how many reports, and the others' are empty.
    reports: usize,
    title: &'static str,
    byline: &'static [&'static str],
    agency: &'static str,
    dateline: &'static str,
    published: &'static str,
    /// A second date that it declares, told in a note.
    other: &'static str,
    lang: &'static str,
    /// Roles of blocks with the beginning of their text, in order; the blocks between are left out.
    blocks: &'static [(BlockRole, &'static str)],
    /// How many paragraphs and list items it has.
    body: usize,
    /// The text's last words before captions, credits and contacts.
    ends: &'static str,
}

const NONE: Facts = Facts {
    file: "",
    reports: 1,
    title: "",
    byline: &[],
    agency: "",
    dateline: "",
    published: "",
    other: "",
    lang: "",
    blocks: &[],
    body: 0,
    ends: "",
};

use BlockRole::{
    Byline, Caption, Credit, Dateline, Furniture, Heading, Lead, List, Paragraph, Title,
};

const SAMPLES: [Facts; 22] = [
    Facts {
        file: "ninjs/1.4-businesswire-newsml-20130731006140.json",
        title: "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
        published: "2013-07-31T15:32:00Z",
        lang: "en",
        blocks: &[
            (Title, "Lunch Taking"),
            (Paragraph, "With more Applebee’s® Lunch Combos than ever"),
        ],
        body: 1,
        ends: "sold out in weeks last summer.",
        ..NONE
    },
    Facts {
        file: "ninjs/1.4-ninjsExMediumText1.json",
        title: "Captain of wrecked cruise ship on trial in Italy",
        byline: &["Paulo Santalucia", "Frances d'Emilio"],
        agency: "AP",
        dateline: "GROSSETO, Italy",
        published: "2013-07-09T10:37:00Z",
        lang: "en",
        blocks: &[
            (Title, "Captain"),
            (Byline, "Paulo Santalucia and Frances d'Emilio"),
            (Dateline, "GROSSETO, Italy (AP) --"),
            (Paragraph, "The trial of the captain"),
            (Paragraph, "The sole defendant"),
            (Paragraph, "His lawyer, Domenico Pepe"),
        ],
        body: 4,
        ends: "Schettino has denied wrongdoing.",
        ..NONE
    },
    Facts {
        file: "ninjs/1.4-ninjsExSimpleText1.json",
        title: "Captain of wrecked cruise ship on trial in Italy",
        byline: &["Paulo Santalucia", "Frances d'Emilio"],
        agency: "AP",
        dateline: "GROSSETO, Italy",
        published: "2013-07-09T10:37:00Z",
        blocks: &[(Title, "Captain"), (Dateline, "GROSSETO"), (Paragraph, "The trial")],
        body: 4,
        ends: "Schettino has denied wrongdoing.",
        ..NONE
    },
    Facts { file: "ninjs/2.1-dpa_text.json", ..DPA },
    Facts { file: "ninjs/3.0-dpa_text.json", ..DPA },
    Facts { file: "ninjs/2.1-ntb_text.json", ..NTB },
    Facts { file: "ninjs/3.0-ntb_text.json", ..NTB },
    Facts { file: "ninjs/2.1-tt_text_image_2.json", ..TT },
    Facts { file: "ninjs/3.0-tt_text_image_3.json", ..TT },
    Facts {
        file: "ninjs/3.0-ap_image.json",
        title: "Turkey Islamic State",
        agency: "Associated Press",
        published: "2019-11-15T14:39:44Z",
        lang: "en",
        blocks: &[
            (Title, "Turkey"),
            (Credit, "ASSOCIATED PRESS"),
            (Caption, "FILE - In this Monday"),
            (Credit, "(DHA via AP, File)"),
        ],
        ..NONE
    },
    Facts {
        file: "ninjs/3.0-20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json",
        title: "Anti-doping measures at the 'Tour Down Under' will be the toughest ever",
        byline: &["Trond Husø"],
        agency: "DopingWatch",
        dateline: "Oslo, Norway",
        published: "2023-10-08T02:34:03+02:00",
        other: "2008-02-19",
        lang: "en",
        blocks: &[
            (Title, "Anti-doping"),
            (Byline, "Trond Husø, The Anti-Doping Database"),
            (Lead, "The Australian Sports Anti-Doping Authority (ASADA) today"),
            (Paragraph, "The initiatives are"),
            (Paragraph, "“Clean cyclists coming"),
        ],
        body: 17,
        ends: "Email: media@asada.gov.au",
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_1_A_NewsML-G2_News_Item.xml",
        title: "Fed to halt QE to avert \"bubble\"",
        byline: &["Meredith Jameson"],
        agency: "Reuters",
        dateline: "Berlin",
        published: "2018-10-21T16:25:32-05:00",
        other: "2016-10-18T13:12:21-05:00",
        lang: "en",
        blocks: &[(Title, "Fed to halt"), (Byline, "Meredith Jameson")],
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml",
        title: "Fed to halt QE to avert \"bubble\"",
        byline: &["Meredith Jameson"],
        agency: "Associated Press",
        dateline: "New York, NY",
        published: "2018-11-21T16:25:32-05:00",
        lang: "en",
        blocks: &[
            (Title, "Fed to halt"),
            (Byline, "Meredith Jameson"),
            (Paragraph, "(New York, NY - October 21) Et, sent"),
            (Paragraph, "Ugiating ea"),
        ],
        body: 2,
        ends: "esto cons dolutpat, si.",
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_3_Photo_in_NewsML-G2.xml",
        title: "Variety Of Recessionary Forces Leave Las Vegas Economy Scarred",
        byline: &["Spencer Platt"],
        agency: "Getty Images Inc.",
        published: "2018-10-12T06:42:04Z",
        other: "2010-10-20T20:58:00Z",
        lang: "en",
        blocks: &[
            (Title, "Variety"),
            (Caption, "A general view of part of downtown"),
            (Credit, "(Photo by Spencer"),
            (Credit, "Getty Images"),
        ],
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_24_News_Message_conveying_a_complete_News_Package.xml",
        reports: 4,
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml",
        title: "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.",
        byline: &["Sports Network"],
        blocks: &[
            (Title, "Arizona"),
            (Lead, "A pair of teams"),
            (Byline, "Sports Network"),
            (Paragraph, "(Sports Network) - With the"),
        ],
        body: 1,
        ends: "a clash of the Titans.",
        ..NONE
    },
    Facts {
        file: "newsml-g2/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml",
        agency: "Reuters",
        dateline: "MOSCOW",
        published: "2016-02-09T09:17:00+03:00",
        lang: "en",
        blocks: &[(Dateline, "MOSCOW, Monday (Reuters)")],
        ..NONE
    },
    Facts {
        file: "newsml-g2/ap_metadata_example.xml",
        agency: "AP",
        published: "2022-04-08T12:00:00Z",
        lang: "en",
        ..NONE
    },
    Facts {
        file: "newsml-g2/businesswire-newsml-20130515006361.xml",
        title: "Dell Redefines Workstation Computing Boundaries with Smallest Tower and Most Powerful Rack Workstations",
        agency: "Business Wire",
        dateline: "ROUND ROCK, Texas",
        published: "2013-05-16T04:01:00+00:00",
        lang: "en",
        blocks: &[
            (Title, "Dell Redefines"),
            (Lead, "Offering powerful"),
            (Dateline, "ROUND ROCK, Texas"),
            (Paragraph, "Dell today announced"),
            (Caption, "Offering powerful"),
            (Credit, "(Photo: Business Wire)"),
            (Paragraph, "The Dell Precision R7610"),
            (List, "Dell Precision Blog"),
            (Caption, "The next generation Dell"),
            (Furniture, "Lauren Mauro"),
        ],
        body: 28,
        ends: "in Argentina in the coming months",
        ..NONE
    },
    Facts {
        file: "newsml-g2/businesswire-newsml-20130605006126.xml",
        title: "Cambrios被Gartner評選為「最酷供應商」",
        agency: "Business Wire",
        dateline: "加州桑尼維爾",
        published: "2013-06-05T21:00:00+00:00",
        lang: "zh",
        blocks: &[
            (Title, "Cambrios"),
            (Dateline, "加州"),
            (Paragraph, "(美國商業資訊)--"),
            (Furniture, "代表Cambrios"),
        ],
        body: 13,
        ends: "原文版本乃唯一具法律效力之版本。",
        ..NONE
    },
    Facts {
        file: "newsml-g2/businesswire-newsml-20130612006110.xml",
        title: "APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护政策",
        agency: "Business Wire",
        dateline: "印尼雅加达",
        published: "2013-06-12T15:29:00+00:00",
        lang: "zh",
        blocks: &[
            (Title, "APP发布"),
            (Lead, "旗下浆纸厂"),
            (Paragraph, "亚洲浆纸业有限公司"),
            (Furniture, "姜晓峰"),
        ],
        body: 22,
        ends: "",
        ..NONE
    },
    Facts {
        file: "newsml-g2/businesswire-newsml-20130731006140.xml",
        title: "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
        agency: "Business Wire",
        dateline: "KANSAS CITY, Mo.",
        published: "2013-07-31T15:32:00+00:00",
        lang: "en",
        blocks: &[
            (Title, "Lunch"),
            (Lead, "With a Year’s Worth"),
            (Dateline, "KANSAS CITY, Mo."),
            (Paragraph, "With more Applebee’s® Lunch"),
            (List, "The Classic Turkey Breast Sandwich is thick"),
            (Heading, "Applebee's Industrial Strength Lunch Decoy Digital Ad"),
            (Paragraph, "Applebee’s Neighborhood Grill"),
            (Caption, "Now that Applebee's"),
            (Furniture, "Chase Wagner"),
        ],
        body: 14,
        ends: "and its affiliates.",
        ..NONE
    },
];

const DPA: Facts = Facts {
    title: "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?",
    byline: &["Christian Hollmann"],
    agency: "dpa",
    published: "2019-05-10T16:02:28+02:00",
    lang: "de",
    blocks: &[
        (Title, "Faktencheck"),
        (Byline, "Von Christian Hollmann, dpa"),
        (Paragraph, "Für Lucien Favre"),
        (Paragraph, "FAKTEN: In der Regel 12"),
    ],
    body: 9,
    ends: "Auslegung der Bestimmungen kommen.",
    ..NONE
};

const NTB: Facts = Facts {
    title: "Google har kjøpt giganttomt i Skien",
    agency: "NTB",
    published: "2019-08-09T09:46:53Z",
    lang: "nb",
    blocks: &[(Title, "Google"), (Paragraph, "IT-giganten Google")],
    body: 1,
    ends: "flere datasentre i Europa.",
    ..NONE
};

const TT: Facts = Facts {
    title: "Militärövning i jätteformat hålls 2023",
    agency: "TT",
    published: "2021-05-26T13:40:18+02:00",
    lang: "sv",
    blocks: &[
        (Title, "Militärövning"),
        (Heading, "Försvar TT"),
        (Paragraph, "Pandemin satte stopp"),
        (Paragraph, "Precis som den gången"),
        (Credit, "Karl Melander/TT"),
        (Caption, "En stor internationell försvarsövning"),
    ],
    body: 4,
    ends: "internationella partners som deltar.",
    ..NONE
};

#[test]
fn every_sample_gives_what_it_holds() {
    let Some(folder) = shared("data/formats") else { return };
    let mut failures = String::new();
    for facts in &SAMPLES {
        let bytes = fs::read(folder.join(facts.file)).unwrap();
        let documents: Vec<Document> =
            Documents::new(&bytes[..], &Options::default()).map(Result::unwrap).collect();
        assert_eq!(documents.len(), facts.reports, "{}", facts.file);
        for document in &documents {
            check(document);
        }
        let document = &documents[0];
        let mut differs = |what: &str, got: &str, want: &str| {
            if got != want {
                failures += &format!("{}: {what}\n  want {want}\n  got  {got}\n", facts.file);
            }
        };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        differs("title", &text(&document.title), facts.title);
        differs("byline", &document.byline.join(" + "), &facts.byline.join(" + "));
        differs("agency", &text(&document.agency), facts.agency);
        differs("dateline", &text(&document.dateline), facts.dateline);
        let published = document.published.as_ref();
        differs("published", published.map_or("", |p| &p.value), facts.published);
        assert!(published.is_none_or(|p| p.from == PublishedFrom::Declared), "{}", facts.file);
        let told = document.notes.iter().any(|n| n.message.contains("several dates"));
        let other = document.notes.iter().any(|n| n.message.contains(facts.other));
        assert_eq!(told, !facts.other.is_empty(), "{}", facts.file);
        assert!(!told || other, "{}", facts.file);
        differs("lang", document.lang.as_ref().map_or("", |l| l.code()), facts.lang);

        let mut from = 0;
        for (role, begins) in facts.blocks {
            let found = document.blocks[from..]
                .iter()
                .position(|b| b.role == *role && b.span.of(&document.text).starts_with(begins));
            match found {
                Some(at) => from += at + 1,
                None => differs("block", "none", &format!("{} {begins}", role.name())),
            }
        }
        let body: Vec<_> =
            document.blocks.iter().filter(|b| matches!(b.role, Paragraph | List)).collect();
        differs("paragraphs", &body.len().to_string(), &facts.body.to_string());
        let last = body.last().map_or("", |b| b.span.of(&document.text));
        if !last.ends_with(facts.ends) {
            differs("end", last, facts.ends);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
