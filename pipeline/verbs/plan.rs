//! `yiti plan`: what would change against the last published proposal.

use std::path::Path;

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Source};
use crate::propose::plan::{Published, plan};
use crate::publish::{latest, read_published};
use crate::run::{Steps, Watch, decide, prepare};

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let terminal = Terminal::new(common);
    let show = |event| terminal.show(event);
    let watch = Watch(&show);
    let mut steps = Steps::new(&watch);
    let decided = prepare(&job, &watch, &mut steps).and_then(|prepared| decide(&job, &prepared, &mut steps));
    terminal.finish();
    let decided = decided?;
    let published = last_published(&job.output)?;
    print(&plan(&published, &decided.outcome, job.config.language).text(job.config.language))?;
    Ok(0)
}

fn last_published(output: &Path) -> Result<Published, Failure> {
    match latest(output) {
        Some(folder) => read_published(&folder).map_err(Failure::failed),
        None => Ok(Published::default()),
    }
}
