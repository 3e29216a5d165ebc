//! What a topic would have done had it moved as the untreated rest of the city did, and whether its measure worked.

use chrono::NaiveDate;
use yiti_stats::interrupted::{self, Counterfactual, Effect, Month};

pub use yiti_stats::interrupted::Verdict;

use super::MonitorSettings;
use super::series::TopicSeries;
use crate::language::{Language, count, percent};
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
    pub start: NaiveDate,
    /// Complete months of the period that began on or after it.
    pub months: u32,
    /// Observed and expected orders of these months, the effect and its interval; `None` when there is no baseline, no
    /// control, no such month, or an expectation too uncertain to rule anything out.
    pub effect: Option<Effect>,
    /// Lower, higher, or cannot tell.
    pub verdict: Verdict,
    /// One sentence for people.
    pub reason: String,
}

/// A topic's counterfactuals.
pub(super) struct Model {
    months: Vec<Month>,
    complete: Vec<bool>,
    /// From the months before the period.
    history: Option<Counterfactual>,
    measure: Option<Measure>,
}

struct Measure {
    start: NaiveDate,
    /// Position of the first month that the measure touches.
    first_touched: usize,
    /// Complete months of the period that began on or after the start.
    after: Vec<usize>,
    /// From the months before the measure.
    before: Option<Counterfactual>,
}

impl Model {
    /// Fits a topic's baselines; only complete months take part.
    pub fn fit(
        panel: &Panel,
        topic: &Topic,
        series: &TopicSeries,
        untreated: &[u64],
        settings: &MonitorSettings,
    ) -> Self {
        let months: Vec<Month> = series
            .orders()
            .iter()
            .zip(untreated)
            .map(|(&treated, &control)| Month { treated: treated as f64, control: control as f64 })
            .collect();
        let complete: Vec<bool> = panel.months.iter().map(|m| m.complete).collect();
        let before = |end: usize| {
            let baseline: Vec<usize> = (0..end).filter(|&m| complete[m]).collect();
            let control: f64 = baseline.iter().map(|&m| months[m].control).sum();
            let enough = control >= settings.control_min * baseline.len() as f64;
            // too short, too sparse or unsettled a baseline: the topic has no expectation, and its light is grey
            interrupted::fit(&months, &baseline).ok().filter(|_| enough)
        };
        let history = before(panel.period_months.start);
        let measure = settings.measure_start.get(&topic.topic_id).map(|&start| {
            let first_touched = panel.months.partition_point(|m| m.last_day < start);
            let began_after = |m: &usize| complete[*m] && panel.months[*m].first_day >= start;
            let after = panel.period_months.clone().filter(began_after).collect();
            Measure { start, first_touched, after, before: before(first_touched.min(panel.period_months.end)) }
        });
        Self { months, complete, history, measure }
    }

    /// Effect in one month of the period: against the months before the measure once it has begun, else against the
    /// months before the period. `None` for an incomplete month or without a baseline.
    pub fn effect(&self, month: usize, settings: &MonitorSettings) -> Option<Effect> {
        let measured = self.measure.as_ref().filter(|measure| month >= measure.first_touched);
        let counterfactual = measured.map_or(self.history.as_ref(), |measure| measure.before.as_ref())?;
        let at = [(month, self.months[month])];
        counterfactual.effect(&at, settings.confidence).filter(|_| self.complete[month])
    }

    /// Effect over all months since the measure began; `None` for a topic without a measure.
    pub fn since_measure(
        &self,
        topic: &Topic,
        settings: &MonitorSettings,
        language: Language,
    ) -> Option<MeasureEffect> {
        let measure = self.measure.as_ref()?;
        let after: Vec<(usize, Month)> = measure.after.iter().map(|&m| (m, self.months[m])).collect();
        let effect = measure.before.as_ref().and_then(|model| model.effect(&after, settings.confidence));
        Some(MeasureEffect {
            topic_id: topic.topic_id.clone(),
            title: topic.title.clone(),
            start: measure.start,
            months: after.len() as u32,
            verdict: effect.map_or(Verdict::CannotTell, |e| e.verdict()),
            reason: sentence(effect.as_ref(), after.len(), settings.confidence, language),
            effect,
        })
    }
}

fn sentence(effect: Option<&Effect>, months: usize, confidence: f64, language: Language) -> String {
    let Some(effect) = effect else {
        return language
            .pick(
                "看不出：措施之前的完整月份太少，或措施之后还没有完整月份，或没有可作对照的诉求，或应有件数推算不准。",
                "Cannot tell: too few complete months before the measure, none after it, nothing to compare with, or an \
                 expectation too uncertain.",
            )
            .to_owned();
    };
    let (observed, expected) = (count(effect.observed as u64), count(effect.expected.round() as u64));
    let range = format!("{:+.1}% … {:+.1}%", effect.low * 100.0, effect.high * 100.0);
    let (change, sure) = (percent(effect.effect.abs()), percent(confidence));
    let verdict = match effect.verdict() {
        Verdict::Lower => language.pick("低于同期应有水平", "lower than it would have been"),
        Verdict::Higher => language.pick("高于同期应有水平", "higher than it would have been"),
        Verdict::CannotTell => {
            language.pick("看不出变化是否由措施引起", "cannot tell whether the measure changed anything")
        }
    };
    let direction = match (language, effect.effect < 0.0) {
        (Language::Zh, true) => "少",
        (Language::Zh, false) => "多",
        (Language::En, true) => "below",
        (Language::En, false) => "above",
    };
    match language {
        Language::Zh => format!(
            "措施实施后 {months} 个完整月共 {observed} 件，按未采取措施的诉求推算应有 {expected} 件，{direction} {change}（{sure} 区间 \
             {range}）：{verdict}。"
        ),
        Language::En => format!(
            "{observed} demands in {months} complete months since the measure, {expected} expected had the topic moved as \
             untreated demands did: {change} {direction} ({sure} interval {range}): {verdict}."
        ),
    }
}
