mod review;

use std::collections::BTreeSet;

use super::fixture::Fixture;
use super::*;
use crate::language::Language;
use crate::panel::{Available, Panel};

/// All pages of the year, the first one first.
fn page_of(language: Language, change: impl FnOnce(&mut Fixture)) -> String {
    let mut fixture = Fixture::new(language);
    change(&mut fixture);
    site(&fixture.report())
}

/// All pages of a report, the first one first. Without PNGs: drawing them takes longer than all
/// else.
fn site(report: &Report<'_>) -> String {
    let (pages, _) = site::compose(report).unwrap();
    pages.into_iter().map(|page| String::from_utf8(page.bytes).unwrap()).collect()
}

/// Values of an attribute.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    page.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&#x2f;", "/"))
        .collect()
}

/// Insists that every link and image of every page is among the files, that pages are small, and
/// that nothing is fetched.
fn is_self_contained(rendered: &Rendered) {
    let files: BTreeSet<&str> = rendered.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files.len(), rendered.files.len(), "no path twice");
    let text = |path: &str| {
        let file = rendered.files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    for path in files.iter().filter(|path| path.ends_with(".html")) {
        let page = text(path);
        let most = if *path == "index.html" { 150_000 } else { 500_000 };
        assert!(page.len() < most, "{path}: {} bytes", page.len());
        assert!(!page.contains("http://") && !page.contains("https://"), "{path}");
        assert_eq!(page.matches("<script").count(), 1, "{path}: only that of the tables");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in attributes(&page, "href").into_iter().chain(attributes(&page, "src")) {
            let (target, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match target.strip_prefix("../") {
                _ if target.is_empty() => (*path).to_owned(),
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() => target.to_owned(),
                None => format!("{folder}/{target}"),
            };
            assert!(files.contains(target.as_str()), "{path}: {link}");
            let ids = || attributes(&text(&target), "id");
            assert!(anchor.is_empty() || ids().iter().any(|id| id == anchor), "{path}: {link}");
        }
    }
}

#[test]
fn the_folder_is_self_contained() {
    let rendered = render(&Fixture::new(Language::Zh).report(), Some(&Rasteriser::new())).unwrap();
    is_self_contained(&rendered);
    let count = |folder: &str| rendered.files.iter().filter(|f| f.path.starts_with(folder)).count();
    assert_eq!(count("topics/"), 14, "a page for each listed topic");
    assert!(count("charts/") > 60, "SVG and PNG");
}

#[test]
fn charts_come_without_pngs_and_tables_shorter_where_that_is_wanted() {
    let mut fixture = Fixture::new(Language::En);
    fixture.settings =
        ReportSettings { png: false, near_misses_shown: 1, findings_shown: 1, ..fixture.settings };
    let rendered = render(&fixture.report(), None).unwrap();
    let count =
        |ending: &str| rendered.files.iter().filter(|file| file.path.ends_with(ending)).count();
    assert_eq!((count(".png"), rendered.warnings.len()), (0, 0));
    assert!(count(".svg") > 20);
    let page = String::from_utf8(rendered.files[0].bytes.clone()).unwrap();
    assert!(page.contains(", as SVG;"));
    assert!(page_of(Language::En, |_| ()).contains(", as SVG and PNG;"));
    let shorter = |settings: ReportSettings| {
        page_of(Language::En, |fixture| fixture.settings = settings).len()
    };
    let whole = ReportSettings::default();
    assert!(
        shorter(ReportSettings { near_misses_shown: 1, ..whole.clone() }) < shorter(whole.clone())
    );
    assert!(shorter(ReportSettings { findings_shown: 1, ..whole.clone() }) < shorter(whole));
}

#[test]
fn both_languages_render_the_whole_page() {
    let [zh, en] = [Language::Zh, Language::En].map(|language| page_of(language, |_| ()));
    assert!(zh.contains("建议 2025 年办 14 个问题、8 个主题") && zh.contains("lang=\"zh-Hans\""));
    assert!(
        en.contains("Proposed for 2025: 14 problems in 8 themes") && en.contains("lang=\"en\"")
    );
    for page in [zh, en] {
        assert!(!page.contains('{') || !page.contains("{n}"), "a place was not filled");
        assert!(page.contains("&lt;script&gt;") && !page.contains("NaN"));
    }
}

#[test]
fn the_page_says_what_volume_alone_would_have_listed_and_what_changed() {
    let fixture = Fixture::new(Language::En);
    let frequent =
        fixture.candidates.iter().filter(|c| c.volume_rank.is_some_and(|rank| rank <= 14));
    let both =
        frequent.clone().filter(|c| c.status == crate::propose::CandidateStatus::Proposed).count();
    let left = frequent.count() - both;
    let page = page_of(Language::En, |_| ());
    let answer = format!(
        "Of the 14 most frequent topics, {both} are on the proposed list and {left} are not."
    );
    assert!(left > 0 && page.contains(&answer), "{answer}");
    assert!(
        page.contains("Against the proposal of 2023: 1 entered, 1 left, 1 moved, 12 unchanged.")
    );
    let first = page_of(Language::Zh, |fixture| fixture.changes.changes.clear());
    assert!(first.contains("新列入 0 个") && first.contains("为什么不直接选最多的？"));
}

#[test]
fn the_english_pages_have_no_chinese_of_their_own() {
    let fixture = Fixture::new(Language::En);
    for file in site::compose(&fixture.report()).unwrap().0 {
        let page = String::from_utf8(file.bytes).unwrap();
        let body = page.split("</style>").nth(1).unwrap_or_default();
        let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        assert_eq!(body.chars().filter(is_chinese).collect::<String>(), "", "{}", file.path);
    }
}

#[test]
fn caveats_come_before_any_figure_but_the_answer() {
    let page = page_of(Language::Zh, |_| ());
    let caveat = page.find("2024-12 只计到 2024-12-29，不与其他月份比较").unwrap();
    assert!(caveat < page.find("class=\"tiles\"").unwrap() && caveat < page.find("<img").unwrap());
}

#[test]
fn what_the_data_lacks_is_said_and_never_zero() {
    let page = page_of(Language::En, |fixture| {
        fixture.panel.available = Available::default();
        fixture.review.quadrants.clear();
    });
    assert!(page.matches("not in this data").count() >= 3 * 14, "three rates on each of 14 cards");
    assert!(!page.contains("known answers, 95% interval"), "no rate without answers");
    assert!(page.contains("there is nothing to draw"));
}

#[test]
fn an_empty_year_still_makes_a_page() {
    let page = page_of(Language::Zh, |fixture| {
        fixture.panel = Panel { areas: fixture.panel.areas[..1].to_vec(), ..Panel::default() };
        fixture.places.clear();
        fixture.findings.clear();
        fixture.topics.clear();
        fixture.candidates.clear();
        fixture.proposal.clear();
        fixture.progress.clear();
        fixture.review = crate::monitor::Review::default();
        fixture.checkup.clear();
        fixture.caveats.clear();
        fixture.definitions.clear();
        fixture.rows = RowCounts { read: 1, ..RowCounts::default() };
    });
    assert!(page.contains("本期没有可以建议的问题") && page.contains("相差 1 行"));
    assert!(page.contains("无从体检"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let fixture = Fixture::new(Language::En);
    let composed = || render(&fixture.report(), None).unwrap();
    assert_eq!(composed(), composed());
}

#[test]
fn a_machine_without_chinese_fonts_is_told_once_what_to_do() {
    let message = ReportWarning::NoChineseFont.message(Language::En);
    assert!(message.contains("install a CJK font such as Noto Sans CJK SC"));
}

#[test]
fn a_year_tells_where_and_when_demands_come_in_words_too() {
    let fixture = Fixture::new(Language::En);
    let (pages, charts) = site::compose(&fixture.report()).unwrap();
    let page = pages.iter().find(|page| page.path == "where_when.html").unwrap();
    let page = String::from_utf8(page.bytes.clone()).unwrap();
    for name in
        ["pareto", "map", "districts_by_month", "categories_by_district", "hours_of_the_week"]
    {
        assert!(charts.iter().any(|chart| chart.name == name), "{name}");
        assert!(page.contains(&format!("charts&#x2f;{name}.svg")), "{name}: {page:.2000}");
    }
    let texts = attributes(&page, "alt");
    assert_eq!(texts.len(), 5);
    assert!(texts.iter().all(|text| text.split(". ").count() >= 2), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains('（') || text.contains('。')), "{texts:?}");

    // What the data does not have is left out, not drawn empty.
    let mut fixture = Fixture::new(Language::En);
    fixture.places.clear();
    fixture.week_hours = WeekHours { days: [52; 7], ..WeekHours::default() };
    fixture.week_hours.orders.iter_mut().for_each(|hours| hours[0] = 900);
    let (_, charts) = site::compose(&fixture.report()).unwrap();
    let has = |name: &str| charts.iter().any(|chart| chart.name == name);
    assert!(has("pareto") && !has("map") && !has("hours_of_the_week"));
}
