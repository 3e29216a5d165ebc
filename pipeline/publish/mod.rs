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
mod restate;
mod results;
mod tables;

pub use archive::{PublishedReport, published_reports};
pub use backtest::{
    PublishedBand, PublishedCoverage, backtest_table, read_backtest, reliability_table,
};
pub use csv::write_csv;
pub use dictionary::{ColumnMeaning, Dictionary, Kind, TableMeaning};
pub use folder::{Draft, PublishError, latest, put};
pub use panel_month::{Unpublished, write_panel};
pub use read::{ReadError, published_kinds, read_outlook, read_published, read_watched};
pub use restate::{Earlier, Restatement, read_restatements, restatement_table, restatements};
pub use results::{
    InputResult, KindPrecision, NotAssessedEntry, Results, SCHEMA_VERSION, StepResult,
};
pub use tables::{
    PANEL_TABLE, Published, SCORE_INPUTS_TABLE, checkup_table, decided_tables, monitored_tables,
    movers_table, rejects, reporting_tables, review_tables, second_table, watch_table,
};
