//! The proposal on a made-up city whose truth is known, and on bad wishes.

mod city;
mod edges;

use chrono::{Datelike, NaiveDate};
use city::*;

use super::*;
use crate::language::Language;
use crate::mine::{Finding, FindingKind};
use crate::panel::*;
use crate::topics::{Topic, TopicSource};

fn topic(panel: &Panel, item: usize) -> Topic {
    Topic {
        topic_id: format!("T{item:03}"),
        title: format!("matter {item}"),
        theme: Some(format!("theme {}", item % 11)),
        categories: vec![item_id(item)],
        orders: u64::from(panel.total(panel.city(), item_id(item), 12..24).orders),
        ..Topic::default()
    }
}

fn burst(item: usize) -> Finding {
    let day = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
    Finding {
        finding_id: format!("F{item}"),
        kind: FindingKind::Spike,
        area: AreaId(20 + item as u32),
        category: item_id(item),
        first_day: day,
        peak_day: day,
        last_day: day.with_day(28).unwrap(),
        orders: 30_000,
        expected: Some(10.0),
        upper: None,
        strength: None,
        p_value: None,
        q_value: None,
        months_flagged: None,
        resolution_rate: None,
        top_reporter_share: Some(1.0),
        single_source: Some(true),
        reporting: None,
        cluster: None,
        reason: String::new(),
    }
}

fn run(city: &City, settings: &Settings, ledger: &Ledger) -> Result<Outcome, ProposeError> {
    let City { panel, topics, findings, labels } = city;
    propose(&Request { panel, findings, topics, labels, ledger, settings, language: Language::En })
}

fn items(outcome: &Outcome) -> Vec<usize> {
    outcome.proposal.iter().map(|topic| topic.topic_id[1..].parse().unwrap()).collect()
}

fn settings(topics: usize) -> Settings {
    Settings { topics, draws: 500, ..Settings::default() }
}

#[test]
fn planted_truth_comes_out() {
    let city = city();
    let outcome = run(&city, &settings(27), &Ledger::default()).unwrap();
    let plants: Vec<Plant> = items(&outcome).into_iter().map(plant).collect();
    let count = |of: fn(&Plant) -> bool| plants.iter().filter(|plant| of(plant)).count();
    assert_eq!(plants.len(), 27);
    assert!(count(|p| *p == Plant::Chronic) >= 11, "{plants:?}");
    assert_eq!(count(|p| *p == Plant::Burst), 0, "{plants:?}");
    assert!(count(|p| matches!(p, Plant::FewDistricts(_))) <= 2, "{plants:?}");
    let best: Vec<usize> =
        outcome.candidates[..12].iter().map(|c| c.topic_id[1..].parse().unwrap()).collect();
    assert!(best.iter().filter(|&&item| plant(item) == Plant::Chronic).count() >= 11, "{best:?}");
    let mut by_volume: Vec<usize> = (0..ITEMS).collect();
    by_volume.sort_by_key(|&item| std::cmp::Reverse(city.topics[item].orders));
    assert!(by_volume[..27].iter().filter(|&&item| plant(item) == Plant::Chronic).count() < 11);
}

#[test]
fn every_candidate_says_why_and_who() {
    let city = city();
    let outcome = run(&city, &settings(17), &Ledger::default()).unwrap();
    assert_eq!(outcome.candidates.len(), ITEMS);
    for candidate in &outcome.candidates {
        assert!(
            !candidate.why.is_empty() && (0.0..=1.0).contains(&candidate.score),
            "{candidate:?}"
        );
        assert_eq!(candidate.mode.is_none(), candidate.status == CandidateStatus::Proposed);
        assert_eq!(candidate.exclusion.is_some(), candidate.status == CandidateStatus::Excluded);
    }
    let burst = outcome.candidates.iter().find(|c| c.topic_id == "T034").unwrap();
    assert!(matches!(burst.exclusion, Some(Exclusion::SingleSource { .. })), "{burst:?}");
    assert_eq!(burst.mode, Some(Mode::CheckSource));
    let chronic = outcome.candidates.iter().find(|c| c.topic_id == "T011").unwrap();
    let total = city.panel.total(AreaId(0), item_id(11), 12..24);
    let rate = 1.0 - f64::from(total.resolved) / f64::from(total.resolved_known);
    assert!(
        chronic.why.contains(&format!("unresolved {}", crate::language::percent(rate))),
        "{}",
        chronic.why
    );
    let months: Vec<u32> = outcome.calendar.iter().map(|review| review.month).collect();
    assert!(months.is_sorted_by(|a, b| a < b) && months.len() <= 12);
}

#[test]
fn the_same_list_on_every_run_and_under_scaled_weights() {
    let city = city();
    let once = run(&city, &settings(17), &Ledger::default()).unwrap();
    assert_eq!(once, run(&city, &settings(17), &Ledger::default()).unwrap());
    let weights = Weights { prominence: 1.5, breadth: 1.5, chronicity: 4.0, municipal: 3.0 };
    let scaled = run(&city, &Settings { weights, ..settings(17) }, &Ledger::default()).unwrap();
    assert_eq!((scaled.candidates, scaled.proposal), (once.candidates, once.proposal));
    assert!(scaled.notes.contains(&Note::WeightsScaled { sum: 10.0 }));
}

#[test]
fn a_quiet_topic_changes_no_other() {
    let mut city = city();
    let before = run(&city, &settings(17), &Ledger::default()).unwrap();
    city.panel.categories.push(Category {
        level: 2,
        name: "quiet".to_owned(),
        parent: Some(CategoryId(0)),
    });
    let category = CategoryId(city.panel.categories.len() as u32 - 1);
    let counts = Counts { orders: 2, reporters: 2, ..Counts::default() };
    city.panel.cells.push(CellMonth { area: AreaId(0), category, month: 20, counts });
    city.panel.cells.sort_by_key(|cell| (cell.area, cell.category, cell.month));
    city.panel.lookup = Lookup::default();
    city.topics.push(Topic {
        topic_id: "T900".to_owned(),
        title: "q".to_owned(),
        categories: vec![category],
        ..Topic::default()
    });
    let after = run(&city, &settings(17), &Ledger::default()).unwrap();
    let ids = |outcome: &Outcome| -> Vec<String> {
        outcome.candidates.iter().map(|c| c.topic_id.clone()).filter(|id| id != "T900").collect()
    };
    assert_eq!(ids(&before), ids(&after));
    let quiet = after.candidates.iter().find(|c| c.topic_id == "T900").unwrap();
    assert_eq!(quiet.exclusion, Some(Exclusion::TooSmall { orders: 2, min_orders: 30 }));
}

#[test]
fn one_matter_across_the_city_is_a_case_and_one_in_a_street_is_judged_by_its_street() {
    let mut city = city();
    let matter = |id: &str, areas: Option<Vec<AreaId>>| Topic {
        topic_id: id.to_owned(),
        title: format!("riders of company {id}"),
        categories: vec![item_id(10), item_id(11)],
        orders: 4_000,
        areas,
        source: TopicSource::Texts,
        ..Topic::default()
    };
    city.topics.extend([matter("T901", None), matter("T902", Some(vec![AreaId(20)]))]);
    let outcome = run(&city, &settings(17), &Ledger::default()).unwrap();
    let exclusion =
        |id: &str| outcome.candidates.iter().find(|c| c.topic_id == id).unwrap().exclusion.clone();
    assert_eq!(exclusion("T901"), Some(Exclusion::OneMatter));
    assert!(
        matches!(exclusion("T902"), Some(Exclusion::OneArea { .. })),
        "{:?}",
        exclusion("T902")
    );
    let wanted = Settings { must_include: vec!["T901".to_owned()], ..settings(17) };
    let outcome = run(&city, &wanted, &Ledger::default()).unwrap();
    assert!(outcome.proposal.iter().any(|topic| topic.topic_id == "T901"));
}

#[test]
fn wishes_and_decisions_hold() {
    let city = city();
    let ledger = Ledger::parse(
        "[[decision]]\naction = \"adopt\"\ntopic = \"T080\"\nwho = \"A\"\nwhen = 2024-12-20\n\
         why = \"B\"\n\
         [[decision]]\naction = \"reject\"\ntopic = \"T000\"\nwho = \"C\"\nwhen = 2024-12-20\n\
         why = \"D\"\n\
         [[decision]]\naction = \"rename\"\ntopic = \"T001\"\ntitle = \"cold rooms\"\nwho = \"C\"\n\
         when = 2024-12-20\nwhy = \"D\"\n\
         [[decision]]\naction = \"merge\"\ntopic = \"T002\"\ninto = \"matter 1\"\nwho = \"C\"\n\
         when = 2024-12-20\nwhy = \"D\"\n\
         [[decision]]\naction = \"adopt\"\ntopic = \"nowhere\"\nwho = \"C\"\nwhen = 2024-12-20\n\
         why = \"D\"\n",
    )
    .unwrap();
    let wishes = Settings {
        must_include: vec!["matter 70".to_owned()],
        must_exclude: vec!["T003".to_owned(), "ghost".to_owned()],
        history: vec![
            PastYear { year: 2022, topics: vec!["matter 5".to_owned()] },
            PastYear { year: 2023, topics: vec!["T004".to_owned()] },
        ],
        ..settings(17)
    };
    let outcome = run(&city, &wishes, &ledger).unwrap();
    let find = |id: &str| outcome.candidates.iter().find(|c| c.topic_id == id);
    assert_eq!(find("T080").unwrap().status, CandidateStatus::Proposed);
    assert_eq!(find("T070").unwrap().status, CandidateStatus::Proposed);
    assert!(find("T000").unwrap().why.starts_with("Kept off by C on 2024-12-20: D."));
    assert_eq!(find("T003").unwrap().exclusion, Some(Exclusion::MustExclude));
    assert_eq!(find("T001").unwrap().title, "cold rooms");
    assert!(find("T002").is_none());
    assert_eq!(find("T004").unwrap().standing, Some(Standing::CarriedOver { year: 2023 }));
    assert_eq!(find("T005").unwrap().standing, Some(Standing::Returned { year: 2022 }));
    assert_eq!(outcome.followed, ["T080"]);
    assert!(
        outcome.notes.contains(&Note::UnmatchedDecision { line: 27, topic: "nowhere".to_owned() }),
        "{:?}",
        outcome.notes
    );
    assert!(outcome.notes.contains(&Note::UnknownExclude { name: "ghost".to_owned() }));
}

#[test]
fn clashes_are_named() {
    let city = city();
    let clash = |settings: Settings| match run(&city, &settings, &Ledger::default()) {
        Err(ProposeError::Clash(clashes)) => clashes,
        other => panic!("expected a clash, got {other:?}"),
    };
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let unknown = clash(Settings { must_include: names(&["heating"]), ..settings(17) });
    assert!(matches!(&unknown[..], [Clash::UnknownInclude { name, .. }] if name == "heating"));
    let both = Settings {
        must_include: names(&["T001"]),
        must_exclude: names(&["matter 1"]),
        ..settings(17)
    };
    assert_eq!(clash(both), [Clash::IncludedAndExcluded { title: "matter 1".to_owned() }]);
    let overfull =
        Settings { must_include: names(&["T000", "T011"]), per_theme: Some(1), ..settings(17) };
    let theme = "theme 0".to_owned();
    assert_eq!(clash(overfull), [Clash::ThemeOverfull { theme, included: 2, per_theme: 1 }]);
    let many = Settings { must_include: names(&["T000", "T001"]), ..settings(1) };
    assert_eq!(clash(many), [Clash::TooManyIncluded { included: 2, topics: 1 }]);
    let short = run(&city, &settings(400), &Ledger::default()).unwrap();
    let is_short = |note: &Note| matches!(note, Note::Shortfall { wanted: 400, .. });
    assert_eq!(short.notes.iter().filter(|&note| is_short(note)).count(), 1, "{:?}", short.notes);
    let eligible = short.candidates.iter().filter(|c| c.exclusion.is_none()).count();
    assert_eq!(short.proposal.len(), eligible);
    let bad = Settings { weights: Weights { breadth: -1.0, ..Weights::default() }, ..settings(17) };
    assert!(matches!(run(&city, &bad, &Ledger::default()), Err(ProposeError::Settings(_))));
}
