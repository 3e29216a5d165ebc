//! `yiti doctor`: what is missing on this machine or in this configuration, and the fix.

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::print;
use crate::chart::Rasteriser;
use crate::cli::{Common, Source};
use crate::orders::find_inputs;

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let mut lines = Vec::new();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    lines.push(format!("ok    {threads} cores"));
    let fonts = Rasteriser::new();
    lines.push(match (fonts.has_text(), fonts.has_chinese()) {
        (_, true) => "ok    a font with Chinese characters for PNG charts".into(),
        (true, false) => "warn  no font with Chinese characters: PNG charts lack them; install Noto Sans CJK SC".into(),
        (false, _) => "warn  no font at all: PNG charts have no text; install Noto Sans CJK SC".into(),
    });
    let mut status = 0;
    match job(source, common, today) {
        Err(failure) => {
            lines.push(format!("fail  {}", failure.error));
            status = failure.status;
        }
        Ok(job) => {
            lines.push(format!("ok    configuration {}", job.config.path.display()));
            match find_inputs(&job.config, &job.inputs) {
                Ok(files) => lines.push(format!(
                    "ok    {} input files, {} bytes",
                    files.len(),
                    files.iter().map(|f| f.bytes).sum::<u64>()
                )),
                Err(error) => {
                    lines.push(format!("fail  {error}"));
                    status = 3;
                }
            }
            if let Err(error) = job.config.holidays() {
                lines.push(format!("fail  {error}"));
                status = 2;
            }
            match tempfile::tempfile_in(&job.output) {
                Ok(_) => lines.push(format!("ok    {} can be written", job.output.display())),
                Err(error) if !job.output.exists() => {
                    lines.push(format!("ok    {} will be made ({error})", job.output.display()));
                }
                Err(error) => {
                    lines
                        .push(format!("fail  {}: {error}; give a writable folder with --output", job.output.display()));
                    status = 1;
                }
            }
        }
    }
    print(&format!("{}\n", lines.join("\n")))?;
    Ok(status)
}
