//! The panel: area × category × month and week, by the SQL models of `sql/`, then as plain values.

mod build;
mod dimensions;
mod evidence;
mod facts;
mod firsts;
mod join;
pub mod models;
mod month_tables;
mod spellings;
mod table;

pub use build::{PanelError, Sources, Window, build_panel};
pub use dimensions::{Dimensions, dimensions};
pub use evidence::{Evidence, Question, evidence};
pub use facts::{FileRefs, MonthOrders, Run, by_month, file_refs};
pub use table::{
    Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, CellWeek, Counts, DepartmentShare, Panel,
    StatMonth,
};
