//! All windows together: what each list covers on average, and what the list's limits cost.

use super::{Coverage, List};
use crate::language::{Language, percent};

/// By how much the list may lie below the better simple list and still count as no worse.
pub const TOLERANCE: f64 = 0.02;

/// A list over all windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The list.
    pub list: List,
    /// Windows in which there was something to cover.
    pub windows: usize,
    /// Mean share of what the best list in hindsight covers.
    pub of_hindsight: f64,
    /// The lowest.
    pub least: f64,
}

/// One row a list, in the order of the windows' rows; empty where there was nothing to cover.
pub fn summary(windows: &[Vec<Coverage>]) -> Vec<Mean> {
    let Some(first) = windows.first() else { return Vec::new() };
    let mean = |list: List| {
        let shares: Vec<f64> = windows
            .iter()
            .flatten()
            .filter(|row| row.list == list)
            .filter_map(|row| row.of_hindsight)
            .collect();
        (!shares.is_empty()).then(|| Mean {
            list,
            windows: shares.len(),
            of_hindsight: shares.iter().sum::<f64>() / shares.len() as f64,
            least: shares.iter().copied().fold(f64::INFINITY, f64::min),
        })
    };
    first.iter().filter_map(|row| mean(row.list)).collect()
}

/// Windows in which the proposal lies clearly below the better of the simple lists, by their first
/// month looked at.
pub fn behind(windows: &[Vec<Coverage>]) -> Vec<chrono::NaiveDate> {
    let share = |rows: &[Coverage], list| rows.iter().find(|row| row.list == list)?.of_hindsight;
    let is_behind = |rows: &&Vec<Coverage>| {
        let simple = List::SIMPLE.iter().filter_map(|&list| share(rows, list)).fold(0.0, f64::max);
        share(rows, List::Proposal).is_some_and(|own| own < simple - TOLERANCE)
    };
    windows.iter().filter(is_behind).filter_map(|rows| Some(rows.first()?.next)).collect()
}

impl Mean {
    /// The sentences for people; empty where there was nothing to cover.
    pub fn sentences(windows: &[Vec<Coverage>], language: Language) -> Vec<String> {
        let means = summary(windows);
        let of = |list| means.iter().find(|mean| mean.list == list);
        let (Some(own), Some(limited)) = (of(List::Proposal), of(List::HindsightLimited)) else {
            return Vec::new();
        };
        let listed: Vec<String> = List::SIMPLE
            .iter()
            .filter_map(|&list| {
                Some(format!("{} {}", list.title(language), percent(of(list)?.of_hindsight)))
            })
            .collect();
        let listed = listed.join(language.pick("、", ", "));
        let (n, mean, least) = (own.windows, percent(own.of_hindsight), percent(own.least));
        let behind: Vec<String> =
            behind(windows).iter().map(|next| next.format("%Y-%m").to_string()).collect();
        let price = percent((1.0 - limited.of_hindsight).max(0.0));
        let within = percent(own.of_hindsight / limited.of_hindsight.max(f64::EPSILON));
        let behind_list = behind.join(language.pick("、", ", "));
        match language {
            Language::Zh => vec![
                format!("{n}个时段平均，提议清单达到事后最优的{mean}（最低{least}）；{listed}。"),
                match behind.is_empty() {
                    true => "没有一个时段比较好的简单排序低2个百分点以上。".to_owned(),
                    false => format!("以下时段比较好的简单排序低2个百分点以上：{behind_list}。"),
                },
                format!(
                    "清单限制（主题数、每主题题数、不列入的规则）的代价：事后最优也少{price}；提议达到守限事后最优的{within}。"
                ),
            ],
            Language::En => vec![
                format!(
                    "Over {n} window(s) the proposal covered {mean} of what the best list in \
                     hindsight covers, {least} at least; {listed}."
                ),
                match behind.is_empty() {
                    true => "In no window was it more than 2 points below the better simple list."
                        .to_owned(),
                    false => format!(
                        "It was more than 2 points below the better simple list in {behind_list}."
                    ),
                },
                format!(
                    "The price of the list’s own limits (themes, topics of one theme, what is kept \
                     off): {price} of what hindsight could cover; of what is left the proposal \
                     covered {within}."
                ),
            ],
        }
    }
}
