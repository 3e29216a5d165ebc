//! The annual check-up: what became of the topics that were on the year's list.

use serde::Serialize;
use yiti_stats::rates::Answers;

use super::review::{Cell, points};
use super::{Source, list};
use crate::language::{count, percent};
use crate::monitor::{Checkup, Verdict, YearRates};
use crate::report::format::{self, fill};
use crate::report::review_sentences::ReviewSentences;

/// One topic.
#[derive(Debug, Serialize)]
pub struct Line {
    title: String,
    href: String,
    /// This year, on the year, responded, resolved, satisfied, months below last year.
    cells: Vec<Cell>,
    key: &'static str,
    verdict: &'static str,
}

/// The table.
#[derive(Debug, Serialize)]
pub struct CheckupView {
    says: String,
    lines: Vec<Line>,
}

impl CheckupView {
    pub(super) fn of(source: Source<'_>) -> Self {
        let says = ReviewSentences::of(source.language);
        let rows = source.report.checkup;
        let with = |is_wanted: fn(f64) -> bool| {
            rows.iter().filter(|row| row.yoy().is_some_and(is_wanted)).count().to_string()
        };
        let unknown = rows.iter().filter(|row| row.yoy().is_none()).count().to_string();
        let values = [
            ("all", rows.len().to_string()),
            ("fell", with(|yoy| yoy < 0.0)),
            ("rose", with(|yoy| yoy > 0.0)),
            ("unknown", unknown),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let mut order: Vec<&Checkup> = rows.iter().collect();
        // What rose comes first, what cannot be told last.
        let yoy = |row: &Checkup| row.yoy().unwrap_or(f64::NEG_INFINITY);
        order.sort_by(|a, b| yoy(b).total_cmp(&yoy(a)));
        Self {
            says: match rows.is_empty() {
                true => says.checkup_none.to_owned(),
                false => fill(says.checkup_says, &values),
            },
            lines: order.into_iter().map(|row| line(source, says, row)).collect(),
        }
    }
}

fn line(source: Source<'_>, says: ReviewSentences, row: &Checkup) -> Line {
    let from = row.orders_last_year.map(|n| fill(says.from_year, &[("n", &count(n))]));
    let fell = match row.months_compared {
        0 => Cell::unknown(""),
        all => {
            let (fell, all) = (row.months_fell.to_string(), all.to_string());
            let text = fill(says.checkup_of, &[("n", &fell), ("all", &all)]);
            Cell::new(text, vec![], Some(f64::from(row.months_fell)))
        }
    };
    let rates: [fn(&YearRates) -> Option<Answers>; 3] =
        [|rates| rates.responded, |rates| rates.resolved, |rates| rates.satisfied];
    let mut cells = vec![
        Cell::new(count(row.orders), vec![], Some(row.orders as f64)),
        Cell::new(format::change(row.yoy()), from.into_iter().collect(), row.yoy()),
    ];
    cells.extend(rates.map(|of| rate(source, says, of(&row.rates), of(&row.rates_last_year))));
    cells.push(fell);
    Line {
        title: row.title.clone(),
        href: list::href(source, &row.topic_id),
        cells,
        key: match row.verdict {
            Some(Verdict::Fell) => "green",
            Some(Verdict::DidNotFall) => "red",
            Some(Verdict::CannotTell) | None => "grey",
        },
        verdict: row
            .verdict
            .map_or(says.checkup_no_measure, |verdict| verdict.words(source.language)),
    }
}

/// A rate with numerator and denominator, and by how many points it differs from the year before.
fn rate(
    source: Source<'_>,
    says: ReviewSentences,
    now: Option<Answers>,
    before: Option<Answers>,
) -> Cell {
    let Some(answers) = now else { return Cell::unknown(source.words.not_in_data) };
    let Some(rate) = answers.rate() else { return Cell::unknown(says.no_answer) };
    let mut notes = vec![format!("{}/{}", count(answers.yes), count(answers.asked))];
    if let Some(then) = before.and_then(Answers::rate) {
        notes.push(fill(says.change_points, &[("points", &points(rate - then))]));
    }
    Cell::new(percent(rate), notes, Some(rate))
}
