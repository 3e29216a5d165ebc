//! Staging of single files: each read through mapping and gate, and written by month, unless it is
//! there.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::WarehouseError;
use super::facts::FactWriter;
use super::keys::{NameKeys, name_key};
use super::manifest::{FactFile, SourceEntry};
use super::stage::{StagedFile, Warehouse};
use crate::orders::{GateCounts, InputFile, Names, OrderColumns, OrdersError, Reader, Reading};

/// What stands beside the orders of a source.
#[derive(Serialize, Deserialize)]
struct Side {
    names: Names,
    gate: GateCounts,
}

/// Stages the files of a run.
pub(super) struct Stager<'a> {
    pub warehouse: &'a Warehouse,
    pub reading: &'a Reading,
    pub reader: &'a Reader<'a>,
    /// Fingerprint of how each source is read.
    pub mappings: &'a [String],
    /// What tells names apart.
    pub keys: &'a NameKeys,
}

impl Stager<'_> {
    /// Every file with its names, files side by side, those that are new first: they take longest.
    ///
    /// # Errors
    /// When a file cannot be read, or the folder cannot be written.
    pub fn stage_all(
        &self,
        inputs: Vec<InputFile>,
    ) -> Result<Vec<(StagedFile, Names)>, WarehouseError> {
        let mut seen = HashSet::new();
        let mut waiting: Vec<(usize, bool, bool, String, InputFile)> = Vec::new();
        for (position, input) in inputs.into_iter().enumerate() {
            let key = self.key(&input);
            let is_copy = !seen.insert(key.clone());
            let layout = self.warehouse.layout();
            let cached = self.warehouse.with_manifest(|manifest| manifest.has_source(layout, &key));
            waiting.push((position, is_copy, cached, key, input));
        }
        waiting.sort_by_key(|(position, is_copy, cached, ..)| (*is_copy, *cached, *position));
        let copies = waiting.partition_point(|(_, is_copy, ..)| !is_copy);
        let later = waiting.split_off(copies);
        let stage =
            |(position, is_copy, cached, key, input): (usize, bool, bool, String, InputFile)| {
                if !cached && !is_copy {
                    self.stage_file(&input, &key)?;
                }
                let (side, accepted) = self.load(&input, &key)?;
                let Side { names, gate } = side;
                let file = StagedFile { input, key, cached, is_copy, accepted, gate };
                Ok((position, file, names))
            };
        let new: Vec<InputFile> = waiting.iter().map(|(.., input)| input.clone()).collect();
        let staged: Result<Vec<(usize, StagedFile, Names)>, WarehouseError> =
            waiting.into_par_iter().with_max_len(1).map(stage).collect();
        // Of several files that do not fit, the first one is named, however threads took turns.
        let mut staged = staged.map_err(|error| {
            new.iter()
                .find_map(|input| self.reader.misfit(input))
                .map_or(error, WarehouseError::from)
        })?;
        for file in later {
            staged.push(stage(file)?);
        }
        staged.sort_by_key(|(position, ..)| *position);
        Ok(staged.into_iter().map(|(_, file, names)| (file, names)).collect())
    }

    /// Names a content under a mapping. What expressions read of the file's path is part of them.
    fn key(&self, input: &InputFile) -> String {
        let mut mapping = self.mappings[input.source].clone();
        let is_read = |name: &str| self.reading.mentions(input.source, name);
        let mut read = Vec::new();
        if is_read("_file_name") {
            let name = input.path.file_name().unwrap_or_default().to_string_lossy();
            read.push(name.into_owned());
        }
        for (key, value) in input.shared_values() {
            if is_read(&key) {
                read.push(format!("{key}={value:?}"));
            }
        }
        for part in read {
            mapping = blake3::hash(format!("{mapping} {part}").as_bytes()).to_hex().to_string();
        }
        format!("{}-{}", &input.hash[..16], &mapping[..16])
    }

    fn stage_file(&self, input: &InputFile, key: &str) -> Result<(), WarehouseError> {
        let Self { warehouse, reading, .. } = self;
        let writer = FactWriter {
            layout: warehouse.layout(),
            source: key,
            source_key: name_key("source", key),
            start: reading.month_start,
            category_level: reading.any_columns().category_level(),
            keys: self.keys,
        };
        let done: Mutex<BTreeMap<usize, Chunk>> = Mutex::default();
        self.reader.read_file(input, |number, mut orders: OrderColumns| {
            orders.names.count(&orders.place, &orders.item, &orders.department);
            let mut names = Names::default();
            names.add(&orders.names);
            let (accepted, gate) = (orders.len() as u64, std::mem::take(&mut orders.gate));
            let start = Instant::now();
            let files = writer.write(number, orders)?;
            let (seconds, rows) = (start.elapsed().as_secs_f64(), accepted);
            tracing::debug!(seconds, rows, source = key, "orders written");
            let chunk = Chunk { names, gate, accepted, files };
            done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, chunk);
            Ok::<_, WarehouseError>(())
        })?;
        let chunks = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut side = Side { names: Names::default(), gate: GateCounts::default() };
        let mut months: BTreeMap<NaiveDate, Vec<FactFile>> = BTreeMap::new();
        let mut rows = 0;
        for chunk in chunks.into_values() {
            side.names.add(&chunk.names);
            side.gate.add(chunk.gate);
            rows += chunk.accepted;
            for (month, file) in chunk.files {
                months.entry(month).or_default().push(file);
            }
        }
        let path = warehouse.layout().source(key);
        store_side(&path, &side).map_err(WarehouseError::write(&path))?;
        let entry = SourceEntry {
            path: input.path.display().to_string(),
            content: input.hash.clone(),
            mapping: self.mappings[input.source].clone(),
            rows,
            months,
        };
        warehouse.with_manifest(|manifest| manifest.sources.insert(key.to_owned(), entry));
        Ok(())
    }

    /// What stands beside a staged source, and the rows of it that were accepted.
    fn load(&self, input: &InputFile, key: &str) -> Result<(Side, u64), WarehouseError> {
        let path = self.warehouse.layout().source(key);
        let read = || {
            let bytes = fs::read(&path)?;
            Ok::<Side, std::io::Error>(serde_json::from_slice(&bytes)?)
        };
        let side = read().map_err(WarehouseError::write(&path))?;
        self.warehouse.kept.note(path);
        let entry = self.warehouse.with_manifest(|manifest| manifest.sources.get(key).cloned());
        let Some(entry) = entry else {
            let path = input.path.clone();
            return Err(OrdersError::Damaged { path, reason: "not staged".into() }.into());
        };
        for file in entry.months.values().flatten() {
            self.warehouse.kept.note(self.warehouse.layout().at(&file.name));
        }
        Ok((side, entry.rows))
    }
}

/// A chunk once it is written.
struct Chunk {
    names: Names,
    gate: GateCounts,
    accepted: u64,
    files: BTreeMap<NaiveDate, FactFile>,
}

fn store_side(path: &Path, side: &Side) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer(std::io::BufWriter::new(file.as_file_mut()), side)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}
