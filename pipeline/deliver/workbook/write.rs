//! One sheet with one table.

use rust_xlsxwriter::{
    ColNum, Format, RowNum, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use super::styles::Styles;
use crate::deliver::sheets::Sheet;
use crate::deliver::table::Cell;
use crate::deliver::words::Words;
use crate::language::fill;
use crate::publish::Kind;

/// A4, in the numbers of the file format.
const A4: u8 = 9;
/// Days from 1899-12-30, where spreadsheets begin to count, to 1970-01-01.
const EPOCH_DAYS: i32 = 25_569;
/// Height of the title's row, in points.
pub const TITLE_POINTS: f64 = 24.0;
/// Rows that decide how wide a column is.
const ROWS_MEASURED: usize = 300;
/// Narrowest and widest column, in characters; longer texts take more lines.
const WIDTHS: (f64, f64) = (9.0, 32.0);
/// Widest column of sentences.
const WIDTH_OF_SENTENCES: f64 = 70.0;

/// First row of a sheet's headings: title, lines above the table, way back.
pub fn heading_row(sheet: &Sheet) -> RowNum {
    lines_above(sheet) as RowNum + 2
}

fn lines_above(sheet: &Sheet) -> usize {
    sheet.lead.len() + 1 + usize::from(sheet.cut > 0)
}

/// First and last row of the cells below them.
pub fn cell_rows(sheet: &Sheet) -> (RowNum, RowNum) {
    let first = heading_row(sheet) + 1;
    (first, first + (sheet.rows.len() as RowNum).max(1) - 1)
}

/// Writes a sheet.
pub fn sheet(
    page: &mut Worksheet,
    sheet: &Sheet,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    above(page, sheet, words, styles)?;
    let formats: Vec<Format> =
        sheet.columns.iter().map(|column| styles.cells(column.kind)).collect();
    let (first, last) = cell_rows(sheet);
    for (row, cells) in (first..).zip(&sheet.rows) {
        for ((column, value), format) in (0..).zip(cells).zip(&formats) {
            cell(page, row, column, value, format)?;
        }
    }
    let widths = widths(sheet);
    for (row, cells) in (first..).zip(&sheet.rows) {
        let lines = cells.iter().zip(&widths).map(|(value, width)| lines(value, *width)).max();
        if let Some(lines) = lines.filter(|&lines| lines > 1) {
            page.set_row_height(row, line_points(lines))?;
        }
    }
    let columns: Vec<TableColumn> = sheet
        .columns
        .iter()
        .map(|column| {
            TableColumn::new().set_header(&column.heading).set_header_format(&styles.heading)
        })
        .collect();
    let table = Table::new()
        .set_name(format!("yiti_{}", sheet.key))
        .set_style(TableStyle::Light1)
        .set_alt_text_title(&sheet.title)
        .set_alt_text(super::short(&sheet.lead.join(" "), 250))
        .set_columns(&columns);
    let width = sheet.columns.len() as ColNum;
    page.add_table(heading_row(sheet), 0, last, width - 1, &table)?;
    for (at, width) in (0..).zip(&widths) {
        page.set_column_width(at, *width)?;
    }
    let headings = sheet.columns.iter().zip(&widths);
    let lines = headings.map(|(column, width)| text_lines(&column.heading, width - 2.0)).max();
    page.set_row_height(heading_row(sheet), line_points(lines.unwrap_or(1)))?;
    page.set_freeze_panes(heading_row(sheet) + 1, 0)?;
    page.set_repeat_rows(heading_row(sheet), heading_row(sheet))?;
    print_set_up(page);
    Ok(())
}

/// A4 across, as wide as the page, numbered.
pub fn print_set_up(page: &mut Worksheet) {
    page.set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C&P / &N");
}

fn above(
    page: &mut Worksheet,
    sheet: &Sheet,
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.write_string_with_format(0, 0, &sheet.title, &styles.title)?;
    page.set_row_height(0, TITLE_POINTS)?;
    let rows = crate::language::count(sheet.rows.len() as u64);
    let count = match sheet.rows.len() {
        0 if sheet.why_empty.is_empty() => words.no_rows.to_owned(),
        0 => words.no_rows_because.replace("{why}", sheet.why_empty),
        _ => fill(words.one_table, &[("rows", &rows)]),
    };
    let cut = words.rows_cut.replace("{cut}", &sheet.cut.to_string());
    let lines = sheet.lead.iter().chain([&count]).chain((sheet.cut > 0).then_some(&cut));
    for (row, line) in (1..).zip(lines) {
        page.write_string_with_format(row, 0, line, &styles.lead)?;
    }
    let link = format!("internal:'{}'!A1", words.contents);
    let at = heading_row(sheet) - 1;
    page.write_url_with_options(at, 0, link.as_str(), words.back, "", Some(&styles.link))?;
    Ok(())
}

fn cell(
    page: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    value: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Cell::Empty => page.write_blank(row, column, format)?,
        Cell::Number(number) if number.is_finite() => {
            page.write_number_with_format(row, column, *number, format)?
        }
        Cell::Number(_) => page.write_blank(row, column, format)?,
        Cell::Day(day) => {
            let serial = f64::from(day.to_epoch_days() + EPOCH_DAYS);
            page.write_number_with_format(row, column, serial, format)?
        }
        // The prefix keeps it a text also when somebody edits the cell.
        Cell::Text(text) if begins_like_formula(text) => {
            page.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?
        }
        Cell::Text(text) => page.write_string_with_format(row, column, text, format)?,
        Cell::Flag(flag) => page.write_boolean_with_format(row, column, *flag, format)?,
    };
    Ok(())
}

/// What a spreadsheet takes for a formula when it is typed.
fn begins_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Widths of the columns, in characters, by what they hold.
fn widths(sheet: &Sheet) -> Vec<f64> {
    let of_cell = |value: &Cell, kind: Kind| match (value, kind) {
        (Cell::Text(text), _) => display_width(text),
        (Cell::Number(number), Kind::Count | Kind::Number) => {
            number.abs().max(1.0).log10() * 1.4 + 5.0
        }
        (Cell::Day(_), _) => 11.0,
        _ => 8.0,
    };
    let of_column = |(at, column): (usize, &crate::deliver::sheets::Column)| {
        let cells = sheet.rows.iter().take(ROWS_MEASURED).map(|row| of_cell(&row[at], column.kind));
        let widest = cells.fold(0.0, f64::max);
        let widest_allowed = if column.kind == Kind::Text { WIDTH_OF_SENTENCES } else { WIDTHS.1 };
        // A heading may take two lines, beside the arrow of the filter.
        widest.max(display_width(&column.heading) / 2.0 + 4.0).clamp(WIDTHS.0, widest_allowed)
    };
    sheet.columns.iter().enumerate().map(of_column).collect()
}

/// Lines that a cell takes: not all programs find out by themselves.
fn lines(value: &Cell, width: f64) -> u32 {
    match value {
        Cell::Text(text) => text_lines(text, width),
        _ => 1,
    }
}

/// Lines that a text takes in so many characters.
pub fn text_lines(text: &str, width: f64) -> u32 {
    let of_line = |line: &str| (display_width(line) / width.max(1.0)).ceil().max(1.0) as u32;
    text.lines().map(of_line).sum::<u32>().max(1)
}

/// Height of so many lines, in points; spreadsheets allow 409.
pub fn line_points(lines: u32) -> f64 {
    (f64::from(lines) * 15.0).min(405.0)
}

/// Chinese characters are twice as wide as Latin ones.
pub fn display_width(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>() + 2.0
}
