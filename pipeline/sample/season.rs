//! When in the year, in the week and in the day: seasons, moving holidays, working days.

use chrono::{Datelike, NaiveDate, Weekday};

use super::categories::Rhythm;
use crate::calendar::Holidays;

/// A shape over the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Season {
    /// All year.
    Flat,
    /// By month, interpolated between the middles of months.
    Monthly(&'static [f64; 12]),
    /// Mid-November to mid-March, most on the first days and in the cold.
    Heating,
    /// Around the first and last days of heating.
    LateHeat,
    /// Mid-April to mid-May.
    Catkin,
    /// New Year and Spring Festival, which moves.
    NewYear,
    /// Holidays and summer.
    Travel,
}

const SUMMER: [f64; 12] = [0.6, 0.6, 0.7, 0.9, 1.2, 1.5, 1.7, 1.6, 1.2, 0.8, 0.6, 0.6];
const WINTER: [f64; 12] = [1.7, 1.2, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 1.1, 1.5];
const SPRING: [f64; 12] = [0.7, 0.7, 1.3, 1.5, 1.4, 1.1, 0.9, 0.9, 1.0, 1.0, 0.8, 0.7];
const AUTUMN: [f64; 12] = [0.6, 0.5, 0.7, 0.7, 0.8, 0.8, 0.8, 0.9, 1.3, 2.0, 1.9, 1.0];
const SCHOOL: [f64; 12] = [0.7, 0.8, 1.2, 1.0, 1.0, 1.0, 0.9, 1.1, 1.7, 1.1, 0.9, 0.7];
const ADMISSION: [f64; 12] = [0.3, 0.4, 0.6, 1.1, 2.2, 2.6, 2.0, 1.6, 0.9, 0.4, 0.3, 0.3];
const FLOOD: [f64; 12] = [0.4, 0.4, 0.5, 0.6, 0.8, 1.4, 2.8, 2.6, 1.1, 0.6, 0.4, 0.4];
const NOVEMBER: [f64; 12] = [0.9, 0.7, 0.8, 0.8, 0.8, 1.4, 1.0, 0.8, 0.9, 1.0, 2.0, 1.2];

impl Season {
    /// By the name used in the category table.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "flat" => Self::Flat,
            "summer" => Self::Monthly(&SUMMER),
            "winter" => Self::Monthly(&WINTER),
            "spring" => Self::Monthly(&SPRING),
            "autumn" => Self::Monthly(&AUTUMN),
            "school" => Self::Monthly(&SCHOOL),
            "admission" => Self::Monthly(&ADMISSION),
            "flood" => Self::Monthly(&FLOOD),
            "november" => Self::Monthly(&NOVEMBER),
            "heating" => Self::Heating,
            "lateheat" => Self::LateHeat,
            "catkin" => Self::Catkin,
            "newyear" => Self::NewYear,
            "travel" => Self::Travel,
            _ => return None,
        })
    }

    /// Whether demand goes on all year, strong enough to be called chronic.
    pub const fn is_all_year(self) -> bool {
        matches!(self, Self::Flat | Self::Monthly(_))
    }

    /// Relative demand on a day; the mean over a year is near 1 but not exactly 1.
    pub fn factor(self, day: NaiveDate, calendar: &Calendar) -> f64 {
        let month_day = day.month() * 100 + day.day();
        match self {
            Self::Flat => 1.0,
            Self::Monthly(shape) => interpolate(shape, day),
            Self::Heating => match month_day {
                1115..=1130 => 5.0,
                1201..=1231 | 101..=131 => 3.0,
                1101..=1114 => 2.0,
                201..=315 => 1.6,
                _ => 0.1,
            },
            Self::LateHeat => match month_day {
                301..=331 | 1025..=1114 => 4.0,
                _ => 0.5,
            },
            Self::Catkin => match month_day {
                410..=520 => 7.0,
                _ => 0.2,
            },
            Self::NewYear => match calendar.holiday(day) {
                Some("春节" | "元旦") => 12.0,
                _ => 0.6,
            },
            Self::Travel => {
                interpolate(&SUMMER, day).sqrt()
                    * if calendar.holiday(day).is_some() { 2.0 } else { 0.9 }
            }
        }
    }
}

fn interpolate(shape: &[f64; 12], day: NaiveDate) -> f64 {
    let month = day.month0() as usize;
    let offset = (f64::from(day.day()) - 15.5) / 30.5;
    let other = if offset < 0.0 { (month + 11) % 12 } else { (month + 1) % 12 };
    shape[month] * (1.0 - offset.abs()) + shape[other] * offset.abs()
}

/// Holidays and make-up working days.
#[derive(Debug, Clone)]
pub struct Calendar {
    holidays: Holidays,
}

impl Calendar {
    /// From the holiday table that the project carries (2019–2026).
    pub fn new() -> Self {
        Self { holidays: Holidays::china() }
    }

    /// The name of the public holiday, if the day is one.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        self.holidays.name(day)
    }

    /// Whether offices work.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.holidays.is_working_day(day)
    }

    /// Relative demand of a rhythm on a day of this kind.
    pub fn weekday_factor(&self, rhythm: Rhythm, day: NaiveDate) -> f64 {
        let working = self.is_working_day(day);
        let base = match (rhythm, working) {
            (Rhythm::Office, false) => 0.45,
            (Rhythm::Road, false) => 0.85,
            (Rhythm::Shop, false) => 1.15,
            (_, false) => 0.95,
            (_, true) => 1.0,
        };
        let monday = if working && day.weekday() == Weekday::Mon { 1.1 } else { 1.0 };
        let festival = if self.holiday(day).is_some() { 0.75 } else { 1.0 };
        base * monday * festival
    }
}

/// Cumulative share of a day's reports by the end of each hour.
pub fn hour_shares(rhythm: Rhythm) -> [f64; 24] {
    const OFFICE: [u8; 24] =
        [1, 1, 0, 0, 0, 1, 2, 4, 9, 14, 14, 10, 6, 9, 12, 11, 9, 6, 4, 4, 4, 3, 2, 1];
    const HOME: [u8; 24] =
        [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 8, 7, 8, 9, 9, 8, 8, 8, 9, 9, 8, 6, 4];
    const NIGHT: [u8; 24] =
        [8, 6, 4, 3, 2, 3, 5, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5, 6, 8, 10, 12, 13, 12];
    const SHOP: [u8; 24] =
        [1, 1, 0, 0, 0, 0, 1, 3, 6, 9, 11, 10, 8, 10, 11, 11, 10, 8, 7, 7, 7, 6, 4, 2];
    const ROAD: [u8; 24] =
        [2, 1, 1, 1, 1, 3, 7, 13, 13, 9, 8, 6, 5, 6, 7, 8, 10, 13, 11, 8, 6, 5, 4, 3];
    let shape = match rhythm {
        Rhythm::Office => &OFFICE,
        Rhythm::Home | Rhythm::Online => &HOME,
        Rhythm::Night => &NIGHT,
        Rhythm::Shop => &SHOP,
        Rhythm::Road => &ROAD,
    };
    let total: f64 = shape.iter().map(|&n| f64::from(n)).sum();
    let mut sum = 0.0;
    shape.map(|n| {
        sum += f64::from(n);
        sum / total
    })
}

#[cfg(test)]
mod tests;
