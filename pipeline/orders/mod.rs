//! Orders in: files found, read, mapped, passed through the gate, told apart from duplicates.
//!
//! The only stage that reads work orders. Invariant: every row read ends in exactly one of accepted, set aside,
//! duplicate, rejected.

mod answers;
mod areas;
mod batch;
mod canonical;
mod completeness;
mod draw;
mod duplicates;
mod error;
mod expressions;
mod fingerprint;
mod gate;
mod hours;
mod kept;
mod local_time;
mod mapping;
mod misfit;
mod pseudonym;
mod read;
mod reject;
mod source;
mod staged;
mod staging;
mod time_functions;
mod unreadable;
mod written_time;

pub use areas::AreaList;
pub use completeness::{Coverage, Gap, assess};
pub use error::OrdersError;
pub use gate::{BrokenRows, CheckSettings};
pub use local_time::{DAY_S, HOUR_S, day_of, midnight, seconds_of};
pub use pseudonym::ReporterKey;
pub use read::{OrderFile, Orders, Reconciliation, read_orders};
pub use reject::RejectReason;
pub use source::{Compression, FoundFile, InputFile, Layout, RefusedRow, find_files, find_inputs};
pub use staged::{Answers, Codes, GateCounts, Item, Place, StagedOrders, Text};
pub use unreadable::Unreadable;
