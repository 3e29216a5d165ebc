//! What every verb starts from: the orders staged, and the panel of the period.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::inputs::{city_name, needed_days, warehouse_folder};
use super::neighbours::surroundings;
use super::period::{self, Clock, choose};
use super::review;
use super::texts::{self, MinedTexts};
use super::withheld::{self, Reasons};
use super::{Job, RunError, Steps, Watch, steps};
use crate::calendar::Holidays;
use crate::mine::{self, NotAssessed};
use crate::orders::{Coverage, read_areas};
use crate::panel::{
    HourRow, Panel, PanelFrame, PanelKeys, REPEATS_MODEL, Sources, by_hour, last_event,
};
use crate::report::{AreaPlace, WeekHours};
use crate::warehouse::{
    Dimensions, HOURS_MODEL, Month, MonthTables, Months, PANEL_MODELS, Scope, Staged, TreeTables,
    Warehouse, WarehouseError, dimensions, review_models, write_dims,
};

/// The warehouse, and what a run may see of it.
#[derive(Debug)]
pub struct Opened {
    /// The warehouse.
    pub warehouse: Warehouse,
    /// The files of the run.
    pub staged: Staged,
    /// The names; of areas and categories until the panel has them.
    pub dimensions: Dimensions,
    /// Where each key stands in the panel.
    pub keys: PanelKeys,
    /// Months that the run may see, oldest first.
    pub months: Months,
    /// What is the same for all months.
    pub scope: Scope,
}

/// Orders and panel: what every verb starts from.
#[derive(Debug)]
pub struct Prepared {
    /// The orders.
    pub opened: Opened,
    /// What the feed covers.
    pub coverage: Coverage,
    /// The period.
    pub clock: Clock,
    /// The panel.
    pub panel: Panel,
    /// Demands received in the period.
    pub(super) orders_in_period: u64,
    /// Demands received in the twelve months that end with the period.
    pub(super) orders_in_year: u64,
    /// Demands received up to the end of the period.
    pub(super) orders_seen: u64,
    /// Demands of these months that were closed before they were received.
    pub(super) closed_early: u64,
    /// What cannot be judged sudden, and why.
    pub(super) reasons: Reasons,
    /// What the data is too short to judge.
    pub(super) not_assessed: Vec<NotAssessed>,
    /// Demands by weekday and hour, of what is judged as a year.
    pub(super) week_hours: WeekHours,
    /// Where areas lie.
    pub(super) places: Vec<AreaPlace>,
    pub(super) holidays: Holidays,
}

impl Prepared {
    /// Whether data of the period is missing: it is not over, or the feed has gaps.
    pub fn is_partial(&self, job: &Job) -> bool {
        let last = self.clock.period.last_day(job.config.calendar.month_start_day);
        self.clock.window.period_last < last
            || self.period_share(job) < job.config.check.complete_at_least
    }

    /// Share of the period's usual demands that the feed covers.
    pub(super) fn period_share(&self, job: &Job) -> f64 {
        let start = job.config.calendar.month_start_day;
        let period = self.clock.period;
        self.coverage.share(period.first_day(start), period.last_day(start))
    }
}

/// Stages the orders and builds the panel of the period.
///
/// # Errors
/// When the input is refused, or no order lies in the period.
pub fn prepare(
    job: &Job,
    watch: &Watch<'_>,
    steps: &mut Steps<'_, '_>,
) -> Result<Prepared, RunError> {
    let (opened, seen) = open(job, watch, steps)?;
    let panel = steps.step("panel", || {
        let panel = panel_of(job, watch, &opened, &seen)?;
        let cells = panel.cells.len() as u64;
        Ok::<_, RunError>((panel, cells))
    })?;
    prepared(job, opened, seen, panel)
}

/// As [`prepare`], and mines the texts of the period: neither waits for the other.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_with_texts(
    job: &Job,
    watch: &Watch<'_>,
    steps: &mut Steps<'_, '_>,
) -> Result<(Prepared, MinedTexts), RunError> {
    let (opened, seen) = open(job, watch, steps)?;
    let (panel, texts) = steps.step("panel", || {
        let (panel, texts) = rayon::join(
            || panel_of(job, watch, &opened, &seen),
            || steps::timed(|| texts::mine(&opened, &seen.clock.window)),
        );
        let panel = panel?;
        let cells = panel.cells.len() as u64;
        Ok::<_, RunError>(((panel, texts), cells))
    })?;
    let (texts, seconds) = texts;
    let texts = texts?;
    steps.beside("texts", texts.standouts.len() as u64, seconds);
    Ok((prepared(job, opened, seen, panel)?, texts))
}

/// When demands were received, and what follows from it.
struct Seen {
    hours: Vec<HourRow>,
    coverage: Coverage,
    clock: Clock,
    holidays: Holidays,
    orders_in_period: u64,
    last_events: BTreeMap<NaiveDate, NaiveDate>,
}

fn open(
    job: &Job,
    watch: &Watch<'_>,
    steps: &mut Steps<'_, '_>,
) -> Result<(Opened, Seen), RunError> {
    let config = &job.config;
    let holidays = config.holidays()?;
    let reading = config.reading();
    let areas = read_areas(&reading)?;
    let columns = config.any_columns();
    let (warehouse, mut staged) = steps.step("orders", || {
        let shared = config.warehouse.shared.as_deref();
        let warehouse = Warehouse::open(&warehouse_folder(job), shared, job.engine.clone())?;
        let staged =
            warehouse.stage(&reading, &job.inputs, needed_days(job), &|rows| watch.rows(rows))?;
        let accepted = staged.reconciliation.accepted;
        Ok::<_, RunError>(((warehouse, staged), accepted))
    })?;
    warehouse.set_current(&staged);
    // Of a million places they are hundreds of megabytes: they go as soon as they are in order.
    let names = std::mem::take(&mut staged.names);
    let dimensions = dimensions(&names, &reading, areas.as_ref(), city_name(config));
    drop(names);
    write_dims(warehouse.layout(), &dimensions)?;
    let keys = PanelKeys::new(&dimensions);
    let start = config.calendar.month_start_day;
    let has_streets = columns.has_streets();
    let all = Scope { start, has_streets, last_day: chrono::NaiveDate::MAX };
    let seen = steps.step("completeness", || {
        let months = staged.months(&all);
        let read = |month: &Month, tables: MonthTables| {
            let rows = tables.rows(HOURS_MODEL);
            Ok((by_hour(rows), last_event(rows).map(|day| (month.month, day))))
        };
        let read = warehouse.each_month(&months, &all, |_| vec![HOURS_MODEL], read)?;
        let (hours, events): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let (hours, last_events) = (hours.concat(), events.into_iter().flatten().collect());
        let coverage = period::coverage(&hours, job.as_of, job.today, &holidays);
        let clock = choose(job, &coverage)?;
        let orders_in_period = period::orders_in_period(&hours, &clock, &coverage, start)?;
        let seen = Seen { hours, coverage, clock, holidays, orders_in_period, last_events };
        Ok::<_, RunError>((seen, orders_in_period))
    })?;
    let scope = Scope { last_day: seen.clock.window.period_last, ..all };
    let mut months = staged.months(&scope);
    review::know_outcomes(job, &seen.clock, &scope, &seen.last_events, &mut months);
    Ok((Opened { warehouse, staged, dimensions, keys, months, scope }, seen))
}

fn panel_of(
    job: &Job,
    watch: &Watch<'_>,
    opened: &Opened,
    seen: &Seen,
) -> Result<Panel, WarehouseError> {
    let Opened { warehouse, months, scope, dimensions, keys, .. } = opened;
    let columns = job.config.any_columns();
    let names: Vec<NaiveDate> = months.iter().map(|month| month.month).collect();
    let frame = PanelFrame::new(&Sources {
        months: &names,
        dimensions,
        keys,
        columns: &columns,
        coverage: &seen.coverage,
        start: scope.start,
        complete_at_least: job.config.check.complete_at_least,
        window: seen.clock.window,
    });
    // Models that are read later are made now, while the demands of a month are at hand.
    let review = review_models(&columns);
    let models = |month: &Month| {
        let mut models = PANEL_MODELS.to_vec();
        if columns.reporter.is_some() {
            models.push(REPEATS_MODEL);
        }
        if review::is_reviewed(month, scope, &seen.clock.window) {
            models.extend(&review);
        }
        models
    };
    let trees = TreeTables::of(dimensions);
    let parts = warehouse.each_month(months, scope, models, |month, tables| {
        warehouse.check(&tables, &trees)?;
        watch.rows(month.files.iter().map(|file| file.rows).sum());
        Ok(frame.part(&tables))
    })?;
    Ok(frame.panel(parts))
}

fn prepared(
    job: &Job,
    mut opened: Opened,
    seen: Seen,
    mut panel: Panel,
) -> Result<Prepared, RunError> {
    opened.dimensions.drop_trees();
    let Seen { hours, coverage, clock, holidays, orders_in_period, .. } = seen;
    let window = clock.window;
    let year_first = opened.scope.start.month_of(window.year_first);
    let first_day = opened.scope.start.first_day_of(year_first);
    let orders_in_year = period::orders_between(&hours, first_day, window.period_last);
    let orders_seen = period::orders_between(&hours, chrono::NaiveDate::MIN, window.period_last);
    let days = first_day..=window.period_last;
    let of_year = hours.iter().filter(|row| days.contains(&row.day));
    let closed_early = of_year.map(|row| u64::from(row.closed_early)).sum();
    let config = &job.config;
    let (neighbours, places) = surroundings(config, &panel)?;
    panel.neighbours = neighbours;
    let of_year = hours.iter().filter(|row| days.contains(&row.day));
    let week_hours = WeekHours::of(of_year.map(|row| (row.day, row.hour, row.orders)));
    let reasons = withheld::reasons(&opened, &panel, &coverage, &hours, &config.names)?;
    let not_assessed = mine::not_assessed(&panel, &config.spike, &config.persistent);
    opened.warehouse.store_manifest()?;
    opened.warehouse.share_current()?;
    Ok(Prepared {
        opened,
        coverage,
        clock,
        panel,
        orders_in_period,
        orders_in_year,
        orders_seen,
        closed_early,
        reasons,
        not_assessed,
        week_hours,
        places,
        holidays,
    })
}
