use super::*;

#[test]
fn names_are_read_by_words_and_parts() {
    assert!(is_called("OpenDate", Hint::Received) && is_called("open_dt", Hint::Received));
    assert!(is_called("Case ID", Hint::Id) && !is_called("hidden", Hint::Id));
    assert!(is_called("受理时间", Hint::Time) && is_called("所属区", Hint::Area));
    assert!(!is_called("street_name", Hint::Area) && is_called("街道乡镇", Hint::Area));
    assert!(is_only("Community Board", Hint::Area) && !is_only("pwd_district", Hint::Area));
    assert!(rank("Department", Hint::Department) < rank("QUEUE", Hint::Department));
}
