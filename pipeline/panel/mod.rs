//! The panel: area × category × month and week, by the SQL models of `sql/`, then as plain values.

mod build;
mod dimensions;
mod evidence;
mod facts;
pub mod models;
mod table;

pub use build::{PanelError, Sources, Window, build_panel, calendar_params};
pub use dimensions::{Dimensions, dimensions};
pub use evidence::{Evidence, Question, evidence};
pub use facts::{FileRefs, MonthOrders, by_month, day_of, file_refs};
pub use table::{
    Area, AreaId, AreaLevel, Available, Category, CategoryId, CellMonth, CellWeek, Counts, DepartmentShare, Panel,
    StatMonth,
};
