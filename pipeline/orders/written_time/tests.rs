use super::*;
use chrono::DateTime;

/// The clock's time and the offset in minutes.
fn read(text: &str) -> (String, Option<i64>) {
    let time = read_time(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
    let clock = DateTime::from_timestamp(time.seconds, 0).unwrap().naive_utc();
    (clock.format("%Y-%m-%d %H:%M:%S").to_string(), time.offset.map(|offset| offset / 60))
}

#[test]
fn times_without_an_offset_are_read_as_they_stand() {
    for text in [
        "2024-02-01 00:05:03",
        "2024-02-01T00:05:03.000",
        "2024-2-1 0:5:3",
        "2024/2/1 0:05:03",
        "2024.02.01 00:05:03",
        "20240201000503",
        "20240201000503123",
        "20240201 000503",
        "20240201T000503",
        "2024年2月1日 0时5分3秒",
        "2024年02月01日00:05:03",
        "2024-Feb-01 00:05:03",
        "01-Feb-2024 00:05:03",
        "1 Feb 2024 00:05:03",
        "1 February 2024, 00:05:03",
        "Feb 1, 2024 12:05:03 AM",
        "Thu Feb 01 2024 00:05:03",
        "February 1st, 2024 12:05:03 a.m.",
        "2024-02-01 上午12:05:03",
        "2024年2月1日 星期四 凌晨0点5分3秒",
        "2024/02/01 12:05:03 am",
        " 2024-02-01 00:05:03.123456 ",
        "2024-02-01 00:05:03,5",
    ] {
        assert_eq!(read(text), ("2024-02-01 00:05:03".into(), None), "{text}");
    }
    for text in [
        "2024-02-01",
        "2024/2/1",
        "20240201",
        "2024年2月1日",
        "2024-02-01 00:00",
        "202402010000",
        "20240201.0",
        "2024-01-31 24:00:00",
        "1-Feb-2024",
        "2024.2.1",
        "2024年2月1号 0时",
    ] {
        assert_eq!(read(text), ("2024-02-01 00:00:00".into(), None), "{text}");
    }
    for text in [
        "2024-02-01 下午1:05",
        "2024-02-01 13:05",
        "2024-02-01 1:05 PM",
        "2024-02-01 中午1:05",
        "2024-02-01 1:05 p.m.",
        "2024-02-01 晚上1:05",
    ] {
        assert_eq!(read(text), ("2024-02-01 13:05:00".into(), None), "{text}");
    }
    assert_eq!(read("2024-02-01 12:05 PM").0, "2024-02-01 12:05:00");
    assert_eq!(read("2024-02-01 8 AM").0, "2024-02-01 08:00:00");
}

#[test]
fn offsets_are_read_in_every_form() {
    for (text, minutes) in [
        ("2024-02-01T00:05:03Z", 0),
        ("2024-02-01 00:05:03 UTC", 0),
        ("2024-02-01 00:05:03 GMT", 0),
        ("2024-02-01T00:05:03+08:00", 480),
        ("2024-02-01T00:05:03.000+0800", 480),
        ("2024-02-01 00:05:03+08", 480),
        ("2024-02-01 00:05:03 +0800", 480),
        ("20240201T000503Z", 0),
        ("2024-02-01T00:05:03+08:00[Asia/Shanghai]", 480),
        ("2024-02-01T00:05:03-03:30", -210),
        ("Thu Feb 01 2024 00:05:03 GMT+0800 (China Standard Time)", 480),
        ("Thu, 01 Feb 2024 00:05:03 +0000", 0),
        ("2024-02-01 00:05:03 UTC+8", 480),
    ] {
        assert_eq!(read(text), ("2024-02-01 00:05:03".into(), Some(minutes)), "{text}");
    }
}

#[test]
fn nothing_is_guessed() {
    for (text, formats) in [
        ("01/02/2024", ["'%d/%m/%Y'", "'%m/%d/%Y'"]),
        ("2/1/2024 0:05:00", ["'%d/%m/%Y %H:%M:%S'", "'%m/%d/%Y %H:%M:%S'"]),
        ("13/02/2024 10:05", ["'%d/%m/%Y %H:%M'", "the day stands first here"]),
        ("01/05/2015 12:40:41 PM", ["'%d/%m/%Y %I:%M:%S %p'", "'%m/%d/%Y %I:%M:%S %p'"]),
        ("1.2.24", ["'%d.%m.%y'", "'%m.%d.%y'"]),
    ] {
        let fix = read_time(text).unwrap_err().fix(text, "\"at\"").unwrap();
        assert!(formats.iter().all(|form| fix.contains(form)), "{text}: {fix}");
        assert!(fix.contains("to_timestamp(\"at\", "), "{fix}");
    }
    for (text, word) in [
        ("1706745900", "to_timestamp_seconds(cast(\"at\" as bigint))"),
        ("1706745900.0", "to_timestamp_seconds(cast(\"at\" as double))"),
        ("2.02402E+13", "rounded"),
        ("1706745900.5", "to_timestamp_seconds(cast(\"at\" as double))"),
        ("1706745900000", "to_timestamp_millis(cast(\"at\" as bigint))"),
        ("45323.0034", "spreadsheet_time(\"at\")"),
    ] {
        let fix = read_time(text).unwrap_err().fix(text, "\"at\"").unwrap();
        assert!(fix.contains(word), "{text}: {fix}");
    }
    for (zone, words) in [("EST", "' EST', '-05:00')"), ("CST", "the offset that is meant")] {
        let text = format!("2024-02-01 10:05 {zone}");
        let fix = read_time(&text).unwrap_err().fix(&text, "\"at\"").unwrap();
        assert!(fix.contains("replace(\"at\"") && fix.contains(words), "{fix}");
    }
    for text in [
        "",
        "yesterday",
        "2024-13-01",
        "2024-02-30",
        "2024-02-01 25:00",
        "10:05",
        "20241301",
        "2024-02-01 10:05 CST",
        "2024-02-01 13:05 AM",
        "2024-02-01x",
        "2024-02",
        "20240201006503",
        "Feb 30, 2024",
        "2024-02-01 晚上12:05",
        "0",
        "-1",
        "2024-02-01 00:05:03+25:00",
    ] {
        assert!(read_time(text).is_err(), "{text}");
    }
}
