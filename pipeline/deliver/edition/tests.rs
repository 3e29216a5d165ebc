use super::*;

#[test]
fn the_record_of_an_older_and_of_a_newer_run_is_read() {
    let older = r#"{"run_id": "a", "version": "0.1.0", "period": "2024", "period_first_day": "2024-01-01",
            "period_last_day": "2024-12-31", "as_of": "2024-12-31", "config": {"language": "en",
            "report": {"png": true}}}"#;
    let facts: Facts = serde_json::from_str(older).unwrap();
    assert!(facts.definitions.is_empty() && facts.orders_in_period.is_none());
    assert_eq!(facts.config.language, Language::En);
    let newer = older.replacen('{', r#"{"later": [1], "#, 1);
    assert!(serde_json::from_str::<Facts>(&newer).is_ok());
}
