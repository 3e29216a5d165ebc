use std::sync::Arc;

use arrow::array::Int64Array;
use chrono::DateTime;

use super::*;

#[test]
fn times_with_an_offset_move_to_the_city_and_others_stay() {
    let local = |text: &str| {
        let array: ArrayRef = Arc::new(StringArray::from(vec![text]));
        let times = local_seconds(&array, Tz::Asia__Shanghai);
        let time = times.is_valid(0).then(|| DateTime::from_timestamp(times.value(0), 0))?;
        Some(time.unwrap().naive_utc().to_string())
    };
    assert_eq!(local("2024-01-01T00:00:00Z").unwrap(), "2024-01-01 08:00:00");
    assert_eq!(local("2024-01-01 00:00:00").unwrap(), "2024-01-01 00:00:00");
    assert_eq!(local("2019/2/28 11:25:05").unwrap(), "2019-02-28 11:25:05");
    assert_eq!(local("01/05/2015 12:40:41 PM"), None);
    assert_eq!(local("2024-02-30 10:00:00"), None);
}

#[test]
fn numbers_are_days_or_nothing() {
    let array: ArrayRef = Arc::new(Int64Array::from(vec![20_240_201, 1_706_745_900]));
    let times = local_seconds(&array, Tz::UTC);
    assert_eq!(times.iter().collect::<Vec<_>>(), [Some(1_706_745_600), None]);
    let said = unreadable_time("1706745900", "\"at\"");
    assert!(said.contains("to_timestamp_seconds(cast(\"at\" as bigint))"), "{said}");
}

#[test]
fn blank_texts_are_unknown() {
    let array: ArrayRef = Arc::new(StringArray::from(vec![Some(" a "), Some("  "), None]));
    let codes = TextCodes::from_array(&array);
    assert_eq!([codes.value(0), codes.value(1), codes.value(2)], [Some("a"), None, None]);
}
