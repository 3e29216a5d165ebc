//! What an earlier run published, read back for `plan`.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Float64Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use thiserror::Error;

use crate::propose::plan::{Published, PublishedCandidate, PublishedTopic};

/// A published table cannot be read.
#[derive(Debug, Error)]
#[error("{}: {reason}; publish it again with `yiti run`", path.display())]
pub struct ReadError {
    path: PathBuf,
    reason: String,
}

/// The proposal and candidates of a published folder.
///
/// # Errors
/// When a table is missing, damaged or lacks a column.
pub fn read_published(folder: &Path) -> Result<Published, ReadError> {
    let proposal = rows(folder, "proposal", |batch, i| {
        Some(PublishedTopic {
            month: integer(batch, "month", i)?,
            rank: integer(batch, "rank", i)?,
            topic_id: text(batch, "topic_id", i)?,
            title: text(batch, "title", i)?,
        })
    })?;
    let candidates = rows(folder, "candidates", |batch, i| {
        Some(PublishedCandidate {
            rank: integer(batch, "rank", i)?,
            topic_id: text(batch, "topic_id", i)?,
            title: text(batch, "title", i)?,
            score: batch.column_by_name("score")?.as_primitive_opt::<Float64Type>()?.value(i),
            status: text(batch, "status", i)?,
        })
    })?;
    Ok(Published { proposal, candidates })
}

fn rows<T>(
    folder: &Path,
    table: &str,
    read: impl Fn(&RecordBatch, usize) -> Option<T>,
) -> Result<Vec<T>, ReadError> {
    let path = folder.join("tables").join(format!("{table}.parquet"));
    let refuse = |reason: String| ReadError { path: path.clone(), reason };
    let file = File::open(&path).map_err(|e| refuse(e.to_string()))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|b| b.build())
        .map_err(|e| refuse(e.to_string()))?;
    let mut all = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|e| refuse(e.to_string()))?;
        for i in 0..batch.num_rows() {
            all.push(read(&batch, i).ok_or_else(|| {
                refuse(format!("row {}: a column is missing or of another type", i + 1))
            })?);
        }
    }
    Ok(all)
}

fn text(batch: &RecordBatch, name: &str, i: usize) -> Option<String> {
    let values = batch.column_by_name(name)?.as_string_opt::<i32>()?;
    values.is_valid(i).then(|| values.value(i).to_owned())
}

fn integer(batch: &RecordBatch, name: &str, i: usize) -> Option<u32> {
    u32::try_from(batch.column_by_name(name)?.as_primitive_opt::<Int64Type>()?.value(i)).ok()
}
