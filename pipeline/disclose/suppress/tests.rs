use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::*;

/// A city, 2 to 4 districts, streets in them; 2 to 3 wide categories, fine ones in them.
fn trees(districts: u32, streets: u32, wide: u32, fine: u32) -> (Tree, Tree) {
    let held = |holders: u32, each: u32| (0..holders * each).map(move |node| node / each);
    let of_city = (0..districts).map(|_| Some(0));
    let areas: Vec<_> = [None]
        .into_iter()
        .chain(of_city)
        .chain(held(districts, streets).map(|district| Some(district + 1)))
        .collect();
    let categories: Vec<_> = (0..wide).map(|_| None).chain(held(wide, fine).map(Some)).collect();
    (Tree::new(&areas), Tree::new(&categories))
}

/// A month in which the finest cells have these orders, none of them small unless below 5.
fn month(areas: Tree, categories: Tree, orders: &FxHashMap<Key, u32>) -> (City, Month) {
    let mut sums: Vec<(Key, u32)> = Vec::new();
    let mut slots: FxHashMap<Key, u32> = FxHashMap::default();
    let mut cells: Vec<(&Key, &u32)> = orders.iter().collect();
    cells.sort_unstable();
    for (&(area, category), &orders) in cells {
        for &area in areas.path(area) {
            for &category in categories.path(category) {
                let key = (area, category);
                let slot = *slots.entry(key).or_insert_with(|| {
                    sums.push((key, 0));
                    sums.len() as u32 - 1
                });
                sums[slot as usize].1 += orders;
            }
        }
    }
    let first = vec![0; sums.len()];
    let small = (0..).zip(&sums).filter(|(_, cell)| (1..5).contains(&cell.1));
    let small: Vec<(Key, u32)> = small.map(|(slot, cell)| (cell.0, slot)).collect();
    let mut hidden = vec![false; sums.len()];
    small.iter().for_each(|&(_, slot)| hidden[slot as usize] = true);
    let orders = sums.iter().map(|cell| cell.1).collect();
    (
        City { areas, categories, slots, first },
        Month {
            month: 0,
            orders,
            small,
            withheld: vec![false; hidden.len()],
            hidden,
            answers: Vec::new(),
        },
    )
}

/// What is wrong with a move as a proof that a cell cannot be known: looked at without how it was
/// found.
fn fault(city: &City, month: &Month, key: Key, found: &Move) -> Option<String> {
    let span_min = month.orders[city.slots[&key] as usize].min(2) + 1;
    let change: FxHashMap<Key, i64> =
        found.changes().map(|(key, sign)| (key, i64::from(sign))).collect();
    if change.get(&key).is_none_or(|&change| change == 0) {
        return Some("it does not change the cell".to_owned());
    }
    let (mut along, mut back) = (u32::MAX, u32::MAX);
    for (key, &sign) in &change {
        let Some(&slot) = city.slots.get(key) else { return Some(format!("{key:?} cannot be")) };
        let orders = month.orders[slot as usize];
        if orders > 0 && !month.hidden[slot as usize] {
            return Some(format!("it changes {key:?}, which is published"));
        }
        let losing = if sign > 0 { &mut back } else { &mut along };
        *losing = orders.min(*losing);
    }
    if along.saturating_add(back) < span_min {
        return Some(format!("it reaches {along} and {back} only"));
    }
    // every sum over areas and over categories
    let mut parts: FxHashMap<(Key, bool), i64> = FxHashMap::default();
    for &(area, category) in city.slots.keys() {
        let own = change.get(&(area, category)).copied().unwrap_or(0);
        if let Some(&holder) = city.areas.path(area).get(1) {
            *parts.entry(((holder, category), true)).or_default() += own;
        }
        if let Some(&holder) = city.categories.path(category).get(1) {
            *parts.entry(((area, holder), false)).or_default() += own;
        }
    }
    let whole = |key: &Key| change.get(key).copied().unwrap_or(0);
    let broken = parts.iter().find(|((key, _), sum)| whole(key) != **sum);
    broken.map(|((key, by_area), _)| format!("the sum {key:?} by area {by_area} breaks"))
}

#[test]
fn every_small_cell_of_random_cities_has_a_move_that_nobody_can_rule_out() {
    for seed in 0..200 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut number = |from, to| random.random_range(from..=to);
        let (districts, streets, wide, fine) =
            (number(1, 4), number(1, 5), number(1, 3), number(1, 4));
        let (areas, categories) = trees(districts, streets, wide, fine);
        let thin = number(1, 40);
        let mut orders = FxHashMap::default();
        for &area in areas.leaves(0) {
            for wide in 0..wide {
                for &category in categories.leaves(wide) {
                    let own = number(0, thin) * number(0, 3) / 3;
                    if own > 0 {
                        orders.insert((area, category), own);
                    }
                }
            }
        }
        let (city, mut month) = month(areas, categories, &orders);
        let moves = suppress(&city, &mut month, 3);
        for (&(key, slot), found) in month.small.iter().zip(&moves) {
            assert!(month.hidden[slot as usize]);
            assert_eq!(fault(&city, &month, key, found), None, "seed {seed}, cell {key:?}");
        }
        if month.small.is_empty() {
            assert!(!month.hidden.contains(&true), "seed {seed}");
        }
    }
}

/// Sums over all that holds a cell.
fn holders(city: &City, (area, category): Key) -> Vec<usize> {
    let of_area =
        |&area: &u32| city.categories.path(category).iter().map(move |&category| (area, category));
    let keys = city.areas.path(area).iter().flat_map(of_area);
    keys.filter_map(|key| city.slots.get(&key)).map(|&slot| slot as usize).collect()
}

/// Whether orders can be exchanged by a move so that nothing changes of what is published, for each
/// question by orders with some answers to it: tried out on the sums.
fn keeps_answers(city: &City, month: &Month, found: &Move) -> bool {
    let is_fine = |&(area, category): &Key| {
        city.areas.leaves(area) == [area] && city.categories.leaves(category) == [category]
    };
    let corners: Vec<(Key, i8)> = found.changes().filter(|(key, _)| is_fine(key)).collect();
    let published: Vec<usize> = (0..month.orders.len())
        .filter(|&slot| month.orders[slot] > 0 && !month.hidden[slot] && !month.withheld[slot])
        .collect();
    // Two orders, each with one of three answers, told apart by their categories or by their areas.
    let told_apart: [fn(&Key) -> u32; 2] = [|key| key.1, |key| key.0];
    let stays = |answers: &AnswersOf, way: i8, of: fn(&Key) -> u32, both: usize| {
        let first = corners.first().map_or(0, |(key, _)| of(key));
        let mut change = vec![[0_i32; 3]; month.orders.len()];
        for (key, sign) in &corners {
            let own = if of(key) == first { both / 3 } else { both % 3 };
            if sign * way < 0 && answers[city.slots[key] as usize][own] == 0 {
                return false;
            }
            for slot in holders(city, *key) {
                change[slot][own] += i32::from(sign * way);
            }
        }
        published.iter().all(|&slot| change[slot] == [0; 3])
    };
    [1, -1].into_iter().any(|way| {
        month.answers.iter().all(|answers| {
            told_apart.iter().any(|of| (0..9).any(|both| stays(answers, way, *of, both)))
        })
    })
}

#[test]
fn answers_of_random_cities_rule_out_no_move() {
    let (mut kept_as_it_was, mut withheld) = (0, 0);
    for seed in 0..200 {
        let mut random = ChaCha8Rng::seed_from_u64(1_000 + seed);
        let mut number = |from, to| random.random_range(from..=to);
        let (districts, streets, wide, fine) =
            (number(1, 3), number(2, 5), number(1, 3), number(2, 4));
        let (areas, categories) = trees(districts, streets, wide, fine);
        let (mut orders, mut answered) = (FxHashMap::default(), Vec::new());
        for &area in areas.leaves(0) {
            for category in (0..wide).flat_map(|wide| categories.leaves(wide).to_vec()) {
                let own = number(0, 12) * number(0, 3) / 3;
                if own > 0 {
                    orders.insert((area, category), own);
                    let one = [number(0, 2), number(0, 2)].map(|answer| answer as usize);
                    answered.push(((area, category), own, one, number(0, 9) > 0));
                }
            }
        }
        let (city, mut month) = month(areas, categories, &orders);
        month.answers = vec![vec![[0; 3]; month.orders.len()]; 2];
        for (key, own, one, are_all_alike) in answered {
            for (answers, one) in month.answers.iter_mut().zip(one) {
                for slot in holders(&city, key) {
                    let others = if are_all_alike { 0 } else { own / 2 };
                    answers[slot][one] += own - others;
                    answers[slot][(one + 1) % 3] += others;
                }
            }
        }
        let hidden_without = {
            let mut plain = Month { answers: Vec::new(), ..month.clone() };
            suppress(&city, &mut plain, 3);
            plain.hidden
        };
        let moves = suppress(&city, &mut month, 3);
        assert_eq!(month.hidden, hidden_without, "answers decide what is hidden: seed {seed}");
        let (first, last) = moves.split_at(month.small.len());
        for ((&(key, _), before), found) in month.small.iter().zip(first).zip(last) {
            assert_eq!(fault(&city, &month, key, found), None, "seed {seed}, cell {key:?}");
            assert!(keeps_answers(&city, &month, found), "seed {seed}, cell {key:?}");
            kept_as_it_was += usize::from(keeps_answers(&city, &month, before));
        }
        withheld += month.withheld.iter().filter(|&&withheld| withheld).count();
    }
    assert!(kept_as_it_was > 1_000 && withheld > 100, "{kept_as_it_was} {withheld}");
}

#[test]
fn a_lone_small_cell_takes_three_others_with_it_and_the_smallest() {
    // two streets of a district, three fine categories of one
    let (areas, categories) = trees(1, 2, 1, 3);
    let values = [((2, 1), 3), ((2, 2), 40), ((2, 3), 20), ((3, 1), 30), ((3, 2), 10), ((3, 3), 9)];
    let (city, mut month) = month(areas, categories, &values.into_iter().collect());
    suppress(&city, &mut month, 3);
    let hidden = city.slots.iter().filter(|(_, slot)| month.hidden[**slot as usize]);
    let mut hidden: Vec<Key> = hidden.map(|(key, _)| *key).collect();
    hidden.sort_unstable();
    assert_eq!(hidden, [(2, 1), (2, 3), (3, 1), (3, 3)]);
}

#[test]
fn small_cells_protect_each_other_where_they_can() {
    let (areas, categories) = trees(1, 2, 1, 2);
    let values = [((2, 1), 3), ((2, 2), 4), ((3, 1), 4), ((3, 2), 2)];
    let (city, mut month) = month(areas, categories, &values.into_iter().collect());
    suppress(&city, &mut month, 3);
    assert_eq!(month.hidden.iter().filter(|&&hidden| hidden).count(), 4);
}

#[test]
fn the_only_orders_of_a_city_take_its_sums_along() {
    let (areas, categories) = trees(1, 1, 1, 1);
    let (city, mut month) = month(areas, categories, &[((2, 1), 3)].into_iter().collect());
    suppress(&city, &mut month, 3);
    assert!(month.hidden.iter().all(|&hidden| hidden));
}
