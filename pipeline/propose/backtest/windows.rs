//! Which months are proposed from and which are looked at, and why others are not.
//!
//! Windows are counted back from the panel's end, a window's length apart. A month that the feed
//! covers by half or more is used; where it is not covered fully (an office that closes over
//! Christmas) the window is marked. A window with a month below that says nothing, and is left out
//! with the reason.

use std::ops::Range;

use chrono::NaiveDate;

use crate::language::{Language, percent};
use crate::panel::{Panel, StatMonth};

/// Most months of a window: a year, which evens out the seasons.
const MONTHS_MAX: usize = 12;
/// Fewest months of a window: a quarter.
pub const MONTHS_MIN: usize = 3;
/// Coverage below which a month says nothing of what came in.
pub const COVERAGE_MIN: f64 = 0.5;

/// Months proposed from and as many after them, as positions of the panel's months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The months proposed from.
    pub period: Range<usize>,
    /// The months looked at.
    pub next: Range<usize>,
    /// Months of either that the feed does not fully cover.
    pub doubtful: Vec<NaiveDate>,
}

/// Months that are in no window.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    /// The oldest months, too few for a window of their own.
    Beginning {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// Months of a window, both halves.
        needed: usize,
    },
    /// A window with months that the feed hardly covers.
    Uncovered {
        /// First month proposed from.
        from: NaiveDate,
        /// First month looked at.
        next: NaiveDate,
        /// The months and the share of them that is covered.
        months: Vec<(NaiveDate, f64)>,
    },
}

impl LeftOut {
    /// The reason for people.
    pub fn sentence(&self, language: Language) -> String {
        let name = |month: &NaiveDate| month.format("%Y-%m").to_string();
        match (self, language) {
            (Self::Beginning { from, to, needed }, Language::Zh) => {
                format!(
                    "{}至{}不足以构成一个时段（前后共需{needed}个月），未用于提出清单。",
                    name(from),
                    name(to)
                )
            }
            (Self::Beginning { from, to, needed }, Language::En) => format!(
                "Nothing was proposed from {} to {}: too few months for a window of their own, \
                 which needs {needed}.",
                name(from),
                name(to)
            ),
            (Self::Uncovered { from, next, months }, _) => {
                let listed: Vec<String> = months
                    .iter()
                    .map(|(month, coverage)| format!("{} ({})", name(month), percent(*coverage)))
                    .collect();
                let listed = listed.join(language.pick("、", ", "));
                match language {
                    Language::Zh => format!(
                        "自{}起提出、自{}起检验的时段未用：数据覆盖不到一半的月份有{listed}。",
                        name(from),
                        name(next)
                    ),
                    Language::En => format!(
                        "The window proposed from {} and held against {} is left out: less than \
                         half of these months is covered: {listed}.",
                        name(from),
                        name(next)
                    ),
                }
            }
        }
    }
}

/// All windows, oldest first, and what is in none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Windows {
    /// Those that are used.
    pub used: Vec<Window>,
    /// What is left out, and why.
    pub left_out: Vec<LeftOut>,
}

/// Months of a window unless asked for otherwise: a year, or as many as fit twice into the panel;
/// `None` where that is less than a quarter.
pub fn usual_months(panel: &Panel) -> Option<usize> {
    Some((panel.months.len() / 2).min(MONTHS_MAX)).filter(|&months| months >= MONTHS_MIN)
}

/// Every `months` that are followed by as many.
pub fn windows(panel: &Panel, months: usize) -> Windows {
    let mut windows = Windows::default();
    let mut end = panel.months.len();
    while let Some(start) = end.checked_sub(2 * months) {
        let (period, next) = (start..start + months, start + months..end);
        let both = &panel.months[start..end];
        let uncovered: Vec<(NaiveDate, f64)> = both
            .iter()
            .filter(|month| month.coverage < COVERAGE_MIN)
            .map(|month| (month.month, month.coverage))
            .collect();
        if uncovered.is_empty() {
            let doubtful =
                both.iter().filter(|month| !month.complete).map(|month| month.month).collect();
            windows.used.push(Window { period, next, doubtful });
        } else {
            let name = |at: usize| panel.months[at].month;
            windows.left_out.push(LeftOut::Uncovered {
                from: name(start),
                next: name(next.start),
                months: uncovered,
            });
        }
        end -= months;
    }
    if let Some(left) = end.checked_sub(months).filter(|&left| left > 0 && end < panel.months.len())
    {
        let name = |month: &StatMonth| month.month;
        let (from, to) = (name(&panel.months[0]), name(&panel.months[left - 1]));
        windows.left_out.push(LeftOut::Beginning { from, to, needed: 2 * months });
    }
    windows.used.reverse();
    windows.left_out.reverse();
    windows
}

#[cfg(test)]
mod tests;
