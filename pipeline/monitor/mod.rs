//! Progress: what became of each topic, month by month, and whether a measure worked.
//!
//! `topics + panel → progress`, and beside it the facts that a monthly bulletin needs: how many
//! topics fell and how many falls are more than noise, effects since each measure began with their
//! falsifications, satisfaction × volume quadrants, the areas with most demands; and the review of
//! what became of demands ([`review`]). Every effect, light, band and verdict comes from
//! [`estimate`]. Invariant: nothing here reads orders, files or the clock.

mod checks;
mod checkup;
mod compare;
mod detectable;
mod effect;
mod estimate;
mod governance;
mod light;
mod movers;
mod progress;
mod quadrants;
mod reporting;
mod review;
mod second;
mod series;
mod settings;
mod summary;
#[cfg(test)]
mod tests;
mod untreated;
mod verdict;
mod watch;
mod words;

use crate::language::Language;
use crate::panel::{AreaLevel, Panel};
use crate::topics::Topic;

pub use checks::{Falsification, UntreatedLights};
pub use checkup::{Checkup, YearRates, check_up};
pub use compare::{Comparison, LikeForLike, compare};
pub use detectable::{MONTHS_GIVEN, smallest_detectable};
pub use effect::MeasureEffect;
pub use estimate::{Estimate, NoEstimate};
pub use governance::{GovernanceArea, GovernanceMonth, governance_months};
pub use movers::{Mover, MoverOf, movers};
pub use progress::{Light, Progress};
pub use quadrants::{
    ANSWERS_MIN, CrossedKind, CrossedOf, CrossedRate, Point, Quadrant, Quadrants, cross,
};
pub use reporting::{AreaReporting, TopicAtCityRate, WhoReports, area_reporting, at_city_rate};
pub use review::{
    AreaMonth, BandRate, CommunityMonth, Completion, CompletionStep, DeadlineRow, Forecast, Lack,
    Livelihood, LivelihoodKind, LivelihoodRow, MONTHS_AHEAD, NamedMonth, PeerGroup,
    PublishedForecast, PublishedSubject, Resources, Review, Reviewing, ScoredForecast,
    SilentChannel, Subject, UnitRates, UsualPeak, lacks, old_days, review, silent_channels,
};
pub use second::{SecondMove, SecondOf, SecondRow, beside};
pub use settings::MonitorSettings;
pub use summary::MonthSummary;
pub use verdict::Verdict;
pub use watch::{Reviewed, WatchCell, WatchState, Watched, precision, watch};
pub use words::light_rule;

use effect::Model;
use series::TopicSeries;
use untreated::{Placebos, Untreated};

/// What the monitor has to say, as plain values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Monitoring {
    /// One row a topic and month of the period: topics in the order given, months ascending.
    pub progress: Vec<Progress>,
    /// One row a month of the period.
    pub summary: Vec<MonthSummary>,
    /// One row a topic whose measure has a start day.
    pub effects: Vec<MeasureEffect>,
    /// One row a topic and incomplete month that can still be compared week by week.
    pub like_for_like: Vec<LikeForLike>,
    /// One row a month of the period: the areas with most demands, streets where there are more of
    /// them than are listed, else districts; empty where there are fewer of both.
    pub governance: Vec<GovernanceMonth>,
}

/// Follows `topics` through every month of the period: city-wide ones through their categories,
/// local ones through their categories in their areas. The other categories, city-wide, are the
/// untreated control; one by one they are placebos.
pub fn follow(
    panel: &Panel,
    topics: &[Topic],
    settings: &MonitorSettings,
    language: Language,
) -> Monitoring {
    follow_from(panel, topics, panel.period_months.start, settings, language)
}

/// As [`follow`], where the list came into force in month `from` of the panel: the months before it
/// are what topics without a measure are compared with, and nothing is judged in them.
pub fn follow_from(
    panel: &Panel,
    topics: &[Topic],
    from: usize,
    settings: &MonitorSettings,
    language: Language,
) -> Monitoring {
    let series: Vec<TopicSeries> =
        topics.iter().map(|topic| TopicSeries::gather(panel, topic)).collect();
    let untreated = Untreated::of(panel, topics, settings);
    let mut city_wide = Placebos::around(panel, &untreated, &Topic::default());
    let mut monitoring = Monitoring::default();
    for (topic, series) in topics.iter().zip(&series) {
        let mut local = topic.areas.is_some().then(|| Placebos::around(panel, &untreated, topic));
        let placebos = local.as_mut().unwrap_or(&mut city_wide);
        let model = Model::fit(panel, topic, series, from, &untreated, placebos, settings);
        for month in panel.period_months.clone() {
            let estimate = model.month(month, placebos, settings);
            monitoring.progress.push(progress_row(panel, topic, series, estimate, month, settings));
            monitoring.like_for_like.extend(compare::like_for_like(panel, topic, month));
        }
        monitoring.effects.extend(model.since_measure(topic, placebos, settings, language));
    }
    let by_chance = checks::placebo_lights(panel, &untreated, &mut city_wide, from, settings);
    monitoring.summary = summary::summarise(panel, topics, &series, &by_chance, settings, language);
    monitoring.governance = [AreaLevel::Street, AreaLevel::District]
        .into_iter()
        .find(|&level| panel.areas_of(level).count() > settings.governance_areas)
        .map(|level| governance_months(panel, level, settings.governance_areas))
        .unwrap_or_default();
    monitoring
}

fn progress_row(
    panel: &Panel,
    topic: &Topic,
    series: &TopicSeries,
    estimate: Option<Estimate>,
    month: usize,
    settings: &MonitorSettings,
) -> Progress {
    let comparison = compare(panel, &series.orders(), month);
    let counts = &series.months[month];
    let known = |available: bool, yes: u32, asked: u32| {
        (available && asked > 0).then(|| f64::from(yes) / f64::from(asked))
    };
    let light = light::light(estimate.as_ref(), settings);
    let effect = estimate.map(|estimate| estimate.effect);
    Progress {
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
        month: panel.months[month].month,
        complete: comparison.complete,
        orders: comparison.orders,
        orders_prev: comparison.orders_prev,
        mom: comparison.mom,
        orders_last_year: comparison.orders_last_year,
        yoy: comparison.yoy,
        answered: panel.available.resolved.then_some(u64::from(counts.resolved_known)),
        response_rate: known(panel.available.responded, counts.responded, counts.responded_known),
        resolution_rate: known(panel.available.resolved, counts.resolved, counts.resolved_known),
        satisfaction_rate: known(
            panel.available.satisfied,
            counts.satisfied,
            counts.satisfied_known,
        ),
        expected: effect.map(|e| e.expected),
        expected_low: effect.map(|e| e.expected_low),
        expected_high: effect.map(|e| e.expected_high),
        effect: effect.map(|e| e.effect),
        effect_low: effect.map(|e| e.low),
        effect_high: effect.map(|e| e.high),
        light,
    }
}
