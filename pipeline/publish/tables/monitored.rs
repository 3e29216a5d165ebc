//! The monitor's tables beside `progress`: effects of measures, months in figures, busiest areas.

use arrow::array::RecordBatch;
use yiti_stats::rates::Answers;

use super::{days, flags, integers, known_integers, known_texts, numbers, table, texts};
use crate::monitor::{
    Checkup, Estimate, Falsification, GovernanceArea, GovernanceMonth, MeasureEffect, Monitoring,
    MonthSummary,
};
use crate::panel::Panel;

/// Name and rows of each table that the monitor makes beside `progress`.
pub fn monitored_tables(
    panel: &Panel,
    monitoring: &Monitoring,
) -> Vec<(&'static str, RecordBatch)> {
    vec![
        ("effects", effects(&monitoring.effects)),
        ("summary_month", summaries(&monitoring.summary)),
        ("governance_month", governance(panel, &monitoring.governance)),
    ]
}

/// One row a topic with a measure.
fn effects(rows: &[MeasureEffect]) -> RecordBatch {
    let estimate = |effect: &MeasureEffect| effect.estimate.ok();
    let number =
        |of: fn(&Estimate) -> f64| numbers(rows.iter().map(|row| estimate(row).as_ref().map(of)));
    let whole = |of: fn(&Estimate) -> u32| {
        known_integers(rows.iter().map(|row| estimate(row).as_ref().map(of).map(u64::from)))
    };
    let tried = |of: fn(&MeasureEffect) -> Option<Falsification>| {
        known_integers(rows.iter().map(|row| of(row).map(|found| u64::from(found.tried))))
    };
    let outside = |of: fn(&MeasureEffect) -> Option<Falsification>| {
        known_integers(rows.iter().map(|row| of(row).map(|found| u64::from(found.outside))))
    };
    table(vec![
        ("topic_id", texts(rows.iter().map(|e| &e.topic_id))),
        ("title", texts(rows.iter().map(|e| &e.title))),
        ("measure_start", days(rows.iter().map(|e| Some(e.measure_start)))),
        ("months", integers(rows.iter().map(|e| u64::from(e.months)))),
        ("observed", known_integers(rows.iter().map(|e| e.observed))),
        ("expected", number(|e| e.effect.expected)),
        ("effect", number(|e| e.effect.effect)),
        ("effect_low", number(|e| e.effect.low)),
        ("effect_high", number(|e| e.effect.high)),
        ("verdict", texts(rows.iter().map(|e| e.verdict.name()))),
        ("placebo_rank", whole(|e| e.placebo_rank)),
        ("smallest_detectable", number(|e| e.smallest_detectable)),
        ("placebos", whole(|e| e.placebos)),
        ("placebos_outside", outside(|e| e.placebo_topics)),
        ("placebo_dates", tried(|e| e.placebo_dates)),
        ("placebo_dates_outside", outside(|e| e.placebo_dates)),
        ("sentence", texts(rows.iter().map(|e| &e.sentence))),
    ])
}

/// One row a month of the period.
fn summaries(rows: &[MonthSummary]) -> RecordBatch {
    let counts = |of: fn(&MonthSummary) -> u32| integers(rows.iter().map(|row| u64::from(of(row))));
    // what cannot be compared neither fell nor failed to
    let all_fell = |row: &MonthSummary| {
        (row.topics > 0 && row.compared == row.topics).then_some(row.fell == row.topics)
    };
    table(vec![
        ("month", days(rows.iter().map(|m| Some(m.month)))),
        ("complete", flags(rows.iter().map(|m| Some(m.complete)))),
        ("topics", counts(|m| m.topics)),
        ("comparable", counts(|m| m.compared)),
        ("fell", counts(|m| m.fell)),
        ("fell_beyond_noise", counts(|m| m.fell_beyond_noise)),
        ("rose", counts(|m| m.rose)),
        ("cannot_tell", counts(|m| m.topics - m.compared)),
        ("all_fell", flags(rows.iter().map(all_fell))),
        ("noise_unknown", counts(|m| m.noise_unknown)),
        ("untreated_judged", counts(|m| m.untreated.judged)),
        ("untreated_green", counts(|m| m.untreated.green)),
        ("untreated_red", counts(|m| m.untreated.red)),
        ("rest_orders", integers(rows.iter().map(|m| m.rest_orders))),
        ("rest_orders_prev", known_integers(rows.iter().map(|m| m.rest_orders_prev))),
        ("sentence", texts(rows.iter().map(|m| &m.sentence))),
    ])
}

/// One row a topic that was on the year's list.
pub fn checkup_table(rows: &[Checkup]) -> RecordBatch {
    let rate = |of: fn(&Checkup) -> Option<Answers>| {
        numbers(rows.iter().map(|row| of(row).and_then(Answers::rate)))
    };
    let asked = |of: fn(&Checkup) -> Option<Answers>| {
        known_integers(rows.iter().map(|row| of(row).map(|answers| answers.asked)))
    };
    let months = |of: fn(&Checkup) -> u32| integers(rows.iter().map(|row| u64::from(of(row))));
    table(vec![
        ("topic_id", texts(rows.iter().map(|row| &row.topic_id))),
        ("title", texts(rows.iter().map(|row| &row.title))),
        ("orders", integers(rows.iter().map(|row| row.orders))),
        ("months_compared", months(|row| row.months_compared)),
        ("orders_compared", known_integers(rows.iter().map(|row| row.orders_compared))),
        ("orders_last_year", known_integers(rows.iter().map(|row| row.orders_last_year))),
        ("yoy", numbers(rows.iter().map(Checkup::yoy))),
        ("months_fell", months(|row| row.months_fell)),
        ("months_green", months(|row| row.lights[0])),
        ("months_red", months(|row| row.lights[1])),
        ("response_rate", rate(|row| row.rates.responded)),
        ("responded_known", asked(|row| row.rates.responded)),
        ("resolution_rate", rate(|row| row.rates.resolved)),
        ("resolved_known", asked(|row| row.rates.resolved)),
        ("satisfaction_rate", rate(|row| row.rates.satisfied)),
        ("satisfied_known", asked(|row| row.rates.satisfied)),
        ("response_rate_last_year", rate(|row| row.rates_last_year.responded)),
        ("resolution_rate_last_year", rate(|row| row.rates_last_year.resolved)),
        ("satisfaction_rate_last_year", rate(|row| row.rates_last_year.satisfied)),
        ("verdict", known_texts(rows.iter().map(|row| row.verdict.map(|verdict| verdict.name())))),
    ])
}

/// One row a month and area on its list.
fn governance(panel: &Panel, months: &[GovernanceMonth]) -> RecordBatch {
    let rows: Vec<(&GovernanceMonth, &GovernanceArea)> =
        months.iter().flat_map(|month| month.areas.iter().map(move |area| (month, area))).collect();
    let area = |row: &(&GovernanceMonth, &GovernanceArea)| panel.area(row.1.area);
    let parent = |row| area(row).parent.map(|parent| panel.area(parent).name.as_str());
    table(vec![
        ("month", days(rows.iter().map(|(month, _)| Some(month.month)))),
        ("complete", flags(rows.iter().map(|(month, _)| Some(month.complete)))),
        ("rank", integers(rows.iter().map(|(_, area)| u64::from(area.rank)))),
        ("area_level", texts(rows.iter().map(|row| area(row).level.name()))),
        ("area", texts(rows.iter().map(|row| &area(row).name))),
        ("parent_area", known_texts(rows.iter().map(parent))),
        ("orders", integers(rows.iter().map(|(_, area)| area.orders))),
        ("per_10k", numbers(rows.iter().map(|(_, area)| area.per_10k))),
        ("entered", flags(rows.iter().map(|(_, area)| area.entered))),
    ])
}
