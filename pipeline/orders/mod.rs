//! Orders in: files found, read, mapped, passed through the gate, told apart from duplicates.
//!
//! The only stage that reads work orders. Invariant: every row read ends in exactly one of accepted, set aside,
//! duplicate, rejected.

mod aliases;
mod areas;
mod batch;
mod canonical;
mod completeness;
mod csv;
mod draw;
mod duplicates;
mod error;
mod files;
mod fingerprint;
mod floods;
mod gate;
mod hourly;
mod hours;
mod json;
mod kept;
mod local_time;
mod mapping;
mod names;
mod pseudonym;
mod read;
mod reject;
mod silence;
mod source;
mod staged;
mod staging;
mod trial;

pub use aliases::{Alias, Aliases, NameKind};
pub use areas::AreaList;
pub use completeness::{Coverage, Gap, assess};
pub use error::OrdersError;
pub use files::{FoundFile, InputFile, find_files};
pub use floods::{Import, Moment, Precision, Surge, find_imports, surges};
pub use gate::{BrokenRows, CheckSettings};
pub use hourly::{DayHours, HourlyCounts, Stray, Strays};
pub use local_time::{DAY_S, HOUR_S, day_of, midnight, seconds_of};
pub use names::{NameFolding, NameTable, NamesSettings, Spellings, Variants};
pub use pseudonym::ReporterKey;
pub use read::{OrderFile, Orders, Reconciliation, read_orders};
pub use reject::RejectReason;
pub use source::RefusedRow;
pub use staged::{Answers, Codes, GateCounts, Item, Place, StagedOrders, Text};
pub use trial::{ColumnTrial, FileTrial, try_mapping};
