//! The reason of a candidate, as one sentence: figures that can be redone from the published panel,
//! nothing unknown.

use super::assess::{Assessed, City};
use super::demand::unresolved_rate;
use super::proposal::{Entry, SubScore};
use crate::language::{Language, count, percent};
use crate::panel::{AreaLevel, Available};

/// From this lead of the best tenth on, in resolution rate, it is said that the matter can be
/// solved.
const SOLVABLE_FROM: f64 = 0.05;
/// Below this lead of the best tenth, places differ by no more than chance.
const ALIKE_BELOW: f64 = 0.005;
/// From this share of surges on they are told.
const SURGE_FROM: f64 = 0.05;
/// From this growth against the city's they are told.
const GROWTH_FROM: f64 = 0.1;

/// The facts behind a candidate, joined to one sentence.
pub(super) fn facts(
    assessed: &Assessed,
    city: &City,
    available: &Available,
    language: Language,
) -> String {
    let scores = &assessed.scores;
    let parts = [
        Some(volume(assessed, city, language)),
        growth(&scores.prominence, language),
        unresolved(assessed, city, available, language),
        months(&scores.chronicity, language),
        repeats(&scores.chronicity, language),
        spread(assessed, city, language),
        best(assessed, city, language),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match language {
        Language::Zh => format!("{}。", parts.join("；")),
        Language::En => format!("{}.", parts.join("; ")),
    }
}

/// That volume is all that speaks for it; empty otherwise.
pub(super) fn volume_only(volume_only: Option<bool>, language: Language) -> String {
    match volume_only {
        Some(true) => language
            .pick(
                "只因量大：解决得不比全市差。",
                "Volume alone speaks for it: it is resolved no worse than the city.",
            )
            .to_owned(),
        _ => String::new(),
    }
}

/// What would let a near miss in.
pub(super) fn entry(entry: Option<Entry>, language: Language) -> String {
    let Some(entry) = entry else {
        return language
            .pick("单独调整任何一项权重都不足以入选。", "No single weight would let it in.")
            .to_owned();
    };
    let (focus, from, to) = (entry.focus.title(language), percent(entry.from), percent(entry.to));
    match language {
        Language::Zh => format!("若“{focus}”权重由{from}调至{to}，即可入选。"),
        Language::En => {
            format!("It would enter if the weight of “{focus}” moved from {from} to {to}.")
        }
    }
}

fn volume(assessed: &Assessed, city: &City, language: Language) -> String {
    let all = f64::from(city.baseline.sums(None).total.orders).max(1.0);
    let share = percent(assessed.orders as f64 / all);
    let orders = count(assessed.orders);
    let units = &assessed.sums.units;
    let seen = units.iter().filter(|counts| counts.orders > 0).count();
    let of = units.len();
    let level = area_word(city.unit_level, language);
    match language {
        // Where the areas are not known, they are not none.
        Language::Zh if of > 1 && seen > 0 => {
            format!("{orders}件，占全部诉求{share}，涉及{of}个{level}中的{seen}个")
        }
        Language::Zh => format!("{orders}件，占全部诉求{share}"),
        Language::En if of > 1 && seen > 0 => {
            format!("{orders} demands, {share} of all, in {seen} of {of} {level}")
        }
        Language::En => format!("{orders} demands, {share} of all"),
    }
}

fn growth(prominence: &SubScore, language: Language) -> Option<String> {
    if let Some(surge) = prominence.input("surge_share").filter(|&surge| surge >= SURGE_FROM) {
        return Some(match language {
            Language::Zh => format!("{}来自突增", percent(surge)),
            Language::En => format!("{} of them came in sudden surges", percent(surge)),
        });
    }
    let own = prominence.input("growth_ratio")?;
    let city = prominence.input("city_growth_ratio")?;
    (own / city - 1.0 >= GROWTH_FROM).then(|| match language {
        Language::Zh => format!("同比{}，全市{}", signed(own - 1.0), signed(city - 1.0)),
        Language::En => {
            format!("{} on the year before, all demands {}", signed(own - 1.0), signed(city - 1.0))
        }
    })
}

fn unresolved(
    assessed: &Assessed,
    city: &City,
    available: &Available,
    language: Language,
) -> Option<String> {
    if !available.resolved {
        return lasting(&assessed.scores.chronicity, language);
    }
    let own = percent(unresolved_rate(&assessed.sums.total)?);
    let all = percent(unresolved_rate(&city.baseline.sums(None).total)?);
    Some(match language {
        Language::Zh => format!("未解决率{own}（全市{all}）"),
        Language::En => format!("unresolved {own} against {all} city-wide"),
    })
}

/// Share of the months over which demand that is alike every month spreads at least.
const ALIKE_SHARE: f64 = 0.9;

/// How long demand lasts: all that is known of persistence where resolution is not in the data.
fn lasting(chronicity: &SubScore, language: Language) -> Option<String> {
    let (spread, of) = (chronicity.input("effective_months")?, chronicity.input("months")?);
    let share = spread / of;
    Some(if share >= ALIKE_SHARE {
        language.pick("各月都差不多", "every month alike").to_owned()
    } else if share >= 0.5 {
        language.pick("多数月份都有", "in most months of the year").to_owned()
    } else {
        match language {
            Language::Zh => format!("主要集中在约{spread:.0}个月"),
            Language::En => format!("mostly within about {spread:.0} of {of} months"),
        }
    })
}

fn months(chronicity: &SubScore, language: Language) -> Option<String> {
    let (above, judged) =
        (chronicity.input("months_above_city")?, chronicity.input("months_judged")?);
    (above > 0.0).then(|| match language {
        Language::Zh => format!("{judged}个月中有{above}个月高于全市"),
        Language::En => format!("above the city's rate in {above} of {judged} months"),
    })
}

fn repeats(chronicity: &SubScore, language: Language) -> Option<String> {
    let (own, city) = (chronicity.input("repeat_share")?, chronicity.input("city_repeat_share")?);
    (own >= 1.2 * city && own >= 0.01).then(|| match language {
        Language::Zh => format!("重复反映{}（全市{}）", percent(own), percent(city)),
        Language::En => {
            format!("{} are repeat calls against {} city-wide", percent(own), percent(city))
        }
    })
}

/// Units whose own rate, as published, lies above the city's.
fn spread(assessed: &Assessed, city: &City, language: Language) -> Option<String> {
    let municipal = &assessed.scores.municipal;
    let (above, of) = (municipal.input("units_worse")?, municipal.input("units")?);
    let level = area_word(city.unit_level, language);
    (above > 0.0 && of > 1.0).then(|| match language {
        Language::Zh => format!("{of}个{level}中有{above}个未解决率高于全市水平"),
        Language::En => format!("worse than the city's rate in {above} of {of} {level}"),
    })
}

/// What the best places show; nothing of a matter that is solved as often as any other.
fn best(assessed: &Assessed, city: &City, language: Language) -> Option<String> {
    let solvability = &assessed.scores.solvability;
    let (best, all) =
        (solvability.input("best_resolution_rate")?, solvability.input("resolution_rate")?);
    let normal = 1.0 - unresolved_rate(&city.baseline.sums(None).total)?;
    let level = area_word(city.place_level, language);
    let (tenth, pooled) = (percent(best), percent(all));
    if all >= normal {
        None
    } else if best - all >= SOLVABLE_FROM {
        Some(match language {
            Language::Zh => {
                format!("全部{level}解决率{pooled}，做得最好的一成约{tenth}，说明可以解决")
            }
            Language::En => {
                format!(
                    "{pooled} resolved over all {level}, about {tenth} in the best tenth of them: \
                     it can be solved"
                )
            }
        })
    } else if best - all < ALIKE_BELOW {
        Some(match language {
            Language::Zh => format!("各{level}解决率相差不大，须从全市层面找办法"),
            Language::En => {
                format!(
                    "{level} hardly differ in how often they resolve it: the remedy has to come \
                     from the city"
                )
            }
        })
    } else if best < normal {
        Some(match language {
            Language::Zh => {
                format!("做得最好的一成{level}解决率也只有约{tenth}，须从全市层面找办法")
            }
            Language::En => {
                format!(
                    "even the best tenth of {level} resolve only about {tenth}: the remedy has to \
                     come from the city"
                )
            }
        })
    } else {
        Some(match language {
            Language::Zh => format!("做得最好的一成{level}解决率约{tenth}"),
            Language::En => format!("about {tenth} resolved in the best tenth of {level}"),
        })
    }
}

fn signed(change: f64) -> String {
    format!("{}{}", if change >= 0.0 { "+" } else { "−" }, percent(change.abs()))
}

fn area_word(level: Option<AreaLevel>, language: Language) -> &'static str {
    match level {
        Some(AreaLevel::District) => language.pick("区", "districts"),
        Some(AreaLevel::Street) => language.pick("街道乡镇", "streets"),
        _ => language.pick("区域", "areas"),
    }
}
