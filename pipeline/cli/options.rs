//! Options of the verbs.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::calendar::Period;
use crate::detect::{Method, Step};
use crate::language::Language;
use crate::report::ReportFormat;

/// What a run reads and where it publishes.
#[derive(Debug, Clone, Args)]
pub struct Source {
    /// Configuration; without it, the embedded sample city
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Files, folders or globs to read instead of the configuration's
    #[arg(long = "input", value_name = "PATH", num_args = 1..)]
    pub inputs: Vec<PathBuf>,
    /// Folder for results
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,
    /// A year 2025, a month 2025-10, an ISO week 2025-W41 or a day 2025-10-03; by default the last
    /// complete year
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<Period>,
    /// Last day that the run may see
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<NaiveDate>,
    /// Language of titles, reasons and pages
    #[arg(long, value_parser = language)]
    pub lang: Option<Language>,
}

fn language(text: &str) -> Result<Language, String> {
    match text {
        "zh" => Ok(Language::Zh),
        "en" => Ok(Language::En),
        other => Err(format!("must be zh or en, found {other}")),
    }
}

/// The sample city.
#[derive(Debug, Clone, Args)]
pub struct Sample {
    /// Folder to write
    pub dir: PathBuf,
    /// Orders in all years together
    #[arg(long, default_value_t = 200_000, value_name = "N")]
    pub orders: u64,
    /// Years, comma-separated
    #[arg(long, value_delimiter = ',', default_values_t = [2023, 2024], value_name = "YEAR")]
    pub years: Vec<i32>,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Adds duplicate ids, impossible dates, unknown areas, broken encodings, a feed that stops
    /// early
    #[arg(long)]
    pub dirty: bool,
}

/// The spike detector.
#[derive(Debug, Clone, Args)]
pub struct Detect {
    /// Parquet or CSV file of counts
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    /// Parquet or CSV file to write
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// Column that names the series
    #[arg(long, value_name = "COLUMN")]
    pub series: Option<String>,
    /// Column of the time: dates, or whole numbers
    #[arg(long, value_name = "COLUMN")]
    pub time: String,
    /// Column of the count
    #[arg(long, value_name = "COLUMN")]
    pub count: String,
    /// Column of the area: with it and --category, each cell is judged against the other areas
    #[arg(long, value_name = "COLUMN")]
    pub area: Option<String>,
    /// Column of the category
    #[arg(long, value_name = "COLUMN")]
    pub category: Option<String>,
    /// Column of the population
    #[arg(long, value_name = "COLUMN")]
    pub population: Option<String>,
    /// First time to judge
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Step of the series; by default weeks, unless dates are less than a week apart
    #[arg(long, value_name = "day|week")]
    pub every: Option<Step>,
    /// auto, harmonic, farrington, ears-c1, ears-c2, ears-c3, rki2
    #[arg(long, default_value = "auto")]
    pub method: Method,
    /// Share of quiet times that may raise an alarm
    #[arg(long, default_value_t = 0.01)]
    pub alpha: f64,
    /// Take gaps and nulls for 0 instead of "not reported"
    #[arg(long)]
    pub fill_zero: bool,
}

/// The text-topic miner.
#[derive(Debug, Clone, Args)]
pub struct Topics {
    /// Parquet, CSV or JSON-lines file of messages
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Column of the message's id
    #[arg(long, value_name = "COLUMN")]
    pub id: String,
    /// Columns of the text, the title first
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', required = true)]
    pub text: Vec<String>,
    /// Column of the time
    #[arg(long, value_name = "COLUMN")]
    pub time: String,
    /// Column of the area
    #[arg(long, value_name = "COLUMN")]
    pub area: Option<String>,
    /// Column of the writer
    #[arg(long, value_name = "COLUMN")]
    pub user: Option<String>,
}

/// Form of a query's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A drawn table.
    Table,
    /// CSV.
    Csv,
    /// One JSON object a line.
    Json,
}

/// Options of `report`.
#[derive(Debug, Clone, Args)]
pub struct Report {
    /// The published period; by default the last
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<Period>,
    /// What to make: xlsx, docx, ipynb, or html: the site, from what the warehouse keeps, and the
    /// documents as pages; by default what [report] formats says, without the site
    #[arg(
        long = "format",
        value_name = "FORMAT",
        value_delimiter = ',',
        value_parser = report_format
    )]
    pub formats: Vec<ReportFormat>,
    /// Only a special report on this topic, by its topic_id
    #[arg(long, value_name = "ID", conflicts_with = "formats")]
    pub topic: Option<String>,
    /// Only a special report on this district, street or community, by its name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["formats", "topic"])]
    pub district: Option<String>,
    /// Only a special report on this finding, by its finding_id
    #[arg(long, value_name = "ID", conflicts_with_all = ["formats", "topic", "district"])]
    pub finding: Option<String>,
    /// Only a special report on the orders that meet a SQL condition over the columns of the table
    /// `demands`, from the warehouse
    #[arg(long = "where", value_name = "SQL",
        conflicts_with_all = ["formats", "topic", "district", "finding"])]
    pub condition: Option<String>,
    /// What the report on a condition is about, as its title says
    #[arg(long, value_name = "TEXT", requires = "condition")]
    pub title: Option<String>,
    /// Folder of the warehouse, where [warehouse] path puts it elsewhere
    #[arg(long, value_name = "DIR")]
    pub warehouse: Option<PathBuf>,
    /// Folder of published results
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub output: PathBuf,
    /// Title and [report] of this configuration instead of the published ones
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

fn report_format(text: &str) -> Result<ReportFormat, String> {
    let found = ReportFormat::ALL.into_iter().find(|format| format.name() == text);
    found.ok_or_else(|| format!("must be html, xlsx, docx or ipynb, found {text}"))
}

/// Options of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// A topic of the last published run, by its topic_id
    #[arg(long, value_name = "ID", required_unless_present_any = ["finding", "condition"])]
    pub topic: Option<String>,
    /// A finding of the last published run, by its finding_id
    #[arg(long, value_name = "ID", conflicts_with = "topic")]
    pub finding: Option<String>,
    /// A SQL condition over the columns of the table `demands`
    #[arg(long = "where", value_name = "SQL", conflicts_with_all = ["topic", "finding"])]
    pub condition: Option<String>,
    /// The file, .parquet or .csv; without it CSV goes to standard output
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Folder of published results
    #[arg(long, default_value = "output")]
    pub output: PathBuf,
    /// Folder of the warehouse, where [warehouse] path puts it elsewhere
    #[arg(long, value_name = "DIR")]
    pub warehouse: Option<PathBuf>,
}

/// Options of `init`.
#[derive(Debug, Clone, Args)]
pub struct Init {
    /// The file; of a folder, the first file
    pub file: PathBuf,
    /// The configuration to write; without it, it goes to standard output
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Encoding, where the file does not show it
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
    /// What stands between fields, where the file does not show it
    #[arg(long, value_name = "CHARACTER")]
    pub delimiter: Option<String>,
    /// Line or row of the column names, where the file does not show it; 1 = the first
    #[arg(long, value_name = "N")]
    pub header_row: Option<u64>,
    /// Sheet of a workbook, where several have a table
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}
