//! `documents/*.docx`: the annual proposal, the monthly bulletin, special reports, in the layout of
//! GB/T 9704-2012: A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters, 小标宋, 黑体, 楷体
//! and 仿宋 named and not shipped; figures with alternative text, tables with repeated headings.
//!
//! Why WordprocessingML by templates of our own: a document is a zip of a few XML parts, which the
//! template engine and the zip library that are here already write. `docx-rs` has no alternative
//! texts for figures and loses parts of a template that it reads again; `rdocx` brings some 57 crates
//! (PDF, HTML, image decoders). The same templates fill an office's own document
//! (`[report] template`), every other part of which stays as it was, byte for byte.

mod annex;
mod annual;
mod blocks;
mod bulletin;
mod fill;
mod marks;
mod render;
mod special;
mod template;
mod words;

use super::assets::Assets;
use super::{DeliverError, Edition};
use crate::calendar::{Cadence, Period};
use crate::report::ReportFile;
use blocks::Block;
use fill::Say;
pub use template::OfficeTemplate;

/// A document before it is laid out.
#[derive(Debug)]
pub struct Document {
    /// Name of its file, without extension.
    name: String,
    /// Its title.
    title: String,
    /// What stands in red above it.
    masthead: String,
    /// Its text.
    body: Vec<Block>,
}

/// The documents of a period: a year proposes, a month reports; then a special report on each topic
/// of a year's list, or on each that stands above what was expected in another period's last month.
///
/// # Errors
/// When a document cannot be laid out.
pub fn documents(edition: &Edition, assets: &Assets) -> Result<Vec<ReportFile>, DeliverError> {
    let say = Say::of(edition);
    let is_year =
        edition.facts.period.parse::<Period>().is_ok_and(|p| p.cadence() == Cadence::Annual);
    let main = if is_year { annual::annual(&say) } else { bulletin::bulletin(&say) };
    let topics = if is_year { say.listed() } else { say.red() };
    let special = topics.iter().filter_map(|topic_id| special::special(&say, topic_id));
    let all: Vec<Document> = std::iter::once(main).chain(special).collect();
    all.iter().map(|document| render::file(document, &say, assets)).collect()
}

/// The special report on one topic; `None` where the period has no such topic.
///
/// # Errors
/// When the document cannot be laid out.
pub fn special_report(
    edition: &Edition,
    assets: &Assets,
    topic_id: &str,
) -> Result<Option<ReportFile>, DeliverError> {
    let say = Say::of(edition);
    special::special(&say, topic_id)
        .map(|document| render::file(&document, &say, assets))
        .transpose()
}
