//! What kind of values a column has, and which columns of a kind fit a place in the configuration.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};

use super::names::{Hint, is_called};
use super::profile::Profile;
use super::roles::{Guess, Why};
use super::times::TimeColumn;
use crate::orders::{AnswerWords, AnswersSettings};

/// Positions of the columns of each kind of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) times: Vec<usize>,
    pub(super) numbers: Vec<usize>,
    pub(super) answers: Vec<usize>,
    /// Values that come again and again: names.
    pub(super) names: Vec<usize>,
    /// The others.
    pub(super) texts: Vec<usize>,
}

/// Most distinct values of a column of answers.
const ANSWERS_MAX: usize = 8;

/// Mean number of times that each of the names of a column comes.
const NAME_REPEATS_MIN: f64 = 5.0;

/// Longest mean of names, in characters.
const NAME_CHARS_MAX: f64 = 60.0;

/// The kinds of all columns.
pub(super) fn kinds_of(profiles: &[Profile], times: &[TimeColumn]) -> Kinds {
    let mut kinds =
        Kinds { times: times.iter().map(|time| time.column).collect(), ..Kinds::default() };
    for (at, profile) in profiles.iter().enumerate() {
        if kinds.times.contains(&at) || profile.known() == 0 {
            continue;
        }
        let repeats = 1.0 / profile.distinct_share().max(f64::MIN_POSITIVE);
        if is_answer(profile) {
            kinds.answers.push(at);
        } else if profile.share_of(|value| value.parse::<f64>().is_ok_and(|n| n.fract() != 0.0))
            > 0.5
        {
            kinds.numbers.push(at);
        } else if repeats >= NAME_REPEATS_MIN && profile.mean_chars() <= NAME_CHARS_MAX {
            kinds.names.push(at);
        } else {
            kinds.texts.push(at);
        }
    }
    kinds
}

/// Whether a column says yes and no, in words that are known.
fn is_answer(profile: &Profile) -> bool {
    if !(1..=ANSWERS_MAX).contains(&profile.distinct()) {
        return false;
    }
    let values: ArrayRef = Arc::new(StringArray::from_iter_values(&profile.values));
    // All columns of answers have the same built-in words.
    let words = AnswerWords::new(&AnswersSettings::default());
    let (answers, unreadable) = words.read("resolved", &values);
    unreadable.count == 0 && answers.true_count() > 0 && answers.false_count() > 0
}

/// Which question a column answers, and whether its name says so.
pub(super) fn answer_of(profile: &Profile) -> Option<(&'static str, bool)> {
    let by_name = [
        ("satisfied", Hint::Satisfied),
        ("resolved", Hint::Resolved),
        ("responded", Hint::Responded),
        ("escalated", Hint::Escalated),
    ];
    let by_value = [
        ("satisfied", "满意"),
        ("satisfied", "滿意"),
        ("satisfied", "satisfied"),
        ("resolved", "解决"),
        ("resolved", "解決"),
        ("resolved", "resolved"),
        ("responded", "响应"),
        ("responded", "联系"),
    ];
    let says = |part: &str| profile.values.iter().any(|value| value.to_lowercase().contains(part));
    let by_value = by_value.iter().find(|(_, part)| says(part)).map(|(role, _)| (*role, false));
    let is_named = |hint: Hint| is_called(&profile.name, hint);
    by_value
        .or_else(|| by_name.iter().find(|(_, hint)| is_named(*hint)).map(|(role, _)| (*role, true)))
}

/// Distinct share from which a column tells orders apart: a repeated row is no reason to refuse it.
const UNIQUE: f64 = 0.98;

/// Longest mean of an id, in characters.
const ID_CHARS_MAX: f64 = 48.0;

/// The column that tells orders apart, and whether it is called so.
pub(super) fn best_id(profiles: &[Profile], kinds: &Kinds) -> Option<(usize, bool)> {
    let is_word = |value: &str| !value.contains(char::is_whitespace);
    let fits = |at: &usize| {
        let profile = &profiles[*at];
        profile.known_share() >= UNIQUE
            && profile.distinct_share() >= UNIQUE
            && profile.mean_chars() <= ID_CHARS_MAX
            && profile.share_of(is_word) >= UNIQUE
            && profile.share_of(|value| value.contains(|letter: char| letter.is_ascii_digit()))
                >= UNIQUE
    };
    let mut fitting: Vec<usize> = kinds.texts.iter().copied().filter(fits).collect();
    fitting.sort_by_key(|at| (!is_called(&profiles[*at].name, Hint::Id), *at));
    let best = *fitting.first()?;
    Some((best, is_called(&profiles[best].name, Hint::Id)))
}

/// Who reported: a column that is called so, whose values come again now and then.
pub(super) fn reporter(profiles: &[Profile], kinds: &Kinds) -> Option<Guess> {
    let mut columns = kinds.texts.iter().chain(&kinds.names).copied();
    let fits = |at: &usize| {
        let profile = &profiles[*at];
        is_called(&profile.name, Hint::Reporter)
            && profile.distinct() > 1
            && profile.mean_chars() <= ID_CHARS_MAX
    };
    let at = columns.find(fits)?;
    Some(Guess::new("reporter", profiles, at, Why::Name))
}

/// Mean length from which values are texts, in characters.
const TEXT_CHARS_MIN: f64 = 12.0;

/// What the orders say: of the columns of long and different values, one that is called so, else
/// the longest.
pub(super) fn text(profiles: &[Profile], kinds: &Kinds) -> Option<Guess> {
    let fits = |at: &usize| {
        let profile = &profiles[*at];
        profile.mean_chars() >= TEXT_CHARS_MIN
            && ![Hint::Address, Hint::Reply, Hint::Closed]
                .iter()
                .any(|hint| is_called(&profile.name, *hint))
            && !profile.name.to_lowercase().contains("url")
            && profile.share_of(|value| value.starts_with("http")) < 0.5
            && profile.share_of(is_sentence) >= 0.5
    };
    let score = |at: &usize| {
        (is_called(&profiles[*at].name, Hint::Text), profiles[*at].mean_chars() as u64)
    };
    let at = kinds.texts.iter().copied().filter(fits).max_by_key(score)?;
    let is_named = is_called(&profiles[at].name, Hint::Text);
    let why = if is_named { Why::Name } else { Why::Values };
    Some(Guess::new("text", profiles, at, why))
}

/// Whether a value has several words, or many Chinese characters.
fn is_sentence(value: &str) -> bool {
    let wide = value.chars().filter(|letter| ('\u{4e00}'..'\u{a000}').contains(letter)).count();
    wide >= 8 || value.split_whitespace().count() >= 4
}

/// Longitude and latitude: fractions in their ranges, called so.
pub(super) fn coordinates(profiles: &[Profile], kinds: &Kinds) -> Vec<Guess> {
    let of = |role: &'static str, hint: Hint, most: f64| {
        let within = |value: &str| value.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
        let fits = |at: &&usize| {
            is_called(&profiles[**at].name, hint) && profiles[**at].share_of(within) >= UNIQUE
        };
        let at = kinds.numbers.iter().find(fits)?;
        Some(Guess::new(role, profiles, *at, Why::Name))
    };
    match (of("lon", Hint::Longitude, 180.0), of("lat", Hint::Latitude, 90.0)) {
        (Some(lon), Some(lat)) => vec![lon, lat],
        _ => Vec::new(),
    }
}
