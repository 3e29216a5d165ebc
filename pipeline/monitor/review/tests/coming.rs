//! What the coming months bring, and what came of what was expected.

use yiti_stats::outlook::Expectation;

use super::*;

#[test]
fn the_outlook_begins_after_the_last_complete_month() {
    let mut panel = panel();
    panel.months[23].complete = false;
    let topics = [topic("T1", CategoryId(1), None)];
    let review = reviewed(&panel, &MonthOutcomes::default(), &topics, &[], day("2024-12-09"));
    let months: Vec<String> =
        review.outlook.iter().map(|forecast| forecast.month.to_string()).collect();
    assert_eq!(months, ["2024-12-01", "2025-01-01", "2025-02-01"].repeat(2));
    let winter = review.outlook[4].expectation.expect("two years are enough");
    let december = review.outlook[3].expectation.expect("two years are enough");
    assert!(winter.low < winter.expected && winter.expected < winter.high);
    assert!(winter.expected > 0.9 * december.expected, "a season that is highest in January");
    assert!(
        matches!(&review.outlook[5].subject, Subject::Topic { topic_id, .. } if topic_id == "T1")
    );
}

#[test]
fn what_was_expected_is_held_against_what_came() {
    let mut panel = panel();
    panel.months[22].complete = false;
    let topics = [topic("T1", CategoryId(1), None), topic("T2", CategoryId(2), None)];
    let forecast = |period: &str, subject: PublishedSubject, month: &str, high: f64| {
        let expectation = Expectation { expected: high / 2.0, low: 1.0, high };
        PublishedForecast { period: period.to_owned(), subject, month: day(month), expectation }
    };
    let of = |id: &str, categories: &str| PublishedSubject::Topic {
        topic_id: id.to_owned(),
        categories: categories.to_owned(),
        areas: None,
    };
    let city = PublishedSubject::Area { level: "city".to_owned(), name: "city".to_owned() };
    let came: u64 = panel
        .cell(AreaId(0), CategoryId(1))
        .iter()
        .filter(|c| c.month == 23)
        .fold(0, |sum, cell| sum + u64::from(cell.counts.orders));
    let published = [
        // Another report expected the same month afterwards, with limits that just hold.
        forecast("2024-10", of("T1", "c1"), "2024-12-01", 5.0),
        forecast("2024-11", of("T1", "c1"), "2024-12-01", came as f64),
        forecast("2024-11", city.clone(), "2024-12-01", 5.0),
        forecast("2024-11", of("T2", "c2; c9"), "2024-12-01", 1e9),
        forecast("2024-10", city, "2024-11-01", 1e9),
        forecast("2024-11", of("T1", "c1"), "2025-01-01", 1e9),
    ];
    let outcomes = MonthOutcomes::default();
    let reviewing = Reviewing {
        outcomes: &outcomes,
        followed: &[],
        topics: &topics,
        governance: &[],
        resources: &Default::default(),
        tree: &ThemeTree::embedded(),
        language: Language::En,
        large_population: 200_000.0,
        own_months: 1,
        published: &published,
        as_of: day("2024-12-31"),
    };
    let scores = review(&panel, reviewing).scores;
    let told: Vec<(&str, bool)> =
        scores.iter().map(|score| (score.period.as_str(), score.held)).collect();
    assert_eq!(told, [("2024-11", false), ("2024-11", true)], "{scores:?}");
    assert!(matches!(scores[0].subject, Subject::Area(AreaId(0))));
    assert_eq!(scores[1].orders, came);
}

#[test]
fn what_usually_comes_is_told_with_the_years_it_stands_on() {
    let mut panel = panel();
    let peaks =
        |panel: &Panel| reviewed(panel, &MonthOutcomes::default(), &[], &[], day("2024-12-31"));
    let found = peaks(&panel).usual_peaks;
    let january: Vec<&UsualPeak> =
        found.iter().filter(|peak| peak.month == day("2025-01-01")).collect();
    let planted = january.iter().find(|peak| peak.category == CategoryId(1)).expect("a season");
    let years: Vec<i32> = planted.seen.iter().map(|(year, _)| *year).collect();
    assert_eq!((years, planted.needs_second_year), (vec![2024, 2023], false));
    assert!((1.25..1.5).contains(&planted.ratio), "{planted:?}");
    assert!(found.iter().all(|peak| peak.category.0 <= 1), "only two have a season: {found:?}");
    assert!(found.iter().all(|peak| peak.month <= day("2025-02-01")));
    // A year with a gap says nothing of what is usual.
    panel.months[3].complete = false;
    assert!(peaks(&panel).usual_peaks.iter().all(|peak| peak.needs_second_year));
    panel.months[15].complete = false;
    assert_eq!(peaks(&panel).usual_peaks, []);
}
