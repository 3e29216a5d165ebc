//! The made-up city with parts of its data missing, looked back at, and turned into plans.

use std::sync::OnceLock;

use super::*;

#[test]
fn works_without_rates_and_with_one_district() {
    let mut city = city();
    city.panel.available = Available::default();
    let outcome = run(&city, &settings(17), &Ledger::default()).unwrap();
    assert!(outcome.notes.contains(&Note::NoRates));
    assert!(outcome.candidates.iter().all(|c| c.solvability.value.is_none() && c.municipal.value.is_none()));
    assert_eq!(outcome.proposal.len(), 17);
    city.panel.areas.truncate(2);
    city.panel.cells.retain(|cell| cell.area.0 < 2);
    city.panel.cell_starts = OnceLock::new();
    city.findings.clear();
    let outcome = run(&city, &settings(17), &Ledger::default()).unwrap();
    assert!(outcome.notes.contains(&Note::OneArea));
    assert_eq!(outcome.proposal.len(), 17);
    city.panel.cells.clear();
    city.panel.cell_starts = OnceLock::new();
    assert!(run(&city, &settings(17), &Ledger::default()).unwrap().proposal.is_empty());
}

#[test]
fn backtest_compares_six_lists() {
    let city = city();
    let windows = backtest::windows(&city.panel, 12);
    let windows = windows.used;
    assert_eq!(windows, [backtest::Window { period: 0..12, next: 12..24, doubtful: Vec::new() }]);
    assert_eq!(backtest::usual_months(&city.panel), Some(12));
    assert_eq!(backtest::windows(&city.panel, 6).used.len(), 3);
    let past = City { panel: backtest::as_of(&city.panel, 0..12), findings: Vec::new(), ..self::city() };
    assert!(past.panel.cells.iter().all(|cell| cell.month < 12));
    let outcome = run(&past, &settings(17), &Ledger::default()).unwrap();
    let rows = backtest::compare(&city.panel, &windows[0], &outcome, &settings(17));
    let of = |list| rows.iter().find(|row| row.list == list).unwrap().of_hindsight.unwrap();
    assert!((of(backtest::List::Hindsight) - 1.0).abs() < 1e-12);
    // Five of the 17 places go to giants that are solved well: large and wide, and not what this measures.
    assert!(of(backtest::List::Proposal) >= 0.85, "{rows:?}");
    assert!(of(backtest::List::Proposal) >= of(backtest::List::TopUnresolved), "{rows:?}");
    assert!(of(backtest::List::Proposal) >= of(backtest::List::TopVolume), "{rows:?}");
    assert!(backtest::verdict(&rows, true, Language::En).is_some());
}

#[test]
fn a_plan_aims_at_what_the_best_areas_reach_and_at_nothing_where_that_is_unknown() {
    let mut city = city();
    let aims = |city: &City| {
        let outcome = run(city, &settings(13), &Ledger::default()).unwrap();
        let proposed = outcome.candidates.into_iter().filter(|c| c.status == CandidateStatus::Proposed);
        proposed.map(|c| aim(&c, Language::En)).collect::<Vec<_>>()
    };
    let known: Vec<String> = aims(&city).into_iter().flatten().collect();
    assert!(known.iter().any(|aim| aim.contains("towards the best tenth of comparable areas")), "{known:?}");
    city.panel.available = Available::default();
    assert!(aims(&city).iter().all(Option::is_none));
}
