use super::*;

#[test]
fn what_all_titles_have_goes() {
    assert_eq!(strip("投诉A2区丽发新城附近建搅拌站噪音扰民"), "丽发新城附近建搅拌站噪音扰民");
    assert_eq!(strip("A市A3区关于伊景园捆绑销售车位的投诉"), "伊景园捆绑销售车位");
    assert_eq!(strip("小区一楼的夜宵摊污染空气，急需处理！"), "小区一楼的夜宵摊污染空气");
    assert_eq!(strip("K9县"), "");
    assert_eq!(strip("五矿万境K9县房屋质量"), "五矿万境K9县房屋质量");
    assert_eq!(strip(""), "");
}

#[test]
fn long_titles_end_at_a_clause() {
    assert_eq!(shorten("丽发新城附近搅拌站，噪音很大", 12), "丽发新城附近搅拌站");
    assert_eq!(shorten("丽发新城附近搅拌站噪音", 6), "丽发新城附…");
}
