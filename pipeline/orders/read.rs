//! The reading itself: all parts of all files side by side, unchanged files from the cache.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use serde::Serialize;

use super::areas::AreaList;
use super::draw::{draw_texts, keep_drawn};
use super::duplicates::{FileKeys, find_duplicates};
use super::fingerprint::fingerprints;
use super::gate::{BrokenRows, Gate};
use super::kept::{are_kept, load_apart, load_orders, store_apart, store_orders};
use super::mapping::{Mapping, Wanted, plain_columns};
use super::source::{InputFile, Part, find_inputs, find_layouts, parts, read_part, schema};
use super::staged::StagedOrders;
use super::staging::Staging;
use super::unreadable::Unreadable;
use super::{OrdersError, ReporterKey};
use crate::cache::Cache;
use crate::config::{Config, Format};

/// Orders of one file.
#[derive(Debug)]
pub struct OrderFile {
    /// The file.
    pub input: InputFile,
    /// What was accepted, duplicates included.
    pub orders: StagedOrders,
    /// Positions in `orders` of those whose id was accepted before, ascending.
    pub duplicates: Vec<u32>,
    /// Names the content and how it was read.
    pub key: String,
    /// Whether it came from the cache.
    pub cached: bool,
}

/// All orders of a run.
#[derive(Debug)]
pub struct Orders {
    /// In file order.
    pub files: Vec<OrderFile>,
    /// What happened to every row.
    pub reconciliation: Reconciliation,
}

/// What happened to every row: `read = accepted + set_aside + duplicate + rejected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Rows read.
    pub read: u64,
    /// Demands.
    pub accepted: u64,
    /// Rows that `[keep]` set aside.
    pub set_aside: u64,
    /// Rows whose order_id was accepted before.
    pub duplicate: u64,
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
    /// Whether the four add up to the rows read.
    pub const fn holds(&self) -> bool {
        self.read == self.accepted + self.set_aside + self.duplicate + self.rejected
    }
}

/// Reads all inputs. `overrides` replaces `[source] paths`; `progress` hears the rows read so far.
///
/// # Errors
/// When an input cannot be read, or the gate refuses it.
pub fn read_orders(
    config: &Config,
    overrides: &[PathBuf],
    cache: &Cache,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Orders, OrdersError> {
    let keep = |source| OrdersError::Cache { path: cache.folder().to_owned(), source };
    let reporter_key = match std::env::var("YITI_REPORTER_KEY") {
        Ok(secret) => ReporterKey::from_secret(&secret),
        Err(_) => ReporterKey::load_or_create(cache.folder()).map_err(keep)?,
    };
    let areas = read_areas(config)?;
    let mut inputs = fingerprints(find_inputs(config, overrides)?, cache)?;
    find_layouts(&mut inputs, config, cache)?;
    let reader =
        Reader { config, areas: areas.as_ref(), reporter_key: &reporter_key, rows: AtomicU64::new(0), progress };
    let reading = |source: usize| {
        let settings = config.reading_hash(source);
        blake3::hash(format!("{settings} {} v7", reporter_key.fingerprint()).as_bytes())
    };
    // With an areas file that decides on rows, the areas are part of the reading.
    let may_keep = config.areas.as_ref().is_none_or(|areas| !areas.only_listed);
    let read = |(input, key): (InputFile, String)| {
        if let Some(orders) = may_keep.then(|| load_orders(cache, &key)).flatten() {
            reader.count(orders.gate.read);
            return Ok(OrderFile { input, orders, duplicates: Vec::new(), key, cached: true });
        }
        let orders = reader.read_file(&input)?;
        Ok(OrderFile { input, orders, duplicates: Vec::new(), key, cached: false })
    };
    let with_key = |input: InputFile| {
        let key = format!("{}-{}", input.hash, &reading(input.source).to_hex()[..16]);
        (input, key)
    };
    let order: Vec<PathBuf> = inputs.iter().map(|input| input.path.clone()).collect();
    let mut inputs: Vec<(InputFile, String)> = inputs.into_iter().map(with_key).collect();
    // Files that were never read take longest and go first.
    inputs.sort_by_key(|(_, key)| are_kept(cache, key));
    let files: Result<Vec<OrderFile>, OrdersError> = inputs.par_iter().cloned().with_max_len(1).map(read).collect();
    let mut files = match files {
        Ok(files) => files,
        // Of several files that do not fit, the first one is named, however threads took turns.
        Err(error) => {
            inputs.sort_by_key(|(input, _)| order.iter().position(|path| *path == input.path));
            let first = inputs.iter().find_map(|(input, _)| reader.misfit(input));
            return Err(first.unwrap_or(error));
        }
    };
    files.sort_by_key(|file| order.iter().position(|path| *path == file.input.path));
    check_shape(config, &files)?;
    let mut apart = if may_keep { load_apart(cache) } else { HashSet::new() };
    // Of two files with one content, the second is not apart from the first.
    let keys = files.iter().map(|file| FileKeys { keys: &file.orders.key, is_apart: apart.remove(&file.key) });
    let keys: Vec<FileKeys<'_>> = keys.collect();
    let new = || files.par_iter().filter(|file| !file.cached);
    let (stored, duplicates) = rayon::join(
        || new().try_for_each(|file| store_orders(cache, &file.key, &file.orders)),
        || find_duplicates(&keys),
    );
    stored.map_err(keep)?;
    for (file, duplicates) in files.iter_mut().zip(duplicates) {
        file.duplicates = duplicates;
    }
    if may_keep && files.iter().all(|file| file.duplicates.is_empty()) {
        store_apart(cache, &files.iter().map(|file| file.key.as_str()).collect::<Vec<_>>()).map_err(keep)?;
    }
    let reconciliation = reconcile(&files);
    check_shares(config, &files, &reconciliation)?;
    Ok(Orders { files, reconciliation })
}

fn read_areas(config: &Config) -> Result<Option<AreaList>, OrdersError> {
    config.areas.as_ref().map(|areas| AreaList::read(&config.resolve(&areas.path), areas.only_listed)).transpose()
}

struct Reader<'a> {
    config: &'a Config,
    areas: Option<&'a AreaList>,
    reporter_key: &'a ReporterKey,
    rows: AtomicU64,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// Most rows that room is made for before they are read: a damaged footer may promise any number.
const ROOM_MAX: u64 = 1 << 20;

/// Text columns of few distinct values: read as codes where the file stores them so.
const CODED: [&str; 8] =
    ["category_l1", "category_l2", "category_l3", "district", "street", "community", "request_type", "department"];

impl Reader<'_> {
    fn read_file(&self, input: &InputFile) -> Result<StagedOrders, OrdersError> {
        let parts = parts(input)?;
        let Some(first) = parts.first() else { return Ok(StagedOrders::default()) };
        let plain = schema(input, first)?;
        let coded = plain_columns(self.config, input, &plain, &CODED);
        let parts: Vec<Part> = parts.iter().map(|part| part.with_codes(&coded)).collect();
        // A few texts are drawn once all ids are known, unless other columns need the text or it cannot be read alone.
        let text = plain_columns(self.config, input, &plain, &["text"]);
        let texts_after = input.format == Format::Parquet && !text.is_empty();
        let wanted = if texts_after { Wanted::AllButText } else { Wanted::All };
        let mapping = Mapping::compile(self.config, input, &schema(input, &parts[0])?, wanted)?;
        let read = |part: &Part| self.read_part(input, part, &mapping);
        let read: Vec<_> = parts.par_iter().with_max_len(1).map(read).collect::<Result<_, _>>()?;
        let mut orders = Staging::join(read);
        if texts_after {
            let mapping = Mapping::compile(self.config, input, &plain, Wanted::Text)?;
            draw_texts(input, &parts, &mapping, self.config.topics.texts, &mut orders)?;
        }
        keep_drawn(&mut orders, self.config.topics.texts);
        Ok(orders.finish())
    }

    /// Why a file's columns do not fit the configuration, if they do not.
    fn misfit(&self, input: &InputFile) -> Option<OrdersError> {
        let compile = || {
            let parts = parts(input)?;
            let Some(first) = parts.first() else { return Ok(()) };
            Mapping::compile(self.config, input, &schema(input, first)?, Wanted::All).map(drop)
        };
        compile().err()
    }

    fn read_part(&self, input: &InputFile, part: &Part, mapping: &Mapping) -> Result<Staging, OrdersError> {
        let rows = part.rows().map_or(0, |rows| (rows.end - rows.start).min(ROOM_MAX) as usize);
        let mut gate = Gate::new(self.config, self.areas, self.reporter_key, rows);
        read_part(input, part, &mapping.projection, |source| {
            let mapped = mapping.apply(&source);
            let rows = (source.rows.len() + source.refused.len()) as u64;
            gate.pass(source, &mapped);
            self.count(rows);
            Ok(())
        })?;
        Ok(gate.finish())
    }

    fn count(&self, rows: u64) {
        (self.progress)(self.rows.fetch_add(rows, Ordering::Relaxed) + rows);
    }
}

fn check_shape(config: &Config, files: &[OrderFile]) -> Result<(), OrdersError> {
    if config.check.broken_rows == BrokenRows::Reject {
        return Ok(());
    }
    for file in files {
        if let Some(broken) = file.orders.gate.rejected.iter().find(|refused| refused.reason.is_broken_row()) {
            let path = file.input.path.clone();
            return Err(OrdersError::BrokenRow { path, row: broken.row, reason: broken.reason.to_string() });
        }
    }
    Ok(())
}

fn reconcile(files: &[OrderFile]) -> Reconciliation {
    let mut sum = Reconciliation::default();
    let mut lost_values: BTreeMap<&str, Unreadable> = BTreeMap::new();
    for file in files {
        let gate = &file.orders.gate;
        let duplicate = file.duplicates.len() as u64;
        sum.read += gate.read;
        sum.accepted += file.orders.len() as u64 - duplicate;
        sum.set_aside += gate.set_aside;
        sum.duplicate += duplicate;
        sum.rejected += gate.rejected.len() as u64;
        for refused in &gate.rejected {
            *sum.rejected_by_reason.entry(refused.reason.kind()).or_default() += 1;
        }
        for (column, lost) in &gate.unreadable {
            *sum.unreadable_values.entry(column.clone()).or_default() += lost.count;
            lost_values.entry(column.as_str()).or_default().merge(lost);
        }
    }
    for (column, lost) in lost_values {
        let values = lost.commonest().into_iter().map(|(value, count)| (value.to_owned(), count));
        sum.unreadable_examples.insert(column.to_owned(), values.collect());
    }
    sum
}

fn check_shares(config: &Config, files: &[OrderFile], sum: &Reconciliation) -> Result<(), OrdersError> {
    let allowed = config.check.max_rejected_share;
    if sum.rejected as f64 > allowed * sum.read as f64 {
        let most = sum.rejected_by_reason.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| reason.clone());
        let reason = most.unwrap_or_default();
        return Err(OrdersError::TooManyRejected {
            rejected: sum.rejected,
            read: sum.read,
            allowed,
            example: example(files, &reason).unwrap_or_default(),
            reason,
        });
    }
    if sum.accepted == 0 {
        let Reconciliation { read, set_aside, duplicate, rejected, .. } = *sum;
        return Err(OrdersError::NothingAccepted { read, set_aside, duplicate, rejected });
    }
    Ok(())
}

fn example(files: &[OrderFile], kind: &str) -> Option<String> {
    files.iter().find_map(|file| {
        let refused = file.orders.gate.rejected.iter().find(|refused| refused.reason.kind() == kind)?;
        Some(format!("{} row {}: {}", file.input.path.display(), refused.row, refused.reason))
    })
}
