use std::io::Write as _;

use super::*;
use crate::validation::benchmark;

/// The bars that the method has to reach on the benchmarks (rows: `STRATA`, with the year
/// before).
const RARE_F1_MIN: [f64; 5] = [0.45, 0.76, 0.88, 0.94, 0.84];

#[test]
fn finds_the_planted_persistent_cells_the_rare_ones_too() {
    let Some(shared) = std::env::var_os("YITI_SHARED") else {
        // Not by `println!`, which the runner keeps to itself while a test passes.
        let message = "persistent: SKIPPED, YITI_SHARED does not name a folder of real data";
        let _ = writeln!(std::io::stderr(), "{message}");
        return;
    };
    let folder = Path::new(&shared).join("data/detection");
    let cells = benchmark::cells(&folder).expect("the benchmark");
    let figures = figures(&folder, &cells).expect("the tables of cells");
    let value = |table: &str, group: &str, name: &str| {
        let is = |f: &&Figure| f.table == table && f.group == group && f.name == name;
        figures.iter().find(is).map(|figure| figure.value).expect("a figure")
    };
    let [two, one] = PASTS.map(|(past, _)| value("persistence", past, "f1"));
    println!("60 × 40: F1 with the year before {two:.3}, alone {one:.3}");
    assert!(two >= 0.86 && one >= 0.84, "{two} {one}");
    for ((stratum, ..), wanted) in STRATA.into_iter().zip(RARE_F1_MIN) {
        let f1 = value("persistence_rare", &format!("{}: {stratum}", PASTS[0].0), "f1");
        println!("{stratum}: F1 {f1:.3}");
        assert!(f1 >= wanted, "{stratum}: {f1}, not {wanted}");
    }
    let all = format!("{}: all", PASTS[0].0);
    let [recall, wrong] =
        ["recall", "false_share"].map(|name| value("persistence_rare", &all, name));
    assert!(recall >= 0.76 && wrong <= 0.08, "recall {recall}, false {wrong}");
}
