use super::*;

#[test]
fn the_grid_holds_every_weighting_once() {
    let grid = weightings();
    assert_eq!(grid.len(), 286);
    assert!(grid.iter().all(|weights| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12));
}

#[test]
fn four_windows_are_never_called_a_difference() {
    let fitted = Fitted {
        windows: 4,
        current: [0.25; 4],
        current_share: 0.6,
        best: [0.0, 0.0, 1.0, 0.0],
        best_share: 0.8,
        crossed_share: Some(0.7),
        p_value: sign_flip::p_value(&[0.1; 4]),
    };
    assert!(!fitted.differs());
    let said = fitted.sentences(Language::En).concat();
    assert!(said.contains("too few to tell") && said.ends_with("Nothing was changed."), "{said}");
    let seen = Fitted { windows: 6, p_value: sign_flip::p_value(&[0.1; 6]), ..fitted };
    assert!(
        seen.differs()
            && seen.sentences(Language::En).concat().contains("beyond chance (p = 0.016)")
    );
}
