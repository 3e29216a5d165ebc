//! The reading itself: files found and told apart, then read chunk by chunk through mapping and
//! gate.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::areas::AreaList;
use super::columns::OrderColumns;
use super::draw::{draw_texts, keep_drawn};
use super::fingerprint::{KnownInput, Stamp, fingerprints};
use super::gate::Gate;
use super::mapping::{Mapping, Wanted, plain_columns};
use super::source::{InputFile, NeededDays, Part, find_inputs, parts, read_part, schema};
use super::{OrdersError, ReporterKey};
use crate::orders::{Format, Reading};

/// Orders of a file that are held at once: enough to draw texts by what is crowded, few enough for
/// two cores to hold two of them in a few hundred megabytes.
const CHUNK_ORDERS: usize = 1 << 20;

/// The files of a run with their fingerprints, in the order in which they were given. A file whose
/// stamp is in `known` is not read. Files of URLs are brought to the folder `remote`; partitions of
/// days that are not needed are left alone.
///
/// # Errors
/// When a path leads to no file, or a file cannot be read.
pub fn identify_inputs(
    reading: &Reading,
    overrides: &[PathBuf],
    known: &HashMap<Stamp, String>,
    remote: &Path,
    needed: NeededDays,
) -> Result<Vec<KnownInput>, OrdersError> {
    fingerprints(find_inputs(reading, overrides, remote, needed)?, known)
}

/// The areas file, where the configuration names one.
///
/// # Errors
/// When it cannot be read.
pub fn read_areas(reading: &Reading) -> Result<Option<AreaList>, OrdersError> {
    let read = |areas: &crate::orders::AreasSettings| {
        AreaList::read(&reading.resolve(&areas.path), areas.only_listed)
    };
    reading.areas.as_ref().map(read).transpose()
}

/// Reads files through mapping and gate.
pub struct Reader<'a> {
    reading: &'a Reading,
    areas: Option<&'a AreaList>,
    reporter_key: &'a ReporterKey,
    rows: AtomicU64,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// Text columns of few distinct values: read as codes where the file stores them so.
const CODED: [&str; 10] = [
    "category_l1",
    "category_l2",
    "category_l3",
    "district",
    "street",
    "community",
    "request_type",
    "dispatch",
    "channel",
    "department",
];

impl<'a> Reader<'a> {
    /// A reader of a run. `progress` hears the rows read so far.
    pub const fn new(
        reading: &'a Reading,
        areas: Option<&'a AreaList>,
        reporter_key: &'a ReporterKey,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Self {
        Self { reading, areas, reporter_key, rows: AtomicU64::new(0), progress }
    }

    fn gate(&self) -> Gate<'a> {
        Gate::new(self.reading, self.areas, self.reporter_key)
    }

    /// Hands over the orders of a file chunk by chunk, with the number of each chunk; chunks come
    /// in any order, side by side.
    ///
    /// # Errors
    /// When the file cannot be read, an expression does not fit it, or `each` refuses.
    pub fn read_file<E: From<OrdersError> + Send>(
        &self,
        input: &InputFile,
        each: impl Fn(usize, OrderColumns) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let parts = parts(input)?;
        let Some(first) = parts.first() else { return Ok(()) };
        let plain = schema(input, first)?;
        if input.format != Format::Parquet {
            let mapping = Mapping::compile(self.reading, input, &plain, Wanted::All)?;
            return self.read_stream(input, first, &mapping, each);
        }
        let plan = ParquetPlan::new(self.reading, input, &parts)?;
        let chunks = chunks(&plan.parts);
        chunks
            .into_par_iter()
            .enumerate()
            .with_max_len(1)
            .try_for_each(|(number, parts)| each(number, self.read_chunk(input, parts, &plan)?))
    }

    /// Why a file's columns do not fit the configuration, if they do not.
    pub fn misfit(&self, input: &InputFile) -> Option<OrdersError> {
        let compile = || {
            let parts = parts(input)?;
            let Some(first) = parts.first() else { return Ok(()) };
            let columns = schema(input, first)?;
            Mapping::compile(self.reading, input, &columns, Wanted::All).map(drop)
        };
        compile().err()
    }

    /// A file that can only be read from its beginning to its end.
    fn read_stream<E: From<OrdersError>>(
        &self,
        input: &InputFile,
        part: &Part,
        mapping: &Mapping,
        each: impl Fn(usize, OrderColumns) -> Result<(), E>,
    ) -> Result<(), E> {
        let (mut gate, mut number, mut failed) = (self.gate(), 0, None);
        let mut pass_on = |gate: &mut Gate<'a>| {
            let full = std::mem::replace(gate, self.gate());
            number += 1;
            let mut orders = full.finish();
            keep_drawn(&mut orders, self.reading.texts);
            each(number - 1, orders)
        };
        let read = read_part(input, part, &mapping.projection, |source| {
            let rows = (source.rows.len() + source.refused.len()) as u64;
            let mapped = mapping.apply(&source);
            gate.pass(source, &mapped);
            self.count(rows);
            if gate.accepted() >= CHUNK_ORDERS && failed.is_none() {
                failed = pass_on(&mut gate).err();
            }
            Ok(())
        });
        read?;
        match failed {
            Some(error) => Err(error),
            None => pass_on(&mut gate),
        }
    }

    /// Some row groups of a Parquet file.
    fn read_chunk(
        &self,
        input: &InputFile,
        parts: &[Part],
        plan: &ParquetPlan,
    ) -> Result<OrderColumns, OrdersError> {
        let read = |part: &Part| {
            let mut gate = self.gate();
            read_part(input, part, &plan.mapping.projection, |source| {
                let rows = (source.rows.len() + source.refused.len()) as u64;
                let mapped = plan.mapping.apply(&source);
                gate.pass(source, &mapped);
                self.count(rows);
                Ok(())
            })?;
            Ok(gate.finish())
        };
        let read: Vec<OrderColumns> =
            parts.par_iter().with_max_len(1).map(read).collect::<Result<_, OrdersError>>()?;
        let mut orders = OrderColumns::join(read);
        let limit = self.reading.texts;
        match &plan.text {
            Some(text) => draw_texts(input, parts, text, limit, &mut orders)?,
            None => keep_drawn(&mut orders, limit),
        }
        Ok(orders)
    }

    fn count(&self, rows: u64) {
        (self.progress)(self.rows.fetch_add(rows, Ordering::Relaxed) + rows);
    }
}

/// How a Parquet file is read: texts apart where that is possible, so that most are never decoded.
struct ParquetPlan {
    parts: Vec<Part>,
    mapping: Mapping,
    /// The text alone, of the orders whose text is drawn once all are known.
    text: Option<Mapping>,
}

impl ParquetPlan {
    fn new(reading: &Reading, input: &InputFile, parts: &[Part]) -> Result<Self, OrdersError> {
        let plain = schema(input, &parts[0])?;
        let coded = plain_columns(reading, input, &plain, &CODED);
        let parts: Vec<Part> = parts.iter().map(|part| part.with_codes(&coded)).collect();
        let texts_apart = !plain_columns(reading, input, &plain, &["text"]).is_empty();
        let wanted = if texts_apart { Wanted::AllButText } else { Wanted::All };
        let mapping = Mapping::compile(reading, input, &schema(input, &parts[0])?, wanted)?;
        let text = texts_apart.then(|| Mapping::compile(reading, input, &plain, Wanted::Text));
        Ok(Self { mapping, text: text.transpose()?, parts })
    }
}

/// Row groups that are held at once: as many as fit, one at least.
fn chunks(parts: &[Part]) -> Vec<&[Part]> {
    let rows = |part: &Part| part.rows().map_or(0, |rows| (rows.end - rows.start) as usize);
    let mut chunks = Vec::new();
    let mut rest = parts;
    while !rest.is_empty() {
        let mut held = rows(&rest[0]);
        let more = rest[1..].iter().take_while(|part| {
            held += rows(part);
            held <= CHUNK_ORDERS
        });
        let (chunk, others) = rest.split_at(1 + more.count());
        chunks.push(chunk);
        rest = others;
    }
    chunks
}
