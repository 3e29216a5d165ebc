use yiti_stats::select::Limits;

use super::*;

fn spread() -> Spread {
    Spread {
        names: vec!["north".to_owned(), "south".to_owned()],
        city: vec![50.0, 50.0],
        topics: vec![vec![10.0, 0.0], vec![10.0, 1.0], vec![0.0, 9.0], vec![1.0, 8.0]],
    }
}

#[test]
fn the_worst_off_district_is_named_first() {
    let fairness = spread().of(&[0, 1], 0.0);
    assert_eq!(fairness.districts[0].district, "south");
    assert!((fairness.worst().unwrap() - (1.0 / 21.0) / 0.5).abs() < 1e-12);
    assert!(
        fairness.sentence(Language::En).contains("least south 0.10"),
        "{}",
        fairness.sentence(Language::En)
    );
}

#[test]
fn a_bound_exchanges_topics_for_the_least_loss() {
    let limits = Limits { pick: 2, groups: usize::MAX, per_group: 9 };
    let selector = Selector::new(&[0, 1, 2, 3], limits, &[], &[]).unwrap();
    let scores = [0.9, 0.8, 0.3, 0.6];
    let free = spread().bounded(vec![0, 1], &scores, &selector, 0.0);
    assert_eq!(free, [0, 1]);
    let bounded = spread().bounded(vec![0, 1], &scores, &selector, 0.5);
    assert_eq!(bounded, [0, 3], "topic 3 costs least and gives the south its share");
}
