//! Public holidays and the working days that make up for them: both move from year to year, so they
//! are data.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

const CHINA: &str = include_str!("../../configs/holidays_cn.csv");

/// The name of the built-in table: mainland China, 2019 to 2026.
pub const BUILT_IN: &str = "cn";

/// Days that are not what their weekday says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, Kind>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Holiday(String),
    Workday,
}

impl Holidays {
    /// The built-in table.
    pub fn china() -> Self {
        Self::parse(CHINA).expect("the built-in table is sound")
    }

    /// Reads a table: CSV with the columns `date`, `kind` (`holiday` or `workday`) and `name`.
    ///
    /// # Errors
    /// Names the row, the column and what is allowed there.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = rows.headers().map_err(|e| e.to_string())?.clone();
        let column = |name: &str| {
            let found = header.iter().position(|other| other.trim() == name);
            found.ok_or_else(|| format!("the columns must be date, kind, name; {name} is missing"))
        };
        let [date, kind, name] = [column("date")?, column("kind")?, column("name")?];
        let mut days = BTreeMap::new();
        for (number, row) in (2..).zip(rows.records()) {
            let row = row.map_err(|e| e.to_string())?;
            let field = |at: usize| row.get(at).unwrap_or_default().trim();
            let day: NaiveDate = field(date).parse().map_err(|_| {
                format!(
                    "line {number}: date must be a day such as 2025-10-01, found {:?}",
                    field(date)
                )
            })?;
            let kind = match field(kind) {
                "holiday" => Kind::Holiday(field(name).to_owned()),
                "workday" => Kind::Workday,
                other => {
                    return Err(format!(
                        "line {number}: kind must be holiday or workday, found {other:?}"
                    ));
                }
            };
            days.insert(day, kind);
        }
        if days.is_empty() {
            return Err(
                "there is no day below the header; leave out [calendar] holidays to go without"
                    .to_owned(),
            );
        }
        Ok(Self { days })
    }

    /// The name of the holiday, if the day is one.
    pub fn name(&self, day: NaiveDate) -> Option<&str> {
        match self.days.get(&day)? {
            Kind::Holiday(name) => Some(name),
            Kind::Workday => None,
        }
    }

    /// Whether offices work.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.days.get(&day) {
            Some(kind) => *kind == Kind::Workday,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// Holidays among some days, both ends inclusive; `None` in years that the table does not
    /// reach: there they are not known, which is not none.
    pub fn count(&self, first: NaiveDate, last: NaiveDate) -> Option<usize> {
        let (start, end) = (self.days.keys().next()?.year(), self.days.keys().next_back()?.year());
        let known = first <= last && first.year() >= start && last.year() <= end;
        known.then(|| {
            self.days.range(first..=last).filter(|(_, kind)| **kind != Kind::Workday).count()
        })
    }
}

#[cfg(test)]
mod tests;
