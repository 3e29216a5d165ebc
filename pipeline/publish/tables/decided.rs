//! Tables of what is decided: findings, topics, candidates, the list.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;

use super::{
    days, flags, integers, joined, known_integers, known_texts, names, names_at, numbers, table,
    texts,
};
use crate::mine::{Cluster, Finding, Reporting};
use crate::panel::Panel;
use crate::propose::{Candidate, ProposedTopic, SubScore};
use crate::topics::Topic;

pub(super) fn findings(panel: &Panel, rows: &[Finding]) -> RecordBatch {
    let parent = |finding: &Finding| {
        panel.area(finding.area).parent.map(|parent| panel.area(parent).name.as_str())
    };
    let reporting = || rows.iter().map(|finding| finding.reporting.as_ref());
    let clusters = || rows.iter().map(|finding| finding.cluster.as_ref());
    let areas = |cluster: &Cluster| {
        let names = cluster.areas.iter().map(|id| panel.area(*id).name.clone());
        joined(&names.collect::<Vec<_>>())
    };
    let others = |reporting: &Reporting| {
        let names = reporting.other_categories.iter().map(|id| panel.category(*id).name.clone());
        joined(&names.collect::<Vec<_>>())
    };
    table(vec![
        ("finding_id", texts(rows.iter().map(|f| &f.finding_id))),
        ("kind", texts(rows.iter().map(|f| f.kind.name()))),
        ("area_level", texts(rows.iter().map(|f| panel.area(f.area).level.name()))),
        ("area", texts(rows.iter().map(|f| &panel.area(f.area).name))),
        ("category_level", texts(rows.iter().map(|f| panel.category(f.category).level_name()))),
        ("category", texts(rows.iter().map(|f| &panel.category(f.category).name))),
        ("first_day", days(rows.iter().map(|f| Some(f.first_day)))),
        ("peak_day", days(rows.iter().map(|f| Some(f.peak_day)))),
        ("last_day", days(rows.iter().map(|f| Some(f.last_day)))),
        ("orders", integers(rows.iter().map(|f| f.orders))),
        ("expected", numbers(rows.iter().map(|f| f.expected))),
        ("upper", numbers(rows.iter().map(|f| f.upper))),
        ("strength", numbers(rows.iter().map(|f| f.strength))),
        ("p_value", numbers(rows.iter().map(|f| f.p_value))),
        ("q_value", numbers(rows.iter().map(|f| f.q_value))),
        ("months_flagged", known_integers(rows.iter().map(|f| f.months_flagged.map(u64::from)))),
        ("resolution_rate", numbers(rows.iter().map(|f| f.resolution_rate))),
        ("top_reporter_share", numbers(rows.iter().map(|f| f.top_reporter_share))),
        ("single_source", flags(rows.iter().map(|f| f.single_source))),
        ("reason", texts(rows.iter().map(|f| &f.reason))),
        ("parent_area", known_texts(rows.iter().map(parent))),
        ("reporters", known_integers(reporting().map(|r| r.map(|r| u64::from(r.reporters))))),
        ("reason_code", known_texts(reporting().map(|r| r.map(|r| r.reason.name())))),
        ("other_categories", known_texts(reporting().map(|r| r.map(others)))),
        ("areas", known_texts(clusters().map(|cluster| cluster.map(areas)))),
        ("rarity_months", numbers(clusters().map(|cluster| cluster.map(|c| c.rarity_months)))),
    ])
}

pub(super) fn topics(panel: &Panel, rows: &[Topic]) -> RecordBatch {
    let categories = |topic: &Topic| {
        joined(
            &topic.categories.iter().map(|id| panel.category(*id).name.clone()).collect::<Vec<_>>(),
        )
    };
    let areas = |topic: &Topic| {
        let areas = topic.areas.as_ref()?;
        Some(joined(&areas.iter().map(|id| panel.area(*id).name.clone()).collect::<Vec<_>>()))
    };
    table(vec![
        ("topic_id", texts(rows.iter().map(|t| &t.topic_id))),
        ("title", texts(rows.iter().map(|t| &t.title))),
        ("theme", known_texts(rows.iter().map(|t| t.theme.as_ref()))),
        ("keywords", texts(rows.iter().map(|t| joined(&t.keywords)))),
        ("categories", texts(rows.iter().map(categories))),
        ("orders", integers(rows.iter().map(|t| t.orders))),
        ("areas", known_integers(rows.iter().map(|t| t.area_count.map(u64::from)))),
        ("first_day", days(rows.iter().map(|t| t.first_day))),
        ("last_day", days(rows.iter().map(|t| t.last_day))),
        ("area_names", known_texts(rows.iter().map(areas))),
        ("matter", known_texts(rows.iter().map(|t| t.facets.matter.as_ref()))),
        ("tier", known_texts(rows.iter().map(|t| t.facets.tier.as_ref()))),
        ("haves", texts(rows.iter().map(|t| joined(&t.facets.haves)))),
        ("natures", texts(rows.iter().map(|t| joined(&t.facets.natures)))),
        ("finding_ids", texts(rows.iter().map(|t| joined(&t.finding_ids)))),
    ])
}

pub(super) fn candidates(rows: &[Candidate]) -> RecordBatch {
    let score = |of: fn(&Candidate) -> &SubScore| numbers(rows.iter().map(move |c| of(c).value));
    let inputs = |candidate: &Candidate| {
        let figures = |score: &SubScore| -> serde_json::Map<String, serde_json::Value> {
            score
                .inputs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), serde_json::json!(value)))
                .collect()
        };
        let all = sub_scores(candidate)
            .into_iter()
            .map(|(name, score)| (name.to_owned(), figures(score).into()));
        serde_json::Value::Object(all.collect()).to_string()
    };
    table(vec![
        ("rank", integers(rows.iter().map(|c| u64::from(c.rank)))),
        ("topic_id", texts(rows.iter().map(|c| &c.topic_id))),
        ("title", texts(rows.iter().map(|c| &c.title))),
        ("theme", known_texts(rows.iter().map(|c| c.theme.as_ref()))),
        ("score", numbers(rows.iter().map(|c| Some(c.score)))),
        ("prominence", score(|c| &c.prominence)),
        ("breadth", score(|c| &c.breadth)),
        ("chronicity", score(|c| &c.chronicity)),
        ("solvability", score(|c| &c.solvability)),
        ("municipal", score(|c| &c.municipal)),
        ("selection_frequency", numbers(rows.iter().map(|c| c.selection_frequency))),
        ("status", texts(rows.iter().map(|c| c.status.name()))),
        ("why", texts(rows.iter().map(|c| &c.why))),
        ("orders", integers(rows.iter().map(|c| c.orders))),
        ("stability", known_texts(rows.iter().map(|c| c.stability.map(|s| s.name())))),
        ("rank_low", known_integers(rows.iter().map(|c| c.rank_range.map(|r| u64::from(r.0))))),
        ("rank_high", known_integers(rows.iter().map(|c| c.rank_range.map(|r| u64::from(r.1))))),
        ("inputs", texts(rows.iter().map(inputs))),
        ("volume_rank", known_integers(rows.iter().map(|c| c.volume_rank.map(u64::from)))),
        ("theme_name", texts(rows.iter().map(|c| &c.theme_name))),
        ("standing", known_texts(rows.iter().map(|c| c.standing.map(|s| s.name())))),
        ("exclusion", known_texts(rows.iter().map(|c| c.exclusion.as_ref().map(|e| e.name())))),
        ("mode", known_texts(rows.iter().map(|c| c.mode.as_ref().map(|m| m.name())))),
        ("entry_focus", known_texts(rows.iter().map(|c| c.entry.map(|e| e.focus.name())))),
        ("entry_weight", numbers(rows.iter().map(|c| c.entry.map(|e| e.from)))),
        ("entry_weight_needed", numbers(rows.iter().map(|c| c.entry.map(|e| e.to)))),
        (
            "stays_probability",
            numbers(rows.iter().map(|c| c.outlook.map(|outlook| outlook.probability))),
        ),
        ("volume_only", flags(rows.iter().map(|c| c.volume_only))),
    ])
}

/// The inputs of every sub-score, one a row: what a score can be redone from.
pub(super) fn score_inputs(rows: &[Candidate]) -> RecordBatch {
    // Some seventy a candidate: each is counted, none is kept.
    let all = || {
        (0..).zip(rows).flat_map(|(at, candidate): (u32, &Candidate)| {
            sub_scores(candidate).into_iter().flat_map(move |(name, score)| {
                score.inputs.iter().map(move |(input, value)| (at, name, *input, *value))
            })
        })
    };
    let of_candidate = |text: fn(&Candidate) -> &str| {
        names_at(&texts(rows.iter().map(text)), all().map(|row| row.0))
    };
    table(vec![
        ("topic_id", of_candidate(|candidate| &candidate.topic_id)),
        ("title", of_candidate(|candidate| &candidate.title)),
        ("sub_score", names(all().map(|row| row.1))),
        ("input", names(all().map(|row| row.2))),
        ("value", numbers(all().map(|row| row.3))),
    ])
}

fn sub_scores(candidate: &Candidate) -> [(&'static str, &SubScore); 5] {
    [
        ("prominence", &candidate.prominence),
        ("breadth", &candidate.breadth),
        ("chronicity", &candidate.chronicity),
        ("solvability", &candidate.solvability),
        ("municipal", &candidate.municipal),
    ]
}

pub(super) fn proposal(rows: &[ProposedTopic], detectable: &BTreeMap<String, f64>) -> RecordBatch {
    let lead = |topic: &ProposedTopic| topic.lead_department.as_ref().map(|(name, _)| name.clone());
    table(vec![
        ("month", integers(rows.iter().map(|p| u64::from(p.month)))),
        ("theme", known_texts(rows.iter().map(|p| p.theme.as_ref()))),
        ("rank", integers(rows.iter().map(|p| u64::from(p.rank)))),
        ("topic_id", texts(rows.iter().map(|p| &p.topic_id))),
        ("title", texts(rows.iter().map(|p| &p.title))),
        ("orders", integers(rows.iter().map(|p| p.orders))),
        ("lead_department", known_texts(rows.iter().map(lead))),
        ("causes", texts(rows.iter().map(|p| joined(&p.causes)))),
        ("why", texts(rows.iter().map(|p| &p.why))),
        (
            "lead_share",
            numbers(rows.iter().map(|p| p.lead_department.as_ref().map(|(_, share)| *share))),
        ),
        ("theme_name", texts(rows.iter().map(|p| &p.theme_name))),
        ("smallest_detectable", numbers(rows.iter().map(|p| detectable.get(&p.topic_id).copied()))),
    ])
}
