//! Text topics against a gold set of hot issues found by reading (see the README of the set for how
//! it was made).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use yiti::topics::messages::{Options, run};
use yiti::topics::text::Settings;

/// Topics of this rank or better are looked at for hot issues.
const TOPICS_LOOKED_AT: usize = 20;
/// The largest issues.
const HOT_ISSUES: usize = 10;

/// How well topics agree with gold issues.
#[derive(Debug, Clone, PartialEq)]
struct Agreement {
    /// B-cubed precision over the gold messages.
    precision: f64,
    /// B-cubed recall.
    recall: f64,
    /// Their harmonic mean.
    f1: f64,
    /// F1 over pairs of messages within topics.
    pair_f1: f64,
    /// Of the ten largest issues, those with F1 ≥ 0.5 with one of the first 20 topics.
    hot_found: usize,
}

/// Compares `topic_of` (message → topic; unassigned messages are absent) with `issue_of` (message →
/// issue).
///
/// Members of a topic that are not of the same issue count as wrong; a message without a topic is
/// alone (P = 1, R = 1/n).
/// `ranked` are the topics, hottest first.
fn agreement(
    topic_of: &BTreeMap<String, String>,
    issue_of: &BTreeMap<String, String>,
    ranked: &[String],
) -> Agreement {
    let mut topic_sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in topic_of.values() {
        *topic_sizes.entry(topic).or_default() += 1;
    }
    let mut issue_sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (id, issue) in issue_of {
        *issue_sizes.entry(issue).or_default() += 1;
        if let Some(topic) = topic_of.get(id) {
            *shared.entry((issue, topic)).or_default() += 1;
        }
    }
    let pairs = |n: usize| (n * n.saturating_sub(1)) as f64 / 2.0;
    let (mut precision, mut recall, mut true_pairs, mut predicted_pairs) = (0.0, 0.0, 0.0, 0.0);
    for (&(issue, topic), &both) in &shared {
        let n = both as f64;
        precision += n * n / topic_sizes[topic] as f64;
        recall += n * n / issue_sizes[issue] as f64;
        true_pairs += pairs(both);
        predicted_pairs += pairs(both) + n * (topic_sizes[topic] - both) as f64;
    }
    for (_, issue) in issue_of.iter().filter(|(id, _)| !topic_of.contains_key(*id)) {
        precision += 1.0;
        recall += 1.0 / issue_sizes[issue.as_str()] as f64;
    }
    let gold_pairs: f64 = issue_sizes.values().map(|&size| pairs(size)).sum();
    let (precision, recall) = (precision / issue_of.len() as f64, recall / issue_of.len() as f64);
    let mut largest: Vec<(&str, usize)> =
        issue_sizes.iter().map(|(&issue, &size)| (issue, size)).collect();
    largest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let looked_at = &ranked[..ranked.len().min(TOPICS_LOOKED_AT)];
    let overlap = |issue: &str, topic: &str| {
        let both = shared.get(&(issue, topic)).copied().unwrap_or(0) as f64;
        2.0 * both / (topic_sizes.get(topic).copied().unwrap_or(0) + issue_sizes[issue]) as f64
    };
    let hot = largest
        .iter()
        .take(HOT_ISSUES)
        .filter(|(issue, _)| looked_at.iter().any(|topic| overlap(issue, topic) >= 0.5));
    Agreement {
        precision,
        recall,
        f1: harmonic(precision, recall),
        pair_f1: harmonic(
            if predicted_pairs > 0.0 { true_pairs / predicted_pairs } else { 0.0 },
            true_pairs / gold_pairs,
        ),
        hot_found: hot.count(),
    }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// Rows of a CSV file as maps from column to cell.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row for each header")).collect()
}

fn two_columns(
    path: &Path,
    key: &str,
    value: &str,
    skip: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let rows = rows(path).into_iter().map(|mut row| {
        (row.remove(key).unwrap_or_default(), row.remove(value).unwrap_or_default())
    });
    rows.filter(|(id, value)| !value.is_empty() && !skip.contains(id)).collect()
}

#[test]
fn agreement_follows_its_definition() {
    let map = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    // Issue x = {1, 2, 3}; topic t = {1, 2, 9}; 3 is alone. P = (2/3 + 2/3 + 1) / 3,
    // R = (2/3 + 2/3 + 1/3) / 3.
    let gold: BTreeMap<_, _> = map(&[("1", "x"), ("2", "x"), ("3", "x")]);
    let found = agreement(&map(&[("1", "t"), ("2", "t"), ("9", "t")]), &gold, &["t".to_owned()]);
    assert!((found.precision - 7.0 / 9.0).abs() < 1e-12);
    assert!((found.recall - 5.0 / 9.0).abs() < 1e-12);
    // One true pair of three predicted (1-2, 1-9, 2-9) and of three gold pairs.
    assert!((found.pair_f1 - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(found.hot_found, 1);
    assert_eq!(agreement(&gold, &gold, &["x".to_owned()]).f1, 1.0);
}

#[test]
fn hot_issues_of_a_year_are_found() {
    let Some(shared) = crate::support::shared("topics_gold") else { return };
    let data = shared.join("data");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = Options {
        input: data.join("real/hotline_messages_zh.parquet"),
        output: folder.path().to_owned(),
        id: "留言编号".to_owned(),
        text: vec!["留言主题".to_owned(), "留言详情".to_owned()],
        time: "留言时间".to_owned(),
        area: None,
        user: Some("留言用户".to_owned()),
        settings: Settings::default(),
    };
    let summary = run(&options, &mut |_| {}).expect("topics of the messages");
    assert_eq!((summary.messages, summary.unknown_days, summary.sampled), (4_326, 0, None));

    let notes = rows(&data.join("topics/gold_dev_notes.csv"));
    let ambiguous = notes
        .iter()
        .filter(|row| row["role"] == "ambiguous")
        .map(|row| row["id"].clone())
        .collect();
    let gold = two_columns(&data.join("topics/gold_dev.csv"), "id", "issue_id", &BTreeSet::new());
    let topic_of =
        two_columns(&folder.path().join("assignments.csv"), "id", "topic_id", &ambiguous);
    let ranked: Vec<String> =
        rows(&folder.path().join("topics.csv")).iter().map(|row| row["topic_id"].clone()).collect();
    let found = agreement(&topic_of, &gold, &ranked);
    println!("{found:?}, {} topics", ranked.len());
    assert!(found.f1 >= 0.91, "B-cubed F1 {:.3}, at least 0.91", found.f1);
    assert!(found.precision >= 0.94, "B-cubed precision {:.3}, at least 0.94", found.precision);
    assert!(found.pair_f1 >= 0.90, "pair F1 {:.3}, at least 0.90", found.pair_f1);
    assert!(
        found.hot_found >= 9,
        "{} of the ten largest issues among the first topics, at least 9",
        found.hot_found
    );
}
