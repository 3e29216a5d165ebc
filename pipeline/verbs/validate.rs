//! `yiti validate`

use std::path::Path;

use chrono::NaiveDate;

use super::Failure;
use super::terminal::print;
use crate::validation::{Request, ValidationError, validate};

pub(super) fn perform(
    data: &Path,
    backtest: Option<&Path>,
    output: &Path,
    today: NaiveDate,
) -> Result<u8, Failure> {
    let request = Request {
        data: data.to_owned(),
        backtest: backtest.map(Path::to_owned),
        output: output.to_owned(),
        date: today,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let figures = validate(&request, &|stage| tracing::info!(stage, "{stage}")).map_err(
        |error| match error {
            ValidationError::Data { .. } | ValidationError::Backtest(_) => {
                Failure { error: error.into(), status: 3 }
            }
            ValidationError::Write { .. } => Failure::failed(error),
        },
    )?;
    print(&format!("{} figures\n{}\n", figures.len(), output.join("index.html").display()))?;
    Ok(0)
}
