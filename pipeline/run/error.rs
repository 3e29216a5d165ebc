//! Why a run failed, and the exit status that says so.

use std::path::PathBuf;

use chrono::NaiveDate;
use thiserror::Error;

use crate::config::ConfigError;
use crate::deliver::DeliverError;
use crate::orders::OrdersError;
use crate::panel::PanelError;
use crate::propose::{LedgerError, ProposeError};
use crate::publish::{PublishError, ReadError};
use crate::report::ReportError;
use crate::topics::{EditsError, ThemeError};
use crate::warehouse::WarehouseError;

/// Why a run failed. Nothing was published.
#[derive(Debug, Error)]
#[expect(missing_docs, reason = "each variant only passes on the stage's own error")]
pub enum RunError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Orders(#[from] OrdersError),
    #[error(transparent)]
    Warehouse(WarehouseError),
    #[error(transparent)]
    Panel(#[from] PanelError),
    #[error(transparent)]
    Themes(#[from] ThemeError),
    #[error(transparent)]
    Edits(#[from] EditsError),
    #[error("{}: {source}", path.display())]
    Ledger { path: PathBuf, source: LedgerError },
    #[error("{}: [proposal] {source}", path.display())]
    Propose { path: PathBuf, source: ProposeError },
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Deliver(#[from] DeliverError),
    #[error("{}: {source}; check that this user may read and write there", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}; the configuration names this file: correct the path there, or make the \
             file", path.display())]
    Named { path: PathBuf, source: std::io::Error },
    #[error(
        "{}: another run is writing there; wait for it or give another --output",
        path.display()
    )]
    Busy { path: PathBuf },
    #[error("{}: its pages cannot be made again from the warehouse: {what} since it was \
             published; `yiti run` makes all of it anew", folder.display())]
    Again { folder: PathBuf, what: String },
    #[error(
        "{period}: its data is not all there: orders up to {seen}, {:.1}% of what is usual",
        share * 100.0
    )]
    Partial { period: String, seen: NaiveDate, share: f64 },
    #[error("{}: kept topics cannot be read: {reason}; restore the file, or move it away to start \
             with new topic ids", path.display())]
    Topics { path: PathBuf, reason: String },
}

impl RunError {
    /// 1 failed · 2 usage or configuration · 3 the data gate refused the input.
    pub const fn exit_status(&self) -> u8 {
        match self {
            Self::Orders(error) if error.is_refusal() => 3,
            Self::Config(_)
            | Self::Orders(_)
            | Self::Themes(_)
            | Self::Edits(_)
            | Self::Ledger { .. }
            | Self::Named { .. }
            | Self::Propose { .. }
            | Self::Panel(PanelError::EmptyPeriod { .. }) => 2,
            Self::Deliver(error) => error.exit_status(),
            _ => 1,
        }
    }
}

impl From<WarehouseError> for RunError {
    fn from(error: WarehouseError) -> Self {
        match error {
            WarehouseError::Orders(error) => Self::Orders(error),
            other => Self::Warehouse(other),
        }
    }
}
