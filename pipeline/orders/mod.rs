//! Orders in: files found, read, mapped, passed through the gate.
//!
//! The only room that reads work orders. Invariant: every row read ends in exactly one of accepted,
//! set aside, rejected; which accepted rows repeat an order is told once all of them are known.

mod added_columns;
mod aliases;
mod answers;
mod areas;
mod batch;
mod canonical;
mod check;
mod columns;
mod completeness;
mod draw;
mod error;
mod expressions;
mod fingerprint;
mod floods;
mod gate;
mod glimpse;
mod hourly;
mod local_time;
mod mapping;
mod mask;
mod misfit;
mod names;
mod neighbours;
mod pseudonym;
mod read;
mod reject;
mod settings;
mod silence;
mod source;
mod surges;
mod text;
mod time_functions;
mod trial;
mod unreadable;
mod values;
mod written_time;

pub use aliases::{Alias, Aliases, NameKind};
pub use answers::AnswerWords;
pub use areas::AreaList;
pub use check::{BrokenRows, CheckSettings};
pub use columns::{Details, OrderColumns};
pub use completeness::{Coverage, Gap, assess};
pub use error::OrdersError;
pub use fingerprint::{KnownInput, Stamp, file_system_now};
pub use floods::{Import, Moment, Precision, find_imports};
pub use glimpse::{Glimpse, glimpse};
pub use hourly::{DayHours, HourlyCounts, Stray, Strays};
pub use local_time::{DAY_S, day_of, midnight, seconds_of};
pub use mask::mask_numbers;
pub use misfit::Misfit;
pub use names::{NameFolding, NameTable, NamesSettings, Spellings, Variants};
pub use neighbours::{ListedArea, Outlines, listed_pairs};
pub use pseudonym::ReporterKey;
pub use read::{Reader, identify_inputs, read_areas};
pub use reject::RejectReason;
pub use settings::{
    AnswersSettings, AreasSettings, Columns, Format, KeepSettings, Reading, SourceFormat,
    SourceSettings, Sources,
};
pub use source::{
    Compression, FoundFile, InputFile, Layout, NeededDays, RefusedRow, find_files, find_inputs,
    find_layouts,
};
pub use surges::{Surge, surges};
pub use text::Text;
pub use trial::{ColumnTrial, FileTrial, try_mapping};
pub use unreadable::Unreadable;
pub use values::{Answers, AreaLevel, Codes, GateCounts, Item, Names, Place};
pub use written_time::{Problem as TimeProblem, WrittenTime, read_time};
