//! Persistence on the planted benchmark: needs the folder of shared test data, from the environment.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use yiti_stats::dispersion::Months;
use yiti_stats::persistence::{Cell, Rule, assess};

/// Weeks are numbered from 1 and make 26 months: the second year is scored, the first is its past.
const WEEKS_A_MONTH: i16 = 4;
const MONTHS: usize = 13;

type Key = (i16, i16);

/// Counts by month of each area and category over both years, and the population of each area.
fn read_counts(path: &Path) -> (BTreeMap<Key, Vec<f64>>, BTreeMap<i16, f64>) {
    let reader = SerializedFileReader::new(File::open(path).expect("the benchmark opens")).expect("it is Parquet");
    let (mut counts, mut populations) = (BTreeMap::new(), BTreeMap::new());
    for row in reader.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let at = |name: &str| row.get_column_iter().position(|(n, _)| n == name).expect("the column");
        let short = |name: &str| row.get_short(at(name)).expect("a small integer");
        let (area, week) = (short("area"), short("week"));
        populations.insert(area, row.get_double(at("population")).expect("a number"));
        let cell = counts.entry((area, short("category"))).or_insert_with(|| vec![0.0; 2 * MONTHS]);
        let month = usize::try_from((week - 1) / WEEKS_A_MONTH).expect("positive");
        cell[month] += f64::from(row.get_int(at("total")).expect("a count"));
    }
    (counts, populations)
}

/// Expected at the rate per resident of the other areas, by month.
fn cells(counts: &BTreeMap<Key, Vec<f64>>, populations: &BTreeMap<i16, f64>) -> Vec<Cell> {
    let residents: f64 = populations.values().sum();
    let mut totals: BTreeMap<i16, Vec<f64>> = BTreeMap::new();
    for ((_, category), months) in counts {
        let total = totals.entry(*category).or_insert_with(|| vec![0.0; months.len()]);
        total.iter_mut().zip(months).for_each(|(t, n)| *t += n);
    }
    let cell = |((area, category), observed): (&Key, &Vec<f64>)| {
        let own = populations[area];
        let rest = totals[category].iter().zip(observed).map(|(t, n)| (t - n) * own / (residents - own));
        let expected: Vec<f64> = rest.collect();
        let part = |from: usize| Months {
            observed: observed[from..from + MONTHS].to_vec(),
            expected: expected[from..from + MONTHS].to_vec(),
        };
        let group = usize::try_from(*category).expect("categories count from 0");
        Cell { group, year: part(MONTHS), before: part(0) }
    };
    counts.iter().map(cell).collect()
}

/// Cells marked `is_persistent` in the table of cells.
fn read_truth(path: &Path) -> Vec<Key> {
    let mut reader = csv::Reader::from_path(path).expect("the table of cells opens");
    let headers = reader.headers().expect("it has a header").clone();
    let at = |name: &str| headers.iter().position(|h| h == name).expect("the column");
    let (area, category, truth) = (at("area"), at("category"), at("is_persistent"));
    let rows = reader.records().map(|row| row.expect("a row"));
    let number = |text: &str| text.parse().expect("a small integer");
    rows.filter(|row| &row[truth] == "True").map(|row| (number(&row[area]), number(&row[category]))).collect()
}

#[test]
fn finds_the_planted_persistent_cells() {
    let Some(shared) = std::env::var_os("YITI_SHARED") else {
        println!("skipped: YITI_SHARED does not name the folder of shared test data");
        return;
    };
    let folder = Path::new(&shared).join("data/detection");
    let (counts, populations) = read_counts(&folder.join("hier_dev.parquet"));
    let truth = read_truth(&folder.join("hier_dev_cells.csv"));
    let mut cells = cells(&counts, &populations);
    let with_past = f1("both years", &cells, &counts, &truth);
    cells.iter_mut().for_each(|cell| cell.before = Months::default());
    let alone = f1("one year", &cells, &counts, &truth);
    assert!(with_past >= 0.80 && alone >= 0.80, "F1 {with_past:.3} with the past, {alone:.3} without");
}

fn f1(label: &str, cells: &[Cell], counts: &BTreeMap<Key, Vec<f64>>, truth: &[Key]) -> f64 {
    let verdicts = assess(cells, &Rule::default()).expect("2,400 cells");
    let found: Vec<Key> = counts.keys().zip(&verdicts).filter(|(_, v)| v.persistent).map(|(k, _)| *k).collect();
    let hits = found.iter().filter(|key| truth.contains(key)).count() as f64;
    let (precision, recall) = (hits / found.len() as f64, hits / truth.len() as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{label}: {} found, precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}", found.len());
    f1
}
