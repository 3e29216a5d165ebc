//! The report: plain values in, the bytes of one self-contained folder out.
//!
//! `index.html` opens from disk, offline; `charts/` holds each chart as SVG and PNG. Texts of the page are in
//! `words.rs`, its structure in `templates/`, its look in `style.css`. Invariant: nothing here reads or writes files or
//! looks at the clock; the one look at the machine is the scan for the fonts of the PNGs.

mod backtest;
mod figures;
mod format;
mod input;
mod page;
mod terms;
mod view;
mod warning;
mod words;

use rayon::prelude::*;

pub use backtest::backtest_chart;
pub use input::{Changes, Definition, KeyName, Period, Report, RowCounts};
pub use page::ReportError;
pub use warning::ReportWarning;

use crate::chart::{Rasteriser, Svg};
use view::View;

/// Device pixels a CSS pixel in PNGs.
const PNG_SCALE: f32 = 2.0;

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
pub(crate) struct NamedChart {
    pub name: String,
    pub svg: Svg,
}

/// Renders page and charts.
///
/// # Errors
/// A template that does not fit its values: a mistake in the program, not in the data.
pub fn render(report: &Report<'_>) -> Result<Rendered, ReportError> {
    let (view, charts) = View::of(report);
    let page = ReportFile { path: "index.html".to_owned(), bytes: page::html(&view)?.into_bytes() };
    let fonts = Rasteriser::new();
    let drawn: Vec<(Vec<ReportFile>, Option<ReportWarning>)> =
        charts.par_iter().map(|chart| chart_files(chart, &fonts)).collect();
    let mut files = vec![page];
    let mut warnings: Vec<ReportWarning> = ReportWarning::of_fonts(&fonts).into_iter().collect();
    for (chart_files, warning) in drawn {
        files.extend(chart_files);
        warnings.extend(warning);
    }
    Ok(Rendered { files, warnings })
}

/// The SVG and, where it can be drawn, the PNG of one chart.
fn chart_files(chart: &NamedChart, fonts: &Rasteriser) -> (Vec<ReportFile>, Option<ReportWarning>) {
    let path = |extension| format!("charts/{}.{extension}", chart.name);
    let mut files = vec![ReportFile { path: path("svg"), bytes: chart.svg.text.clone().into_bytes() }];
    match fonts.png(&chart.svg, PNG_SCALE) {
        Ok(bytes) => {
            files.push(ReportFile { path: path("png"), bytes });
            (files, None)
        }
        Err(error) => (files, Some(ReportWarning::NoPng { chart: path("png"), reason: error.to_string() })),
    }
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
