//! The sample city: work orders of an invented Beijing, with the truth that is planted in them.
//!
//! Real: names of the 16 districts and 343 streets and towns, holidays. Invented: everything else.
//! Deterministic: the same options give the same bytes on any number of threads.

mod categories;
mod chronic;
mod city;
mod columns;
mod dirty;
mod draw;
mod events;
mod intensity;
mod matters;
mod outcomes;
mod plant;
mod reporters;
mod rng;
mod season;
#[cfg(test)]
mod tests;
mod texts;
mod truth;
mod world;
mod write;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use chrono::Datelike;
use rayon::prelude::*;

use columns::Planted;
use dirty::Dirt;
use season::Calendar;
use world::World;

/// Years that the holiday table covers.
const YEARS: std::ops::RangeInclusive<i32> = 2019..=2026;
/// Most orders that a sample may hold: identifiers number a day's orders with six digits.
const MOST_ORDERS: u64 = 200_000_000;

/// What to generate.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleOptions {
    /// Folder to write to; made if absent.
    pub dir: PathBuf,
    /// Orders in total over all years.
    pub orders: u64,
    /// Whole calendar years, 2019–2026.
    pub years: Vec<i32>,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// Adds defects: see the truth table's rows `dirty_*`.
    pub dirty: bool,
}

/// What was generated.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleSummary {
    /// Rows in the monthly files, defects included; rows of the extra CSV files are not.
    pub rows: u64,
    /// The monthly files, oldest first.
    pub files: Vec<PathBuf>,
    /// Planted things, each counted once.
    pub plants: usize,
    /// Where the truth is.
    pub truth: PathBuf,
}

/// Why nothing, or not everything, was generated.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// Years outside the holiday table, or none.
    #[error(
        "years must be in {}..={}, found {found:?}: give for example --years 2023,2024",
        YEARS.start(), YEARS.end()
    )]
    Years {
        /// What was asked for.
        found: Vec<i32>,
    },
    /// Too few or too many orders.
    #[error("orders must be in 1..={MOST_ORDERS}, found {found}")]
    Orders {
        /// What was asked for.
        found: u64,
    },
    /// The folder holds other orders, which would mix with the sample's.
    #[error(
        "{}: holds files that this sample would not replace, such as {}: choose an empty folder",
        dir.display(), file.display()
    )]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
        /// One of the files.
        file: PathBuf,
    },
    /// A file could not be written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A Parquet file could not be written.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// The writer's reason.
        source: parquet::errors::ParquetError,
    },
}

/// A month on its way to its file.
pub(crate) struct Month {
    /// Position of its first day in the calendar of the sample.
    first_day: usize,
    /// One batch a day, then what was added.
    batches: Vec<RecordBatch>,
    /// Which rows are planted.
    planted: Vec<Planted>,
}

/// Writes the sample to its folder: `orders/<yyyy-mm>.parquet`, `areas.csv`, `truth.parquet`,
/// `truth_orders.parquet`.
///
/// Calls `progress` with the number of rows written so far after each month. Holds two months in
/// memory: one is written while the next is drawn. The truth comes last, so a folder with
/// `truth.parquet` is whole.
///
/// # Errors
/// Options out of range, a folder with other files in it, and whatever writing files can meet.
pub fn generate(
    options: &SampleOptions,
    progress: &dyn Fn(u64),
) -> Result<SampleSummary, SampleError> {
    let years = checked_years(options)?;
    let folder = options.dir.join("orders");
    let months: Vec<(i32, u32)> =
        years.iter().flat_map(|&year| (1..=12).map(move |month| (year, month))).collect();
    let files: Vec<PathBuf> =
        months.iter().map(|(y, m)| folder.join(format!("{y}-{m:02}.parquet"))).collect();
    prepare(&options.dir, &folder, &files)?;

    let world = World::new(options.seed, options.orders, &years);
    let mut dirt = options.dirty.then(|| Dirt::new(options.orders, months.len()));
    let mut written = Written::new(&world);
    let draw =
        |index: usize| months.get(index).map(|&(year, month)| draw_month(&world, year, month));
    let mut next = draw(0);
    for (index, file) in files.iter().enumerate() {
        let Some(mut month) = next.take() else { break };
        if let Some(dirt) = &mut dirt {
            spoil(dirt, &mut month, &world, &folder, index, files.len())?;
        }
        written.count(&world, &month);
        let (result, following) = rayon::join(
            || write::parquet(file, columns::schema(), &month.batches),
            || draw(index + 1),
        );
        result?;
        next = following;
        progress(written.rows);
    }
    let truth = written.finish(&world, &options.dir, dirt.as_ref())?;
    Ok(SampleSummary { rows: written.rows, files, plants: world.plants.len(), truth })
}

fn checked_years(options: &SampleOptions) -> Result<Vec<i32>, SampleError> {
    let years: BTreeSet<i32> = options.years.iter().copied().collect();
    if years.is_empty() || years.iter().any(|year| !YEARS.contains(year)) {
        return Err(SampleError::Years { found: options.years.clone() });
    }
    if !(1..=MOST_ORDERS).contains(&options.orders) {
        return Err(SampleError::Orders { found: options.orders });
    }
    Ok(years.into_iter().collect())
}

fn prepare(dir: &Path, folder: &Path, files: &[PathBuf]) -> Result<(), SampleError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| SampleError::Io { path, source }
    };
    std::fs::create_dir_all(folder).map_err(io(folder))?;
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        let is_ours =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("extra-"));
        let is_part = path.extension().is_some_and(|end| end == "part");
        if is_ours || is_part {
            std::fs::remove_file(&path).map_err(io(&path))?;
        } else if !files.contains(&path) {
            return Err(SampleError::NotEmpty { dir: dir.to_owned(), file: path });
        }
    }
    let truth = dir.join("truth.parquet");
    if truth.exists() {
        std::fs::remove_file(&truth).map_err(io(&truth))?;
    }
    Ok(())
}

fn draw_month(world: &World, year: i32, month: u32) -> Month {
    let names = columns::Names::new(world);
    let calendar = Calendar::new();
    let in_month =
        |day: &usize| (world.days[*day].year(), world.days[*day].month()) == (year, month);
    let days: Vec<usize> = (0..world.days.len()).filter(in_month).collect();
    let drawn: Vec<columns::DayOrders> =
        days.par_iter().map(|&day| columns::draw_day(world, &names, &calendar, day)).collect();
    Month {
        first_day: days[0],
        planted: drawn.iter().flat_map(|orders| orders.planted.iter().copied()).collect(),
        batches: drawn.into_iter().map(|orders| orders.batch).collect(),
    }
}

fn spoil(
    dirt: &mut Dirt,
    month: &mut Month,
    world: &World,
    folder: &Path,
    index: usize,
    months: usize,
) -> Result<(), SampleError> {
    if index == 0 {
        dirt.write_csv(folder, month)?;
    }
    if index + 1 == months {
        dirt.cut(month, world.days[world.days.len() - 1]);
    }
    dirt.add_to(month);
    Ok(())
}

/// What has been written so far.
struct Written {
    rows: u64,
    /// By plant and its categories.
    drawn: Vec<Vec<u64>>,
    /// Planted orders: identifier and plant.
    ids: Vec<String>,
    plants: Vec<usize>,
}

impl Written {
    fn new(world: &World) -> Self {
        let drawn = world.plants.iter().map(|plant| vec![0; plant.categories.len()]).collect();
        Self { rows: 0, drawn, ids: Vec::new(), plants: Vec::new() }
    }

    fn count(&mut self, world: &World, month: &Month) {
        self.rows += month.batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
        for planted in &month.planted {
            self.ids.push(columns::order_id(world, planted.day, planted.row));
            self.plants.push(planted.plant);
            let categories = &world.plants[planted.plant].categories;
            let position =
                categories.iter().position(|&(category, _)| category == planted.category);
            self.drawn[planted.plant][position.expect("plants draw from their own categories")] +=
                1;
        }
    }

    fn finish(
        &mut self,
        world: &World,
        dir: &Path,
        dirt: Option<&Dirt>,
    ) -> Result<PathBuf, SampleError> {
        write::bytes(&dir.join("areas.csv"), write::areas_csv(&world.city).as_bytes())?;
        let names = truth::plant_ids(world);
        let plant_ids = self.plants.iter().map(|&plant| names[plant].as_str()).collect();
        let orders = write::truth_orders(std::mem::take(&mut self.ids), plant_ids);
        write::parquet(&dir.join("truth_orders.parquet"), orders.schema(), &[orders])?;
        let mut rows = truth::rows(world, &self.drawn);
        rows.extend(dirt.map(Dirt::truth).unwrap_or_default());
        let path = dir.join("truth.parquet");
        write::parquet(&path, truth::schema(), &[truth::table(&rows)])?;
        Ok(path)
    }
}
