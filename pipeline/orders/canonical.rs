//! Canonical columns with their final types, from whatever types the expressions gave.

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int32Array, PrimitiveArray, StringArray, TimestampSecondArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type, TimeUnit, TimestampSecondType};
use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Tz;

/// Times written in ways that the ISO reader refuses, tried in turn.
const OTHER_FORMATS: [&str; 6] = [
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M",
    "%Y%m%d%H%M%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
];

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
        let cast = cast(array, &dictionary).unwrap_or_else(|_| arrow::array::new_null_array(&dictionary, array.len()));
        let cast = cast.as_dictionary::<Int32Type>();
        let values = cast.values().as_string::<i32>().clone();
        let filled = values.iter().map(|value| value.is_some_and(|text| !text.trim().is_empty())).collect();
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
/// Times with an offset are moved to `zone`; times without one are taken as they stand.
pub fn local_seconds(array: &ArrayRef, zone: Tz) -> TimestampSecondArray {
    match array.data_type() {
        DataType::Timestamp(_, None) | DataType::Date32 | DataType::Date64 => seconds(array),
        DataType::Timestamp(_, Some(_)) => {
            let utc: PrimitiveArray<TimestampSecondType> = seconds(array);
            utc.unary_opt(|instant| to_local(instant, zone))
        }
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _) => {
            let Some(texts) = texts(array) else { return TimestampSecondArray::new_null(array.len()) };
            texts.iter().map(|text| text.and_then(|text| parse(text.trim(), zone))).collect()
        }
        _ => TimestampSecondArray::new_null(array.len()),
    }
}

fn seconds(array: &ArrayRef) -> TimestampSecondArray {
    match cast(array, &DataType::Timestamp(TimeUnit::Second, None)) {
        Ok(cast) => cast.as_primitive::<TimestampSecondType>().clone(),
        Err(_) => TimestampSecondArray::new_null(array.len()),
    }
}

fn to_local(instant: i64, zone: Tz) -> Option<i64> {
    Some(DateTime::from_timestamp(instant, 0)?.with_timezone(&zone).naive_local().and_utc().timestamp())
}

fn parse(text: &str, zone: Tz) -> Option<i64> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return to_local(instant.timestamp(), zone);
    }
    let naive = text.parse::<NaiveDateTime>().or_else(|_| text.replacen(' ', "T", 1).parse());
    let naive = naive.ok().or_else(|| OTHER_FORMATS.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok()));
    let naive = naive.or_else(|| text.parse::<chrono::NaiveDate>().ok()?.and_hms_opt(0, 0, 0));
    naive.map(|time| time.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn times_with_an_offset_move_to_the_city_and_others_stay() {
        let zone = Tz::Asia__Shanghai;
        let local =
            |text: &str| parse(text, zone).map(|s| DateTime::from_timestamp(s, 0).unwrap().naive_utc().to_string());
        assert_eq!(local("2024-01-01T00:00:00Z").unwrap(), "2024-01-01 08:00:00");
        assert_eq!(local("2024-01-01 00:00:00").unwrap(), "2024-01-01 00:00:00");
        assert_eq!(local("2019/2/28 11:25:05").unwrap(), "2019-02-28 11:25:05");
        assert_eq!(local("01/05/2015 12:40:41 PM").unwrap(), "2015-01-05 12:40:41");
        assert_eq!(local("2024-02-30 10:00:00"), None);
    }

    #[test]
    fn blank_texts_are_unknown() {
        let array: ArrayRef = Arc::new(StringArray::from(vec![Some(" a "), Some("  "), None]));
        let codes = TextCodes::from_array(&array);
        assert_eq!([codes.value(0), codes.value(1), codes.value(2)], [Some("a"), None, None]);
    }
}
