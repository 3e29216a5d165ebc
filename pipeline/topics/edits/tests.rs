//! Edits that hold, edits that no longer match, and edits that are nonsense.

use super::apply::apply_edits;
use super::*;
use crate::language::Language;
use crate::panel::{AreaId, Panel};
use crate::topics::category::tests::{STREETS, panel};
use crate::topics::category::{CategorySettings, category_topics};
use crate::topics::themes::ThemeTree;
use crate::topics::topic::{Topic, TopicSource};

const ITEMS: [(&str, &str); 3] =
    [("A", "Widget loose"), ("A", "Street Light Outages"), ("B", "Gadget gone")];

fn city() -> (Panel, Vec<Topic>) {
    let panel = panel(12, &ITEMS, |_, i, _| 1 + i as u32);
    let topics =
        category_topics(&panel, &ThemeTree::embedded(), &CategorySettings::default(), Language::En);
    (panel, topics)
}

fn parse(text: &str) -> Result<Edits, EditsError> {
    Edits::parse(&format!("version = 1\n{text}"), "edits.toml", &ThemeTree::embedded())
}

fn find<'a>(topics: &'a [Topic], title: &str) -> &'a Topic {
    topics.iter().find(|t| t.title == title).unwrap()
}

#[test]
fn merges_renames_themes_and_departments_hold() {
    let (panel, topics) = city();
    let id = find(&topics, "Gadget gone").topic_id.clone();
    let text = format!(
        "[[merge]]\ntopics = [\"{id}\", \"Widget loose\"]\ntitle = \"Things\"\nwho = \"Li\"\n\
         when = \"2026-01-31\"\n\
         [[rename]]\ntopic = \"{id}\"\ntitle = \"Lost things\"\n\
         [[theme]]\ntopic = \"Lost things\"\ntheme = \"consumption\"\n\
         [[department]]\ntopic = \"{id}\"\ndepartment = \"Public Works\"\n"
    );
    let edits = parse(&text).unwrap();
    assert_eq!(edits.edits[0].note.who.as_deref(), Some("Li"));
    let orders: u64 = topics.iter().map(|t| t.orders).sum();
    let (edited, outcomes) = apply_edits(topics.clone(), &edits, &panel);
    assert!(outcomes.iter().all(|o| o.applied && o.warning(Language::En).is_none()));
    let things = find(&edited, "Lost things");
    assert_eq!(
        (things.topic_id.as_str(), things.theme.as_deref()),
        (id.as_str(), Some("consumption"))
    );
    assert_eq!(things.facets.department.as_deref(), Some("Public Works"));
    assert_eq!((things.categories.len(), edited.len()), (2, topics.len() - 1));
    assert_eq!(
        edited.iter().map(|t| t.orders).sum::<u64>(),
        orders,
        "no order is lost or counted twice"
    );
    let again = apply_edits(topics, &edits, &panel);
    assert_eq!(again.0, edited, "the same file gives the same topics at every run");
}

#[test]
fn a_split_takes_categories_or_areas_out() {
    let (panel, topics) = city();
    let merge = "[[merge]]\ntopics = [\"Gadget gone\", \"Widget loose\"]\n";
    let by_category = "[[split]]\ntopic = \"Gadget gone\"\n\
                       parts = [{ title = \"Loose\", categories = [\"A/Widget loose\"] }]\n";
    let (edited, _) =
        apply_edits(topics.clone(), &parse(&format!("{merge}{by_category}")).unwrap(), &panel);
    assert_eq!(find(&edited, "Loose").orders, find(&topics, "Widget loose").orders);
    assert_eq!(find(&edited, "Gadget gone").orders, find(&topics, "Gadget gone").orders);
    let by_area =
        "[[split]]\ntopic = \"Gadget gone\"\nparts = [{ title = \"In D0\", areas = [\"D0\"] }]\n";
    let (edited, _) = apply_edits(topics.clone(), &parse(by_area).unwrap(), &panel);
    let local = find(&edited, "In D0");
    assert_eq!(
        (local.orders * 2, local.area_count),
        (find(&topics, "Gadget gone").orders, Some(STREETS / 2))
    );
    assert_ne!(local.topic_id, find(&edited, "Gadget gone").topic_id);
}

#[test]
fn an_edit_that_no_longer_matches_is_reported_with_its_line() {
    let (panel, topics) = city();
    let text = "[[rename]]\ntopic = \"Tgone\"\ntitle = \"X\"\n\n[[merge]]\n\
                topics = [\"Gadget gone\", \"Widget loose\", \"Nobody\"]\n\
                [[split]]\ntopic = \"Street lights out or missing\"\n\
                parts = [{ title = \"P\", categories = [\"No such\"] }]\n";
    let (_, outcomes) = apply_edits(topics, &parse(text).unwrap(), &panel);
    let warnings: Vec<_> = outcomes.iter().filter_map(|o| o.warning(Language::En)).collect();
    assert_eq!(warnings.len(), 3);
    assert!(
        warnings[0].contains("[[merge]] 1 (line 6)") && warnings[0].contains("only in part"),
        "{}",
        warnings[0]
    );
    assert!(
        warnings[1].contains("no effect") && warnings[1].contains("No such"),
        "{}",
        warnings[1]
    );
    assert!(
        warnings[2].contains("[[rename]] 1 (line 2)") && warnings[2].contains("Tgone"),
        "{}",
        warnings[2]
    );
}

#[test]
fn nonsense_is_refused_by_name() {
    let refused = |text: &str| parse(text).unwrap_err().to_string();
    for (text, part) in [
        (
            "[[merge]]\ntopics = [\"a\"]",
            "[[merge]] 1 (line 2): topics must name two or more topics, found 1",
        ),
        ("[[merge]]\ntopics = [\"a\", \"a\"]", "names \"a\" twice"),
        (
            "[[merge]]\ntopics = [\"a\", \"b\"]\n[[merge]]\ntopics = [\"b\", \"c\"]",
            "already merged by [[merge]] 1",
        ),
        ("[[split]]\ntopic = \"a\"", "one or more parts"),
        ("[[split]]\ntopic = \"a\"\nparts = [{ title = \"x\" }]", "needs categories or areas"),
        ("[[rename]]\ntopic = \"a\"\ntitle = \" \"", "title must not be empty"),
        ("[[rename]]\ntopic = \"a\"\ntitle = \"b\"\ntheme = \"rural\"", "belongs to another list"),
        ("[[theme]]\ntopic = \"a\"\ntheme = \"astrology\"", "theme must be one of"),
        ("[[department]]\ntopic = \"a\"", "needs the key department"),
        ("[[rename]]\ntopic = \"a\"\ntitle = \"b\"\nwhen = \"soon\"", "when must be a day"),
        ("[[renames]]\ntopic = \"a\"", "renames"),
        ("[[rename]]\ntopik = \"a\"", "topik"),
    ] {
        let message = refused(text);
        assert!(message.contains(part), "{message}");
    }
    let old = Edits::parse("version = 3", "edits.toml", &ThemeTree::embedded()).unwrap_err();
    assert!(old.to_string().contains("version must be 1, found 3"));
    assert_eq!(parse("").unwrap(), Edits::default());
}

#[test]
fn one_topic_under_two_names_is_told() {
    let (panel, topics) = city();
    let id = find(&topics, "Gadget gone").topic_id.clone();
    let text = format!("[[merge]]\ntopics = [\"{id}\", \"Gadget gone\"]\n");
    let (edited, outcomes) = apply_edits(topics.clone(), &parse(&text).unwrap(), &panel);
    assert_eq!(edited, topics);
    let warnings: Vec<_> = outcomes.iter().filter_map(|o| o.warning(Language::En)).collect();
    assert!(warnings[0].contains("the same topic"), "{warnings:?}");
}

#[test]
fn a_topic_of_texts_is_split_within_its_own_areas() {
    let (panel, mut topics) = city();
    let like = find(&topics, "Gadget gone").clone();
    let d0 = panel.areas.iter().position(|area| area.name == "D0").unwrap() as u32;
    let title = "Said in words".to_owned();
    topics.push(Topic { title, source: TopicSource::Texts, areas: Some(vec![AreaId(d0)]), ..like });
    let split = |area: &str| {
        format!(
            "[[split]]\ntopic = \"Said in words\"\nparts = [{{ title = \"P\", areas = [\"{area}\"] \
             }}]\n"
        )
    };
    let (edited, _) = apply_edits(topics.clone(), &parse(&split("D0")).unwrap(), &panel);
    let part = find(&edited, "P");
    assert_eq!((part.areas.as_deref(), part.source), (Some(&[AreaId(d0)][..]), TopicSource::Texts));
    assert!(part.orders > 0 && part.orders < find(&edited, "Gadget gone").orders);
    let (edited, outcomes) = apply_edits(topics.clone(), &parse(&split("D1")).unwrap(), &panel);
    assert_eq!(edited, topics);
    assert!(outcomes[0].warning(Language::En).is_some(), "an area that the topic does not have");
}

#[test]
fn the_example_file_is_valid() {
    let text = include_str!("../../../configs/topic-edits.example.toml");
    let edits = Edits::parse(text, "topic-edits.example.toml", &ThemeTree::embedded()).unwrap();
    assert_eq!(edits.edits.len(), 5);
    assert_eq!(edits.edits[0].note.when, NaiveDate::from_ymd_opt(2026, 1, 31));
}
