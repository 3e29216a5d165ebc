//! The command line: verbs and options, checked as far as they can be before anything runs.

mod options;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use options::{Detect, Export, Form, Init, Report, Sample, Source, Topics};

/// Turns a year of citizen-hotline work orders into next year's list of topics, and watches each
/// topic month by month.
#[derive(Debug, Parser)]
#[command(name = "yiti", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// Options of every verb.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every verb.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Cores to use; by default all
    #[arg(
        long,
        global = true,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1024)
    )]
    pub threads: Option<u16>,
    /// Memory that a run may take, half of it for queries before they spill to disk, as 2GiB or
    /// 500MB; by default half of the machine's
    #[arg(long, global = true, value_name = "SIZE")]
    pub memory: Option<MemorySize>,
    /// Folder that queries spill to; by default the system's
    #[arg(long, global = true, value_name = "DIR")]
    pub temp: Option<PathBuf>,
    /// Form of messages on standard error
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
    /// No progress bar, even on a terminal
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// More messages; twice for all
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// An amount of memory, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemorySize(pub u64);

/// Least memory that the queries of a small city run in.
const MEMORY_BYTES_MIN: u64 = 64 << 20;

impl std::str::FromStr for MemorySize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("a size is a number and a unit, as 2GiB, 500MB or 1500MiB, found {text:?}");
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "kb" => 1_000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            "kib" => 1 << 10,
            "mib" | "m" => 1 << 20,
            "gib" | "g" => 1 << 30,
            _ => return Err(wrong()),
        };
        let bytes = number.parse::<f64>().map_err(|_| wrong())? * unit as f64;
        if bytes < MEMORY_BYTES_MIN as f64 {
            return Err(format!("--memory must be 64MiB or more, found {text}"));
        }
        Ok(Self(bytes as u64))
    }
}

/// Form of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// The whole job for a period: read, check, mine, propose, monitor, publish
    Run {
        /// What to read.
        #[command(flatten)]
        source: Source,
        /// Exit with 4 when there are warnings
        #[arg(long)]
        strict: bool,
    },
    /// Only the data gate: mapping, completeness, reconciliation, rejects; nothing is published
    Check {
        /// What to read.
        #[command(flatten)]
        source: Source,
    },
    /// Publishes what is due: days, weeks, months, years that are over and have no report yet
    Schedule {
        /// What to read.
        #[command(flatten)]
        source: Source,
        /// Publish what is due now and exit, for cron and systemd timers; without it, go on day
        /// after day
        #[arg(long)]
        once: bool,
        /// Only say what was done, and what is due when; nothing is published
        #[arg(long, conflicts_with = "once")]
        status: bool,
        /// Exit with 4 when there are warnings
        #[arg(long)]
        strict: bool,
    },
    /// What would change against the last published proposal; nothing is published
    Plan {
        /// What to read.
        #[command(flatten)]
        source: Source,
    },
    /// Propose from each past year, look at the next; table and chart go to DIR/backtest
    Backtest {
        /// What to read.
        #[command(flatten)]
        source: Source,
        /// Months to propose from, and as many to look at; by default a year, or half of what there
        /// is
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(3..=12))]
        months: Option<u8>,
        /// Say which weights of the four focuses would have done best, cross-validated; nothing is
        /// changed
        #[arg(long)]
        fit: bool,
    },
    /// The sample city, with its planted truth beside it
    Sample(Sample),
    /// The spike detector alone, on any count series
    Detect(Detect),
    /// The text-topic miner alone, on any messages
    Topics(Topics),
    /// A query over the published tables
    Sql {
        /// The query
        #[arg(allow_hyphen_values = true)] // it may begin with a comment
        query: String,
        /// Folder of published results
        #[arg(long, default_value = "output")]
        output: PathBuf,
        /// Folder of the warehouse, where [warehouse] path puts it elsewhere; by default .warehouse
        /// in the output folder
        #[arg(long, value_name = "DIR")]
        warehouse: Option<PathBuf>,
        /// Form of the answer
        #[arg(long, value_enum, default_value_t = Form::Table)]
        format: Form,
    },
    /// The workbook, documents and notebooks again, from what is published; no order is read
    Report(Report),
    /// The orders behind a topic, a finding or a condition, masked, as Parquet or CSV
    Export(Export),
    /// A first configuration for a file, with the evidence for each guess, to be edited
    Init(Init),
    /// What is missing on this machine or in this configuration, and the fix
    Doctor {
        /// What to read.
        #[command(flatten)]
        source: Source,
    },
    /// Completions of the command line for a shell, on standard output
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual, one page for the program and one for each verb
    Man {
        /// Folder to write the pages to; without it the program's page goes to standard output
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// The validation page: how good the finders are on benchmark data
    Validate {
        /// Folder of the benchmark data
        #[arg(long)]
        data: PathBuf,
        /// Folder of results with a backtest, which shows the list by years
        #[arg(long, value_name = "DIR")]
        backtest: Option<PathBuf>,
        /// Folder for the page and its figures
        #[arg(long, default_value = "output/validation")]
        output: PathBuf,
    },
}
