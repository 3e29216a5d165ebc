//! Staging: sources that are new or changed become months of `fact_orders`; the others are there.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::error::WarehouseError;
use super::kept::Kept;
use super::keys::NameKeys;
use super::layout::Layout;
use super::manifest::{Current, FactFile, Manifest, MonthEntry};
use super::reconcile::{Reconciliation, check_shape, check_shares, reconcile};
use super::replaced::{Replaced, find_replaced};
use super::stager::Stager;
use crate::engine::{Engine, SharedFolder};
use crate::orders::{
    GateCounts, InputFile, KnownInput, Names, NeededDays, Reader, Reading, ReporterKey,
    file_system_now, find_layouts, identify_inputs, read_areas,
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
    /// Distinct names of all, until they are in the tables of names.
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

    /// Stages the inputs of a configuration. `overrides` replaces `[source] paths`; partitions of
    /// days that are not `needed` are left alone; `progress` hears the rows read so far.
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

    /// Makes what was staged what the warehouse stands on, so far without anything that models made
    /// of it: what earlier runs made of other orders does not count. Written by
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
