//! Who reports: the rates of districts, and the list and the bands at one rate for all.

use std::collections::BTreeMap;

use yiti_stats::bands::Band;

use super::{Decided, Job, Opened, Prepared, RunError, review};
use crate::calendar::Cadence;
use crate::monitor::{
    AreaReporting, Review, TopicAtCityRate, WhoReports, area_reporting, at_city_rate,
};
use crate::panel::{AreaId, matter_reports};
use crate::propose::{Candidate, Outcome, Request, Settings, propose};

/// How readily districts report, and what it would change; of a year alone, and where a place and
/// a reporter are known.
///
/// # Errors
/// When a model fails, or wishes clash.
pub(super) fn reporting(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    as_it_is: &Review,
) -> Result<WhoReports, RunError> {
    let Prepared { opened, panel, clock, .. } = prepared;
    let Opened { warehouse, months, scope, keys, .. } = opened;
    let is_known = panel.available.reporter && panel.available.place;
    if clock.period.cadence() != Cadence::Annual || !is_known {
        return Ok(WhoReports::default());
    }
    let first_day = clock.window.year_first.max(prepared.coverage.first_day);
    let reports = matter_reports(warehouse, months, scope, keys, first_day)?;
    let mut areas = area_reporting(panel, &reports);
    if areas.is_empty() {
        return Ok(WhoReports::default());
    }
    let bands = last_bands(as_it_is);
    for row in &mut areas {
        row.band = bands.get(&row.area).copied();
        row.band_at_city_rate = row.band;
    }
    if !areas.iter().any(AreaReporting::differs) {
        return Ok(WhoReports { areas, topics: topics(&decided.outcome, &decided.outcome) });
    }
    let even = at_city_rate(panel, &areas);
    let review_then = review::review(job, prepared, &even, decided, &[])?;
    let bands = last_bands(&review_then);
    areas.iter_mut().for_each(|row| row.band_at_city_rate = bands.get(&row.area).copied());
    let outcome = propose(&Request {
        panel: &even,
        findings: &decided.findings,
        topics: &decided.gathered.topics,
        labels: &decided.labels,
        ledger: &decided.ledger,
        settings: &Settings { draws: 0, ..job.config.proposal.clone() },
        language: job.config.language,
    })
    .map_err(|source| RunError::Propose { path: job.config.path.clone(), source })?;
    Ok(WhoReports { areas, topics: topics(&decided.outcome, &outcome) })
}

/// Bands of the last month.
fn last_bands(review: &Review) -> BTreeMap<AreaId, Band> {
    let last = review.areas.iter().map(|row| row.month).max();
    let of_last = review.areas.iter().filter(|row| Some(row.month) == last);
    of_last.filter_map(|row| Some((row.area, row.standing?.band))).collect()
}

/// Topics on either list.
fn topics(now: &Outcome, then: &Outcome) -> Vec<TopicAtCityRate> {
    let is_on = |outcome: &Outcome, id: &str| outcome.proposal.iter().any(|p| p.topic_id == id);
    let ranked = |candidates: &[Candidate]| -> BTreeMap<String, (Option<usize>, u64)> {
        let row = |(rank, candidate): (usize, &Candidate)| {
            let rank = candidate.exclusion.is_none().then_some(rank);
            (candidate.topic_id.clone(), (rank, candidate.orders))
        };
        (1..).zip(candidates).map(row).collect()
    };
    let then_ranked = ranked(&then.candidates);
    let row = |(rank, candidate): (usize, &Candidate)| {
        let id = &candidate.topic_id;
        let (listed, listed_then) = (is_on(now, id), is_on(then, id));
        let (rank_then, orders_then) = then_ranked.get(id).copied()?;
        (listed || listed_then).then(|| TopicAtCityRate {
            topic_id: id.clone(),
            title: candidate.title.clone(),
            rank,
            rank_at_city_rate: rank_then,
            orders: candidate.orders,
            orders_at_city_rate: orders_then,
            listed,
            listed_at_city_rate: listed_then,
        })
    };
    (1..).zip(&now.candidates).filter_map(row).collect()
}
