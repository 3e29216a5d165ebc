//! Disks that fill, while a scheduler works and while a query spills: what is said, and what the
//! next run makes of it.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::city::City;
use crate::disasters::{
    MONTHLY, city, city_without_drafts, copy, published, restore, run_on, same, start, undisturbed,
};

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_made_up_for() {
    let wanted = undisturbed();
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    let before = published(&city);
    copy(&city.path("out"), &city.path("base"));
    // No file may grow beyond so many blocks of 512 bytes; a write beyond fails, or ends the
    // program.
    for (trap, blocks) in
        [("trap '' XFSZ;", 1), ("trap '' XFSZ;", 8), ("trap '' XFSZ;", 40), ("", 8)]
    {
        restore(&city, "base");
        let inner = start(&city, "2024-04-03");
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{trap} ulimit -f {blocks}; exec \"$@\""), "sh"]);
        shell.arg(inner.get_program()).args(inner.get_args());
        let mut limited = shell.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut message = String::new();
        limited.stderr.take().unwrap().read_to_string(&mut message).unwrap();
        let status = limited.wait().unwrap();
        assert!(!status.success(), "{blocks} blocks were enough");
        assert!(trap.is_empty() || message.contains("File too large"), "{blocks}: {message}");
        let left = published(&city_without_drafts(&city));
        same(&left, &before, &format!("a disk full at {blocks} blocks, before the next run"));
        run_on(&city, "2024-04-03");
        same(&published(&city), &wanted, &format!("a disk full at {blocks} blocks"));
    }
}

/// A file system with so many kilobytes left, which holds the folder while what is due is made;
/// then it gets room and what is due is made again. Leaves the folder as `left` and as `after`.
#[cfg(target_os = "linux")]
fn run_on_small_disk(city: &City, day: &str, free: u32) -> (bool, String) {
    const SCRIPT: &str = r#"
        free=$1 room=$2 base=$3 left=$4 after=$5; shift 5
        mount -t tmpfs -o size=1g tmpfs "$room" && cp -a "$base" "$room/out" || exit 99
        used=$(df -k --output=used "$room" | tail -n 1)
        mount -o "remount,size=$((used + free))k" "$room" || exit 99
        "$@"; status=$?
        cp -a "$room/out" "$left"
        mount -o remount,size=1g "$room" && "$@" 2>/dev/null || exit 98
        cp -a "$room/out" "$after"
        exit $status"#;
    let room = city.path("room");
    for folder in ["left", "after"] {
        fs::remove_dir_all(city.path(folder)).or_else(is_absent).unwrap();
    }
    fs::create_dir_all(&room).unwrap();
    let mut shell = Command::new("unshare");
    shell.args(["--user", "--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"]);
    shell.arg(free.to_string()).arg(&room);
    shell.args(["base", "left", "after"].map(|folder| city.path(folder)));
    shell.arg(env!("CARGO_BIN_EXE_yiti")).args(["schedule", "--once", "--as-of", day, "--config"]);
    shell.arg(city.path("city.toml")).arg("--output").arg(room.join("out"));
    let answer = shell.stdout(Stdio::null()).output().unwrap();
    let message = String::from_utf8(answer.stderr).unwrap();
    assert!(!matches!(answer.status.code(), Some(98 | 99)), "{message}");
    (answer.status.success(), message)
}

#[cfg(target_os = "linux")]
fn is_absent(error: std::io::Error) -> std::io::Result<()> {
    (error.kind() == std::io::ErrorKind::NotFound).then_some(()).ok_or(error)
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_without_room_is_told_and_made_up_for() {
    let script = "mount -t tmpfs -o size=1m tmpfs /mnt";
    let own = ["--user", "--map-root-user", "--mount", "sh", "-c", script];
    if !Command::new("unshare").args(own).output().is_ok_and(|answer| answer.status.success()) {
        let why = "a small file system cannot be mounted (needs unshare with user namespaces)";
        let _ = writeln!(std::io::stderr(), "a_file_system_without_room: SKIPPED, {why}");
        return;
    }
    let wanted = undisturbed();
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    let before = published(&city);
    copy(&city.path("out"), &city.path("base"));
    let mut refused = 0;
    for free in [0, 40, 200, 800, 2_000, 100_000] {
        let (is_done, message) = run_on_small_disk(&city, "2024-04-03", free);
        restore(&city, "left");
        if !is_done {
            refused += 1;
            assert!(message.contains("No space left on device"), "{free} kB: {message}");
            // February may be whole, and then is as it will be.
            for (path, bytes) in published(&city_without_drafts(&city)) {
                let whole = [&before, &wanted].map(|of| of.get(&path) == Some(&bytes));
                assert!(
                    path == "latest" || whole.contains(&true),
                    "{path} is not whole: {free} kB"
                );
            }
        }
        restore(&city, "after");
        same(&published(&city), &wanted, &format!("a disk with {free} kB left"));
    }
    assert!((3..6).contains(&refused), "{refused} were refused");
}

#[cfg(unix)]
#[test]
fn a_query_that_finds_no_room_to_spill_to_says_so() {
    let city = city(MONTHLY);
    run_on(&city, "2024-02-03");
    // Three million groups are more than 100 MiB, half of what is given.
    let query = "select max(n) from (select count(*) as n, concat('a group of its own ', \
                 cast(value as text)) as k from generate_series(1, 3000000) as t(value) group by \
                 k)";
    let answer = |script: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh", env!("CARGO_BIN_EXE_yiti"), "sql", query, "--output"]);
        shell.arg(city.path("out")).args(["--memory", "200MiB", "--threads", "1", "--temp"]);
        let output = shell.arg(city.path("temp")).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (is_done, found, message) = answer("exec \"$@\"");
    assert!(is_done && found.contains("| 1 "), "{found} {message}");
    let (is_done, _, message) = answer("trap '' XFSZ; ulimit -f 100; exec \"$@\"");
    assert!(!is_done && message.contains("is full: name one with more room"), "{message}");
    let left = fs::read_dir(city.path("temp")).unwrap().count();
    assert_eq!(left, 0, "files were left in the folder that queries spill to");
}
