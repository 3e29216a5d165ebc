use super::super::profile::of_texts;
use super::*;

fn found(values: &[&str], is_called_time: bool) -> Option<TimeForm> {
    TimeColumn::of(0, &of_texts("t", values), is_called_time).map(|time| time.form)
}

#[test]
fn forms_are_told_by_values_and_never_guessed() {
    assert_eq!(found(&["2024-01-05 10:00", "2024/1/6"], false), Some(TimeForm::Usual));
    let formats = |formats: &[&str]| {
        let formats = formats.iter().map(|format| (*format).to_owned()).collect();
        Some(TimeForm::Formats(formats))
    };
    let day_first = found(&["05/01/2024 10:00", "25/01/2024 10:00", "5/1/2024"], false);
    assert_eq!(day_first, formats(&["%d/%m/%Y %H:%M", "%d/%m/%Y"]));
    let month_first = found(&["01/05/2024", "01/25/2024", "2024-Jan-26 10:00"], false);
    assert_eq!(month_first, formats(&["%Y-%b-%d %H:%M", "%m/%d/%Y"]));
    assert!(matches!(found(&["01/05/2024", "02/06/2024"], false), Some(TimeForm::Ambiguous(_))));
    assert_eq!(found(&["25/01/2024", "01/25/2024"], false), None, "no one form");
    assert_eq!(found(&["1704067200", "1704067300"], false), None, "may be numbers of orders");
    assert_eq!(found(&["1704067200", "1704067300"], true), Some(TimeForm::Seconds));
    assert_eq!(found(&["45292.5", "45293"], true), Some(TimeForm::Serial));
    assert_eq!(found(&["lamp", "noise"], true), None);
}
