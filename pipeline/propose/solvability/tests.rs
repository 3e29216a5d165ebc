use super::super::demand::PlaceCounts;
use super::*;
use crate::panel::Counts;

fn sums(resolved: &[u32]) -> (Sums, Peers) {
    let place = |&resolved: &u32| Counts {
        orders: 120,
        resolved_known: 100,
        resolved,
        ..Counts::default()
    };
    let n = resolved.len() as u32;
    let all = |i: u32| (0..n).filter(|&j| j != i).collect();
    let peers = Peers::new((0..n).map(all).collect());
    let seen = (0..).zip(resolved.iter().map(place)).collect();
    let places = PlaceCounts { all: resolved.len(), seen };
    (Sums { places, ..Sums::default() }, peers)
}

#[test]
fn a_few_places_that_do_far_better_make_it_solvable() {
    let alike: Vec<u32> = (0..30).map(|i| 38 + i % 5).collect();
    let mut deviant = alike.clone();
    deviant[..3].fill(85);
    let value = |resolved: &[u32]| {
        let (sums, peers) = sums(resolved);
        solvability(&sums, &peers, true).value.unwrap()
    };
    assert!(value(&alike) < 0.02, "{}", value(&alike));
    assert!(value(&deviant) > 0.6, "{}", value(&deviant));
}

#[test]
fn unknown_without_answers_or_with_few_places() {
    let (sums, peers) = sums(&[50; 4]);
    assert_eq!(solvability(&sums, &peers, true).value, None);
    assert_eq!(solvability(&sums, &peers, false).value, None);
}

#[test]
fn many_places_and_few_of_all_are_found_alike() {
    for all in [8, 100] {
        let positions = Positions::new(&[2, 5], all);
        let found: Vec<Option<usize>> = (0..8).map(|place| positions.of(place)).collect();
        assert_eq!(found, [None, None, Some(0), None, None, Some(1), None, None]);
    }
}
