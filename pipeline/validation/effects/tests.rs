use super::*;

#[test]
fn the_table_shows_each_figure_once() {
    let figures: Vec<Figure> = line(24, 0.4);
    let table = table(&figures);
    for figure in &figures {
        assert!((0.0..=1.0).contains(&figure.value), "{figure:?}");
        assert!(table.contains(&format!("{:.1}%", figure.value * 100.0)), "{figure:?}");
    }
    assert_eq!(table.matches("<tr><td>24 months</td>").count(), 4);
}
