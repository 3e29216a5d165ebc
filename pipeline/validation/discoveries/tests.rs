use super::*;

#[test]
fn neighbouring_weeks_are_one_finding_and_steps_are_told_apart() {
    let mut cells = LabelledCells {
        areas: 2,
        categories: 1,
        weeks: 20,
        from: 0,
        counts: vec![0.0; 40],
        labels: vec![CellLabel::Quiet; 40],
        spikes: Vec::new(),
        steps: vec![Planted { area: 1, category: 0, first: 5, last: 19 }],
        populations: vec![1.0; 2],
    };
    cells.labels[4] = CellLabel::Spike;
    let mut p_values = vec![0.9; 40];
    for index in [4, 5, 12, 26, 27, 29] {
        p_values[index] = 1e-9;
    }
    let figures = figures(&cells, &p_values);
    let value =
        |name: &str| figures.iter().find(|figure| figure.name == name).map(|figure| figure.value);
    assert_eq!(value("findings"), Some(4.0));
    assert_eq!(value("in_steps"), Some(2.0));
    assert_eq!(value("false_share"), Some(0.25));
}
