//! `documents/*.docx`: the annual proposal, the monthly bulletin, special reports, in the layout of
//! GB/T 9704-2012: A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters, 小标宋, 黑体, 楷体
//! and 仿宋 named and not shipped; figures with alternative text, tables with repeated headings.
//!
//! Why WordprocessingML by templates of our own: a document is a zip of a few XML parts, which the
//! template engine and the zip library that are here already write. `docx-rs` has no alternative
//! texts for figures and loses parts of a template that it reads again; `rdocx` brings some 57
//! crates (PDF, HTML, image decoders). The same templates fill an office's own document (`[report]
//! template`), every other part of which stays as it was, byte for byte.

mod annex;
mod annual;
mod blocks;
mod bulletin;
mod fill;
mod marks;
mod page;
mod part;
mod render;
mod special;
mod template;
mod words;

use super::assets::Assets;
use super::slice::Slice;
use super::{DeliverError, Edition};
use crate::calendar::{Cadence, Period};
use crate::chart::Rasteriser;
use crate::report::ReportFile;
use blocks::Block;
use fill::Say;
pub use part::{condition_title, part_title};
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
    of_period(&say).iter().map(|document| render::file(document, &say, assets)).collect()
}

fn of_period(say: &Say<'_>) -> Vec<Document> {
    let is_year =
        say.edition.facts.period.parse::<Period>().is_ok_and(|p| p.cadence() == Cadence::Annual);
    let main = if is_year { annual::annual(say) } else { bulletin::bulletin(say) };
    let topics = if is_year { say.listed() } else { say.red() };
    let special = topics.iter().filter_map(|topic_id| special::special(say, topic_id));
    std::iter::once(main).chain(special).collect()
}

/// The special report on one topic, as document and page; `None` where the period has no such
/// topic.
///
/// # Errors
/// When the document cannot be laid out.
pub fn special_report(
    edition: &Edition,
    assets: &Assets,
    topic_id: &str,
) -> Result<Option<Vec<ReportFile>>, DeliverError> {
    let say = Say::of(edition);
    special::special(&say, topic_id).map(|document| both(&document, &say, assets)).transpose()
}

/// The special report on a part of the demands, as document and page.
///
/// # Errors
/// When the document cannot be laid out.
pub fn part_report(
    edition: &Edition,
    assets: &Assets,
    slice: &Slice,
) -> Result<Vec<ReportFile>, DeliverError> {
    let say = Say::of(edition);
    both(&part::part(&say, slice, &Rasteriser::new()), &say, assets)
}

fn both(
    document: &Document,
    say: &Say<'_>,
    assets: &Assets,
) -> Result<Vec<ReportFile>, DeliverError> {
    Ok(vec![render::file(document, say, assets)?, page::file(document, say)?])
}

/// The documents of a period as pages.
///
/// # Errors
/// When a page cannot be laid out.
pub fn pages(edition: &Edition) -> Result<Vec<ReportFile>, DeliverError> {
    let say = Say::of(edition);
    of_period(&say).iter().map(|document| page::file(document, &say)).collect()
}
