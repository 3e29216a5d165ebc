//! What people take away: the workbook, documents, notebooks and data dictionary of a published
//! period.
//!
//! Everything here is made from what is published (`tables/*.parquet`, `charts/*.png`, the facts of
//! `run_results.json`), so that its figures are the page's figures and `yiti report` can make it
//! again without an order. Invariant: nothing here reads an order, a panel or the clock, and
//! nothing here writes a file: bytes out.

mod assets;
mod data_package;
mod document;
mod edition;
mod error;
mod formats;
mod notebooks;
mod sheets;
mod slice;
mod table;
mod words;
mod workbook;

pub use assets::Assets;
pub use document::{OfficeTemplate, condition_title, part_report, part_title, special_report};
pub use edition::{Edition, Facts};
pub use error::DeliverError;
pub use formats::{Delivered, deliver};
pub use slice::{CLOSED_DAYS, Slice, SliceKind, SliceRow};
