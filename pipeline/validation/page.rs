//! One self-contained page: tables, and three plots as inline SVG.

use super::Request;
use super::figures::{Figure, RATES};

/// Improved Farrington (delta) of R `surveillance` 1.20.3 on the same 42 scenarios, other draws: FPR, POD, F1.
const R_FARRINGTON: [(f64, f64, f64); 3] = [(0.01, 0.519, 0.352), (0.02, 0.614, 0.390), (0.05, 0.707, 0.378)];

/// Plot size and margin, in pixels.
const SIZE: (f64, f64, f64) = (420.0, 320.0, 48.0);

/// The whole page.
pub(super) fn page(request: &Request, figures: &[Figure]) -> String {
    let mut body = String::new();
    body.push_str(&format!(
        "<h1>How good the finders are</h1>\n<p>Version {}, {}. Detectors with their defaults on labelled benchmark \
         series: 42 scenarios of Noufaily et al. 2013, and areas × categories with planted spikes and city-wide waves. \
         Flags are set at the exact share of quiet weeks (FPR) named; POD is the share of outbreaks flagged at least \
         once; F1 counts weeks; delay is in weeks, of the outbreaks found.</p>\n",
        escape(&request.version),
        request.date
    ));
    body.push_str("<h2>Outbreaks in series with years of history</h2>\n");
    body.push_str(&detection_table(figures));
    body.push_str(&roc(figures));
    body.push_str(
        "<h2>Calibration</h2>\n<p>Share of quiet weeks with a p-value at or under the level asked for.</p>\n",
    );
    body.push_str(&calibration_table(figures));
    body.push_str(&calibration(figures));
    body.push_str("<h2>Local spikes</h2>\n");
    body.push_str(&simple_table(figures, "local"));
    body.push_str(
        "<h2>False discoveries</h2>\n<p>Benjamini–Hochberg over all scored cells and weeks: how many pass, and the share \
         of them where nothing was planted (the week after a spike and lasting steps count as nothing).</p>\n",
    );
    body.push_str(&simple_table(figures, "discoveries"));
    if figures.iter().any(|figure| figure.table == "persistence") {
        body.push_str("<h2>Persistent cells</h2>\n");
        body.push_str(&simple_table(figures, "persistence"));
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Validation</title><style>{STYLE}</style>\
         </head><body>\n{body}</body></html>\n"
    )
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.25rem .7rem;border-bottom:1px solid #ddd;text-align:right}\
td:first-child,th:first-child{text-align:left}svg text{font:12px sans-serif;fill:#333}";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn value(figures: &[Figure], table: &str, group: &str, at: f64, name: &str) -> Option<f64> {
    let is = |figure: &&Figure| {
        figure.table == table && figure.group == group && figure.at == Some(at) && figure.name == name
    };
    figures.iter().find(is).map(|figure| figure.value)
}

/// Groups of a table in the order of the figures.
fn groups<'a>(figures: &'a [Figure], table: &str) -> Vec<&'a str> {
    let mut groups: Vec<&str> = Vec::new();
    for figure in figures.iter().filter(|figure| figure.table == table) {
        if !groups.contains(&figure.group.as_str()) {
            groups.push(&figure.group);
        }
    }
    groups
}

fn cell(number: Option<f64>) -> String {
    number.map_or_else(|| "<td>–</td>".to_owned(), |number| format!("<td>{number:.3}</td>"))
}

fn detection_table(figures: &[Figure]) -> String {
    const NAMES: [&str; 4] = ["pod", "f1", "fpr", "delay_weeks"];
    let mut rows = String::from(
        "<table><tr><th>Group</th><th>at FPR</th><th>POD</th><th>F1</th><th>own FPR</th><th>delay</th></tr>\n",
    );
    for rate in RATES {
        for group in groups(figures, "detection") {
            let cells: String = NAMES.map(|name| cell(value(figures, "detection", group, rate, name))).concat();
            rows.push_str(&format!("<tr><td>{group}</td><td>{}%</td>{cells}</tr>\n", rate * 100.0));
        }
        for (_, pod, f1) in R_FARRINGTON.iter().filter(|(at, ..)| *at == rate) {
            rows.push_str(&format!(
                "<tr><td>R, improved Farrington, on another draw of the scenarios</td><td>{}%</td><td>{pod:.3}</td><td>{f1:.3}</td><td>–</td><td>–</td></tr>\n",
                rate * 100.0
            ));
        }
    }
    rows.push_str("</table>\n");
    rows
}

fn calibration_table(figures: &[Figure]) -> String {
    let levels = [0.001, 0.01, 0.05];
    let head: String = levels.map(|level| format!("<th>{}%</th>", level * 100.0)).concat();
    let mut rows = format!("<table><tr><th>Group</th>{head}</tr>\n");
    for group in groups(figures, "calibration") {
        let share = |level| value(figures, "calibration", group, level, "fpr");
        let cells: String = levels
            .map(|level| share(level).map_or_else(String::new, |v| format!("<td>{:.2}%</td>", v * 100.0)))
            .concat();
        rows.push_str(&format!("<tr><td>{group}</td>{cells}</tr>\n"));
    }
    rows.push_str("</table>\n");
    rows
}

fn simple_table(figures: &[Figure], table: &str) -> String {
    let mut rows = String::from("<table><tr><th>Figure</th><th>at</th><th>value</th></tr>\n");
    for figure in figures.iter().filter(|figure| figure.table == table) {
        let at = figure.at.map_or_else(|| "–".to_owned(), |at| format!("{}%", at * 100.0));
        let name = figure.name.replace('_', " ");
        rows.push_str(&format!("<tr><td>{name}</td><td>{at}</td><td>{:.3}</td></tr>\n", figure.value));
    }
    rows.push_str("</table>\n");
    rows
}

/// POD against FPR on a logarithmic axis, R's three points beside it.
fn roc(figures: &[Figure]) -> String {
    let points: Vec<(f64, f64)> = figures
        .iter()
        .filter(|figure| figure.table == "roc")
        .filter_map(|figure| Some((figure.at?, figure.value)))
        .collect();
    let place = |(rate, pod): (f64, f64)| (decades(rate, 2.0), pod);
    let line: Vec<(f64, f64)> = points.into_iter().map(place).collect();
    let others: Vec<(f64, f64)> = R_FARRINGTON.iter().map(|&(rate, pod, _)| place((rate, pod))).collect();
    plot(
        "False-positive rate",
        "Share of outbreaks found",
        &line,
        &others,
        "○ R, improved Farrington, on another draw",
        &["0.1%", "1%", "10%"],
    )
}

/// Realised against nominal level, both logarithmic; the diagonal is perfect.
fn calibration(figures: &[Figure]) -> String {
    let shares = figures.iter().filter(|figure| figure.table == "calibration" && figure.group == "all");
    let place = |figure: &Figure| Some((decades(figure.at?, 2.0), decades(figure.value.max(1e-3), 2.0)));
    let line: Vec<(f64, f64)> = shares.filter_map(place).collect();
    let diagonal: Vec<(f64, f64)> = (0..=20).map(|i| (f64::from(i) / 20.0, f64::from(i) / 20.0)).collect();
    plot("Level asked for", "Share flagged", &line, &diagonal, "○ exact", &["0.1%", "1%", "10%"])
}

/// Position in [0, 1] of a rate between 0.1% and this many decades above.
fn decades(rate: f64, decades: f64) -> f64 {
    (rate / 1e-3).log10() / decades
}

/// A line with dots and a set of rings, both in unit coordinates.
fn plot(x: &str, y: &str, line: &[(f64, f64)], rings: &[(f64, f64)], legend: &str, ticks: &[&str]) -> String {
    let (width, height, margin) = SIZE;
    let at = |(u, v): (f64, f64)| (margin + u * (width - 2.0 * margin), height - margin - v * (height - 2.0 * margin));
    let path: Vec<String> = line.iter().map(|&point| at(point)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let dots = line
        .iter()
        .map(|&point| at(point))
        .map(|(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"#06c\"/>"));
    let rings = rings
        .iter()
        .map(|&point| at(point))
        .map(|(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"none\" stroke=\"#888\"/>"));
    let marks: String = dots.chain(rings).collect();
    let (left, bottom) = at((0.0, 0.0));
    let (right, top) = at((1.0, 1.0));
    let labels: String = ticks
        .iter()
        .enumerate()
        .map(|(i, tick)| {
            let (x, _) = at((i as f64 / (ticks.len() - 1).max(1) as f64, 0.0));
            format!("<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>", bottom + 16.0)
        })
        .collect();
    format!(
        "<svg width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{y} by {x}\">\
         <path d=\"M{left:.1},{top:.1} V{bottom:.1} H{right:.1}\" fill=\"none\" stroke=\"#444\"/>\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#06c\"/>{marks}{labels}\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{x}</text><text x=\"4\" y=\"16\">{y}; ● yiti {legend}</text></svg>\n",
        path.join(" "),
        0.5 * (left + right),
        bottom + 34.0
    )
}
