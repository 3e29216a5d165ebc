//! Which column is which: by values first, by names where values fit alike.

use super::columns::{Kinds, answer_of, best_id, coordinates, kinds_of, reporter, text};
use super::levels::{REQUEST_TYPES_MAX, categories, districts};
use super::names::{Hint, is_called, rank};
use super::profile::Profile;
use super::times::{TimeColumn, TimeForm, no_later};

/// A column of the configuration, and why.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guess {
    /// Its canonical name.
    pub(super) role: &'static str,
    /// Position of its column among the profiles, where it is one.
    pub(super) column: Option<usize>,
    /// The expression.
    pub(super) sql: String,
    /// What speaks for it.
    pub(super) why: Why,
    /// Whether a person must decide: written as a comment.
    pub(super) is_open: bool,
}

impl Guess {
    /// A column as it is.
    pub(super) fn new(role: &'static str, profiles: &[Profile], at: usize, why: Why) -> Self {
        Self { role, column: Some(at), sql: profiles[at].sql(), why, is_open: false }
    }
}

/// What speaks for a guess.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Why {
    /// Values alone, in words of what they are.
    Values,
    /// The name says so, and the values fit.
    Name,
    /// Values of a column that determine those of the named one.
    Below(String),
    /// Day and month may stand in either order: the formats of the other reading.
    DayOrMonth(Vec<String>),
    /// No column tells orders apart.
    NoId,
}

/// Share of rows in which one time must be no later than another.
const IN_ORDER: f64 = 0.95;

/// Share of the rows that must have a time for it to be that of receiving.
const KNOWN: f64 = 0.95;

/// All guesses, in canonical order.
pub(super) fn guess(profiles: &[Profile]) -> Vec<Guess> {
    let times: Vec<TimeColumn> = (0..)
        .zip(profiles)
        .filter_map(|(at, profile)| {
            let hints = [Hint::Time, Hint::Received, Hint::Closed, Hint::Due, Hint::Updated];
            let is_called_time = hints.iter().any(|hint| is_called(&profile.name, *hint));
            TimeColumn::of(
                at,
                profile,
                is_called_time
                    && (is_called(&profile.name, Hint::Time)
                        || !is_called(&profile.name, Hint::Id)),
            )
        })
        .collect();
    let kinds = kinds_of(profiles, &times);
    let mut guesses = vec![id(profiles, &kinds)];
    let received = received(profiles, &times);
    guesses.extend(received.map(|at| time_guess("received_at", profiles, &times[at])));
    let mut taken = Vec::new();
    guesses.extend(places_and_matters(profiles, &kinds, &mut taken));
    guesses.extend(others(profiles, &kinds, &taken));
    guesses.extend(reporter(profiles, &kinds));
    guesses.extend(text(profiles, &kinds));
    if let Some(received) = received {
        guesses.extend(later_times(profiles, &times, received));
    }
    guesses.extend(answers(profiles, &kinds));
    guesses.extend(coordinates(profiles, &kinds));
    guesses
}

fn id(profiles: &[Profile], kinds: &Kinds) -> Guess {
    match best_id(profiles, kinds) {
        Some((at, is_named)) => {
            let why = if is_named { Why::Name } else { Why::Values };
            Guess::new("order_id", profiles, at, why)
        }
        None => {
            let sql = r#"concat("_file_name", '#', "_row_number")"#.to_owned();
            Guess { role: "order_id", column: None, sql, why: Why::NoId, is_open: false }
        }
    }
}

fn time_guess(role: &'static str, profiles: &[Profile], time: &TimeColumn) -> Guess {
    let why = match &time.form {
        TimeForm::Ambiguous([_, other]) => Why::DayOrMonth(other.clone()),
        _ => Why::Values,
    };
    let is_open = matches!(why, Why::DayOrMonth(_));
    let sql = time.sql(&profiles[time.column]);
    Guess { role, column: Some(time.column), sql, why, is_open }
}

/// Of the times that nearly every row has, the one that is no later than most others; of several,
/// one that is called so.
fn received(profiles: &[Profile], times: &[TimeColumn]) -> Option<usize> {
    let most = times.iter().map(|time| profiles[time.column].known_share()).fold(0.0, f64::max);
    let score = |at: usize| {
        let profile = &profiles[times[at].column];
        let others = (0..times.len()).filter(|other| *other != at);
        let first = others.filter(|&other| no_later(&times[at], &times[other]) >= IN_ORDER).count();
        let is_called_other = [Hint::Closed, Hint::Due, Hint::Updated]
            .iter()
            .any(|hint| is_called(&profile.name, *hint));
        let is_called_so = is_called(&profile.name, Hint::Received);
        (is_called_so && !is_called_other, !is_called_other, first)
    };
    let whole = |at: &usize| profiles[times[*at].column].known_share() >= KNOWN * most;
    // Of equals the first.
    (0..times.len()).filter(whole).rev().max_by_key(|at| score(*at))
}

/// Times after that of receiving: closed and due, and when the row was changed.
fn later_times(profiles: &[Profile], times: &[TimeColumn], received: usize) -> Vec<Guess> {
    let mut found = Vec::new();
    let roles = [("due_at", Hint::Due), ("closed_at", Hint::Closed), ("updated_at", Hint::Updated)];
    for (role, hint) in roles {
        let fits = |time: &&TimeColumn| {
            let name = &profiles[time.column].name;
            let is_first = [Hint::Due, Hint::Closed, Hint::Updated]
                .into_iter()
                .find(|hint| is_called(name, *hint));
            time.column != times[received].column
                && is_first == Some(hint)
                && no_later(&times[received], time) >= IN_ORDER
        };
        found.extend(times.iter().find(fits).map(|time| time_guess(role, profiles, time)));
    }
    found
}

/// Categories and areas, with what is above them.
fn places_and_matters(profiles: &[Profile], kinds: &Kinds, taken: &mut Vec<usize>) -> Vec<Guess> {
    let areas = districts(profiles, kinds);
    taken.extend(areas.iter().map(|(_, at, _)| *at));
    let matters = categories(profiles, kinds, taken);
    taken.extend(matters.iter().map(|(_, at, _)| *at));
    let all = matters.into_iter().chain(areas);
    all.map(|(role, at, why)| Guess::new(role, profiles, at, why)).collect()
}

/// Columns of a few names that only their own name tells apart.
fn others(profiles: &[Profile], kinds: &Kinds, taken: &[usize]) -> Vec<Guess> {
    let roles = [
        ("request_type", Hint::RequestType),
        ("dispatch", Hint::Dispatch),
        ("channel", Hint::Channel),
        ("department", Hint::Department),
    ];
    let mut found = Vec::new();
    let mut taken = taken.to_vec();
    for (role, hint) in roles {
        let is_kind =
            |at: &usize| role != "request_type" || profiles[*at].distinct() <= REQUEST_TYPES_MAX;
        let free = kinds.names.iter().filter(|at| !taken.contains(*at) && is_kind(at));
        let named = free.filter_map(|at| Some((rank(&profiles[*at].name, hint)?, at)));
        let at = named.min().map(|(_, at)| at);
        let at = at.copied();
        found.extend(at.map(|at| Guess::new(role, profiles, at, Why::Name)));
        taken.extend(at);
    }
    found
}

/// Columns of yes and no.
fn answers(profiles: &[Profile], kinds: &Kinds) -> Vec<Guess> {
    let mut found: Vec<Guess> = Vec::new();
    for at in &kinds.answers {
        let profile = &profiles[*at];
        let Some((role, is_named)) = answer_of(profile) else { continue };
        if found.iter().all(|guess| guess.role != role) {
            let why = if is_named { Why::Name } else { Why::Values };
            found.push(Guess::new(role, profiles, *at, why));
        }
    }
    found.sort_by_key(|guess| {
        ["responded", "resolved", "satisfied", "escalated"]
            .iter()
            .position(|role| *role == guess.role)
    });
    found
}
