//! Effects and verdicts, and what makes them impossible.

use std::collections::BTreeMap;

use super::lights::{lights, share};
use super::*;

/// One effect by topic id.
fn effect<'a>(found: &'a Monitoring, id: &str) -> &'a MeasureEffect {
    found.effects.iter().find(|effect| effect.topic_id == id).expect("a topic with a measure")
}

/// Months of the first year alone, all of them the period.
fn one_year() -> Panel {
    let mut panel = panel();
    panel.months.truncate(12);
    panel.cells.retain(|cell| cell.month < 12);
    panel.period_months = 0..12;
    panel
}

#[test]
fn the_measure_that_worked_is_told_from_the_one_that_did_not() {
    let found = follow(&panel(), &topics(), &with_measures(), Language::Zh);
    let (lowered, unchanged) = (effect(&found, "lowered"), effect(&found, "unchanged"));
    let estimate = lowered.estimate.expect("an effect");
    assert_eq!(lowered.verdict, Verdict::Fell);
    assert_ne!(unchanged.verdict, Verdict::Fell, "{unchanged:?}");
    assert!(estimate.effect.low <= -0.6 && -0.6 <= estimate.effect.high, "{estimate:?}");
    assert_eq!((lowered.months, estimate.placebo_rank), (9, 1));
    assert!(
        estimate.placebos >= 12 && -estimate.effect.effect > estimate.smallest_detectable,
        "{estimate:?}"
    );
    assert!(lowered.sentence.starts_with("下降：措施实施后 9 个完整月"), "{}", lowered.sentence);
    assert!(lowered.sentence.contains("每 20 类未列题诉求有 19 类"), "{}", lowered.sentence);
}

#[test]
fn what_could_be_seen_is_told_before_a_measure_begins() {
    let panel = panel();
    let settings = with_measures();
    let found = smallest_detectable(&panel, &topics(), &settings);
    assert!(found["unchanged"] > 0.0 && found["unchanged"] < 0.9, "{found:?}");
    // It is that of a measure which begins with these months.
    let start = panel.months[panel.period_months.end - MONTHS_GIVEN].first_day;
    let measured = MonitorSettings {
        measure_start: BTreeMap::from([("unchanged".to_owned(), start)]),
        ..settings.clone()
    };
    let since = follow(&panel, &topics(), &measured, Language::En);
    let estimate = effect(&since, "unchanged").estimate.expect("an effect");
    assert!((found["unchanged"] - estimate.smallest_detectable).abs() < 1e-12, "{estimate:?}");
    let short = Panel { period_months: 22..24, ..panel };
    assert_eq!(smallest_detectable(&short, &topics(), &settings), BTreeMap::new());
}

/// The same figures wherever they are shown: a measure of one month is that month's progress.
#[test]
fn a_measure_of_one_month_has_the_effect_of_that_month() {
    let measure_start = [("lowered".to_owned(), day(2024, 12, 1))].into();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    let found = follow(&panel(), &topics(), &settings, Language::En);
    let since = effect(&found, "lowered").estimate.expect("an effect").effect;
    let december =
        found.progress.iter().find(|p| p.topic_id == "lowered" && p.month == day(2024, 12, 1));
    let december = december.expect("a row");
    assert_eq!((december.effect, december.effect_low), (Some(since.effect), Some(since.low)));
    assert_eq!((december.expected, december.effect_high), (Some(since.expected), Some(since.high)));
    assert_eq!(december.expected_high, Some(since.expected_high));
}

#[test]
fn falsifications_find_nothing() {
    let found = follow(&panel(), &topics(), &with_measures(), Language::En);
    let lowered = effect(&found, "lowered");
    let dates = lowered.placebo_dates.expect("fifteen months before");
    assert_eq!((dates.tried, dates.outside), (5, 0));
    let others = lowered.placebo_topics.expect("placebos");
    assert!(others.tried >= 12 && others.outside <= 2, "{others:?}");
    assert!(lowered.sentence.contains("show an effect at 0 of 5 dates"), "{}", lowered.sentence);
}

#[test]
fn a_measure_is_named_by_id_or_title() {
    let mut topics = topics();
    topics[0].title = "Lowered".to_owned();
    let measure_start = [("Lowered".to_owned(), day(2024, 4, 1))].into();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    assert_eq!(
        effect(&follow(&panel(), &topics, &settings, Language::En), "lowered").verdict,
        Verdict::Fell
    );
}

#[test]
fn when_all_is_treated_nothing_can_be_told() {
    let all: Vec<Topic> =
        (0..CATEGORIES).map(|c| topic(&format!("t{c}"), CategoryId(c), None)).collect();
    let measure_start = all.iter().map(|topic| (topic.topic_id.clone(), day(2024, 4, 1))).collect();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    let found = follow(&panel(), &all, &settings, Language::En);
    assert_eq!(found.effects.len(), CATEGORIES as usize);
    for effect in &found.effects {
        assert_eq!(effect.estimate, Err(NoEstimate::FewPlacebos { found: 0 }));
        assert_eq!(
            (effect.verdict, effect.placebo_topics, effect.observed.is_some()),
            (Verdict::CannotTell, None, true)
        );
        assert!(
            effect
                .sentence
                .starts_with("cannot tell: every other category belongs to a topic with a measure"),
            "{effect:?}"
        );
    }
    assert!(found.progress.iter().all(|row| row.effect.is_none() && row.light == Light::Grey));
}

/// Where the list holds nearly all categories, those without a measure are nobody's doing either.
#[test]
fn topics_without_a_measure_stand_in_where_little_else_is_left() {
    let most: Vec<Topic> =
        (0..CATEGORIES - 4).map(|c| topic(&format!("t{c}"), CategoryId(c), None)).collect();
    let measure_start = [("t0".to_owned(), day(2024, 4, 1))].into();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    let found = follow(&panel(), &most, &settings, Language::En);
    let lowered = effect(&found, "t0");
    assert_eq!(lowered.verdict, Verdict::Fell);
    assert!(lowered.estimate.expect("an effect").placebos >= 12);
    assert!(share(&lights(&found, "t1"), Light::Amber) >= 10, "{:?}", lights(&found, "t1"));
}

#[test]
fn a_short_history_says_how_short() {
    let year = one_year();
    let start = |day: NaiveDate| MonitorSettings {
        measure_start: [("unchanged".to_owned(), day)].into(),
        ..MonitorSettings::default()
    };
    // three months before, then eleven: the baseline may lie in the period itself
    let found = follow(&year, &topics(), &start(day(2023, 4, 1)), Language::En);
    assert_eq!(effect(&found, "unchanged").estimate, Err(NoEstimate::ShortBaseline { found: 3 }));
    assert!(
        effect(&found, "unchanged").sentence.contains("only 3 complete months before, at least 10")
    );
    let found = follow(&year, &topics(), &start(day(2023, 12, 1)), Language::En);
    assert!(
        effect(&found, "unchanged").estimate.is_ok_and(|e| e.placebos >= 12),
        "{:?}",
        found.effects
    );
    // a measure that is yet to come
    let found = follow(&year, &topics(), &start(day(2024, 2, 1)), Language::Zh);
    let ahead = effect(&found, "unchanged");
    assert_eq!(
        (ahead.estimate, ahead.months, ahead.observed),
        (Err(NoEstimate::NoMonths), 0, None)
    );
    assert!(ahead.sentence.contains("还没有完整的月份"), "{}", ahead.sentence);
    let mut three = one_year();
    three.months.truncate(3);
    three.cells.retain(|cell| cell.month < 3);
    three.period_months = 0..3;
    let found = follow(&three, &topics(), &start(day(2023, 3, 1)), Language::En);
    assert_eq!(effect(&found, "unchanged").estimate, Err(NoEstimate::ShortBaseline { found: 2 }));
}

#[test]
fn a_topic_without_orders_has_no_effect() {
    let mut panel = panel();
    panel.cells.retain(|cell| cell.category != TINY);
    let measure_start = [("tiny".to_owned(), day(2024, 4, 1))].into();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    let found = follow(&panel, &topics(), &settings, Language::En);
    let tiny = effect(&found, "tiny");
    assert_eq!((tiny.estimate, tiny.observed), (Err(NoEstimate::NoDemandBefore), Some(0)));
    assert!(tiny.sentence.contains("no such demand before"), "{}", tiny.sentence);
    assert_eq!(share(&lights(&found, "tiny"), Light::Grey), 12);
}

#[test]
fn placebos_of_a_local_topic_are_local() {
    let mut panel = panel();
    // half of the streets: a storm doubles everything there from April on
    let streets: Vec<AreaId> = (1..=7).map(AreaId).collect();
    for cell in
        panel.cells.iter_mut().filter(|cell| streets.contains(&cell.area) && cell.month >= 15)
    {
        cell.counts.orders *= 2;
    }
    let local = [topic("local", UNCHANGED, Some(streets))];
    let measure_start = [("local".to_owned(), day(2024, 4, 1))].into();
    let settings = MonitorSettings { measure_start, ..MonitorSettings::default() };
    let found = follow(&panel, &local, &settings, Language::En);
    let estimate = effect(&found, "local").estimate.expect("an effect");
    assert!(estimate.effect.effect > 0.5 && estimate.effect.low < 0.0, "{estimate:?}");
}

#[test]
fn verdicts_say_what_the_interval_allows() {
    let settings = MonitorSettings::default();
    let of = |low: f64, high: f64, expected: f64| {
        let effect = yiti_stats::interrupted::Effect {
            observed: expected,
            expected,
            expected_low: expected,
            expected_high: expected,
            effect: 0.5 * (low + high),
            low,
            high,
        };
        Verdict::of(&effect, &settings).name()
    };
    assert_eq!(of(-0.4, -0.1, 100.0), "fell");
    assert_eq!(of(-0.4, -0.1, 10.0), "cannot tell");
    assert_eq!(of(-0.3, 0.2, 100.0), "cannot tell");
    assert_eq!(of(-0.04, 0.03, 100.0), "did not fall");
    assert_eq!(of(0.1, 0.3, 100.0), "did not fall");
    assert_eq!(Verdict::DidNotFall.words(Language::Zh), "没有下降");
}
