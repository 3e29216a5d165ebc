use super::*;

#[test]
fn words_of_two_languages() {
    assert_eq!(words("小区的路灯坏了，noise at night 110"), ["小区", "路灯", "noise", "night"]);
    assert!(words("").is_empty());
}
