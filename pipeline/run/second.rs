//! Other series beside the first, each read as if it were the first, into a warehouse of its own.

use super::{Event, Job, Prepared, Steps, Watch, prepare, warehouse_folder};
use crate::monitor::{SecondRow, beside};

/// Each other series beside the first; with what could not be read, which keeps no report from
/// being published.
pub(super) fn second_series(job: &Job, prepared: &Prepared) -> (Vec<SecondRow>, Vec<String>) {
    let (mut rows, mut trouble) = (Vec::new(), Vec::new());
    for second in &job.config.second {
        let folder = std::path::absolute(warehouse_folder(job)).unwrap_or_default();
        let mark = &blake3::hash(second.name.as_bytes()).to_hex()[..8];
        let folder = folder.join(format!("second-{mark}"));
        let config = job.config.of_second(second, folder.display().to_string());
        let own =
            Job { config, inputs: Vec::new(), period: Some(prepared.clock.period), ..job.clone() };
        let ignore = |_: Event| ();
        let quiet = Watch(&ignore);
        match prepare(&own, &quiet, &mut Steps::new(&quiet)) {
            Ok(other) => rows.extend(beside(
                &prepared.panel,
                &other.panel,
                &second.name,
                &job.config.monitor,
            )),
            Err(error) => trouble.push(format!("[[second]] {}: {error}", second.name)),
        }
    }
    (rows, trouble)
}
