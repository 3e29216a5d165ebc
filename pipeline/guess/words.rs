//! What speaks for a guess, in words of both languages.

use chrono::DateTime;

use super::profile::Profile;
use super::roles::{Guess, Why};
use super::times::TimeColumn;
use crate::language::{Language, count};
use crate::orders::mask_numbers;

/// What the first rows say of a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evidence {
    rows: usize,
    known: usize,
    distinct: usize,
    /// The commonest values; none of columns that name people.
    examples: Vec<String>,
    /// Times that were read, the first and the last day.
    times: Option<(usize, String, String)>,
}

/// Values shown.
const EXAMPLES: usize = 3;

/// Characters of a value that are shown.
const EXAMPLE_CHARS: usize = 24;

impl Evidence {
    pub(super) fn of(guess: &Guess, profiles: &[Profile], rows: usize) -> Self {
        let Some(profile) = guess.column.map(|at| &profiles[at]) else {
            let examples = Vec::new();
            return Self { rows, known: rows, distinct: rows, examples, times: None };
        };
        let is_time = guess.role.ends_with("_at");
        let times = is_time.then(|| TimeColumn::of(0, profile, true)).flatten();
        Self {
            rows,
            known: profile.known(),
            distinct: profile.distinct(),
            examples: match guess.role {
                "reporter" => Vec::new(),
                "text" => examples(profile),
                // Numbers of orders and times are nobody's secret.
                _ => commonest(profile).map(shortened).collect(),
            },
            times: times.map(|times| read(&times)),
        }
    }

    /// First and last day of the times.
    pub(super) fn days(&self) -> Option<(&str, &str)> {
        self.times.as_ref().map(|(_, first, last)| (first.as_str(), last.as_str()))
    }

    /// In words.
    pub(super) fn sentence(&self, why: &Why, language: Language) -> String {
        let whole = |number: usize| count(number as u64);
        let (known, rows, distinct) = (whole(self.known), whole(self.rows), whole(self.distinct));
        let mut parts = match language {
            Language::Zh => vec![format!("{rows}行中{known}行有值，{distinct}种不同的值")],
            Language::En => {
                vec![format!("{known} of {rows} rows have a value, {distinct} different ones")]
            }
        };
        if let Some((read, first, last)) = &self.times {
            let read = whole(*read);
            parts.push(match language {
                Language::Zh => format!("{read}个读作时间，{first}—{last}"),
                Language::En => format!("{read} read as times, {first} to {last}"),
            });
        }
        parts.push(reason(why, language));
        if !self.examples.is_empty() {
            let examples = self.examples.join(" | ");
            parts.push(language.pick("例：", "such as ").to_owned() + &examples);
        }
        parts.retain(|part| !part.is_empty());
        parts.join(language.pick("；", "; "))
    }
}

fn reason(why: &Why, language: Language) -> String {
    match (why, language) {
        (Why::Values, Language::Zh) => "按值判断".to_owned(),
        (Why::Values, Language::En) => "told by its values".to_owned(),
        (Why::Name, Language::Zh) => "按值和列名判断".to_owned(),
        (Why::Name, Language::En) => "told by its values and its name".to_owned(),
        (Why::Below(above), Language::Zh) => format!("每个值只属于“{above}”的一个值"),
        (Why::Below(above), Language::En) => format!("each value lies in one of {above}"),
        (Why::DayOrMonth(_), Language::Zh) => "日和月的先后看不出来：两行中留一行".to_owned(),
        (Why::DayOrMonth(_), Language::En) => {
            "nothing tells whether day or month comes first: keep one of the two lines".to_owned()
        }
        (Why::NoId, Language::Zh) => "没有一列能区分工单，用文件名和行号".to_owned(),
        (Why::NoId, Language::En) => {
            "no column tells orders apart: the file's name and the row's number".to_owned()
        }
    }
}

/// The commonest values, shortened, long numbers masked.
pub(super) fn examples(profile: &Profile) -> Vec<String> {
    commonest(profile).map(|value| shortened(&mask_numbers(value))).collect()
}

fn commonest(profile: &Profile) -> impl Iterator<Item = &str> {
    let mut order: Vec<usize> = (0..profile.values.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(profile.counts[*at]), *at));
    order.into_iter().take(EXAMPLES).map(|at| profile.values[at].as_str())
}

fn shortened(value: &str) -> String {
    let mut letters = value.chars();
    let start: String = letters.by_ref().take(EXAMPLE_CHARS).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

fn read(times: &TimeColumn) -> (usize, String, String) {
    let known: Vec<i64> = times.seconds.iter().flatten().copied().collect();
    let day = |second: Option<&i64>| {
        let time = second.and_then(|second| DateTime::from_timestamp(*second, 0));
        time.map_or_else(String::new, |time| time.date_naive().to_string())
    };
    (known.len(), day(known.iter().min()), day(known.iter().max()))
}
