use super::*;

#[test]
fn the_same_reporter_is_the_same_only_under_the_same_key() {
    let (a, b) = (ReporterKey::from_secret("a"), ReporterKey::from_secret("b"));
    assert_eq!(a.pseudonym("13900000000"), a.pseudonym("13900000000"));
    assert_ne!(a.pseudonym("13900000000"), b.pseudonym("13900000000"));
    let folder = tempfile::tempdir().unwrap();
    let first = ReporterKey::load_or_create(folder.path()).unwrap();
    assert_eq!(
        first.fingerprint(),
        ReporterKey::load_or_create(folder.path()).unwrap().fingerprint()
    );
}
