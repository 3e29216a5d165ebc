//! When the orders of a file were received, by the hour: all that the completeness check and the months need to know.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::local_time::{HOUR_S, hour_of};

/// How many orders came in each hour that had any, by hours since 1970-01-01 00:00 of the city's own clock; ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hours(Vec<(i64, u32)>);

impl Hours {
    /// Counts times, in seconds.
    pub fn of(received: &[i64]) -> Self {
        // Feeds are nearly sorted: an hour's orders come one after another.
        let runs = received.chunk_by(|one, other| hour_of(*one) == hour_of(*other));
        let mut hours: Vec<(i64, u32)> = runs.map(|run| (hour_of(run[0]), run.len() as u32)).collect();
        hours.sort_unstable();
        hours.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        Self(hours)
    }

    /// The first second of each hour, and its orders.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, u32)> {
        self.0.iter().map(|&(hour, orders)| (hour * HOUR_S, orders))
    }

    /// Whether all are among some seconds, which begin and end with an hour.
    pub fn are_within(&self, seconds: &Range<i64>) -> bool {
        self.iter().all(|(hour, _)| seconds.contains(&hour))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_counted_by_the_hour_in_any_order() {
        let hours = Hours::of(&[7_200, 3_599, 7_201, 0, -1, 10_799]);
        assert_eq!(hours.iter().collect::<Vec<_>>(), [(-3_600, 1), (0, 2), (7_200, 3)]);
        assert!(hours.are_within(&(-3_600..10_800)) && !hours.are_within(&(0..10_800)));
        assert_eq!(Hours::of(&[]), Hours::default());
    }
}
