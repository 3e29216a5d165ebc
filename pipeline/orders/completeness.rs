//! Is the period complete? Hours without any order that the same hours of the weeks before make implausible; on a public
//! holiday, the same hours of the holidays before.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::config::Holidays;

/// Like days looked at for what an hour usually brings.
const DAYS_BACK: usize = 8;

/// Orders that must be missing before silence counts as a gap: with a Poisson mean of 12, no order at all
/// happens by chance six times in a million; twice that covers counts that vary more than Poisson.
const MIN_MISSING: f64 = 24.0;

/// Hours of silence below which a gap inside the feed is taken for a holiday or a night.
const MIN_INNER_HOURS: usize = 36;

/// A stretch of hours in which the feed brought nothing though it should have.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Hours since the first day's midnight, inclusive.
    pub from_hour: usize,
    /// Hours since the first day's midnight, exclusive.
    pub to_hour: usize,
    /// Orders that usually come in these hours.
    pub expected: f64,
}

/// What a feed covers, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// First day with an order.
    pub first_day: NaiveDate,
    /// Last day with an order.
    pub last_day: NaiveDate,
    /// Stretches of silence, in order of time.
    pub gaps: Vec<Gap>,
    /// Orders usual for each hour since the first day's midnight.
    expected: Vec<f64>,
}

impl Coverage {
    /// The feed's gaps as days and hours: first silent hour and last silent hour.
    pub fn describe(&self, gap: &Gap) -> (NaiveDate, usize, NaiveDate, usize) {
        let day = |hour: usize| self.first_day + Days::new((hour / 24) as u64);
        (day(gap.from_hour), gap.from_hour % 24, day(gap.to_hour - 1), (gap.to_hour - 1) % 24)
    }

    /// Share in [0, 1] of the usual orders of some days, both ends inclusive, that fall in hours which the feed covers.
    /// Days before the first or after the last order are not covered.
    pub fn share(&self, first: NaiveDate, last: NaiveDate) -> f64 {
        let (mut covered, mut usual) = (0.0, 0.0);
        let weekday = self.weekday_means();
        for day in first.iter_days().take_while(|day| *day <= last) {
            let inside = day >= self.first_day && day <= self.last_day;
            if !inside {
                usual += weekday[day.weekday().num_days_from_monday() as usize];
                continue;
            }
            let start = (day - self.first_day).num_days() as usize * 24;
            for hour in start..start + 24 {
                usual += self.expected[hour];
                if !self.gaps.iter().any(|gap| (gap.from_hour..gap.to_hour).contains(&hour)) {
                    covered += self.expected[hour];
                }
            }
        }
        if usual > 0.0 { covered / usual } else { 0.0 }
    }

    fn weekday_means(&self) -> [f64; 7] {
        let (mut sum, mut days) = ([0.0; 7], [0.0; 7]);
        for (index, hours) in self.expected.chunks(24).enumerate() {
            let day = self.first_day + Days::new(index as u64);
            let weekday = day.weekday().num_days_from_monday() as usize;
            sum[weekday] += hours.iter().sum::<f64>();
            days[weekday] += 1.0;
        }
        std::array::from_fn(|i| if days[i] > 0.0 { sum[i] / days[i] } else { 0.0 })
    }
}

/// Assesses counts per day and hour, from `first_day` on. The last day's last order decides where the feed ends.
pub fn assess(first_day: NaiveDate, counts: &[[u32; 24]], holidays: &Holidays) -> Coverage {
    let kinds: Vec<Kind> = first_day.iter_days().take(counts.len()).map(|day| Kind::of(day, holidays)).collect();
    let expected: Vec<f64> = (0..counts.len()).flat_map(|day| usual(counts, &kinds, day)).collect();
    let last_day = first_day + Days::new(counts.len().saturating_sub(1) as u64);
    let mut gaps = Vec::new();
    let hours = counts.len() * 24;
    let mut hour = 0;
    while hour < hours {
        let silent = (hour..hours).take_while(|&h| counts[h / 24][h % 24] == 0).count();
        if silent == 0 {
            hour += 1;
            continue;
        }
        let missing: f64 = expected[hour..hour + silent].iter().sum();
        let at_an_end = hour == 0 || hour + silent == hours;
        if missing >= MIN_MISSING && (at_an_end || silent >= MIN_INNER_HOURS) {
            gaps.push(Gap { from_hour: hour, to_hour: hour + silent, expected: missing });
        }
        hour += silent;
    }
    Coverage { first_day, last_day, gaps, expected }
}

/// What makes two days alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Weekday(Weekday),
    Holiday,
}

impl Kind {
    /// A weekend day that is worked is like a Friday.
    fn of(day: NaiveDate, holidays: &Holidays) -> Self {
        match day.weekday() {
            _ if holidays.name(day).is_some() => Self::Holiday,
            Weekday::Sat | Weekday::Sun if holidays.is_working_day(day) => Self::Weekday(Weekday::Fri),
            weekday => Self::Weekday(weekday),
        }
    }
}

/// Mean of each hour of a day over the nearest like days, those before first. Days without any order are left out as feeds
/// that failed, but for holidays, when an office may be closed.
fn usual(counts: &[[u32; 24]], kinds: &[Kind], day: usize) -> [f64; 24] {
    let kind = kinds[day];
    let is_like = |d: &usize| kinds[*d] == kind && (kind == Kind::Holiday || counts[*d].iter().any(|&c| c > 0));
    let mut days: Vec<usize> = (0..day).rev().filter(is_like).take(DAYS_BACK).collect();
    if days.len() < DAYS_BACK / 2 {
        days.extend((day + 1..counts.len()).filter(is_like).take(DAYS_BACK - days.len()));
    }
    if days.is_empty() {
        return counts[day].map(f64::from);
    }
    std::array::from_fn(|hour| days.iter().map(|&d| f64::from(counts[d][hour])).sum::<f64>() / days.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_feed_that_stops_at_three_on_the_last_day_is_seen() {
        let mut counts = vec![[20; 24]; 60];
        counts[59][3..].fill(0);
        let coverage = assess(day("2024-01-01"), &counts, &Holidays::default());
        assert_eq!(coverage.gaps.len(), 1);
        assert_eq!(coverage.describe(&coverage.gaps[0]), (day("2024-02-29"), 3, day("2024-02-29"), 23));
        assert_eq!(coverage.share(day("2024-01-01"), day("2024-01-31")), 1.0);
        let february = coverage.share(day("2024-02-01"), day("2024-02-29"));
        assert!((february - (1.0 - 21.0 / (29.0 * 24.0))).abs() < 1e-12, "{february}");
        assert!((coverage.share(day("2024-03-01"), day("2024-03-31"))).abs() < 1e-12);
    }

    #[test]
    fn quiet_nights_and_a_small_feed_are_no_gaps() {
        let mut counts = vec![[0; 24]; 60];
        counts.iter_mut().for_each(|day| day[9..17].fill(1));
        assert_eq!(assess(day("2024-01-01"), &counts, &Holidays::default()).gaps, []);
    }

    #[test]
    fn an_office_that_closes_on_holidays_has_no_gap_then_and_one_that_does_not_has() {
        // Spring Festival 2023 is 21 to 27 January, in 2024 10 to 17 February.
        let mut closed = vec![[20; 24]; 460];
        let holidays = Holidays::china();
        let first = day("2022-12-01");
        for (day, hours) in first.iter_days().zip(&mut closed) {
            if holidays.name(day).is_some() {
                *hours = [0; 24];
            }
        }
        assert_eq!(assess(first, &closed, &holidays).gaps, []);
        assert!(!assess(first, &closed, &Holidays::default()).gaps.is_empty());
        let mut open = vec![[20; 24]; 460];
        let festival = (day("2024-02-10") - first).num_days() as usize;
        open[festival..festival + 3].fill([0; 24]);
        let gaps = assess(first, &open, &holidays).gaps;
        assert_eq!((gaps.len(), gaps[0].from_hour, gaps[0].to_hour), (1, festival * 24, (festival + 3) * 24));
    }

    #[test]
    fn two_silent_days_inside_a_busy_feed_are_a_gap() {
        let mut counts = vec![[20; 24]; 60];
        counts[30] = [0; 24];
        counts[31] = [0; 24];
        let coverage = assess(day("2024-01-01"), &counts, &Holidays::default());
        assert_eq!((coverage.gaps[0].from_hour, coverage.gaps[0].to_hour), (30 * 24, 32 * 24));
    }
}
