//! Does every row add up, and is enough of the input usable?

use std::collections::BTreeMap;

use serde::Serialize;

use super::replaced::Replaced;
use super::stage::StagedFile;
use crate::orders::{Names, OrdersError, Reading, Unreadable};

/// What happened to every row:
/// `read = accepted + set_aside + duplicate + superseded + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Rows read.
    pub read: u64,
    /// Demands.
    pub accepted: u64,
    /// Rows that `[keep]` set aside.
    pub set_aside: u64,
    /// Rows that repeat an order of the same file.
    pub duplicate: u64,
    /// Rows that a newer version of the same order replaces.
    pub superseded: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Rows refused, by reason.
    pub rejected_by_reason: BTreeMap<String, u64>,
    /// Optional values that could not be read and count as unknown, by column.
    pub unreadable_values: BTreeMap<String, u64>,
    /// The commonest of them with their counts, by column.
    pub unreadable_examples: BTreeMap<String, Vec<(String, u64)>>,
}

impl Reconciliation {
    /// Whether the five add up to the rows read.
    pub const fn holds(&self) -> bool {
        let Self { read, accepted, set_aside, duplicate, superseded, rejected, .. } = self;
        *read == *accepted + *set_aside + *duplicate + *superseded + *rejected
    }
}

/// Refuses an input with a row that has not the shape of a row, unless only such rows are to be
/// refused.
///
/// # Errors
/// Names the first such row.
pub fn check_shape(reading: &Reading, files: &[(StagedFile, Names)]) -> Result<(), OrdersError> {
    if reading.check.broken_rows == crate::orders::BrokenRows::Reject {
        return Ok(());
    }
    for (file, _) in files {
        let broken = file.gate.rejected.iter().find(|refused| refused.reason.is_broken_row());
        if let Some(broken) = broken {
            let (path, reason) = (file.input.path.clone(), broken.reason.to_string());
            return Err(OrdersError::BrokenRow { path, row: broken.row, reason });
        }
    }
    Ok(())
}

/// Adds up what happened to the rows of all files.
pub fn reconcile(files: &[StagedFile], replaced: &Replaced) -> Reconciliation {
    let mut sum = Reconciliation {
        duplicate: replaced.duplicate,
        superseded: replaced.superseded,
        ..Reconciliation::default()
    };
    let mut unreadable: BTreeMap<&String, Unreadable> = BTreeMap::new();
    for file in files {
        let gate = &file.gate;
        sum.read += gate.read;
        sum.accepted += if file.is_copy { 0 } else { file.accepted };
        // Of two files with one content the later one counts.
        sum.superseded += if file.is_copy { file.accepted } else { 0 };
        sum.set_aside += gate.set_aside;
        sum.rejected += gate.rejected.len() as u64;
        for refused in &gate.rejected {
            *sum.rejected_by_reason.entry(refused.reason.kind()).or_default() += 1;
        }
        for (column, lost) in &gate.unreadable {
            unreadable.entry(column).or_default().merge(lost);
        }
    }
    for (column, lost) in unreadable {
        sum.unreadable_values.insert(column.clone(), lost.count);
        let examples = lost.commonest().into_iter().map(|(value, count)| (value.to_owned(), count));
        sum.unreadable_examples.insert(column.clone(), examples.collect());
    }
    sum.accepted -= replaced.duplicate + replaced.superseded;
    sum
}

/// Refuses an input of which too much was refused, repeats itself, or nothing is left.
///
/// # Errors
/// Names the most common cause, with an example.
pub fn check_shares(
    reading: &Reading,
    files: &[StagedFile],
    replaced: &Replaced,
    sum: &Reconciliation,
) -> Result<(), OrdersError> {
    let allowed = reading.check.max_rejected_share;
    if sum.rejected as f64 > allowed * sum.read as f64 {
        let most = sum.rejected_by_reason.iter().max_by_key(|(_, count)| **count);
        let reason = most.map(|(reason, _)| reason.clone()).unwrap_or_default();
        return Err(OrdersError::TooManyRejected {
            rejected: sum.rejected,
            read: sum.read,
            allowed,
            example: example(files, &reason).unwrap_or_default(),
            reason,
        });
    }
    let allowed = reading.check.max_duplicate_share;
    let accepted = sum.accepted + sum.duplicate + sum.superseded;
    if sum.duplicate as f64 > allowed * accepted as f64 {
        let (order_id, rows) = replaced.commonest.clone().unwrap_or_default();
        let hint = match &order_id {
            id if is_exponent(id) => IDS_AS_NUMBERS,
            id if is_rounded(id) => IDS_ROUNDED,
            _ => ID_NOT_UNIQUE,
        };
        let (duplicate, hint) = (sum.duplicate, hint.to_owned());
        return Err(OrdersError::TooManyDuplicates {
            duplicate,
            accepted,
            allowed,
            order_id,
            rows,
            hint,
        });
    }
    if sum.accepted == 0 {
        let Reconciliation { read, set_aside, duplicate, rejected, .. } = *sum;
        return Err(OrdersError::NothingAccepted { read, set_aside, duplicate, rejected });
    }
    Ok(())
}

const IDS_AS_NUMBERS: &str = "a spreadsheet turned ids into numbers with an exponent and cut their \
    digits: export the column as text, map order_id to another column, or to '_row_number'";

const IDS_ROUNDED: &str = "a spreadsheet keeps 15 digits of a number and makes the others 0: \
                           export the column as text, map order_id to another column, or to \
                           '_row_number'";

const ID_NOT_UNIQUE: &str = "order_id must name one order: map it to the column that does, or to \
    '_row_number' where there is none; if rows are versions of one order, map updated_at";

/// Whether an id is a number as a spreadsheet shortens it: `2.02401E+16`.
fn is_exponent(order_id: &str) -> bool {
    let Some((digits, exponent)) = order_id.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let exponent = exponent.trim_start_matches(['+', '-']);
    is_number(exponent) && is_number(&digits.replacen(['.', ','], "", 1))
}

/// Whether an id is a number of more digits than a spreadsheet keeps, the others 0:
/// `20240112000000300`.
fn is_rounded(order_id: &str) -> bool {
    const KEPT: usize = 15;
    let digits = order_id.strip_suffix(".0").unwrap_or(order_id);
    digits.len() > KEPT
        && digits.chars().all(|c| c.is_ascii_digit())
        && digits[KEPT..].chars().all(|c| c == '0')
}

/// The first row of a kind, and whether only some of the files have such rows.
fn example(files: &[StagedFile], kind: &str) -> Option<String> {
    let of_file = |file: &StagedFile| {
        let mut refused = file.gate.rejected.iter();
        let refused = refused.find(|refused| refused.reason.kind() == kind)?;
        Some(format!("{} row {}: {}", file.input.path.display(), refused.row, refused.reason))
    };
    let found: Vec<String> = files.iter().filter_map(of_file).collect();
    let mut said = found.first()?.clone();
    if found.len() < files.len() {
        said += &format!(
            "; {} of {} files have such rows: give these a [[source]] of their own",
            found.len(),
            files.len()
        );
    }
    Some(said)
}

#[cfg(test)]
mod tests;
