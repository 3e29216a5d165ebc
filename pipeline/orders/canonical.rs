//! Canonical columns with their final types, from whatever types the expressions gave.

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int32Array, PrimitiveArray, StringArray,
    TimestampSecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type, TimeUnit, TimestampSecondType};
use chrono_tz::Tz;

use super::time_functions::{of_written, to_local};
use super::written_time::read_time;

/// A text column as codes into its distinct values.
pub struct TextCodes {
    codes: Int32Array,
    values: StringArray,
    /// By code: whether there is any text.
    filled: Vec<bool>,
}

impl TextCodes {
    /// Casts any column; blank texts become null.
    pub fn from_array(array: &ArrayRef) -> Self {
        let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let cast = cast(array, &dictionary)
            .unwrap_or_else(|_| arrow::array::new_null_array(&dictionary, array.len()));
        let cast = cast.as_dictionary::<Int32Type>();
        let values = cast.values().as_string::<i32>().clone();
        let filled =
            values.iter().map(|value| value.is_some_and(|text| !text.trim().is_empty())).collect();
        Self { codes: cast.keys().clone(), values, filled }
    }

    /// The code of a row; −1 = null or blank.
    pub fn code(&self, row: usize) -> i32 {
        if self.codes.is_null(row) {
            return -1;
        }
        let code = self.codes.value(row);
        if self.filled[code as usize] { code } else { -1 }
    }

    /// The trimmed text of a row; `None` for null and for blank.
    pub fn value(&self, row: usize) -> Option<&str> {
        let code = self.code(row);
        (code >= 0).then(|| self.values.value(code as usize).trim())
    }
}

/// A text column as it is, for columns whose values hardly repeat.
pub fn texts(array: &ArrayRef) -> Option<StringArray> {
    cast(array, &DataType::Utf8).ok().map(|cast| cast.as_string::<i32>().clone())
}

/// Booleans; what cannot be read as one is null.
pub fn booleans(array: &ArrayRef) -> BooleanArray {
    match cast(array, &DataType::Boolean) {
        Ok(cast) => cast.as_boolean().clone(),
        Err(_) => BooleanArray::new_null(array.len()),
    }
}

/// Seconds since 1970-01-01 00:00 of the city's own clock; what cannot be read is null.
///
/// Times with an offset are moved to `zone`; times without one are taken as they stand. Numbers
/// are read as what they look like: 20240201 is a day, seconds since 1970 are not read.
pub fn local_seconds(array: &ArrayRef, zone: Tz) -> TimestampSecondArray {
    match array.data_type() {
        DataType::Timestamp(_, None) | DataType::Date32 | DataType::Date64 => seconds(array),
        DataType::Timestamp(_, Some(_)) => {
            let utc: PrimitiveArray<TimestampSecondType> = seconds(array);
            utc.unary_opt(|instant| to_local(instant, zone))
        }
        _ => {
            let Some(texts) = texts(array) else {
                return TimestampSecondArray::new_null(array.len());
            };
            let read = |text: &str| of_written(read_time(text).ok()?, zone);
            texts.iter().map(|text| text.and_then(read)).collect()
        }
    }
}

fn seconds(array: &ArrayRef) -> TimestampSecondArray {
    match cast(array, &DataType::Timestamp(TimeUnit::Second, None)) {
        Ok(cast) => cast.as_primitive::<TimestampSecondType>().clone(),
        Err(_) => TimestampSecondArray::new_null(array.len()),
    }
}

/// What is said of a text that is no time, found in a column of the expression `sql`: the text,
/// and what to write where one can tell.
pub fn unreadable_time(text: &str, sql: &str) -> String {
    let fix = read_time(text).err().and_then(|problem| problem.fix(text, sql));
    format!("{text:?} as a time{}", fix.map_or(String::new(), |fix| format!(": {fix}")))
}

#[cfg(test)]
mod tests;
