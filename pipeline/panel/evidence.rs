//! What only the single orders can tell of a finding: who reported, and on which day most of it
//! came.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Date32Array, Int64Array, RecordBatch, UInt32Array};
use arrow::datatypes::Date32Type;
use chrono::NaiveDate;
use datafusion::common::ScalarValue;
use datafusion::prelude::SessionContext;
use rustc_hash::FxHashMap;

use super::keys::PanelKeys;
use super::read::counts;
use super::table::{AreaId, CategoryId};
use crate::engine::{self, Params, register_rows};
use crate::warehouse::{Month, Scope, Warehouse, WarehouseError, demands_session, params};

/// Which orders are asked about: one cell, some days, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    /// Where.
    pub area: AreaId,
    /// What; any level.
    pub category: CategoryId,
    /// First day.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: NaiveDate,
    /// Whether the peak day is asked for, which is counted apart.
    pub with_peak: bool,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Demands.
    pub orders: u64,
    /// Demands with a known reporter.
    pub reported: u64,
    /// Demands of the busiest reporter.
    pub top_reporter_orders: u64,
    /// The day with most demands, the first of equals, where it was asked for.
    pub peak_day: Option<NaiveDate>,
}

/// The columns of a demand that questions are asked of.
const ASKED: [&str; 6] =
    ["district_key", "street_key", "category_key", "category_l1_key", "day", "reporter"];

/// Demands whose reporters are counted at once: their hash tables take some 400 megabytes.
const DEMANDS_A_PART: u64 = 2_000_000;

/// Bytes of these columns.
const ASKED_BYTES: u64 = 48;

/// Answers many questions by the models `finding_peak` and `finding_source`.
///
/// # Errors
/// When a query fails.
pub fn evidence(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
    keys: &PanelKeys,
    questions: &[Question],
) -> Result<Vec<Evidence>, WarehouseError> {
    // A demand that is frequent and persistent is asked about twice.
    let mut numbers: FxHashMap<Question, usize> = FxHashMap::default();
    let mut distinct = Vec::new();
    for question in questions {
        numbers.entry(*question).or_insert_with(|| {
            distinct.push(*question);
            distinct.len() - 1
        });
    }
    let mut answers = vec![Evidence::default(); distinct.len()];
    let asked = months_asked(months, scope, &distinct);
    if !asked.is_empty() {
        let rows: u64 = asked.iter().flat_map(|month| &month.files).map(|file| file.rows).sum();
        let parts = rows.div_ceil(DEMANDS_A_PART).max(1) as i64;
        let mut params = params(scope, scope.last_day, scope.last_day);
        let number = |number: i64| ScalarValue::Int64(Some(number));
        params.extend([("part", number(0)), ("parts", number(parts))]);
        let mut session: Option<SessionContext> = None;
        let mut ask = |model: &'static str, wanted: fn(&Question) -> bool, params: &Params| {
            let questions = question_table(&distinct, wanted, keys);
            warehouse.answer(model, &asked, params, &questions, || {
                let session = match &session {
                    Some(session) => session,
                    None => session.insert(held_demands(warehouse, &asked, scope)?),
                };
                let _ = session.deregister_table("finding_demands")?;
                let _ = session.deregister_table("questions")?;
                register_rows(session, "questions", vec![questions.clone()])?;
                let rows = async {
                    engine::view(session, "finding_demands", params).await?;
                    engine::collect(session, model, params).await
                };
                Ok(warehouse.engine.wait(rows)?)
            })
        };
        for part in 0..parts {
            params.retain(|(name, _)| *name != "part");
            params.push(("part", number(part)));
            let sources = ask("finding_source", |_| true, &params)?;
            sources.iter().for_each(|batch| add_sources(batch, &mut answers));
        }
        let peaks = ask("finding_peak", |question| question.with_peak, &params)?;
        peaks.iter().for_each(|batch| add_peaks(batch, &mut answers));
    }
    Ok(questions.iter().map(|question| answers[numbers[question]]).collect())
}

/// A session with the demands of some months, decoded once where they fit the engine's memory.
fn held_demands(
    warehouse: &Warehouse,
    months: &[Month],
    scope: &Scope,
) -> Result<SessionContext, WarehouseError> {
    let session = demands_session(warehouse, months, scope, warehouse.engine.threads())?;
    if warehouse.may_hold(months, ASKED_BYTES) {
        let hold = async {
            let frame = session.table("stg_demands").await?.select_columns(&ASKED)?;
            engine::hold(&session, "stg_demands", frame).await
        };
        warehouse.engine.wait(hold)?;
    }
    Ok(session)
}

/// The months that hold a day that somebody asks about.
fn months_asked(months: &[Month], scope: &Scope, questions: &[Question]) -> Vec<Month> {
    let first = questions.iter().map(|question| question.first_day).min();
    let last = questions.iter().map(|question| question.last_day).max();
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let range = scope.start.month_of(first)..=scope.start.month_of(last);
    months.iter().filter(|month| range.contains(&month.month)).cloned().collect()
}

/// The questions that are wanted, by their numbers.
fn question_table(
    all: &[Question],
    wanted: fn(&Question) -> bool,
    keys: &PanelKeys,
) -> RecordBatch {
    let (numbers, questions): (Vec<u32>, Vec<&Question>) =
        (0..).zip(all).filter(|(_, question)| wanted(question)).unzip();
    let areas = questions.iter().map(|question| keys.area_key(question.area));
    let categories = questions.iter().map(|question| keys.category_key(question.category));
    let days = |day: fn(&Question) -> NaiveDate| {
        let days = questions.iter().map(|question| day(question).to_epoch_days());
        Arc::new(Date32Array::from_iter_values(days)) as ArrayRef
    };
    let columns: [(&str, ArrayRef); 5] = [
        ("question", Arc::new(UInt32Array::from(numbers))),
        ("area_key", Arc::new(Int64Array::from_iter_values(areas))),
        ("category_key", Arc::new(Int64Array::from_iter_values(categories))),
        ("first_day", days(|question| question.first_day)),
        ("last_day", days(|question| question.last_day)),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn add_peaks(batch: &RecordBatch, answers: &mut [Evidence]) {
    let questions = counts(batch, "question");
    let Some(peaks) = batch.column_by_name("peak_day") else { return };
    let peaks = peaks.as_primitive::<Date32Type>();
    for row in 0..batch.num_rows() {
        let answer = &mut answers[questions[row] as usize];
        answer.peak_day = NaiveDate::from_epoch_days(peaks.value(row));
    }
}

fn add_sources(batch: &RecordBatch, answers: &mut [Evidence]) {
    let (questions, orders) = (counts(batch, "question"), counts(batch, "orders"));
    let reported = counts(batch, "reported");
    let top = counts(batch, "top_reporter_orders");
    for row in 0..batch.num_rows() {
        let answer = &mut answers[questions[row] as usize];
        answer.orders += u64::from(orders[row]);
        answer.reported += u64::from(reported[row]);
        answer.top_reporter_orders = answer.top_reporter_orders.max(u64::from(top[row]));
    }
}
