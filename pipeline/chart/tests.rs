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
    let cell = |text: &str, ratio| HeatCell { text: text.to_owned(), ratio };
    let map = |ratio| HeatMap {
        title: "a & b".to_owned(),
        unit: String::new(),
        shade_label: String::new(),
        columns: vec!["x".to_owned(), "y".to_owned()],
        rows: vec![HeatRow {
            label: "row".to_owned(),
            cells: vec![cell("1,234", Some(ratio)), cell("7", None)],
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

/// Parses a chart and gives its text.
fn well_formed(svg: &Svg) -> String {
    resvg::usvg::roxmltree::Document::parse(&svg.text).expect("well-formed XML");
    assert!(!svg.text.contains("NaN") && !svg.text.contains("inf"), "{}", svg.text);
    svg.text.clone()
}

#[test]
fn a_pareto_chart_names_its_first_bars_and_its_cut() {
    let bars = |n: u64| (0..n).map(|i| (format!("<kind {i}>"), 1_000 / (i + 1))).collect();
    let chart = |n| Pareto {
        title: "t".to_owned(),
        unit: String::new(),
        bar_label: "bars".to_owned(),
        line_label: "line".to_owned(),
        cut_label: "here".to_owned(),
        cut: 0.8,
        bars: bars(n),
    };
    let text = well_formed(&chart(300).draw());
    assert!(
        text.contains("1 &lt;kind 0&gt;") && text.contains("here") && !text.contains("kind 40")
    );
    well_formed(&chart(0).draw());
    well_formed(&Pareto { bars: vec![("none".to_owned(), 0)], ..chart(1) }.draw());
}

#[test]
fn small_multiples_break_where_a_month_is_missing() {
    let small = SmallChart {
        label: "East & West".to_owned(),
        this_year: vec![Some(1.0), Some(2.0), None, Some(4.0), Some(5.0)],
        last_year: vec![None; 5],
    };
    let chart = |charts| SmallMultiples {
        title: "t".to_owned(),
        unit: String::new(),
        this_label: "now".to_owned(),
        last_label: "before".to_owned(),
        ends: ["Jan".to_owned(), "May".to_owned()],
        charts,
    };
    let text = well_formed(&chart(vec![small.clone(), small]).draw());
    assert_eq!(text.matches("<polyline").count(), 4, "two lines in each of two charts");
    assert!(!text.contains("before"), "what nobody has gets no key");
    well_formed(&chart(Vec::new()).draw());
}

#[test]
fn completion_curves_rise_in_steps_up_to_the_last_day_shown() {
    let curve = |is_past| Curve {
        label: "all".to_owned(),
        steps: vec![(0, 0.2), (3, 0.5), (40, 0.9)],
        is_past,
    };
    let chart = |curves| Curves {
        title: "t".to_owned(),
        unit: String::new(),
        axis_label: "days".to_owned(),
        days: 30,
        marks: vec![(3, "half".to_owned())],
        curves,
    };
    let text = well_formed(&chart(vec![curve(true), curve(false)]).draw());
    assert!(text.contains("half") && text.contains("days"));
    let points = text.split("points=\"").nth(1).expect("a line");
    let corners = points.split('"').next().expect("its corners").split_whitespace().count();
    assert_eq!(corners, 6, "the origin, two for each step before day 30, the end");
    well_formed(&chart(Vec::new()).draw());
}

#[test]
fn a_map_shades_what_is_known_and_marks_what_is_not() {
    let square = |x: f64| vec![vec![(x, 0.0), (x + 1.0, 0.0), (x + 1.0, 1.0), (x, 1.0)]];
    let shape = |label: &str, step, x| MapShape {
        label: label.to_owned(),
        figure: "12".to_owned(),
        step,
        rings: square(x),
    };
    let map = |is_tiles, shapes| AreaMap {
        title: "t".to_owned(),
        unit: String::new(),
        steps: vec!["1 – 2".to_owned(), "3 – 4".to_owned()],
        unknown_label: "unknown".to_owned(),
        is_tiles,
        shapes,
    };
    let known = vec![shape("North", Some(0), 0.0), shape("South", Some(1), 1.0)];
    let unknown = vec![shape("North", Some(0), 0.0), shape("South", None, 1.0)];
    for is_tiles in [true, false] {
        let text = well_formed(&map(is_tiles, known.clone()).draw());
        assert!(text.contains("North") && text.contains("3 – 4") && !text.contains("unknown"));
        assert!(well_formed(&map(is_tiles, unknown.clone()).draw()).contains("unknown"));
        well_formed(&map(is_tiles, Vec::new()).draw());
    }
}
