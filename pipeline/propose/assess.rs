//! One topic, scored and screened.

use rayon::prelude::*;
use regex::Regex;

use super::artefact::artefact;
use super::baseline::Baseline;
use super::bucket::{bucket, bucket_patterns};
use super::decided::Decided;
use super::demand::{Demand, PlaceCounts, Sums, scored_months, unresolved_rate};
use super::department::{Departments, departments, local_units};
use super::excess::ratio;
use super::exclusion::Exclusion;
use super::geography::Geography;
use super::history::is_named;
use super::municipal::unit_excess;
use super::related::{Related, related};
use super::scores::{Context, Scores, score};
use super::settings::Settings;
use super::track::Track;
use crate::mine::Finding;
use crate::panel::{AreaLevel, Panel};
use crate::topics::{Topic, TopicSource};

/// Share of demand from which one unit makes a topic its own.
const ONE_AREA_SHARE: f64 = 0.9;
/// Fewest units among which "only a few fail" says anything: of five districts one is a fifth of
/// the city, and that it fails there is in the soft share of districts of the outlook.
const UNITS_MIN: usize = 10;
/// Largest share of units that counts as a few.
const FEW_UNITS: f64 = 0.2;
/// Share of the unresolved demands beyond the city's rate that the few must make up.
const FEW_COVER: f64 = 0.8;
/// How far above the city's rate the few are at least, and elsewhere is at most.
const FAILS_THERE: f64 = 1.5;
const FINE_ELSEWHERE: f64 = 1.1;
/// Standard errors between the few and the rest. The few are picked after looking: of 16 districts
/// there are 696 sets of up to three, and 0.05 / 696 is 4 standard errors.
const FEW_ERRORS: f64 = 4.0;

/// From this probability on a topic is more likely than not to stay unresolved.
const LIKELY: f64 = 0.5;

/// A topic with its scores and what keeps it off.
#[derive(Debug, Clone)]
pub(super) struct Assessed {
    pub topic: Topic,
    pub sums: Sums,
    pub scores: Scores,
    pub departments: Departments,
    /// Demands, one-reporter bursts left out.
    pub orders: u64,
    /// Whether its case is volume alone; `None` without answers.
    pub volume_only: Option<bool>,
    pub exclusion: Option<Exclusion>,
}

/// What all topics share.
pub(super) struct City {
    pub geography: Geography,
    pub months: Vec<usize>,
    pub baseline: Baseline,
    pub unit_level: Option<AreaLevel>,
    pub place_level: Option<AreaLevel>,
}

impl City {
    pub(super) fn new(panel: &Panel) -> Self {
        let geography = Geography::new(panel);
        let months = scored_months(panel);
        let baseline = Baseline::new(panel, &geography, &months);
        let (unit_level, place_level) = (geography.unit_level(panel), geography.place_level(panel));
        Self { geography, months, baseline, unit_level, place_level }
    }
}

/// Scores and screens every topic, in their order. `track` holds one entry a topic.
pub(super) fn assess(
    panel: &Panel,
    city: &City,
    findings: &[Finding],
    decided: &Decided,
    track: &Track,
    settings: &Settings,
) -> Vec<Assessed> {
    let local = local_units(panel);
    let buckets = bucket_patterns(settings);
    decided
        .topics
        .par_iter()
        .zip(&track.lean_before)
        .map(|(topic, &lean_before)| {
            let demand = Demand::read(
                panel,
                &city.geography,
                &topic.categories,
                topic.areas.as_deref(),
                &city.months,
            );
            let departments = departments(panel, &topic.categories, &local);
            let sums = demand.sums(None);
            let related = related(panel, topic, findings);
            let own_share = own_share(topic, &sums, &related);
            let context = Context {
                baseline: &city.baseline,
                available: &panel.available,
                surge_orders: related.surge_orders,
                own_share,
                departments: departments.effective,
                solvability_share: settings.solvability_share,
                lean_before,
                calibration: &track.calibration,
            };
            let scores = score(&demand, &context);
            let sums = Sums { places: PlaceCounts::default(), ..sums };
            let orders = (f64::from(sums.total.orders) * own_share).round() as u64;
            let volume_only = volume_only(&scores);
            let topic = topic.clone();
            let mut assessed =
                Assessed { topic, sums, scores, departments, orders, volume_only, exclusion: None };
            assessed.exclusion =
                screen(panel, city, &assessed, &related, decided, settings, &buckets);
            assessed
        })
        .collect()
}

/// Whether volume is all that speaks for a topic: it is resolved at least as well as the city's
/// demands are, and more likely than not will not persist.
fn volume_only(scores: &Scores) -> Option<bool> {
    let burden = &scores.case.burden;
    let (own, city) = burden.rate.zip(burden.city_rate)?;
    // Rounding must not put a topic that is everything above itself.
    Some(own - city < 1e-9 && scores.case.outlook?.probability < LIKELY)
}

/// Share of the categories' demands that are the topic's own: a text topic is a part of its
/// categories, and one-reporter bursts count for nothing.
fn own_share(topic: &Topic, sums: &Sums, related: &Related) -> f64 {
    let total = f64::from(sums.total.orders);
    if total == 0.0 {
        return 0.0;
    }
    let members = if topic.source == TopicSource::Texts {
        (topic.orders as f64 / total).min(1.0)
    } else {
        1.0
    };
    members * (1.0 - (related.single_source_orders as f64 / total).min(1.0))
}

fn screen(
    panel: &Panel,
    city: &City,
    assessed: &Assessed,
    related: &Related,
    decided: &Decided,
    settings: &Settings,
    buckets: &[Regex],
) -> Option<Exclusion> {
    let Assessed { topic, sums, orders, .. } = assessed;
    if let Some(rejection) = decided.rejection(&topic.topic_id) {
        let (who, when, why) = (rejection.who.clone(), rejection.when, rejection.why.clone());
        return Some(Exclusion::Rejected { who, when, why });
    }
    if settings.must_exclude.iter().any(|name| is_named(topic, name)) {
        return Some(Exclusion::MustExclude);
    }
    if decided.is_adopted(&topic.topic_id)
        || settings.must_include.iter().any(|name| is_named(topic, name))
    {
        return None;
    }
    let single = related.single_source_orders as f64 / f64::from(sums.total.orders).max(1.0);
    if single >= settings.single_source_share {
        return Some(Exclusion::SingleSource { share: single.min(1.0) });
    }
    bucket(panel, topic, buckets)
        .or_else(|| {
            let min_orders = settings.min_orders;
            (*orders < min_orders).then_some(Exclusion::TooSmall { orders: *orders, min_orders })
        })
        .or_else(|| {
            (topic.source == TopicSource::Texts && topic.areas.is_none())
                .then_some(Exclusion::OneMatter)
        })
        .or_else(|| artefact(panel, &topic.categories).filter(|_| topic.areas.is_none()))
        .or_else(|| one_area(panel, city, sums))
        .or_else(|| few_areas(panel, city, sums))
}

fn one_area(panel: &Panel, city: &City, sums: &Sums) -> Option<Exclusion> {
    let total: u64 = sums.units.iter().map(|c| u64::from(c.orders)).sum();
    let (largest, counts) =
        sums.units.iter().enumerate().max_by_key(|(i, c)| (c.orders, std::cmp::Reverse(*i)))?;
    let all_in_one = total > 0 && f64::from(counts.orders) >= ONE_AREA_SHARE * total as f64;
    (all_in_one && sums.units.len() >= 2).then(|| Exclusion::OneArea {
        area: panel.area(city.geography.units[largest]).name.clone(),
    })
}

/// Failure in a few units that explains all of it: the rest of the city solves the matter as well
/// as any other.
fn few_areas(panel: &Panel, city: &City, sums: &Sums) -> Option<Exclusion> {
    let normal =
        unresolved_rate(&city.baseline.sums(None).total).filter(|_| panel.available.resolved)?;
    let beyond = unit_excess(sums, normal).filter(|beyond| beyond.len() >= UNITS_MIN)?;
    let excess = |unit: usize| beyond[unit] * f64::from(sums.units[unit].resolved_known);
    let total: f64 = (0..beyond.len()).map(excess).sum();
    let mut units: Vec<usize> = (0..beyond.len()).collect();
    units.sort_by(|&a, &b| excess(b).total_cmp(&excess(a)).then(a.cmp(&b)));
    let most = (FEW_UNITS * beyond.len() as f64).floor().max(1.0) as usize;
    let mut covered = 0.0;
    let count = units.iter().position(|&unit| {
        covered += excess(unit);
        covered >= FEW_COVER * total
    })? + 1;
    let answers = |units: &[usize]| {
        units.iter().fold((0.0, 0.0), |(known, open), &unit| {
            let counts = &sums.units[unit];
            let resolved = f64::from(counts.resolved);
            (
                known + f64::from(counts.resolved_known),
                open + f64::from(counts.resolved_known) - resolved,
            )
        })
    };
    let (few, rest) = (answers(&units[..count]), answers(&units[count..]));
    let (there, elsewhere) = (ratio(few.1, few.0)?, ratio(rest.1, rest.0)?);
    let clear = (there - elsewhere) >= FEW_ERRORS * standard_error(few, rest);
    let few = total > 0.0
        && count <= most
        && there >= FAILS_THERE * normal
        && elsewhere <= FINE_ELSEWHERE * normal
        && clear;
    let name = |&unit: &usize| panel.area(city.geography.units[unit]).name.clone();
    few.then(|| Exclusion::FewAreas {
        areas: units[..count].iter().map(name).collect(),
        of: beyond.len(),
        there,
        elsewhere,
    })
}

/// Standard error of the difference of two rates, each from (known, open) with half an answer added
/// on both sides.
fn standard_error(a: (f64, f64), b: (f64, f64)) -> f64 {
    let variance = |(known, open): (f64, f64)| {
        let rate = (open + 0.5) / (known + 1.0);
        rate * (1.0 - rate) / (known + 1.0)
    };
    (variance(a) + variance(b)).sqrt()
}
