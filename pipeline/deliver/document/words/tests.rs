use super::*;

#[test]
fn headings_are_numbered_as_offices_do() {
    let zh = |level, number| numbered(Language::Zh, level, number, "题");
    let numbers = [1, 10, 11, 20, 27].map(|number| zh(1, number));
    assert_eq!(numbers, ["一、题", "十、题", "十一、题", "二十、题", "二十七、题"]);
    assert_eq!(zh(2, 3), "（三）题");
    assert_eq!(numbered(Language::En, 1, 3, "A"), "3. A");
}
