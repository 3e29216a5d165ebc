use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::*;
use crate::orders::find_files;

fn taken(path: &Path, known: &HashMap<Stamp, String>) -> (String, Stamp) {
    let found = find_files(&[path.to_owned()], None).unwrap();
    let (input, (stamp, _)) = fingerprints(found, known).unwrap().remove(0);
    (input.hash, stamp)
}

#[test]
fn a_file_just_changed_is_not_settled_though_size_and_time_are_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let write = |text: &str| {
        fs::write(&path, text).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    };
    let mut before = String::new();
    for text in ["a", "b", "c"] {
        let now = file_system_now(folder.path());
        write(text);
        let (hash, stamp) = taken(&path, &HashMap::new());
        assert!(!stamp.is_settled(now));
        assert_ne!(hash, before);
        before = hash;
    }
}

#[test]
fn a_stamp_is_settled_when_the_clock_has_gone_on_by_more_than_it_counts_in() {
    let folder = tempfile::tempdir().unwrap();
    let stamp = Stamp::of(&fs::metadata(folder.path()).unwrap());
    let changed = |s, ns| Stamp { changed: (s, ns), ..stamp.clone() };
    assert!(!changed(7, 950_000_000).is_settled((7, 969_000_000)));
    assert!(changed(7, 950_000_000).is_settled((7, 970_000_000)));
    assert!(!changed(7, 0).is_settled((9, 900_000_000)));
    assert!(changed(7, 0).is_settled((10, 0)));
    assert!(!changed(7, 1).is_settled((0, 0)));
}

#[test]
fn a_file_is_known_by_its_stamp_until_anything_of_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    fs::write(&path, "a").unwrap();
    let (hash, stamp) = taken(&path, &HashMap::new());
    let kept = |stamp: Stamp| HashMap::from([(stamp, "kept".to_owned())]);
    assert_eq!(taken(&path, &kept(stamp.clone())).0, "kept");
    assert_eq!(taken(&path, &kept(Stamp { inode: stamp.inode + 1, ..stamp })).0, hash);
}
