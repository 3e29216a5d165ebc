//! Statistical months, periods, holidays, time zones: the ground floor, which knows nothing above.

mod holidays;
mod months;
mod period;

pub use holidays::{BUILT_IN, Holidays};
pub use months::{CalendarSettings, MonthStart, TimeZone};
pub use period::{Cadence, Period, PeriodError};
