//! Which weights of the four focuses would have done best in past years? Evidence, never applied by
//! itself.
//!
//! ```text
//! grid       weights in steps of 1/10 that add up to 1: 286 of them
//! share(w)   = mean over the windows of what the list under weights w covers of hindsight
//! best       = the w with the largest share; of equals the one nearest to the settings' weights
//! crossed(i) = share in window i of the weights that are best in all other windows
//! p          = sign-flip test of crossed(i) − share(i, settings' weights), one-sided
//! ```
//!
//! The best of 286 weightings looks better than it is, because it was chosen by what is to be
//! predicted; a window judged by weights that were chosen without it shows what choosing is worth.
//! With fewer than five windows no difference can be told from chance at 5%.
//!
//! Source: Stone 1974, JRSS B 36:111, doi 10.1111/j.2517-6161.1974.tb00994.x (cross-validation);
//! the test in [`yiti_stats::sign_flip`].

use yiti_stats::sign_flip;
use yiti_stats::smaa::weighted_mean;

use super::super::request::Outcome;
use super::super::scores::third_focus;
use super::super::settings::Settings;
use super::target::targets;
use super::windows::Window;
use super::{best, choosable, covered, pool, worth};
use crate::language::{Language, percent};
use crate::panel::Panel;

/// Steps of a weight.
const STEPS: u32 = 10;
/// Chance below which a difference is called one.
const LEVEL: f64 = 0.05;

/// What past windows say of the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Windows with something to cover.
    pub windows: usize,
    /// The settings' weights, in the order of the focuses, adding up to 1.
    pub current: [f64; 4],
    /// Mean share of hindsight under them.
    pub current_share: f64,
    /// The weights that did best over all windows.
    pub best: [f64; 4],
    /// Mean share under them, which flatters them.
    pub best_share: f64,
    /// Mean share of weights chosen without the window they are judged in; `None` with one window.
    pub crossed_share: Option<f64>,
    /// Chance of so large a gain over the settings' weights if choosing were worth nothing; `None`
    /// with one window.
    pub p_value: Option<f64>,
}

/// Tries all weights on all windows; `None` where there was nothing to cover.
pub fn fit(panel: &Panel, windows: &[(Window, Outcome)], settings: &Settings) -> Option<Fitted> {
    let mut grid = weightings();
    let current = settings.weights.shares();
    grid.sort_by(|a, b| distance(a, &current).total_cmp(&distance(b, &current)));
    grid.insert(0, current);
    let of =
        |(window, outcome): &(Window, Outcome)| shares(panel, window, outcome, settings, &grid);
    let shares: Vec<Vec<f64>> = windows.iter().filter_map(of).collect();
    let n = shares.len();
    if n == 0 {
        return None;
    }
    let mean = |weights: usize, without: Option<usize>| {
        let kept = (0..n).filter(|&window| Some(window) != without);
        kept.clone().map(|window| shares[window][weights]).sum::<f64>() / kept.count().max(1) as f64
    };
    let best = |without| first_largest(grid.len(), |weights| mean(weights, without));
    let whole = best(None);
    let crossed: Option<Vec<f64>> =
        (n > 1).then(|| (0..n).map(|i| shares[i][best(Some(i))]).collect());
    let gains: Option<Vec<f64>> =
        crossed.as_ref().map(|c| (0..n).map(|i| c[i] - shares[i][0]).collect());
    Some(Fitted {
        windows: n,
        current,
        current_share: mean(0, None),
        best: grid[whole],
        best_share: mean(whole, None),
        crossed_share: crossed.map(|crossed| crossed.iter().sum::<f64>() / n as f64),
        p_value: gains.and_then(|gains| sign_flip::p_value(&gains)),
    })
}

/// All weightings of the grid.
fn weightings() -> Vec<[f64; 4]> {
    let mut all = Vec::new();
    for a in 0..=STEPS {
        for b in 0..=STEPS - a {
            for c in 0..=STEPS - a - b {
                all.push(
                    [a, b, c, STEPS - a - b - c].map(|step| f64::from(step) / f64::from(STEPS)),
                );
            }
        }
    }
    all
}

fn distance(a: &[f64; 4], b: &[f64; 4]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum()
}

/// The first position with the largest value; rounding does not count as larger.
fn first_largest(count: usize, value: impl Fn(usize) -> f64) -> usize {
    let mut best = (0, value(0));
    for at in 1..count {
        let own = value(at);
        if own > best.1 + 1e-9 {
            best = (at, own);
        }
    }
    best.0
}

/// What the list under each weighting covers of hindsight; `None` where there was nothing to cover.
fn shares(
    panel: &Panel,
    window: &Window,
    outcome: &Outcome,
    settings: &Settings,
    grid: &[[f64; 4]],
) -> Option<Vec<f64>> {
    let next = targets(panel, window.next.clone());
    let pool = pool(outcome);
    let length = outcome.proposal.len();
    let hindsight = best(&pool, &next.persistent, &next.unresolved, length);
    let total: f64 = next.persistent.iter().sum();
    let ceiling =
        covered(&pool, &hindsight, &next.persistent).filter(|ceiling| *ceiling > 0.0)? * total;
    let (eligible, selector) = choosable(outcome, settings)?;
    let share = settings.solvability_share;
    let focuses: Vec<[f64; 4]> = eligible
        .iter()
        .map(|c| {
            let third = third_focus(c.chronicity.value, c.solvability.value, share);
            [c.prominence.value, c.breadth.value, third, c.municipal.value]
                .map(|value| value.unwrap_or(f64::NAN))
        })
        .collect();
    let worth: Vec<f64> =
        eligible.iter().map(|c| worth(outcome, &c.topic_id, &next.persistent)).collect();
    let under = |weights: &[f64; 4]| {
        let scores: Vec<f64> = focuses.iter().map(|row| weighted_mean(row, weights)).collect();
        selector.choose(&scores).into_iter().map(|i| worth[i]).sum::<f64>() / ceiling
    };
    Some(grid.iter().map(under).collect())
}

impl Fitted {
    /// Whether the weights chosen by past windows do better than the settings' beyond chance.
    pub fn differs(&self) -> bool {
        self.p_value.is_some_and(|p| p <= LEVEL)
    }

    /// The sentences for people: what would have done best, what that is worth, and that nothing
    /// was changed.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let listed = |weights: &[f64; 4]| weights.map(percent).join(" / ");
        let (n, own, share) = (self.windows, listed(&self.current), percent(self.current_share));
        let (best, flattered) = (listed(&self.best), percent(self.best_share));
        let order = super::super::focus::Focus::ALL.map(|focus| focus.title(language)).join(" / ");
        let first = match language {
            Language::Zh => format!(
                "权重（{order}）：现用{own}，{n}个时段平均达到事后最优的{share}；事后看{best}最好，达到{flattered}，但这是挑出来的。"
            ),
            Language::En => format!(
                "Weights ({order}): {own} as set cover {share} of hindsight over {n} window(s); \
                 {best} would have done best with {flattered}, which flatters them: they were \
                 picked by it."
            ),
        };
        vec![first, self.judged(language), self.word(language)]
    }

    fn judged(&self, language: Language) -> String {
        let Some(crossed) = self.crossed_share.map(percent) else {
            return language
                .pick("只有一个时段，无法交叉验证。", "One window: nothing to cross-validate with.")
                .to_owned();
        };
        let share = percent(self.current_share);
        match language {
            Language::Zh => {
                format!("交叉验证（每个时段用其余时段选出的权重）：{crossed}，现用权重{share}。")
            }
            Language::En => format!(
                "Cross-validated (each window under weights chosen by the others): {crossed}, \
                 against {share} as set."
            ),
        }
    }

    /// The honest word.
    fn word(&self, language: Language) -> String {
        let n = self.windows;
        let kept = language.pick("未作任何改动。", "Nothing was changed.");
        match (self.p_value, language) {
            (_, _) if sign_flip::smallest(n) > LEVEL => match language {
                Language::Zh => format!("{n}个时段太少，任何差别都可能是偶然（至少要5个）。{kept}"),
                Language::En => {
                    format!(
                        "{n} window(s) are too few to tell any difference from chance (five at \
                         least). {kept}"
                    )
                }
            },
            (Some(p), Language::Zh) if self.differs() => {
                format!("差别超出偶然（p = {p:.3}），可考虑调整 [proposal.weights]。{kept}")
            }
            (Some(p), Language::En) if self.differs() => {
                format!(
                    "That differs beyond chance (p = {p:.3}): [proposal.weights] may be worth \
                     changing. {kept}"
                )
            }
            (Some(p), Language::Zh) => {
                format!("差别没有超出偶然（p = {p:.2}），没有理由改动权重。{kept}")
            }
            (Some(p), Language::En) => {
                format!(
                    "That does not differ beyond chance (p = {p:.2}): no reason to change the \
                     weights. {kept}"
                )
            }
            (None, _) => kept.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
