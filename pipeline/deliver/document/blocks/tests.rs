use super::*;

#[test]
fn a_figure_keeps_its_shape_within_the_page() {
    assert_eq!(fitted((2000, 1000), 4_320_000), (5_616_000, 2_808_000));
    assert_eq!(fitted((1000, 2000), 4_320_000), (2_160_000, 4_320_000));
}
