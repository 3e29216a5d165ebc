//! The benchmark files as plain values.

use std::fs::File;
use std::path::Path;

use arrow::array::{Array, BooleanArray, Float64Array, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::ValidationError;

/// One series with its outbreak.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelledSeries {
    /// Scenario, from 1.
    pub(super) scenario: usize,
    pub(super) counts: Vec<f64>,
    /// First week that counts.
    pub(super) from: usize,
    /// Whether each week is part of the outbreak.
    pub(super) outbreak: Vec<bool>,
}

/// What a week of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellLabel {
    /// Nothing happens.
    Quiet,
    /// A local spike.
    Spike,
    /// A wave over the whole city or a part of it.
    Wave,
}

/// Cells of areas × categories × weeks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LabelledCells {
    pub(super) areas: usize,
    pub(super) categories: usize,
    pub(super) weeks: usize,
    /// First week that counts.
    pub(super) from: usize,
    /// By category, area, week.
    pub(super) counts: Vec<f64>,
    /// As the counts.
    pub(super) labels: Vec<CellLabel>,
    /// Planted local spikes.
    pub(super) spikes: Vec<Planted>,
    /// Planted lasting steps of a cell's level.
    pub(super) steps: Vec<Planted>,
    /// Residents of each area.
    pub(super) populations: Vec<f64>,
}

/// Something planted in a cell; weeks from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Planted {
    pub(super) area: usize,
    pub(super) category: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

impl LabelledCells {
    pub(super) const fn index(&self, category: usize, area: usize, week: usize) -> usize {
        (category * self.areas + area) * self.weeks + week
    }
}

/// Reads the series, sorted by series and week.
pub(super) fn series(folder: &Path) -> Result<Vec<LabelledSeries>, ValidationError> {
    let path = folder.join("noufaily42_dev.parquet");
    let table = Columns::read(
        &path,
        &["series_id", "scenario", "week", "total", "is_outbreak", "evaluated"],
    )?;
    let [id, scenario, week, total, outbreak, evaluated] =
        std::array::from_fn(|column| &table.0[column]);
    let mut rows: Vec<usize> = (0..id.len()).collect();
    rows.sort_by_key(|&row| (id[row] as i64, week[row] as i64));
    let by_series = rows.chunk_by(|&a, &b| id[a] == id[b]);
    let labelled = by_series.map(|rows| LabelledSeries {
        scenario: scenario[rows[0]] as usize,
        counts: rows.iter().map(|&row| total[row]).collect(),
        from: rows.iter().position(|&row| evaluated[row] > 0.0).unwrap_or(rows.len()),
        outbreak: rows.iter().map(|&row| outbreak[row] > 0.0).collect(),
    });
    Ok(labelled.collect())
}

/// Reads the cells; areas, categories and weeks are numbered without gaps, weeks from 1.
pub(super) fn cells(folder: &Path) -> Result<LabelledCells, ValidationError> {
    let path = folder.join("hier_dev.parquet");
    let names = [
        "area",
        "category",
        "week",
        "total",
        "is_local_spike",
        "is_citywide",
        "is_cluster",
        "evaluated",
        "population",
    ];
    let table = Columns::read(&path, &names)?;
    let [area, category, week, total, spike, citywide, cluster, evaluated, population] =
        std::array::from_fn(|column| &table.0[column]);
    let size = |values: &[f64]| values.iter().fold(0.0, |max: f64, &value| max.max(value)) as usize;
    let (areas, categories, weeks) = (size(area) + 1, size(category) + 1, size(week));
    let mut cells = LabelledCells {
        areas,
        categories,
        weeks,
        from: weeks,
        counts: vec![f64::NAN; areas * categories * weeks],
        labels: vec![CellLabel::Quiet; areas * categories * weeks],
        spikes: planted(&folder.join("hier_dev_events.csv"), "spike")?,
        steps: planted(&folder.join("hier_dev_events.csv"), "step")?,
        populations: vec![0.0; areas],
    };
    for row in 0..area.len() {
        let time = (week[row] as usize).saturating_sub(1);
        let index = cells.index(category[row] as usize, area[row] as usize, time);
        cells.counts[index] = total[row];
        cells.populations[area[row] as usize] = population[row];
        cells.labels[index] = match (spike[row] > 0.0, citywide[row] > 0.0 || cluster[row] > 0.0) {
            (true, _) => CellLabel::Spike,
            (false, true) => CellLabel::Wave,
            (false, false) => CellLabel::Quiet,
        };
        if evaluated[row] > 0.0 {
            cells.from = cells.from.min(time);
        }
    }
    Ok(cells)
}

fn planted(path: &Path, kind: &str) -> Result<Vec<Planted>, ValidationError> {
    let text = std::fs::read_to_string(path).map_err(|error| unusable(path, error))?;
    let mut planted = Vec::new();
    for line in text.lines().skip(1).filter(|line| line.split(',').next() == Some(kind)) {
        let numbers: Vec<usize> = line
            .split(',')
            .skip(1)
            .take(4)
            .filter_map(|field| field.parse::<f64>().ok())
            .map(|x| x as usize)
            .collect();
        let [area, category, first, last] = numbers[..] else {
            return Err(unusable(path, format!("cannot read the line '{line}'")));
        };
        planted.push(Planted { area, category, first, last });
    }
    Ok(planted)
}

/// Named columns as numbers; true = 1.
pub(super) struct Columns(pub(super) Vec<Vec<f64>>);

impl Columns {
    pub(super) fn read(path: &Path, names: &[&str]) -> Result<Self, ValidationError> {
        let file = File::open(path).map_err(|error| unusable(path, error))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file)
            .map_err(|error| unusable(path, error))?;
        let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
        let reader =
            builder.with_projection(mask).build().map_err(|error| unusable(path, error))?;
        let schema = arrow::array::RecordBatchReader::schema(&reader);
        let batches: Vec<RecordBatch> =
            reader.collect::<Result<_, _>>().map_err(|error| unusable(path, error))?;
        let batch = concat_batches(&schema, &batches).map_err(|error| unusable(path, error))?;
        let column = |name: &&str| {
            let values = batch
                .column_by_name(name)
                .ok_or_else(|| unusable(path, format!("no column '{name}'")))?;
            if let Some(flags) = values.as_any().downcast_ref::<BooleanArray>() {
                return Ok(flags
                    .iter()
                    .map(|flag| if flag == Some(true) { 1.0 } else { 0.0 })
                    .collect());
            }
            let numbers =
                cast(values, &DataType::Float64).map_err(|error| unusable(path, error))?;
            let numbers = numbers.as_any().downcast_ref::<Float64Array>();
            let numbers =
                numbers.ok_or_else(|| unusable(path, format!("column '{name}' is not numbers")))?;
            Ok(numbers.iter().map(|number| number.unwrap_or(f64::NAN)).collect())
        };
        Ok(Self(names.iter().map(column).collect::<Result<_, _>>()?))
    }
}

pub(super) fn unusable(path: &Path, message: impl std::fmt::Display) -> ValidationError {
    ValidationError::Data { path: path.to_owned(), message: message.to_string() }
}
