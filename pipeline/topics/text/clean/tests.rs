use super::*;

#[test]
fn markup_and_entities_go_and_comparisons_stay() {
    let raw = "<p>噪音&nbsp;大</p>\n\t<script>var a = '<b>';</script><!-- x -->３号线 a < b &amp; \
               &#x4e2d;";
    assert_eq!(plain(raw, 100), "噪音 大 3号线 a < b & 中");
    assert_eq!(plain("<b", 10), "<b");
    assert_eq!(plain("<!-- open", 10), "");
}

#[test]
fn long_texts_are_cut_by_characters() {
    assert_eq!(plain(&"路灯不亮".repeat(30_000), 6), "路灯不亮路灯");
    assert_eq!(plain(" \u{200b}\u{0} ", 10), "");
}
