//! The review on the small planted city of the monitor's tests, and on outcomes counted by hand.

use chrono::NaiveDate;
use yiti_stats::bands::Band;
use yiti_stats::rates::Answers;

use super::*;
use crate::monitor::tests::{panel, topic};
use crate::monitor::{MonitorSettings, governance_months};
use crate::panel::{
    AreaId, AreaLevel, Available, CategoryId, ClosingMonth, DeadlineClass, DeadlineMonth, Outcomes,
};

mod coming;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Orders of every area and month of the panel; nine in ten of the old ones are closed in time,
/// eight in nine of these resolved, but four in nine in the street `s3`.
fn outcomes(panel: &Panel) -> MonthOutcomes {
    let mut areas = Vec::new();
    for month in 0..panel.months.len() as u16 {
        for area in (0..panel.areas.len() as u32).map(AreaId) {
            let cells = panel.cells_of(area).iter().filter(|cell| cell.month == month);
            let orders: u32 = cells.map(|cell| cell.counts.orders).sum();
            let old = orders / 10 * 9;
            let resolved = if area == AreaId(4) { old / 9 * 4 } else { old / 9 * 8 };
            let outcomes = Outcomes {
                orders,
                resolved_known: orders,
                resolved,
                old_orders: orders / 10 * 10,
                old_closed: old,
                old_answered: old / 9 * 9,
                old_resolved: resolved,
                ..Outcomes::default()
            };
            areas.push(UnitMonth { unit: area, month, outcomes });
        }
    }
    MonthOutcomes { age_days: 15, areas, ..MonthOutcomes::default() }
}

/// The review of topics that all are followed, where no report was published before.
fn reviewed(
    panel: &Panel,
    outcomes: &MonthOutcomes,
    topics: &[Topic],
    governance: &[GovernanceMonth],
    as_of: NaiveDate,
) -> Review {
    let reviewing = Reviewing {
        outcomes,
        followed: topics,
        topics,
        governance,
        resources: &Default::default(),
        tree: &ThemeTree::embedded(),
        language: Language::En,
        large_population: 200_000.0,
        own_months: 1,
        published: &[],
        as_of,
    };
    review(panel, reviewing)
}

#[test]
fn a_rate_at_an_age_counts_what_is_open_as_not_resolved_and_leaves_out_who_was_not_asked() {
    let counts = Outcomes {
        orders: 200,
        resolved_known: 60,
        resolved: 54,
        old_orders: 100,
        old_closed: 80,
        old_answered: 40,
        old_resolved: 30,
        ..Outcomes::default()
    };
    let available = Available { resolved: true, closed: true, ..Available::default() };
    let rates = UnitRates::of(&counts, available);
    assert_eq!(rates.closed_at_age(), Some(0.8));
    assert!((rates.resolved_at_age().expect("known") - 0.6).abs() < 1e-12, ".8 of .75");
    assert_eq!(rates.resolved, Some(Answers { yes: 54, asked: 60 }));
    assert_eq!((rates.responded, rates.satisfied), (None, None));
    // The product varies more than 100 answers would: 0.6 · 0.4 / (0.75² · 0.16/100 + 0.8² ·
    // 0.1875/40)
    assert_eq!(rates.trials(BandRate::ResolvedAtAge), Some((37, 62)));
    let never = Outcomes { old_orders: 10, ..Outcomes::default() };
    assert_eq!(UnitRates::of(&never, available).resolved_at_age(), Some(0.0));
    let young = UnitRates::of(&Outcomes { orders: 10, ..Outcomes::default() }, available);
    assert_eq!((young.resolved_at_age(), young.trials(BandRate::ResolvedAtAge)), (None, None));
    let year = UnitRates::sum([&rates, &young, &UnitRates::default()]);
    assert_eq!((year.orders, year.resolved), (Some(210), Some(Answers { yes: 54, asked: 60 })));
    assert_eq!((year.satisfied, year.resolved_at_age()), (None, rates.resolved_at_age()));
    assert_eq!(UnitRates::sum([]).orders, None, "the sum of nothing is not zero");
    let unasked = UnitRates::of(&counts, Available::default());
    assert_eq!(
        (unasked.old_orders(), unasked.resolved_at_age(), unasked.resolved),
        (None, None, None)
    );
}

#[test]
fn every_area_has_its_row_its_peers_and_its_place_on_the_list() {
    let mut panel = panel();
    panel.available.closed = true;
    let lists = governance_months(&panel, AreaLevel::Street, 10);
    let review = reviewed(&panel, &outcomes(&panel), &[], &lists, day("2024-12-31"));
    assert_eq!(review.areas.len(), 15 * 12);
    let city = &review.areas[0];
    assert_eq!((city.peers, city.standing, city.governance), (None, None, None));
    let newest = &review.areas[15 * 11..];
    let listed: Vec<AreaId> =
        newest.iter().filter(|row| row.governance == Some(true)).map(|row| row.area).collect();
    let mut expected: Vec<AreaId> = lists[11].areas.iter().map(|listed| listed.area).collect();
    expected.sort_unstable();
    assert_eq!(listed, expected);
    for row in &newest[1..] {
        let on_list = lists[11].areas.iter().find(|listed| listed.area == row.area);
        assert_eq!(row.entered, Some(on_list.is_some_and(|area| area.entered == Some(true))));
        assert_eq!(
            row.left,
            Some(lists[11].left.as_ref().expect("a list before").contains(&row.area))
        );
        assert_eq!(row.band_rate, Some(BandRate::ResolvedAtAge));
        let standing = row.standing.expect("fourteen streets are compared");
        let band = if row.area == AreaId(4) { Band::Low } else { Band::Middle };
        assert_eq!(standing.band, band, "{:?}", row.area);
    }
    let worst = newest[4].standing.expect("known");
    assert_eq!((worst.rank_low, worst.rank_high), (14, 14));
    assert_eq!(newest[1].peers, Some(1), "fourteen streets are one group of peers");
}

#[test]
fn who_stays_on_the_list_who_is_large_and_low_and_what_each_has_to_work_with() {
    let mut panel = panel();
    panel.available.closed = true;
    // The street that resolves least has 300,000 residents, the others 50,000.
    panel.areas[4].population = Some(300_000.0);
    let lists = governance_months(&panel, AreaLevel::Street, 10);
    let outcomes = outcomes(&panel);
    let resources = [(AreaId(4), Resources { workers: Some(20.0), budget: None })].into();
    let reviewing = Reviewing {
        outcomes: &outcomes,
        followed: &[],
        topics: &[],
        governance: &lists,
        resources: &resources,
        tree: &ThemeTree::embedded(),
        language: Language::En,
        large_population: 200_000.0,
        own_months: 1,
        published: &[],
        as_of: day("2024-12-31"),
    };
    let review = review(&panel, reviewing);
    assert_eq!((review.has_workers, review.has_budgets), (true, false));
    let of = |month: usize, area: usize| &review.areas[month * 15 + area];
    let orders = of(11, 4).rates.orders.expect("known") as f64;
    assert_eq!(of(11, 4).orders_per_worker, Some(orders / 20.0));
    assert_eq!((of(11, 4).budget_per_order, of(11, 5).orders_per_worker), (None, None));
    let large: Vec<usize> =
        (1..15).filter(|area| of(11, *area).large_and_low == Some(true)).collect();
    assert_eq!(large, [4]);
    for area in 1..15 {
        // Months in a row, counted back from the last by hand.
        let is_listed = |month: &usize| of(*month, area).governance == Some(true);
        let row = (0..12).rev().take_while(is_listed).count() as u32;
        assert_eq!(of(11, area).months_listed.unwrap_or(0), row, "street {area}");
    }
}

#[test]
fn a_month_that_the_feed_does_not_cover_has_no_figures_and_the_first_has_none_before() {
    let mut panel = panel();
    panel.period_months = 0..24;
    (panel.months[5].complete, panel.months[5].coverage) = (false, 0.0);
    panel.cells.retain(|cell| cell.month != 5);
    let mut outcomes = outcomes(&panel);
    outcomes.areas.retain(|row| row.month != 5);
    // A street that has merged into another is heard of no more.
    outcomes.areas.retain(|row| row.unit != AreaId(2) || row.month < 18);
    let lists = governance_months(&panel, AreaLevel::Street, 10);
    let review = reviewed(&panel, &outcomes, &[], &lists, day("2024-12-31"));
    let row = |month: usize, area: usize| &review.areas[month * 15 + area];
    let silent = row(5, 0);
    assert_eq!((silent.rates.orders, silent.per_10k, silent.complete), (None, None, false));
    assert_eq!(row(5, 1).entered, None, "nothing to compare with");
    assert_eq!((row(0, 1).entered, row(0, 1).left), (None, None), "the first month");
    assert!(row(0, 1).governance.is_some());
    let merged = row(20, 2);
    assert_eq!((merged.rates.orders, merged.standing), (Some(0), None));
    assert_eq!(merged.rates.resolved.and_then(Answers::rate), None, "no rate of no answers");
}

#[test]
fn deadlines_add_up_and_say_how_old_the_open_ones_are() {
    let panel = panel();
    let row = |department, on_time, open: &[(&str, u32)]| DeadlineMonth {
        class: DeadlineClass::SevenDays,
        department,
        month: 23,
        due: on_time + 2 + open.iter().map(|(_, n)| n).sum::<u32>(),
        on_time,
        overdue_closed: 2,
        open: open.iter().map(|(text, n)| (day(text), *n)).collect(),
    };
    let outcomes = MonthOutcomes {
        deadlines: vec![
            row(Some(0), 5, &[("2024-12-01", 1), ("2024-12-21", 3)]),
            row(None, 1, &[]),
            DeadlineMonth { month: 0, ..row(None, 1, &[]) },
        ],
        departments: vec!["Works".to_owned()],
        ..MonthOutcomes::default()
    };
    let review = reviewed(&panel, &outcomes, &[], &[], day("2024-12-31"));
    assert_eq!(review.deadlines.len(), 2, "months before the period are left out");
    let works = &review.deadlines[0];
    assert_eq!(works.department.as_deref(), Some("Works"));
    assert_eq!((works.due, works.on_time, works.overdue_closed, works.overdue_open), (11, 5, 2, 4));
    assert_eq!((works.age_median_days, works.age_p90_days), (Some(10.0), Some(30.0)));
    assert_eq!(review.deadlines[1].age_median_days, None);
    let total = &review.deadline_totals[0];
    assert_eq!((total.due, total.on_time, total.overdue_open), (14, 6, 4));
}

#[test]
fn curves_hold_those_that_are_still_open() {
    let mut panel = panel();
    let closing = |month| ClosingMonth {
        handler: Handler::Area(AreaId(0)),
        month,
        closed: vec![(1, 50), (4, 25)],
        open: vec![(day("2024-12-29"), 20), (day("2024-12-01"), 5)],
    };
    let outcomes =
        MonthOutcomes { closings: vec![closing(22), closing(23)], ..MonthOutcomes::default() };
    let as_of = day("2024-12-31");
    assert_eq!(
        reviewed(&panel, &outcomes, &[], &[], as_of).completion,
        [],
        "nothing is ever closed"
    );
    panel.available.closed = true;
    let review = reviewed(&panel, &outcomes, &[], &[], as_of);
    let newest = review.completion_of(Handler::Area(AreaId(0)), true).expect("a curve");
    assert_eq!((newest.orders, newest.median_days, newest.p90_days), (100, Some(1), Some(4)));
    // Of 100 half are closed after a day; 20 are two days old and say no more; 25 of the other 30
    // after four.
    let shares: Vec<f64> = newest.steps.iter().map(|step| step.closed_share).collect();
    assert!((shares[0] - 0.5).abs() < 1e-12 && (shares[1] - (1.0 - 0.5 / 6.0)).abs() < 1e-12);
    let year = review.completion_of(Handler::Area(AreaId(0)), false).expect("a curve");
    assert_eq!((year.orders, year.month), (200, None));
}

#[test]
fn what_the_data_lacks_is_said_with_what_it_takes() {
    let none = lacks(Available::default(), false);
    let names: Vec<&str> = none.iter().map(|lack| lack.what).collect();
    assert!(names.contains(&"resolved_at_age") && names.contains(&"deadlines_month"));
    let closed = Available { closed: true, ..Available::default() };
    let lack = lacks(closed, true).into_iter().find(|lack| lack.what == "resolved_at_age");
    assert_eq!(lack.map(|lack| (lack.has, lack.columns.len())), Some((1, 2)));
    assert_eq!(old_days(&MonitorSettings::default()), 20);
}
