//! The validation page: how good the finders are on labelled benchmark series.
//!
//! `benchmark files → scored series → figures → page`. Reads `noufaily42_dev.parquet`,
//! `hier_dev.parquet`, `hier_dev_events.csv` and `hier_dev_cells.csv` (or other files of the same
//! form) in one folder, and `persist_dev.parquet`, `persist_dev_areas.csv` and
//! `persist_dev_cells.parquet` where they are there, and the tables of a backtest; writes
//! `index.html` and `figures.csv`. The improved Farrington runs on the same series as this
//! project's own reproduction, which agrees with R `surveillance` in more than 99.9% of week-fits.
//! Nothing is tuned here: the detectors run with their defaults. Same data and date, same bytes.

mod benchmark;
mod discoveries;
mod effects;
mod figures;
mod list;
mod page;
mod persistent;
mod persistent_cells;
mod plot;
mod score;

use std::path::{Path, PathBuf};

pub use figures::Figure;

/// What to validate on, and what to print beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Folder of the benchmark files.
    pub data: PathBuf,
    /// Folder of results that holds a `backtest`; without it, the page has no list by years.
    pub backtest: Option<PathBuf>,
    /// Folder for the page.
    pub output: PathBuf,
    /// The day printed on the page; time enters from outside.
    pub date: chrono::NaiveDate,
    /// The version printed on the page.
    pub version: String,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ValidationError {
    /// A benchmark file that cannot be used.
    #[error(
        "{path}: {message}; expected the benchmark files noufaily42_dev.parquet, hier_dev.parquet, \
         hier_dev_events.csv and hier_dev_cells.csv",
        path = .path.display()
    )]
    Data {
        /// Which file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// A backtest that cannot be read.
    #[error("{0}")]
    Backtest(String),
    /// The page cannot be written.
    #[error("{path}: cannot write: {message}", path = .path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        message: String,
    },
}

/// Runs the detectors on the benchmark and writes the page; returns its figures. `progress` hears
/// the stage.
pub fn validate(
    request: &Request,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Vec<Figure>, ValidationError> {
    progress("series");
    let series = benchmark::series(&request.data)?;
    let list = request.backtest.as_deref().map(list::figures).transpose()?.unwrap_or_default();
    let mut all = figures::series_figures(&series, &score::harmonic(&series, None), figures::OURS);
    for weeks in figures::SHORT_WEEKS {
        all.extend(figures::short_figures(&series, &score::harmonic(&series, Some(weeks)), weeks));
    }
    progress("series, improved Farrington");
    all.extend(figures::series_figures(&series, &score::farrington(&series), figures::FARRINGTON));
    progress("cells");
    let cells = benchmark::cells(&request.data)?;
    let scored_cells = score::score_cells(&cells);
    all.extend(figures::cell_figures(&cells, &scored_cells));
    all.extend(discoveries::figures(&cells, &scored_cells));
    all.extend(persistent::figures(&request.data, &cells)?);
    progress("effects");
    all.extend(effects::figures());
    all.extend(list);
    progress("page");
    let page = page::page(request, &all);
    std::fs::create_dir_all(&request.output)
        .map_err(|error| unwritable(&request.output, &error))?;
    write(&request.output.join("figures.csv"), &figures::csv(&all))?;
    write(&request.output.join("index.html"), &page)?;
    Ok(all)
}

fn write(path: &Path, text: &str) -> Result<(), ValidationError> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(|error| unwritable(path, &error))?;
    std::fs::write(file.path(), text).map_err(|error| unwritable(path, &error))?;
    file.persist(path).map(drop).map_err(|error| unwritable(path, &error.error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> ValidationError {
    ValidationError::Write { path: path.to_owned(), message: error.to_string() }
}
