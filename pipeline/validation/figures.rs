//! Figures from scored benchmarks: detection at exact false-positive rates, calibration, local
//! spikes.

use super::benchmark::{CellLabel, LabelledCells, LabelledSeries, Planted};

/// False-positive rates of the tables.
pub(super) const RATES: [f64; 3] = [0.01, 0.02, 0.05];

/// False-positive rates of the ROC curve.
const ROC_RATES: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1];

/// Nominal levels of the calibration plot.
const LEVELS: [f64; 7] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1];

/// Scenarios of one mean level (θ) in the benchmark.
const GROUP_SCENARIOS: usize = 6;

/// Histories of the short-history table.
pub(super) const SHORT_WEEKS: [usize; 2] = [52, 104];

/// Tables of one detector: detection, ROC curve, calibration.
pub(super) type Tables = [&'static str; 3];

/// The harmonic detector.
pub(super) const OURS: Tables = ["detection", "roc", "calibration"];

/// The improved Farrington algorithm on the same series.
pub(super) const FARRINGTON: Tables =
    ["farrington_detection", "farrington_roc", "farrington_calibration"];

/// One number of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Which table it belongs to: `detection`, `roc`, `calibration` (each also as `farrington_…`),
    /// `short`, `local`,
    /// `discoveries`, `persistence`, `persistence_rare`, `effects`, `list`, `list_reliability`.
    pub table: &'static str,
    /// Which part of the benchmark: `all`, or a group.
    pub group: String,
    /// The rate or level at which it is taken; `None` where there is none.
    pub at: Option<f64>,
    /// `pod`, `f1`, `fpr`, `delay_weeks`, …
    pub name: &'static str,
    /// The number.
    pub value: f64,
}

/// F1 from precision and recall.
pub(super) fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// Detection by group, the ROC curve and calibration of the series.
pub(super) fn series_figures(
    series: &[LabelledSeries],
    scored: &[Vec<f64>],
    tables: Tables,
) -> Vec<Figure> {
    let [detection_table, roc, calibration] = tables;
    let mut figures = Vec::new();
    let groups = series.iter().map(group).max().map_or(0, |last| last + 1);
    let quiet = quiet(series, scored, None);
    for rate in RATES {
        let threshold = threshold(&quiet, rate);
        for group in std::iter::once(None).chain((0..groups).map(Some)) {
            let detection = detection(series, scored, group, rate, threshold);
            figures.extend(
                detection.into_iter().map(|figure| Figure { table: detection_table, ..figure }),
            );
        }
    }
    for rate in ROC_RATES {
        let detection = detection(series, scored, None, rate, threshold(&quiet, rate));
        let pod = detection.into_iter().filter(|figure| figure.name == "pod");
        figures.extend(pod.map(|figure| Figure { table: roc, ..figure }));
    }
    for group in std::iter::once(None).chain((0..groups).map(Some)) {
        let quiet = self::quiet(series, scored, group);
        for level in LEVELS {
            let value =
                quiet.iter().filter(|&&p| p <= level).count() as f64 / quiet.len().max(1) as f64;
            let group = name(group);
            figures.push(Figure { table: calibration, group, at: Some(level), name: "fpr", value });
        }
    }
    figures
}

/// Detection with little history, and the share of quiet weeks flagged when 1% is asked for.
pub(super) fn short_figures(
    series: &[LabelledSeries],
    scored: &[Vec<f64>],
    weeks: usize,
) -> Vec<Figure> {
    let quiet = quiet(series, scored, None);
    let nominal = quiet.iter().filter(|&&p| p <= 0.01).count() as f64 / quiet.len().max(1) as f64;
    let group = format!("{weeks} weeks");
    let at_two = detection(series, scored, None, 0.02, threshold(&quiet, 0.02));
    let figure = |figure: Figure| Figure { table: "short", group: group.clone(), ..figure };
    let nominal = Figure {
        table: "short",
        group: group.clone(),
        at: Some(0.01),
        name: "fpr_nominal",
        value: nominal,
    };
    at_two.into_iter().map(figure).chain([nominal]).collect()
}

fn group(series: &LabelledSeries) -> usize {
    series.scenario.saturating_sub(1) / GROUP_SCENARIOS
}

fn name(group: Option<usize>) -> String {
    group.map_or_else(
        || "all".to_owned(),
        |group| {
            format!("scenarios {}–{}", group * GROUP_SCENARIOS + 1, (group + 1) * GROUP_SCENARIOS)
        },
    )
}

/// p-values of the weeks without an outbreak, smallest first.
fn quiet(series: &[LabelledSeries], scored: &[Vec<f64>], only: Option<usize>) -> Vec<f64> {
    let mut quiet: Vec<f64> = series
        .iter()
        .zip(scored)
        .filter(|(one, _)| only.is_none_or(|only| group(one) == only))
        .flat_map(|(one, p)| one.outbreak[one.from..].iter().zip(p))
        .filter(|(outbreak, _)| !**outbreak)
        .map(|(_, p)| *p)
        .collect();
    quiet.sort_by(f64::total_cmp);
    quiet
}

/// Flagging p-values under this flags this share of the quiet ones.
fn threshold(quiet: &[f64], rate: f64) -> f64 {
    quiet.get((rate * quiet.len() as f64) as usize).copied().unwrap_or(0.0)
}

/// POD, F1, FPR and delay of one group at a threshold common to all.
fn detection(
    series: &[LabelledSeries],
    scored: &[Vec<f64>],
    only: Option<usize>,
    rate: f64,
    threshold: f64,
) -> Vec<Figure> {
    let (mut outbreaks, mut found, mut delay) = (0.0, 0.0, 0.0);
    let (mut weeks, mut hits, mut quiet, mut false_alarms) = (0.0, 0.0, 0.0, 0.0);
    for (one, p) in
        series.iter().zip(scored).filter(|(one, _)| only.is_none_or(|only| group(one) == only))
    {
        let labels = &one.outbreak[one.from..];
        let Some(start) = labels.iter().position(|&outbreak| outbreak) else { continue };
        outbreaks += 1.0;
        if let Some(first) =
            labels.iter().zip(p).position(|(&outbreak, &p)| outbreak && p < threshold)
        {
            found += 1.0;
            delay += (first - start) as f64;
        }
        for (&outbreak, &p) in labels.iter().zip(p) {
            let flagged = if p < threshold { 1.0 } else { 0.0 };
            if outbreak {
                weeks += 1.0;
                hits += flagged;
            } else {
                quiet += 1.0;
                false_alarms += flagged;
            }
        }
    }
    let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let f1 = harmonic_mean(ratio(hits, weeks), ratio(hits, hits + false_alarms));
    let numbers = [
        ("pod", ratio(found, outbreaks)),
        ("f1", f1),
        ("fpr", ratio(false_alarms, quiet)),
        ("delay_weeks", ratio(delay, found)),
    ];
    let figure = |(label, value)| Figure {
        table: "detection",
        group: name(only),
        at: Some(rate),
        name: label,
        value,
    };
    numbers.into_iter().map(figure).collect()
}

/// Local spikes found at 1% of quiet cells, and cells flagged in waves.
pub(super) fn cell_figures(cells: &LabelledCells, p_values: &[f64]) -> Vec<Figure> {
    let judged: Vec<usize> =
        (0..p_values.len()).filter(|index| index % cells.weeks >= cells.from).collect();
    let labelled =
        |label| judged.iter().copied().filter(move |&index| cells.labels[index] == label);
    let mut quiet: Vec<f64> = labelled(CellLabel::Quiet).map(|index| p_values[index]).collect();
    quiet.sort_by(f64::total_cmp);
    let threshold = threshold(&quiet, 0.01);
    let found = cells.spikes.iter().filter(|&&Planted { area, category, first, last }| {
        let mut weeks = first.max(cells.from)..=last.min(cells.weeks - 1);
        weeks.any(|week| p_values[cells.index(category, area, week)] < threshold)
    });
    let pod = found.count() as f64 / cells.spikes.len().max(1) as f64;
    let waves = labelled(CellLabel::Wave).count().max(1) as f64;
    let in_waves = labelled(CellLabel::Wave).filter(|&index| p_values[index] < threshold).count()
        as f64
        / waves;
    [("pod", pod), ("flagged_in_waves", in_waves)]
        .map(|(name, value)| Figure {
            table: "local",
            group: "all".to_owned(),
            at: Some(0.01),
            name,
            value,
        })
        .to_vec()
}

/// The figures as CSV.
pub(super) fn csv(figures: &[Figure]) -> String {
    let mut text = String::from("table,group,at,name,value\n");
    for Figure { table, group, at, name, value } in figures {
        let at = at.map(|at| at.to_string()).unwrap_or_default();
        text.push_str(&format!("{table},{group},{at},{name},{value:.6}\n"));
    }
    text
}
