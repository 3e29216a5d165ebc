use super::*;

#[test]
fn a_title_is_the_clause_that_names_the_place() {
    let title = "来电人反映：这两天，和宁大街河道治理过一次，不到半年又黑了";
    assert_eq!(short_title(title, Some("和宁大街")), "和宁大街河道治理过一次");
    assert_eq!(
        short_title("您好，春庭新村，半夜打桩，请解决", Some("春庭新村")),
        "春庭新村，半夜打桩"
    );
    assert_eq!(short_title("Noise at night", None), "Noise at night");
}
