use super::*;

fn tried(period: &str, state: TryState) -> Try {
    let at = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    Try { at, period: period.to_owned(), state, seconds: 1.5, run_id: None, message: None }
}

#[test]
fn the_last_try_of_a_period_counts_and_a_cut_line_harms_nothing() {
    let output = tempfile::tempdir().unwrap();
    assert_eq!(tries(output.path()), []);
    record(output.path(), &tried("2024-03", TryState::Failed)).unwrap();
    let file = path(output.path());
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{whole}{{\"at\":\"2023-11-14T22:1")).unwrap();
    record(output.path(), &tried("2024-03", TryState::Published)).unwrap();
    let later = "{\"at\":\"2023-11-14T22:13:20Z\",\"period\":\"2024-04\",\"state\":\"handed_over\",\"to\":\"x\"}\n";
    OpenOptions::new().append(true).open(&file).unwrap().write_all(later.as_bytes()).unwrap();
    assert_eq!(tries(output.path()).len(), 3);
    let last = last_tries(output.path());
    assert_eq!(last["2024-03"], tried("2024-03", TryState::Published));
    assert_eq!(last["2024-04"].state, TryState::Unknown);
}
