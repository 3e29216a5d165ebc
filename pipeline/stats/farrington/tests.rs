use super::*;

#[test]
fn nine_equal_parts_between_two_seasons() {
    let mut sizes = [0; PERIODS];
    for back in 1..=YEAR {
        sizes[season(back, 3)] += 1;
    }
    assert_eq!(sizes, [7, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    assert_eq!(season(YEAR - 4, 3), 1);
    assert_eq!(season(4, 3), 9);
}
