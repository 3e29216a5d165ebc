//! English sentences of the sample agree with their numbers: "1 row", not "1 rows".

use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::{config, yiti_ok};

/// Words that end in s and are no plurals.
const NO_PLURALS: [&str; 13] = [
    "as", "is", "was", "has", "its", "this", "less", "plus", "always", "versus", "across", "does",
    "us",
];

/// Pages, their charts and the run's account.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if name.ends_with(".html") || name.ends_with(".svg") || name == "run_results.json" {
            found.push(path);
        }
    }
    found
}

/// False plurals, with what stands around them.
fn false_plurals(text: &str) -> Vec<String> {
    let no_code = Regex::new(r"(?s)<(script|style)\b.*?</(script|style)>|<[^>]*>").unwrap();
    let text = no_code.replace_all(text, " | ");
    let plural = Regex::new(r"(?:^|[^\w.,–−+-])1 ([a-z]+s)\b").unwrap();
    let mut found = Vec::new();
    for one in plural.captures_iter(&text) {
        let from = one.get(0).unwrap().start();
        let before: String = text[..from].chars().rev().take(40).collect();
        let before: String = before.chars().rev().collect();
        // "1 of 1 districts" names what is counted.
        if !NO_PLURALS.contains(&&one[1]) && !before.ends_with("of") {
            found.push(format!("{before}{}", &one[0]));
        }
    }
    found
}

#[test]
fn one_thing_is_no_plural_in_what_people_read() {
    assert_eq!(false_plurals("<p>Only 1 days left, 21 days, 1.1 days, 1 day</p>").len(), 1);
    let folder = tempfile::tempdir().unwrap();
    let sample = folder.path().join("sample");
    let to = sample.to_str().unwrap();
    yiti_ok(&["sample", to, "--orders", "30000", "--years", "2023,2024", "--seed", "5"]);
    let english = fs::read_to_string(config("sample")).unwrap().replace("\"zh\"", "\"en\"");
    let report = "\n[report]\npng = false\nformats = [\"html\", \"docx\"]\n";
    let config = sample.join("en.toml");
    fs::write(&config, format!("{english}{report}")).unwrap();
    let output = folder.path().join("out");
    for period in ["2024", "2024-11", "2024-W50", "2024-12-03"] {
        let (config, to) = (config.to_str().unwrap(), output.to_str().unwrap());
        yiti_ok(&["run", "--config", config, "--output", to, "--period", period]);
    }
    let mut read = 0;
    for path in texts(&output).iter().filter(|path| !path.to_string_lossy().contains(".warehouse"))
    {
        let found = false_plurals(&fs::read_to_string(path).unwrap());
        assert!(found.is_empty(), "{}: {found:?}", path.display());
        read += 1;
    }
    assert!(read > 300, "{read} files were read");
}
