//! The coming three months of the city, of districts and of topics, from the seasonal model of
//! [`yiti_stats::outlook`].

use chrono::{Months, NaiveDate};
use yiti_stats::outlook::{Expectation, Kind, Outlook};

use crate::monitor::series::TopicSeries;
use crate::panel::{AreaId, AreaLevel, Panel};
use crate::topics::Topic;

/// What a forecast is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All demands of the city or a district.
    Area(AreaId),
    /// A topic, by id and title.
    Topic {
        /// Its id.
        topic_id: String,
        /// Its title.
        title: String,
    },
}

/// One coming month.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Of what.
    pub subject: Subject,
    /// Name of the month.
    pub month: NaiveDate,
    /// Demands to expect, with limits; `None` where too little is known.
    pub expectation: Option<Expectation>,
}

/// The months after the last complete one.
pub(super) fn forecasts(panel: &Panel, topics: &[Topic]) -> Vec<Forecast> {
    let Some(newest) = panel.months.iter().rposition(|month| month.complete) else {
        return Vec::new();
    };
    let mut areas = vec![panel.city()];
    areas.extend(panel.areas_of(AreaLevel::District));
    let subjects = areas.iter().map(|area| Subject::Area(*area)).collect();
    let mut forecasts = of_kind(panel, newest, subjects, area_outlook(panel, newest));
    let subject = |topic: &Topic| Subject::Topic {
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
    };
    let subjects = topics.iter().map(subject).collect();
    forecasts.extend(of_kind(panel, newest, subjects, topic_outlook(panel, topics, newest)));
    forecasts
}

/// The city and its districts, up to a month.
pub(super) fn area_outlook(panel: &Panel, newest: usize) -> Outlook {
    let known = |area: AreaId| known(panel, &panel.area_orders(area), newest);
    let all = known(panel.city());
    let mut series = vec![all.clone()];
    series.extend(panel.areas_of(AreaLevel::District).map(known));
    Outlook::new(Kind::Area, series, all)
}

/// Topics, up to a month.
pub(super) fn topic_outlook(panel: &Panel, topics: &[Topic], newest: usize) -> Outlook {
    let series = |topic: &Topic| known(panel, &TopicSeries::gather(panel, topic).orders(), newest);
    let all = known(panel, &panel.area_orders(panel.city()), newest);
    Outlook::new(Kind::Topic, topics.iter().map(series).collect(), all)
}

/// Orders of complete months up to the newest.
fn known(panel: &Panel, orders: &[u64], newest: usize) -> Vec<Option<f64>> {
    let months = orders.iter().zip(&panel.months).take(newest + 1);
    months.map(|(orders, month)| month.complete.then_some(*orders as f64)).collect()
}

fn of_kind(
    panel: &Panel,
    newest: usize,
    subjects: Vec<Subject>,
    outlook: Outlook,
) -> Vec<Forecast> {
    let mut forecasts = Vec::new();
    for (subject, coming) in subjects.into_iter().zip(outlook.coming()) {
        for (ahead, expectation) in (1..).zip(coming) {
            let month = panel.months[newest].month + Months::new(ahead);
            forecasts.push(Forecast { subject: subject.clone(), month, expectation });
        }
    }
    forecasts
}
