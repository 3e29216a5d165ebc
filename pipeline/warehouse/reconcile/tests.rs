use super::*;

#[test]
fn an_id_that_a_spreadsheet_shortened_is_told_from_others() {
    assert!(["2.02401E+16", "2E16", "2,02401E+16", "1.5e-3"].into_iter().all(is_exponent));
    assert!(!["2024E", "E16", "CASE16", "20240116", "A1E5", ""].into_iter().any(is_exponent));
    assert!(
        ["20240112000000300", "2024011200000000", "20240112000000300.0"]
            .into_iter()
            .all(is_rounded)
    );
    assert!(
        !["20240112000000345", "202401120000003", "2024-0112-0000-000", ""]
            .into_iter()
            .any(is_rounded)
    );
}
