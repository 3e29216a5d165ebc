use super::*;
use crate::monitor::tests::panel;

#[test]
fn where_both_rise_and_where_only_one_does() {
    let raise = |panel: &mut Panel, category: u32| {
        let cells = panel.cells.iter_mut();
        cells
            .filter(|cell| cell.category == CategoryId(category) && cell.month == 23)
            .for_each(|cell| cell.counts.orders *= 3);
    };
    let (mut first, mut second) = (panel(), panel());
    raise(&mut first, 5);
    raise(&mut first, 6);
    raise(&mut second, 6);
    raise(&mut second, 7);
    second.categories[8].name = "unheard of".to_owned();
    let settings = MonitorSettings::default();
    let rows = beside(&first, &second, "patrols", &settings);
    let of = |category: u32| {
        let is_of = |row: &&SecondRow| row.of == SecondOf::Category(CategoryId(category));
        rows.iter().find(is_of).map(|row| row.moves)
    };
    assert_eq!(of(5), Some(Some(SecondMove::FirstOnly)));
    assert_eq!(of(6), Some(Some(SecondMove::Both)));
    assert_eq!(of(7), Some(Some(SecondMove::SecondOnly)));
    assert_eq!(of(8), None, "it has no namesake");
    assert_eq!(of(9), Some(Some(SecondMove::Neither)));
    // A month that the other series does not cover is not zero.
    second.months[23].complete = false;
    let rows = beside(&first, &second, "patrols", &settings);
    assert!(rows.iter().all(|row| (row.second, row.moves) == (None, None)));
    let mut short = panel();
    short.months.truncate(20);
    short.cells.retain(|cell| cell.month < 20);
    assert!(beside(&first, &short, "x", &settings).iter().all(|row| row.second.is_none()));
}
