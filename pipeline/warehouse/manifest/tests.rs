use super::*;

#[test]
fn a_manifest_of_another_version_or_a_damaged_one_counts_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let layout = Layout::new(folder.path());
    assert_eq!(Manifest::load(&layout), Manifest::default());
    let current = Current { replaced: "a".to_owned(), ..Current::default() };
    let manifest = Manifest { current, ..Manifest::default() };
    manifest.store(&layout).unwrap();
    assert_eq!(Manifest::load(&layout), manifest);
    let text = fs::read_to_string(layout.manifest()).unwrap();
    let later = text.replace(&format!("\"format\": {FORMAT}"), "\"format\": 999");
    for other in [later, text[..text.len() / 2].to_owned()] {
        fs::write(layout.manifest(), other).unwrap();
        assert_eq!(Manifest::load(&layout), Manifest::default());
    }
}
