use super::*;

#[test]
fn a_day_has_all_its_hours() {
    assert_eq!(hour_shares(Rhythm::Night)[23], 1.0);
}
