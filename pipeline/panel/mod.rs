//! The panel: area × category × month and week, read from what the models of `sql/` made of each
//! month, then plain values.

mod addresses;
mod build;
mod evidence;
mod keys;
mod lookup;
mod matters;
mod outcome_rows;
mod outcomes;
mod read;
mod reporters;
mod selection;
mod table;
mod totals;
mod weighted;

pub use addresses::{AddressLike, address_like};
pub use build::{PanelError, PanelFrame, Sources, Window};
pub use evidence::{Evidence, Question, evidence};
pub use keys::PanelKeys;
pub(crate) use lookup::Lookup;
pub use matters::{MATTER_DAYS, MatterReports, matter_reports};
pub use outcome_rows::last_event;
pub use outcomes::{
    ClosingMonth, Community, DeadlineClass, DeadlineMonth, Handler, MonthOutcomes, OutcomeReading,
    Outcomes, UnitMonth,
};
pub use read::{HourRow, MonthPart, by_hour};
pub use reporters::{
    CrowdDemand, CrowdQuestion, REPEATS_MODEL, RepeatDay, RepeatPair, crowd_demands, repeat_pairs,
};
pub use selection::Selection;
pub use table::{
    Area, AreaId, AreaLevel, Available, CATEGORY_LEVELS, Category, CategoryId, CellMonth, CellWeek,
    Counts, DepartmentShare, Panel, StatMonth,
};
