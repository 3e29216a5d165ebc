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
use crate::warehouse::{
    Month, Scope, Warehouse, WarehouseError, demands_session, orders_of, params,
};

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
    /// The day with most demands, the first of equals; `None` where there are none.
    pub peak_day: Option<NaiveDate>,
}

/// The columns of a demand that questions are asked of.
const ASKED: [&str; 6] =
    ["district_key", "street_key", "category_key", "category_l1_key", "day", "reporter"];

/// Demands whose reporters are counted at once: more, and their hash table would fill the memory.
const DEMANDS_A_PART: u64 = 2_000_000;

/// Bytes of these columns.
const ASKED_BYTES: u64 = 48;

/// Answers many questions by the models `finding_orders`, `repeated_demands` and `finding_source`.
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
    let months = months_asked(months, scope, &distinct);
    if !months.is_empty() {
        let params = params(scope, scope.last_day, scope.last_day);
        let questions = question_table(&distinct, keys);
        let mut held = None;
        let asked = warehouse.answer(&["finding_orders"], &months, &params, &questions, || {
            let session = held_demands(warehouse, &months, scope)?;
            let rows = ask(warehouse, &session, "finding_orders", &questions, &params)?;
            held = Some(session);
            Ok(rows)
        })?;
        asked.iter().for_each(|batch| add_orders(batch, &mut answers));
        let models = ["finding_source", "repeated_demands"];
        let sources = warehouse.answer(&models, &months, &params, &questions, || {
            let all = held.take().map_or_else(|| held_demands(warehouse, &months, scope), Ok)?;
            let parts = orders_of(&months).div_ceil(DEMANDS_A_PART).max(1) as i64;
            let sources = (0..parts).map(|part| {
                let session = repeated_demands(warehouse, &all, &params, [part, parts])?;
                ask(warehouse, &session, "finding_source", &questions, &params)
            });
            Ok(sources.collect::<Result<Vec<_>, WarehouseError>>()?.concat())
        })?;
        sources.iter().for_each(|batch| add_sources(batch, &mut answers));
    }
    Ok(questions.iter().map(|question| answers[numbers[question]]).collect())
}

/// What a model says of the demands of each question.
fn ask(
    warehouse: &Warehouse,
    session: &SessionContext,
    model: &'static str,
    questions: &RecordBatch,
    params: &Params,
) -> Result<Vec<RecordBatch>, WarehouseError> {
    register_rows(session, "questions", vec![questions.clone()])?;
    let rows = async {
        engine::view(session, "finding_demands", params).await?;
        engine::collect(session, model, params).await
    };
    Ok(warehouse.engine.wait(rows)?)
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

/// A session whose demands are those of reporters who came at least twice with one level-1
/// category, of a share of the reporters. Everybody else has at most one demand in any question.
fn repeated_demands(
    warehouse: &Warehouse,
    all: &SessionContext,
    params: &Params,
    [part, parts]: [i64; 2],
) -> Result<SessionContext, WarehouseError> {
    let number = |number: i64| ScalarValue::Int64(Some(number));
    let mut params = params.clone();
    params.extend([("part", number(part)), ("parts", number(parts))]);
    let repeated = warehouse.engine.wait(engine::collect(all, "repeated_demands", &params))?;
    let session = warehouse.engine.session(warehouse.engine.threads());
    register_rows(&session, "stg_demands", repeated)?;
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

/// The questions, by their numbers.
fn question_table(questions: &[Question], keys: &PanelKeys) -> RecordBatch {
    let numbers = UInt32Array::from_iter_values(0..questions.len() as u32);
    let areas = questions.iter().map(|question| keys.area_key(question.area));
    let categories = questions.iter().map(|question| keys.category_key(question.category));
    let days = |day: fn(&Question) -> NaiveDate| {
        let days = questions.iter().map(|question| day(question).to_epoch_days());
        Arc::new(Date32Array::from_iter_values(days)) as ArrayRef
    };
    let columns: [(&str, ArrayRef); 5] = [
        ("question", Arc::new(numbers)),
        ("area_key", Arc::new(Int64Array::from_iter_values(areas))),
        ("category_key", Arc::new(Int64Array::from_iter_values(categories))),
        ("first_day", days(|question| question.first_day)),
        ("last_day", days(|question| question.last_day)),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of equal length")
}

fn add_orders(batch: &RecordBatch, answers: &mut [Evidence]) {
    let [questions, orders, reported] =
        ["question", "orders", "reported"].map(|name| counts(batch, name));
    let Some(peaks) = batch.column_by_name("peak_day") else { return };
    let peaks = peaks.as_primitive::<Date32Type>();
    for row in 0..batch.num_rows() {
        answers[questions[row] as usize] = Evidence {
            orders: u64::from(orders[row]),
            reported: u64::from(reported[row]),
            // Whoever is not among the reporters of `finding_source` came once.
            top_reporter_orders: u64::from(reported[row].min(1)),
            peak_day: NaiveDate::from_epoch_days(peaks.value(row)),
        };
    }
}

fn add_sources(batch: &RecordBatch, answers: &mut [Evidence]) {
    let [questions, top] = ["question", "top_reporter_orders"].map(|name| counts(batch, name));
    for (question, top) in questions.into_iter().zip(top) {
        let most = &mut answers[question as usize].top_reporter_orders;
        *most = u64::from(top).max(*most);
    }
}
