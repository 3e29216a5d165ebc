//! What a report is made of: references to the nouns of the earlier stages, and a few plain facts
//! of the run.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::caveat::Caveat;
use super::settings::ReportSettings;
use crate::calendar::Cadence;
use crate::chart::Rings;
use crate::language::Language;
use crate::mine::{Finding, NotAssessed};
use crate::monitor::{
    Checkup, Monitoring, Mover, Progress, Review, Reviewed, SecondRow, Watched, WhoReports,
};
use crate::panel::{AreaId, CategoryId, Panel};
use crate::propose::plan::Plan;
use crate::propose::{Candidate, ProposedTopic};
use crate::topics::Topic;

/// The period that the report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period<'a> {
    /// Its kind, which chooses the page.
    pub cadence: Cadence,
    /// As asked for: `2024`, `2025-10`, `2025-W41`.
    pub label: &'a str,
    /// First day, inclusive.
    pub first_day: NaiveDate,
    /// Last day, inclusive.
    pub last_day: NaiveDate,
    /// First day of what all figures but sudden findings are of: the twelve months that end with
    /// the period, as far back as there is data; the first day of a year.
    pub figures_from: NaiveDate,
}

/// Where every row that was read ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Demands that count.
    pub accepted: u64,
    /// Set aside by `[keep]`: not demands.
    pub set_aside: u64,
    /// Repeats of an order id.
    pub duplicate: u64,
    /// Refused.
    pub rejected: u64,
    /// Refused rows by reason, most frequent first.
    pub rejected_by_reason: Vec<(String, u64)>,
}

/// How much of a period came in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feed {
    /// Demands received.
    pub orders: u64,
    /// Demands usual in its days.
    pub usual: f64,
    /// Share of the usual demands that fall in hours which the feed covers, in [0, 1].
    pub covered: f64,
}

/// Why the topics that are followed are these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Basis {
    /// The decision ledger adopts them.
    Adopted,
    /// They are the list of a published annual report.
    Published {
        /// Its period.
        period: String,
        /// Titles of listed topics that this data has no topic for.
        missing: Vec<String>,
    },
    /// Neither is there: they are what this data would list.
    #[default]
    Own,
}

/// What changed since an earlier proposal.
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a> {
    /// The earlier proposal's period.
    pub since: &'a str,
    /// The changes.
    pub plan: &'a Plan,
}

/// A key with its names for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyName {
    /// The key in tables and configuration.
    pub key: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A definition as used in this run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The term.
    pub name: String,
    /// What it means here, with the settings that were in force.
    pub text: String,
    /// Paper or document; `None` for our own.
    pub source: Option<String>,
}

/// Demands by day of the week, Monday first, and hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WeekHours {
    /// Demands.
    pub orders: [[u64; 24]; 7],
    /// Days with any demand, by day of the week.
    pub days: [u32; 7],
}

impl WeekHours {
    /// Adds up rows of a day, an hour and its demands.
    pub fn of(rows: impl Iterator<Item = (NaiveDate, u32, u32)>) -> Self {
        use chrono::Datelike as _;
        let mut all = Self::default();
        let mut days = BTreeSet::new();
        for (day, hour, orders) in rows {
            let weekday = day.weekday().num_days_from_monday() as usize;
            if orders > 0 && days.insert(day) {
                all.days[weekday] += 1;
            }
            all.orders[weekday][hour.min(23) as usize] += u64::from(orders);
        }
        all
    }
}

/// Where an area lies, in degrees of longitude and latitude.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaPlace {
    /// The area.
    pub area: AreaId,
    /// A point of it; `None` where only its outline is known.
    pub point: Option<(f64, f64)>,
    /// The outer rings of its outline; empty where only a point is known.
    pub rings: Rings,
}

impl AreaPlace {
    /// An area of which nothing is known yet.
    pub const fn new(area: AreaId) -> Self {
        Self { area, point: None, rings: Rings::new() }
    }
}

/// Everything that the report shows.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What the page shows.
    pub settings: &'a ReportSettings,
    /// The configuration's title.
    pub title: &'a str,
    /// Language of page and charts.
    pub language: Language,
    /// The period.
    pub period: Period<'a>,
    /// The day as of which the data was read.
    pub as_of: NaiveDate,
    /// Version of the program.
    pub version: &'a str,
    /// Id of the run.
    pub run_id: &'a str,
    /// The panel.
    pub panel: &'a Panel,
    /// The findings.
    pub findings: &'a [Finding],
    /// The topics.
    pub topics: &'a [Topic],
    /// All candidates, by rank.
    pub candidates: &'a [Candidate],
    /// The list.
    pub proposal: &'a [ProposedTopic],
    /// What changed since the last published proposal; `None` where there is none.
    pub changes: Option<Changes<'a>>,
    /// The topics that are followed.
    pub followed: &'a [Topic],
    /// Why these.
    pub basis: &'a Basis,
    /// By topic id: the department that handles most of it, with its share.
    pub leads: &'a BTreeMap<String, (String, f64)>,
    /// By category: the department that handles most of it, with its share. Of usual peaks and
    /// outbreaks.
    pub category_leads: &'a BTreeMap<CategoryId, (String, f64)>,
    /// Their progress, effects, and the months in figures.
    pub monitoring: &'a Monitoring,
    /// Areas, departments, channels, deadlines and the coming months.
    pub review: &'a Review,
    /// Who reports; empty for other periods than a year, and where it is not known.
    pub reporting: &'a WhoReports,
    /// What became of findings.
    pub watched: &'a [Watched],
    /// Other series beside this one; empty where there are none.
    pub second: &'a [SecondRow],
    /// How many of the findings that people have looked at are real.
    pub precision: &'a [Reviewed],
    /// What became of the topics on the year's list; empty for other periods.
    pub checkup: &'a [Checkup],
    /// Of listed topics, by id: the smallest fall that could be seen within
    /// [`crate::monitor::MONTHS_GIVEN`] months.
    pub detectable: &'a BTreeMap<String, f64>,
    /// What moved in a week; empty for other periods.
    pub movers: &'a [Mover],
    /// How much of the period came in; `None` where nobody counted.
    pub feed: Option<Feed>,
    /// Progress of the followed topics, months ascending within a topic.
    pub progress: &'a [Progress],
    /// What readers must know of the data, what changes most first.
    pub caveats: &'a [Caveat],
    /// What the data is too short to judge.
    pub not_assessed: &'a [NotAssessed],
    /// Demands by weekday and hour, of the days that figures are of.
    pub week_hours: &'a WeekHours,
    /// Where areas lie.
    pub places: &'a [AreaPlace],
    /// Where the rows ended.
    pub rows: &'a RowCounts,
    /// Names of cause types.
    pub causes: &'a [KeyName],
    /// The definitions used.
    pub definitions: &'a [Definition],
    /// The rule behind the lights, as printed.
    pub light_rule: &'a str,
}

impl<'a> Report<'a> {
    /// The topic of that id.
    pub(super) fn topic(&self, topic_id: &str) -> Option<&'a Topic> {
        self.topics.iter().find(|topic| topic.topic_id == topic_id)
    }

    /// The candidate of that topic.
    pub(super) fn candidate(&self, topic_id: &str) -> Option<&'a Candidate> {
        self.candidates.iter().find(|candidate| candidate.topic_id == topic_id)
    }

    /// The year that the list is for; `None` when the period is no year.
    pub(super) fn next_year(&self) -> Option<i32> {
        use chrono::Datelike as _;
        let days = (self.period.last_day - self.period.first_day).num_days() + 1;
        (days >= 360).then(|| self.period.last_day.year() + 1)
    }
}
