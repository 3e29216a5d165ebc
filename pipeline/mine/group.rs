//! 多人同诉: many reporters ask about one matter in one place within days.
//!
//! Cells that are unusually busy for their own past and for what the other areas see
//! ([`super::spike`]) are looked into: in the days with most distinct reporters, who asked, and for
//! what else? Texts tell best, where they were kept: what says the same as the texts of the busy
//! category belongs to the matter, whatever it was filed under. Without texts, categories that are
//! busy in the same area just then are counted with it. A crowd is a group when it has
//! [`GroupSettings::reporters_min`] distinct reporters, [`GroupSettings::ratio_min`] times what is
//! usual, and either the counts stand up to Benjamini–Hochberg or the texts alone make so large a
//! crowd.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::crowd::Crowd;
use super::group_settings::GroupSettings;
use super::identity::finding_id;
use super::repeat::number_equals;
use super::same_matter::{Heard, HeardInArea, Spoken};
use super::{Finding, FindingKind, Reporting, ReportingReason};
use crate::panel::{AreaId, CategoryId, CrowdDemand, Panel};

/// The groups among crowds, by area, category and first day. `demands` answer the crowds'
/// questions, `false_share` is the share of false ones allowed among what the counts say.
pub fn find_groups<'a>(
    panel: &Panel,
    crowds: &'a [Crowd],
    demands: &[Vec<CrowdDemand>],
    spoken: &[Spoken<'_>],
    settings: &GroupSettings,
    false_share: f64,
) -> Vec<Finding> {
    let heard = Heard::new(spoken, crowds.iter().map(|crowd| crowd.question.area));
    let mut by_area: BTreeMap<AreaId, Vec<usize>> = BTreeMap::new();
    for (at, crowd) in crowds.iter().enumerate() {
        by_area.entry(crowd.question.area).or_default().push(at);
    }
    let judge_area = |(area, positions): (AreaId, Vec<usize>)| {
        let heard = heard.in_area(area);
        let judge = |at: usize| {
            let crowd: &'a Crowd = &crowds[at];
            let gathering = Gathering::of(crowd, &demands[at], &heard, settings)?;
            gathering.is_group(crowd, settings, false_share).then_some((at, (crowd, gathering)))
        };
        positions.into_iter().filter_map(judge).collect::<Vec<_>>()
    };
    let mut judged: Vec<(usize, Judged<'_>)> =
        by_area.into_par_iter().flat_map_iter(judge_area).collect();
    judged.sort_unstable_by_key(|(at, _)| *at);
    let kept = without_echoes(judged.into_iter().map(|(_, judged)| judged).collect());
    let mut found: Vec<Finding> = kept
        .iter()
        .map(|(crowd, gathering)| gathering.finding(panel, crowd, false_share))
        .collect();
    found.sort_by_key(|finding| (finding.area, finding.category, finding.first_day));
    number_equals(&mut found);
    found
}

/// A crowd that is a group, and its people.
type Judged<'a> = (&'a Crowd, Gathering);

/// Groups of the same area on common days of which one holds the other's category are one: the one
/// with most reporters counts.
fn without_echoes(mut found: Vec<Judged<'_>>) -> Vec<Judged<'_>> {
    let is_echo = |(crowd, gathering): &Judged<'_>, (other, theirs): &Judged<'_>| {
        let meet = gathering.days.0 <= theirs.days.1 && theirs.days.0 <= gathering.days.1;
        let same_place = crowd.question.area == other.question.area;
        same_place && meet && (gathering.holds(other) || theirs.holds(crowd))
    };
    found.sort_by_key(|(_, gathering)| std::cmp::Reverse(gathering.reporters));
    let mut kept: Vec<Judged<'_>> = Vec::new();
    for one in found {
        if !kept.iter().any(|other| is_echo(other, &one)) {
            kept.push(one);
        }
    }
    kept
}

/// The people of a crowd in its busiest days.
struct Gathering {
    days: (NaiveDate, NaiveDate),
    peak_day: NaiveDate,
    orders: u64,
    /// Distinct reporters, and those of them whose texts say the same.
    reporters: u32,
    speakers: u32,
    /// Demands that are usual in so many days, by counts and by texts.
    expected: f64,
    expected_said: f64,
    /// Largest share of the demands that one reporter made.
    top_share: f64,
    resolved: Option<f64>,
    /// All categories with their demands, the main one first, then those with most.
    categories: Vec<(CategoryId, u64)>,
}

impl Gathering {
    /// `None` where no demand of the main category has a known reporter.
    fn of(
        crowd: &Crowd,
        demands: &[CrowdDemand],
        heard: &HeardInArea<'_>,
        settings: &GroupSettings,
    ) -> Option<Self> {
        let question = &crowd.question;
        let main = question.categories[0];
        let of_main: Vec<&CrowdDemand> =
            demands.iter().filter(|one| one.category == main).collect();
        let days = busiest(&of_main, settings.days)?;
        let matter = heard.matter(main, days, settings.likeness_min);
        // Texts tell what belongs to the matter better than counts do.
        let is_told = |category: CategoryId| matter.said.iter().any(|one| one.category == category);
        let belongs = |one: &&CrowdDemand| {
            (days.0..=days.1).contains(&one.day)
                && (one.category == main || !matter.is_clear || is_told(one.category))
        };
        let counted: Vec<&CrowdDemand> = demands.iter().filter(belongs).collect();
        let is_counted = |category: CategoryId| counted.iter().any(|one| one.category == category);
        let elsewhere: Vec<&Spoken<'_>> =
            matter.said.iter().copied().filter(|one| !is_counted(one.category)).collect();
        let all = || {
            let counted = counted.iter().map(|one| (one.day, one.category, one.reporter));
            counted.chain(elsewhere.iter().map(|one| (one.day, one.category, one.reporter)))
        };
        let speakers: FxHashSet<u64> = matter.said.iter().filter_map(|one| one.reporter).collect();
        let (reporters, top) = people(all().filter_map(|(_, _, reporter)| reporter));
        let orders = counted.len() + elsewhere.len();
        let known = counted.iter().filter_map(|one| one.resolved);
        let (yes, known) =
            known.fold((0.0, 0.0), |sum, yes| (sum.0 + f64::from(u8::from(yes)), sum.1 + 1.0));
        let span = (days.1 - days.0).num_days() + 1;
        Some(Self {
            days,
            peak_day: busiest_day(all().map(|(day, ..)| day))?,
            orders: orders as u64,
            reporters,
            speakers: speakers.len() as u32,
            expected: crowd.expected_a_day * span as f64,
            expected_said: matter.usual_a_day * span as f64,
            top_share: f64::from(top) / orders as f64,
            resolved: (known > 0.0).then(|| yes / known),
            categories: by_size(main, all().map(|(_, category, _)| category)),
        })
    }

    fn is_group(&self, crowd: &Crowd, settings: &GroupSettings, false_share: f64) -> bool {
        let beyond = |people: u32, usual: f64| {
            people >= settings.reporters_min && f64::from(people) >= settings.ratio_min * usual
        };
        let by_counts = crowd.q_value <= false_share && beyond(self.reporters, self.expected);
        by_counts || beyond(self.speakers, self.expected_said)
    }

    /// Whether the crowd's main category is among this one's.
    fn holds(&self, crowd: &Crowd) -> bool {
        self.categories.iter().any(|(category, _)| *category == crowd.question.categories[0])
    }

    fn finding(&self, panel: &Panel, crowd: &Crowd, false_share: f64) -> Finding {
        let (area, category) = (crowd.question.area, crowd.question.categories[0]);
        let by_counts = crowd.q_value <= false_share;
        let others = &self.categories[1..];
        let expected = if by_counts { self.expected } else { self.expected_said };
        Finding {
            finding_id: finding_id(panel, FindingKind::Group, area, category, self.days.0),
            kind: FindingKind::Group,
            area,
            category,
            first_day: self.days.0,
            peak_day: self.peak_day,
            last_day: self.days.1,
            orders: self.orders,
            expected: Some(expected),
            upper: None,
            strength: Some((self.orders as f64 + STRENGTH_PRIOR) / (expected + STRENGTH_PRIOR)),
            p_value: by_counts.then_some(crowd.p_value),
            q_value: by_counts.then_some(crowd.q_value),
            months_flagged: None,
            resolution_rate: self.resolved,
            top_reporter_share: Some(self.top_share),
            single_source: Some(false),
            reporting: Some(Reporting {
                reason: match self.speakers > 0 {
                    true => ReportingReason::GroupByTexts,
                    false => ReportingReason::GroupByCounts,
                },
                reporters: self.reporters,
                orders_elsewhere: others.iter().map(|(_, orders)| orders).sum(),
                other_categories: others.iter().map(|(category, _)| *category).collect(),
            }),
            cluster: None,
            reason: String::new(),
        }
    }
}

/// Orders with which a ratio is shrunk to 1, as for spikes.
const STRENGTH_PRIOR: f64 = 2.0;

/// First and last day with a demand of the stretch of at most so many days with most distinct
/// reporters; of equals, the one with most demands, then the first. Demands come by day.
fn busiest(demands: &[&CrowdDemand], days: u32) -> Option<(NaiveDate, NaiveDate)> {
    let mut best: Option<((u32, usize), (NaiveDate, NaiveDate))> = None;
    for (start, first) in demands.iter().enumerate() {
        let end = first.day + chrono::Days::new(u64::from(days));
        let length = demands[start..].partition_point(|one| one.day < end);
        let inside = &demands[start..start + length];
        let (reporters, _) = people(inside.iter().filter_map(|one| one.reporter));
        let size = (reporters, length);
        if reporters > 0 && best.is_none_or(|(most, _)| size > most) {
            best = Some((size, (first.day, inside[length - 1].day)));
        }
    }
    best.map(|(_, days)| days)
}

/// Distinct reporters, and the demands of the one with most.
fn people(reporters: impl Iterator<Item = u64>) -> (u32, u32) {
    let mut all: Vec<u64> = reporters.collect();
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b);
    runs.fold((0, 0), |(count, most), run| (count + 1, most.max(run.len() as u32)))
}

fn busiest_day(days: impl Iterator<Item = NaiveDate>) -> Option<NaiveDate> {
    let mut all: Vec<NaiveDate> = days.collect();
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b);
    runs.rev().max_by_key(|run| run.len()).map(|run| run[0])
}

/// Categories with their demands, the main one first, then those with most.
fn by_size(
    main: CategoryId,
    categories: impl Iterator<Item = CategoryId>,
) -> Vec<(CategoryId, u64)> {
    let mut all: Vec<CategoryId> = categories.collect();
    all.sort_unstable();
    let mut sizes: Vec<(CategoryId, u64)> =
        all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect();
    sizes.sort_by_key(|(category, orders)| (*category != main, std::cmp::Reverse(*orders)));
    sizes
}

#[cfg(test)]
mod tests;
