use super::*;

#[test]
fn a_theme_may_have_more_places_where_there_are_few_themes() {
    assert_eq!(usual_per_theme(17, &[100; 12]), 5, "a quarter");
    assert_eq!(usual_per_theme(17, &[100; 4]), 9, "twice an even share of four themes");
    assert_eq!(
        usual_per_theme(17, &[100, 100, 100, 100, 1]),
        9,
        "a theme without demand is hardly one"
    );
    assert_eq!(usual_per_theme(6, &[100; 12]), 3);
    assert_eq!(usual_per_theme(6, &[]), 12, "no theme, no limit that binds");
}

#[test]
fn categories_without_a_theme_are_no_themes_where_others_have_one() {
    let pool = |has_theme: [bool; 4]| Eligible {
        themes: vec!["housing", "transport", "a", "b"],
        has_theme: has_theme.to_vec(),
        orders: vec![50, 40, 30, 20],
        volume_only: vec![false; 4],
        fixed: Vec::new(),
    };
    let demands = |has_theme| pool(has_theme).demands_by_theme(&[0, 1, 2, 3], 4);
    assert_eq!(demands([true, true, false, false]), [50, 40, 0, 0]);
    assert_eq!(demands([false; 4]), [50, 40, 30, 20], "no tree fits: categories are themes");
}
