//! Answers of call-backs: which words are a yes, a no, or no answer at all.

use std::collections::HashMap;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int32Type};

use super::unreadable::Unreadable;
use crate::orders::AnswersSettings;

/// Columns that hold answers.
pub const ANSWERS: [&str; 4] = ["responded", "resolved", "satisfied", "escalated"];

/// Words that mean yes in any of the columns. Of a scale, what is satisfied in part is.
const YES: [&str; 44] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "on",
    "是",
    "是的",
    "有",
    "对",
    "√",
    "✓",
    "✔",
    "sim",
    "sí",
    "si",
    "oui",
    "ja",
    "已响应",
    "响应",
    "已联系",
    "已回复",
    "responded",
    "contacted",
    "已解决",
    "解决",
    "基本解决",
    "resolved",
    "solved",
    "满意",
    "很满意",
    "非常满意",
    "十分满意",
    "比较满意",
    "较满意",
    "较为满意",
    "基本满意",
    "satisfied",
    "very satisfied",
    "somewhat satisfied",
    "mostly satisfied",
    "已升级",
    "升级",
    "escalated",
];

/// Words that mean no. Of a scale, the middle is: nobody said to be satisfied.
const NO: [&str; 41] = [
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "否",
    "不是",
    "没有",
    "错",
    "×",
    "✗",
    "✘",
    "não",
    "nao",
    "non",
    "nein",
    "未响应",
    "未联系",
    "未回复",
    "not responded",
    "not contacted",
    "未解决",
    "没解决",
    "没有解决",
    "unresolved",
    "not resolved",
    "unsolved",
    "not solved",
    "一般",
    "不满意",
    "很不满意",
    "非常不满意",
    "不太满意",
    "较不满意",
    "neutral",
    "dissatisfied",
    "unsatisfied",
    "very dissatisfied",
    "未升级",
    "not escalated",
];

/// Words that mean that nobody asked or answered.
const UNKNOWN: [&str; 22] = [
    "-",
    "--",
    "/",
    "?",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    "unknown",
    "not asked",
    "无",
    "未知",
    "不详",
    "空",
    "未评价",
    "未回访",
    "不予评价",
    "拒绝评价",
    "未接通",
    "无人接听",
    "不清楚",
];

/// What a word of an answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Answer(bool),
    NotAsked,
}

/// The words of each column.
#[derive(Debug, Clone)]
pub struct AnswerWords {
    columns: HashMap<&'static str, Words>,
}

#[derive(Debug, Clone, Default)]
struct Words {
    built_in: HashMap<String, Meaning>,
    own: HashMap<String, Meaning>,
}

impl AnswerWords {
    /// The built-in words, over them those of all columns, over them those of each column.
    pub fn new(settings: &AnswersSettings) -> Self {
        let mut columns = HashMap::new();
        for column in ANSWERS {
            let mut words = Words::default();
            add(&mut words.built_in, YES, Meaning::Answer(true));
            add(&mut words.built_in, NO, Meaning::Answer(false));
            add(&mut words.built_in, UNKNOWN, Meaning::NotAsked);
            for own in [Some(&settings.common()), settings.of(column)].into_iter().flatten() {
                add(&mut words.own, &own.yes, Meaning::Answer(true));
                add(&mut words.own, &own.no, Meaning::Answer(false));
                add(&mut words.own, &own.unknown, Meaning::NotAsked);
            }
            columns.insert(column, words);
        }
        Self { columns }
    }

    /// Answers of a column; what is no known word is null and counted.
    ///
    /// Where a column has other bare numbers than 0 and 1 it is a scale, on which a 1 is no yes:
    /// then only numbers that the configuration names are read.
    pub fn read(&self, column: &str, values: &ArrayRef) -> (BooleanArray, Unreadable) {
        if let Some(answers) = values.as_boolean_opt() {
            return (answers.clone(), Unreadable::default());
        }
        let mut unreadable = Unreadable::default();
        let coded = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let Ok(coded) = cast(values, &DataType::Utf8).and_then(|texts| cast(&texts, &coded)) else {
            let lost = values.len() - values.logical_null_count();
            return (BooleanArray::new_null(values.len()), Unreadable::from(lost as u64));
        };
        let coded = coded.as_dictionary::<Int32Type>();
        let known = coded.values().as_string::<i32>();
        let words: Vec<String> = known.iter().map(|word| fold(word.unwrap_or_default())).collect();
        let none = Words::default();
        let meanings = self.columns.get(column).unwrap_or(&none);
        let is_scale = words.iter().chain(meanings.own.keys()).any(|word| is_step(word));
        let built_in = |word: &String| {
            let is_doubtful = is_scale && matches!(word.as_str(), "0" | "1");
            meanings.built_in.get(word).filter(|_| !is_doubtful)
        };
        let meaning = |word: &String| meanings.own.get(word).or_else(|| built_in(word)).copied();
        let read: Vec<Option<Meaning>> = words.iter().map(meaning).collect();
        let mut lost = vec![0_u64; words.len()];
        let answer = |key: Option<i32>| {
            let code = key? as usize;
            match read[code] {
                Some(Meaning::Answer(answer)) => Some(answer),
                Some(Meaning::NotAsked) => None,
                None => {
                    lost[code] += u64::from(!words[code].is_empty());
                    None
                }
            }
        };
        let answers: BooleanArray = coded.keys().iter().map(answer).collect();
        for (value, count) in known.iter().zip(lost).filter(|(_, count)| *count > 0) {
            unreadable.add(value.unwrap_or_default().trim(), count);
        }
        (answers, unreadable)
    }
}

/// Whether a word is a number other than 0 and 1.
fn is_step(word: &str) -> bool {
    word.parse::<f64>().is_ok_and(f64::is_finite) && !matches!(word, "0" | "1")
}

fn add<W: AsRef<str>>(
    words: &mut HashMap<String, Meaning>,
    more: impl IntoIterator<Item = W>,
    meaning: Meaning,
) {
    words.extend(more.into_iter().map(|word| (fold(word.as_ref()), meaning)));
}

/// A word in small letters of usual width, without spaces around it, "1.0" as "1".
fn fold(word: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        other => other,
    };
    let folded: String = word.chars().map(narrow).collect::<String>().trim().to_lowercase();
    match folded.split_once('.') {
        Some((whole, zeros)) if is_digits(whole) && zeros.bytes().all(|byte| byte == b'0') => {
            whole.to_owned()
        }
        _ => folded,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
