//! Words and numbers that are yes, no, or neither.

use std::sync::Arc;

use arrow::array::{Float64Array, StringArray};

use super::*;

fn read(settings: &str, column: &str, values: ArrayRef) -> (Vec<Option<bool>>, Unreadable) {
    let words = AnswerWords::new(&toml::from_str(settings).unwrap());
    let (answers, unreadable) = words.read(column, &values);
    (answers.iter().collect(), unreadable)
}

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

#[test]
fn a_yes_is_a_yes_in_every_usual_word() {
    let yes = ["YES", " 是 ", "1.0", "Ｙ", "已解决", "基本满意", "True", "√", "已响应", "1"];
    let no = ["no", "否", "0.0", "ｎ", "未解决", "一般", "FALSE", "×", "未联系", "0"];
    let (answers, unreadable) = read("", "satisfied", texts(&[yes, no].concat()));
    assert_eq!(answers[..10], [Some(true); 10]);
    assert_eq!(answers[10..], [Some(false); 10]);
    assert_eq!(unreadable.count, 0);
    let (answers, _) = read("", "resolved", Arc::new(Float64Array::from(vec![1.0, 0.0])));
    assert_eq!(answers, [Some(true), Some(false)]);
}

#[test]
fn what_is_no_answer_is_unknown_and_only_strange_words_are_counted() {
    let values = texts(&["未评价", "", "办结", "办结", "N/A", "closed", "满意"]);
    let (answers, unreadable) = read("", "resolved", values);
    assert_eq!(answers, [None, None, None, None, None, None, Some(true)]);
    assert_eq!((unreadable.count, unreadable.commonest()), (3, vec![("办结", 2), ("closed", 1)]));
}

#[test]
fn a_city_may_say_what_its_words_mean() {
    let settings =
        "yes = [\"办结\"]\n[satisfied]\nyes = [\"一般\", \"4\", \"5\"]\nno = [\"1\", \"2\"]\n";
    let (answers, _) = read(settings, "satisfied", texts(&["一般", "办结", "5", "1", "3"]));
    assert_eq!(answers, [Some(true), Some(true), Some(true), Some(false), None]);
    assert_eq!(read(settings, "resolved", texts(&["一般", "办结"])).0, [Some(false), Some(true)]);
}

#[test]
fn a_one_on_a_scale_of_five_is_no_yes() {
    let (answers, unreadable) = read("", "satisfied", texts(&["1", "5", "3", "0"]));
    assert_eq!(answers, [None; 4]);
    assert_eq!(unreadable.count, 4);
}

#[test]
fn the_reference_shows_every_built_in_word() {
    let reference = include_str!("../../../configs/reference.toml");
    for word in YES.iter().chain(&NO).chain(&UNKNOWN) {
        assert!(reference.contains(&format!("\"{word}\"")), "{word} is not in reference.toml");
    }
}
