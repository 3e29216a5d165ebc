//! Input that is refused: by series and time, by column, by what is asked.

use super::*;

fn refused(rows: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    write(folder.path(), "in.csv", &rows);
    let request = request(folder.path(), "in.csv");
    let error = run(&request).unwrap_err();
    assert!(!request.output.exists());
    error.to_string()
}

#[test]
fn bad_input_is_refused_by_series_and_time() {
    assert_eq!(
        refused(&["a,1,3", "a,2,-4"]),
        "series a, 2: count must be a whole number from 0 to 1000000000000, or null, found -4"
    );
    assert!(
        refused(&["a,1,3", "b,2,4.5"]).starts_with("series b, 2: count must be a whole number")
    );
    assert_eq!(
        refused(&["a,1,3", "a,2,3", "a,1,3"]),
        "series a, 1: two rows for the same time; sum them first"
    );
    assert!(refused(&["a,x,3"]).contains("column 'week' has type Utf8"));
}

#[test]
fn bad_populations_and_columns_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), "series,week,count,people\na,1,2,100\na,2,2,0\n")
        .unwrap();
    let base = request(folder.path(), "in.csv");
    let error =
        run(&Request { population: Some("people".to_owned()), ..base.clone() }).unwrap_err();
    assert_eq!(error.to_string(), "series a, 2: population must be a positive number, found 0");
    fs::write(folder.path().join("null.csv"), "series,week,count,people\na,1,2,100\na,2,2,\n")
        .unwrap();
    let error = run(&Request {
        population: Some("people".to_owned()),
        ..request(folder.path(), "null.csv")
    })
    .unwrap_err();
    assert_eq!(error.to_string(), "series a, 2: population must be a positive number, found none");
    let error = run(&Request { count: "cases".to_owned(), ..base.clone() }).unwrap_err();
    assert_eq!(error.to_string(), "no column 'cases'; the columns are series, week, count, people");
    let error = run(&Request { alpha: 1.4, ..base.clone() }).unwrap_err();
    assert_eq!(error.to_string(), "alpha must be in (0, 0.5], found 1.4");
    let error =
        run(&Request { from: Some("9".to_owned()), every: Some(Step::Week), ..base }).unwrap_err();
    assert_eq!(error.to_string(), "from is after the last time of the data, 2");
}

#[test]
fn a_series_that_tells_every_area_apart_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let doubled = cells()
        .lines()
        .skip(1)
        .fold(cells(), |text, row| text + &row.replace("noise", "lamps") + "\n");
    fs::write(folder.path().join("in.csv"), doubled).unwrap();
    let request = Request {
        series: Some("cell".to_owned()),
        area: Some("area".to_owned()),
        ..request(folder.path(), "in.csv")
    };
    let error = run(&request).unwrap_err().to_string();
    assert!(error.contains("--series") && error.contains("--category"), "{error}");
    assert!(!request.output.exists());
    let alone = Request { area: None, ..request.clone() };
    assert_eq!(run(&alone).unwrap().0.series, 8, "asked for, each is judged alone");
    let category = Some("kind".to_owned());
    assert_eq!(run(&Request { category, ..request }).unwrap().0.series, 8);
}
