//! What became of demands: by area, department, channel, deadline and age, month by month, as plain
//! values read from the marts of [`crate::warehouse::review_models`].

use std::cmp::Reverse;

use arrow::array::RecordBatch;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::keys::PanelKeys;
use super::outcome_rows::{closings, deadlines, units};
use super::table::AreaId;
use crate::warehouse::{AreaRow, Dimensions, MonthTables};

/// Demands of some unit in some month, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// Demands received.
    pub orders: u32,
    /// Demands with a known answer to "were you contacted?".
    pub responded_known: u32,
    /// … answered yes.
    pub responded: u32,
    /// Demands with a known answer to "is it solved?".
    pub resolved_known: u32,
    /// … answered yes.
    pub resolved: u32,
    /// Demands with a known answer to "are you satisfied?".
    pub satisfied_known: u32,
    /// … answered yes.
    pub satisfied: u32,
    /// Demands old enough to be judged at the age limit.
    pub old_orders: u32,
    /// … closed within the limit.
    pub old_closed: u32,
    /// … of these, with a known answer to "is it solved?".
    pub old_answered: u32,
    /// … answered yes.
    pub old_resolved: u32,
}

/// One unit in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitMonth<U> {
    /// An area, or the position of a department or channel in its list of names.
    pub unit: U,
    /// Position in [`super::Panel::months`].
    pub month: u16,
    /// What became of its demands.
    pub outcomes: Outcomes,
}

/// Usual deadlines, which the others are told apart from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeadlineClass {
    /// Two hours.
    TwoHours,
    /// A day.
    OneDay,
    /// Seven days.
    SevenDays,
    /// Fifteen days.
    FifteenDays,
    /// Any other.
    Other,
}

impl DeadlineClass {
    pub(super) const fn of_hours(hours: i32) -> Self {
        match hours {
            2 => Self::TwoHours,
            24 => Self::OneDay,
            168 => Self::SevenDays,
            360 => Self::FifteenDays,
            _ => Self::Other,
        }
    }

    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoHours => "2h",
            Self::OneDay => "24h",
            Self::SevenDays => "7d",
            Self::FifteenDays => "15d",
            Self::Other => "other",
        }
    }
}

/// Demands of one deadline class and department in one month whose deadline has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineMonth {
    /// How long the deadline was.
    pub class: DeadlineClass,
    /// Position in [`MonthOutcomes::departments`]; `None` where the order names no department.
    pub department: Option<u32>,
    /// Position in [`super::Panel::months`].
    pub month: u16,
    /// Demands whose deadline has passed.
    pub due: u32,
    /// … closed in time.
    pub on_time: u32,
    /// … closed late.
    pub overdue_closed: u32,
    /// … still open, by the day of receipt, oldest first.
    pub open: Vec<(NaiveDate, u32)>,
}

/// Whose demands are closed sooner or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handler {
    /// The city or a district.
    Area(AreaId),
    /// Position in [`MonthOutcomes::departments`].
    Department(u32),
}

/// How old the demands of a month were when they were closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingMonth {
    /// Whose.
    pub handler: Handler,
    /// Position in [`super::Panel::months`].
    pub month: u16,
    /// Age in whole days (366 = longer than a year) and demands, youngest first.
    pub closed: Vec<(u16, u32)>,
    /// Day of receipt of demands that are open, and how many, oldest first.
    pub open: Vec<(NaiveDate, u32)>,
}

/// What became of the demands of some months.
#[derive(Debug, Clone, Default)]
pub struct MonthOutcomes {
    /// Days after receipt at which old demands are looked at.
    pub age_days: u16,
    /// By month, then area.
    pub areas: Vec<UnitMonth<AreaId>>,
    /// By month, then name.
    pub by_department: Vec<UnitMonth<u32>>,
    /// By month, then name.
    pub by_channel: Vec<UnitMonth<u32>>,
    /// By month, then name.
    pub by_request_type: Vec<UnitMonth<u32>>,
    /// By month, then name.
    pub by_dispatch: Vec<UnitMonth<u32>>,
    /// The communities with most demands of each month, most first.
    pub by_community: Vec<UnitMonth<u32>>,
    /// By month, class, department.
    pub deadlines: Vec<DeadlineMonth>,
    /// By month, handler.
    pub closings: Vec<ClosingMonth>,
    /// Names of departments.
    pub departments: Vec<String>,
    /// Names of channels.
    pub channels: Vec<String>,
    /// Names of kinds of requests.
    pub request_types: Vec<String>,
    /// Names of ways of dispatch.
    pub dispatches: Vec<String>,
    /// Communities that some month lists.
    pub communities: Vec<Community>,
}

/// A community below a street.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// Its name.
    pub name: String,
    /// What it lies in.
    pub area: Option<AreaId>,
}

/// How outcomes are read.
#[derive(Clone, Copy)]
pub struct OutcomeReading<'a> {
    /// The names.
    pub dimensions: &'a Dimensions,
    /// Where each key stands.
    pub keys: &'a PanelKeys,
    /// Days after receipt at which old demands are looked at.
    pub age_days: u16,
    /// Communities that each month lists.
    pub communities: usize,
}

impl MonthOutcomes {
    /// Reads the marts of some months. `month_at` gives a month's position in the panel.
    pub fn read(
        tables: &[MonthTables],
        OutcomeReading { dimensions, keys, age_days, communities }: OutcomeReading<'_>,
        month_at: impl Fn(NaiveDate) -> Option<u16>,
    ) -> Self {
        let departments = Named::new(&dimensions.departments);
        let channels = Named::new(&dimensions.channels);
        let request_types = Named::new(&dimensions.request_types);
        let dispatches = Named::new(&dimensions.dispatches);
        let mut listed = ListedCommunities::new(dimensions);
        let mut read = Self {
            age_days,
            departments: departments.names,
            channels: channels.names,
            request_types: request_types.names,
            dispatches: dispatches.names,
            ..Self::default()
        };
        for of_month in tables {
            let Some(month) = month_at(of_month.month) else { continue };
            let area = |key| keys.area(key);
            read.areas.extend(units(of_month.rows("area_month"), "area_key", month, area));
            let department = |key| departments.at.get(&key).copied();
            let rows = of_month.rows("department_month");
            read.by_department.extend(units(rows, "department_key", month, department));
            let channel = |key| channels.at.get(&key).copied();
            let rows = of_month.rows("channel_month");
            read.by_channel.extend(units(rows, "channel_key", month, channel));
            let request_type = |key| request_types.at.get(&key).copied();
            let rows = of_month.rows("request_type_month");
            read.by_request_type.extend(units(rows, "request_type_key", month, request_type));
            let dispatch = |key| dispatches.at.get(&key).copied();
            let rows = of_month.rows("dispatch_month");
            read.by_dispatch.extend(units(rows, "dispatch_key", month, dispatch));
            let rows = of_month.rows("community_month");
            read.by_community.extend(listed.most(rows, month, communities));
            read.deadlines.extend(deadlines(of_month.rows("deadline_month"), month, department));
            let rows = of_month.rows("closing_month");
            read.closings.extend(closings(rows, month, area, department));
        }
        read.communities = listed.communities(keys);
        read
    }
}

/// The communities that some month lists, numbered as they come.
struct ListedCommunities<'a> {
    all: FxHashMap<i64, &'a AreaRow>,
    numbers: FxHashMap<i64, u32>,
    listed: Vec<&'a AreaRow>,
}

impl<'a> ListedCommunities<'a> {
    fn new(dimensions: &'a Dimensions) -> Self {
        let all = dimensions.communities.iter().map(|row| (row.key, row)).collect();
        Self { all, numbers: FxHashMap::default(), listed: Vec::new() }
    }

    /// The `size` communities with most demands of a month; of equal ones the first by name.
    fn most(&mut self, rows: &[RecordBatch], month: u16, size: usize) -> Vec<UnitMonth<u32>> {
        let all = &self.all;
        let known = |key: i64| all.contains_key(&key).then_some(key);
        let mut found = units(rows, "community_key", month, known);
        let order =
            |row: &UnitMonth<i64>| (Reverse(row.outcomes.orders), &all[&row.unit].name, row.unit);
        found.sort_unstable_by(|a, b| order(a).cmp(&order(b)));
        found.truncate(size);
        let number = |row: UnitMonth<i64>| {
            let unit = *self.numbers.entry(row.unit).or_insert_with(|| {
                self.listed.push(all[&row.unit]);
                self.listed.len() as u32 - 1
            });
            UnitMonth { unit, month, outcomes: row.outcomes }
        };
        found.into_iter().map(number).collect()
    }

    fn communities(&self, keys: &PanelKeys) -> Vec<Community> {
        let area = |row: &&AreaRow| row.parent.and_then(|key| keys.area(key));
        let community = |row| Community { area: area(row), name: row.name.clone() };
        self.listed.iter().map(community).collect()
    }
}

/// Positions of names by key.
struct Named {
    names: Vec<String>,
    at: FxHashMap<i64, u32>,
}

impl Named {
    fn new(names: &[(i64, String)]) -> Self {
        Self {
            names: names.iter().map(|(_, name)| name.clone()).collect(),
            at: names.iter().map(|(key, _)| *key).zip(0..).collect(),
        }
    }
}
