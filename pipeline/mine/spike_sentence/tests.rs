use super::*;

#[test]
fn ordinals_read_well() {
    let words: Vec<String> = [1, 3, 11, 21, 22, 33, 112].into_iter().map(ordinal).collect();
    assert_eq!(words, ["first", "third", "11th", "21st", "22nd", "33rd", "112th"]);
}
