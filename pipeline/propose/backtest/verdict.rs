//! One honest sentence on a backtest, whichever way it went.

use super::{Coverage, List, summary};
use crate::language::{Language, percent};

/// One sentence on a window's result; `None` where nothing was there to cover. `with_answers`:
/// whether the data has answers on resolution.
pub fn verdict(rows: &[Coverage], with_answers: bool, language: Language) -> Option<String> {
    let of = |list| rows.iter().find(|row| row.list == list)?.of_hindsight;
    let (own, volume) = (of(List::Proposal)?, of(List::TopVolume)?);
    let persistent = of(List::TopPersistent)?;
    let unresolved = of(List::TopUnresolved)?;
    let first = rows.first()?;
    let (months, next) = (first.months, first.next.format("%Y-%m"));
    let holds = own >= volume.max(unresolved).max(persistent);
    let simple = simple_lists(volume, with_answers.then_some(unresolved), persistent, language);
    let own = percent(own);
    let target = match (language, with_answers) {
        (Language::Zh, true) => "长期未解决的诉求",
        (Language::Zh, false) => "持续的诉求（本数据没有解决情况，故计全部诉求）",
        (Language::En, true) => "the demands that persistently stayed unresolved",
        (Language::En, false) => {
            "the demands that lasted (all of them: resolution is not in this data)"
        }
    };
    Some(match (language, holds) {
        (Language::Zh, true) => {
            format!(
                "自{next}起的{months}个月里，就{target}而言，提议清单达到事后最优清单的{own}，不低于{simple}。"
            )
        }
        (Language::Zh, false) => {
            format!(
                "自{next}起的{months}个月里，就{target}而言，提议清单只达到事后最优清单的{own}，低于简单排序（{simple}）。"
            )
        }
        (Language::En, true) => format!(
            "Of {target} in the {months} months from {next}, the proposal covered {own} of what \
             the best list in hindsight covers, no less than {simple}."
        ),
        (Language::En, false) => format!(
            "Of {target} in the {months} months from {next}, the proposal covered only {own} of \
             what the best list in hindsight covers, less than a simple list did ({simple})."
        ),
    })
}

/// All windows in one line, for a chart: the proposal and the best of the simple lists as shares of
/// the best in hindsight.
pub fn headline(windows: &[Vec<Coverage>], language: Language) -> Option<String> {
    let means = summary(windows);
    let of = |list| means.iter().find(|mean| mean.list == list).map(|mean| mean.of_hindsight);
    let own = means.iter().find(|mean| mean.list == List::Proposal)?;
    let simple = List::SIMPLE.iter().filter_map(|&list| of(list)).fold(0.0, f64::max);
    let (n, own, simple) = (own.windows, percent(own.of_hindsight), percent(simple));
    Some(match language {
        Language::Zh => {
            format!("{n}个时段平均：提议清单达到事后最优的{own}，最好的简单排序为{simple}")
        }
        Language::En => format!(
            "Over {n} window(s) the proposal reaches {own} of the best list in hindsight, the best \
             simple list {simple}"
        ),
    })
}

fn simple_lists(
    volume: f64,
    unresolved: Option<f64>,
    persistent: f64,
    language: Language,
) -> String {
    let (volume, persistent) = (percent(volume), percent(persistent));
    match (language, unresolved.map(percent)) {
        (Language::Zh, Some(unresolved)) => {
            format!(
                "按诉求量排序的{volume}、按未解决量排序的{unresolved}、按上期长期未解决量排序的{persistent}"
            )
        }
        (Language::Zh, None) => {
            format!("按诉求量排序的{volume}、按上期持续的诉求量排序的{persistent}")
        }
        (Language::En, Some(unresolved)) => format!(
            "the most frequent topics with {volume}, those with most unresolved demands with \
             {unresolved}, and those that persistently stayed unresolved before with {persistent}"
        ),
        (Language::En, None) => {
            format!(
                "the most frequent topics with {volume} and those that lasted before with \
                 {persistent}"
            )
        }
    }
}
