//! Which deliverables are made, and under which names.

use rayon::prelude::*;

use super::assets::Assets;
use super::data_package::data_package;
use super::document::{documents, pages};
use super::notebooks::notebooks;
use super::workbook::workbook;
use super::{DeliverError, Edition};
use crate::report::{ReportFile, ReportFormat};

/// What was made.
#[derive(Debug, Clone, Default)]
pub struct Delivered {
    /// The files, relative to the published folder.
    pub files: Vec<ReportFile>,
}

/// Makes the deliverables of a published period.
///
/// # Errors
/// When one cannot be made; none is returned then.
pub fn deliver(
    edition: &Edition,
    assets: &Assets,
    formats: &[ReportFormat],
) -> Result<Delivered, DeliverError> {
    let of_format = |format: &ReportFormat| match format {
        ReportFormat::Xlsx => Ok(vec![ReportFile {
            path: "workbook.xlsx".to_owned(),
            bytes: workbook(edition, assets)?,
        }]),
        ReportFormat::Docx => documents(edition, assets),
        ReportFormat::Ipynb => notebooks(edition),
        // The site is made by the run itself; these are the documents as pages.
        ReportFormat::Html => pages(edition),
    };
    let made: Vec<Vec<ReportFile>> =
        formats.par_iter().map(of_format).collect::<Result<_, DeliverError>>()?;
    let mut files: Vec<ReportFile> = made.into_iter().flatten().collect();
    files.push(data_package(edition));
    Ok(Delivered { files })
}
