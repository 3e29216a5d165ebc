use super::*;

fn grams(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for_each_gram(text, |_, start, end| found.push(&text[start..end]));
    found
}

#[test]
fn han_text_becomes_character_grams_that_stop_at_punctuation() {
    assert_eq!(grams("搅拌站，扰民"), ["搅拌", "搅拌站", "拌站", "扰民"]);
}

#[test]
fn codes_stay_whole_beside_han() {
    assert_eq!(grams("58车贷"), ["58", "58车", "58车贷", "车贷"]);
    assert_eq!(grams("建110kv线"), ["建110kv", "建110kv线", "110kv", "110kv线"]);
}

#[test]
fn other_languages_become_words_and_pairs() {
    assert_eq!(grams("loud bar, again"), ["loud", "loud bar", "bar", "again"]);
    assert!(grams("a；1。").is_empty());
}

#[test]
fn counts_are_sorted_and_summed() {
    let counts = gram_counts(["路灯路灯", "路灯"]);
    assert!(counts.is_sorted());
    assert_eq!(counts.iter().map(|&(_, count)| count).max(), Some(3));
    assert!(gram_counts([""]).is_empty());
}

#[test]
fn what_touches_a_name_goes_with_it() {
    let name = gram_counts(["春华镇"]).into_iter().map(|(gram, _)| gram).collect();
    assert_eq!(gram_counts_without(["在春华镇的路灯不亮"], &name), gram_counts(["的路灯不亮"]));
}
