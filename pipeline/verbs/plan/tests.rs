use super::*;

#[test]
fn a_figure_in_several_reports_stands_once_and_a_part_is_no_whole() {
    let row = |period: &str, figure: &str, was: Option<f64>, is: Option<f64>| Restatement {
        period: period.to_owned(),
        edition: 1,
        table: "areas_month".to_owned(),
        key: "city".to_owned(),
        figure: figure.to_owned(),
        was,
        is,
    };
    let rows = [
        row("2024-03", "orders", Some(31.0), Some(33.0)),
        row("2024-04", "orders", Some(31.0), Some(33.0)),
        row("2024-04", "resolution_rate", Some(0.5), Some(0.487)),
        row("2024-04", "satisfaction_rate", None, Some(0.25)),
    ];
    assert_eq!(
        figures(&rows, Language::En),
        "areas_month\n    city · satisfaction_rate: — → 0.2500  2024-04 (edition 1)\n    \
         city · orders: 31 → 33 (+2)  2024-03 (edition 1), 2024-04 (edition 1)\n    \
         city · resolution_rate: 0.5000 → 0.4870 (−0.0130)  2024-04 (edition 1)\n\
         3 figures of 2 reports that are out would change.\n"
    );
    assert_eq!(figures(&[], Language::Zh), "已发布的数字都不会改变。\n");
}
