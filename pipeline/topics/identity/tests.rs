//! Identity over two runs: what continues, what is born, what ends.

use super::*;
use crate::panel::AreaId;
use crate::topics::category::tests::panel;
use crate::topics::category::{CategorySettings, category_topics};
use crate::topics::themes::ThemeTree;
use crate::topics::topic::TopicSource;

const ITEMS: [(&str, &str); 4] = [
    ("A", "Widget loose"),
    ("A", "Street Light Outages"),
    ("B", "Gadget gone"),
    ("B", "Sprocket stuck"),
];

fn of(panel: &Panel) -> Vec<Topic> {
    category_topics(panel, &ThemeTree::embedded(), &CategorySettings::default(), Language::En)
}

fn matched(store: &TopicStore, topics: Vec<Topic>, panel: &Panel) -> Identified {
    match_topics(store, topics, panel, &IdentitySettings::default(), Language::En)
}

fn texts(title: &str, keywords: &[&str], areas: Option<Vec<AreaId>>) -> Topic {
    let keywords = keywords.iter().map(|w| (*w).to_owned()).collect();
    Topic {
        title: title.to_owned(),
        keywords,
        areas,
        source: TopicSource::Texts,
        orders: 9,
        ..Topic::default()
    }
}

fn sentences(changes: &[IdentityChange]) -> Vec<String> {
    changes.iter().map(|c| c.sentence(Language::En)).collect()
}

#[test]
fn one_more_month_renames_and_renumbers_nothing() {
    let orders = |s: u32, i: usize, m: u16| 3 + (s + i as u32 * u32::from(m)) % 4;
    let (before, after) = (panel(12, &ITEMS, orders), panel(13, &ITEMS, orders));
    let first = matched(&TopicStore::empty(Language::En), of(&before), &before);
    assert!(first.changes.is_empty(), "on the first run everything is new, and that is no news");
    let second = matched(&first.store, of(&after), &after);
    assert!(second.changes.is_empty(), "{:?}", sentences(&second.changes));
    let names = |t: &[Topic]| {
        t.iter().map(|t| (t.topic_id.clone(), t.title.clone())).collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&first.topics), names(&second.topics));
    let json = serde_json::to_string(&second.store).unwrap();
    assert_eq!(serde_json::from_str::<TopicStore>(&json).unwrap(), second.store);
}

#[test]
fn a_topic_that_ends_keeps_its_id_for_its_return() {
    let all = panel(12, &ITEMS, |_, _, _| 5);
    let without = panel(12, &ITEMS, |_, i, _| if i == 2 { 0 } else { 5 });
    let first = matched(&TopicStore::empty(Language::En), of(&all), &all);
    let second = matched(&first.store, of(&without), &without);
    assert!(matches!(
        &second.changes[..],
        [IdentityChange::Died { topic }] if topic.title == "Gadget gone"
    ));
    let third = matched(&second.store, of(&all), &all);
    assert!(matches!(
        &third.changes[..],
        [IdentityChange::Returned { topic }] if topic.title == "Gadget gone"
    ));
    assert_eq!(third.store.used_ids, first.store.used_ids, "no new id was given");
}

#[test]
fn splits_and_merges_are_told_from_births_and_deaths() {
    let panel = panel(12, &ITEMS, |_, i, _| if i == 3 { 2 } else { 5 });
    let single = of(&panel);
    let by_title = |title: &str| single.iter().find(|t| t.title == title).unwrap().clone();
    let (a, b) = (by_title("Gadget gone"), by_title("Sprocket stuck"));
    let joined = Topic {
        topic_id: "Tjoined".to_owned(),
        title: "Gadget gone and 1 related".to_owned(),
        categories: [a.categories.clone(), b.categories.clone()].concat(),
        ..a.clone()
    };
    let first = matched(&TopicStore::empty(Language::En), vec![joined.clone()], &panel);
    let second = matched(&first.store, vec![a.clone(), b.clone()], &panel);
    assert_eq!(second.topics[0].topic_id, "Tjoined", "the larger part goes on");
    assert_eq!(second.topics[0].title, joined.title, "under the title that people know");
    assert!(matches!(
        &second.changes[..],
        [IdentityChange::Split { from, .. }] if from.topic_id == "Tjoined"
    ));
    let third = matched(&second.store, vec![joined], &panel);
    assert_eq!(third.topics[0].topic_id, "Tjoined");
    assert!(matches!(
        &third.changes[..],
        [IdentityChange::Merged { into, .. }] if into.topic_id == "Tjoined"
    ));
}

#[test]
fn topics_of_texts_follow_words_and_places() {
    let panel = panel(1, &ITEMS, |_, _, _| 1);
    let here = || Some(vec![AreaId(3)]);
    let words = ["mixing", "plant", "dust", "night"];
    let first = matched(
        &TopicStore::empty(Language::En),
        vec![texts("Plant by S0", &words, here())],
        &panel,
    );
    let id = &first.topics[0].topic_id;
    let now = vec![
        texts("Plant by S5", &words, Some(vec![AreaId(8)])),
        texts("Plant everywhere", &words, None),
        texts("Dusty plant by S0", &["mixing", "dust", "plant", "lorry"], here()),
        texts("School gate", &["school", "gate"], here()),
    ];
    let second = matched(&first.store, now, &panel);
    let same: Vec<bool> = second.topics.iter().map(|t| t.topic_id == *id).collect();
    assert_eq!(same, [false, false, true, false]);
    assert_eq!(second.topics[2].title, "Plant by S0");
    let ids: BTreeSet<_> = second.topics.iter().map(|t| &t.topic_id).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn an_id_that_was_ever_used_is_never_given_again() {
    let panel = panel(1, &ITEMS, |_, _, _| 1);
    let fresh = texts("Something", &["new"], None);
    let words = ["Something".to_owned(), "new".to_owned()];
    let mut store = TopicStore::empty(Language::En);
    store.used_ids.insert(birth_id(&words, |_| false));
    let found = matched(&store, vec![fresh.clone(), fresh], &panel);
    assert!(!store.used_ids.contains(&found.topics[0].topic_id));
    assert_ne!(found.topics[0].topic_id, found.topics[1].topic_id);
    assert!(
        IdentitySettings { min_likeness: 0.0, ..IdentitySettings::default() }.validate().is_err()
    );
}
