//! A small city on disk, which the tests spoil in one way at a time.

use std::fs;
use std::path::PathBuf;

use crate::support::yiti_in;

/// A configuration that is fine: four columns of `orders.csv`.
pub const CONFIG: &str = r#"
version = 1
title = "test"
language = "en"
[source]
paths = ["orders.csv"]
[columns]
order_id = '"id"'
received_at = '"time"'
category_l1 = '"kind"'
district = '"area"'
"#;

/// Exit status, standard output and messages.
pub type Answer = (i32, String, String);

/// A folder with a configuration and its orders.
pub struct City {
    folder: tempfile::TempDir,
    /// What runs find in their environment.
    pub variables: Vec<(&'static str, String)>,
}

impl City {
    /// A city of two files.
    pub fn new(config: &str, orders: &str) -> Self {
        let city = Self { folder: tempfile::tempdir().unwrap(), variables: Vec::new() };
        city.write("city.toml", config);
        city.write("orders.csv", orders);
        city
    }

    /// A file of the city.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the city, anew if it is there.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Performs a verb, which publishes in the folder `out`.
    pub fn perform(&self, verb: &str, more: &[&str]) -> Answer {
        let (config, output) = (self.path("city.toml"), self.path("out"));
        let mut arguments =
            vec![verb, "--config", config.to_str().unwrap(), "--output", output.to_str().unwrap()];
        arguments.extend(more);
        let answer = yiti_in(&self.variables, &arguments);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (answer.status.code().unwrap(), text(answer.stdout), text(answer.stderr))
    }

    /// Exit status and messages of a run.
    pub fn run(&self, more: &[&str]) -> (i32, String) {
        let (status, _, message) = self.perform("run", more);
        (status, message)
    }

    /// Insists that a run is refused with this exit status and a message of these words, and
    /// publishes nothing.
    pub fn refuses(&self, status: i32, words: &[&str], more: &[&str]) {
        let (found, message) = self.run(more);
        words
            .iter()
            .for_each(|word| assert!(message.contains(word), "{word:?} is not in: {message}"));
        assert_eq!(found, status, "{message}");
        assert!(!self.path("out").join("latest").exists(), "something was published");
    }

    /// Insists that an option is refused as wrong usage, with a message of these words.
    pub fn refuses_option(&self, option: &[&str], words: &str) {
        let (status, message) = self.run(option);
        assert!(status == 2 && message.contains(words), "{status}: {message}");
    }

    /// Insists that the year 2024 is published with the note, which the page repeats; gives the
    /// length of the list.
    pub fn publishes(&self, note: &str) -> usize {
        let (status, list, message) = self.perform("run", &["--period", "2024"]);
        assert_eq!(status, 0, "{message}");
        assert!(message.contains(note), "{note:?} is not in: {message}");
        let page = fs::read_to_string(self.path("out/2024/index.html")).unwrap();
        assert!(page.contains(note), "{note:?} is not on the page");
        list.lines().count() - 1
    }
}
