//! The annual check-up (年体检): what became, over a year, of the topics that were on its list.
//!
//! Demands of the year are compared with those of the year before over the months that are complete
//! in both. Months are counted by whether they had fewer demands than the same month a year before,
//! and by their lights.

use std::ops::Range;

use yiti_stats::rates::Answers;

use super::series::TopicSeries;
use super::{Light, Monitoring, Verdict};
use crate::panel::{Available, Counts, Panel};
use crate::topics::Topic;

/// The three rates of a year, each with its denominator. `None` is what the data does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct YearRates {
    /// Contacted, of those asked.
    pub responded: Option<Answers>,
    /// Resolved, of those asked.
    pub resolved: Option<Answers>,
    /// Satisfied, of those asked.
    pub satisfied: Option<Answers>,
}

/// One topic over the year.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkup {
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Demands of the year.
    pub orders: u64,
    /// Months that are complete in this year and in the one before.
    pub months_compared: u32,
    /// Demands of these months; `None` without any.
    pub orders_compared: Option<u64>,
    /// Demands of the same months of the year before.
    pub orders_last_year: Option<u64>,
    /// … of which had fewer demands than a year before.
    pub months_fell: u32,
    /// Months by light, in the order green, red, amber, grey.
    pub lights: [u32; 4],
    /// The year's rates.
    pub rates: YearRates,
    /// Those of the year before; empty where the panel does not have all of its months.
    pub rates_last_year: YearRates,
    /// What its measure did; `None` without a measure.
    pub verdict: Option<Verdict>,
}

impl Checkup {
    /// (this year − last year) / last year, over the months compared; `None` also after a year
    /// without demands.
    pub fn yoy(&self) -> Option<f64> {
        let base = self.orders_last_year.filter(|base| *base > 0)? as f64;
        Some((self.orders_compared? as f64 - base) / base)
    }
}

/// Checks up on each topic over the months of the period, which are a year. `monitoring`: of these
/// topics.
pub fn check_up(panel: &Panel, topics: &[Topic], monitoring: &Monitoring) -> Vec<Checkup> {
    topics.iter().map(|topic| of_topic(panel, topic, monitoring)).collect()
}

fn of_topic(panel: &Panel, topic: &Topic, monitoring: &Monitoring) -> Checkup {
    let series = TopicSeries::gather(panel, topic);
    let year = panel.period_months.clone();
    let compared = year.clone().filter_map(|month| {
        let before = month.checked_sub(MONTHS)?;
        let is_known = panel.months[month].complete && panel.months[before].complete;
        is_known.then(|| (orders(&series, month), orders(&series, before)))
    });
    let compared: Vec<(u64, u64)> = compared.collect();
    let sum =
        |of: fn(&(u64, u64)) -> u64| (!compared.is_empty()).then(|| compared.iter().map(of).sum());
    let last_year = year.start.checked_sub(MONTHS).map(|start| start..year.start);
    let of_light = |light: Light| {
        let is_own = |row: &&super::Progress| row.topic_id == topic.topic_id && row.light == light;
        monitoring.progress.iter().filter(is_own).count() as u32
    };
    let lights = [Light::Green, Light::Red, Light::Amber, Light::Grey].map(of_light);
    let effect = monitoring.effects.iter().find(|effect| effect.topic_id == topic.topic_id);
    Checkup {
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
        orders: year.clone().map(|month| orders(&series, month)).sum(),
        months_compared: compared.len() as u32,
        orders_compared: sum(|(now, _)| *now),
        orders_last_year: sum(|(_, before)| *before),
        months_fell: compared.iter().filter(|(now, before)| now < before).count() as u32,
        lights,
        rates: rates(&series, year, panel.available),
        rates_last_year: last_year
            .map(|months| rates(&series, months, panel.available))
            .unwrap_or_default(),
        verdict: effect.map(|effect| effect.verdict),
    }
}

const MONTHS: usize = 12;

fn orders(series: &TopicSeries, month: usize) -> u64 {
    series.months[month].orders.into()
}

fn rates(series: &TopicSeries, months: Range<usize>, available: Available) -> YearRates {
    let mut all = Counts::default();
    series.months[months].iter().for_each(|counts| all.add(counts));
    let answers = |is_there: bool, yes: u32, asked: u32| {
        is_there.then(|| Answers { yes: yes.into(), asked: asked.into() })
    };
    YearRates {
        responded: answers(available.responded, all.responded, all.responded_known),
        resolved: answers(available.resolved, all.resolved, all.resolved_known),
        satisfied: answers(available.satisfied, all.satisfied, all.satisfied_known),
    }
}
