//! `yiti detect`

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Failure;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Detect};
use crate::detect::{DetectError, Request, detect};
use crate::language::counted;
use crate::run::Event;

pub(super) fn perform(options: &Detect, common: &Common) -> Result<u8, Failure> {
    let request = Request {
        input: options.input.clone(),
        output: options.output.clone(),
        series: options.series.clone(),
        time: options.time.clone(),
        count: options.count.clone(),
        area: options.area.clone(),
        category: options.category.clone(),
        population: options.population.clone(),
        from: options.from.clone(),
        every: options.every,
        method: options.method,
        alpha: options.alpha,
        fill_zero: options.fill_zero,
    };
    let terminal = Terminal::new(common);
    terminal.show(Event::Stage("series"));
    let most = AtomicUsize::new(0);
    let found = detect(&request, &|done, _| {
        let done = most.fetch_max(done, Ordering::Relaxed).max(done);
        terminal.show(Event::Rows(done as u64));
    });
    terminal.finish();
    let found = found.map_err(|error| match error {
        DetectError::Request(_) => Failure::usage(error),
        _ => Failure { error: error.into(), status: 3 },
    })?;
    if found.fallbacks > 0 {
        tracing::warn!(
            "{}: the regression did not converge and the plain mean was used",
            counted(found.fallbacks as u64, "row", "rows")
        );
    }
    print(&format!(
        "{} series, {}, {}\n",
        found.series,
        counted(found.rows as u64, "row", "rows"),
        counted(found.alarms as u64, "alarm", "alarms")
    ))?;
    Ok(0)
}
