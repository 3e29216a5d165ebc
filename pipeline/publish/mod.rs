//! Publishing: a folder written whole or not at all, `latest` moved last.
//!
//! The only stage that writes results. Exporters give bytes; this puts them on disk.

mod archive;
mod backtest;
mod csv;
mod dictionary;
mod folder;
mod panel_month;
mod read;
mod results;
mod tables;

pub use archive::{PublishedReport, published_reports};
pub use backtest::{backtest_table, reliability_table};
pub use csv::write_csv;
pub use dictionary::{ColumnMeaning, Dictionary, Kind, TableMeaning};
pub use folder::{Draft, PublishError, latest, put};
pub use panel_month::write_panel;
pub use read::{ReadError, read_published};
pub use results::{InputResult, Results, SCHEMA_VERSION, StepResult};
pub use tables::{PANEL_TABLE, Published, decided_tables, monitored_tables, rejects};
