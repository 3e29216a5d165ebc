//! Title, the one-sentence answer, what to know first, and four figures.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Source;
use crate::language::{count, percent};
use crate::propose::Stability;
use crate::report::caveat::{Remark, split};
use crate::report::figures;
use crate::report::format::{self, UNKNOWN, fill};

/// A large figure.
#[derive(Debug, Serialize)]
pub struct Tile {
    value: String,
    label: String,
    note: String,
}

/// The top of the page.
#[derive(Debug, Serialize)]
pub struct Head {
    title: String,
    period: String,
    as_of: String,
    /// The first half of the answer, set large.
    answer: String,
    /// How sure it is.
    sure: String,
    caveats: Vec<Remark>,
    tiles: Vec<Tile>,
}

/// What the answer and the figures are made of.
struct Facts {
    topics: usize,
    themes: usize,
    /// Share of the period's demands behind the list; `None` without demands.
    share: Option<f64>,
    /// Topics that stay under at least 80% of weightings; `None` when not drawn.
    stable: Option<usize>,
}

impl Head {
    pub(super) fn of(source: Source<'_>) -> Self {
        let report = source.report;
        let facts = Facts::of(source);
        let (answer, sure) = facts.answer(source);
        Self {
            title: report.title.to_owned(),
            period: source.period(),
            as_of: format::day(report.as_of, source.language),
            answer,
            sure,
            caveats: split(report.caveats, source.language).0,
            tiles: facts.tiles(source),
        }
    }
}

impl Facts {
    fn of(source: Source<'_>) -> Self {
        let report = source.report;
        let themes: BTreeSet<&str> =
            report.proposal.iter().map(|topic| topic.theme_name.as_str()).collect();
        let topics: Vec<_> =
            report.proposal.iter().filter_map(|topic| report.topic(&topic.topic_id)).collect();
        let all = u64::from(figures::city_total(report.panel).orders);
        let covered = figures::covered_orders(report.panel, &topics);
        let stabilities: Option<Vec<Stability>> = report
            .proposal
            .iter()
            .map(|topic| {
                report.candidate(&topic.topic_id).and_then(|candidate| candidate.stability)
            })
            .collect();
        Self {
            topics: report.proposal.len(),
            themes: themes.len(),
            share: (all > 0).then(|| covered as f64 / all as f64),
            stable: stabilities
                .map(|all| all.into_iter().filter(|s| *s == Stability::Stable).count()),
        }
    }

    fn answer(&self, source: Source<'_>) -> (String, String) {
        let words = source.words;
        if self.topics == 0 {
            return (words.answer_none.to_owned(), words.answer_none_why.to_owned());
        }
        let (topics, themes) = (self.topics.to_string(), self.themes.to_string());
        let counts = [("topics", topics.as_str()), ("themes", &themes)];
        let mut answer = match source.report.next_year() {
            Some(year) => fill(&fill(words.answer_year, &counts), &[("year", &year.to_string())]),
            None => fill(words.answer_next, &counts),
        };
        if let Some(share) = self.share {
            answer += &fill(words.answer_share, &[("share", &percent(share))]);
        }
        let sure = match self.stable {
            Some(stable) => {
                let rest = self.topics - stable;
                fill(
                    words.answer_sure,
                    &[("stable", &stable.to_string()), ("rest", &rest.to_string())],
                )
            }
            None => words.answer_not_drawn.to_owned(),
        };
        let (end, sure) = sure.split_at(sure.chars().next().map_or(0, char::len_utf8));
        (answer + end, sure.trim_start().to_owned())
    }

    fn tiles(&self, source: Source<'_>) -> Vec<Tile> {
        let words = source.words;
        let city = figures::city_total(source.report.panel);
        let tile = |value: String, label: &str, note: String| Tile {
            value,
            label: label.to_owned(),
            note,
        };
        let resolved = source.report.panel.available.resolved && city.resolved_known > 0;
        let rate = f64::from(city.resolved) / f64::from(city.resolved_known.max(1));
        vec![
            tile(
                self.topics.to_string(),
                words.tile_problems,
                fill(words.tile_themes, &[("n", &self.themes.to_string())]),
            ),
            tile(
                self.stable.map_or_else(|| UNKNOWN.to_owned(), |stable| stable.to_string()),
                words.tile_stable,
                if self.stable.is_some() { words.tile_stable_note } else { words.not_drawn }
                    .to_owned(),
            ),
            tile(
                count(u64::from(city.orders)),
                words.tile_orders,
                fill(words.tile_share_note, &[("share", &format::rate(self.share))]),
            ),
            tile(
                format::rate(resolved.then_some(rate)),
                words.tile_resolved,
                match resolved {
                    true => fill(
                        words.tile_resolved_note,
                        &[("n", &count(u64::from(city.resolved_known)))],
                    ),
                    false => words.not_in_data.to_owned(),
                },
            ),
        ]
    }
}
