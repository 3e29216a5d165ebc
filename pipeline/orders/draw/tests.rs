use super::*;
use crate::orders::Item;

/// Ten streets × ten categories with twenty orders each, and a hundred more of one cell, in
/// `communities` of it.
fn orders(communities: usize) -> OrderColumns {
    let mut orders = OrderColumns::default();
    let mut add = |street: usize, category: usize, community: usize| {
        let name = |name: String| Some(name);
        let place = Place {
            district: None,
            street: name(format!("街道{street}")),
            community: name(community.to_string()),
        };
        let item = Item { l1: None, l2: name(format!("类别{category}")), l3: None };
        orders.place.push(orders.names.places.code(&place));
        orders.item.push(orders.names.items.code(&item));
        // Well mixed, never twice the same.
        orders.key.push(
            (orders.key.len() as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_0c5b) >> 8,
        );
        orders
            .texts
            .push((orders.key.len() as u32 - 1, format!("{street} {category}").as_str().into()));
    };
    (0..2_000).for_each(|i| add(i % 10, i / 10 % 10, i % 3));
    (0..100).for_each(|i| add(4, 7, i % communities));
    orders
}

#[test]
fn texts_of_a_crowded_cell_come_first_and_leave_room_for_all() {
    for communities in [1, 20] {
        let mut orders = orders(communities);
        keep_drawn(&mut orders, 400);
        let crowded = orders.texts.iter().filter(|(_, text)| text.utf8() == b"4 7").count();
        assert!((120..130).contains(&crowded), "{crowded} of 400 in {communities} communities");
        keep_drawn(&mut orders, 100);
        let crowded = orders.texts.iter().filter(|(_, text)| text.utf8() == b"4 7").count();
        assert!((50..60).contains(&crowded), "{crowded} of 100 in {communities} communities");
        assert!(orders.texts.is_sorted_by_key(|(position, _)| *position));
    }
}

#[test]
fn without_a_crowded_cell_all_are_drawn_alike() {
    let mut orders = orders(1);
    orders.place.iter_mut().skip(2_000).enumerate().for_each(|(i, place)| *place = i as u32 % 10);
    orders.item.iter_mut().skip(2_000).enumerate().for_each(|(i, item)| *item = i as u32 / 10 % 10);
    assert!(Turns::new(&orders, 400).0.iter().all(|waits| *waits));
}

#[test]
fn a_full_room_keeps_the_smallest_fingerprints() {
    let mut orders = orders(1);
    orders.texts.clear();
    let mut room = TextRoom { bytes_max: 1_000, ..TextRoom::default() };
    (0..orders.key.len() as u32).for_each(|position| room.hold(&mut orders, position, "路灯不亮"));
    let held: Vec<u128> =
        orders.texts.iter().map(|(position, _)| orders.key[*position as usize]).collect();
    let mut smallest = orders.key.clone();
    smallest.sort_unstable();
    smallest.truncate(held.len());
    assert!((30..=84).contains(&held.len()), "{} texts of 12 bytes in 1,000", held.len());
    assert!(held.iter().all(|key| smallest.contains(key)));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    assert_eq!(beginning(&"路灯".repeat(5_000)).chars().count(), TEXT_CHARS_MAX);
    assert_eq!(beginning("路灯不亮"), "路灯不亮");
}
