//! The list: scoring, screening, selecting and scheduling in one pass.

use std::collections::BTreeMap;

use yiti_stats::smaa::weighted_mean;

use super::assess::{Assessed, City, assess};
use super::choice::{self, Choice};
use super::decided::Decided;
use super::demand::Sums;
use super::duplicates;
use super::error::{Note, ProposeError};
use super::fairness::{Spread, unresolved_by_unit};
use super::proposal::{Candidate, CandidateStatus, ProposedTopic};
use super::request::{Outcome, Request};
use super::season::{Review, Scheduled, calendar};
use super::settings::Settings;
use super::track::Track;
use crate::panel::Panel;

/// Makes the proposal.
///
/// # Errors
/// A setting out of its range, or wishes that cannot all be kept, each by name.
pub fn propose(request: &Request) -> Result<Outcome, ProposeError> {
    let Request { panel, settings, .. } = *request;
    settings.validate().map_err(ProposeError::Settings)?;
    let decided = request.ledger.apply(request.topics);
    let clashes = choice::contradictions(&decided, settings);
    if !clashes.is_empty() {
        return Err(ProposeError::Clash(clashes));
    }
    let city = City::new(panel);
    let track = Track::read(panel, &decided.topics, settings);
    let mut assessed = assess(panel, &city, request.findings, &decided, &track, settings);
    let fixed = choice::fixed(&assessed, &decided, settings);
    let order = ranking(&assessed, settings);
    duplicates::mark(panel, &mut assessed, &order, &fixed);
    let groups: Vec<String> = assessed.iter().map(|a| theme_name(a, request)).collect();
    let choice = choice::prepare(&assessed, &groups, &fixed, settings)?;
    let mut notes = notes(panel, &city, &decided, &track, settings);
    notes.extend(choice.notes.iter().cloned());
    let run = Run {
        request,
        city: &city,
        assessed: &assessed,
        groups: &groups,
        choice: &choice,
        order: &order,
    };
    let selected = run.select();
    if settings.fair_to.is_some() {
        notes.push(Note::Fairness(run.spread().of(&selected, settings.fair_min)));
    }
    let candidates = run.candidates(&selected);
    let (calendar, proposal) = run.schedule(&candidates);
    let adopted = decided.adopted();
    let followed = if adopted.is_empty() {
        proposal.iter().map(|topic| topic.topic_id.clone()).collect()
    } else {
        adopted
    };
    Ok(Outcome { candidates, proposal, calendar, notes, topics: decided.topics, followed })
}

/// Positions of the assessed topics: those that nothing keeps off first, then by score, then by id.
fn ranking(assessed: &[Assessed], settings: &Settings) -> Vec<usize> {
    let weights = settings.weights.shares();
    let score = |i: usize| total(&assessed[i], weights);
    let mut order: Vec<usize> = (0..assessed.len()).collect();
    order.sort_by(|&a, &b| {
        score(b)
            .total_cmp(&score(a))
            .then_with(|| assessed[a].topic.topic_id.cmp(&assessed[b].topic.topic_id))
    });
    order
}

/// The weighted mean of the known focuses; 0 when none is known.
pub(super) fn total(assessed: &Assessed, weights: [f64; 4]) -> f64 {
    let score = weighted_mean(&assessed.scores.focuses, &weights);
    if score.is_nan() { 0.0 } else { score }
}

/// The theme's name; where no theme fits, the level-1 category's of most of its demands, else
/// "other".
fn theme_name(assessed: &Assessed, request: &Request) -> String {
    let Request { panel, labels, language, .. } = *request;
    if let Some(theme) = &assessed.topic.theme {
        return labels.themes.get(theme).unwrap_or(theme).clone();
    }
    let months = panel.period_months.clone();
    let largest = assessed.topic.categories.iter().max_by_key(|&&c| {
        (panel.total(panel.city(), c, months.clone()).orders, std::cmp::Reverse(c))
    });
    let parent = largest.and_then(|&c| panel.category(c).parent);
    parent.map_or_else(
        || language.pick("其他", "other").to_owned(),
        |parent| panel.category(parent).name.clone(),
    )
}

fn notes(
    panel: &Panel,
    city: &City,
    decided: &Decided,
    track: &Track,
    settings: &Settings,
) -> Vec<Note> {
    let mut notes = choice::unmatched(decided, settings);
    let weights = &settings.weights;
    let sum = weights.prominence + weights.breadth + weights.chronicity + weights.municipal;
    if (sum - 1.0).abs() > 1e-9 {
        notes.push(Note::WeightsScaled { sum });
    }
    if !panel.available.resolved {
        notes.push(Note::NoRates);
    } else if track.calibration.pairs == 0 {
        notes.push(Note::NotCalibrated);
    }
    if city.geography.units.len() < 2 {
        notes.push(Note::OneArea);
    }
    if city.baseline.sums(None).year_on_year.is_none() {
        notes.push(Note::OneYear);
    }
    notes
}

/// What candidates and calendar are written from.
pub(super) struct Run<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) city: &'a City,
    pub(super) assessed: &'a [Assessed],
    /// Name of the theme of each.
    pub(super) groups: &'a [String],
    pub(super) choice: &'a Choice,
    /// Positions of the assessed, best first.
    pub(super) order: &'a [usize],
}

impl Run<'_> {
    /// Positions of the selected topics among the eligible ones.
    fn select(&self) -> Vec<usize> {
        let settings = self.request.settings;
        let weights = settings.weights.shares();
        let eligible = &self.choice.eligible;
        let scores: Vec<f64> =
            eligible.iter().map(|&i| total(&self.assessed[i], weights)).collect();
        let selected = self.choice.selector.choose(&scores);
        match settings.fair_to {
            Some(_) => {
                self.spread().bounded(selected, &scores, &self.choice.selector, settings.fair_min)
            }
            None => selected,
        }
    }

    /// Where the unresolved demands of the city and of the eligible topics lie.
    fn spread(&self) -> Spread {
        let panel = self.request.panel;
        let by_unit = |sums: &Sums| unresolved_by_unit(&sums.units, panel.available.resolved);
        Spread {
            names: self
                .city
                .geography
                .units
                .iter()
                .map(|&unit| panel.area(unit).name.clone())
                .collect(),
            city: by_unit(self.city.baseline.sums(None)),
            topics: self.choice.eligible.iter().map(|&i| by_unit(&self.assessed[i].sums)).collect(),
        }
    }

    fn schedule(&self, candidates: &[Candidate]) -> (Vec<Review>, Vec<ProposedTopic>) {
        let position: BTreeMap<&str, usize> =
            self.assessed.iter().enumerate().map(|(i, a)| (a.topic.topic_id.as_str(), i)).collect();
        let proposed: Vec<&Candidate> =
            candidates.iter().filter(|c| c.status == CandidateStatus::Proposed).collect();
        let scheduled: Vec<Scheduled> = proposed
            .iter()
            .map(|c| Scheduled {
                topic_id: c.topic_id.clone(),
                theme: c.theme.clone(),
                theme_name: c.theme_name.clone(),
                categories: self.assessed[position[c.topic_id.as_str()]].topic.categories.clone(),
            })
            .collect();
        let calendar = calendar(self.request.panel, &scheduled, self.request.settings.lead_months);
        let month =
            |id: &String| calendar.iter().find(|r| r.topic_ids.contains(id)).map_or(1, |r| r.month);
        let mut proposal: Vec<ProposedTopic> = proposed
            .iter()
            .map(|c| self.proposed(c, month(&c.topic_id), position[c.topic_id.as_str()]))
            .collect();
        proposal.sort_by_key(|topic| (topic.month, topic.rank));
        (calendar, proposal)
    }

    fn proposed(&self, candidate: &Candidate, month: u32, i: usize) -> ProposedTopic {
        let Assessed { topic, departments, .. } = &self.assessed[i];
        // A department that people assigned comes with the share of demands that it handled itself,
        // if any.
        let assigned = topic.facets.department.clone().map(|name| {
            let share =
                departments.ranked.iter().find(|row| row.0 == name).map_or(0.0, |row| row.1);
            (name, share)
        });
        ProposedTopic {
            month,
            theme: candidate.theme.clone(),
            theme_name: candidate.theme_name.clone(),
            rank: candidate.rank,
            topic_id: candidate.topic_id.clone(),
            title: candidate.title.clone(),
            orders: candidate.orders,
            lead_department: assigned.or_else(|| departments.lead.clone()),
            causes: topic.facets.causes.clone(),
            standing: candidate.standing,
            why: candidate.why.clone(),
        }
    }
}
