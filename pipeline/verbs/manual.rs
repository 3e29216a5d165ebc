//! `yiti completions` and `yiti man`: made from the command line itself.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::Failure;
use super::terminal::print_bytes;
use crate::cli::Cli;

/// Completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<u8, Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "yiti", &mut script);
    print_bytes(&script)?;
    Ok(0)
}

/// The program's page, or all pages in a folder.
pub(super) fn man(to: Option<&Path>) -> Result<u8, Failure> {
    let Some(folder) = to else {
        let mut page = Vec::new();
        Man::new(Cli::command()).render(&mut page).map_err(Failure::failed)?;
        print_bytes(&page)?;
        return Ok(0);
    };
    std::fs::create_dir_all(folder).map_err(Failure::failed)?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(Failure::failed)?;
    Ok(0)
}
