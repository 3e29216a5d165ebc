use super::*;

const FUEL: Fuel = Fuel { counted: 10, reporters: Some(10), last_day: None, cohesion: 0.2 };

#[test]
fn more_people_and_a_clearer_matter_are_hotter() {
    assert!((heat(FUEL, None) - 5.0).abs() < 1e-9);
    assert!((heat(Fuel { reporters: Some(2), ..FUEL }, None) - 4.4).abs() < 1e-9);
    assert!((heat(Fuel { reporters: None, ..FUEL }, None) - 5.0).abs() < 1e-9);
    assert!((heat(Fuel { cohesion: 0.1, ..FUEL }, None) - 2.0).abs() < 1e-9);
    let day = NaiveDate::from_ymd_opt(2019, 5, 1);
    assert!((heat(Fuel { last_day: day, ..FUEL }, day) - 6.25).abs() < 1e-9);
}

#[test]
fn one_user_counts_ten_times_at_most() {
    assert_eq!(counted((0..92).map(|_| Some(7)).chain([Some(1), None, None])), 13);
    assert_eq!(counted([].into_iter()), 0);
}

#[test]
fn ranks_are_stable() {
    let (index, order) = rank(&[2.0, 4.0, 2.0]);
    assert_eq!(index, [50.0, 100.0, 50.0]);
    assert_eq!(order, [1, 0, 2]);
    assert_eq!(rank(&[0.0]), (vec![0.0], vec![0]));
    assert!(rank(&[]).1.is_empty());
}
