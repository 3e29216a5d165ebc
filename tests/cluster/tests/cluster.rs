//! The models of `sql/` on a cluster: a scheduler and two executors as processes of their own, the
//! warehouse in an S3 server, all on loopback. Whatever happens to the cluster, its marts are those
//! of one machine, or there are none.

mod processes;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ballista_core::BALLISTA_PROTOCOL_VERSION;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_core::serde::protobuf::{ExecutorRegistration, RegisterExecutorParams};

use processes::{Cluster, START, YITI, collect, credentials, free_port, said};

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
    let cluster = Cluster::of(0);
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
