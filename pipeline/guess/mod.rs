//! A first configuration from a bare file: which column is which, by values first and names second, each with its
//! evidence, to be edited by a person.
//!
//! `file → text of a configuration`. Invariant: nothing is guessed that has two readings; what a person must decide stands
//! as a comment with what to write.

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

use crate::language::Language;
use crate::orders::{FoundFile, Glimpse, OrdersError, Reading, SourceSettings, Sources, glimpse};
use profile::{Profile, Profiles};
use roles::guess;
use words::Evidence;

/// Rows of a file that are looked at.
const ROWS: usize = 200_000;

/// Share of the columns' characters beyond ASCII from which a file is Chinese.
const CHINESE_SHARE: f64 = 0.1;

/// The text of a first configuration for a file. `paths` is how the configuration names the file, or the folder that it
/// lies in; `declared` is what is known of how it is written.
///
/// # Errors
/// When the file cannot be read, or shows no layout for sure.
pub fn first_configuration(
    file: &FoundFile,
    paths: &str,
    declared: &SourceSettings,
) -> Result<String, OrdersError> {
    let reading = Reading { sources: Sources::one(declared.clone()), ..Reading::default() };
    let Glimpse { layout, schema, batches, is_whole } = glimpse(&reading, file, ROWS)?;
    let mut profiles = Profiles::new(&schema);
    batches.iter().for_each(|batch| profiles.add(batch));
    let rows = profiles.rows;
    let profiles = profiles.finish();
    let guesses = guess(&profiles);
    let evidence =
        guesses.iter().map(|guess| Evidence::of(guess, &profiles, rows)).collect::<Vec<_>>();
    let title = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    Ok(write::configuration(&write::Draft {
        title: title.unwrap_or_default(),
        language: language(&profiles),
        paths,
        layout: &layout,
        rows,
        is_whole,
        profiles: &profiles,
        guesses: &guesses,
        evidence: &evidence,
    }))
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
