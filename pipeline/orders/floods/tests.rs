//! Imports, and days on which people had reason to call.

use super::super::local_time::{DAY_S, midnight};
use super::super::surges::surges;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A city of eight kinds, about equally common.
const KINDS: [u64; 8] = [900, 800, 700, 600, 500, 400, 300, 200];

/// Orders of one hour of 14 May 2024 at some seconds of it, their kinds in turn.
fn hour(hour: u32, seconds: impl Iterator<Item = i64>, kinds: u32) -> (Surge, Vec<Moment>) {
    let start = midnight(day("2024-05-14")) + i64::from(hour) * HOUR_S;
    let moment =
        |(at, second): (u32, i64)| Moment { second: start + second, area: 0, category: at % kinds };
    let mut moments: Vec<Moment> = (0..).zip(seconds).map(moment).collect();
    moments.sort_by_key(|moment| moment.second);
    let surge = Surge {
        day: day("2024-05-14"),
        hour: Some(hour),
        orders: moments.len() as u64,
        usual: 2.0,
        is_abrupt: false,
    };
    (surge, moments)
}

fn imports(found: &(Surge, Vec<Moment>), precision: Precision) -> Vec<Import> {
    find_imports(std::slice::from_ref(&found.0), &found.1, precision, &KINDS, 700)
}

#[test]
fn many_orders_at_once_are_an_import() {
    let second = hour(3, std::iter::repeat_n(727, 1_200), 8);
    let found = imports(&second, Precision::Second);
    assert_eq!((found[0].day, found[0].orders, found[0].moments), (day("2024-05-14"), 1_200, 1));
    assert_eq!(found[0].by_category().len(), 8);
    let minute = hour(15, (0..1_200).map(|at| 600 + at % 60), 2);
    assert_eq!(imports(&minute, Precision::Second)[0].moments, 60);
    let to_the_minute = hour(15, std::iter::repeat_n(660, 300), 1);
    assert_eq!(imports(&to_the_minute, Precision::Minute)[0].orders, 300);
}

#[test]
fn an_import_drawn_out_is_of_all_kinds_and_a_storm_is_not() {
    let seconds = || (0..1_200).map(|at| at * 3);
    assert_eq!(imports(&hour(11, seconds(), 8), Precision::Second)[0].orders, 1_200);
    assert_eq!(imports(&hour(11, seconds(), 2), Precision::Second), []);
    // Where times are days, a day of all kinds is one as well, and a moment says nothing.
    let (mut surge, moments) = hour(0, std::iter::repeat_n(0, 1_200), 8);
    surge.hour = None;
    assert_eq!(imports(&(surge.clone(), moments), Precision::Coarse)[0].orders, 1_200);
    let storm = hour(0, std::iter::repeat_n(0, 1_200), 1).1;
    assert_eq!(imports(&(surge, storm), Precision::Coarse), []);
}

#[test]
fn an_hour_of_calls_is_no_import_and_a_day_of_imports_is_whole() {
    // Seventy-six calls about four kinds, each in a second of its own.
    let calls = hour(15, (0..76).map(|at| at * 47), 4);
    assert_eq!(imports(&calls, Precision::Second), []);
    // As many of a clerk, entered over half an hour and told to the minute.
    let entered = hour(13, (0..76).map(|at| at % 35 * 60), 4);
    assert_eq!(imports(&entered, Precision::Second), []);
    // The same among calls to the second: the clerk's moments are no finer for that.
    let mixed = (0..66).map(|at| at % 33 * 60).chain((0..12).map(|at| at * 271 + 7));
    assert_eq!(imports(&hour(13, mixed, 4), Precision::Second), []);
    // Twelve hundred over fourteen hours, of all kinds, one of the hours in one second.
    let mut moments = hour(7, (0..1_100).map(|at| at * 45), 8).1;
    moments.extend(hour(9, std::iter::repeat_n(60, 100), 8).1);
    moments.sort_by_key(|moment| moment.second);
    let whole =
        Surge { day: day("2024-05-14"), hour: None, orders: 1_200, usual: 27.0, is_abrupt: false };
    let ninth =
        Surge { day: day("2024-05-14"), hour: Some(9), orders: 180, usual: 2.0, is_abrupt: false };
    let found = find_imports(&[whole, ninth], &moments, Precision::Second, &KINDS, 700);
    assert_eq!((found.len(), found[0].orders), (1, 1_200));
}

#[test]
fn what_comes_every_month_is_a_rhythm() {
    let start = midnight(day("2023-01-01"));
    let mut surges = Vec::new();
    let mut moments = Vec::new();
    for month in 0..24_i64 {
        let at = start + month * 30 * DAY_S;
        let (day, hour) = (day_of(at), Some(0));
        surges.push(Surge { day, hour, orders: 200, usual: 2.0, is_abrupt: false });
        moments.extend((0..200).map(|order| Moment { second: at, area: 0, category: order % 8 }));
    }
    assert_eq!(find_imports(&surges, &moments, Precision::Second, &KINDS, 730), []);
    assert_eq!(find_imports(&surges[..2], &moments, Precision::Second, &KINDS, 730).len(), 2);
}

#[test]
fn an_hour_far_above_the_usual_is_a_surge() {
    let mut days = vec![[1; 24]; 30];
    days[20][3] = 1_201;
    let found = surges(day("2024-04-24"), &days, &[1.0; 720]);
    let hours: Vec<(Option<u32>, u64)> =
        found.iter().map(|surge| (surge.hour, surge.orders)).collect();
    assert_eq!(hours, [(None, 1_224), (Some(3), 1_201)]);
    assert_eq!((found[0].day, found[0].usual), (day("2024-05-14"), 24.0));
    assert_eq!(Precision::of(1_000, 1_000, 20), Precision::Minute);
    assert_eq!(Precision::of(1_000, 17, 1), Precision::Second);
    assert_eq!(Precision::of(1_000, 1_000, 1_000), Precision::Coarse);
}

/// Two orders an hour on thirty days, and others in the hours from nine on of the twenty-first.
fn with_hours(more: &[u32]) -> Vec<Surge> {
    let mut days = vec![[2; 24]; 30];
    for (hour, orders) in (9..).zip(more) {
        days[20][hour] += orders;
    }
    surges(day("2024-04-24"), &days, &[2.0; 720])
}

#[test]
fn old_orders_of_one_kind_end_at_once_and_calls_about_a_storm_fade() {
    let abrupt = |more: &[u32]| {
        with_hours(more).iter().filter(|surge| surge.is_abrupt).map(|surge| surge.hour).collect()
    };
    let hours: Vec<Option<u32>> = abrupt(&[400, 200]);
    assert_eq!(hours, [Some(9), Some(10)]);
    assert_eq!(abrupt(&[400, 420, 15]), [Some(9), Some(10)], "it reaches into the next hour");
    assert_eq!(abrupt(&[600, 300, 150, 75, 38, 19, 9]), [], "half as many every hour");
    assert_eq!(abrupt(&[60, 20]), [], "not far above the usual");
    // Of one kind in seconds of their own: what an import is told by is how it ends.
    let (mut surge, moments) = hour(9, (0..400).map(|at| at * 9), 1);
    assert_eq!(find_imports(&[surge.clone()], &moments, Precision::Second, &KINDS, 700), []);
    surge.is_abrupt = true;
    assert_eq!(find_imports(&[surge], &moments, Precision::Second, &KINDS, 700)[0].orders, 400);
}
