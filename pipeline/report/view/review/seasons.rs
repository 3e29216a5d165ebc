//! What usually comes in the next two months, with who handles it: time to prepare.

use serde::Serialize;

use super::super::near::shown_of;
use super::Context;
use super::lights::Cell;
use crate::language::count;
use crate::monitor::UsualPeak;
use crate::report::format::{self, fill};

/// Categories of a month on the page, those furthest above their mean.
const OF_A_MONTH: usize = 8;

/// One category in one month.
#[derive(Debug, Serialize)]
pub struct Line {
    month: String,
    /// The month as a day, to sort by.
    order: String,
    name: String,
    once: bool,
    ratio: Cell,
    usual: Cell,
    seen: Cell,
    unit: String,
    unit_href: String,
}

/// The calendar.
#[derive(Debug, Serialize)]
pub struct Seasons {
    lines: Vec<Line>,
    none: &'static str,
    note: String,
}

impl Seasons {
    pub(super) fn of(context: Context<'_>) -> Self {
        let (source, says) = (context.source, context.says);
        let peaks = &source.report.review.usual_peaks;
        let shown: Vec<&UsualPeak> = peaks
            .chunk_by(|a, b| a.month == b.month)
            .flat_map(|of_month| of_month.iter().take(OF_A_MONTH))
            .collect();
        let complete = source.report.panel.months.iter().filter(|month| month.complete).count();
        Self {
            none: if complete < 12 { says.seasons_short } else { says.seasons_none },
            note: match peaks.len() > shown.len() {
                true => shown_of(source, shown.len(), peaks.len(), "tables/usual_peaks.csv"),
                false => String::new(),
            },
            lines: shown.into_iter().map(|peak| line(context, peak)).collect(),
        }
    }
}

fn line(context: Context<'_>, peak: &UsualPeak) -> Line {
    let source = context.source;
    let lead = source.report.category_leads.get(&peak.category);
    let unit = lead.map(|(name, _)| name.clone()).unwrap_or_default();
    let of_year = |(year, orders): &(i32, u32)| {
        let (year, orders) = (year.to_string(), count(u64::from(*orders)));
        fill(context.says.season_year, &[("year", &year), ("n", &orders)])
    };
    let mut seen = peak.seen.iter().map(of_year);
    let newest = seen.next().unwrap_or_default();
    let sort = peak.seen.first().map(|(_, orders)| f64::from(*orders));
    Line {
        month: format::month(peak.month, source.language),
        order: peak.month.to_string(),
        name: source.report.panel.category(peak.category).name.clone(),
        once: peak.needs_second_year,
        ratio: Cell::new(format!("{:.1}", peak.ratio), vec![], Some(peak.ratio)),
        usual: Cell::new(format::expected(Some(peak.usual)), vec![], Some(peak.usual)),
        seen: Cell::new(newest, seen.collect(), sort),
        unit_href: context.department_href(&unit),
        unit,
    }
}
