//! `yiti detect`: the spike detector alone, on any table of counts.
//!
//! `file → table → series → verdicts → file`. Rows may come in any order; a time that is missing or
//! whose count is null is not reported, which is not zero, unless [`Request::fill_zero`] says so.
//! Series are judged in parallel, in an order that depends only on their keys, so that shuffled
//! rows give the same bytes.
//!
//! Invariant: nothing here prints; progress goes to a callback.

mod error;
mod grid;
mod judge;
mod layout;
mod method;
mod table;
mod time;
mod write;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub use error::DetectError;
pub use method::Method;
pub use time::Step;

/// What to read, how to judge it, and where to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// A `.parquet` or `.csv` file.
    pub input: PathBuf,
    /// A `.parquet` or `.csv` file; replaced whole or not at all.
    pub output: PathBuf,
    /// Column that names the series; may be left out when area and category are given. Beside an
    /// area it only names the cells where each has one series, and they are judged as without it;
    /// else each series is judged by itself, area against area.
    pub series: Option<String>,
    /// Column of times: integers a step apart, or dates.
    pub time: String,
    /// Column of counts.
    pub count: String,
    /// Column of areas.
    pub area: Option<String>,
    /// Column of categories. With areas, an area is judged against its category's other areas.
    pub category: Option<String>,
    /// Column of populations, positive.
    pub population: Option<String>,
    /// First time to judge, as written in the data; `None`: wherever a fit is possible.
    pub from: Option<String>,
    /// What lies between two times; `None`: weeks, unless dates are less than a week apart.
    pub every: Option<Step>,
    /// How to judge.
    pub method: Method,
    /// Share of quiet times that may be flagged, in (0, 0.5].
    pub alpha: f64,
    /// Take missing times and null counts as 0, from the first to the last time of the whole table.
    pub fill_zero: bool,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Series judged.
    pub series: usize,
    /// Rows written.
    pub rows: usize,
    /// Rows flagged.
    pub alarms: usize,
    /// Rows whose regression did not converge and was replaced by the plain mean.
    pub fallbacks: usize,
}

/// Reads, judges, writes. `progress` hears how many of how many series are done, from any thread.
pub fn detect(
    request: &Request,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Summary, DetectError> {
    if !(request.alpha > 0.0 && request.alpha <= 0.5) {
        return Err(DetectError::Request(format!(
            "alpha must be in (0, 0.5], found {}",
            request.alpha
        )));
    }
    if request.series.is_none() && request.area.is_none() && request.category.is_none() {
        return Err(DetectError::Request(
            "name the column of the series, or those of area and category".to_owned(),
        ));
    }
    let table = table::read(request)?;
    let layout = layout::lay_out(table, request)?;
    write::write(request, &layout, |chunk| judge::judge(&layout, chunk, request, progress))
}
