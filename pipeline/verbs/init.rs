//! `yiti init FILE`: a first configuration for a bare file, with the evidence for each guess.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::Failure;
use super::terminal::print;
use crate::cli::Init;
use crate::guess::{FirstConfiguration, first_configuration};
use crate::orders::{SourceSettings, find_files};
use crate::run::RunError;

pub(super) fn perform(options: &Init) -> Result<u8, Failure> {
    let Init { file, to, encoding, delimiter, header_row, sheet } = options;
    let declared = SourceSettings {
        encoding: encoding.clone(),
        delimiter: delimiter.clone(),
        header_row: *header_row,
        sheet: sheet.clone(),
        ..SourceSettings::default()
    };
    declared.validate().map_err(|message| Failure::usage(anyhow!(message)))?;
    if let Some(to) = to.as_ref().filter(|to| to.exists()) {
        let message = format!("{} is there already; name another file with --to", to.display());
        return Err(Failure::usage(anyhow!(message)));
    }
    let found = find_files(std::slice::from_ref(file), None).map_err(RunError::from)?;
    let Some(first) = found.first() else {
        return Err(Failure::usage(anyhow!("{}: no file", file.display())));
    };
    let named = named(file, to.as_deref());
    let FirstConfiguration { text, others } =
        first_configuration(&found, &named, &declared).map_err(RunError::from)?;
    if let Some(other) = others.first() {
        tracing::warn!(
            "{} of {} files have other columns than {}, such as {}: give them [[source]] sections \
             of their own",
            others.len(),
            found.len(),
            first.path.display(),
            other.display()
        );
    }
    match to {
        None => print(&text)?,
        Some(to) => std::fs::write(to, text)
            .with_context(|| format!("{}: cannot be written", to.display()))
            .map_err(Failure::failed)?,
    }
    Ok(0)
}

/// The file as a configuration at `to` names it: relative to its folder where it lies below it.
fn named(file: &Path, to: Option<&Path>) -> String {
    let folder = to.map(|to| to.parent().filter(|parent| !parent.as_os_str().is_empty()));
    let folder = match folder {
        None => return file.display().to_string(),
        Some(folder) => folder.unwrap_or(Path::new(".")),
    };
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| PathBuf::from(path));
    let (file, folder) = (whole(file), whole(folder));
    file.strip_prefix(&folder).unwrap_or(&file).display().to_string()
}
