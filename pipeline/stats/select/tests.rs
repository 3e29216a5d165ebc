//! Chosen lists against all lists tried one by one.

use proptest::prelude::*;

use super::*;

/// Best total over all subsets that keep the limits.
fn brute(
    scores: &[f64],
    groups: &[usize],
    limits: Limits,
    fixed: &[usize],
    barred: &[usize],
) -> Option<f64> {
    (0..1_u32 << scores.len())
        .filter(|set| set.count_ones() as usize == limits.pick)
        .filter(|set| {
            fixed.iter().all(|&i| set >> i & 1 == 1) && barred.iter().all(|&i| set >> i & 1 == 0)
        })
        .filter_map(|set| {
            let mut per = [0; 8];
            (0..scores.len()).filter(|i| set >> i & 1 == 1).for_each(|i| per[groups[i]] += 1);
            let used = per.iter().filter(|&&n| n > 0).count();
            (used <= limits.groups && per.iter().all(|&n| n <= limits.per_group))
                .then(|| (0..scores.len()).filter(|i| set >> i & 1 == 1).map(|i| scores[i]).sum())
        })
        .max_by(f64::total_cmp)
}

proptest! {
    #[test]
    fn is_exact(
        items in prop::collection::vec((0.0..1.0_f64, 0..5_usize), 1..11),
        pick in 0..7_usize, groups in 0..5_usize, per_group in 0..4_usize,
        fixed in prop::collection::btree_set(0..11_usize, 0..3),
        barred in prop::collection::btree_set(0..11_usize, 0..3),
    ) {
        let scores: Vec<f64> = items.iter().map(|i| i.0).collect();
        let group_of: Vec<usize> = items.iter().map(|i| i.1).collect();
        let keep = |set: &std::collections::BTreeSet<usize>| -> Vec<usize> {
            set.iter().copied().filter(|&i| i < scores.len()).collect()
        };
        let (fixed, barred) = (keep(&fixed), keep(&barred));
        let limits = Limits { pick, groups, per_group };
        let best = brute(&scores, &group_of, limits, &fixed, &barred);
        match Selector::new(&group_of, limits, &fixed, &barred) {
            Err(clashes) => prop_assert!(best.is_none(), "{clashes:?} but {best:?}"),
            Ok(selector) => {
                let total: f64 = selector.choose(&scores).iter().map(|&i| scores[i]).sum();
                prop_assert!((total - best.unwrap()).abs() < 1e-9);
            }
        }
    }
}

proptest! {
    #[test]
    fn is_exact_with_marked_items(
        items in prop::collection::vec((0.0..1.0_f64, 0..4_usize, any::<bool>()), 1..11),
        pick in 0..7_usize, per_group in 0..4_usize, most in 0..4_usize,
    ) {
        let scores: Vec<f64> = items.iter().map(|i| i.0).collect();
        let group_of: Vec<usize> = items.iter().map(|i| i.1).collect();
        let marked: Vec<bool> = items.iter().map(|i| i.2).collect();
        let limits = Limits { pick, groups: usize::MAX, per_group };
        let total = |set: u32| -> f64 {
            (0..scores.len()).filter(|i| set >> i & 1 == 1).map(|i| scores[i]).sum()
        };
        let allowed = |set: &u32| {
            let chosen: Vec<usize> = (0..scores.len()).filter(|i| set >> i & 1 == 1).collect();
            let of_group = |group: usize| chosen.iter().filter(|&&i| group_of[i] == group).count();
            chosen.len() == pick
                && (0..4).all(|group| of_group(group) <= per_group)
                && chosen.iter().filter(|&&i| marked[i]).count() <= most
        };
        let best = (0..1_u32 << scores.len()).filter(allowed).map(total).max_by(f64::total_cmp);
        if let Ok(selector) = Selector::new(&group_of, limits, &[], &[]) {
            let selector = selector.with_marked(marked.clone(), most);
            let chosen = selector.choose(&scores);
            prop_assert!(selector.allows(&chosen));
            match best {
                Some(best) => {
                    let total: f64 = chosen.iter().map(|&i| scores[i]).sum();
                    let is_best = chosen.len() == pick && (total - best).abs() < 1e-9;
                    prop_assert!(is_best, "{chosen:?} {best}");
                }
                None => prop_assert!(chosen.len() < pick, "{chosen:?}"),
            }
        }
    }
}

#[test]
fn marked_items_that_are_fixed_stay() {
    let limits = Limits { pick: 2, groups: usize::MAX, per_group: 9 };
    let selector = Selector::new(&[0, 1, 2], limits, &[0], &[]).unwrap();
    let selector = selector.with_marked(vec![true, true, false], 0);
    assert_eq!(selector.choose(&[0.1, 0.9, 0.5]), [2, 0]);
}

#[test]
fn names_each_clash() {
    let limits = Limits { pick: 2, groups: 1, per_group: 1 };
    let clashes = Selector::new(&[0, 0, 1], limits, &[0, 1, 2], &[0]).unwrap_err();
    assert_eq!(clashes.len(), 4, "{clashes:?}");
    let short = Selector::new(&[0, 0, 1], Limits { pick: 3, groups: 9, per_group: 1 }, &[], &[])
        .unwrap_err();
    assert_eq!(short, [Clash::TooFew { pick: 3, possible: 2, free: 3 }]);
}

#[test]
fn equal_scores_go_by_position() {
    let selector =
        Selector::new(&[0, 1, 2], Limits { pick: 2, groups: usize::MAX, per_group: 9 }, &[], &[])
            .unwrap();
    assert_eq!(selector.choose(&[0.5, 0.5, 0.5]), [0, 1]);
    assert_eq!(selector.choose(&[f64::NAN, 0.5, 0.5]), [1, 2]);
}
