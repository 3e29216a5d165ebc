//! The models of `sql/` on a cluster: a scheduler and two executors as processes of their own, the
//! warehouse in an S3 server, all on loopback. Whatever happens to the cluster, its marts are those
//! of one machine, or there are none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use ballista_core::BALLISTA_PROTOCOL_VERSION;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_core::serde::protobuf::{ExecutorRegistration, RegisterExecutorParams};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tempfile::TempDir;

const YITI: &str = env!("CARGO_BIN_EXE_yiti");
const SCHEDULER: &str = env!("CARGO_BIN_EXE_cluster_scheduler");
const EXECUTOR: &str = env!("CARGO_BIN_EXE_cluster_executor");
const STORE: &str = env!("CARGO_BIN_EXE_cluster_store");

/// How long a process may take to listen.
const START: Duration = Duration::from_secs(60);

/// A process that ends with the test.
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).spawn().unwrap())
    }

    fn kill(&mut self) {
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

/// A sample city, a store, and a cluster of two executors.
struct Cluster {
    folder: TempDir,
    store: String,
    scheduler: String,
    executors: Vec<Process>,
    _others: Vec<Process>,
}

impl Cluster {
    fn start() -> Self {
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
            (0..2).map(|number| executor(folder.path(), &store, port, number)).collect();
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

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn yiti(&self, args: &[&str]) -> Output {
        let mut command = Command::new(YITI);
        command.args(args).envs(credentials(&self.store)).output().unwrap()
    }

    /// A configuration of the city with further sections.
    fn config(&self, name: &str, sections: &str) -> String {
        let text = include_str!("../../../configs/sample.toml");
        let path = self.folder.path().join("city").join(name);
        fs::write(&path, format!("{text}\n{sections}")).unwrap();
        path.display().to_string()
    }

    fn on_cluster(&self, name: &str) -> String {
        let shared = format!("s3://yiti/{name}");
        let sections = format!(
            "[engine]\nscheduler = \"{}\"\n[warehouse]\nshared = \"{shared}\"\n",
            self.scheduler
        );
        self.config(&format!("{name}.toml"), &sections)
    }

    fn run(&self, config: &str, output: &str) -> Output {
        let output = self.path(output);
        self.yiti(&["run", "--config", config, "--period", "2024", "--output", &output])
    }

    /// The rows of every mart of an output folder, sorted, by path.
    fn marts(&self, output: &str) -> BTreeMap<PathBuf, Vec<String>> {
        let root = self.folder.path().join(output).join(".warehouse/marts");
        let mut files = Vec::new();
        collect(&root, "parquet", &mut files);
        let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_owned();
        files.iter().map(|path| (relative(path), rows(path))).collect()
    }
}

/// Access to the store, and one key of pseudonyms, so that the same orders have the same rows.
fn credentials(store: &str) -> [(&'static str, String); 6] {
    [
        ("YITI_REPORTER_KEY", "one key for all runs of a test".to_owned()),
        ("AWS_ENDPOINT", store.to_owned()),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test-secret".to_owned()),
    ]
}

fn executor(folder: &Path, store: &str, scheduler: u16, number: usize) -> Process {
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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn wait_for(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < START, "nothing listens on port {port}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whole files with such an ending: one that is being written has another.
fn collect(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, ending, files),
            false => files.extend(Some(path).filter(|p| p.extension() == Some(ending.as_ref()))),
        }
    }
}

fn rows(path: &Path) -> Vec<String> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let batches: Vec<RecordBatch> = reader.build().unwrap().map(Result::unwrap).collect();
    let table = pretty_format_batches(&batches).unwrap().to_string();
    // Columns are padded to the widest value, which is the same for the same rows.
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn marts_of_a_cluster_are_those_of_one_machine() {
    let cluster = Cluster::start();
    let local = cluster.run(&cluster.config("local.toml", ""), "local");
    assert!(local.status.success(), "{}", said(&local));
    let remote = cluster.run(&cluster.on_cluster("remote"), "remote");
    assert!(remote.status.success(), "{}", said(&remote));
    let (local, remote) = (cluster.marts("local"), cluster.marts("remote"));
    assert!(local.len() >= 12 * 10, "{} marts", local.len());
    assert_eq!(local.keys().collect::<Vec<_>>(), remote.keys().collect::<Vec<_>>());
    for (path, rows) in &local {
        assert!(rows == &remote[path], "{} differs", path.display());
    }
    // The warehouse in the store is whole: the manifest stands beside what it names.
    let mut stored = Vec::new();
    for ending in ["parquet", "json"] {
        collect(&cluster.folder.path().join("store/yiti/remote"), ending, &mut stored);
    }
    let named = |name: &str| stored.iter().filter(|path| path.ends_with(name)).count();
    assert_eq!(named("manifest.json"), 1);
    assert_eq!(named("dims/dim_area.parquet"), 1);
    let marts =
        stored.iter().filter(|path| path.components().any(|part| part.as_os_str() == "marts"));
    assert_eq!(marts.count(), remote.len());
}

#[test]
fn an_executor_that_dies_half_way_leaves_right_figures_or_none() {
    let mut cluster = Cluster::start();
    let local = cluster.run(&cluster.config("local.toml", ""), "local");
    assert!(local.status.success(), "{}", said(&local));
    let (config, output) = (cluster.on_cluster("remote"), cluster.path("remote"));
    let mut command = Command::new(YITI);
    command.args(["run", "--config", &config, "--period", "2024", "--output", &output]);
    let run = command.envs(credentials(&cluster.store)).stderr(Stdio::piped()).spawn().unwrap();
    // Some marts are made, others not.
    let start = Instant::now();
    while cluster.marts("remote").len() < 5 {
        assert!(start.elapsed() < START * 5, "no marts");
        std::thread::sleep(Duration::from_millis(20));
    }
    cluster.executors[0].kill();
    let made_before = cluster.marts("remote").len();
    let run = run.wait_with_output().unwrap();
    let local = cluster.marts("local");
    assert!(made_before < local.len(), "killed too late: all {made_before} marts were made");
    let remote = cluster.marts("remote");
    for (path, rows) in &remote {
        assert!(rows == &local[path], "{} differs", path.display());
    }
    if run.status.success() {
        assert_eq!(remote.len(), local.len());
    } else {
        assert!(said(&run).contains(&cluster.scheduler), "{}", said(&run));
        assert!(!Path::new(&output).join("2024").exists(), "something was published");
    }
}

#[test]
fn executors_of_another_version_are_refused_and_a_cluster_without_any_is_told() {
    let mut cluster = Cluster::start();
    cluster.executors.iter_mut().for_each(Process::kill);
    let address = cluster.scheduler.replace("df://", "http://");
    let other = ExecutorRegistration {
        id: "of-another-version".to_owned(),
        port: 1,
        grpc_port: 2,
        ballista_protocol_version: BALLISTA_PROTOCOL_VERSION + 1,
        ..ExecutorRegistration::default()
    };
    let refused = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut scheduler = SchedulerGrpcClient::connect(address).await.unwrap();
        let params = RegisterExecutorParams { metadata: Some(other) };
        scheduler.register_executor(params).await.unwrap_err()
    });
    assert!(refused.message().contains("version"), "{refused}");
    let run = cluster.run(&cluster.on_cluster("remote"), "remote");
    let message = said(&run);
    assert!(!run.status.success());
    assert!(
        message.contains(&cluster.scheduler) && message.contains("no executor answered"),
        "{message}"
    );
    assert!(!Path::new(&cluster.path("remote/2024")).exists());
}

#[test]
fn a_scheduler_that_does_not_answer_is_named_and_nothing_is_published() {
    let mut cluster = Cluster::start();
    cluster.scheduler = format!("df://127.0.0.1:{}", free_port());
    let run = cluster.run(&cluster.on_cluster("remote"), "remote");
    let message = said(&run);
    assert!(!run.status.success());
    assert!(
        message.contains(&cluster.scheduler) && message.contains("[engine] scheduler"),
        "{message}"
    );
    assert!(!Path::new(&cluster.path("remote/2024")).exists());
}
