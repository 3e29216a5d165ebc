//! What readers must know of the data: facts of the run as typed caveats. Their words are in
//! [`crate::report`].

use chrono::Months;

use super::{Decided, Job, Prepared};
use crate::language::Language;
use crate::mine::{Judgement, LevelNotAssessed, Named, PersistentLevel};
use crate::monitor::{Review, silent_channels};
use crate::orders::RejectReason;
use crate::panel::{AreaLevel, StatMonth, address_like};
use crate::propose::Note;
use crate::report::{
    BulkImport, Caveat, OddTimes, Oddity, RenameSuspicion, Silence, UnreadableColumn, ranked,
};
use crate::warehouse::Dimensions;

/// The caveats of a run, those that change most first.
pub fn caveats(job: &Job, prepared: &Prepared, decided: &Decided, review: &Review) -> Vec<Caveat> {
    let language = job.config.language;
    let mut all = names(prepared);
    all.extend(period(job, prepared));
    all.extend(feed(prepared));
    let silent = silent_channels(&review.channels);
    all.extend((!silent.is_empty()).then_some(Caveat::SilentChannels(silent)));
    all.extend(rows(job, prepared));
    all.extend(missing(prepared));
    all.extend(moved_holidays(prepared));
    all.extend(texts(prepared, decided));
    all.extend(persistent(decided));
    all.extend(said(prepared, decided, language));
    ranked(all)
}

/// Days without orders at the beginning from which the page says so: an office may be closed over
/// New Year.
const LATE_START_DAYS: i64 = 7;

/// What is known of the period's days.
fn period(job: &Job, prepared: &Prepared) -> Vec<Caveat> {
    let mut all = Vec::new();
    let window = prepared.clock.window;
    let (seen, asked) =
        (window.period_last, prepared.clock.period.last_day(job.config.calendar.month_start_day));
    if seen < asked {
        all.push(Caveat::PeriodNotOver { seen, asked });
    }
    let (begins, asked) = (prepared.coverage.first_day, window.year_first);
    if (begins - asked).num_days() >= LATE_START_DAYS {
        all.push(Caveat::BeginsLate { begins, asked });
    }
    let months = &prepared.panel.months[prepared.panel.period_months.clone()];
    let is_over = |month: &&StatMonth| month.last_day <= window.period_last;
    if let Some(month) = months.iter().find(|month| !is_over(month)) {
        all.push(Caveat::MonthNotOver { month: month.month, seen });
    }
    let partial = months.iter().filter(|month| !month.complete && is_over(month));
    let partial: Vec<_> = partial.map(|month| (month.month, month.coverage)).collect();
    if !partial.is_empty() {
        all.push(Caveat::MonthsNotCovered(partial));
    }
    // That there are no reporters is told where their findings would stand.
    let of_length = prepared.not_assessed.iter().filter(|lack| lack.what.is_of_length());
    let of_length: Vec<_> = of_length.copied().collect();
    if !of_length.is_empty() {
        all.push(Caveat::CannotTell(of_length));
    }
    all
}

/// Silences and floods of the period and of the year that it is compared with, and times that say
/// nothing.
fn feed(prepared: &Prepared) -> Vec<Caveat> {
    let coverage = &prepared.coverage;
    let window = prepared.clock.window;
    let from = window.year_first - Months::new(12);
    let mut all = Vec::new();
    let silences: Vec<Silence> = coverage
        .gaps_between(from, window.period_last)
        .iter()
        .map(|gap| {
            let (from, from_hour, to, to_hour) = coverage.describe(gap);
            let hour = |hour| coverage.has_hours.then_some(hour);
            Silence { from: (from, hour(from_hour)), to: (to, hour(to_hour)), usual: gap.expected }
        })
        .collect();
    if !silences.is_empty() {
        all.push(Caveat::Silences(silences));
    }
    let is_seen = |day: &chrono::NaiveDate| (from..=window.period_last).contains(day);
    let imports = prepared.reasons.imports.iter().filter(|import| is_seen(&import.day));
    let imports: Vec<BulkImport> = imports
        .map(|import| BulkImport {
            day: import.day,
            orders: import.orders,
            usual: import.usual,
            seconds: import.seconds.1 - import.seconds.0,
            categories: import.by_category().len(),
        })
        .collect();
    if !imports.is_empty() {
        all.push(Caveat::BulkImports(imports));
    }
    let strays = &coverage.strays;
    let kinds = [
        (&strays.before, Oddity::FarBefore),
        (&strays.after, Oddity::FarAfter),
        (&strays.future, Oddity::Future),
    ];
    let odd = kinds.into_iter().filter_map(|(stray, oddity)| {
        let stray = stray.as_ref()?;
        Some(OddTimes { orders: stray.orders, days: (stray.first, stray.last), oddity })
    });
    let odd: Vec<OddTimes> = odd.chain(out_of_range(prepared)).collect();
    if !odd.is_empty() {
        all.push(Caveat::OddTimes(odd));
    }
    if prepared.closed_early > 0 {
        let orders = prepared.closed_early;
        let share = orders as f64 / prepared.orders_in_year.max(1) as f64;
        all.push(Caveat::ClosedBeforeOpened { orders, share });
    }
    all
}

/// Rows that were rejected for their day.
fn out_of_range(prepared: &Prepared) -> Option<OddTimes> {
    let refused = prepared.opened.staged.files.iter().flat_map(|file| &file.gate.rejected);
    let days = refused.filter_map(|row| match &row.reason {
        RejectReason::OutOfRange { column, found, .. } if column == "received_at" => {
            found.parse::<chrono::NaiveDate>().ok()
        }
        _ => None,
    });
    let days: Vec<chrono::NaiveDate> = days.collect();
    let ends = (*days.iter().min()?, *days.iter().max()?);
    Some(OddTimes { orders: days.len() as u64, days: ends, oddity: Oddity::OutOfRange })
}

/// Spellings that one sentence names.
const SPELLINGS: usize = 6;

/// Names that look renamed, that are unknown, that are spelt in several ways.
fn names(prepared: &Prepared) -> Vec<Caveat> {
    let panel = &prepared.panel;
    let mut all = Vec::new();
    let names = |of: &[Named]| of.iter().map(|name| name.name(panel).to_owned()).collect();
    let kind = |name: Option<&Named>| match name {
        Some(Named::Area(area)) => panel.area(*area).level.name(),
        Some(Named::Category(category)) => match panel.category(*category).level {
            1 => "category_l1",
            2 => "category_l2",
            _ => "category_l3",
        },
        None => AreaLevel::City.name(),
    };
    let renames = prepared.reasons.renames.iter().map(|rename| RenameSuspicion {
        kind: kind(rename.old.first()),
        old: names(&rename.old),
        new: names(&rename.new),
        month: rename.month,
        orders: (rename.before, rename.after),
    });
    let renames: Vec<RenameSuspicion> = renames.collect();
    if !renames.is_empty() {
        all.push(Caveat::Renamed(renames));
    }
    let Dimensions { unknown, variants, .. } = &prepared.opened.dimensions;
    let unknown: Vec<&(String, u64)> =
        unknown.iter().filter(|(name, _)| !name.is_empty()).collect();
    if !unknown.is_empty() {
        let orders = unknown.iter().map(|(_, orders)| orders).sum();
        let share = orders as f64 / prepared.opened.staged.reconciliation.accepted.max(1) as f64;
        let spellings = unknown.iter().take(SPELLINGS).map(|(name, _)| name.clone()).collect();
        all.push(Caveat::UnknownNames { orders, share, spellings });
    }
    all.extend(address_like(panel).into_iter().map(Caveat::Addresses));
    if !variants.is_empty() {
        all.push(Caveat::Spellings(variants.clone()));
    }
    all
}

/// Days by which the holidays of a month differ from a year before, from which the page says so: a
/// long weekend more or less is no news.
const HOLIDAYS_MOVED_MIN: usize = 3;

fn moved_holidays(prepared: &Prepared) -> Option<Caveat> {
    let panel = &prepared.panel;
    let days = |month: usize| {
        prepared.holidays.count(panel.months[month].first_day, panel.months[month].last_day)
    };
    let moved = panel.period_months.clone().filter_map(|month| {
        let (now, then) = (days(month)?, days(month.checked_sub(12)?)?);
        (now.abs_diff(then) >= HOLIDAYS_MOVED_MIN).then(|| (panel.months[month].month, now, then))
    });
    let moved: Vec<_> = moved.collect();
    (!moved.is_empty()).then_some(Caveat::MovedHolidays(moved))
}

fn rows(job: &Job, prepared: &Prepared) -> Vec<Caveat> {
    let rows = &prepared.opened.staged.reconciliation;
    let share = |part: u64| part as f64 / rows.read.max(1) as f64;
    let mut all = Vec::new();
    if rows.rejected > 0 {
        let example = rejected_example(prepared);
        all.push(Caveat::Rejected { rows: rows.rejected, share: share(rows.rejected), example });
    }
    if rows.duplicate > 0 {
        all.push(Caveat::Duplicates { rows: rows.duplicate, share: share(rows.duplicate) });
    }
    if rows.superseded > 0 {
        let by_update = job.config.any_columns().updated_at.is_some();
        let share = share(rows.superseded);
        all.push(Caveat::Superseded { rows: rows.superseded, share, by_update });
    }
    if !rows.unreadable_values.is_empty() {
        let unreadable = |(column, values): (&String, &u64)| {
            let examples = rows.unreadable_examples.get(column).into_iter().flatten();
            UnreadableColumn {
                column: column.clone(),
                values: *values,
                examples: examples.map(|(value, _)| value.clone()).collect(),
                is_answer: ["responded", "resolved", "satisfied", "escalated"]
                    .contains(&column.as_str()),
            }
        };
        all.push(Caveat::Unreadable(rows.unreadable_values.iter().map(unreadable).collect()));
    }
    all
}

/// The first row that was refused for the commonest reason.
fn rejected_example(prepared: &Prepared) -> Option<String> {
    let staged = &prepared.opened.staged;
    let reasons = &staged.reconciliation.rejected_by_reason;
    let (most, _) = reasons.iter().max_by_key(|(_, count)| **count)?;
    staged.files.iter().find_map(|file| {
        let mut refused = file.gate.rejected.iter();
        let refused = refused.find(|refused| refused.reason.kind() == *most)?;
        Some(format!("{} row {}: {}", file.input.path.display(), refused.row, refused.reason))
    })
}

fn missing(prepared: &Prepared) -> Option<Caveat> {
    let has = prepared.panel.available;
    let columns = [
        (has.resolved, "解决率", "resolution"),
        (has.satisfied, "满意率", "satisfaction"),
        (has.responded, "响应率", "response"),
        (has.reporter, "来电人", "reporters"),
        (has.department, "承办单位", "departments"),
    ];
    let absent = columns.iter().filter(|(known, _, _)| !known).map(|(_, zh, en)| (*zh, *en));
    let absent: Vec<_> = absent.collect();
    (!absent.is_empty()).then_some(Caveat::Missing(absent))
}

fn texts(prepared: &Prepared, decided: &Decided) -> Option<Caveat> {
    let (orders, texts) = (prepared.orders_in_year, decided.texts as u64);
    (texts > 0 && texts < orders).then_some(Caveat::TextsSampled { texts, orders })
}

/// Persistent cells that the list has no room for, and levels that cannot be judged. That there are
/// too few months is told with what else is too short; a level that the data has not is no lack.
fn persistent(decided: &Decided) -> Vec<Caveat> {
    let caveat = |level: &PersistentLevel| match level.not_assessed {
        Some(
            LevelNotAssessed::TooFewMonths { .. } | LevelNotAssessed::TooFewAreas { found: 0 },
        ) => None,
        Some(reason) => Some(Caveat::LevelNotAssessed { level: level.level, reason }),
        None if level.persistent > level.listed => Some(Caveat::Unlisted {
            level: level.level,
            listed: level.listed,
            persistent: level.persistent,
        }),
        None => None,
    };
    decided.levels.iter().filter_map(caveat).collect()
}

/// What the proposal and people's edits have to say.
fn said(prepared: &Prepared, decided: &Decided, language: Language) -> Vec<Caveat> {
    // That growth cannot be told is said with what it needs.
    let is_told = prepared.not_assessed.iter().any(|lack| lack.what == Judgement::YearOnYear);
    let notes =
        decided.outcome.notes.iter().filter(|note| !(is_told && matches!(note, Note::OneYear)));
    let notes = notes.map(|note| Caveat::Proposal(note.sentence(language)));
    let edits =
        decided.gathered.edits.iter().filter_map(|edit| edit.warning(language)).map(Caveat::Edit);
    notes.chain(edits).collect()
}
