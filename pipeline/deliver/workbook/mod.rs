//! `workbook.xlsx`, by the rules of accessible statistics workbooks: a cover, contents and notes;
//! one marked-up table a sheet with one row of headings and no merged cells; blanks explained;
//! nothing said by colour alone. Every text is written as text, so that none can run as a formula.

mod charts;
mod front;
mod styles;
mod write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::assets::Assets;
use super::sheets::{Sheet, definitions, headings, sheets};
use super::words::Words;
use super::{DeliverError, Edition};
use chrono::Datelike as _;
use styles::Styles;

/// The workbook's bytes.
pub fn workbook(edition: &Edition, assets: &Assets) -> Result<Vec<u8>, DeliverError> {
    let words = Words::of(edition.language());
    let mut all = sheets(edition, &words);
    let explained = headings(&all, edition, &words);
    all.push(definitions(edition, &words));
    all.push(explained);
    let mut book = Workbook::new();
    book.set_properties(&properties(edition, &words)?);
    let styles = Styles::of(edition.language());
    styles.install(&mut book)?;
    front::cover(book.add_worksheet(), edition, assets, &words, &styles)?;
    front::contents(book.add_worksheet(), &all, &words, &styles)?;
    front::notes(book.add_worksheet(), edition, &words, &styles)?;
    let charts = charts::charts(&all, edition, &words);
    if !charts.is_empty() {
        charts::place(book.add_worksheet(), &charts, &words, &styles)?;
    }
    for sheet in &all {
        write::sheet(book.add_worksheet(), sheet, &words, &styles)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Properties without a clock: the same results give the same bytes.
fn properties(edition: &Edition, words: &Words) -> Result<DocProperties, XlsxError> {
    let facts = &edition.facts;
    let day = facts.as_of;
    let made = words.made_by.replace("{version}", &facts.version).replace("{run}", &facts.run_id);
    let created = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        day.month() as u8,
        day.day() as u8,
    )?;
    Ok(DocProperties::new()
        .set_title(short(&front::title(edition, words), 250))
        .set_subject(words.subject)
        .set_author(short(&facts.config.report.unit, 250))
        .set_comment(made)
        .set_creation_datetime(&created))
}

/// A text of at most so many characters.
fn short(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    text.chars().take(chars - 1).chain(['…']).collect()
}

/// A sheet's name as spreadsheets allow it in references.
fn quoted(sheet: &Sheet) -> String {
    format!("'{}'", sheet.name.replace('\'', "''"))
}
