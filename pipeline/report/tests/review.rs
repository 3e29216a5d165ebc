//! The bulletin of a month and its pages.

use std::collections::{BTreeMap, BTreeSet};

use super::{attributes, is_self_contained};
use crate::calendar::Cadence;
use crate::language::{Language, count};
use crate::report::fixture::Fixture;
use crate::report::format;
use crate::report::{Basis, Report, render};

/// Every page by its path.
fn pages(report: &Report<'_>) -> BTreeMap<String, String> {
    let files = render(report, None).unwrap().files;
    let pages = files.into_iter().filter(|file| file.path.ends_with(".html"));
    pages.map(|file| (file.path, String::from_utf8(file.bytes).unwrap())).collect()
}

fn bulletin(report: &Report<'_>) -> String {
    pages(report).remove("index.html").unwrap()
}

#[test]
fn the_answer_counts_topics_as_the_table_does() {
    let fixture = Fixture::new(Language::En);
    let mut report = fixture.review(Cadence::Monthly);
    // The fixture's last month is not over: it is compared with nothing.
    assert!(bulletin(&report).contains("not compared with other months"));
    let mut panel = fixture.panel.clone();
    panel.months.last_mut().unwrap().complete = true;
    let monitoring = crate::report::fixture::monitoring(&panel, report.followed, Language::En);
    report.panel = &panel;
    report.monitoring = &monitoring;
    report.progress = &monitoring.progress;
    let page = bulletin(&report);
    let month = monitoring.summary.last().unwrap();
    assert!(month.compared > 0);
    let answer = if month.fell == month.topics {
        format!(
            "All {} topics fell, {} of them beyond chance",
            month.topics, month.fell_beyond_noise
        )
    } else {
        let beyond = month.fell_beyond_noise.to_string();
        let beyond = if beyond == "0" { "none" } else { &beyond };
        format!(
            "Of {} topics, {} fell, {beyond} of them beyond chance; {} rose",
            month.topics, month.fell, month.rose
        )
    };
    assert!(page.contains(&answer), "{answer}");
    // Each topic's figures are those of the table `progress`.
    let last = monitoring.progress.iter().filter(|row| row.month == month.month);
    for row in last {
        for figure in [count(row.orders), format::change(row.mom), format::change(row.yoy)] {
            assert!(page.contains(&format!(">{figure}<")), "{}: {figure}", row.title);
        }
        for rate in [row.resolution_rate, row.satisfaction_rate] {
            assert!(page.contains(&format::rate(rate)), "{}: {rate:?}", row.title);
        }
        if let Some(effect) = row.effect {
            assert!(page.contains(&format::change(Some(effect))), "{}: {effect}", row.title);
        }
    }
}

#[test]
fn a_bulletin_reviews_and_never_proposes() {
    for language in [Language::En, Language::Zh] {
        let fixture = Fixture::new(language);
        let page = bulletin(&fixture.review(Cadence::Monthly));
        for word in ["Proposed for", "建议", "near miss", "Suggested lead", "candidates"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains(language.pick("月通报", "Monthly bulletin")));
        let measure = language.pick("措施见效了吗", "Has it worked?");
        assert!(
            page.contains(measure) && page.contains("charts/measure_t000.svg")
                || page.contains("charts&#x2f;measure_t000.svg")
        );
    }
}

#[test]
fn a_title_of_ones_own_and_the_basis_of_the_list_are_printed() {
    let mut fixture = Fixture::new(Language::Zh);
    fixture.settings.titles.month = "月分析".to_owned();
    let mut report = fixture.review(Cadence::Monthly);
    let basis = Basis::Published { period: "2023".to_owned(), missing: vec!["旧题".to_owned()] };
    report.basis = &basis;
    let page = bulletin(&report);
    assert!(page.contains("月分析") && !page.contains("月通报"));
    assert!(page.contains("据 2023 年数据发布的清单") && page.contains("清单中的 旧题"));
}

#[test]
fn every_link_of_every_page_leads_somewhere_and_pages_are_small() {
    let fixture = Fixture::new(Language::En);
    for cadence in [Cadence::Monthly, Cadence::Weekly, Cadence::Daily] {
        is_self_contained(&render(&fixture.review(cadence), None).unwrap());
    }
    let pages = pages(&fixture.review(Cadence::Monthly));
    let topics = pages.keys().filter(|path| path.starts_with("topics/")).count();
    assert_eq!(topics, 14, "{:?}", pages.keys());
}

#[test]
fn pages_can_be_read_by_ear_and_by_keyboard() {
    for language in [Language::En, Language::Zh] {
        let fixture = Fixture::new(language);
        let mut all = pages(&fixture.report());
        for (cadence, name) in [(Cadence::Monthly, "month"), (Cadence::Weekly, "week")] {
            let of_cadence = pages(&fixture.review(cadence)).into_iter();
            all.extend(of_cadence.map(|(path, page)| (format!("{name}: {path}"), page)));
        }
        for (path, page) in all {
            let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
            let mut level = 0;
            for rest in body.split("<h").skip(1) {
                let Some(next) = rest.chars().next().and_then(|c| c.to_digit(10)) else { continue };
                assert!(next <= level + 1, "{path}: h{next} after h{level}");
                level = next;
            }
            assert_eq!(body.matches("<h1").count(), 1, "{path}");
            let heads = body.split("<th").skip(1).filter(|rest| !rest.starts_with("ead"));
            heads.for_each(|head| {
                assert!(head.split('>').next().unwrap().contains("scope="), "{path}: {head:.60}")
            });
            let images = body.split("<img").skip(1);
            images.for_each(|image| {
                let tag = image.split('>').next().unwrap();
                assert!(tag.contains("alt=\"") && !tag.contains("alt=\"\""), "{path}: {tag}");
            });
            let ids = attributes(body, "id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: ids twice");
        }
    }
}

#[test]
fn hostile_names_are_inert_on_every_page() {
    let mut fixture = Fixture::new(Language::En);
    let long = "long".repeat(2500);
    let names =
        ["<script>alert(1)</script>", "a\u{202E}b", long.as_str(), "🚧 \"quoted\" 'x' &amp;"];
    for (i, name) in names.iter().enumerate() {
        fixture.topics[i].title = (*name).to_owned();
        fixture.panel.areas[1 + i].name = (*name).to_owned();
        let category = fixture.topics[i].categories[0].0 as usize;
        fixture.panel.categories[category].name = (*name).to_owned();
        fixture.topics[i].examples = vec![(*name).to_owned()];
        fixture.leads.insert(fixture.topics[i].topic_id.clone(), ((*name).to_owned(), 0.5));
    }
    fixture.monitoring =
        crate::report::fixture::monitoring(&fixture.panel, &fixture.topics[..14], Language::En);
    let pages = pages(&fixture.review(Cadence::Monthly));
    assert!(pages["index.html"].contains("&lt;script&gt;alert(1)"));
    for (path, page) in &pages {
        assert!(!page.contains("<script>alert"), "{path}");
        assert!(!page.contains('\u{202E}'), "{path}");
        assert_eq!(page.matches("<script").count(), 1, "{path}");
    }
}

#[test]
fn the_english_pages_have_no_chinese_of_their_own() {
    let fixture = Fixture::new(Language::En);
    for (path, page) in pages(&fixture.review(Cadence::Monthly)) {
        let body = page.split("</style>").nth(1).unwrap();
        let chinese: String =
            body.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        assert_eq!(chinese, "", "{path}");
        assert!(!page.contains("{n}") && !page.contains("NaN"), "{path}");
    }
}

#[test]
fn a_month_without_topics_or_answers_says_so() {
    let mut fixture = Fixture::new(Language::En);
    fixture.topics.clear();
    fixture.findings.clear();
    fixture.review = crate::monitor::Review::default();
    fixture.monitoring = crate::report::fixture::monitoring(&fixture.panel, &[], Language::En);
    let page = bulletin(&fixture.review(Cadence::Monthly));
    assert!(page.contains("No topic is under way this month"));
    assert!(page.contains("No measure has a start day"));
    assert!(page.contains("Nothing rose beyond chance"));
    let mut fixture = Fixture::new(Language::En);
    fixture.panel.available = crate::panel::Available::default();
    let page = bulletin(&fixture.review(Cadence::Monthly));
    assert!(page.matches("not in this data").count() >= 3 * 14);
}

#[test]
fn a_year_checks_up_on_its_topics_and_has_a_page_for_each_unit() {
    let fixture = Fixture::new(Language::En);
    let report = fixture.report();
    let pages = pages(&report);
    let index = &pages["index.html"];
    let fell = fixture.checkup.iter().filter(|row| row.yoy().is_some_and(|yoy| yoy < 0.0)).count();
    let says = format!("Of 14 topics, {fell} had fewer demands than the year before");
    assert!(index.contains(&says), "{says}");
    for row in &fixture.checkup {
        let figures = [count(row.orders), format::change(row.yoy())];
        for figure in figures {
            assert!(index.contains(&format!(">{figure}<")), "{}: {figure}", row.title);
        }
        assert!(index.contains(&format!("{} of {}<", row.months_fell, row.months_compared)));
    }
    // A district's page says what the year's months of the table add up to.
    let district = crate::panel::AreaId(1);
    let rows = fixture.review.areas.iter().filter(|row| row.area == district);
    let orders: u64 = rows.filter_map(|row| row.rates.orders).sum();
    let name = &fixture.panel.area(district).name;
    let is_its = |page: &&String| page.contains(&format!("<h1>{name}</h1>"));
    let page = pages.values().find(is_its).expect("a page");
    assert!(page.contains(&format!("{} demands this year", count(orders))), "{orders}");
    assert!(!page.contains("this month") && !page.contains("This month"));
    let unit = pages.values().find(|page| page.contains("<h1>Water Works</h1>")).expect("a page");
    assert!(unit.contains("Received this year and due") && unit.contains(">12,000<"));
    is_self_contained(&render(&report, None).unwrap());
    let mut unlisted = report;
    unlisted.checkup = &[];
    assert!(bulletin(&unlisted).contains("there is nothing to check up on"));
}

#[test]
fn a_month_says_what_was_expected_what_usually_comes_and_what_crossed_a_line() {
    let mut fixture = Fixture::new(Language::En);
    // The forecast of the fixture is of November; its December is not over.
    let page = bulletin(&fixture.review(Cadence::Monthly));
    assert!(page.contains("The data of this month is incomplete: earlier forecasts are not"));
    fixture.panel.months.last_mut().unwrap().complete = true;
    let page = bulletin(&fixture.review(Cadence::Monthly));
    assert!(page.contains("No earlier bulletin has forecast this month"));
    let scores = &mut fixture.review.scores;
    assert_eq!(scores.len(), 1);
    scores[0].month = fixture.panel.months.last().unwrap().month;
    let orders = count(scores[0].orders);
    assert!(!scores[0].held, "far more than a hundred came");
    let page = bulletin(&fixture.review(Cadence::Monthly));
    assert!(page.contains("Of 1 forecasts of Dec 2024, 0 held; of all 1 checked so far 0% did"));
    assert!(page.contains("by 2024-10") && page.contains("above the range"));
    assert!(page.contains(&format!(">{orders}<")));
    // Every usual peak of the fixture is on the page with its years.
    let peaks = &fixture.review.usual_peaks;
    assert!(!peaks.is_empty());
    for peak in peaks.iter().take(3) {
        let (year, seen) = peak.seen[0];
        assert!(page.contains(&format!("{year}: {}", count(seen.into()))), "{peak:?}");
    }
    assert!(page.contains("one year only: needs a second year"));
    let crossed = &fixture.review.quadrants[0];
    let lines = format!(
        "The lines: {} demands, satisfaction {}.",
        format::expected(Some(crossed.orders_line)),
        format::rate(Some(crossed.rate_line))
    );
    assert!(page.contains(&lines), "{lines}");
}

#[test]
fn a_day_lists_what_is_overdue() {
    let mut fixture = Fixture::new(Language::En);
    let page = bulletin(&fixture.review(Cadence::Daily));
    assert!(page.contains("Past their deadline and open: 240 demands; most at Water Works (240)"));
    assert!(page.contains("As of 5 Jan 2025, demands received in the last twelve months"));
    let week = bulletin(&fixture.review(Cadence::Weekly));
    assert!(!week.contains("Past their deadline and open"));
    fixture.review.deadlines.clear();
    fixture.review.deadline_totals.clear();
    let page = bulletin(&fixture.review(Cadence::Daily));
    assert!(page.contains("Deadlines are not in this data"));
}

#[test]
fn a_week_tells_what_broke_out_and_what_moved_and_a_day_whether_the_feed_is_whole() {
    let fixture = Fixture::new(Language::En);
    let week = bulletin(&fixture.review(Cadence::Weekly));
    assert!(week.contains("Weekly analysis") && week.contains("week 52 of 2024"));
    assert!(week.contains("What moved") && week.contains("+99.0%") && week.contains("from 207"));
    assert!(week.contains("16,100 demands came in (usually about 15,870); the data is complete."));
    let mut day = fixture.review(Cadence::Daily);
    day.feed = Some(crate::report::Feed { orders: 100, usual: 300.0, covered: 0.4 });
    let page = bulletin(&day);
    assert!(page.contains("Daily report") && page.contains("29 Dec 2024"));
    assert!(page.contains("it covers 40.0% of the usual demand"));
    assert!(!page.contains("What moved") && !page.contains("Proposed"));
}
