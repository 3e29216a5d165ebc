//! Cover, contents and notes.

use rust_xlsxwriter::{Image, Worksheet, XlsxError};

use super::styles::Styles;
use super::{quoted, write};
use crate::deliver::assets::Assets;
use crate::deliver::edition::Edition;
use crate::deliver::sheets::Sheet;
use crate::deliver::words::Words;
use crate::language::{count, fill};
use crate::publish::PANEL_TABLE;
use crate::report::format::day;

/// What the workbook is called.
pub fn title(edition: &Edition, words: &Words) -> String {
    match edition.facts.config.title.as_str() {
        "" => words.untitled.to_owned(),
        title => title.to_owned(),
    }
}

/// Width of a note, in characters.
const NOTE_CHARS: f64 = 90.0;
/// Height of a logo on the cover, in pixels.
const LOGO_PIXELS: f64 = 80.0;

/// Writes the cover.
pub fn cover(
    page: &mut Worksheet,
    edition: &Edition,
    assets: &Assets,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name(words.cover)?;
    page.set_column_width(0, 24)?;
    page.set_column_width(1, 70)?;
    page.write_string_with_format(0, 0, title(edition, words), &styles.title)?;
    page.set_row_height(0, write::TITLE_POINTS)?;
    page.write_string_with_format(1, 0, words.subject, &styles.lead)?;
    page.write_string_with_format(2, 0, words.cover_lead, &styles.lead)?;
    let facts = &edition.facts;
    let language = edition.language();
    let period = format!(
        "{} ({} — {})",
        facts.period,
        day(facts.period_first_day, language),
        day(facts.period_last_day, language)
    );
    let report = &facts.config.report;
    let made = words.made_by.replace("{version}", &facts.version).replace("{run}", &facts.run_id);
    let as_of = day(facts.as_of, language);
    let lines = [
        (words.period, period.as_str()),
        (words.as_of, &as_of),
        (words.unit, &report.unit),
        (words.edition, &report.edition),
    ];
    let mut row = 4;
    for (name, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        page.write_string_with_format(row, 0, name, &styles.lead)?;
        page.write_string_with_format(row, 1, value, &styles.text)?;
        row += 1;
    }
    page.write_string_with_format(row, 0, made, &styles.lead)?;
    let link = format!("internal:'{}'!A1", words.contents);
    page.write_url_with_options(row + 2, 0, link.as_str(), words.contents, "", Some(&styles.link))?;
    if let Some(logo) = &assets.logo {
        let image = Image::new_from_buffer(&logo.bytes)?;
        let scale = LOGO_PIXELS / image.height().max(1.0);
        let image = image
            .set_scale_width(scale)
            .set_scale_height(scale)
            .set_alt_text(words.logo_alt.replace("{unit}", &report.unit));
        page.insert_image(row + 4, 0, &image)?;
    }
    write::print_set_up(page);
    page.set_portrait();
    Ok(())
}

/// Writes the contents.
pub fn contents(
    page: &mut Worksheet,
    sheets: &[Sheet],
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name(words.contents)?;
    page.set_column_width(0, 20)?;
    page.set_column_width(1, 10)?;
    page.set_column_width(2, 60)?;
    page.write_string_with_format(0, 0, words.contents, &styles.title)?;
    page.set_row_height(0, write::TITLE_POINTS)?;
    page.write_string_with_format(1, 0, words.contents_lead, &styles.lead)?;
    for (column, heading) in (0..).zip([words.sheet, words.rows, words.content]) {
        page.write_string_with_format(3, column, heading, &styles.heading)?;
    }
    for (row, sheet) in (4..).zip(sheets) {
        let link = format!("internal:{}!A1", quoted(sheet));
        page.write_url_with_options(row, 0, link.as_str(), &sheet.name, "", Some(&styles.link))?;
        let rows = sheet.rows.len() as f64;
        page.write_number_with_format(row, 1, rows, &styles.cells(crate::publish::Kind::Count))?;
        let grain = sheet.lead.first().map_or("", String::as_str);
        page.write_string_with_format(row, 2, grain, &styles.text)?;
    }
    write::print_set_up(page);
    page.set_portrait();
    Ok(())
}

/// Writes the notes: how to read the workbook, then what readers must know of the data.
pub fn notes(
    page: &mut Worksheet,
    edition: &Edition,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name(words.notes)?;
    page.set_column_width(0, 8)?;
    page.set_column_width(1, NOTE_CHARS)?;
    page.write_string_with_format(0, 0, words.notes, &styles.title)?;
    page.set_row_height(0, write::TITLE_POINTS)?;
    page.write_string_with_format(1, 0, words.notes_lead, &styles.lead)?;
    page.write_string_with_format(3, 0, words.number, &styles.heading)?;
    page.write_string_with_format(3, 1, words.note, &styles.heading)?;
    let panel_rows = edition
        .facts
        .tables
        .get(PANEL_TABLE)
        .map(|rows| fill(words.note_panel, &[("rows", &count(*rows as u64))]));
    let own = [words.note_blank, words.note_rates, words.note_lights, words.note_text];
    let lines = own
        .into_iter()
        .chain(panel_rows.as_deref())
        .chain(edition.facts.warnings.iter().map(String::as_str));
    for (number, line) in (1u32..).zip(lines) {
        page.write_number_with_format(3 + number, 0, number, &styles.text)?;
        page.write_string_with_format(3 + number, 1, super::short(line, 32_000), &styles.text)?;
        let lines = write::text_lines(line, NOTE_CHARS);
        page.set_row_height(3 + number, write::line_points(lines))?;
    }
    write::print_set_up(page);
    page.set_portrait();
    Ok(())
}
