//! What readers must know of the data: each a typed value with a stable id, its words in both
//! languages here and nowhere else. What changes most stands before the figures, the rest in a
//! table below them.

use chrono::NaiveDate;
use serde::Serialize;

use super::caveat_words as words;
use crate::language::Language;
use crate::mine::{LevelNotAssessed, NotAssessed};
use crate::monitor::SilentChannel;
use crate::panel::{AddressLike, AreaLevel};

/// Caveats that stand before the figures at most.
pub const SHOWN_FIRST: usize = 6;

/// Share of the orders from which a caveat about some of them stands before others.
const NOTABLE_SHARE: f64 = 0.001;

/// A stretch without any order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// First silent day, and hour where times have hours.
    pub from: (NaiveDate, Option<usize>),
    /// Last silent day and hour.
    pub to: (NaiveDate, Option<usize>),
    /// Orders that are usual then.
    pub usual: f64,
}

/// Orders that came at once.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkImport {
    /// Its day.
    pub day: NaiveDate,
    /// Its orders.
    pub orders: u64,
    /// Orders that are usual in its hour, or on its day.
    pub usual: f64,
    /// Seconds from its first order to its last; 0 = one moment.
    pub seconds: i64,
    /// Categories that it touches.
    pub categories: usize,
}

/// Names that look like one another's continuation.
#[derive(Debug, Clone, PartialEq)]
pub struct RenameSuspicion {
    /// What they name: `district`, `street`, `category_l2`, … as in `[[aliases]]`.
    pub kind: &'static str,
    /// Names that end.
    pub old: Vec<String>,
    /// Names that begin.
    pub new: Vec<String>,
    /// First month of the new names.
    pub month: NaiveDate,
    /// Orders a month before and after.
    pub orders: (f64, f64),
}

/// Orders whose times say nothing of the feed.
#[derive(Debug, Clone, PartialEq)]
pub struct OddTimes {
    /// How many.
    pub orders: u64,
    /// First and last of their days.
    pub days: (NaiveDate, NaiveDate),
    /// Why.
    pub oddity: Oddity,
}

/// What is odd about a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// Far before all others.
    FarBefore,
    /// Far after all others.
    FarAfter,
    /// After today.
    Future,
    /// Outside the days that `[check]` allows: rejected.
    OutOfRange,
}

/// Optional values of a column that could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadableColumn {
    /// The canonical column.
    pub column: String,
    /// Values.
    pub values: u64,
    /// The commonest of them.
    pub examples: Vec<String>,
    /// Whether the column holds answers, so that `[answers]` can say what they mean.
    pub is_answer: bool,
}

/// One thing to know of the data.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the line above each variant says what its fields are")]
pub enum Caveat {
    /// Names that were renamed, as it seems.
    Renamed(Vec<RenameSuspicion>),
    /// Orders filled in at once.
    BulkImports(Vec<BulkImport>),
    /// The data ends before the period.
    PeriodNotOver { seen: NaiveDate, asked: NaiveDate },
    /// The data begins after what is looked at.
    BeginsLate { begins: NaiveDate, asked: NaiveDate },
    /// Stretches without any order.
    Silences(Vec<Silence>),
    /// Channels that fall silent while others go on.
    SilentChannels(Vec<SilentChannel>),
    /// A month that is not over.
    MonthNotOver { month: NaiveDate, seen: NaiveDate },
    /// Months that the feed does not cover, with their coverage.
    MonthsNotCovered(Vec<(NaiveDate, f64)>),
    /// What the data is too short to judge.
    CannotTell(Vec<NotAssessed>),
    /// Times far outside the rest.
    OddTimes(Vec<OddTimes>),
    /// Rows that were refused, and their share.
    Rejected { rows: u64, share: f64, example: Option<String> },
    /// Orders closed before they were received.
    ClosedBeforeOpened { orders: u64, share: f64 },
    /// Names that mean "not known": orders, their share, the spellings with most of them.
    UnknownNames { orders: u64, share: f64, spellings: Vec<String> },
    /// Values that cannot be read, by column.
    Unreadable(Vec<UnreadableColumn>),
    /// Rows whose order id was there before.
    Duplicates { rows: u64, share: f64 },
    /// Rows that a newer version of the same order replaces.
    Superseded { rows: u64, share: f64, by_update: bool },
    /// Columns that are not in the data, in both languages.
    Missing(Vec<(&'static str, &'static str)>),
    /// Public holidays that lie in other months than a year before: month, days now, days then.
    MovedHolidays(Vec<(NaiveDate, usize, usize)>),
    /// Texts read, of how many orders.
    TextsSampled { texts: u64, orders: u64 },
    /// A level with as many names as demands, or nearly.
    Addresses(AddressLike),
    /// Names with several spellings: the name and its other spellings, most orders first.
    Spellings(Vec<(String, Vec<String>)>),
    /// Persistent cells of a level that the list has no room for.
    Unlisted { level: AreaLevel, listed: usize, persistent: usize },
    /// Why persistent cells of a level cannot be told.
    LevelNotAssessed { level: AreaLevel, reason: LevelNotAssessed },
    /// A note of the proposal.
    Proposal(String),
    /// An edit of people that has no effect.
    Edit(String),
}

/// A caveat as the report shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// Stable between versions.
    pub id: &'static str,
    /// The kind, for people.
    pub kind: &'static str,
    /// One sentence.
    pub sentence: String,
}

impl Caveat {
    /// The stable id.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Renamed(_) => "renamed",
            Self::BulkImports(_) => "bulk_imports",
            Self::PeriodNotOver { .. } => "period_not_over",
            Self::BeginsLate { .. } => "begins_late",
            Self::Silences(_) => "silences",
            Self::SilentChannels(_) => "channels_silent",
            Self::MonthNotOver { .. } => "month_not_over",
            Self::MonthsNotCovered(_) => "months_not_covered",
            Self::CannotTell(_) => "cannot_tell",
            Self::OddTimes(_) => "odd_times",
            Self::Rejected { .. } => "rows_rejected",
            Self::ClosedBeforeOpened { .. } => "closed_before_opened",
            Self::UnknownNames { .. } => "names_unknown",
            Self::Unreadable(_) => "values_unreadable",
            Self::Duplicates { .. } => "rows_duplicate",
            Self::Superseded { .. } => "rows_superseded",
            Self::Missing(_) => "columns_missing",
            Self::MovedHolidays(_) => "holidays_moved",
            Self::TextsSampled { .. } => "texts_sampled",
            Self::Addresses(_) => "names_addresses",
            Self::Spellings(_) => "names_spelt",
            Self::Unlisted { .. } => "persistent_unlisted",
            Self::LevelNotAssessed { .. } => "persistent_cannot_tell",
            Self::Proposal(_) => "proposal",
            Self::Edit(_) => "topic_edit",
        }
    }

    /// Its place among the others: what would turn findings over comes first, what touches few
    /// orders last.
    fn rank(&self) -> usize {
        let share = match self {
            Self::Rejected { share, .. }
            | Self::ClosedBeforeOpened { share, .. }
            | Self::UnknownNames { share, .. }
            | Self::Duplicates { share, .. }
            | Self::Superseded { share, .. } => *share,
            _ => 1.0,
        };
        let place = match self {
            Self::Renamed(_) => 0,
            Self::BulkImports(_) => 1,
            Self::PeriodNotOver { .. } => 2,
            Self::BeginsLate { .. } => 3,
            Self::Silences(_) | Self::SilentChannels(_) => 4,
            Self::CannotTell(_) => 5,
            Self::Addresses(_) | Self::MonthNotOver { .. } => 6,
            Self::MonthsNotCovered(_) => 7,
            Self::Rejected { .. } => 8,
            Self::UnknownNames { .. } => 9,
            Self::Unreadable(_) => 10,
            Self::Missing(_) => 11,
            Self::Duplicates { .. } | Self::Superseded { .. } => 12,
            Self::LevelNotAssessed { .. } | Self::Unlisted { .. } => 20,
            Self::Proposal(_) => 13,
            Self::MovedHolidays(_) => 14,
            Self::Edit(_) => 15,
            Self::ClosedBeforeOpened { .. } => 16,
            Self::OddTimes(_) => 17,
            Self::TextsSampled { .. } => 18,
            Self::Spellings(_) => 19,
        };
        place + if share < NOTABLE_SHARE { 100 } else { 0 }
    }

    /// The caveat in one sentence.
    pub fn remark(&self, language: Language) -> Remark {
        Remark {
            id: self.id(),
            kind: words::kind(self, language),
            sentence: words::sentence(self, language),
        }
    }

    /// What the one sentence sums up, one by one; empty where it says all.
    pub fn details(&self, language: Language) -> Vec<Remark> {
        let remark =
            |sentence| Remark { id: self.id(), kind: words::kind(self, language), sentence };
        words::details(self, language).into_iter().map(remark).collect()
    }
}

/// The caveats, those that change most first. Equal ranks keep their order.
pub fn ranked(mut caveats: Vec<Caveat>) -> Vec<Caveat> {
    caveats.sort_by_key(Caveat::rank);
    caveats
}

/// What stands before the figures, and what stands in the table below them.
pub fn split(caveats: &[Caveat], language: Language) -> (Vec<Remark>, Vec<Remark>) {
    let (first, rest) = caveats.split_at(caveats.len().min(SHOWN_FIRST));
    let mut below: Vec<Remark> = first.iter().flat_map(|caveat| caveat.details(language)).collect();
    for caveat in rest {
        below.push(caveat.remark(language));
        below.extend(caveat.details(language));
    }
    (first.iter().map(|caveat| caveat.remark(language)).collect(), below)
}

/// Every sentence, in order.
pub fn sentences(caveats: &[Caveat], language: Language) -> Vec<String> {
    let of = |caveat: &Caveat| {
        let details = caveat.details(language).into_iter().map(|remark| remark.sentence);
        std::iter::once(caveat.remark(language).sentence).chain(details).collect::<Vec<_>>()
    };
    caveats.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests;
