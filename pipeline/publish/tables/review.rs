//! The tables of the review: areas, departments and channels by month, deadlines, completion,
//! outlook.

use arrow::array::{ArrayRef, RecordBatch};
use yiti_stats::bands::Band;
use yiti_stats::outlook::{COVERAGE, Expectation};
use yiti_stats::rates::Answers;

use super::livelihood::livelihood;
use super::quadrants::quadrants;
use super::{days, flags, integers, joined, known_integers, known_texts, numbers, table, texts};
use crate::monitor::{
    AreaMonth, CommunityMonth, Completion, CompletionStep, DeadlineRow, Forecast, NamedMonth,
    Review, ScoredForecast, Subject, UnitRates, UsualPeak,
};
use crate::panel::{Handler, Panel};

/// Name and rows of each table of the review.
pub fn review_tables(panel: &Panel, review: &Review) -> Vec<(&'static str, RecordBatch)> {
    vec![
        ("areas_month", areas(panel, review)),
        ("departments_month", named("department", &review.departments, review.age_days)),
        ("channels_month", named("channel", &review.channels, review.age_days)),
        ("request_types_month", named("request_type", &review.request_types, review.age_days)),
        ("dispatches_month", named("dispatch", &review.dispatches, review.age_days)),
        ("communities_month", communities(panel, &review.communities, review.age_days)),
        ("deadlines_month", deadlines(&review.deadlines)),
        ("completion", completion(panel, &review.completion)),
        ("outlook", outlook(panel, &review.outlook)),
        ("outlook_scores", scores(panel, &review.scores)),
        ("usual_peaks", usual_peaks(panel, &review.usual_peaks)),
        ("quadrants", quadrants(panel, &review.quadrants)),
        ("livelihood", livelihood(&review.livelihood)),
    ]
}

/// The columns that areas, departments, channels and the like share.
fn rates(rows: &[&UnitRates], age_days: u16) -> Vec<(&'static str, ArrayRef)> {
    let answers = |of: fn(&UnitRates) -> Option<Answers>| {
        let rate = numbers(rows.iter().map(|row| of(row).and_then(Answers::rate)));
        let asked = known_integers(rows.iter().map(|row| of(row).map(|answers| answers.asked)));
        (rate, asked)
    };
    let (response_rate, responded_known) = answers(|row| row.responded);
    let (resolution_rate, resolved_known) = answers(|row| row.resolved);
    let (satisfaction_rate, satisfied_known) = answers(|row| row.satisfied);
    vec![
        ("response_rate", response_rate),
        ("responded_known", responded_known),
        ("resolution_rate", resolution_rate),
        ("resolved_known", resolved_known),
        ("satisfaction_rate", satisfaction_rate),
        ("satisfied_known", satisfied_known),
        ("satisfaction_gap", numbers(rows.iter().map(|row| row.satisfaction_gap()))),
        ("resolved_at_age", numbers(rows.iter().map(|row| row.resolved_at_age()))),
        ("closed_at_age", numbers(rows.iter().map(|row| row.closed_at_age()))),
        ("old_orders", known_integers(rows.iter().map(|row| row.old_orders()))),
        ("age_days", integers(rows.iter().map(|_| u64::from(age_days)))),
    ]
}

/// One row an area and month.
fn areas(panel: &Panel, review: &Review) -> RecordBatch {
    let rows = &review.areas;
    let area = |row: &AreaMonth| panel.area(row.area);
    let parent = |row| area(row).parent.map(|parent| panel.area(parent).name.as_str());
    let band = |row: &AreaMonth| row.standing.map(|standing| band_name(standing.band));
    let rank = |of: fn(&yiti_stats::bands::Standing) -> usize| {
        known_integers(rows.iter().map(|row| row.standing.as_ref().map(of).map(|rank| rank as u64)))
    };
    let mut columns = vec![
        ("area_level", texts(rows.iter().map(|row| area(row).level.name()))),
        ("area", texts(rows.iter().map(|row| &area(row).name))),
        ("parent_area", known_texts(rows.iter().map(parent))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("complete", flags(rows.iter().map(|row| Some(row.complete)))),
        ("orders", known_integers(rows.iter().map(|row| row.rates.orders))),
        ("per_10k", numbers(rows.iter().map(|row| row.per_10k))),
    ];
    columns.extend(rates(&rows.iter().map(|row| &row.rates).collect::<Vec<_>>(), review.age_days));
    columns.extend([
        ("peer_group", known_integers(rows.iter().map(|row| row.peers.map(u64::from)))),
        ("band", known_texts(rows.iter().map(band))),
        ("band_rate", known_texts(rows.iter().map(|row| row.band_rate.map(|rate| rate.name())))),
        ("rank_low", rank(|standing| standing.rank_low)),
        ("rank_high", rank(|standing| standing.rank_high)),
        ("governance", flags(rows.iter().map(|row| row.governance))),
        ("entered", flags(rows.iter().map(|row| row.entered))),
        ("left", flags(rows.iter().map(|row| row.left))),
        ("months_listed", known_integers(rows.iter().map(|row| row.months_listed.map(u64::from)))),
        ("large_and_low", flags(rows.iter().map(|row| row.large_and_low))),
        ("orders_per_worker", numbers(rows.iter().map(|row| row.orders_per_worker))),
        ("budget_per_order", numbers(rows.iter().map(|row| row.budget_per_order))),
    ]);
    table(columns)
}

pub(super) const fn band_name(band: Band) -> &'static str {
    match band {
        Band::Low => "low",
        Band::Middle => "middle",
        Band::High => "high",
    }
}

/// One row a department, channel or kind of request and month.
fn named(kind: &'static str, rows: &[NamedMonth], age_days: u16) -> RecordBatch {
    let mut columns = vec![
        (kind, texts(rows.iter().map(|row| &row.name))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("complete", flags(rows.iter().map(|row| Some(row.complete)))),
        ("orders", known_integers(rows.iter().map(|row| row.rates.orders))),
    ];
    columns.extend(rates(&rows.iter().map(|row| &row.rates).collect::<Vec<_>>(), age_days));
    table(columns)
}

/// One row a month and community on its list.
fn communities(panel: &Panel, rows: &[CommunityMonth], age_days: u16) -> RecordBatch {
    let area = |row: &CommunityMonth| row.area.map(|area| panel.area(area).name.as_str());
    let mut columns = vec![
        ("community", texts(rows.iter().map(|row| &row.name))),
        ("parent_area", known_texts(rows.iter().map(area))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("complete", flags(rows.iter().map(|row| Some(row.complete)))),
        ("rank", integers(rows.iter().map(|row| u64::from(row.rank)))),
        ("entered", flags(rows.iter().map(|row| row.entered))),
        ("months_listed", integers(rows.iter().map(|row| u64::from(row.months_listed)))),
        ("orders", known_integers(rows.iter().map(|row| row.rates.orders))),
    ];
    columns.extend(rates(&rows.iter().map(|row| &row.rates).collect::<Vec<_>>(), age_days));
    table(columns)
}

/// One row a deadline class, department and month.
fn deadlines(rows: &[DeadlineRow]) -> RecordBatch {
    let count = |of: fn(&DeadlineRow) -> u64| integers(rows.iter().map(of));
    table(vec![
        ("deadline_class", texts(rows.iter().map(|row| row.class.name()))),
        ("department", known_texts(rows.iter().map(|row| row.department.as_ref()))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("due", count(|row| row.due)),
        ("on_time", count(|row| row.on_time)),
        ("overdue_closed", count(|row| row.overdue_closed)),
        ("overdue_open", count(|row| row.overdue_open)),
        ("age_median_days", numbers(rows.iter().map(|row| row.age_median_days))),
        ("age_p90_days", numbers(rows.iter().map(|row| row.age_p90_days))),
    ])
}

/// One row a step of a curve.
fn completion(panel: &Panel, curves: &[Completion]) -> RecordBatch {
    let rows: Vec<(&Completion, &CompletionStep)> =
        curves.iter().flat_map(|curve| curve.steps.iter().map(move |step| (curve, step))).collect();
    let level = |curve: &Completion| match curve.handler {
        Handler::Area(area) => panel.area(area).level.name(),
        Handler::Department(_) => "department",
    };
    let name = |curve: &Completion| match (curve.handler, &curve.department) {
        (Handler::Area(area), _) => panel.area(area).name.clone(),
        (Handler::Department(_), name) => name.clone().unwrap_or_default(),
    };
    let count = |of: fn(&CompletionStep) -> u64| integers(rows.iter().map(|(_, step)| of(step)));
    table(vec![
        ("handler_level", texts(rows.iter().map(|(curve, _)| level(curve)))),
        ("handler", texts(rows.iter().map(|(curve, _)| name(curve)))),
        ("month", days(rows.iter().map(|(curve, _)| curve.month))),
        ("age_days", count(|step| u64::from(step.age_days))),
        ("at_risk", count(|step| step.at_risk)),
        ("closed", count(|step| step.closed)),
        ("closed_share", numbers(rows.iter().map(|(_, step)| Some(step.closed_share)))),
    ])
}

/// The columns that say what a forecast is of.
fn subjects(panel: &Panel, subjects: &[&Subject]) -> Vec<(&'static str, ArrayRef)> {
    let topic = |subject: &&Subject| match *subject {
        Subject::Topic { topic_id, title } => Some((topic_id.clone(), title.clone())),
        Subject::Area(_) => None,
    };
    let area = |subject: &&Subject| match *subject {
        Subject::Area(area) => Some(panel.area(*area)),
        Subject::Topic { .. } => None,
    };
    let all = || subjects.iter();
    vec![
        ("topic_id", known_texts(all().map(|of| topic(of).map(|(id, _)| id)))),
        ("title", known_texts(all().map(|of| topic(of).map(|(_, title)| title)))),
        ("area_level", known_texts(all().map(|of| area(of).map(|area| area.level.name())))),
        ("area", known_texts(all().map(|of| area(of).map(|area| area.name.as_str())))),
    ]
}

/// One row a topic or area and coming month.
fn outlook(panel: &Panel, rows: &[Forecast]) -> RecordBatch {
    let number = |of: fn(&Expectation) -> f64| {
        numbers(rows.iter().map(|row| row.expectation.as_ref().map(of)))
    };
    let mut columns = subjects(panel, &rows.iter().map(|row| &row.subject).collect::<Vec<_>>());
    columns.extend([
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("expected", number(|month| month.expected)),
        ("low", number(|month| month.low)),
        ("high", number(|month| month.high)),
        ("coverage", numbers(rows.iter().map(|_| Some(COVERAGE)))),
    ]);
    table(columns)
}

/// One row a topic or area and month that has come since it was expected.
fn scores(panel: &Panel, rows: &[ScoredForecast]) -> RecordBatch {
    let number =
        |of: fn(&Expectation) -> f64| numbers(rows.iter().map(|row| Some(of(&row.expectation))));
    let mut columns = subjects(panel, &rows.iter().map(|row| &row.subject).collect::<Vec<_>>());
    columns.extend([
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("period", texts(rows.iter().map(|row| &row.period))),
        ("expected", number(|month| month.expected)),
        ("low", number(|month| month.low)),
        ("high", number(|month| month.high)),
        ("orders", integers(rows.iter().map(|row| row.orders))),
        ("held", flags(rows.iter().map(|row| Some(row.held)))),
    ]);
    table(columns)
}

/// One row a category and coming month in which it is usually high.
fn usual_peaks(panel: &Panel, rows: &[UsualPeak]) -> RecordBatch {
    let category = |row: &UsualPeak| panel.category(row.category);
    let years = |row: &UsualPeak| -> String {
        let years: Vec<String> = row.seen.iter().map(|(year, _)| year.to_string()).collect();
        joined(&years)
    };
    let newest = |row: &UsualPeak| row.seen.first().map(|(_, orders)| u64::from(*orders));
    table(vec![
        ("category_level", texts(rows.iter().map(|row| category(row).level_name()))),
        ("category", texts(rows.iter().map(|row| &category(row).name))),
        ("month", days(rows.iter().map(|row| Some(row.month)))),
        ("usual", numbers(rows.iter().map(|row| Some(row.usual)))),
        ("ratio", numbers(rows.iter().map(|row| Some(row.ratio)))),
        ("orders_last_year", known_integers(rows.iter().map(newest))),
        ("years", texts(rows.iter().map(years))),
        ("needs_second_year", flags(rows.iter().map(|row| Some(row.needs_second_year)))),
    ])
}
