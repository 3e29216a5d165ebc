//! Staging: sources that are new or changed become months of `fact_orders`; the others are there.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::WarehouseError;
use super::facts::FactWriter;
use super::kept::Kept;
use super::keys::{NameKeys, name_key};
use super::layout::Layout;
use super::manifest::{Current, FactFile, Manifest, MonthEntry, SourceEntry};
use super::reconcile::{Reconciliation, check_shape, check_shares, reconcile};
use super::replaced::{Replaced, find_replaced};
use crate::engine::{Engine, SharedFolder};
use crate::orders::{
    GateCounts, InputFile, KnownInput, Names, NeededDays, OrderColumns, OrdersError, Reader,
    Reading, ReporterKey, file_system_now, find_layouts, identify_inputs, partition_values,
    read_areas,
};

/// A warehouse, open for one run.
#[derive(Debug)]
pub struct Warehouse {
    /// Queries over it.
    pub engine: Arc<Engine>,
    /// What it keeps.
    pub kept: Kept,
    /// Where a cluster reads it, if not in its own folder.
    pub(super) shared: Option<SharedFolder>,
    /// What it holds.
    pub manifest: Mutex<Manifest>,
    /// Ends with the run.
    _lock: File,
}

/// A file of a run, staged.
#[derive(Debug)]
pub struct StagedFile {
    /// The file.
    pub input: InputFile,
    /// Key of the source: its content under its mapping.
    pub key: String,
    /// Whether it was staged by an earlier run.
    pub cached: bool,
    /// Whether another file of the run has the same content.
    pub is_copy: bool,
    /// Accepted rows, those that do not count included.
    pub accepted: u64,
    /// What happened to the other rows.
    pub gate: GateCounts,
}

/// All files of a run, staged.
#[derive(Debug)]
pub struct Staged {
    /// In the order in which their versions of an order count: the last one wins.
    pub files: Vec<StagedFile>,
    /// Distinct names of all.
    pub names: Names,
    /// Rows that do not count.
    pub replaced: Replaced,
    /// Files with orders, by month.
    pub months: BTreeMap<NaiveDate, Vec<FactFile>>,
    /// Keys of the sources with orders of each month.
    pub month_sources: BTreeMap<NaiveDate, Vec<String>>,
    /// What happened to every row.
    pub reconciliation: Reconciliation,
}

/// What stands beside the orders of a source.
#[derive(Serialize, Deserialize)]
struct Side {
    names: Names,
    gate: GateCounts,
}

impl Warehouse {
    /// Opens or makes the warehouse in a folder. A cluster reads it in the object store of the URL
    /// `shared`.
    ///
    /// # Errors
    /// When the folder cannot be made, another run has it open, or the URL is not understood.
    pub fn open(
        folder: &Path,
        shared: Option<&str>,
        engine: Arc<Engine>,
    ) -> Result<Self, WarehouseError> {
        fs::create_dir_all(folder).map_err(WarehouseError::write(folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(WarehouseError::write(&path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(WarehouseError::Busy { path: folder.to_owned() });
            }
            Err(TryLockError::Error(source)) => return Err(WarehouseError::Write { path, source }),
        }
        let shared = shared.filter(|_| engine.has_cluster()).map(SharedFolder::open).transpose()?;
        let layout = Layout::new(folder);
        let mut manifest = Manifest::load(&layout);
        manifest.forget_absent(&layout);
        let kept = Kept::new(layout);
        Ok(Self { engine, kept, shared, manifest: Mutex::new(manifest), _lock: lock })
    }

    /// Paths.
    pub const fn layout(&self) -> &Layout {
        self.kept.layout()
    }

    /// The manifest, to look at or to change.
    pub fn with_manifest<T>(&self, look: impl FnOnce(&mut Manifest) -> T) -> T {
        look(&mut self.manifest.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Stages the inputs of a configuration. `overrides` replaces `[source] paths`; partitions of days
    /// that are not `needed` are left alone; `progress` hears the rows read so far.
    ///
    /// # Errors
    /// When an input cannot be read, the gate refuses it, or the folder cannot be written.
    pub fn stage(
        &self,
        reading: &Reading,
        overrides: &[std::path::PathBuf],
        needed: NeededDays,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Staged, WarehouseError> {
        let folder = self.layout().folder();
        let reporter_key = match std::env::var("YITI_REPORTER_KEY") {
            Ok(secret) => ReporterKey::from_secret(&secret),
            Err(_) => ReporterKey::load_or_create(folder).map_err(WarehouseError::write(folder))?,
        };
        let areas = read_areas(reading)?;
        let known = self.with_manifest(|manifest| manifest.known_fingerprints());
        // Before anything is read: what changes while it is read is not settled.
        let now = file_system_now(folder);
        let inputs = identify_inputs(reading, overrides, &known, &self.layout().remote(), needed)?;
        self.keep_fingerprints(&inputs, now);
        inputs.iter().for_each(|(input, _)| self.kept.note(input.location.clone()));
        let mut inputs: Vec<InputFile> = inputs.into_iter().map(|(input, _)| input).collect();
        let layouts = self.with_manifest(|manifest| manifest.layouts.clone());
        let layouts = find_layouts(&mut inputs, reading, &layouts)?;
        self.with_manifest(|manifest| manifest.layouts = layouts);
        let sources = 0..reading.sources.all().len();
        let mappings =
            sources.map(|source| reading.fingerprint(source, &reporter_key.fingerprint()));
        let mappings: Vec<String> =
            mappings.collect::<Result<_, _>>().map_err(WarehouseError::write(folder))?;
        let keys = NameKeys::new(reading);
        let reader = Reader::new(reading, areas.as_ref(), &reporter_key, progress);
        let stager =
            Stager { warehouse: self, reading, reader: &reader, mappings: &mappings, keys: &keys };
        let mut files = stager.stage_all(inputs)?;
        check_shape(reading, &files)?;
        let mut names = Names::default();
        for side in files.iter_mut().map(|(_, side)| side) {
            names.add(side);
        }
        let files: Vec<StagedFile> = files.into_iter().map(|(file, _)| file).collect();
        let replaced = find_replaced(self, &files, reading.any_columns().updated_at.is_some())?;
        let reconciliation = reconcile(&files, &replaced);
        check_shares(reading, &files, &replaced, &reconciliation)?;
        let (months, month_sources) = self.months_of(&files);
        Ok(Staged { files, names, replaced, months, month_sources, reconciliation })
    }

    /// Makes what was staged what the warehouse stands on, so far without anything that models made of
    /// it: what earlier runs made of other orders does not count. Written by
    /// [`Warehouse::store_manifest`].
    pub fn set_current(&self, staged: &Staged) {
        let mut months: BTreeMap<NaiveDate, MonthEntry> = BTreeMap::new();
        for (month, sources) in &staged.month_sources {
            months.entry(*month).or_default().sources.clone_from(sources);
        }
        let sources = staged.files.iter().filter(|file| !file.is_copy);
        let sources = sources.map(|file| file.key.clone()).collect();
        let current = Current { sources, replaced: staged.replaced.key.clone(), months };
        self.with_manifest(|manifest| manifest.current = current);
    }

    /// Writes the manifest: from now on what was staged counts.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn store_manifest(&self) -> Result<(), WarehouseError> {
        self.with_manifest(|manifest| manifest.store(self.kept.layout()))
    }

    fn keep_fingerprints(&self, inputs: &[KnownInput], now: (i64, i64)) {
        let known = inputs.iter().map(|(_, known)| known);
        let mut kept: Vec<_> = known.filter(|(stamp, _)| stamp.is_settled(now)).cloned().collect();
        kept.sort_unstable();
        kept.dedup();
        self.with_manifest(|manifest| manifest.fingerprints = kept);
    }

    /// Files with orders by month, and the sources that they come from.
    fn months_of(
        &self,
        files: &[StagedFile],
    ) -> (BTreeMap<NaiveDate, Vec<FactFile>>, BTreeMap<NaiveDate, Vec<String>>) {
        let (mut months, mut sources) = (BTreeMap::new(), BTreeMap::new());
        self.with_manifest(|manifest| {
            for file in files.iter().filter(|file| !file.is_copy) {
                for (month, facts) in &manifest.sources[&file.key].months {
                    let of_month: &mut Vec<FactFile> = months.entry(*month).or_default();
                    of_month.extend(facts.iter().cloned());
                    let keys: &mut Vec<String> = sources.entry(*month).or_default();
                    keys.push(file.key.clone());
                }
            }
        });
        (months, sources)
    }
}

struct Stager<'a> {
    warehouse: &'a Warehouse,
    reading: &'a Reading,
    reader: &'a Reader<'a>,
    /// Fingerprint of how each source is read.
    mappings: &'a [String],
    /// What tells names apart.
    keys: &'a NameKeys,
}

impl Stager<'_> {
    /// Every file with its names, files side by side, those that are new first: they take longest.
    fn stage_all(
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
        for (key, value) in partition_values(&input.path) {
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
