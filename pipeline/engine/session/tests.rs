use super::*;

#[test]
fn the_memory_of_a_machine_is_read_in_bytes() {
    assert_eq!(total_bytes("MemFree: 3 kB\nMemTotal:       16384 kB\n"), Some(16 << 20));
    assert_eq!(total_bytes("MemFree: 3 kB\n"), None);
    assert!(half_of_machine() > 1 << 20);
}

#[test]
fn a_folder_to_spill_to_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let temp = file.path().join("inside");
    let settings = EngineSettings { temp: Some(temp), ..EngineSettings::default() };
    let error = Engine::start(&settings).unwrap_err().to_string();
    assert!(error.contains("--temp") && error.contains("inside"), "{error}");
}
