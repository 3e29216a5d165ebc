//! Orders as Parquet, once: `fact_orders` by statistical month, the names behind its keys, what
//! models made of each month, and a manifest that says what stands on what.
//!
//! The seam of the house: before it, bytes, mapping, the gate; after it, SQL. Everything here is
//! named by what it was made from, so that what is there is right; the manifest is written last.
//! Safe to delete and safe to kill at any moment, readable by any tool that reads Parquet.

mod answers;
mod checks;
mod cluster;
mod dim_tables;
mod dims;
mod error;
mod facts;
mod kept;
mod keys;
mod layout;
mod manifest;
mod months;
mod outcome_days;
mod read;
mod reconcile;
mod repeats;
mod replaced;
mod session;
mod settings;
mod spellings;
mod stage;
mod stager;

pub use dim_tables::TreeTables;
pub use dims::{AreaRow, CategoryRow, Dimensions, dimensions, write_dims};
pub use error::WarehouseError;
pub use facts::fact_schema;
pub use kept::Kept;
pub use keys::CITY_KEY;
pub use layout::Layout;
pub use manifest::{Current, FactFile, Manifest, MonthEntry};
pub use months::{
    HOURS_MODEL, Month, MonthTables, Months, PANEL_MODELS, Scope, orders_of, params, review_models,
};
pub use outcome_days::OutcomeDays;
pub use read::{register_published, register_warehouse};
pub use reconcile::Reconciliation;
pub use replaced::Replaced;
pub use session::demands_session;
pub use settings::WarehouseSettings;
pub use stage::{Staged, StagedFile, Warehouse};
