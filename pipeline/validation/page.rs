//! One self-contained page: tables, and two plots as inline SVG.

mod tables;

use super::Request;
use super::effects;
use super::figures::Figure;
use super::list;
use super::plot::{Axes, Line, Look, plot};
use tables::{
    Figures, calibration_table, detection_table, discoveries_table, persistence_table, rare_table,
    short_table, simple_table,
};

/// Improved Farrington (delta) of R `surveillance` 1.20.3 on other draws of the same 42 scenarios:
/// FPR, POD, F1.
const R_FARRINGTON: [(f64, f64, f64); 3] =
    [(0.01, 0.519, 0.352), (0.02, 0.614, 0.390), (0.05, 0.707, 0.378)];

const OURS: &str = "yiti";
const FARRINGTON: &str = "improved Farrington, same series";
const R_ELSEWHERE: &str = "improved Farrington in R, another draw of the scenarios";

/// The whole page.
pub(super) fn page(request: &Request, figures: &[Figure]) -> String {
    let figures = Figures(figures);
    let sections: [(&str, &str, String); 9] = [
        (
            "Outbreaks in series with years of history · 多年历史的突增",
            "Flags are set at the exact share of quiet weeks (FPR) named, over all scenarios. POD: \
             share of outbreaks flagged at least once. F1 counts weeks. Delay: weeks to the first \
             flag, of the outbreaks found. 在同样的误报率下比较。",
            detection_table(&figures),
        ),
        ("Outbreaks found against false alarms · 检出率与误报率", "", roc(&figures)),
        (
            "Calibration · 校准",
            "Share of quiet weeks with a p-value at or under the level asked for: whoever asks for \
             1% should get 1%. 要求1%的误报，实际是多少。",
            calibration_table(&figures) + &calibration(&figures),
        ),
        (
            "Short histories · 历史不足两年",
            "The same series, cut to so many weeks before the first week that counts; POD, F1 and \
             delay at an FPR of 2%.",
            short_table(&figures),
        ),
        (
            "Local spikes · 局部突增",
            "Areas × categories. Share of planted spikes found at 1% of quiet cells, and share of \
             cells flagged in weeks of a wave over the whole city or several areas, which should \
             set off none of them.",
            simple_table(&figures, "local"),
        ),
        (
            "False discoveries · 误报占比",
            "Benjamini–Hochberg over all cells and weeks at the level named; neighbouring weeks \
             are one finding. A step is a level that changed and stayed: no spike, but no false \
             alarm either, and until the past has caught up a step stays in the list. Both shares \
             lie above the level asked for: far out in the tail the p-values of sparse, scattered \
             cells are too small, so read the level as an order of magnitude. 误报占比按发现计，水平持久变化单列；\
             实际占比高于要求的水平。",
            discoveries_table(&figures),
        ),
        (
            "Persistent cells · 长期高频",
            "Cells marked persistent by the default rule, against those planted. First 60 areas × \
             40 categories, cells with at least 3 orders expected a month. Then 343 × 350, by how \
             many orders are expected a month: the median cell expects less than one. What lies \
             between persistent and not counts for neither. 默认规则判定与真实情况对比；第二张表按每月应有件数分层，介于两者之间的不计。",
            persistence_table(&figures) + &rare_table(&figures),
        ),
        (effects::HEADING[0], effects::HEADING[1], effects::table(figures.0)),
        (list::HEADING[0], list::HEADING[1], list::tables(figures.0)),
    ];
    let body: String = sections
        .iter()
        .filter(|(.., content)| !content.is_empty())
        .map(|(title, text, content)| format!("<h2>{title}</h2>\n<p>{text}</p>\n{content}"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Validation</\
         title><style>{STYLE}</style></head><body>\n<h1>How good the finders are · 方法检验</h1>\n\
         <p>Version {}, {}. Detectors with their defaults on labelled benchmark series: 42 \
         scenarios of Noufaily et al. 2013, and areas × categories with planted spikes, waves and \
         lasting steps. Thresholds of the methods were chosen on these very series: expect a \
         little less elsewhere.</p>\n{body}</body></html>\n",
        escape(&request.version),
        request.date
    )
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
                     color:#222}table{border-collapse:collapse;margin:1rem 0}td,\
                     th{padding:.2rem .7rem;border-bottom:1px solid #ddd;\
                     text-align:right}td:first-child,th:first-child,.name{text-align:left}tr.all \
                     td{font-weight:600}svg text{font:12px sans-serif;fill:#333}";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// POD against FPR on a logarithmic axis.
fn roc(figures: &Figures<'_>) -> String {
    let points = |table: &str| {
        let of_table = figures.0.iter().filter(|figure| figure.table == table);
        of_table.filter_map(|figure| Some((decades(figure.at?), figure.value))).collect()
    };
    let elsewhere = R_FARRINGTON.iter().map(|&(rate, pod, _)| (decades(rate), pod)).collect();
    let axes = Axes {
        x: "False-positive rate",
        y: "Share of outbreaks found",
        x_ticks: rate_ticks(),
        y_ticks: (0..=5)
            .map(|fifth| (f64::from(fifth) / 5.0, format!("{}%", 20 * fifth)))
            .collect(),
    };
    let lines = [
        Line { name: OURS, points: points("roc"), look: Look::Main },
        Line { name: FARRINGTON, points: points("farrington_roc"), look: Look::Other },
        Line { name: R_ELSEWHERE, points: elsewhere, look: Look::Points },
    ];
    plot(&axes, &lines)
}

/// Realised against nominal level, both logarithmic.
fn calibration(figures: &Figures<'_>) -> String {
    let points = |table: &str| {
        let shares =
            figures.0.iter().filter(|figure| figure.table == table && figure.group == "all");
        shares
            .filter_map(|figure| {
                Some((decades(figure.at?), decades(figure.value.clamp(1e-3, 0.1))))
            })
            .collect()
    };
    let axes = Axes {
        x: "Level asked for",
        y: "Share flagged",
        x_ticks: rate_ticks(),
        y_ticks: rate_ticks(),
    };
    let lines = [
        Line { name: OURS, points: points("calibration"), look: Look::Main },
        Line { name: FARRINGTON, points: points("farrington_calibration"), look: Look::Other },
        Line { name: "exact", points: vec![(0.0, 0.0), (1.0, 1.0)], look: Look::Guide },
    ];
    plot(&axes, &lines)
}

fn rate_ticks() -> Vec<(f64, String)> {
    [(0.001, "0.1%"), (0.01, "1%"), (0.1, "10%")]
        .map(|(rate, label)| (decades(rate), label.to_owned()))
        .to_vec()
}

/// Position in [0, 1] of a rate between 0.1% and 10%.
fn decades(rate: f64) -> f64 {
    (rate / 1e-3).log10() / 2.0
}
