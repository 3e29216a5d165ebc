use chrono::NaiveDate;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::*;
use crate::panel::{Area, AreaId, Category, CategoryId, StatMonth};

fn panel() -> Panel {
    let month = |month| {
        let first = NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
        StatMonth { month: first, first_day: first, last_day: first, coverage: 1.0, complete: true }
    };
    let area =
        |level, name: &str| Area { level, name: name.to_owned(), parent: None, population: None };
    let cell = |area: u32, month: u16, orders: u32| CellMonth {
        area: AreaId(area),
        category: CategoryId(0),
        month,
        counts: Counts { orders, reporters: orders, ..Counts::default() },
    };
    Panel {
        areas: vec![area(AreaLevel::City, "甲市"), area(AreaLevel::District, "乙区, 东")],
        categories: vec![Category { level: 1, name: "噪声".to_owned(), parent: None }],
        months: vec![month(1), month(2), month(3)],
        period_months: 0..3,
        cells: vec![cell(0, 0, 5), cell(0, 2, 7), cell(1, 0, 5), cell(1, 2, 6)],
        ..Panel::default()
    }
}

#[test]
fn the_files_hold_the_whole_panel_month_after_month() {
    let output = tempfile::tempdir().unwrap();
    let panel = panel();
    let draft = Draft::new(output.path()).unwrap();
    write_panel(&draft, &panel, None).unwrap();
    let folder = draft.publish("2024").unwrap().join("tables");
    let by_time: Vec<CellMonth> = [0, 2, 1, 3].map(|at| panel.cells[at]).to_vec();
    let whole = panel_rows(&panel, &PanelNames::of(&panel), &by_time);
    let mut text = csv::header(&whole.schema()).into_bytes();
    text.extend(csv::rows(&whole).unwrap());
    assert_eq!(std::fs::read(folder.join("panel_month.csv")).unwrap(), text);
    let file = std::fs::File::open(folder.join("panel_month.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    assert_eq!((reader.schema(), reader.metadata().num_row_groups()), (&whole.schema(), 2));
    let rows: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    assert_eq!(arrow::compute::concat_batches(&whole.schema(), &rows).unwrap(), whole);
}
