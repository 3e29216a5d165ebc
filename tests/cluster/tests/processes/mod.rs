//! The processes of a cluster on loopback: a store, a scheduler, executors, and runs on them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::TempDir;

pub const YITI: &str = env!("CARGO_BIN_EXE_yiti");
pub const SCHEDULER: &str = env!("CARGO_BIN_EXE_cluster_scheduler");
pub const EXECUTOR: &str = env!("CARGO_BIN_EXE_cluster_executor");
pub const STORE: &str = env!("CARGO_BIN_EXE_cluster_store");

/// How long a process may take to listen.
pub const START: Duration = Duration::from_secs(60);

/// A process that ends with the test.
pub struct Process(Child);

impl Process {
    pub fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).spawn().unwrap())
    }

    pub fn kill(&mut self) {
        // One that is gone already is no matter.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A sample city, a store, and a cluster.
pub struct Cluster {
    pub folder: TempDir,
    pub store: String,
    pub scheduler: String,
    pub executors: Vec<Process>,
    _others: Vec<Process>,
}

impl Cluster {
    pub fn start() -> Self {
        Self::of(2)
    }

    /// A cluster of so many executors.
    pub fn of(executors: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bucket = folder.path().join("store/yiti");
        fs::create_dir_all(&bucket).unwrap();
        let mut store = Command::new(STORE);
        store.arg(bucket.parent().unwrap()).stdout(Stdio::piped());
        let mut store_process = Process::start(&mut store);
        let mut address = String::new();
        BufReader::new(store_process.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let store = format!("http://{}", address.trim());

        let port = free_port();
        let mut scheduler = Command::new(SCHEDULER);
        scheduler.envs(credentials(&store)).stdout(Stdio::null());
        scheduler.args(["--bind-host", "127.0.0.1", "--bind-port", &port.to_string()]);
        scheduler.args(["--executor-timeout-seconds", "6"]);
        scheduler.args(["--expire-dead-executor-interval-seconds", "2"]);
        let scheduler = Process::start(&mut scheduler);
        wait_for(port);
        let executors =
            (0..executors).map(|number| executor(folder.path(), &store, port, number)).collect();
        let scheduler_address = format!("df://127.0.0.1:{port}");
        let cluster = Self {
            folder,
            store,
            scheduler: scheduler_address,
            executors,
            _others: vec![store_process, scheduler],
        };
        let sample = cluster.path("city");
        let made = cluster.yiti(&["sample", &sample, "--orders", "6000", "--years", "2024"]);
        assert!(made.status.success(), "{}", said(&made));
        cluster
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn yiti(&self, args: &[&str]) -> Output {
        let mut command = Command::new(YITI);
        command.args(args).envs(credentials(&self.store)).output().unwrap()
    }

    /// A configuration of the city with further sections.
    pub fn config(&self, name: &str, sections: &str) -> String {
        let text = include_str!("../../../../configs/sample.toml");
        let path = self.folder.path().join("city").join(name);
        fs::write(&path, format!("{text}\n{sections}")).unwrap();
        path.display().to_string()
    }

    pub fn on_cluster(&self, name: &str) -> String {
        let shared = format!("s3://yiti/{name}");
        let sections = format!(
            "[engine]\nscheduler = \"{}\"\n[warehouse]\nshared = \"{shared}\"\n",
            self.scheduler
        );
        self.config(&format!("{name}.toml"), &sections)
    }

    pub fn run(&self, config: &str, output: &str) -> Output {
        let output = self.path(output);
        self.yiti(&["run", "--config", config, "--period", "2024", "--output", &output])
    }

    /// The rows of every mart of an output folder, sorted, by path.
    pub fn marts(&self, output: &str) -> BTreeMap<PathBuf, Vec<String>> {
        let root = self.folder.path().join(output).join(".warehouse/marts");
        let mut files = Vec::new();
        collect(&root, "parquet", &mut files);
        let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_owned();
        files.iter().map(|path| (relative(path), rows(path))).collect()
    }
}

/// Access to the store, and one key of pseudonyms, so that the same orders have the same rows.
pub fn credentials(store: &str) -> [(&'static str, String); 6] {
    [
        ("YITI_REPORTER_KEY", "one key for all runs of a test".to_owned()),
        ("AWS_ENDPOINT", store.to_owned()),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test-secret".to_owned()),
    ]
}

pub fn executor(folder: &Path, store: &str, scheduler: u16, number: usize) -> Process {
    let (port, grpc) = (free_port(), free_port());
    let work = folder.join(format!("executor-{number}"));
    fs::create_dir_all(&work).unwrap();
    let mut command = Command::new(EXECUTOR);
    command.envs(credentials(store)).stdout(Stdio::null());
    command.args(["--scheduler-host", "127.0.0.1", "--scheduler-port", &scheduler.to_string()]);
    command.args(["--bind-host", "127.0.0.1", "--external-host", "127.0.0.1"]);
    command.args(["--bind-port", &port.to_string(), "--bind-grpc-port", &grpc.to_string()]);
    command.args(["--executor-heartbeat-interval-seconds", "1", "--vcores", "2", "--work-dir"]);
    let process = Process::start(command.arg(work));
    wait_for(port);
    process
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub fn wait_for(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < START, "nothing listens on port {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whole files with such an ending: one that is being written has another.
pub fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, ending, files),
            false => files.extend(Some(path).filter(|p| p.extension() == Some(ending.as_ref()))),
        }
    }
}

pub fn rows(path: &Path) -> Vec<String> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    let table = pretty_format_batches(&batches).unwrap().to_string();
    // Columns are padded to the widest value, which is the same for the same rows.
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
