//! `yiti topics`: the text miner alone, on any file of messages.

pub mod day;
pub mod decode;
pub mod error;
pub mod read;
pub mod table;
pub mod write;

use std::path::PathBuf;

pub use error::MessagesError;
use read::Records;

use super::text::{Message, Settings, TextTopics, mine_texts};

/// What to read, which columns, and where to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A Parquet (`.parquet`), CSV (`.csv`, `.tsv`, `.txt`) or JSON (`.json`, `.jsonl`, `.ndjson`)
    /// file.
    pub input: PathBuf,
    /// Folder of the results; made if absent.
    pub output: PathBuf,
    /// Column of identifiers.
    pub id: String,
    /// Columns of text: the first is the title, the others are joined as the body.
    pub text: Vec<String>,
    /// Column of times.
    pub time: String,
    /// Column of areas.
    pub area: Option<String>,
    /// Column of users.
    pub user: Option<String>,
    /// How topics are found.
    pub settings: Settings,
}

/// A step of the run, for a progress display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The file is being read.
    Reading,
    /// So many messages are being compared.
    Mining(usize),
    /// So many topics are being written.
    Writing(usize),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Messages read.
    pub messages: usize,
    /// Messages that belong to a topic.
    pub assigned: usize,
    /// Topics.
    pub topics: usize,
    /// Messages without a letter or digit in their text.
    pub empty_texts: usize,
    /// Messages whose time could not be read.
    pub unknown_days: usize,
    /// Bytes or characters that were not valid text and were replaced.
    pub replaced: usize,
    /// If only a sub-sample was compared pair by pair: how many distinct texts of how many.
    pub sampled: Option<(usize, usize)>,
    /// Files written.
    pub files: Vec<PathBuf>,
}

/// Reads the messages, finds their topics, writes `assignments` and `topics` as Parquet and CSV.
///
/// A file without rows gives empty tables. Nothing is written on an error.
///
/// # Errors
/// Settings out of range, a file that cannot be read, a column that it lacks, a folder that cannot
/// be written.
pub fn run(options: &Options, progress: &mut dyn FnMut(Step)) -> Result<Summary, MessagesError> {
    options.settings.validate().map_err(MessagesError::Settings)?;
    progress(Step::Reading);
    let records = read::read(options)?;
    progress(Step::Mining(records.ids.len()));
    let messages = messages(&records);
    let found = mine_texts(&messages, &options.settings);
    progress(Step::Writing(found.topics.len()));
    let files = write::write(
        &options.output,
        &table::assignments(&records.ids, &found),
        &table::topics(&found),
    )?;
    Ok(summary(&records, &found, files))
}

/// Borrowed messages.
fn messages(records: &Records) -> Vec<Message<'_>> {
    let message = |row: usize| Message {
        id: &records.ids[row],
        title: &records.titles[row],
        body: &records.bodies[row],
        day: records.days[row],
        area: records.areas[row].as_deref(),
        user: records.users[row],
    };
    (0..records.ids.len()).map(message).collect()
}

/// Counts for people.
fn summary(records: &Records, found: &TextTopics, files: Vec<PathBuf>) -> Summary {
    let says_nothing = |(title, body): &(&String, &String)| {
        !title.chars().chain(body.chars()).any(char::is_alphanumeric)
    };
    Summary {
        messages: records.ids.len(),
        assigned: found.assignments.iter().flatten().count(),
        topics: found.topics.len(),
        empty_texts: records.titles.iter().zip(&records.bodies).filter(says_nothing).count(),
        unknown_days: records.days.iter().filter(|day| day.is_none()).count(),
        replaced: records.replaced,
        sampled: found.sampled,
        files,
    }
}

#[cfg(test)]
mod tests;
