use super::*;

#[test]
fn a_band_tells_what_was_given_and_what_came() {
    let inside = [(0.6, true), (0.7, true), (0.65, false), (0.65, true)];
    let found = band(0.5, 0.7, &inside).unwrap();
    assert!((found.given - 0.65).abs() < 1e-12);
    assert_eq!((found.topics, found.stayed), (4, 3));
    assert!(found.low < 0.4 && found.high > 0.9, "four topics say little: {found:?}");
    assert_eq!(band(0.0, 0.1, &[]), None);
}
