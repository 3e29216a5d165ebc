//! The report: plain values in, the bytes of one self-contained folder out.
//!
//! The pages open from disk, offline, and follow the period's kind (`site.rs`); `charts/` holds
//! each chart as SVG and, where wanted, PNG. Texts are in the `…_words.rs` and
//! `review_sentences.rs`, structure in `templates/`, looks in `style.css` and `review.css`, and
//! `tables.js` lets tables be sorted and filtered. Invariant: nothing here reads or writes files or
//! looks at the clock.

mod backtest;
mod caveat;
mod caveat_words;
mod chart_words;
mod figures;
mod finding_words;
pub(crate) mod format;
mod input;
mod page;
mod plan_words;
mod review_sentences;
mod review_words;
mod settings;
mod site;
mod terms;
mod view;
mod warning;
mod wording;
mod words;

use rayon::prelude::*;

pub use backtest::backtest_chart;
pub use caveat::{
    BulkImport, Caveat, OddTimes, Oddity, RenameSuspicion, Silence, UnreadableColumn, ranked,
    sentences,
};
pub use finding_words::{cluster_sentence, reporting_sentence};
pub use input::{
    AreaPlace, Basis, Changes, Definition, Feed, KeyName, Period, Report, RowCounts, WeekHours,
};
pub use page::ReportError;
pub(crate) use page::STYLE;
pub use settings::{Audience, ReportFormat, ReportSettings, Titles};
pub(crate) use terms::{help, public_edition};
pub use warning::ReportWarning;
pub(crate) use wording::wordings;

use crate::chart::{Rasteriser, Svg};

/// One file of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Relative to the published folder, with `/`: `index.html`, `charts/trend_….svg`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A rendered report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// `index.html` first, then the charts.
    pub files: Vec<ReportFile>,
    /// What the page could not show as it should, each once.
    pub warnings: Vec<ReportWarning>,
}

/// A chart with its file name, without extension.
#[derive(Clone)]
pub(crate) struct NamedChart {
    pub name: String,
    pub svg: Svg,
}

/// Renders page and charts; charts as PNGs too with `fonts`.
///
/// # Errors
/// A template that does not fit its values: a mistake in the program, not in the data.
pub fn render(report: &Report<'_>, fonts: Option<&Rasteriser>) -> Result<Rendered, ReportError> {
    let (mut files, charts) = site::compose(report)?;
    let (drawn, warnings) = chart_files(&charts, fonts, report.settings.png_scale);
    files.extend(drawn);
    Ok(Rendered { files, warnings })
}

/// Charts as SVG and, where there is something to draw them with, as PNG; with what could not be
/// drawn.
fn chart_files(
    charts: &[NamedChart],
    fonts: Option<&Rasteriser>,
    png_scale: f32,
) -> (Vec<ReportFile>, Vec<ReportWarning>) {
    let mut files: Vec<ReportFile> = charts.iter().map(svg).collect();
    let mut warnings = Vec::new();
    if let Some(fonts) = fonts {
        warnings.extend(ReportWarning::of_fonts(fonts));
        // One by one, the largest first: some take many times as long as others.
        let mut charts: Vec<&NamedChart> = charts.iter().collect();
        charts.sort_by_key(|chart| std::cmp::Reverse(chart.svg.width_px * chart.svg.height_px));
        let drawn: Vec<_> = charts
            .into_par_iter()
            .with_max_len(1)
            .map(|chart| png(chart, fonts, png_scale))
            .collect();
        for drawn in drawn {
            match drawn {
                Ok(file) => files.push(file),
                Err(warning) => warnings.push(warning),
            }
        }
    }
    (files, warnings)
}

/// One chart for the page.
fn svg(chart: &NamedChart) -> ReportFile {
    ReportFile {
        path: format!("charts/{}.svg", chart.name),
        bytes: chart.svg.text.clone().into_bytes(),
    }
}

/// One chart for slides, where it can be drawn.
fn png(chart: &NamedChart, fonts: &Rasteriser, scale: f32) -> Result<ReportFile, ReportWarning> {
    let path = format!("charts/{}.png", chart.name);
    match fonts.png(&chart.svg, scale) {
        Ok(bytes) => Ok(ReportFile { path, bytes }),
        Err(error) => Err(ReportWarning::NoPng { chart: path, reason: error.to_string() }),
    }
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
