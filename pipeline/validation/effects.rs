//! Effects under correlation: how often intervals of effects leave out 0 where nothing was done,
//! and hold and find a planted fall, on simulated cities ([`yiti_stats::effect_study`]).

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use yiti_stats::effect_study::{Study, Tally};

use super::figures::Figure;

const MONTHS: [usize; 2] = [24, 36];
const CORRELATIONS: [f64; 4] = [0.0, 0.2, 0.4, 0.6];

/// Cities of each line: of 30 categories, so shares of single measures are known to about a point.
const CITIES: usize = 20;
const SEED: u64 = 2024;

const TABLE: &str = "effects";

/// Names of the figures, and the heads of their columns.
const COLUMNS: [(&str, &str); 6] = [
    ("months_outside", "months outside 0"),
    ("months_outside_unwidened", "by the model alone"),
    ("measures_outside", "measures outside 0"),
    ("measures_outside_unwidened", "by the model alone"),
    ("covered", "−20% covered"),
    ("found", "−20% found"),
];

/// Title and explanation of the section.
pub(super) const HEADING: [&str; 2] = [
    "Effects under correlation · 月份相关时的成效判断",
    "Simulated cities of 30 categories: negative binomial months with the lag-1 correlation named. \
     First without any measure: share of single months, and of measures pretended to begin 12, 8 \
     or 4 months before the end, whose 95% interval leaves out 0, as published (as wide as needed \
     for 19 of 20 untreated categories to show no effect) and by the model alone. Then with a fall \
     of 20% planted: share of intervals that hold it, and that lie wholly below 0. 没有措施时区间不含零的比例（发布\
     的区间与模型自身的区间），以及植入20%降幅后区间包含它、看得出它的比例。",
];

/// Shares for each length of data and correlation.
pub(super) fn figures() -> Vec<Figure> {
    let settings: Vec<(usize, f64)> = MONTHS
        .iter()
        .flat_map(|&months| CORRELATIONS.map(|correlation| (months, correlation)))
        .collect();
    settings
        .into_par_iter()
        .flat_map_iter(|(months, correlation)| line(months, correlation))
        .collect()
}

fn line(months: usize, correlation: f64) -> Vec<Figure> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let tally = Study { months, correlation, cities: CITIES }.run(&mut rng).unwrap_or_default();
    let figure = |(name, _): (&'static str, &str)| Figure {
        table: TABLE,
        group: format!("{months} months"),
        at: Some(correlation),
        name,
        value: share(&tally, name),
    };
    COLUMNS.map(figure).into()
}

fn share(tally: &Tally, name: &str) -> f64 {
    let (part, whole) = match name {
        "months_outside" => (tally.months_outside, tally.months),
        "months_outside_unwidened" => (tally.months_outside_unwidened, tally.months),
        "measures_outside" => (tally.measures_outside, tally.measures),
        "measures_outside_unwidened" => (tally.measures_outside_unwidened, tally.measures),
        "covered" => (tally.covered, tally.measures),
        _ => (tally.found, tally.measures),
    };
    part as f64 / whole.max(1) as f64
}

/// The table of the section.
pub(super) fn table(figures: &[Figure]) -> String {
    let mut rows = String::new();
    for months in MONTHS {
        for correlation in CORRELATIONS {
            let group = format!("{months} months");
            let of = |name: &str| {
                let is = |f: &&Figure| {
                    f.table == TABLE
                        && f.group == group
                        && f.at == Some(correlation)
                        && f.name == name
                };
                figures
                    .iter()
                    .find(is)
                    .map_or("–".to_owned(), |f| format!("{:.1}%", f.value * 100.0))
            };
            let cells: String =
                COLUMNS.iter().map(|(name, _)| format!("<td>{}</td>", of(name))).collect();
            rows.push_str(&format!("<tr><td>{group}</td><td>{correlation}</td>{cells}</tr>\n"));
        }
    }
    let head: String = COLUMNS.iter().map(|(_, head)| format!("<th>{head}</th>")).collect();
    format!("<table><tr><th>Data</th><th>Correlation</th>{head}</tr>\n{rows}</table>\n")
}

#[cfg(test)]
mod tests;
