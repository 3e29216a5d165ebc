//! Times as whole numbers: integers as they are, dates as days since 1970.

use std::str::FromStr;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Date32Array, Int64Array};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use chrono::NaiveDate;
use yiti_stats::assessment::Every;

use super::DetectError;

/// What lies between two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A week.
    Week,
}

impl Step {
    pub(super) const fn every(self) -> Every {
        match self {
            Self::Day => Every::Day,
            Self::Week => Every::Week,
        }
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "day" => Ok(Self::Day),
            "week" => Ok(Self::Week),
            _ => Err(format!("every must be day or week, found {name}")),
        }
    }
}

/// The type of the time column, kept for the output.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimeType(DataType);

impl TimeType {
    /// Whether these are dates, not integers.
    pub(super) fn is_date(&self) -> bool {
        !self.0.is_integer()
    }

    /// The whole numbers of a column.
    pub(super) fn read(name: &str, column: &ArrayRef) -> Result<(Self, Int64Array), DetectError> {
        let found = column.data_type().clone();
        let wrong = || DetectError::Type {
            column: name.to_owned(),
            found: found.to_string(),
            expected: "integers, dates or timestamps",
        };
        let days = if found.is_integer() {
            column.clone()
        } else if matches!(
            found,
            DataType::Date32
                | DataType::Date64
                | DataType::Timestamp(..)
                | DataType::Utf8
                | DataType::LargeUtf8
        ) {
            let dates = cast(column, &DataType::Date32).map_err(|_| wrong())?;
            if dates.null_count() > column.null_count() {
                return Err(wrong());
            }
            cast(&dates, &DataType::Int32).map_err(|_| wrong())?
        } else {
            return Err(wrong());
        };
        let numbers = cast(&days, &DataType::Int64).map_err(|_| wrong())?;
        let numbers = numbers.as_any().downcast_ref::<Int64Array>().ok_or_else(wrong)?.clone();
        Ok((Self(found), numbers))
    }

    /// Whole numbers as a column of the original type.
    pub(super) fn column(&self, times: Vec<i64>) -> Result<ArrayRef, arrow::error::ArrowError> {
        let numbers: ArrayRef = Arc::new(Int64Array::from(times));
        if !self.is_date() {
            return cast(&numbers, &self.0);
        }
        cast(&cast(&cast(&numbers, &DataType::Int32)?, &DataType::Date32)?, &self.0)
    }

    /// The type of the output column.
    pub(super) const fn data_type(&self) -> &DataType {
        &self.0
    }

    /// One time as people write it.
    pub(super) fn show(&self, time: i64) -> String {
        let date = || {
            let days = i32::try_from(time).ok()?;
            Date32Array::from(vec![days]).value_as_date(0)
        };
        if self.is_date() {
            date().map_or_else(|| time.to_string(), |date| date.to_string())
        } else {
            time.to_string()
        }
    }

    /// One time as people write it, read back.
    pub(super) fn parse(&self, text: &str) -> Result<i64, DetectError> {
        if self.is_date() {
            let epoch = NaiveDate::default();
            let date = NaiveDate::from_str(text).map_err(|_| {
                DetectError::Request(format!("from must be a date like 2025-03-31, found {text}"))
            })?;
            return Ok((date - epoch).num_days());
        }
        text.parse()
            .map_err(|_| DetectError::Request(format!("from must be a whole number, found {text}")))
    }
}
