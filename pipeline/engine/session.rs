//! Sessions of the engine: cores, the memory pool that all queries share, and the folder that they
//! spill to.

use std::error::Error;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use thiserror::Error;
use tokio::runtime::Runtime;

/// Rows that operators pass on at once.
const BATCH_ROWS: usize = 16_384;

/// Memory for queries where the machine does not say how much it has.
const MEMORY_BYTES_UNKNOWN: u64 = 4 << 30;

/// Share of the memory that a run may take which is the pool of its queries. The rest is for what
/// is made of their answers, for what queries hold beside the pool, and for what the allocator
/// keeps.
const POOL_PARTS: u64 = 2;

/// Share of the memory that one sorted scan may take as a buffer: by default the engine takes a
/// gibibyte for each partition, whatever the pool holds.
const SORT_BUFFER_PARTS: usize = 16;

/// Share of the memory that the smaller side of a join may take for the larger one to pass by it as
/// it is. By default that is a mebibyte: above it both sides are dealt out anew to all cores, and
/// where the engine knows nothing of a file's size, the orders may be the side that is held.
const JOIN_SIDE_PARTS: usize = 32;

/// Bytes of a row of a join's smaller side.
const JOIN_ROW_BYTES: usize = 64;

/// What the engine may use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EngineSettings {
    /// Cores; at least one is used.
    pub threads: usize,
    /// Bytes that a run may take, half of them for queries before they spill; `None` = half of the
    /// machine's memory.
    pub memory_bytes: Option<u64>,
    /// Folder to spill to; `None` = the system's folder for temporary files.
    pub temp: Option<PathBuf>,
    /// Address of a cluster's scheduler; `None` = models run in this process.
    pub scheduler: Option<String>,
}

/// The engine could not do its work.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The system gave no threads.
    #[error("cannot start the query engine: {0}")]
    Start(std::io::Error),
    /// The folder to spill to is not usable.
    #[error("--temp {}: {source}; give a folder that can be written", path.display())]
    Temp {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A query failed.
    #[error("{0}")]
    Query(#[from] DataFusionError),
    /// A query needs more memory than it may have, and cannot spill.
    #[error("{0}; give more with --memory")]
    Memory(DataFusionError),
    /// What a query cannot hold in memory has no room on disk either.
    #[error(
        "{0}; the folder that queries spill to is full: name one with more room with --temp, or \
         give more with --memory"
    )]
    NoRoom(DataFusionError),
    /// A file went away between staging and a query.
    #[error(
        "{0}; something removed this file while it was needed; run again, and what is missing is \
         made anew"
    )]
    Vanished(DataFusionError),
    /// A scheduler is named, and this program cannot speak to one.
    #[error(
        "[engine] scheduler: this program was built without a client for clusters; build it with \
         `cargo build --release --features cluster`, or remove the key"
    )]
    NoClient,
    /// The cluster did not do its work.
    #[error(
        "[engine] scheduler {scheduler}: {source}; check that the scheduler and its executors \
         run, are of Ballista 55, and can read [warehouse] shared; nothing was published"
    )]
    Cluster {
        /// The scheduler's address.
        scheduler: String,
        /// What it said.
        source: DataFusionError,
    },
    /// A query of a user does more than read.
    #[error("{reason}; yiti sql only reads: select, with … select, show, describe, explain")]
    NotReadOnly {
        /// What the statement does.
        reason: String,
    },
}

impl EngineError {
    /// An error of a query, told apart by what would help.
    pub fn of_query(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(_) => Self::Memory(error),
            _ if has_cause(&error, is_not_found) => Self::Vanished(error),
            _ if has_cause(&error, is_full) => Self::NoRoom(error),
            _ => Self::Query(error),
        }
    }
}

/// Whether such an error lies behind one.
fn has_cause(error: &DataFusionError, is_such: fn(&(dyn Error + 'static)) -> bool) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if is_such(error) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// A file is not there.
fn is_not_found(error: &(dyn Error + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(object_store::Error::NotFound { .. }))
}

/// A file cannot grow. Queries write no other files than those that they spill to.
fn is_full(error: &(dyn Error + 'static)) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let kind = error.downcast_ref().map(std::io::Error::kind);
    kind.is_some_and(|kind| [FileTooLarge, QuotaExceeded, StorageFull].contains(&kind))
}

/// The engine: threads, memory and spill folder of all sessions of a job.
pub struct Engine {
    runtime: Runtime,
    environment: Arc<RuntimeEnv>,
    threads: usize,
    memory_bytes: u64,
    pub(super) scheduler: Option<String>,
    /// Whether an executor of the cluster has answered, else why not.
    #[cfg(feature = "cluster")]
    pub(super) answers: tokio::sync::OnceCell<Result<(), String>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { threads, memory_bytes, .. } = self;
        f.debug_struct("Engine").field("threads", threads).field("memory", memory_bytes).finish()
    }
}

impl Engine {
    /// Starts the engine.
    ///
    /// # Errors
    /// When the system gives no threads, or the folder to spill to cannot be made.
    pub fn start(settings: &EngineSettings) -> Result<Self, EngineError> {
        if settings.scheduler.is_some() && !cfg!(feature = "cluster") {
            return Err(EngineError::NoClient);
        }
        let threads = settings.threads.max(1);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()
            .map_err(EngineError::Start)?;
        let memory_bytes = settings.memory_bytes.unwrap_or_else(half_of_machine) / POOL_PARTS;
        let pool = FairSpillPool::new(usize::try_from(memory_bytes).unwrap_or(usize::MAX));
        let mut builder = RuntimeEnvBuilder::new().with_memory_pool(Arc::new(pool));
        if let Some(path) = &settings.temp {
            let refuse = |source| EngineError::Temp { path: path.clone(), source };
            fs::create_dir_all(path).map_err(refuse)?;
            let folders = DiskManagerMode::Directories(vec![path.clone()]);
            let disk = DiskManagerBuilder::default().with_mode(folders);
            builder = builder.with_disk_manager_builder(disk);
        }
        let environment = builder.build_arc()?;
        let scheduler = settings.scheduler.clone();
        Ok(Self {
            runtime,
            environment,
            threads,
            memory_bytes,
            scheduler,
            #[cfg(feature = "cluster")]
            answers: tokio::sync::OnceCell::new(),
        })
    }

    /// Cores.
    pub const fn threads(&self) -> usize {
        self.threads
    }

    /// Bytes that queries may hold before they spill.
    pub const fn memory_bytes(&self) -> u64 {
        self.memory_bytes
    }

    /// Memory and spill folder of the sessions of this process.
    #[cfg(feature = "cluster")]
    pub(super) fn environment(&self) -> Arc<RuntimeEnv> {
        Arc::clone(&self.environment)
    }

    /// A session without tables whose queries run on so many cores.
    pub fn session(&self, partitions: usize) -> SessionContext {
        let buffer = self.memory_bytes as usize / SORT_BUFFER_PARTS / partitions.max(1);
        let mut config = SessionConfig::new()
            .with_target_partitions(partitions.max(1))
            .with_batch_size(BATCH_ROWS)
            .with_information_schema(true);
        let options = config.options_mut();
        // Gives wrong least and greatest values of an expression over several files (issue 24816
        // of the engine); a test over several files tells when that is mended.
        options.optimizer.enable_aggregate_dynamic_filter_pushdown = false;
        options.execution.sort_pushdown_buffer_capacity = buffer;
        let side = self.memory_bytes as usize / JOIN_SIDE_PARTS;
        options.optimizer.hash_join_single_partition_threshold = side;
        options.optimizer.hash_join_single_partition_threshold_rows = side / JOIN_ROW_BYTES;
        // The warehouse says itself which files a query needs: footers are read once, by the scan.
        options.execution.collect_statistics = false;
        SessionContext::new_with_config_rt(config, Arc::clone(&self.environment))
    }

    /// Waits for an answer of the engine.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }
}

/// Half of the memory of the machine, or of the container that the program runs in.
fn half_of_machine() -> u64 {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total_bytes(&text));
    let container = fs::read_to_string(Path::new("/sys/fs/cgroup/memory.max")).ok();
    let container = container.and_then(|text| text.trim().parse().ok());
    let bytes = [machine, container].into_iter().flatten().min();
    bytes.map_or(MEMORY_BYTES_UNKNOWN, |bytes: u64| bytes / 2)
}

/// The machine's memory, from the words of `/proc/meminfo`: `MemTotal:  16384 kB`.
fn total_bytes(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests;
