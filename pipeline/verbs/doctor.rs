//! `yiti doctor`: what is missing on this machine or in this configuration, tried on the first rows
//! of its files, and the fix.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::print;
use crate::chart::Rasteriser;
use crate::cli::{Common, Source};
use crate::invisible::shown;
use crate::language::count;
use crate::orders::{ColumnTrial, FileTrial, NeededDays, find_inputs, try_mapping};
use crate::run::{Job, RunError, warehouse_folder};
use crate::warehouse::Layout;

/// Rows of each file that are tried.
const ROWS: usize = 1_000;

/// Characters of an example that are shown.
const EXAMPLE_CHARS: usize = 40;

/// What was looked at, a line each, and the gravest exit status.
#[derive(Default)]
struct Account {
    lines: Vec<String>,
    status: u8,
}

impl Account {
    fn ok(&mut self, text: impl std::fmt::Display) {
        self.lines.push(format!("ok    {text}"));
    }

    fn warn(&mut self, text: impl std::fmt::Display) {
        self.lines.push(format!("warn  {text}"));
    }

    fn fail(&mut self, text: impl std::fmt::Display, status: u8) {
        self.lines.push(format!("fail  {text}"));
        self.status = self.status.max(status);
    }
}

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let mut account = Account::default();
    look_at_machine(&mut account);
    match job(source, common, today) {
        Err(failure) => account.fail(failure.error, failure.status),
        Ok(job) => {
            account.ok(format_args!("configuration {}", job.config.path.display()));
            look_at_files(&job, &mut account);
            if let Err(error) = job.config.holidays() {
                account.fail(error, 2);
            }
            look_at_output(&job, &mut account);
        }
    }
    print(&format!("{}\n", account.lines.join("\n")))?;
    Ok(account.status)
}

fn look_at_machine(account: &mut Account) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    account.ok(format_args!("{threads} cores"));
    let fonts = Rasteriser::new();
    let install = "install Noto Sans CJK SC";
    match (fonts.has_text(), fonts.has_chinese()) {
        (_, true) => account.ok("a font with Chinese characters for PNG charts"),
        (true, false) => account
            .warn(format_args!("no font with Chinese characters: PNG charts lack them; {install}")),
        (false, _) => {
            account.warn(format_args!("no font at all: PNG charts have no text; {install}"))
        }
    }
}

fn look_at_output(job: &Job, account: &mut Account) {
    let output = job.output.display();
    match tempfile::tempfile_in(&job.output) {
        Ok(_) => account.ok(format_args!("{output} can be written")),
        Err(error) if !job.output.exists() => {
            account.ok(format_args!("{output} will be made ({error})"));
        }
        Err(error) => {
            account
                .fail(format_args!("{output}: {error}; give a writable folder with --output"), 1);
        }
    }
}

/// Files with the same columns are one table: their first rows are added up.
fn look_at_files(job: &Job, account: &mut Account) {
    let reading = job.config.reading();
    let files = match find_inputs(
        &reading,
        &job.inputs,
        &Layout::new(&warehouse_folder(job)).remote(),
        NeededDays::ALL,
    ) {
        Ok(files) => files,
        Err(error) => return account.fail(error, 3),
    };
    let bytes: u64 = files.iter().map(|file| file.bytes).sum();
    account.ok(format_args!("{} input files, {} bytes", files.len(), count(bytes)));
    let mut tables: BTreeMap<Vec<String>, Vec<FileTrial>> = BTreeMap::new();
    for file in &files {
        match try_mapping(&reading, file, ROWS) {
            Ok(trial) => tables.entry(trial.own.clone()).or_default().push(trial),
            Err(error) => {
                let error = RunError::from(error);
                account.fail(&error, error.exit_status());
            }
        }
    }
    for trials in tables.values() {
        show(trials, job.config.check.max_rejected_share, account);
    }
}

fn show(trials: &[FileTrial], rejected_share: f64, account: &mut Account) {
    let rows: usize = trials.iter().map(|trial| trial.rows).sum();
    let kept: usize = trials.iter().map(|trial| trial.kept).sum();
    let broken: usize = trials.iter().map(|trial| trial.broken).sum();
    let [first, others @ ..] = trials else { return };
    let others =
        if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let place = format!("{}{others}", first.path.display());
    let line =
        format!("{place}: first {} rows, [keep] keeps {}", count(rows as u64), count(kept as u64));
    match (rows, kept) {
        (0, _) => account.warn(format_args!("{place}: no row")),
        (_, 0) => account.fail(format_args!("{line}: correct its condition"), 3),
        _ => account.ok(line),
    }
    if broken > 0 {
        account.warn(format_args!(
            "{place}: {broken} rows have not the shape of a row (often an unclosed quote); see \
             [check] broken_rows"
        ));
    }
    let columns = sums(trials);
    for column in &columns {
        account.lines.push(format!("        {}", shown(&column_line(column))));
        judge(column, &first.own, rejected_share, account);
    }
    judge_categories(&columns, account);
}

/// The columns of all files, added up.
fn sums(trials: &[FileTrial]) -> Vec<ColumnTrial> {
    let mut sums = trials[0].columns.clone();
    for trial in &trials[1..] {
        for (sum, column) in sums.iter_mut().zip(&trial.columns) {
            sum.known += column.known;
            sum.empty += column.empty;
            sum.unreadable += column.unreadable;
            sum.distinct = sum.distinct.max(column.distinct);
            sum.failure = sum.failure.take().or_else(|| column.failure.clone());
        }
    }
    sums
}

fn column_line(column: &ColumnTrial) -> String {
    let ColumnTrial { column: name, sql, known, empty, unreadable, .. } = column;
    let examples: Vec<String> = column.examples.iter().map(|example| shortened(example)).collect();
    let counts = format!("{known} known, {empty} empty, {unreadable} unreadable");
    format!("{name:<12} = {}  {counts}  {}", shortened(sql), examples.join(" | "))
}

/// What is wrong with a column, and the line to write.
fn judge(column: &ColumnTrial, own: &[String], rejected_share: f64, account: &mut Account) {
    let ColumnTrial { column: name, known, empty, unreadable, .. } = column;
    let all = known + empty + unreadable;
    if all == 0 {
        return;
    }
    let lost = if column.is_required() { empty + unreadable } else { 0 };
    let own = own.join(", ");
    let found = column.failure.as_deref().map(|found| format!("; found {:?}", shortened(found)));
    let found = found.unwrap_or_default();
    let fix = fix(column);
    if lost as f64 > rejected_share * all as f64 {
        let text = format!(
            "{name}: {lost} of {all} values missing or unreadable{found}; {fix}; the columns are: \
             {own}"
        );
        account.fail(shown(&text), 3);
    } else if *unreadable > 0 {
        let text = format!("{name}: {unreadable} of {all} values cannot be read{found}; {fix}");
        account.warn(shown(&text));
    } else if *known == 0 {
        let text = format!("{name}: no value at all in these rows; the columns are: {own}");
        account.warn(shown(&text));
    }
    if *name == "order_id" && *known > 1 {
        let distinct = column.distinct;
        let text = format!(
            "order_id: only {distinct} different values in {known} rows: all but one row of each \
             count as duplicates; map another column, or \"_row_number\"; the columns are: {own}"
        );
        match (distinct * 10 < *known, distinct * 2 < *known) {
            (true, _) => account.fail(shown(&text), 3),
            (false, true) => account.warn(shown(&text)),
            _ => {}
        }
    }
}

/// Every order needs a category of some level.
fn judge_categories(columns: &[ColumnTrial], account: &mut Account) {
    let mut categories =
        columns.iter().filter(|column| column.column.starts_with("category")).peekable();
    let has_rows = categories.peek().is_some_and(|column| column.empty + column.unreadable > 0);
    if has_rows && categories.all(|column| column.known == 0) {
        account.fail(
            "category_l1, category_l2, category_l3: no value at all, so that every row is rejected",
            3,
        );
    }
}

/// The line to write in `[columns]`.
fn fix(column: &ColumnTrial) -> String {
    let ColumnTrial { column: name, sql, .. } = column;
    match *name {
        "received_at" | "due_at" | "closed_at" | "updated_at" => {
            format!("write its form, as in {name} = '''to_timestamp({sql}, '%d/%m/%Y %H:%M')'''")
        }
        "responded" | "resolved" | "satisfied" | "escalated" => format!(
            "say which words are yes and no, as in {name} = '''case {sql} when 'yes' then true \
             when 'no' then false end'''"
        ),
        _ => format!("correct {name} under [columns]"),
    }
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(EXAMPLE_CHARS).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
