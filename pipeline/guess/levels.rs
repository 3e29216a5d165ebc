//! Areas and categories: columns of names of which a finer one determines the coarser one above it.

use super::columns::Kinds;
use super::names::{Hint, is_called, is_only, rank};
use super::profile::{Profile, determined};
use super::roles::Why;

/// Share of rows in which a finer column must determine a coarser one.
const BELOW: f64 = 0.95;

/// Distinct values of the coarsest and of the finest area that a city can be told by.
const AREAS: std::ops::RangeInclusive<usize> = 1..=5_000;

/// Distinct values of categories.
const CATEGORIES: std::ops::RangeInclusive<usize> = 1..=3_000;

/// Most distinct values of a column that tells demands from other calls.
pub(super) const REQUEST_TYPES_MAX: usize = 12;

/// Share of numbers from which values are counts or codes, not names.
const NUMBERS: f64 = 0.9;

/// Whether the values are numbers: followers, ranks, alarms.
fn is_counted(profile: &Profile) -> bool {
    profile.share_of(|value| value.parse::<f64>().is_ok()) >= NUMBERS
}

/// A role, a column and what speaks for it.
pub(super) type Placed = (&'static str, usize, Why);

/// District, street and community, the coarsest first.
pub(super) fn districts(profiles: &[Profile], kinds: &Kinds) -> Vec<Placed> {
    let fits = |at: &usize| {
        let profile = &profiles[*at];
        let name = &profile.name;
        let by_name = is_called(name, Hint::Area)
            && ![Hint::AreaOfOffices, Hint::Address, Hint::Department, Hint::Category]
                .iter()
                .any(|hint| is_called(name, *hint));
        AREAS.contains(&profile.distinct())
            && !is_called(name, Hint::Department)
            && (by_values(profile) || by_name)
    };
    let mut fitting: Vec<usize> = kinds.names.iter().copied().filter(fits).collect();
    // A name that says nothing but an area comes before one of somebody's own areas.
    if fitting.iter().any(|at| is_only(&profiles[*at].name, Hint::Area)) {
        fitting.retain(|at| is_only(&profiles[*at].name, Hint::Area) || by_values(&profiles[*at]));
    }
    fitting.sort_by_key(|at| (profiles[*at].distinct(), *at));
    let usual = |at: &&usize| {
        let profile = &profiles[**at];
        let by_suffix = AREA_SUFFIXES
            .iter()
            .position(|suffixes| profile.share_of(ends_with(suffixes)) >= ENDING);
        (by_suffix.unwrap_or(usize::MAX), rank(&profile.name, Hint::Area).unwrap_or(usize::MAX))
    };
    let Some(&top) = fitting.iter().min_by_key(usual) else { return Vec::new() };
    // What lies within these areas is a finer one, whatever it is called, unless its name says what
    // else it is.
    let is_finer = |at: &usize| {
        let profile = &profiles[*at];
        let is_more =
            profile.distinct() > profiles[top].distinct() && AREAS.contains(&profile.distinct());
        is_more && (fitting.contains(at) || !is_of_matters(&profile.name))
    };
    let mut below: Vec<usize> = kinds.names.iter().copied().filter(is_finer).collect();
    below.sort_by_key(|at| (profiles[*at].distinct(), *at));
    let levels = chain_below(profiles, top, &below, 3);
    let Some(first) = levels.first() else { return Vec::new() };
    // Values that end as those of a level do begin there.
    let is_fine =
        |level: usize| profiles[*first].share_of(ends_with(AREA_SUFFIXES[level])) >= ENDING;
    let skip = if is_fine(2) { 2 } else { usize::from(is_fine(1)) };
    let names = ["district", "street", "community"];
    placed(profiles, &levels[..levels.len().min(3 - skip)], &names[skip..])
}

/// Whether a name says that the column is no area.
fn is_of_matters(name: &str) -> bool {
    let others = [
        Hint::AreaOfOffices,
        Hint::Address,
        Hint::Department,
        Hint::Category,
        Hint::Channel,
        Hint::Status,
        Hint::RequestType,
        Hint::Reporter,
        Hint::Reply,
        Hint::Text,
        Hint::Id,
    ];
    others.iter().any(|hint| is_called(name, *hint))
}

/// Share of the values from which they end as names of areas do.
const ENDING: f64 = 0.6;

/// Whether the values end as names of areas do.
fn by_values(profile: &Profile) -> bool {
    AREA_SUFFIXES.iter().any(|suffixes| profile.share_of(ends_with(suffixes)) >= ENDING)
}

/// How the names of districts, streets and communities end in Chinese.
const AREA_SUFFIXES: [&[&str]; 3] = [
    &["区", "县", "市", "旗", "區", "縣"],
    &["街道", "镇", "乡", "地区", "街道办", "街道办事处", "鎮", "鄉"],
    &["社区", "村", "居委会", "村委会", "社區", "里"],
];

fn ends_with(suffixes: &'static [&'static str]) -> impl Fn(&str) -> bool {
    |value| suffixes.iter().any(|suffix| value.ends_with(suffix)) && !value.ends_with("小区")
}

/// Categories, the coarsest first; of columns that nothing names, the one with most variety.
pub(super) fn categories(profiles: &[Profile], kinds: &Kinds, taken: &[usize]) -> Vec<Placed> {
    let free = |at: &&usize| !taken.contains(at) && CATEGORIES.contains(&profiles[**at].distinct());
    // Names of kinds of calls: a few tell demands from the rest, many are what calls are about.
    let is_request_type = |profile: &Profile| {
        is_called(&profile.name, Hint::RequestType) && profile.distinct() <= REQUEST_TYPES_MAX
    };
    let is_other = |name: &str| {
        [
            Hint::Department,
            Hint::Channel,
            Hint::Status,
            Hint::Address,
            Hint::Area,
            Hint::Reporter,
            Hint::Municipality,
        ]
        .iter()
        .any(|hint| is_called(name, *hint))
    };
    let mut fitting: Vec<usize> = kinds
        .names
        .iter()
        .filter(free)
        .filter(|at| {
            let profile = &profiles[**at];
            (is_called(&profile.name, Hint::Category)
                || is_called(&profile.name, Hint::RequestType))
                && !is_other(&profile.name)
                && !is_request_type(profile)
        })
        .copied()
        .collect();
    let by_name = !fitting.is_empty();
    if !by_name {
        fitting = kinds
            .names
            .iter()
            .filter(free)
            .filter(|at| {
                let profile = &profiles[**at];
                !is_other(&profile.name) && !is_request_type(profile) && !is_counted(profile)
            })
            .copied()
            .collect();
    }
    // What says the same of all is no level above others.
    if fitting.iter().any(|at| profiles[*at].distinct() > 1) {
        fitting.retain(|at| profiles[*at].distinct() > 1);
    }
    fitting.sort_by_key(|at| (profiles[*at].distinct(), *at));
    let levels = chain(profiles, &fitting, 3);
    let names = match levels.len() {
        1 => &["category_l2"][..],
        _ => &["category_l1", "category_l2", "category_l3"][..],
    };
    placed(profiles, &levels, names)
}

fn placed(profiles: &[Profile], levels: &[usize], names: &[&'static str]) -> Vec<Placed> {
    let mut all = Vec::new();
    for (level, (at, role)) in levels.iter().zip(names).enumerate() {
        let why = match level {
            0 => Why::Name,
            _ => Why::Below(profiles[levels[level - 1]].name.clone()),
        };
        all.push((*role, *at, why));
    }
    all
}

/// The longest chain of columns, coarse to fine, each of which the next determines; of equals, the
/// one whose finest column has most values. `columns` come by their number of values.
fn chain(profiles: &[Profile], columns: &[usize], longest: usize) -> Vec<usize> {
    let mut best: Vec<Vec<usize>> = Vec::new();
    for (position, &at) in columns.iter().enumerate() {
        let mut own = vec![at];
        for before in &best[..position] {
            let above = before[before.len() - 1];
            // Two codings of the same names are one level.
            let is_finer = profiles[at].distinct() > profiles[above].distinct();
            let longer = before.len() + 1 > own.len() && before.len() < longest;
            if longer && is_finer && determined(&profiles[above], &profiles[at]) >= BELOW {
                own = before.iter().copied().chain([at]).collect();
            }
        }
        best.push(own);
    }
    let size = |chain: &Vec<usize>| (chain.len(), profiles[chain[chain.len() - 1]].distinct());
    best.into_iter().max_by_key(size).unwrap_or_default()
}

/// The longest chain that begins with a column.
fn chain_below(profiles: &[Profile], top: usize, columns: &[usize], longest: usize) -> Vec<usize> {
    let inside: Vec<usize> = columns
        .iter()
        .copied()
        .filter(|at| determined(&profiles[top], &profiles[*at]) >= BELOW)
        .collect();
    std::iter::once(top).chain(chain(profiles, &inside, longest - 1)).collect()
}
