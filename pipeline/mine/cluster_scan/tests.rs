use super::*;

#[test]
fn ways_are_counted() {
    assert_eq!([combinations(6, 1), combinations(6, 2), combinations(6, 3)], [6.0, 15.0, 20.0]);
}
