use super::*;
use crate::monitor::tests::panel;

#[test]
fn an_index_is_the_weighted_mean_of_what_residents_answered() {
    let mut panel = panel();
    // Schooling: half of the answers are yes; care for the old: nine in ten.
    panel.categories[0].name = "中小学招生".to_owned();
    panel.categories[3].name = "养老机构收费".to_owned();
    let mut tree = ThemeTree::embedded();
    let of = |found: &Livelihood, key: &str| {
        found.rows.iter().find(|row| row.key == key).cloned().expect("a row")
    };
    let found = livelihood(&panel, &tree, 23..24, Language::Zh);
    let (schooling, old) = (of(&found, "schooling"), of(&found, "old_age"));
    let orders = |id| u64::from(panel.total(panel.city(), CategoryId(id), 23..24).orders);
    assert_eq!(schooling.rates.orders, Some(orders(0)));
    let before = u64::from(panel.total(panel.city(), CategoryId(0), 22..23).orders);
    assert_eq!(schooling.orders_before, Some(before));
    let rate = schooling.rates.resolved.and_then(Answers::rate).expect("asked");
    assert!(schooling.index.is_some_and(|index| (index - rate).abs() < 1e-12), "both alike");
    assert!(old.index > Some(0.85) && schooling.index < Some(0.52));
    let tier = of(&found, "fundamental");
    assert_eq!((tier.index, tier.weight), (None, None));
    assert!(tier.rates.orders >= Some(orders(0) + orders(3)));
    assert_eq!(
        found.orders - found.unplaced,
        found.rows[..4].iter().filter_map(|row| row.rates.orders).sum::<u64>()
    );
    // What weighs nothing moves nothing.
    let alone = |tree: &ThemeTree| livelihood(&panel, tree, 23..24, Language::Zh).index;
    for label in tree.haves.iter_mut().chain(&mut tree.natures) {
        label.weight = if label.key == "schooling" { 2.0 } else { 0.0 };
    }
    let index = alone(&tree).expect("an index");
    assert!((index - schooling.index.unwrap_or_default()).abs() < 1e-12, "{index}");
    panel.available = crate::panel::Available::default();
    assert_eq!(livelihood(&panel, &tree, 23..24, Language::En).index, None, "nobody was asked");
}
