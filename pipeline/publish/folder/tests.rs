use super::*;

#[test]
fn a_folder_is_replaced_whole_and_latest_names_it() {
    let output = tempfile::tempdir().unwrap();
    for content in ["old", "new"] {
        let draft = Draft::new(output.path()).unwrap();
        draft.write("charts/a.svg", content.as_bytes()).unwrap();
        draft.publish("2024").unwrap();
    }
    let folder = latest(output.path()).unwrap();
    assert_eq!(fs::read_to_string(folder.join("charts/a.svg")).unwrap(), "new");
    assert_eq!(
        fs::read_dir(output.path()).unwrap().count(),
        2,
        "2024 and latest, nothing left over"
    );
}

#[test]
fn a_draft_that_is_not_published_leaves_nothing_and_a_killed_one_is_cleared() {
    let output = tempfile::tempdir().unwrap();
    drop(Draft::new(output.path()).unwrap());
    assert_eq!(fs::read_dir(output.path()).unwrap().count(), 0);
    fs::create_dir(output.path().join(".draft-killed")).unwrap();
    drop(Draft::new(output.path()).unwrap());
    assert_eq!(fs::read_dir(output.path()).unwrap().count(), 0);
    assert_eq!(latest(output.path()), None);
}
