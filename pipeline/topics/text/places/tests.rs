use super::*;

fn found(text: &str) -> Vec<&str> {
    names(text).into_iter().map(|(start, end)| &text[start..end]).collect()
}

#[test]
fn names_end_in_their_suffix_and_begin_after_what_cannot_be_part() {
    assert_eq!(found("投诉A2区丽发新城附近建搅拌站噪音扰民"), ["丽发新城", "建搅拌站"]);
    assert_eq!(found("在劳动东路的魅力之城小区"), ["劳动东路", "魅力之城"]);
    assert_eq!(found("地铁3号线施工"), ["地铁3号线"]);
    assert_eq!(found("请处理“湖楚财富”一案"), ["湖楚财富"]);
}

#[test]
fn a_suffix_alone_is_no_name() {
    assert!(found("小区的路很脏").is_empty());
    assert!(found("noise at the bar").is_empty());
    assert!(found("").is_empty());
}

#[test]
fn area_codes_are_a_letter_and_digits() {
    assert_eq!(area_code("A市A3区西湖街道"), Some("A3区"));
    assert_eq!(area_code("五矿万境K9县"), Some("K9县"));
    assert_eq!(area_code("建110区"), None);
    assert_eq!(without_codes("A市A3区丽发新城"), "  丽发新城");
    assert_eq!(without_codes("五矿万境K9县"), "五矿万境K9县");
}
