//! What the models make of each month: run where orders, model or parameters changed, else read
//! back.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use chrono::{Datelike, NaiveDate};
use datafusion::common::ScalarValue;
use rayon::prelude::*;

use super::error::WarehouseError;
use super::keys::CITY_KEY;
use super::manifest::FactFile;
use super::outcome_days::{OutcomeDays, Version};
use super::replaced::none_replaced;
use super::session::demands_session;
use super::stage::{Staged, Warehouse};
use crate::calendar::MonthStart;
use crate::engine::{self, Folder, Model, Params, register_rows};
use crate::orders::{Columns, midnight};

/// Bytes of a demand's columns, without its text.
const DEMAND_BYTES: u64 = 160;

/// Share of the engine's memory that demands may take which several queries read.
const HELD_PARTS: u64 = 4;

/// What is the same for all months of a run.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Where months start.
    pub start: MonthStart,
    /// Whether streets are the finest level of the panel; else communities are.
    pub has_streets: bool,
    /// The last day that may be seen.
    pub last_day: NaiveDate,
}

/// Orders of one month.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its name: the first day of a calendar month.
    pub month: NaiveDate,
    /// Files with its orders.
    pub files: Vec<FactFile>,
    /// Rows that do not count, if any.
    pub replaced: RecordBatch,
    /// The first day that may not be seen: the first of the next month, or earlier.
    pub until: NaiveDate,
    /// Names the orders that may be seen, and which of them count.
    pub key: String,
    /// What of their outcomes is known.
    pub outcomes: OutcomeDays,
}

/// All months of a run that it may see, oldest first.
pub type Months = Vec<Month>;

/// What the kept models made of a month.
#[derive(Debug)]
pub struct MonthTables {
    /// The month.
    pub month: NaiveDate,
    /// Rows by model.
    pub tables: BTreeMap<&'static str, Vec<RecordBatch>>,
}

impl MonthTables {
    /// The rows of a model.
    pub fn rows(&self, model: &str) -> &[RecordBatch] {
        self.tables.get(model).map_or(&[], Vec::as_slice)
    }
}

impl Staged {
    /// The months with orders up to the scope's last day.
    pub fn months(&self, scope: &Scope) -> Months {
        let last = scope.start.month_of(scope.last_day);
        let months = self.months.range(..=last);
        months.map(|(month, files)| self.month(*month, files, scope)).collect()
    }

    fn month(&self, month: NaiveDate, files: &[FactFile], scope: &Scope) -> Month {
        let (_, month_end) = scope.start.month(month.year(), month.month());
        let until = month_end.min(scope.last_day) + chrono::Days::new(1);
        let replaced = self.replaced.by_month.get(&month).cloned().unwrap_or_else(none_replaced);
        let mut hasher = blake3::Hasher::new();
        let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        for name in names {
            hasher.update(name.as_bytes());
        }
        for column in 0..2 {
            for value in replaced.column(column).to_data().buffers() {
                hasher.update(value);
            }
        }
        hasher.update(format!("{until} {}", scope.has_streets).as_bytes());
        let key = hasher.finalize().to_hex()[..24].to_owned();
        let outcomes = OutcomeDays::unknown(until);
        Month { month, files: files.to_vec(), replaced, until, key, outcomes }
    }
}

/// Accepted orders of some months.
pub fn orders_of(months: &[Month]) -> u64 {
    months.iter().flat_map(|month| &month.files).map(|file| file.rows).sum()
}

/// The parameters of the models for one month.
pub fn params(scope: &Scope, month: NaiveDate, until: NaiveDate) -> Params {
    vec![
        ("city_key", ScalarValue::Int64(Some(CITY_KEY))),
        ("stat_month", ScalarValue::Date32(Some(month.to_epoch_days()))),
        ("areas_are_streets", ScalarValue::Boolean(Some(scope.has_streets))),
        ("until", ScalarValue::TimestampSecond(Some(midnight(until)), None)),
    ]
}

/// The models whose rows the panel is read from.
pub const PANEL_MODELS: [&str; 3] =
    ["area_category_month", "area_category_week", "category_department_month"];

/// The models that the review of a month is read from. Communities are asked for where they are
/// finer than the panel's areas.
pub fn review_models(columns: &Columns) -> Vec<&'static str> {
    let mut models =
        vec!["area_month", "channel_month", "department_month", "deadline_month", "closing_month"];
    if columns.request_type.is_some() {
        models.push("request_type_month");
    }
    if columns.dispatch.is_some() {
        models.push("dispatch_month");
    }
    if columns.community.is_some() && columns.has_streets() {
        models.push("community_month");
    }
    models
}

/// The model of hourly counts.
pub const HOURS_MODEL: &str = "orders_by_hour";

impl Warehouse {
    /// Takes what `each` makes of the rows of the kept models that `models` names for a month,
    /// month by month, months side by side: no more months are held than there are cores.
    ///
    /// # Errors
    /// When a model fails, the folder cannot be written, or `each` refuses.
    pub fn each_month<T: Send>(
        &self,
        months: &[Month],
        scope: &Scope,
        models: impl Fn(&Month) -> Vec<&'static str> + Sync,
        each: impl Fn(&Month, MonthTables) -> Result<T, WarehouseError> + Sync,
    ) -> Result<Vec<T>, WarehouseError> {
        let named: Vec<Vec<&'static str>> = months.iter().map(&models).collect();
        let names: BTreeSet<&'static str> = named.iter().flatten().copied().collect();
        let versions: BTreeMap<&str, Version> =
            names.into_iter().map(|name| (name, Version::of(name))).collect();
        let key = |month: &Month, name: &str| versions[name].key(month);
        let path =
            |month: &Month, name: &str| self.layout().mart(name, month.month, &key(month, name));
        let is_missing = |(month, names): &(&Month, &Vec<&'static str>)| {
            names.iter().any(|name| !path(month, name).exists())
        };
        let missing = months.iter().zip(&named).filter(is_missing).count();
        // Months side by side; the cores that are left over work on one month.
        let partitions = (self.engine.threads() / missing.max(1)).max(1);
        let build = |(month, names): (&Month, &Vec<&'static str>)| {
            let mut tables = BTreeMap::new();
            let mut absent = Vec::new();
            for &name in names {
                match self.kept.load(path(month, name)) {
                    Some(rows) => drop(tables.insert(name, rows)),
                    None => absent.push(name),
                }
            }
            if !absent.is_empty() {
                let made = match self.engine.has_cluster() {
                    true => self.make_on_cluster(month, scope, &absent)?,
                    false => self.make(month, scope, &absent, partitions)?,
                };
                for (name, rows) in made {
                    let path = path(month, name);
                    let stored = self.kept.store(path.clone(), &rows);
                    stored.map_err(WarehouseError::write(&path))?;
                    tables.insert(name, rows);
                }
            }
            each(month, MonthTables { month: month.month, tables })
        };
        let months_named = months.par_iter().with_max_len(1).zip(&named);
        let made: Vec<T> = months_named.map(build).collect::<Result<_, WarehouseError>>()?;
        self.with_manifest(|manifest| {
            for (month, names) in months.iter().zip(&named) {
                let entry = manifest.current.months.entry(month.month).or_default();
                for name in names {
                    entry.marts.insert((*name).to_owned(), key(month, name));
                }
            }
        });
        Ok(made)
    }

    /// Runs models over one month, each after those that it reads.
    fn make(
        &self,
        month: &Month,
        scope: &Scope,
        wanted: &[&'static str],
        partitions: usize,
    ) -> Result<Vec<(&'static str, Vec<RecordBatch>)>, WarehouseError> {
        let session = demands_session(self, std::slice::from_ref(month), scope, partitions)?;
        if self.may_hold(std::slice::from_ref(month), DEMAND_BYTES * self.engine.threads() as u64) {
            // Every model reads them: they are decoded once. No model of a month reads texts.
            let hold = async {
                let frame = session.table("stg_demands").await?.drop_columns(&["text"])?;
                engine::hold(&session, "stg_demands", frame).await
            };
            self.engine.wait(hold)?;
        }
        let params = month_params(scope, month);
        let mut made = Vec::new();
        for model in needed_models(wanted) {
            let rows = self.engine.wait(engine::collect(&session, model.name, &params))?;
            register_rows(&session, model.name, rows.clone())?;
            if wanted.contains(&model.name) {
                made.push((model.name, rows));
            }
        }
        self.verify(std::slice::from_ref(month))?;
        Ok(made)
    }

    /// Whether the demands of some months, at so many bytes each, fit the engine's memory beside
    /// what queries need.
    pub fn may_hold(&self, months: &[Month], demand_bytes: u64) -> bool {
        orders_of(months) * demand_bytes <= self.engine.memory_bytes() / HELD_PARTS
    }
}

/// The parameters of the models of a month.
pub(super) fn month_params(scope: &Scope, month: &Month) -> Params {
    let mut params = params(scope, month.month, month.until);
    params.extend(month.outcomes.params());
    params
}

/// Kept models and those that they read, each after what it reads.
pub(super) fn needed_models(wanted: &[&'static str]) -> Vec<&'static Model> {
    let mut needed: Vec<&str> = wanted.to_vec();
    let mut at = 0;
    while at < needed.len() {
        for name in engine::reads(engine::model(needed[at])) {
            if !needed.contains(&name) {
                needed.push(name);
            }
        }
        at += 1;
    }
    let mut models = engine::in_order();
    models.retain(|model| model.folder == Folder::Marts && needed.contains(&model.name));
    models
}
