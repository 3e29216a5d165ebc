//! What is published by itself, and when.

use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use croner::Cron;
use serde::{Deserialize, Serialize};

use crate::calendar::{Cadence, MonthStart, Period, TimeZone};

/// What becomes of a period whose data is not all there when the wait is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LateRule {
    /// It is published, marked as partial.
    #[default]
    Publish,
    /// It is not published.
    Skip,
}

/// `[schedule]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleSettings {
    /// A report on every day.
    pub daily: bool,
    /// A report on every ISO week.
    pub weekly: bool,
    /// A report on every statistical month.
    pub monthly: bool,
    /// The year's list of topics.
    pub annual: bool,
    /// Days after a period's last before its report is due: the last orders and call-backs come
    /// late.
    pub wait_days: u32,
    /// How many periods of a kind are looked back for ones that were missed.
    pub missed_max: usize,
    /// Time zone of the cron expressions; by default the city's.
    pub time_zone: Option<TimeZone>,
    /// When daily reports are due: at the first such time after the day, instead of `wait_days`
    /// after it.
    pub daily_at: Option<CronTime>,
    /// The same of weekly ones.
    pub weekly_at: Option<CronTime>,
    /// The same of monthly ones.
    pub monthly_at: Option<CronTime>,
    /// The same of annual ones.
    pub annual_at: Option<CronTime>,
    /// Days after it is due that a period is waited for whose data is not all there.
    pub late_days: u32,
    /// What becomes of it then.
    pub late: LateRule,
    /// Daily reports that are kept, the newest; 0 = all.
    pub keep_daily: usize,
    /// Weekly ones.
    pub keep_weekly: usize,
    /// Monthly ones.
    pub keep_monthly: usize,
    /// Annual ones.
    pub keep_annual: usize,
}

impl Default for ScheduleSettings {
    fn default() -> Self {
        Self {
            daily: false,
            weekly: false,
            monthly: true,
            annual: true,
            wait_days: 3,
            missed_max: 12,
            time_zone: None,
            daily_at: None,
            weekly_at: None,
            monthly_at: None,
            annual_at: None,
            late_days: 7,
            late: LateRule::Publish,
            keep_daily: 0,
            keep_weekly: 0,
            keep_monthly: 0,
            keep_annual: 0,
        }
    }
}

/// A cron expression of five fields: minute, hour, day of the month, month, day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CronTime(Box<Cron>);

impl TryFrom<String> for CronTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refuse = |reason: String| {
            format!(
                "a cron expression has five fields: minute, hour, day of the month, month, day of \
                 the week, as \"30 6 3 * *\"; found {text:?}: {reason}"
            )
        };
        if text.split_whitespace().count() != 5 {
            return Err(refuse(format!("{} fields", text.split_whitespace().count())));
        }
        Cron::from_str(&text).map(Box::new).map(Self).map_err(|error| refuse(error.to_string()))
    }
}

impl From<CronTime> for String {
    fn from(time: CronTime) -> Self {
        time.0.as_str().to_owned()
    }
}

/// The moments of a schedule in a time zone.
#[derive(Debug, Clone, Copy)]
pub struct Timetable<'a> {
    settings: &'a ScheduleSettings,
    zone: Tz,
    start: MonthStart,
}

impl<'a> Timetable<'a> {
    /// Of a city in a zone, whose months start on a day.
    pub fn new(settings: &'a ScheduleSettings, city: TimeZone, start: MonthStart) -> Self {
        Self { settings, zone: settings.time_zone.unwrap_or(city).0, start }
    }

    /// The day in the schedule's zone.
    pub fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone).date_naive()
    }

    /// A moment as the schedule's clock shows it.
    pub fn shown(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Y-%m-%d %H:%M %Z").to_string()
    }

    /// The last moment of a day in the schedule's zone.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.midnight(day + Days::new(1)) - chrono::TimeDelta::seconds(1)
    }

    /// When a period's report is due; `None` when its expression never comes true.
    pub fn due_at(&self, period: Period) -> Option<DateTime<Utc>> {
        let over = period.last_day(self.start) + Days::new(1);
        let Some(time) = self.time_of(period.cadence()) else {
            let wait = u64::from(self.settings.wait_days).saturating_sub(1);
            return Some(self.midnight(over + Days::new(wait)));
        };
        let from = self.midnight(over).with_timezone(&self.zone);
        time.0.find_next_occurrence(&from, true).ok().map(|at| at.with_timezone(&Utc))
    }

    /// When the wait for a period's data is over.
    pub fn late_at(&self, period: Period) -> Option<DateTime<Utc>> {
        let due = self.due_at(period)?;
        Some(due + Days::new(u64::from(self.settings.late_days)))
    }

    /// Whether a cron expression comes true after a moment and no later than another.
    pub fn comes_true(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> bool {
        let from = after.with_timezone(&self.zone);
        let times = self.settings.cadences().into_iter().filter_map(|kind| self.time_of(kind));
        let next = |time: &CronTime| time.0.find_next_occurrence(&from, false).ok();
        times.filter_map(next).any(|at| at <= until)
    }

    const fn time_of(&self, cadence: Cadence) -> Option<&'a CronTime> {
        match cadence {
            Cadence::Daily => self.settings.daily_at.as_ref(),
            Cadence::Weekly => self.settings.weekly_at.as_ref(),
            Cadence::Monthly => self.settings.monthly_at.as_ref(),
            Cadence::Annual => self.settings.annual_at.as_ref(),
        }
    }

    /// The first moment of a day: later than midnight where clocks skip it.
    fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        let at = day.and_time(NaiveTime::MIN);
        let hours = (0..4).map(|hour| at + chrono::TimeDelta::hours(hour));
        let first = hours.filter_map(|at| self.zone.from_local_datetime(&at).earliest()).next();
        first.map_or_else(|| at.and_utc(), |at| at.with_timezone(&Utc))
    }
}

impl ScheduleSettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        if !(1..=366).contains(&self.wait_days) {
            return Err(format!("wait_days must be in 1..=366, found {}", self.wait_days));
        }
        if !(1..=400).contains(&self.missed_max) {
            return Err(format!("missed_max must be in 1..=400, found {}", self.missed_max));
        }
        if self.late_days > 366 {
            return Err(format!("late_days must be in 0..=366, found {}", self.late_days));
        }
        Ok(())
    }

    /// The kinds of periods that are wanted, shortest first.
    pub fn cadences(&self) -> Vec<Cadence> {
        let all = [
            (self.daily, Cadence::Daily),
            (self.weekly, Cadence::Weekly),
            (self.monthly, Cadence::Monthly),
            (self.annual, Cadence::Annual),
        ];
        all.into_iter().filter(|(wanted, _)| *wanted).map(|(_, cadence)| cadence).collect()
    }

    /// How many reports of a kind are kept; 0 = all.
    pub const fn kept(&self, cadence: Cadence) -> usize {
        match cadence {
            Cadence::Daily => self.keep_daily,
            Cadence::Weekly => self.keep_weekly,
            Cadence::Monthly => self.keep_monthly,
            Cadence::Annual => self.keep_annual,
        }
    }
}

#[cfg(test)]
mod tests;
