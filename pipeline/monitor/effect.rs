//! What a topic would have done had it moved as the untreated rest of the city did: month by month,
//! and since its measure began.

use chrono::NaiveDate;

use super::checks::{self, Falsification};
use super::estimate::{Baseline, Estimate, NoEstimate, Subject};
use super::series::TopicSeries;
use super::untreated::{Placebos, Untreated};
use super::{MonitorSettings, Verdict, words};
use crate::language::Language;
use crate::panel::Panel;
use crate::topics::Topic;

/// A topic since its measure began.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureEffect {
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// First day of the measure.
    pub measure_start: NaiveDate,
    /// Complete months of the period that began on or after it.
    pub months: u32,
    /// Orders of these months; `None` without one.
    pub observed: Option<u64>,
    /// The effect over them together, or why there is none.
    pub estimate: Result<Estimate, NoEstimate>,
    /// What it allows one to say.
    pub verdict: Verdict,
    /// Untreated categories judged as if treated; `None` without an estimate.
    pub placebo_topics: Option<Falsification>,
    /// The measure pretended to have begun earlier; `None` without an estimate or with too short a
    /// history.
    pub placebo_dates: Option<Falsification>,
    /// All of it for people.
    pub sentence: String,
}

/// A topic's counterfactuals.
pub(super) struct Model<'a> {
    subject: Subject<'a>,
    complete: Vec<bool>,
    /// The month in which the list came into force.
    from: usize,
    /// From the months before it.
    history: Result<Baseline, NoEstimate>,
    measure: Option<Measure>,
}

struct Measure {
    start: NaiveDate,
    /// Position of the first month that the measure touches.
    first_touched: usize,
    /// Complete months of the period that began on or after the start.
    after: Vec<usize>,
    /// From the months before the measure.
    before: Result<Baseline, NoEstimate>,
}

impl<'a> Model<'a> {
    /// Fits a topic's baselines; only complete months take part.
    pub fn fit(
        panel: &Panel,
        topic: &'a Topic,
        series: &TopicSeries,
        from: usize,
        untreated: &Untreated,
        placebos: &mut Placebos,
        settings: &MonitorSettings,
    ) -> Self {
        let subject = Subject::of(topic, &series.orders_f64(), untreated);
        let complete: Vec<bool> = panel.months.iter().map(|month| month.complete).collect();
        let history = Baseline::fit(&subject, placebos, from, settings);
        let measure = settings.measure_of(topic).map(|start| {
            let first_touched = panel.months.partition_point(|month| month.last_day < start);
            let began_after =
                |month: &usize| complete[*month] && panel.months[*month].first_day >= start;
            let after = panel.period_months.clone().filter(began_after).collect();
            let end = first_touched.min(panel.period_months.end);
            Measure {
                start,
                first_touched,
                after,
                before: Baseline::fit(&subject, placebos, end, settings),
            }
        });
        Self { subject, complete, from, history, measure }
    }

    /// Effect in one month of the period: against the months before the measure once it has begun,
    /// else against those before the list came into force. `None` for an incomplete month, for one
    /// before either, and where nothing can be told.
    pub fn month(
        &self,
        month: usize,
        placebos: &Placebos,
        settings: &MonitorSettings,
    ) -> Option<Estimate> {
        let measure = self.measure.as_ref().filter(|measure| month >= measure.first_touched);
        let baseline = measure.map_or(&self.history, |measure| &measure.before).as_ref().ok()?;
        let is_before = measure.is_none() && month < self.from;
        (self.complete[month] && !is_before).then_some(())?;
        baseline.estimate(&self.subject, placebos, &[month], settings).ok()
    }

    /// Effect over all months since the measure began; `None` for a topic without a measure.
    pub fn since_measure(
        &self,
        topic: &Topic,
        placebos: &mut Placebos,
        settings: &MonitorSettings,
        language: Language,
    ) -> Option<MeasureEffect> {
        let Measure { start, first_touched, after, before } = self.measure.as_ref()?;
        let estimate = match before {
            Err(why) => Err(*why),
            Ok(_) if after.is_empty() => Err(NoEstimate::NoMonths),
            Ok(baseline) => baseline.estimate(&self.subject, placebos, after, settings),
        };
        let (mut placebo_topics, mut placebo_dates) = (None, None);
        if let (Ok(baseline), Ok(_)) = (before, &estimate) {
            let departures = baseline.placebo_departures(placebos, after);
            placebo_topics = checks::placebo_topics(&departures, settings.confidence);
            placebo_dates = checks::placebo_dates(
                &self.subject,
                placebos,
                *first_touched,
                after.len(),
                settings,
            );
        }
        let observed: f64 = after.iter().map(|&month| self.subject.months[month].treated).sum();
        let mut effect = MeasureEffect {
            topic_id: topic.topic_id.clone(),
            title: topic.title.clone(),
            measure_start: *start,
            months: after.len() as u32,
            observed: (!after.is_empty()).then_some(observed as u64),
            verdict: estimate
                .as_ref()
                .map_or(Verdict::CannotTell, |e| Verdict::of(&e.effect, settings)),
            estimate,
            placebo_topics,
            placebo_dates,
            sentence: String::new(),
        };
        effect.sentence = words::measure(&effect, settings, language);
        Some(effect)
    }
}
