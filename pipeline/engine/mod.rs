//! The query engine: the only maker of sessions, the embedded models of `sql/`, and how one is run.
//!
//! Invariant: nothing outside of this room makes a session, starts an async runtime or binds
//! parameters to SQL.

mod cluster;
mod models;
mod run;
mod session;
mod shared;
mod store;
mod tables;

pub use cluster::ClusterSettings;
pub use models::{Folder, MODELS, Model, in_order, model, reads};
pub use run::{Params, collect, query_read_only, view};
pub use session::{Engine, EngineError, EngineSettings};
pub use shared::SharedFolder;
#[cfg(feature = "delta")]
pub use store::open_store;
pub use store::{RemoteFile, StoreError, download, is_url};
pub use tables::{
    file_url, hold, parquet_schema, read_parquet, register_empty, register_parquet,
    register_parquet_urls, register_rows, write_parquet,
};
