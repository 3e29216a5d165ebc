//! A month in one sentence: how many topics fell, and how many falls are more than the usual
//! month-to-month noise.

use chrono::NaiveDate;
use yiti_stats::noise;

use super::series::{TopicSeries, rest_orders};
use super::{MonitorSettings, UntreatedLights, compare::compare};
use crate::language::{Language, count, counted};
use crate::panel::Panel;
use crate::topics::Topic;

/// All topics in one month against the month before.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthSummary {
    /// Name of the month.
    pub month: NaiveDate,
    /// Whether the feed covers the month.
    pub complete: bool,
    /// Topics followed.
    pub topics: u32,
    /// Topics that can be compared with the month before.
    pub compared: u32,
    /// … of these, with fewer orders.
    pub fell: u32,
    /// … of these falls, more than the topic's usual month-to-month noise.
    pub fell_beyond_noise: u32,
    /// With more orders.
    pub rose: u32,
    /// Compared topics whose usual noise is not known yet.
    pub noise_unknown: u32,
    /// What lights untreated categories get, judged as topics are.
    pub untreated: UntreatedLights,
    /// Orders of all demands that belong to no topic, this month and, if comparable, the month
    /// before.
    pub rest_orders: u64,
    /// See [`Self::rest_orders`].
    pub rest_orders_prev: Option<u64>,
    /// One sentence for people.
    pub sentence: String,
}

pub(super) fn summarise(
    panel: &Panel,
    topics: &[Topic],
    series: &[TopicSeries],
    untreated: &[UntreatedLights],
    settings: &MonitorSettings,
    language: Language,
) -> Vec<MonthSummary> {
    let orders: Vec<Vec<u64>> = series.iter().map(TopicSeries::orders).collect();
    let rest = rest_orders(panel, topics);
    let level = settings.noise_level;
    panel
        .period_months
        .clone()
        .map(|month| MonthSummary {
            untreated: untreated[month],
            ..month_summary(panel, &orders, &rest, month, level, language)
        })
        .collect()
}

fn month_summary(
    panel: &Panel,
    topics: &[Vec<u64>],
    rest: &[u64],
    month: usize,
    level: f64,
    language: Language,
) -> MonthSummary {
    let base = compare(panel, rest, month);
    let mut summary = MonthSummary {
        month: panel.months[month].month,
        complete: base.complete,
        topics: topics.len() as u32,
        compared: 0,
        fell: 0,
        fell_beyond_noise: 0,
        rose: 0,
        noise_unknown: 0,
        untreated: UntreatedLights::default(),
        rest_orders: base.orders,
        rest_orders_prev: base.orders_prev,
        sentence: String::new(),
    };
    for orders in topics {
        let Some(previous) = compare(panel, orders, month).orders_prev else { continue };
        summary.compared += 1;
        let known: Vec<_> = orders
            .iter()
            .zip(&panel.months)
            .map(|(&n, m)| m.complete.then_some(n as f64))
            .collect();
        let exceeds = noise::exceeds_usual(&known, month, level);
        summary.noise_unknown += u32::from(exceeds.is_none());
        if orders[month] < previous {
            summary.fell += 1;
            summary.fell_beyond_noise += u32::from(exceeds.unwrap_or(false));
        } else if orders[month] > previous {
            summary.rose += 1;
        }
    }
    summary.sentence = sentence(&summary, language);
    summary
}

fn sentence(summary: &MonthSummary, language: Language) -> String {
    let MonthSummary { topics, compared, fell, fell_beyond_noise, rose, noise_unknown, .. } =
        summary;
    if *compared == 0 {
        return language
            .pick(
                "本月或上月数据不完整，不作环比。",
                "This month or the one before is incomplete: no comparison with the month before.",
            )
            .to_owned();
    }
    let all = fell == topics;
    let mut text = match (language, all) {
        (Language::Zh, true) => {
            format!(
                "{topics} 个题的诉求量环比全部下降，其中 {fell_beyond_noise} 个的降幅超出平常的月度波动"
            )
        }
        (Language::Zh, false) => format!(
            "{topics} 个题中可比 {compared} 个：环比下降 {fell} 个（{fell_beyond_noise} 个超出平常的月度波动），上升 {rose} 个"
        ),
        (Language::En, true) => {
            format!(
                "All of {} fell against the month before, {fell_beyond_noise} by more than usual \
                 noise",
                counted(*topics as u64, "topic", "topics")
            )
        }
        (Language::En, false) => format!(
            "Of {} {compared} can be compared: {fell} fell ({fell_beyond_noise} by more than their \
             usual noise), {rose} rose",
            counted(*topics as u64, "topic", "topics")
        ),
    };
    if *noise_unknown > 0 {
        text += &match language {
            Language::Zh => format!("；{noise_unknown} 个历史太短，不知平常波动"),
            Language::En => format!("; {noise_unknown} have too short a past to know their noise"),
        };
    }
    if let Some(before) = summary.rest_orders_prev {
        let (now, before) = (count(summary.rest_orders), count(before));
        text += &match language {
            Language::Zh => format!("；同期其他诉求由 {before} 件变为 {now} 件"),
            Language::En => format!("; all other demands went from {before} to {now}"),
        };
    }
    text + language.pick("。", ".")
}
