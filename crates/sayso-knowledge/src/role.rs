//! Nouns that name a human by function, and titles before names.

use crate::names::named;
use crate::tsv::{Line, Source};
use crate::{KnowledgeError, table::Table};
use compact_str::CompactString;
use sayso_model::Gender;

named! {
    /// What kind of person a role names.
    RoleClass {
        /// President of a state, monarch, pope. Many of these nouns also head bodies: [`RoleMark::Body`].
        HeadOfState = "head-of-state",
        /// Prime minister, chancellor.
        HeadOfGovernment = "head-of-government",
        /// Minister, secretary of state.
        Minister = "minister",
        /// Spokesperson, press officer.
        Spokesperson = "spokesperson",
        /// Member or officer of a parliament.
        Legislator = "legislator",
        /// Mayor, governor, prefect, local councillor.
        LocalExecutive = "local-executive",
        /// Ambassador, envoy, negotiator.
        Diplomat = "diplomat",
        /// Civil servant, officer of an institution.
        Official = "official",
        /// Head of a party, movement or group; politician.
        Leader = "leader",
        /// Candidate, contender, voter.
        Candidate = "candidate",
        /// Judge, prosecutor.
        Judge = "judge",
        /// Lawyer, notary.
        Lawyer = "lawyer",
        /// Police officer, fire fighter, guard, rescuer.
        Police = "police",
        /// Soldier, officer, fighter.
        Military = "military",
        /// Head or owner of a company or institution.
        Executive = "executive",
        /// Officer of a union.
        Unionist = "unionist",
        /// Cleric.
        Religious = "religious",
        /// Expert, scholar, scientist.
        Expert = "expert",
        /// Doctor, nurse.
        Health = "health",
        /// Journalist.
        Journalist = "journalist",
        /// Artist, writer, performer.
        Culture = "culture",
        /// Player, coach.
        Sport = "sport",
        /// Activist, demonstrator, follower of a cause.
        Activist = "activist",
        /// Any other trade, and the roles of daily life: pupil, patient, passenger.
        Worker = "worker",
        /// Anybody: inhabitant, witness, victim.
        Person = "person",
        /// In the dock or accused by the text; parties to a case.
        Suspect = "suspect",
        /// Stands to another person in a relation: counterpart, spouse, successor.
        Relation = "relation",
        /// Host, master, tenant: who governs, with a seat of power (*le maître du Kremlin*).
        SeatHolder = "seat-holder",
    }
}

named! {
    /// For whom the bearer of a role speaks as a rule.
    ActsFor {
        /// The state or its government.
        State = "state",
        /// A body, named or known from the text.
        Body = "body",
        /// A client.
        Client = "client",
        /// Nobody else.
        Own = "self",
    }
}

named! {
    /// What is special about a role.
    RoleMark {
        /// One holder at a time in a state or body, so that a definite form (*le président*) points at one person.
        Office = "office",
        /// Heads bodies and companies as well as states.
        Body = "body",
        /// Needs a second person: whose counterpart, whose lawyer.
        Relational = "relational",
        /// Often stands for somebody whom the text leaves unnamed.
        Unnamed = "unnamed",
        /// Grammatical gender tells nothing about the person's (*la victime*).
        Any = "any",
        /// No longer in office.
        Former = "former",
        /// With a seat of power it names who governs there (*le patron de Bercy*).
        Seat = "seat",
    }
}

named! {
    /// What a minister's office is about.
    Portfolio {
        /// Foreign affairs.
        Foreign = "foreign",
        /// Interior, home affairs.
        Interior = "interior",
        /// Defence.
        Defence = "defence",
        /// Finance, budget.
        Finance = "finance",
        /// Economy, industry.
        Economy = "economy",
        /// Justice.
        Justice = "justice",
        /// Health.
        Health = "health",
        /// Education.
        Education = "education",
        /// Labour.
        Labour = "labour",
        /// Environment, climate.
        Environment = "environment",
        /// Energy.
        Energy = "energy",
        /// Agriculture.
        Agriculture = "agriculture",
        /// Transport.
        Transport = "transport",
        /// Culture.
        Culture = "culture",
        /// Trade.
        Trade = "trade",
        /// Sport.
        Sport = "sport",
        /// Information, communication.
        Information = "information",
        /// Housing.
        Housing = "housing",
        /// Overseas territories.
        Overseas = "overseas",
        /// Immigration.
        Immigration = "immigration",
        /// Research.
        Research = "research",
        /// Social affairs.
        Social = "social",
        /// Security.
        Security = "security",
    }
}

named! {
    /// Grammatical number of a form.
    Number {
        /// One.
        Singular = "s",
        /// Several.
        Plural = "p",
        /// The form does not tell.
        Either = "",
    }
}

/// The gender that a cell of a data file names: `m`, `f`, or empty for both.
pub(crate) fn read_gender(cell: &str) -> Option<Option<Gender>> {
    match cell {
        "m" => Some(Some(Gender::Masculine)),
        "f" => Some(Some(Gender::Feminine)),
        "" => Some(None),
        _ => None,
    }
}

/// A set of [`RoleMark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RoleMarks(u8);

impl RoleMarks {
    /// Whether the mark is in the set.
    pub const fn has(self, mark: RoleMark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }

    fn read(line: &Line<'_>, column: usize) -> Result<RoleMarks, KnowledgeError> {
        let mut set = RoleMarks::default();
        for word in line.cell(column).split_whitespace() {
            let mark = RoleMark::from_name(word)
                .ok_or_else(|| line.error(format!("{word:?} is no mark of a role")))?;
            set.0 |= 1 << mark as u8;
        }
        Ok(set)
    }
}

/// A noun that names a human by function, trade, situation or relation, as one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role<'k> {
    /// The first form of the row, the same for all forms of one noun.
    pub lemma: &'k str,
    /// What kind of person.
    pub class: RoleClass,
    /// For whom the bearer speaks.
    pub acts_for: ActsFor,
    /// What is special.
    pub marks: RoleMarks,
    /// Of a minister: what the office is about.
    pub portfolio: Option<Portfolio>,
    /// The gender of the person that this form tells; none where it serves both,
    /// or where grammatical gender says nothing about the person ([`RoleMark::Any`]).
    pub gender: Option<Gender>,
    /// The gender that articles and pronouns agree with (*la victime … elle*); none where it serves both.
    pub agreement: Option<Gender>,
    /// One or several.
    pub number: Number,
}

#[derive(Debug, Clone)]
struct RoleRow {
    lemma: CompactString,
    class: RoleClass,
    acts_for: ActsFor,
    marks: RoleMarks,
    portfolio: Option<Portfolio>,
}

/// A form of a role: the row, and which cells of it hold the form.
#[derive(Debug, Clone, Copy)]
struct RoleForm {
    row: u32,
    genders: Seen,
    numbers: Seen,
}

/// Which of two values a form was seen with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    First,
    Second,
    Both,
}

impl Seen {
    fn join(self, other: Seen) -> Seen {
        if self == other { self } else { Seen::Both }
    }
}

/// The roles of a language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles {
    rows: Vec<RoleRow>,
    forms: Table<RoleForm>,
}

impl Roles {
    pub(crate) fn read(source: Source<'_>) -> Result<Roles, KnowledgeError> {
        let columns =
            ["masc_sg", "fem_sg", "masc_pl", "fem_pl", "class", "acts_for", "marks", "portfolio"];
        let mut roles = Roles::default();
        for line in source.lines(&columns)? {
            let row = roles.rows.len() as u32;
            let lemma = line
                .forms(0)
                .chain(line.forms(1))
                .chain(line.forms(2))
                .chain(line.forms(3))
                .next()
                .ok_or_else(|| line.error("no form".to_owned()))?;
            let portfolio = match line.cell(7) {
                "" => None,
                _ => Some(line.name(7, Portfolio::from_name)?),
            };
            roles.rows.push(RoleRow {
                lemma: lemma.into(),
                class: line.name(4, RoleClass::from_name)?,
                acts_for: line.name(5, ActsFor::from_name)?,
                marks: RoleMarks::read(&line, 6)?,
                portfolio,
            });
            for (column, genders, numbers) in [
                (0, Seen::First, Seen::First),
                (1, Seen::Second, Seen::First),
                (2, Seen::First, Seen::Second),
                (3, Seen::Second, Seen::Second),
            ] {
                for form in line.forms(column) {
                    roles.forms.add(form, RoleForm { row, genders, numbers }, |old, new| {
                        if old.row == new.row {
                            old.genders = old.genders.join(new.genders);
                            old.numbers = old.numbers.join(new.numbers);
                        }
                    });
                }
            }
        }
        Ok(roles)
    }

    /// The forms of ministers that say what the office is about.
    pub(crate) fn portfolios(&self) -> impl Iterator<Item = (&str, Portfolio)> {
        self.forms.forms().filter_map(|(form, at)| {
            let row = self.rows.get(at.row as usize)?;
            Some((form, row.portfolio.filter(|_| row.class == RoleClass::Minister)?))
        })
    }

    /// The forms that are written with a capital.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.forms.names()
    }

    pub(crate) fn get(&self, text: &str) -> Option<Role<'_>> {
        let form = self.forms.get(text)?;
        let row = self.rows.get(form.row as usize)?;
        let agreement = match form.genders {
            Seen::First => Some(Gender::Masculine),
            Seen::Second => Some(Gender::Feminine),
            Seen::Both => None,
        };
        Some(Role {
            lemma: &row.lemma,
            class: row.class,
            acts_for: row.acts_for,
            marks: row.marks,
            portfolio: row.portfolio,
            gender: agreement.filter(|_| !row.marks.has(RoleMark::Any)),
            agreement,
            number: match form.numbers {
                Seen::First => Number::Singular,
                Seen::Second => Number::Plural,
                Seen::Both => Number::Either,
            },
        })
    }
}

named! {
    /// What kind of title.
    TitleKind {
        /// *M.*, *Mme*.
        Civil = "civil",
        /// *Me*, *Dr*, *Pr*.
        Professional = "professional",
        /// A military or official rank: *général*.
        Rank = "rank",
        /// *Sir*, *cheikh*, *prince*.
        Noble = "noble",
        /// *Mgr*, *père*.
        Religious = "religious",
    }
}

/// A title that stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// The gender of whom it names; none where it serves both.
    pub gender: Option<Gender>,
    /// One or several.
    pub number: Number,
    /// What kind.
    pub kind: TitleKind,
}

pub(crate) fn read_titles(source: Source<'_>) -> Result<Table<Title>, KnowledgeError> {
    let mut titles = Table::default();
    for line in source.lines(&["forms", "gender", "number", "kind"])? {
        let title = Title {
            gender: line.name(1, read_gender)?,
            number: line.name(2, Number::from_name)?,
            kind: line.name(3, TitleKind::from_name)?,
        };
        for form in line.forms(0) {
            titles.add(form, title, |_, _| ());
        }
    }
    Ok(titles)
}
