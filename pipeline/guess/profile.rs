//! The first rows of a file, column by column: what values there are, how often, and in which rows.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};

use crate::orders::NamesSettings;

/// One column of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Profile {
    pub(super) name: String,
    /// By row: 0 = empty, else one more than the position of its value.
    pub(super) codes: Vec<u32>,
    /// Distinct values, in the order in which they come.
    pub(super) values: Vec<String>,
    /// How often each value comes.
    pub(super) counts: Vec<u32>,
    /// Whether the file itself says that these are dates or times.
    pub(super) is_time: bool,
    /// Whether the file itself says that these are whole numbers or fractions.
    pub(super) is_number: bool,
}

impl Profile {
    /// Rows with a value.
    pub(super) fn known(&self) -> usize {
        self.counts.iter().map(|count| *count as usize).sum()
    }

    pub(super) fn distinct(&self) -> usize {
        self.values.len()
    }

    /// Share of the rows that have a value.
    pub(super) fn known_share(&self) -> f64 {
        share(self.known(), self.codes.len())
    }

    /// Share of the known values that differ from all before them.
    pub(super) fn distinct_share(&self) -> f64 {
        share(self.distinct(), self.known())
    }

    /// Share of the known values of which something holds.
    pub(super) fn share_of(&self, holds: impl Fn(&str) -> bool) -> f64 {
        let of = self.values.iter().zip(&self.counts).filter(|(value, _)| holds(value));
        share(of.map(|(_, count)| *count as usize).sum(), self.known())
    }

    /// Mean length of the known values, in characters.
    pub(super) fn mean_chars(&self) -> f64 {
        let chars = self.values.iter().zip(&self.counts);
        let sum: usize = chars.map(|(value, count)| value.chars().count() * *count as usize).sum();
        share(sum, self.known())
    }

    /// The column as an expression.
    pub(super) fn sql(&self) -> String {
        format!("\"{}\"", self.name.replace('"', "\"\""))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Share of the rows in which the value of one column is that which most often goes with the value
/// of another: 1 = the second determines the first.
pub(super) fn determined(parent: &Profile, child: &Profile) -> f64 {
    let mut together: HashMap<(u32, u32), usize> = HashMap::new();
    for (child, parent) in child.codes.iter().zip(&parent.codes) {
        if *child > 0 && *parent > 0 {
            *together.entry((*child, *parent)).or_default() += 1;
        }
    }
    let mut most: HashMap<u32, usize> = HashMap::new();
    for ((child, _), count) in &together {
        let most = most.entry(*child).or_default();
        *most = (*most).max(*count);
    }
    share(most.values().sum(), together.values().sum())
}

/// The profiles of a file's columns, filled batch by batch.
pub(super) struct Profiles {
    columns: Vec<(Profile, HashMap<String, u32>)>,
    placeholders: Vec<String>,
    pub(super) rows: usize,
}

impl Profiles {
    pub(super) fn new(schema: &Schema) -> Self {
        let column = |field: &Arc<Field>| {
            let data_type = value_type(field.data_type());
            let profile = Profile {
                name: field.name().clone(),
                is_time: data_type.is_temporal(),
                is_number: data_type.is_numeric(),
                ..Profile::default()
            };
            (profile, HashMap::new())
        };
        Self {
            columns: schema.fields().iter().map(column).collect(),
            placeholders: NamesSettings::default().placeholders,
            rows: 0,
        }
    }

    /// Adds rows.
    pub(super) fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows();
        for ((profile, known), values) in self.columns.iter_mut().zip(batch.columns()) {
            let texts = text_of(values);
            let texts = texts.as_string::<i32>();
            for row in 0..texts.len() {
                let text = if texts.is_valid(row) { texts.value(row).trim() } else { "" };
                let is_placeholder =
                    || self.placeholders.iter().any(|one| one.eq_ignore_ascii_case(text));
                if text.is_empty() || is_placeholder() {
                    profile.codes.push(0);
                    continue;
                }
                let code = match known.get(text) {
                    Some(code) => *code,
                    None => {
                        profile.values.push(text.to_owned());
                        profile.counts.push(0);
                        let code = profile.values.len() as u32;
                        known.insert(text.to_owned(), code);
                        code
                    }
                };
                profile.counts[code as usize - 1] += 1;
                profile.codes.push(code);
            }
        }
    }

    /// The profiles; an object whose parts are columns of their own is none.
    pub(super) fn finish(self) -> Vec<Profile> {
        let all: Vec<Profile> = self.columns.into_iter().map(|(profile, _)| profile).collect();
        let is_whole = |profile: &&Profile| {
            let inside = format!("{}.", profile.name);
            all.iter().any(|other| other.name.starts_with(&inside))
        };
        all.iter().filter(|profile| !is_whole(profile)).cloned().collect()
    }
}

fn value_type(data_type: &DataType) -> &DataType {
    match data_type {
        DataType::Dictionary(_, values) => values,
        other => other,
    }
}

fn text_of(values: &ArrayRef) -> ArrayRef {
    let empty = || arrow::array::new_null_array(&DataType::Utf8, values.len());
    cast(values, &DataType::Utf8).unwrap_or_else(|_| empty())
}

#[cfg(test)]
pub(super) fn of_texts(name: &str, texts: &[&str]) -> Profile {
    let field = Field::new(name, DataType::Utf8, true);
    let schema = Arc::new(Schema::new(vec![field]));
    let column: ArrayRef = Arc::new(arrow::array::StringArray::from_iter_values(texts));
    let mut profiles = Profiles::new(&schema);
    profiles.add(&RecordBatch::try_new(schema, vec![column]).expect("one column"));
    profiles.finish().remove(0)
}
