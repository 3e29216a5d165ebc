//! What an outward edition may tell (`[report] audience = "public"`): small cells are suppressed,
//! with as few others as it takes so that no sum gives one away.
//!
//! Plain values in, plain values out. Only tables on a list are published; a table that nobody has
//! thought about stays inside. Totals of a whole period are rounded, so that months may be
//! published edition after edition without the missing one being the difference.

mod panel;
mod suppress;
mod tables;
mod tree;

pub use panel::{Hidden, hidden};
pub use tables::public_tables;
