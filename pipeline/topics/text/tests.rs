//! The miner as a whole, on texts made for the purpose.

use super::*;

const MATTERS: [(&str, &[&str]); 3] = [
    (
        "丽发新城小区搅拌站",
        &[
            "噪音扰民整夜施工",
            "粉尘污染没法开窗",
            "噪音大孩子睡不好",
            "夜间施工噪音粉尘",
            "扰民多次投诉无果",
            "污染严重何时搬走",
        ],
    ),
    (
        "洪山公园规划多年",
        &["何时开工建设", "什么时候动工", "建设计划何时启动", "为何迟迟不开工", "到底哪年开工"],
    ),
    (
        "Elm Street bus stop",
        &[
            "noise from idling buses",
            "buses idling all night",
            "idling buses keep us awake",
            "night noise, buses idling",
        ],
    ),
];

/// Titles and their matter.
fn titles() -> Vec<(String, usize)> {
    let all = MATTERS.iter().enumerate();
    all.flat_map(|(matter, (place, ends))| {
        ends.iter().map(move |end| (format!("{place} {end}"), matter))
    })
    .collect()
}

fn message(title: &str, at: usize) -> Message<'_> {
    let day = NaiveDate::from_ymd_opt(2024, 3, 1 + at as u32 % 28);
    Message { id: "", title, body: "", day, area: None, user: Some(at as u64 % 7) }
}

#[test]
fn planted_matters_come_out_as_topics_whatever_the_language() {
    let titles = titles();
    let mut messages: Vec<Message<'_>> =
        titles.iter().enumerate().map(|(at, (title, _))| message(title, at)).collect();
    messages.push(message("请问身份证在哪里补办", 3));
    messages.push(message(" \n", 4));
    let found = mine_texts(&messages, &Settings::default());
    assert_eq!(found.topics.len(), 3);
    for (at, (_, matter)) in titles.iter().enumerate() {
        let first = titles.iter().position(|(_, other)| other == matter).unwrap();
        assert!(found.assignments[at].is_some());
        assert_eq!(found.assignments[at], found.assignments[first], "{}", titles[at].0);
    }
    assert_eq!(found.assignments[titles.len()..], [None, None]);
    assert_eq!(found.sampled, None);
    let park = &found.topics[found.assignments[6].unwrap()];
    assert_eq!(park.place.as_deref(), Some("洪山公园"));
    assert!(park.title.contains("洪山公园"), "{}", park.title);
    assert_eq!((park.members.len(), park.examples.len()), (5, 3));
}

#[test]
fn one_estate_with_two_matters_gives_two_topics() {
    let smoke = ["油烟直排扰民", "商铺油烟没有烟道", "油烟扰民餐馆没有排烟道", "餐馆油烟直排"];
    let cracks = ["楼板开裂", "房屋楼板墙面开裂", "墙面开裂楼板裂缝", "楼板墙面裂缝"];
    let titles: Vec<String> =
        smoke.iter().chain(&cracks).map(|matter| format!("万科魅力之城{matter}")).collect();
    let messages: Vec<Message<'_>> =
        titles.iter().enumerate().map(|(at, title)| message(title, at)).collect();
    let found = mine_texts(&messages, &Settings::default());
    let mut members: Vec<_> = found.topics.iter().map(|topic| topic.members.clone()).collect();
    members.sort();
    assert_eq!(members, [vec![0, 1, 2, 3], vec![4, 5, 6, 7]]);
}

#[test]
fn one_complaint_of_two_estates_in_two_areas_gives_two_topics() {
    let smoke = [
        "临街门面烧烤夜宵摊油烟扰民",
        "楼下餐馆油烟直排，晚上烧烤到凌晨",
        "油烟严重，夜宵摊烧烤味飘进屋里",
        "底层门面烧烤油烟扰民，请处理",
        "烧烤夜宵摊油烟直排扰民",
        "门面没有烟道，烧烤油烟扰民",
    ];
    let others = ["路灯不亮", "垃圾没有清运", "公交站太远", "噪音很大", "停水", "小学入学难"];
    let here = smoke.iter().map(|matter| (format!("魅力之城小区{matter}"), "A5区"));
    let there = smoke[..4].iter().map(|matter| (format!("润芳园小区{matter}"), "A3区"));
    let rest = (0..42).map(|at| {
        let road = ["甲山路", "乙河路", "丙湖路", "丁海路", "戊岭路", "己桥路", "庚泉路"][at % 7];
        (format!("{road}{}已经{at}天", others[at % 6]), "A9区")
    });
    let texts: Vec<(String, &str)> = here.chain(there).chain(rest).collect();
    let messages = |with_areas: bool| -> Vec<Message<'_>> {
        let all = texts.iter().enumerate();
        all.map(|(at, (title, area))| Message {
            area: with_areas.then_some(*area),
            ..message(title, at)
        })
        .collect()
    };
    let topics_of = |found: &TextTopics| (found.assignments[0], found.assignments[6]);
    let apart = mine_texts(&messages(true), &Settings::default());
    let (own, other) = topics_of(&apart);
    assert!(own.is_some() && other.is_some() && own != other, "{own:?} {other:?}");
    assert!((0..6).all(|at| apart.assignments[at] == own));
    assert!((6..10).all(|at| apart.assignments[at] == other));
    // Where nobody says where they lie, the complaint is one.
    let (own, other) = topics_of(&mine_texts(&messages(false), &Settings::default()));
    assert_eq!((own.is_some(), own == other), (true, true));
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let titles = titles();
    let messages: Vec<Message<'_>> =
        titles.iter().enumerate().map(|(at, (title, _))| message(title, at)).collect();
    // Ten texts a round: drawing and assigning are on the path.
    let settings = Settings { pairwise_texts_max: 10, ..Settings::default() };
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| mine_texts(&messages, &settings))
    };
    let found = with_threads(1);
    assert_eq!(found, with_threads(4));
    assert!(found.sampled.is_some_and(|(drawn, all)| drawn >= 10 && all == 15));
    assert!(found.assignments.iter().flatten().count() >= 10);
}

#[test]
fn one_text_a_million_times_is_one_topic() {
    let messages: Vec<Message<'_>> =
        (0..1_000_000).map(|at| message("金星路路灯不亮", at)).collect();
    let found = mine_texts(&messages, &Settings::default());
    assert_eq!(found.topics.len(), 1);
    assert_eq!(found.topics[0].members.len(), 1_000_000);
    assert_eq!(found.topics[0].title, "金星路路灯不亮");
    assert_eq!(found.topics[0].users, Some(7));
}

#[test]
fn nothing_gives_nothing_and_long_bodies_are_cut() {
    assert_eq!(mine_texts(&[], &Settings::default()), TextTopics::default());
    let body = "<p>金星路的路灯不亮，电话13912345678</p>".repeat(3_000);
    let messages: Vec<Message<'_>> =
        (0..3).map(|at| Message { body: &body, ..message("", at) }).collect();
    let found = mine_texts(&messages, &Settings::default());
    assert_eq!(found.topics.len(), 1);
    assert!(found.topics[0].examples[0].chars().count() <= 200);
    assert!(!found.topics[0].examples[0].contains("13912345678"));
}
