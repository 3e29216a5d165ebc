//! The candidates: every assessed topic with its scores, how sure its place is, and why it is on
//! the list or not.

use super::assess::Assessed;
use super::history::standing;
use super::list::{Run, total};
use super::mode::mode;
use super::proposal::{Candidate, CandidateStatus};
use super::request::Request;
use super::volume::volume_ranks;
use super::{weighing, why};
use crate::language::Language;

impl Run<'_> {
    /// Every assessed topic with its place, and why it has it: best first, those kept off last.
    pub(super) fn candidates(&self, selected: &[usize]) -> Vec<Candidate> {
        let settings = self.request.settings;
        let weights = settings.weights.shares();
        let eligible = &self.choice.eligible;
        let values: Vec<[f64; 4]> =
            eligible.iter().map(|&i| self.assessed[i].scores.focuses).collect();
        let noise: Vec<[f64; 4]> =
            eligible.iter().map(|&i| self.assessed[i].scores.noise).collect();
        let selector = &self.choice.selector;
        let (drawn, entries) = rayon::join(
            || weighing::frequencies(&values, &noise, selector, settings),
            || weighing::entries(&values, selector, weights),
        );
        let by_volume = volume_ranks(self.assessed);
        let mut order = self.order.to_vec();
        order.sort_by_key(|&i| self.assessed[i].exclusion.is_some());
        let candidates = order.into_iter().zip(1..).map(|(i, rank)| {
            let mut candidate = self.excluded(i, rank);
            candidate.volume_rank = by_volume.get(&i).copied();
            let Ok(position) = eligible.binary_search(&i) else { return candidate };
            candidate.selection_frequency = drawn.get(position).map(|d| d.frequency);
            candidate.rank_range = drawn.get(position).map(|d| (d.rank_low, d.rank_high));
            candidate.stability =
                candidate.selection_frequency.map(|f| weighing::stability(f, settings));
            if selected.contains(&position) {
                candidate.status = CandidateStatus::Proposed;
                candidate.mode = None;
            } else {
                candidate.status = CandidateStatus::NearMiss;
                candidate.entry = entries[position];
            }
            candidate.why = self.why(&candidate, i);
            candidate
        });
        candidates.collect()
    }

    /// The candidate as far as selection does not matter.
    fn excluded(&self, i: usize, rank: u32) -> Candidate {
        let Assessed { topic, scores, departments, orders, volume_only, exclusion, .. } =
            &self.assessed[i];
        let Request { settings, language, .. } = *self.request;
        let lead = topic
            .facets
            .department
            .as_deref()
            .or(departments.lead.as_ref().map(|lead| lead.0.as_str()));
        let mode = mode(exclusion.as_ref(), scores.prominence.input("surge_share"), lead);
        let why = exclusion.as_ref().map_or_else(String::new, |exclusion| {
            join(&[exclusion.reason(language), mode.sentence(language)], language)
        });
        Candidate {
            rank,
            topic_id: topic.topic_id.clone(),
            title: topic.title.clone(),
            theme: topic.theme.clone(),
            theme_name: self.groups[i].clone(),
            orders: *orders,
            volume_rank: None,
            score: total(&self.assessed[i], settings.weights.shares()),
            prominence: scores.prominence.clone(),
            breadth: scores.breadth.clone(),
            chronicity: scores.chronicity.clone(),
            solvability: scores.solvability.clone(),
            municipal: scores.municipal.clone(),
            outlook: scores.case.outlook,
            volume_only: *volume_only,
            selection_frequency: None,
            rank_range: None,
            stability: None,
            entry: None,
            standing: standing(topic, &settings.history),
            mode: Some(mode),
            exclusion: exclusion.clone(),
            status: CandidateStatus::Excluded,
            why,
        }
    }

    fn why(&self, candidate: &Candidate, i: usize) -> String {
        let Request { panel, language, .. } = *self.request;
        let facts = why::facts(&self.assessed[i], self.city, &panel.available, language);
        let volume_only = why::volume_only(candidate.volume_only, language);
        let standing =
            candidate.standing.map_or_else(String::new, |standing| standing.clause(language));
        match candidate.status {
            CandidateStatus::Proposed => {
                let standing =
                    if standing.is_empty() { standing } else { sentence(&standing, language) };
                join(&[facts, volume_only, standing], language)
            }
            _ => {
                let entry = why::entry(candidate.entry, language);
                let mode = candidate
                    .mode
                    .as_ref()
                    .map_or_else(String::new, |mode| mode.sentence(language));
                join(&[facts, volume_only, entry, mode], language)
            }
        }
    }
}

fn join(sentences: &[String], language: Language) -> String {
    let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    said.join(language.pick("", " "))
}

fn sentence(clause: &str, language: Language) -> String {
    let mut letters = clause.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{capital}{}{}", letters.as_str(), language.pick("。", "."))
}
