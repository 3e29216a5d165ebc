//! Notebooks that a Python runs once, where the configuration names one.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::city::{CONFIG, City};
use crate::support::results;

fn year() -> String {
    let mut text = "id,time,kind,area\n".to_owned();
    for day in 0..366_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(day);
        for at in 0..4_u64 {
            text += &format!("{day}-{at},{date} 1{at}:00:00,kind {},area {}\n", at % 3, at % 2);
        }
    }
    text
}

fn run(python: &str) -> (City, Value, Vec<String>) {
    let report = format!("[report]\npng = false\nformats = [\"ipynb\"]\npython = '{python}'\n");
    let city = City::new(&format!("{CONFIG}{report}"), &year());
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let text = fs::read_to_string(city.path("out/2024/notebooks/2024.ipynb")).unwrap();
    let warnings = results(&city.path("out"), "2024")["warnings"].clone();
    let warnings = serde_json::from_value(warnings).unwrap();
    (city, serde_json::from_str(&text).unwrap(), warnings)
}

fn code(notebook: &Value) -> Vec<&Value> {
    let cells = notebook["cells"].as_array().unwrap();
    cells.iter().filter(|cell| cell["cell_type"] == "code").collect()
}

#[test]
fn a_python_that_is_there_leaves_what_the_cells_show() {
    let python = std::env::var("YITI_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let asked =
        Command::new(&python).args(["-c", "import nbclient, ipykernel, pandas, pyarrow"]).output();
    if !asked.is_ok_and(|answer| answer.status.success()) {
        use std::io::Write as _;
        let why =
            "no Python with nbclient, ipykernel, pandas and pyarrow; YITI_PYTHON may name one";
        let _ = writeln!(std::io::stderr(), "notebooks with outputs: SKIPPED, {why}");
        return;
    }
    let (_city, notebook, warnings) = run(&python);
    assert!(!warnings.iter().any(|warning| warning.contains("ipynb")), "{warnings:?}");
    let code = code(&notebook);
    assert!(code.iter().all(|cell| cell["execution_count"].is_u64()), "{notebook}");
    let shown: String = code.iter().map(|cell| cell["outputs"].to_string()).collect();
    // 366 days: of four demands a day two are of the first kind.
    assert!(shown.contains("732"), "{shown}");
}

#[test]
fn a_python_that_is_not_there_costs_outputs_alone() {
    let (_city, notebook, warnings) = run("no-such-python");
    let said = warnings.iter().find(|warning| warning.contains("no-such-python")).unwrap();
    assert!(said.contains("notebooks/2024.ipynb") && said.contains("[report] python"), "{said}");
    assert!(code(&notebook).iter().all(|cell| cell["outputs"].as_array().unwrap().is_empty()));
}
