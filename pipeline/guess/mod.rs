//! A first configuration from a bare file: which column is which, by values first and names second,
//! each with its evidence, to be edited by a person.
//!
//! `file → text of a configuration`. Invariant: nothing is guessed that has two readings; what a
//! person must decide stands as a comment with what to write.

mod columns;
mod levels;
mod names;
mod profile;
mod roles;
#[cfg(test)]
mod tests;
mod times;
mod words;
mod write;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::Field;

use crate::language::Language;
use crate::orders::{FoundFile, Glimpse, OrdersError, Reading, SourceSettings, Sources, glimpse};
use profile::{Profile, Profiles};
use roles::guess;
use words::Evidence;

/// Rows of a file that are looked at.
const ROWS: usize = 200_000;

/// Share of the columns' characters beyond ASCII from which a file is Chinese.
const CHINESE_SHARE: f64 = 0.1;

/// Most files of a folder whose values are looked at, evenly drawn: monthly exports differ from
/// month to month. Columns are those of all files.
const FILES_MAX: usize = 24;

/// A first configuration, and what it does not hold for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstConfiguration {
    /// Its text.
    pub text: String,
    /// Files whose columns are not those of the first: sources of their own.
    pub others: Vec<PathBuf>,
}

/// A first configuration for some files of one kind. `paths` is how the configuration names the
/// file, or the folder that they lie in; `declared` is what is known of how they are written.
///
/// # Errors
/// When a file cannot be read, or shows no layout for sure.
pub fn first_configuration(
    files: &[FoundFile],
    paths: &str,
    declared: &SourceSettings,
) -> Result<FirstConfiguration, OrdersError> {
    let reading = Reading { sources: Sources::one(declared.clone()), ..Reading::default() };
    let looked_at = files.len().min(FILES_MAX);
    let drawn: BTreeSet<usize> = (0..looked_at).map(|at| at * files.len() / looked_at).collect();
    let rows_each = ROWS / looked_at.max(1);
    let look = |(place, file)| {
        let mut glimpse =
            glimpse(&reading, file, if drawn.contains(&place) { rows_each } else { 1 })?;
        if !drawn.contains(&place) {
            glimpse.batches.clear();
        }
        Ok((file, glimpse))
    };
    let looked: Vec<(&FoundFile, Glimpse)> =
        files.iter().enumerate().map(look).collect::<Result<_, OrdersError>>()?;
    let mut glimpses = looked.into_iter();
    let Some((file, first)) = glimpses.next() else {
        return Err(OrdersError::NoInput { path: PathBuf::from(paths) });
    };
    let Glimpse { layout, schema, batches, mut is_whole } = first;
    let mut profiles = Profiles::new(&schema);
    batches.iter().for_each(|batch| profiles.add(batch));
    let mut others = Vec::new();
    for (file, glimpse) in glimpses {
        let at = |field: &Arc<Field>| glimpse.schema.index_of(field.name()).ok();
        let positions: Vec<usize> = schema.fields().iter().filter_map(at).collect();
        if positions.len() != schema.fields().len()
            || positions.len() != glimpse.schema.fields().len()
        {
            others.push(file.path.clone());
            continue;
        }
        is_whole &= glimpse.is_whole;
        for batch in &glimpse.batches {
            profiles.add(&batch.project(&positions).expect("positions of this schema"));
        }
    }
    is_whole &= looked_at == files.len();
    let rows = profiles.rows;
    let profiles = profiles.finish();
    let guesses = guess(&profiles);
    let evidence =
        guesses.iter().map(|guess| Evidence::of(guess, &profiles, rows)).collect::<Vec<_>>();
    let title = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let text = write::configuration(&write::Draft {
        title: title.unwrap_or_default(),
        language: language(&profiles),
        paths,
        layout: &layout,
        rows,
        is_whole,
        profiles: &profiles,
        guesses: &guesses,
        evidence: &evidence,
    });
    Ok(FirstConfiguration { text, others })
}

/// The language that most of the file is in.
fn language(profiles: &[Profile]) -> Language {
    let texts = profiles.iter().flat_map(|profile| {
        std::iter::once(profile.name.as_str())
            .chain(profile.values.iter().take(200).map(String::as_str))
    });
    let (mut chinese, mut all) = (0_usize, 0_usize);
    for letter in texts.flat_map(str::chars).filter(|letter| letter.is_alphabetic()) {
        all += 1;
        chinese += usize::from(('\u{4e00}'..'\u{a000}').contains(&letter));
    }
    if chinese as f64 > CHINESE_SHARE * all as f64 { Language::Zh } else { Language::En }
}
