//! Channels that fall silent while others go on: their orders are missing, though no day is empty.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::NamedMonth;

/// A channel without orders, or nearly, for some months.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentChannel {
    /// Its name.
    pub name: String,
    /// First and last of the silent months.
    pub months: (NaiveDate, NaiveDate),
    /// Its orders a month before.
    pub usual: f64,
    /// Their share of all orders of these months, in (0, 1].
    pub share: f64,
}

/// Months before a silence in which a channel had orders.
const MONTHS_BEFORE: usize = 3;
/// Orders a month from which none is no chance.
const USUAL_MIN: f64 = 30.0;
/// Share of all orders below which the totals hardly change.
const SHARE_MIN: f64 = 0.01;
/// What is left of the usual orders in a silent month, at most.
const LEFT: f64 = 0.05;

/// The channels of the period that fell silent, by name and month; months that the feed does not
/// cover tell nothing.
pub fn silent_channels(channels: &[NamedMonth]) -> Vec<SilentChannel> {
    let covered = channels.iter().filter(|row| row.complete);
    let months: Vec<NaiveDate> =
        covered.clone().map(|row| row.month).collect::<BTreeSet<_>>().into_iter().collect();
    let mut orders: BTreeMap<&str, BTreeMap<NaiveDate, f64>> = BTreeMap::new();
    let mut all: BTreeMap<NaiveDate, f64> = BTreeMap::new();
    for row in covered {
        let own = row.rates.orders.unwrap_or(0) as f64;
        orders.entry(&row.name).or_default().insert(row.month, own);
        *all.entry(row.month).or_default() += own;
    }
    let total: Vec<f64> = months.iter().map(|month| all[month]).collect();
    orders.into_iter().flat_map(|(name, own)| silences(name, &own, &months, &total)).collect()
}

fn silences(
    name: &str,
    own: &BTreeMap<NaiveDate, f64>,
    months: &[NaiveDate],
    total: &[f64],
) -> Vec<SilentChannel> {
    let orders: Vec<f64> =
        months.iter().map(|month| own.get(month).copied().unwrap_or(0.0)).collect();
    let mut found = Vec::new();
    let mut at = MONTHS_BEFORE;
    while at < months.len() {
        let before = at - MONTHS_BEFORE..at;
        let sum: f64 = orders[before.clone()].iter().sum();
        let usual = sum / MONTHS_BEFORE as f64;
        let is_steady = orders[before.clone()].iter().all(|&month| month >= usual / 2.0);
        let share = sum / total[before].iter().sum::<f64>();
        let is_known = is_steady && usual >= USUAL_MIN && share >= SHARE_MIN;
        let silent = orders[at..].iter().take_while(|&&month| month <= LEFT * usual).count();
        if is_known && silent > 0 {
            let months = (months[at], months[at + silent - 1]);
            found.push(SilentChannel { name: name.to_owned(), months, usual, share });
        }
        at += silent.max(1);
    }
    found
}

#[cfg(test)]
mod tests;
