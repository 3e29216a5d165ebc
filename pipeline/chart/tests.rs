use super::*;

fn trend() -> Trend {
    let month = |i: u32| TrendMonth {
        label: format!("{i}月"),
        this_year: (i != 3).then_some(f64::from(i) * 100.0),
        last_year: None,
        expected: None,
        complete: i != 12,
    };
    Trend {
        title: "停车 <难> & 乱：逐月诉求量".to_owned(),
        unit: "件/月；2024年".to_owned(),
        this_label: "2024".to_owned(),
        last_label: "2023".to_owned(),
        band_label: "预期".to_owned(),
        incomplete_label: "不完整".to_owned(),
        months: (1..=12).map(month).collect(),
    }
}

#[test]
fn a_chart_is_well_formed_and_escaped() {
    let svg = trend().draw();
    let tree = resvg::usvg::roxmltree::Document::parse(&svg.text).expect("well-formed XML");
    let title =
        tree.descendants().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
    assert_eq!(title, Some("停车 <难> & 乱：逐月诉求量"));
    assert_eq!(svg.width_px, 500);
}

#[test]
fn a_missing_month_breaks_the_line_and_is_never_zero() {
    let svg = trend().draw().text;
    assert_eq!(svg.matches("<polyline").count(), 2, "one line before the gap, one after it");
    let whole = Trend {
        months: trend().months.into_iter().filter(|m| m.this_year.is_some()).collect(),
        ..trend()
    };
    assert_eq!(whole.draw().text.matches("<polyline").count(), 1);
}

#[test]
fn what_nobody_has_gets_no_key() {
    let svg = trend().draw().text;
    assert!(!svg.contains("2023") && !svg.contains("预期") && svg.contains("不完整"));
}

#[test]
fn charts_without_rows_or_spread_do_not_panic() {
    let text = String::new;
    let empty = Trend { months: Vec::new(), ..trend() };
    assert!(empty.draw().text.ends_with("</svg>\n"));
    let point = QuadrantPoint { label: "x".to_owned(), volume: 0.0, rate: 1.0 };
    let one = Quadrant {
        title: text(),
        unit: text(),
        volume_label: text(),
        rate_label: text(),
        alert_label: text(),
        lines: (1.0, 1.0),
        points: vec![point.clone(), point],
    };
    assert!(!one.draw().text.contains("NaN"));
    let bars = Bars { title: text(), unit: text(), note_label: text(), bars: Vec::new() };
    assert!(bars.draw().height_px > 0);
}

#[test]
fn the_same_values_give_the_same_bytes() {
    assert_eq!(trend().draw(), trend().draw());
}

#[test]
fn a_png_has_the_asked_size_even_without_fonts() {
    let fonts = Rasteriser::new();
    let svg = trend().draw();
    let png = fonts.png(&svg, 2.0).expect("a PNG");
    let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((side(16), side(20)), (svg.width_px * 2, svg.height_px * 2));
}

#[test]
fn a_heat_map_shows_every_count_and_is_darker_where_there_is_more_than_its_share() {
    let cell = |count, ratio| HeatCell { count, ratio };
    let map = |ratio| HeatMap {
        title: "a & b".to_owned(),
        unit: String::new(),
        shade_label: String::new(),
        columns: vec!["x".to_owned(), "y".to_owned()],
        rows: vec![HeatRow {
            label: "row".to_owned(),
            cells: vec![cell(1234, Some(ratio)), cell(7, None)],
        }],
    };
    let svg = map(3.0).draw().text;
    resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed XML");
    assert!(svg.contains("1,234") && svg.contains('7'));
    assert_ne!(svg, map(1.0).draw().text);
    let empty = HeatMap { rows: Vec::new(), columns: Vec::new(), ..map(1.0) };
    assert!(empty.draw().text.ends_with("</svg>\n"));
}

#[test]
fn before_and_after_has_a_start_and_breaks_where_nothing_is_known() {
    let month = |i: u32| BeforeAfterMonth {
        label: i.to_string(),
        observed: (i != 3).then_some(f64::from(i) * 10.0),
        expected: (i > 4).then_some(60.0),
        range: (i > 4).then_some((50.0, 70.0)),
        complete: i != 8,
    };
    let chart = |start| BeforeAfter {
        title: "t".to_owned(),
        unit: String::new(),
        observed_label: "seen".to_owned(),
        expected_label: "expected".to_owned(),
        start_label: "begins".to_owned(),
        incomplete_label: "part".to_owned(),
        start,
        months: (1..=8).map(month).collect(),
    };
    let svg = chart(Some(4)).draw().text;
    resvg::usvg::roxmltree::Document::parse(&svg).expect("well-formed XML");
    assert!(svg.contains("begins") && svg.contains("expected") && svg.contains("part"));
    assert_eq!(svg.matches("<polyline").count(), 2, "a gap in March");
    assert!(!chart(None).draw().text.contains("begins"));
}
