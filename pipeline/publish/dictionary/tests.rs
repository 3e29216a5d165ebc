use std::collections::HashSet;

use super::*;

#[test]
fn every_line_is_whole_and_stands_once() {
    let dictionary = Dictionary::get();
    let mut seen = HashSet::new();
    for line in &dictionary.columns {
        assert!(seen.insert((&line.table, &line.column)), "{} twice", line.column);
        assert!(!line.zh.is_empty() && !line.en.is_empty(), "{}", line.column);
    }
    for line in &dictionary.codes {
        assert!(dictionary.columns.iter().any(|column| column.column == line.column));
    }
    assert_eq!(dictionary.column("proposal", "month").unwrap().kind, Kind::Rank);
    assert_eq!(dictionary.column("progress", "month").unwrap().kind, Kind::Month);
    assert_eq!(dictionary.code("kind", "spike", Language::Zh), Some("突增"));
}
