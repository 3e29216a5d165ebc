//! What a panel is too short to judge. That is not 0 findings: it is unknown, and says what it
//! would take.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Finding, FindingKind, PersistentSettings, SpikeSettings};
use crate::panel::Panel;

/// What cannot be judged yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Sudden findings, in weeks.
    Spike,
    /// Persistent findings, in months.
    Persistent,
    /// Growth against the year before, in months.
    YearOnYear,
    /// Findings over neighbouring areas; need to know which areas are neighbours.
    Cluster,
    /// One reporter again and again; needs the column of reporters.
    RepeatReporter,
    /// Many reporters with one matter; needs that column, and the weeks that sudden findings need.
    Group,
}

impl Judgement {
    /// The name used in `run_results.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spike => "spike",
            Self::Persistent => "persistent",
            Self::YearOnYear => "year_on_year",
            Self::Cluster => "cluster",
            Self::RepeatReporter => "repeat_reporter",
            Self::Group => "group",
        }
    }

    /// The kind of findings that it is about; growth is no finding.
    pub const fn kind(self) -> Option<FindingKind> {
        match self {
            Self::Spike => Some(FindingKind::Spike),
            Self::Persistent => Some(FindingKind::Persistent),
            Self::YearOnYear => None,
            Self::Cluster => Some(FindingKind::Cluster),
            Self::RepeatReporter => Some(FindingKind::RepeatReporter),
            Self::Group => Some(FindingKind::Group),
        }
    }

    /// Whether it is the data's length that it waits for, and no other judgement says so already.
    pub const fn is_of_length(self) -> bool {
        matches!(self, Self::Spike | Self::Persistent | Self::YearOnYear)
    }
}

/// One thing that cannot be told yet, and what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NotAssessed {
    /// What.
    pub what: Judgement,
    /// Whole weeks of data, or whole months, or columns, that it needs.
    pub needs: usize,
    /// How many there are.
    pub has: usize,
    /// `weeks`, `months`, or the column's name.
    pub unit: &'static str,
}

/// The unit of what needs neighbours.
pub const NEIGHBOURS: &str = "neighbours";

/// The unit of what needs reporters.
pub const REPORTER_COLUMN: &str = "reporter";

/// Weeks from which a cell's expectation is learned at least ([`yiti_stats::local`],
/// [`yiti_stats::harmonic`]).
const HISTORY_WEEKS_MIN: usize = 8;

/// Months that a comparison with the year before needs.
const YEAR_ON_YEAR_MONTHS: usize = 13;

/// Whole weeks without which nothing can be called sudden: a history, the newest weeks left out of
/// it, the week itself.
pub(super) const fn spike_weeks_needed(settings: &SpikeSettings) -> usize {
    HISTORY_WEEKS_MIN + settings.gap_weeks + 1
}

/// Whole weeks that the feed covers.
pub(super) fn whole_weeks(panel: &Panel) -> usize {
    panel.weeks_complete.iter().filter(|complete| **complete).count()
}

/// What the panel is too short to judge.
pub fn not_assessed(
    panel: &Panel,
    spikes: &SpikeSettings,
    persistent: &PersistentSettings,
) -> Vec<NotAssessed> {
    let whole = |months: &mut dyn Iterator<Item = usize>| {
        months.filter(|&at| panel.months[at].complete).count()
    };
    let of_period = whole(&mut panel.period_months.clone());
    let all = whole(&mut (0..panel.months.len()));
    let weeks = |what, needs, has| NotAssessed { what, needs, has, unit: "weeks" };
    let months = |what, needs, has| NotAssessed { what, needs, has, unit: "months" };
    let reporters = usize::from(panel.available.reporter);
    let column = |what| NotAssessed { what, needs: 1, has: reporters, unit: REPORTER_COLUMN };
    let group = match panel.available.reporter {
        true => weeks(Judgement::Group, spike_weeks_needed(spikes), whole_weeks(panel)),
        false => column(Judgement::Group),
    };
    let pairs = panel.neighbours.iter().map(Vec::len).sum();
    let cluster = match pairs {
        0 => NotAssessed { what: Judgement::Cluster, needs: 1, has: 0, unit: NEIGHBOURS },
        _ => weeks(Judgement::Cluster, spike_weeks_needed(spikes), whole_weeks(panel)),
    };
    let all = [
        weeks(Judgement::Spike, spike_weeks_needed(spikes), whole_weeks(panel)),
        months(Judgement::Persistent, persistent.months_min, of_period),
        months(Judgement::YearOnYear, YEAR_ON_YEAR_MONTHS, all),
        cluster,
        column(Judgement::RepeatReporter),
        group,
    ];
    all.into_iter().filter(|judgement| judgement.has < judgement.needs).collect()
}

/// Keeps findings' days inside the data: a month or a week that began before it, or goes on after
/// it, is not all seen.
pub fn keep_within(findings: &mut [Finding], first: NaiveDate, last: NaiveDate) {
    for finding in findings {
        finding.first_day = finding.first_day.clamp(first, last);
        finding.last_day = finding.last_day.clamp(finding.first_day, last);
        finding.peak_day = finding.peak_day.clamp(finding.first_day, finding.last_day);
    }
}

#[cfg(test)]
mod tests;
