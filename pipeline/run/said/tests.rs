use chrono::NaiveDate;

use super::*;
use crate::panel::{AreaId, CategoryId};
use crate::warehouse::Layout;

#[test]
fn what_is_kept_is_what_is_read_and_other_texts_are_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Kept::new(Layout::new(folder.path()));
    let text = |month: u32, text: &str| OrderText {
        body: text.into(),
        key: 0,
        day: NaiveDate::from_ymd_opt(2024, month, 1).unwrap(),
        area: AreaId(0),
        category: CategoryId(0),
        reporter: None,
    };
    let texts = [text(1, "锦桥里旁搅拌站扬尘"), text(1, ""), text(2, "福岭配送站骑手闯红灯")];
    let first = said(&texts, &["甲市"], &kept);
    assert_eq!(first.iter().map(Said::texts).collect::<Vec<_>>(), [2, 1]);
    assert!(!first[1].heads.get(0).is_empty() && first[0].grams.get(1).is_empty());
    assert_eq!(said(&texts, &["甲市"], &kept), first);
    let files = || std::fs::read_dir(kept.layout().at("derived/text_terms")).unwrap().count();
    assert_eq!(files(), 2);
    // Another text before one that is known: all as if read for the first time.
    let changed = [text(1, "路灯不亮，福岭里"), text(1, "锦桥里旁搅拌站扬尘"), text(1, "锦桥里")];
    let again = said(&changed, &["甲市"], &kept);
    assert_eq!(again, [Said::read(&changed, &["甲市"])]);
    assert_eq!(files(), 3);
    // The same text in an area of another name says something else.
    let elsewhere = said(&changed, &["锦桥里"], &kept);
    assert_eq!(elsewhere, [Said::read(&changed, &["锦桥里"])]);
    assert_ne!(elsewhere, again);
}
