//! The panel from the orders: monthly models from the cache where nothing changed, then the models over all months.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, UInt32Array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type, IntervalMonthDayNano};
use chrono::{Datelike, Days, NaiveDate};
use datafusion::common::ScalarValue;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use rayon::prelude::*;
use thiserror::Error;
use tokio::runtime::Runtime;

use super::dimensions::{Dimensions, stable_id};
use super::facts::{FileRefs, MonthOrders, accepted_orders};
use super::models::{self, Params};
use super::table::{AreaId, Available, CategoryId, CellMonth, CellWeek, Counts, DepartmentShare, Panel, StatMonth};
use crate::config::{Columns, MonthStart};
use crate::orders::{Cache, Coverage, Orders};

/// The models that run a month at a time and are kept between runs.
const MONTHLY: [&str; 3] = ["place_item_month", "place_item_week", "item_department_month"];

/// The panel could not be built.
#[derive(Debug, Error)]
pub enum PanelError {
    /// A model failed.
    #[error("{0}; run `yiti doctor`, and report this with the message")]
    Model(#[from] DataFusionError),
    /// A check found rows that must not be.
    #[error(
        "sql/checks/{check}.sql: {rows} rows that must not be; the tables disagree with each other, nothing was published"
    )]
    Check {
        /// The check.
        check: &'static str,
        /// Rows it found.
        rows: usize,
    },
    /// No order lies in the period.
    #[error(
        "no order between {first} and {last}: orders run from {first_order} to {last_order}; choose another --period"
    )]
    EmptyPeriod {
        /// First day of the period.
        first: NaiveDate,
        /// Last day of the period.
        last: NaiveDate,
        /// First day with an order.
        first_order: NaiveDate,
        /// Last day with an order.
        last_order: NaiveDate,
    },
}

/// The days a run looks at. All inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day of the period.
    pub period_first: NaiveDate,
    /// Last day of the period, or the last day that may be seen.
    pub period_last: NaiveDate,
    /// First day of the twelve months that end with the period: what is judged as a year.
    pub year_first: NaiveDate,
}

/// What the panel is built from.
pub struct Sources<'a> {
    /// The orders.
    pub orders: &'a Orders,
    /// By file.
    pub refs: &'a [FileRefs],
    /// By month, up to the window's last day.
    pub months: &'a BTreeMap<NaiveDate, MonthOrders>,
    /// The trees.
    pub dimensions: &'a Dimensions,
    /// Which columns are mapped.
    pub columns: &'a Columns,
    /// What the feed covers.
    pub coverage: &'a Coverage,
    /// Where months start.
    pub start: MonthStart,
    /// Coverage from which a month counts as complete.
    pub complete_at_least: f64,
}

/// Builds the panel.
///
/// # Errors
/// When a model fails or a check finds rows.
pub fn build_panel(
    sources: &Sources<'_>,
    window: Window,
    cache: &Cache,
    threads: usize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Panel, PanelError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .build()
        .map_err(|e| DataFusionError::External(Box::new(e)))?;
    let session = models::session(threads);
    register_monthly(&runtime, &session, sources, cache, progress)?;
    runtime.block_on(async {
        register_dimensions(&session, sources.dimensions)?;
        models::view(&session, "stg_places", &Params::new()).await?;
        models::view(&session, "stg_items", &Params::new()).await?;
        models::materialise(&session, "area_item_month", &Params::new()).await?;
        let cells = models::materialise(&session, "panel_cells", &Params::new()).await?;
        let weeks = models::run(&session, "panel_weeks", &Params::new()).await?;
        let departments = models::run(&session, "panel_departments", &period_params(sources, window)).await?;
        run_checks(&session).await?;
        Ok(assemble(sources, window, &cells, &weeks, &departments))
    })
}

/// Tables of one month, in the order of [`MONTHLY`].
type MonthTables = Vec<Vec<RecordBatch>>;

fn register_monthly(
    runtime: &Runtime,
    session: &SessionContext,
    sources: &Sources<'_>,
    cache: &Cache,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), PanelError> {
    let sql: String = MONTHLY.iter().chain(&["stg_orders"]).map(|name| models::model(name).sql).collect();
    let version = blake3::hash(format!("{sql} {:?} v2", sources.start).as_bytes()).to_hex()[..12].to_owned();
    let done = AtomicU64::new(0);
    let build = |month: &&MonthOrders| {
        let key = format!("{}-{version}", month.key);
        let kept: Option<MonthTables> = MONTHLY.iter().map(|name| cache.load_batches(&key, name)).collect();
        let tables = match kept {
            Some(tables) => tables,
            None => {
                let facts = accepted_orders(sources.orders, sources.refs, month);
                runtime.block_on(build_month(facts, sources.start, cache, &key))?
            }
        };
        let orders = month.orders.len() as u64;
        progress(done.fetch_add(orders, Ordering::Relaxed) + orders);
        Ok(tables)
    };
    let months: Vec<&MonthOrders> = sources.months.values().collect();
    let built: Vec<MonthTables> = months.par_iter().map(build).collect::<Result<_, PanelError>>()?;
    for (index, name) in MONTHLY.iter().enumerate() {
        let rows = built.iter().flat_map(|month| month[index].iter().cloned()).collect();
        models::register(session, name, rows)?;
    }
    Ok(())
}

async fn build_month(
    facts: RecordBatch,
    start: MonthStart,
    cache: &Cache,
    key: &str,
) -> Result<MonthTables, PanelError> {
    let month = models::session(1);
    models::register(&month, "accepted_orders", vec![facts])?;
    models::view(&month, "stg_orders", &calendar_params(start)).await?;
    let mut tables = Vec::with_capacity(MONTHLY.len());
    for name in MONTHLY {
        let rows = models::run(&month, name, &Params::new()).await?;
        // A cache that cannot be written only costs the next run its time.
        if let Err(error) = cache.store_batches(key, name, &rows) {
            tracing::warn!(%error, "an intermediate table could not be kept");
        }
        tables.push(rows);
    }
    Ok(tables)
}

/// The parameters of `stg_orders`.
pub fn calendar_params(start: MonthStart) -> Params {
    let start = u32::from(start) as i32;
    let interval = |months, days| ScalarValue::IntervalMonthDayNano(Some(IntervalMonthDayNano::new(months, days, 0)));
    vec![("month_start_shift", interval(0, start - 1)), ("month_name_shift", interval(i32::from(start > 1), 0))]
}

fn period_params(sources: &Sources<'_>, window: Window) -> Params {
    let month = |day| ScalarValue::Date32(Some(days_since_epoch(sources.start.month_of(day))));
    vec![("period_first_month", month(window.year_first)), ("period_last_month", month(window.period_last))]
}

fn register_dimensions(session: &SessionContext, dimensions: &Dimensions) -> Result<(), PanelError> {
    let mut places: Vec<_> = dimensions.places.values().collect();
    places.sort_unstable_by_key(|place| place.id);
    places.dedup_by_key(|place| place.id);
    let mut items: Vec<_> = dimensions.items.values().collect();
    items.sort_unstable_by_key(|item| item.id);
    let optional = |ids: Vec<Option<u32>>| Arc::new(UInt32Array::from(ids)) as ArrayRef;
    let table = |columns: Vec<(&str, ArrayRef)>| {
        let columns = columns.into_iter().map(|(name, values)| (name, values, true));
        RecordBatch::try_from_iter_with_nullable(columns).map_err(DataFusionError::from)
    };
    let place_table = table(vec![
        ("place_id", Arc::new(Int64Array::from_iter_values(places.iter().map(|place| place.id)))),
        ("city_id", optional(places.iter().map(|_| Some(0)).collect())),
        ("district_id", optional(places.iter().map(|place| place.district.map(|area| area.0)).collect())),
        ("street_id", optional(places.iter().map(|place| place.street.map(|area| area.0)).collect())),
    ])?;
    let item_table = table(vec![
        ("item_id", Arc::new(Int64Array::from_iter_values(items.iter().map(|item| item.id)))),
        ("unit_id", optional(items.iter().map(|item| Some(item.unit.0)).collect())),
        ("l1_id", optional(items.iter().map(|item| item.l1.map(|category| category.0)).collect())),
    ])?;
    let areas = &dimensions.areas;
    let area_table = table(vec![
        ("area_id", optional((0..areas.len() as u32).map(Some).collect())),
        ("area_level", Arc::new(StringArray::from_iter_values(areas.iter().map(|area| area.level.name())))),
        ("area", Arc::new(StringArray::from_iter_values(areas.iter().map(|area| &area.name)))),
    ])?;
    models::register(session, "places", vec![place_table])?;
    models::register(session, "items", vec![item_table])?;
    models::register(session, "areas", vec![area_table])?;
    Ok(())
}

async fn run_checks(session: &SessionContext) -> Result<(), PanelError> {
    for model in models::MODELS.iter().filter(|model| model.folder == "checks") {
        let rows = models::run(session, model.name, &Params::new()).await?.iter().map(RecordBatch::num_rows).sum();
        if rows > 0 {
            return Err(PanelError::Check { check: model.name, rows });
        }
    }
    Ok(())
}

fn assemble(
    sources: &Sources<'_>,
    window: Window,
    cells: &[RecordBatch],
    weeks: &[RecordBatch],
    departments: &[RecordBatch],
) -> Panel {
    let months = stat_months(sources, window);
    let month_at: HashMap<i32, u16> =
        months.iter().enumerate().map(|(index, month)| (days_since_epoch(month.month), index as u16)).collect();
    let first_of_year = sources.start.month_of(window.year_first);
    let period_months = months.partition_point(|month| month.month < first_of_year)..months.len();
    let grid = week_grid(sources, window);
    let week_at: HashMap<i32, u16> =
        grid.iter().enumerate().map(|(index, week)| (days_since_epoch(*week), index as u16)).collect();
    let period_weeks = grid.partition_point(|week| *week + Days::new(6) < window.period_first)..grid.len();
    let mut panel_cells: Vec<CellMonth> =
        cells.par_iter().flat_map_iter(|batch| read_cells(batch, &month_at)).collect();
    panel_cells.par_sort_unstable_by_key(|cell| (cell.area, cell.category, cell.month));
    let mut cell_weeks: Vec<CellWeek> = weeks.par_iter().flat_map_iter(|batch| read_weeks(batch, &week_at)).collect();
    cell_weeks.par_sort_unstable_by_key(|cell| (cell.area, cell.category, cell.week));
    let complete = |week: &NaiveDate| sources.coverage.share(*week, *week + Days::new(6)) >= sources.complete_at_least;
    Panel {
        areas: sources.dimensions.areas.clone(),
        categories: sources.dimensions.categories.clone(),
        item_level: sources.dimensions.item_level,
        weeks_complete: grid.iter().map(complete).collect(),
        departments: read_departments(sources, departments),
        available: available(sources.columns),
        months,
        period_months,
        cells: panel_cells,
        weeks: grid,
        period_weeks,
        cell_weeks,
    }
}

fn stat_months(sources: &Sources<'_>, window: Window) -> Vec<StatMonth> {
    let (Some(first), Some(last)) = (sources.months.keys().next(), sources.months.keys().last()) else {
        return Vec::new();
    };
    let mut months = Vec::new();
    let mut month = *first;
    while month <= *last {
        let (first_day, last_day) = sources.start.month(month.year(), month.month());
        let coverage = sources.coverage.share(first_day, last_day);
        let complete = coverage >= sources.complete_at_least && last_day <= window.period_last;
        months.push(StatMonth { month, first_day, last_day, coverage, complete });
        month = month + chrono::Months::new(1);
    }
    months
}

fn week_grid(sources: &Sources<'_>, window: Window) -> Vec<NaiveDate> {
    let first = sources.coverage.first_day.week(chrono::Weekday::Mon).first_day();
    first.iter_weeks().take_while(|monday| *monday + Days::new(6) <= window.period_last).collect()
}

fn read_cells(batch: &RecordBatch, month_at: &HashMap<i32, u16>) -> Vec<CellMonth> {
    let number = |name: &str| column(batch, name);
    let [areas, categories, orders] = ["area_id", "category_id", "orders"].map(number);
    let [responded_known, responded, resolved_known, resolved] =
        ["responded_known", "responded", "resolved_known", "resolved"].map(number);
    let [satisfied_known, satisfied, escalated, reported, reporters] =
        ["satisfied_known", "satisfied", "escalated", "reported", "reporters"].map(number);
    let months = batch.column_by_name("stat_month").expect("a column of panel_cells").as_primitive::<Date32Type>();
    let cell = |i: usize| {
        let count = |values: &Int64Array| values.value(i) as u32;
        Some(CellMonth {
            area: AreaId(count(&areas)),
            category: CategoryId(count(&categories)),
            month: *month_at.get(&months.value(i))?,
            counts: Counts {
                orders: count(&orders),
                responded_known: count(&responded_known),
                responded: count(&responded),
                resolved_known: count(&resolved_known),
                resolved: count(&resolved),
                satisfied_known: count(&satisfied_known),
                satisfied: count(&satisfied),
                reporters: count(&reporters),
                repeat_orders: count(&reported) - count(&reporters),
                escalated: count(&escalated),
            },
        })
    };
    (0..batch.num_rows()).filter_map(cell).collect()
}

fn read_weeks(batch: &RecordBatch, week_at: &HashMap<i32, u16>) -> Vec<CellWeek> {
    let [areas, categories, orders] = ["area_id", "category_id", "orders"].map(|name| column(batch, name));
    let weeks = batch.column_by_name("week").expect("a column of panel_weeks").as_primitive::<Date32Type>();
    let cell = |i: usize| {
        Some(CellWeek {
            area: AreaId(areas.value(i) as u32),
            category: CategoryId(categories.value(i) as u32),
            week: *week_at.get(&weeks.value(i))?,
            orders: orders.value(i) as u32,
        })
    };
    (0..batch.num_rows()).filter_map(cell).collect()
}

fn read_departments(sources: &Sources<'_>, batches: &[RecordBatch]) -> Vec<DepartmentShare> {
    let names: BTreeSet<&String> =
        sources.orders.files.iter().flat_map(|file| file.orders.departments.values()).collect();
    let names: HashMap<i64, &String> = names.into_iter().map(|name| (stable_id(&[Some(name)]), name)).collect();
    let mut shares = Vec::new();
    for batch in batches {
        let [categories, departments, orders] =
            ["category_id", "department_id", "orders"].map(|name| column(batch, name));
        shares.extend((0..batch.num_rows()).map(|i| DepartmentShare {
            category: CategoryId(categories.value(i) as u32),
            department: names[&departments.value(i)].clone(),
            orders: orders.value(i) as u32,
        }));
    }
    shares.sort_unstable_by(|a, b| {
        (a.category, std::cmp::Reverse(a.orders), &a.department).cmp(&(
            b.category,
            std::cmp::Reverse(b.orders),
            &b.department,
        ))
    });
    shares
}

fn column(batch: &RecordBatch, name: &str) -> Int64Array {
    let values = batch.column_by_name(name).unwrap_or_else(|| panic!("a model without its column {name}"));
    cast(values, &DataType::Int64).expect("a count or an id").as_primitive::<Int64Type>().clone()
}

const fn available(columns: &Columns) -> Available {
    Available {
        responded: columns.responded.is_some(),
        resolved: columns.resolved.is_some(),
        satisfied: columns.satisfied.is_some(),
        reporter: columns.reporter.is_some(),
        escalated: columns.escalated.is_some(),
        department: columns.department.is_some(),
        text: columns.text.is_some(),
    }
}

/// Days since 1970-01-01.
fn days_since_epoch(day: NaiveDate) -> i32 {
    day.to_epoch_days()
}
