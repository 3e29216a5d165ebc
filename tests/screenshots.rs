//! Pages of the sample as pictures, beside those that are kept in `tests/screenshots`.
//!
//! `YITI_KEEP_SCREENSHOTS=1 cargo test --test it screenshots` keeps those of today: after pages
//! changed on purpose, and after a look at them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pictures::{Distance, Picture};
use crate::site::{browser, skipped};
use crate::support::{config, yiti_ok};

/// A page: the picture's name, language, period, and the page or the first link to one in the
/// period's first page.
const PAGES: [(&str, &str, &str, &str); 7] = [
    ("year_zh", "zh", "2024", "index.html"),
    ("year_en", "en", "2024", "index.html"),
    ("topic_zh", "zh", "2024", "topics/"),
    ("district_en", "en", "2024", "districts/"),
    ("where_when_en", "en", "2024", "where_when.html"),
    ("month_zh", "zh", "2024-11", "index.html"),
    ("week_en", "en", "2024-W50", "index.html"),
];

/// How far a page may be from its kept picture, as whole, in 64 px and in 192 px, measured on these
/// pages. Drawn again, a page is 0 away; with other figures in it, 0.002 and 0.7 in 64 px at most.
/// The same fonts break lines alike, so that is left to how one Chromium or another smooths
/// letters. The least of the planted faults, a paragraph of the week that runs out of the page, is
/// 0.07 and 8.3 in 64 px away.
const SAME_FONTS: (f64, f64, f64) = (0.05, 3.0, 3.0);

/// Other fonts break lines elsewhere: Roboto with Noto Sans CJK, and Liberation Sans with WenQuanYi
/// Micro Hei, are up to 0.46 and 11.7 in 192 px away from DejaVu Sans with WenQuanYi, which drew
/// what is kept. A page without its style is 0.70 away at least, a year without its chart 34 in
/// 192 px; less than that no other font tells from its own doing.
const OTHER_FONTS: (f64, f64, f64) = (0.6, f64::INFINITY, 16.0);

fn is_within(distance: Distance, (whole, in_64_px, in_192_px): (f64, f64, f64)) -> bool {
    distance.whole <= whole && distance.in_64_px <= in_64_px && distance.in_192_px <= in_192_px
}

/// The sample city's reports, of which pages are taken.
fn publish(folder: &Path) {
    let sample = folder.join("sample");
    let to = sample.to_str().unwrap();
    yiti_ok(&["sample", to, "--orders", "30000", "--years", "2023,2024", "--seed", "5"]);
    let chinese = fs::read_to_string(config("sample")).unwrap();
    let english = chinese.replace("\"zh\"", "\"en\"").replace("样例城市", "Sample city");
    for (language, text) in [("zh", chinese), ("en", english)] {
        let config = sample.join(format!("{language}.toml"));
        fs::write(&config, text).unwrap();
        let output = folder.join(language);
        let mut periods: Vec<&str> =
            PAGES.iter().filter(|page| page.1 == language).map(|page| page.2).collect();
        periods.dedup();
        for period in periods {
            let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
            yiti_ok(&["run", "--config", config, "--output", to, "--period", period]);
        }
    }
}

/// Where a page lies.
fn page(folder: &Path, (_, language, period, name): (&str, &str, &str, &str)) -> PathBuf {
    let published = folder.join(language).join(period);
    if !name.ends_with('/') {
        return published.join(name);
    }
    let first = fs::read_to_string(published.join("index.html")).unwrap().replace("&#x2f;", "/");
    let links = first.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    published.join(links.into_iter().find(|link| link.starts_with(name)).unwrap())
}

/// Pictures of pages; `None` where this machine cannot take any, which is said.
fn pictures(test: &str, pages: &[PathBuf], folder: &Path) -> Option<Vec<Picture>> {
    let Some(browser) = browser() else {
        skipped(test, "there is no Chromium (YITI_CHROMIUM names one)");
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site_pictures.mjs");
    let taken: Vec<PathBuf> = (0..pages.len()).map(|at| folder.join(format!("{at}.png"))).collect();
    let jobs = pages.iter().zip(&taken).flat_map(|(page, picture)| [page, picture]);
    let output = match Command::new("node").arg(script).arg(browser).args(jobs).output() {
        Err(error) => {
            skipped(test, &format!("Node cannot be started: {error}"));
            return None;
        }
        Ok(output) => output,
    };
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.code() == Some(77) {
        skipped(test, &said);
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(taken.iter().map(|path| Picture::of_screenshot(path, &said)).collect())
}

/// A fault, and the pages whose pictures must show it.
type Fault = (&'static str, fn(&str) -> String, &'static [&'static str]);

const FAULTS: [Fault; 6] = [
    (
        "no style",
        |page| cut(page, "<style>", "</style>"),
        &["year_zh", "year_en", "topic_zh", "district_en", "where_when_en", "month_zh", "week_en"],
    ),
    ("no chart", |page| cut(page, "<img src=\"charts", ">"), &["year_zh", "year_en"]),
    (
        "a chart that cannot be read",
        |page| page.replacen(".svg\"", ".sv\"", 1),
        &["year_zh", "year_en", "topic_zh", "where_when_en", "month_zh"],
    ),
    (
        "no section",
        |page| cut(page, "<h2", "<h2"),
        &["year_zh", "year_en", "topic_zh", "district_en", "where_when_en", "month_zh", "week_en"],
    ),
    (
        "text out of its column",
        |page| page.replacen("</style>", "p, li, td, th { white-space: nowrap }</style>", 1),
        &["year_zh", "year_en", "topic_zh", "district_en", "month_zh", "week_en"],
    ),
    (
        "lines over lines",
        |page| page.replacen("</style>", "p, td, li { line-height: .5 !important }</style>", 1),
        &["year_zh", "year_en", "topic_zh", "district_en", "where_when_en", "month_zh", "week_en"],
    ),
];

/// A page without what begins with one mark, up to the next other.
fn cut(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).unwrap();
    let rest = &page[start + from.len()..];
    let end = rest.find(to).unwrap();
    let after = if from == to { &rest[end..] } else { &rest[end + to.len()..] };
    page[..start].to_owned() + after
}

#[test]
fn pages_look_like_their_kept_screenshots_and_planted_faults_do_not() {
    let test = "pages_look_like_their_kept_screenshots_and_planted_faults_do_not";
    if browser().is_none() {
        skipped(test, "there is no Chromium (YITI_CHROMIUM names one)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    publish(folder.path());
    let pages = PAGES.map(|one| page(folder.path(), one));
    let Some(today) = pictures(test, &pages, folder.path()) else { return };
    let kept_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots");
    let kept_at = |name: &str| kept_in.join(format!("{name}.png"));
    if std::env::var_os("YITI_KEEP_SCREENSHOTS").is_some() {
        PAGES.iter().zip(&today).for_each(|(page, picture)| picture.keep(&kept_at(page.0)));
    }
    for ((name, ..), picture) in PAGES.iter().zip(&today) {
        let kept = Picture::kept(&kept_at(name)).expect("YITI_KEEP_SCREENSHOTS=1 keeps a first");
        let has_same_fonts = kept.fonts == picture.fonts;
        let tolerance = if has_same_fonts { SAME_FONTS } else { OTHER_FONTS };
        if !has_same_fonts {
            skipped(test, &format!("{name}, but for what no font explains: other fonts"));
        }
        let distance = kept.distance(picture);
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        picture.keep(&new);
        assert!(
            is_within(distance, tolerance),
            "{name} differs from {}, most at {} px: {distance:?}; it is {}. Was it meant to, look \
             at it and set YITI_KEEP_SCREENSHOTS=1",
            kept_at(name).display(),
            distance.at_px,
            new.display()
        );
    }

    planted_faults_are_seen(test, &pages, &today, folder.path());
    another_font_is_no_fault(test, &pages, &today, folder.path());
}

/// Writes a changed page beside the page, where its charts are.
fn changed(page: &Path, name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let text = fs::read_to_string(page).unwrap().replace("&#x2f;", "/");
    let own_name = page.file_name().unwrap().to_string_lossy();
    let path = page.with_file_name(format!("{name}_{own_name}"));
    fs::write(&path, change(&text)).unwrap();
    path
}

/// What the comparison is for: each fault, on each page that has where it could be.
fn planted_faults_are_seen(test: &str, pages: &[PathBuf], today: &[Picture], folder: &Path) {
    let mut faulty = Vec::new();
    for (number, (fault, plant, on)) in FAULTS.iter().enumerate() {
        for (at, (name, ..)) in PAGES.iter().enumerate().filter(|(_, page)| on.contains(&page.0)) {
            let path = changed(&pages[at], &number.to_string(), plant);
            faulty.push((*fault, *name, at, path));
        }
    }
    let planted: Vec<PathBuf> = faulty.iter().map(|fault| fault.3.clone()).collect();
    let Some(planted) = pictures(test, &planted, folder) else { return };
    for ((fault, name, at, _), picture) in faulty.iter().zip(&planted) {
        let distance = today[*at].distance(picture);
        assert!(!is_within(distance, SAME_FONTS), "{fault} on {name} is not seen: {distance:?}");
        if ["no style", "no chart"].contains(fault) {
            let is_seen = !is_within(distance, OTHER_FONTS);
            assert!(is_seen, "{fault} on {name} passes for another font: {distance:?}");
        }
    }
}

/// And what it is not for: letters of another shape, a figure that changed.
fn another_font_is_no_fault(test: &str, pages: &[PathBuf], today: &[Picture], folder: &Path) {
    let sans = "body { font-family: \"Liberation Sans\", Arial, Helvetica, sans-serif !important \
                }</style>";
    let other_font = |text: &str| text.replacen("</style>", sans, 1);
    let other_figures = |text: &str| text.replace("17 ", "16 ").replace("5.", "6.");
    let changes: Vec<PathBuf> = pages
        .iter()
        .flat_map(|page| {
            [changed(page, "font", other_font), changed(page, "figures", other_figures)]
        })
        .collect();
    let Some(pictures) = pictures(test, &changes, folder) else { return };
    for (at, picture) in pictures.iter().enumerate() {
        let (name, distance) = (PAGES[at / 2].0, today[at / 2].distance(picture));
        let (what, tolerance) =
            [("another font", OTHER_FONTS), ("a changed figure", SAME_FONTS)][at % 2];
        assert!(is_within(distance, tolerance), "{name}: {what} is {distance:?} away");
    }
}
