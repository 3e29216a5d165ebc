//! The life of findings over three periods, and the verdicts on them.

use super::*;
use crate::monitor::tests::panel;
use crate::panel::{AreaId, CategoryId};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn finding(id: &str, kind: FindingKind, area: u32, days: (&str, &str)) -> Finding {
    Finding {
        finding_id: id.to_owned(),
        kind,
        area: AreaId(area),
        category: CategoryId(1),
        first_day: day(days.0),
        peak_day: day(days.0),
        last_day: day(days.1),
        orders: 9,
        expected: None,
        upper: None,
        strength: None,
        p_value: Some(1e-6),
        q_value: None,
        months_flagged: None,
        resolution_rate: None,
        top_reporter_share: None,
        single_source: None,
        reporting: None,
        cluster: None,
        reason: String::new(),
    }
}

fn ledger(finding: &str, verdict: &str) -> Ledger {
    let text = format!(
        "[[verdict]]\nfinding = \"{finding}\"\nverdict = \"{verdict}\"\nwho = \"A\"\n\
         when = 2024-05-02\nwhy = \"B\"\n"
    );
    Ledger::parse(&text).expect("a ledger")
}

/// A year's finding bears another id every month; a verdict on its first one holds all the same.
#[test]
fn findings_are_new_then_go_on_then_are_over_and_keep_their_verdict() {
    let panel = panel();
    let year = |id: &str, first, last| finding(id, FindingKind::Persistent, 2, (first, last));
    let spike = finding("s-1", FindingKind::Spike, 3, ("2024-04-15", "2024-04-28"));
    let nothing = Ledger::default();
    let april = [year("p-1", "2023-05-01", "2024-04-30"), spike];
    let april = watch(&panel, &april, &[], &nothing, day("2024-04-01"));
    let seen = |rows: &[Watched]| -> Vec<(String, &'static str, String)> {
        let row =
            |row: &Watched| (row.finding_id.clone(), row.state.name(), row.first_seen.to_string());
        rows.iter().map(row).collect()
    };
    let row = |id: &str, state, first: &str| (id.to_owned(), state, first.to_owned());
    assert_eq!(seen(&april), [row("p-1", "new", "2024-04-01"), row("s-1", "new", "2024-04-15")]);
    let again = finding("s-2", FindingKind::Spike, 3, ("2024-05-06", "2024-05-12"));
    let may = [year("p-2", "2023-06-01", "2024-05-31"), again];
    let ledger = ledger("p-1", "artefact");
    let may = watch(&panel, &may, &april, &ledger, day("2024-05-01"));
    assert_eq!(
        seen(&may),
        [row("p-2", "continuing", "2024-04-01"), row("s-2", "continuing", "2024-04-15")]
    );
    let verdict = may[0].verdict.as_ref().map(|review| review.verdict);
    assert_eq!(verdict, Some(FindingVerdict::Artefact));
    // A sudden finding of July is another one than that of May.
    let july = [
        year("p-3", "2023-08-01", "2024-07-31"),
        finding("s-3", FindingKind::Spike, 3, ("2024-07-01", "2024-07-07")),
    ];
    let july = watch(&panel, &july, &may, &ledger, day("2024-07-01"));
    assert_eq!(
        seen(&july),
        [
            row("p-3", "continuing", "2024-04-01"),
            row("s-3", "new", "2024-07-01"),
            row("s-2", "over", "2024-04-15")
        ]
    );
    assert_eq!(july[0].earlier_ids, ["p-2", "p-1"]);
    assert!(july[0].verdict.is_some() && july[1].verdict.is_none());
}

#[test]
fn precision_is_of_those_reviewed_and_the_last_verdict_counts() {
    let texts =
        [("s-1", "artefact"), ("s-1", "confirmed"), ("s-2", "artefact"), ("s-3", "duplicate")];
    let verdicts = texts.iter().flat_map(|(id, verdict)| ledger(id, verdict).verdicts);
    let ledger = Ledger { verdicts: verdicts.collect(), ..Ledger::default() };
    let found = precision(&ledger, |id| (id != "s-2").then(|| "spike".to_owned()));
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].kind.as_str(), found[0].verdicts), ("spike", [1, 0, 0, 1]));
    assert_eq!(found[0].precision(), Some(1.0), "a duplicate says nothing of it");
    assert_eq!((found[1].kind.as_str(), found[1].precision()), ("unknown", Some(0.0)));
}
