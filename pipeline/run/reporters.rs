//! What only reporters tell: who comes again and again, where many come with one matter, and
//! whether one of them made a rise over neighbouring areas.

use super::{Opened, Prepared, RunError};
use crate::config::Config;
use crate::mine::{
    Finding, Spoken, Sudden, crowd_questions, find_clusters, find_crowds, find_groups,
    find_repeats, judge_cluster_source,
};
use crate::panel::{AreaId, CrowdDemand, CrowdQuestion, crowd_demands, repeat_pairs};
use crate::report::{cluster_sentence, reporting_sentence};
use crate::topics::OrderText;
use crate::warehouse::Month;

/// The findings about reporters; none where the data has no reporters.
///
/// # Errors
/// When a query fails.
pub(super) fn find(
    config: &Config,
    prepared: &Prepared,
    sudden: &Sudden,
    texts: &[OrderText],
) -> Result<Vec<Finding>, RunError> {
    if !prepared.panel.available.reporter {
        return Ok(Vec::new());
    }
    let (repeats, groups) =
        rayon::join(|| repeats(config, prepared), || groups(config, prepared, sudden, texts));
    let (mut findings, groups) = (repeats?, groups?);
    findings.extend(groups);
    for finding in &mut findings {
        finding.reason = reporting_sentence(&prepared.panel, finding, config.language);
    }
    Ok(findings)
}

/// Repeats of the twelve months that end with the period.
fn repeats(config: &Config, prepared: &Prepared) -> Result<Vec<Finding>, RunError> {
    let Opened { warehouse, months, scope, keys, .. } = &prepared.opened;
    let window = prepared.clock.window;
    let first = scope.start.month_of(window.year_first);
    let of_year: Vec<Month> = months.iter().filter(|month| month.month >= first).cloned().collect();
    let pairs = repeat_pairs(warehouse, &of_year, scope, keys, config.repeat.repeats_min())?;
    let observed = (window.year_first.max(prepared.coverage.first_day), window.period_last);
    Ok(find_repeats(&prepared.panel, &pairs, &config.repeat, observed, window.period_first))
}

fn groups(
    config: &Config,
    prepared: &Prepared,
    sudden: &Sudden,
    texts: &[OrderText],
) -> Result<Vec<Finding>, RunError> {
    let (Opened { warehouse, months, scope, keys, .. }, panel) =
        (&prepared.opened, &prepared.panel);
    let crowds = find_crowds(panel, sudden, &config.group);
    let questions = crowd_questions(&crowds);
    let first = questions.iter().map(|question| question.first_day).min();
    let asked = |month: &&Month| first.is_some_and(|day| month.month >= scope.start.month_of(day));
    let asked: Vec<Month> = months.iter().filter(asked).cloned().collect();
    let demands = crowd_demands(warehouse, &asked, scope, keys, &questions)?;
    let spoken: Vec<Spoken<'_>> = texts
        .iter()
        .map(|one| Spoken {
            day: one.day,
            area: one.area,
            category: one.category,
            reporter: one.reporter,
            text: one.text(),
        })
        .collect();
    let false_share = config.spike.false_share;
    Ok(find_groups(panel, &crowds, &demands, &spoken, &config.group, false_share))
}

/// The clusters, with the reporter who made most of each.
///
/// # Errors
/// When a query fails.
pub(super) fn clusters(
    config: &Config,
    prepared: &Prepared,
    sudden: &Sudden,
    spikes: &[Finding],
) -> Result<Vec<Finding>, RunError> {
    let (Opened { warehouse, months, scope, keys, .. }, panel) =
        (&prepared.opened, &prepared.panel);
    let mut found = find_clusters(panel, sudden, spikes, &config.spike);
    for finding in &mut found {
        finding.reason = cluster_sentence(panel, finding, config.language);
    }
    if !panel.available.reporter || found.is_empty() {
        return Ok(found);
    }
    let questions = |finding: &Finding| {
        let areas = finding.cluster.as_ref().map_or(&[][..], |cluster| cluster.areas.as_slice());
        let question = |area: &AreaId| CrowdQuestion {
            area: *area,
            categories: vec![finding.category],
            first_day: finding.first_day,
            last_day: finding.last_day,
        };
        areas.iter().map(question).collect::<Vec<_>>()
    };
    let asked: Vec<Vec<CrowdQuestion>> = found.iter().map(questions).collect();
    let answers = crowd_demands(warehouse, months, scope, keys, &asked.concat())?;
    let mut answers = answers.into_iter();
    for (finding, asked) in found.iter_mut().zip(&asked) {
        let demands: Vec<CrowdDemand> = answers.by_ref().take(asked.len()).flatten().collect();
        judge_cluster_source(finding, &demands);
    }
    Ok(found)
}
