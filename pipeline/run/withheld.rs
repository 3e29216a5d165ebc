//! What cannot be judged sudden, and why: names that look renamed, new names, bulk imports.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Read;
use crate::mine::{Named, Rename, Withheld, find_renames};
use crate::orders::{
    Coverage, DAY_S, HOUR_S, Import, Moment, NamesSettings, Orders, Precision, find_imports, midnight,
};
use crate::panel::{self, CategoryId, MonthOrders, Panel};

/// What is withheld, with its reasons.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons {
    pub(super) renames: Vec<Rename>,
    pub(super) imports: Vec<Import>,
    pub(super) withheld: Withheld,
}

/// Looks for renames in the panel, and for imports among the orders of surges.
pub(super) fn reasons(read: &Read<'_>, panel: &Panel, coverage: &Coverage, months: Months<'_>) -> Reasons {
    let (renames, mut withheld) = of_names(panel, read.names);
    let imports = imports(read, panel, coverage, months);
    for import in &imports {
        let week = panel.weeks.partition_point(|monday| *monday <= import.day).checked_sub(1);
        let Some(week) = week else { continue };
        for (category, _) in import.by_category.iter().filter(|(_, orders)| **orders >= TOUCHED_MIN) {
            withheld.add_week(CategoryId(*category), week);
        }
    }
    Reasons { renames, imports, withheld }
}

/// What the panel alone says: names that look renamed, and new ones.
pub(super) fn of_names(panel: &Panel, names: &NamesSettings) -> (Vec<Rename>, Withheld) {
    let renames = find_renames(panel, &|name| names.is_settled(name));
    let mut withheld = Withheld::default();
    withheld.add_births(panel);
    for name in renames.iter().flat_map(|rename| rename.old.iter().chain(&rename.new)) {
        match name {
            Named::Area(area) => withheld.add_areas(panel, &[*area]),
            Named::Category(category) => withheld.add_categories(panel, &[*category]),
        }
    }
    (renames, withheld)
}

/// Orders of an import from which a category's week is not judged: one more or less is no news.
const TOUCHED_MIN: u64 = 2;

/// Days that lie before or after a month's first at most, whatever the day on which statistical
/// months start.
const MONTH_DAYS: u64 = 62;

/// The orders of each month.
pub(super) type Months<'a> = &'a std::collections::BTreeMap<chrono::NaiveDate, MonthOrders>;

fn imports(read: &Read<'_>, panel: &Panel, coverage: &Coverage, months: Months<'_>) -> Vec<Import> {
    if coverage.surges.is_empty() {
        return Vec::new();
    }
    // Most months have none: their orders are not looked at.
    let has_surge = |month: &chrono::NaiveDate| {
        let (first, last) = (*month - chrono::Days::new(MONTH_DAYS), *month + chrono::Days::new(MONTH_DAYS));
        coverage.surges.iter().any(|surge| (first..=last).contains(&surge.day))
    };
    let days: FxHashSet<i64> = coverage.surges.iter().map(|surge| midnight(surge.day)).collect();
    let runs = months.iter().filter(|(month, _)| has_surge(month)).flat_map(|(_, month)| &month.runs);
    let mut moments = Vec::new();
    for panel::Run { file, positions } in runs {
        let (orders, refs) = (&read.orders.files[*file as usize].orders, &read.refs[*file as usize]);
        let range = positions.start as usize..positions.end as usize;
        for (second, item) in orders.received[range.clone()].iter().zip(&orders.item[range]) {
            if days.contains(&(second - second.rem_euclid(DAY_S))) {
                moments.push(Moment { second: *second, category: refs.items[*item as usize].unit.0 });
            }
        }
    }
    moments.par_sort_unstable_by_key(|moment| (moment.second, moment.category));
    let of_city = |category| panel.total(panel.city(), category, 0..panel.months.len()).orders;
    let items: Vec<u64> = panel.items().map(|category| u64::from(of_city(category))).collect();
    let days = (coverage.last_day - coverage.first_day).num_days() as usize + 1;
    find_imports(&coverage.surges, &moments, precision(read.orders), &items, days)
}

/// Orders of each file by whose times it is judged how finely they are told.
const TIMES_SAMPLED: usize = 100_000;

/// How finely the orders' times are told.
fn precision(orders: &Orders) -> Precision {
    let files = orders.files.par_iter().map(|file| {
        let times = &file.orders.received;
        let sample = || times.iter().step_by(times.len() / TIMES_SAMPLED + 1);
        let whole = |unit: i64| sample().filter(|second| *second % unit == 0).count() as u64;
        [sample().count() as u64, whole(60), whole(HOUR_S)]
    });
    let add = |a: [u64; 3], b: [u64; 3]| [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let [all, minutes, hours] = files.reduce(|| [0; 3], add);
    Precision::of(all, minutes, hours)
}
