//! Special reports on an area, a finding and a condition have the published figures.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{config, query, yiti, yiti_ok};

/// A published year of a small sample city, in English.
fn city(folder: &Path) -> PathBuf {
    let sample = folder.join("sample");
    let to = sample.to_str().unwrap();
    yiti_ok(&["sample", to, "--orders", "20000", "--years", "2023,2024", "--seed", "9"]);
    let path = sample.join("city.toml");
    let text = fs::read_to_string(config("sample")).unwrap().replace("\"zh\"", "\"en\"");
    fs::write(&path, text).unwrap();
    let output = folder.join("out");
    let (path, to) = (path.to_str().unwrap(), output.to_str().unwrap());
    yiti_ok(&["run", "--config", path, "--output", to, "--period", "2024"]);
    output
}

/// The page of the report that the options ask for; the document beside it is there too.
fn page(output: &Path, options: &[&str]) -> String {
    let mut arguments = vec!["report", "--output", output.to_str().unwrap()];
    arguments.extend(options);
    let made = yiti_ok(&arguments);
    let paths: Vec<&str> = made.lines().collect();
    assert_eq!(paths.len(), 2, "{made}");
    assert!(paths.iter().any(|path| path.ends_with(".docx") && Path::new(path).is_file()));
    let page = paths.iter().find(|path| path.ends_with(".html")).unwrap();
    fs::read_to_string(page).unwrap()
}

fn with_commas(n: i64) -> String {
    yiti::language::count(n.unsigned_abs())
}

#[test]
fn special_reports_have_the_published_figures() {
    let folder = tempfile::tempdir().unwrap();
    let output = city(folder.path());
    let first = |sql: &str| query(&output, sql).into_iter().next().unwrap();

    let district = first(
        "select area, sum(orders) orders, sum(resolved) resolved, sum(resolved_known) known \
         from panel_month where area_level = 'district' and category_level = 'l2' \
         and month >= date '2024-01-01' group by area order by orders desc limit 1",
    );
    let text = page(&output, &["--district", district["area"].as_str().unwrap()]);
    let orders = district["orders"].as_i64().unwrap();
    assert!(text.contains(&format!("{} demands", with_commas(orders))), "{text:.3000}");
    let (yes, known) =
        (district["resolved"].as_i64().unwrap(), district["known"].as_i64().unwrap());
    assert!(text.contains(&format!("{} of {} known", with_commas(yes), with_commas(known))));
    // The street with most demands, and the chart beside its table.
    assert!(text.contains("<svg") && text.matches("<table").count() >= 3);

    let finding = first(
        "select finding_id, reason, area, category from findings \
         where area_level = 'street' order by orders desc limit 1",
    );
    let text = page(&output, &["--finding", finding["finding_id"].as_str().unwrap()]);
    assert!(text.contains(finding["category"].as_str().unwrap()));

    let whole = first("select count(*) n from demands where stat_month >= date '2024-01-01'");
    let text = page(&output, &["--where", "1 = 1", "--title", "Everything"]);
    let all = with_commas(whole["n"].as_i64().unwrap());
    assert!(
        text.contains(&format!("{all} demands from Jan 2024 to Dec 2024 (100.0% of")),
        "{text:.3000}"
    );
    assert!(text.contains("Special report: Everything") && text.contains("1 = 1"));

    for (options, says) in [
        (["--district", "Nowhere"], "the districts are"),
        (["--finding", "f-0"], "tables/findings.csv"),
        (["--where", "no_column = 1"], "no_column"),
        (["--where", "1 = 1); drop table demands; --"], ""),
    ] {
        let mut arguments = vec!["report", "--output", output.to_str().unwrap()];
        arguments.extend(options);
        let refused = yiti(&arguments);
        let message = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{options:?}: {message}");
        assert!(message.contains(says), "{message}");
    }
}
