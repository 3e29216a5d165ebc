use super::*;

/// Reference: scipy 1.17 `norm.sf(1.959963984540054)`, `norm.isf(1e-20)`.
#[test]
fn matches_scipy() {
    assert!((upper_tail(1.959_963_984_540_054) - 0.025).abs() < 1e-9);
    assert!((upper_quantile(1e-20) - 9.262_340_089_798_409).abs() < 1e-4);
    assert!((upper_quantile(upper_tail(3.2)) - 3.2).abs() < 1e-9);
}
