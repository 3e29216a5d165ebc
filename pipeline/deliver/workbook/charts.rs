//! Charts that spreadsheets draw themselves, from the cells of the sheets.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSolidFill, ColNum, Color, RowNum, Worksheet, XlsxError,
};

use super::styles::Styles;
use super::{short, write};
use crate::deliver::edition::Edition;
use crate::deliver::sheets::Sheet;
use crate::deliver::table::Cell;
use crate::deliver::words::Words;

/// Blue and grey of the report's charts: also apart without colour.
const OBSERVED: Color = Color::RGB(0x00_5F_9E);
const RANGE: Color = Color::RGB(0x5A_66_75);
/// Width of a chart of one topic, and its height, in pixels.
const SMALL: (u32, u32) = (480, 260);
/// Rows of cells that a small chart covers, and columns.
const SMALL_CELLS: (u32, u16) = (14, 8);
/// Height of a row, in pixels.
const ROW_PIXELS: u32 = 20;
/// Charts beside each other.
const ACROSS: u16 = 2;
/// Characters of an alternative text at most.
const ALT_CHARS: usize = 250;
/// Characters of a chart's title.
const TITLE_CHARS: usize = 40;

/// A chart and how much room it takes, in pixels.
pub struct Sized {
    chart: Chart,
    width: u32,
    height: u32,
}

/// The charts of a workbook: demands of the list, then each topic's months.
pub fn charts(sheets: &[Sheet], edition: &Edition, words: &Words) -> Vec<Sized> {
    let find = |key: &str| sheets.iter().find(|sheet| sheet.key == key && !sheet.rows.is_empty());
    let mut all = Vec::new();
    if let Some(list) = find("list") {
        all.extend(list_chart(list, words));
    }
    if let Some(progress) = find("progress") {
        let topics = edition.table("progress").map_or_else(Vec::new, runs);
        for run in topics {
            all.extend(progress_chart(progress, run, words));
        }
    }
    all
}

/// First and last row of each topic, whose months stand together.
fn runs(table: &crate::deliver::table::Table) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for row in 0..table.len() {
        match all.last_mut() {
            Some((_, last)) if table.text("topic_id", *last) == table.text("topic_id", row) => {
                *last = row;
            }
            _ => all.push((row, row)),
        }
    }
    all
}

/// Some rows of a column, as a chart refers to them.
fn range(
    sheet: &Sheet,
    column: usize,
    rows: (usize, usize),
) -> (&str, RowNum, ColNum, RowNum, ColNum) {
    let first = write::cell_rows(sheet).0;
    let column = column as ColNum;
    (&sheet.name, first + rows.0 as RowNum, column, first + rows.1 as RowNum, column)
}

fn list_chart(list: &Sheet, words: &Words) -> Option<Sized> {
    let (title, orders) = (list.position("title")?, list.position("orders")?);
    let rows = (0, list.rows.len() - 1);
    let largest = list.rows.iter().max_by(|a, b| number(&a[orders]).total_cmp(&number(&b[orders])));
    let first = largest.map_or(String::new(), |row| text(&row[title]));
    let mut chart = Chart::new_bar();
    chart
        .add_series()
        .set_name(&list.columns[orders].heading)
        .set_categories(range(list, title, rows))
        .set_values(range(list, orders, rows))
        .set_gap(40)
        .set_format(ChartSolidFill::new().set_color(OBSERVED));
    chart.title().set_name(words.chart_list);
    chart.legend().set_hidden();
    chart.y_axis().set_reverse();
    let alt = words
        .chart_list_alt
        .replace("{n}", &list.rows.len().to_string())
        .replace("{first}", &short(&first, TITLE_CHARS))
        .replace("{sheet}", &list.name);
    chart.set_alt_text(short(&alt, ALT_CHARS));
    let height = 120 + 24 * u32::try_from(list.rows.len()).unwrap_or(u32::MAX).min(60);
    let width = 2 * SMALL.0;
    chart.set_width(width).set_height(height);
    Some(Sized { chart, width, height })
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(number) => *number,
        _ => f64::NEG_INFINITY,
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn progress_chart(sheet: &Sheet, rows: (usize, usize), words: &Words) -> Option<Sized> {
    let (month, orders) = (sheet.position("month")?, sheet.position("orders")?);
    let title = text(&sheet.rows.get(rows.1)?[sheet.position("title")?]);
    let mut chart = Chart::new_line();
    let mut marker = ChartMarker::new();
    marker.set_type(ChartMarkerType::Circle).set_size(5);
    chart
        .add_series()
        .set_name(words.observed)
        .set_categories(range(sheet, month, rows))
        .set_values(range(sheet, orders, rows))
        .set_marker(&marker)
        .set_format(ChartLine::new().set_color(OBSERVED).set_width(2));
    for name in ["expected_low", "expected_high"] {
        if let Some(at) = sheet.position(name) {
            let line = ChartLine::new()
                .set_color(RANGE)
                .set_width(1.25)
                .set_dash_type(ChartLineDashType::Dash)
                .clone();
            chart
                .add_series()
                .set_name(&sheet.columns[at].heading)
                .set_categories(range(sheet, month, rows))
                .set_values(range(sheet, at, rows))
                .set_format(ChartFormat::new().set_line(&line));
        }
    }
    chart.title().set_name(&plain(&title));
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.y_axis().set_min(0);
    chart.x_axis().set_num_format("yyyy-mm");
    let alt = words
        .chart_progress_alt
        .replace("{title}", &short(&title, TITLE_CHARS))
        .replace("{sheet}", &sheet.name);
    chart.set_alt_text(short(&alt, ALT_CHARS));
    let (width, height) = SMALL;
    chart.set_width(width).set_height(height);
    Some(Sized { chart, width, height })
}

/// A title that is not taken for a reference to cells, as `=A!B1` would be.
fn plain(title: &str) -> String {
    short(&title.trim_start_matches('=').replace('!', "！"), TITLE_CHARS)
}

/// Puts the charts on their sheet: the widest first, then two beside each other.
pub fn place(
    page: &mut Worksheet,
    charts: &[Sized],
    words: &Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_name(words.charts)?;
    page.write_string_with_format(0, 0, words.charts, &styles.title)?;
    page.set_row_height(0, write::TITLE_POINTS)?;
    page.write_string_with_format(1, 0, words.charts_lead, &styles.lead)?;
    let mut row = 3;
    let mut column = 0;
    for Sized { chart, width, height } in charts {
        page.insert_chart(row, column, chart)?;
        if *width > SMALL.0 {
            row += height / ROW_PIXELS + 2;
        } else if column / SMALL_CELLS.1 + 1 < ACROSS {
            column += SMALL_CELLS.1;
        } else {
            (row, column) = (row + SMALL_CELLS.0, 0);
        }
    }
    write::print_set_up(page);
    page.set_portrait();
    Ok(())
}
