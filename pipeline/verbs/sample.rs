//! `yiti sample`

use super::Failure;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Sample};
use crate::run::Event;
use crate::sample::{SampleOptions, generate};

pub(super) fn perform(sample: &Sample, common: &Common) -> Result<u8, Failure> {
    let options = SampleOptions {
        dir: sample.dir.clone(),
        orders: sample.orders,
        years: sample.years.clone(),
        seed: sample.seed,
        dirty: sample.dirty,
    };
    let terminal = Terminal::new(common);
    terminal.show(Event::Stage("sample"));
    let summary =
        generate(&options, &|rows| terminal.show(Event::Rows(rows))).map_err(Failure::usage);
    terminal.finish();
    let summary = summary?;
    let config = sample.dir.join("sample.toml");
    std::fs::write(&config, super::job::SAMPLE_CONFIG).map_err(Failure::failed)?;
    print(&format!(
        "{} rows in {} files, {} planted; the truth is in {}\nyiti run --config {}\n",
        summary.rows,
        summary.files.len(),
        summary.plants,
        summary.truth.display(),
        config.display()
    ))?;
    Ok(0)
}
