//! What became of forecasts: what earlier reports expected of months that have come, beside what
//! came.
//!
//! Of several reports that expected something of one month the newest counts. A topic whose
//! categories or areas have changed since is not compared: the forecast was of something else. A
//! month that is not complete is not either.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use yiti_stats::outlook::Expectation;

use super::Subject;
use crate::invisible::shown;
use crate::monitor::series::TopicSeries;
use crate::panel::{AreaId, Panel};
use crate::topics::Topic;

/// What a published forecast is of, by the names that tables have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublishedSubject {
    /// An area.
    Area {
        /// The name of its level.
        level: String,
        /// Its name.
        name: String,
    },
    /// A topic, with what it was made of then.
    Topic {
        /// Its id.
        topic_id: String,
        /// Its categories, joined as in the table.
        categories: String,
        /// Its areas, likewise; `None`: the whole city.
        areas: Option<String>,
    },
}

/// A forecast that an earlier report has published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedForecast {
    /// The report's period.
    pub period: String,
    /// Of what.
    pub subject: PublishedSubject,
    /// Name of the month.
    pub month: NaiveDate,
    /// What was expected.
    pub expectation: Expectation,
}

/// A forecast beside what came.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredForecast {
    /// Of what.
    pub subject: Subject,
    /// Name of the month.
    pub month: NaiveDate,
    /// The period of the report that expected it.
    pub period: String,
    /// What was expected.
    pub expectation: Expectation,
    /// What came.
    pub orders: u64,
    /// Whether it lies within the limits, both ends inclusive.
    pub held: bool,
}

/// Scores forecasts, `published` from the oldest report to the newest: by month, areas before
/// topics.
pub(super) fn score(
    panel: &Panel,
    topics: &[Topic],
    published: &[PublishedForecast],
) -> Vec<ScoredForecast> {
    // Later reports replace earlier ones.
    let mut newest: BTreeMap<(NaiveDate, &PublishedSubject), &PublishedForecast> = BTreeMap::new();
    for forecast in published {
        newest.insert((forecast.month, &forecast.subject), forecast);
    }
    if newest.is_empty() {
        return Vec::new();
    }
    let mut by_topic: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for topic in topics {
        let is_asked = |known: &PublishedForecast| is_of(panel, topic, &known.subject);
        if newest.values().any(|known| is_asked(known)) {
            by_topic.insert(&topic.topic_id, TopicSeries::gather(panel, topic).orders());
        }
    }
    let mut scores = Vec::new();
    for ((month, subject), forecast) in newest {
        let at = panel.months.iter().position(|known| known.month == month && known.complete);
        let Some(at) = at else { continue };
        let came = match subject {
            PublishedSubject::Area { level, name } => {
                area(panel, level, name).map(|id| (Subject::Area(id), panel.area_orders(id)[at]))
            }
            PublishedSubject::Topic { .. } => {
                topics.iter().find(|topic| is_of(panel, topic, subject)).map(|topic| {
                    let Topic { topic_id, title, .. } = topic.clone();
                    let orders = by_topic[topic_id.as_str()][at];
                    (Subject::Topic { topic_id, title }, orders)
                })
            }
        };
        let Some((subject, orders)) = came else { continue };
        let expectation = forecast.expectation;
        scores.push(ScoredForecast {
            subject,
            month,
            period: forecast.period.clone(),
            expectation,
            orders,
            held: (expectation.low..=expectation.high).contains(&(orders as f64)),
        });
    }
    scores
}

fn area(panel: &Panel, level: &str, name: &str) -> Option<AreaId> {
    let mut all = (0..panel.areas.len() as u32).map(AreaId);
    all.find(|&id| panel.area(id).level.name() == level && shown(&panel.area(id).name) == name)
}

/// Whether a topic is the one that was expected, made of the same categories in the same areas.
fn is_of(panel: &Panel, topic: &Topic, subject: &PublishedSubject) -> bool {
    let PublishedSubject::Topic { topic_id, categories, areas } = subject else { return false };
    let joined = |names: Vec<&str>| shown(&names.join("; ")).into_owned();
    let own = || topic.categories.iter().map(|&id| panel.category(id).name.as_str()).collect();
    let own_areas = topic
        .areas
        .as_ref()
        .map(|areas| joined(areas.iter().map(|&id| panel.area(id).name.as_str()).collect()));
    topic.topic_id == *topic_id && joined(own()) == *categories && own_areas == *areas
}
