use super::steps;

#[test]
fn steps_hold_every_value_once_and_equal_values_together() {
    let values = [5.0, 1.0, 2.0, 2.0, 2.0, 9.0, 7.0];
    let steps = steps(&values);
    assert!(steps.len() <= 5);
    for value in values {
        let holding = steps.iter().filter(|range| (range.0..=range.1).contains(&value));
        assert_eq!(holding.count(), 1, "{value} in {steps:?}");
    }
    assert_eq!(super::steps(&[3.0; 6]), [(3.0, 3.0)]);
}
