//! Nulls, texts that look like formulas, and every kind of column.

use std::sync::Arc;

use arrow::array::{BooleanArray, Float64Array, StringArray, StringDictionaryBuilder};

use super::*;

fn text(batch: &RecordBatch) -> String {
    let mut bytes = Vec::new();
    write_csv(batch, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn null_is_an_empty_field_and_the_header_stands_alone_without_rows() {
    let names: ArrayRef = Arc::new(StringArray::from(vec!["噪声", "a,b"]));
    let rates: ArrayRef = Arc::new(Float64Array::from(vec![None, Some(0.5)]));
    let batch = RecordBatch::try_from_iter([("name", names), ("rate", rates)]).unwrap();
    assert_eq!(text(&batch), "\u{feff}name,rate\n噪声,\n\"a,b\",0.5\n");
    assert_eq!(text(&batch.slice(0, 0)), "\u{feff}name,rate\n");
}

#[test]
fn no_text_is_a_formula_and_numbers_stay_numbers() {
    let names = [
        "=1+1",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "+calc",
        "-2+3",
        "\t=1",
        "＝HYPERLINK(\"x\")",
        "-12.5",
        "+3%",
        "-",
        "a=1",
        "no \u{202E}way",
    ];
    let texts: ArrayRef = Arc::new(StringArray::from(names.to_vec()));
    let mut coded = StringDictionaryBuilder::<Int32Type>::new();
    names.iter().for_each(|name| coded.append_value(name));
    let coded: ArrayRef = Arc::new(coded.finish());
    let below: ArrayRef = Arc::new(Float64Array::from(vec![-1.5; names.len()]));
    let batch =
        RecordBatch::try_from_iter([("=text", texts), ("coded", coded), ("below", below)]).unwrap();
    let file = text(&batch);
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_bytes());
    let cells: Vec<Vec<String>> =
        lines.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(cells[0][0].trim_start_matches('\u{feff}'), "'=text");
    let first: Vec<&str> = cells[1..].iter().map(|row| row[0].as_str()).collect();
    let expected = [
        "'=1+1",
        "'@SUM(1+1)*cmd|' /C calc'!A0",
        "'+calc",
        "'-2+3",
        "'\t=1",
        "'＝HYPERLINK(\"x\")",
        "-12.5",
        "+3%",
        "-",
        "a=1",
        "no \\u202Eway",
    ];
    assert_eq!(first, expected);
    assert!(cells[1..].iter().all(|row| row[0] == row[1] && row[2] == "-1.5"));
}

#[test]
fn every_kind_of_column_reads_back_as_arrow_wrote_it() {
    let mut names = StringDictionaryBuilder::<Int32Type>::new();
    names.extend([Some("路灯"), Some("say \"no\""), None, Some("a\nb"), Some("路灯")]);
    let columns: [(&str, ArrayRef); 4] = [
        ("name", Arc::new(names.finish())),
        (
            "day",
            Arc::new(Date32Array::from(vec![Some(19_723), None, Some(-1), Some(19_723), Some(0)])),
        ),
        (
            "orders",
            Arc::new(Int64Array::from(vec![
                Some(i64::MIN),
                Some(0),
                None,
                Some(7),
                Some(i64::MAX),
            ])),
        ),
        ("flag", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false), None, None]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut reference = "\u{feff}".as_bytes().to_vec();
    arrow::csv::Writer::new(&mut reference).write(&batch).unwrap();
    assert_eq!(text(&batch), String::from_utf8(reference).unwrap());
}
