//! A first configuration as text, every line of it to be looked at.

use std::fmt::Write as _;

use super::profile::Profile;
use super::roles::{Guess, Why};
use super::times::by_formats;
use super::words::{Evidence, examples};
use crate::invisible::shown;
use crate::language::{Language, count};
use crate::orders::{Columns, Layout};

/// All that is written.
pub(super) struct Draft<'a> {
    pub(super) title: String,
    pub(super) language: Language,
    /// As the configuration names the file.
    pub(super) paths: &'a str,
    pub(super) layout: &'a Layout,
    pub(super) rows: usize,
    pub(super) is_whole: bool,
    pub(super) profiles: &'a [Profile],
    pub(super) guesses: &'a [Guess],
    /// Of each guess.
    pub(super) evidence: &'a [Evidence],
}

/// The text.
pub(super) fn configuration(draft: &Draft<'_>) -> String {
    let mut text = head(draft);
    text += &source(draft);
    text += &columns(draft);
    text += &keep(draft);
    text += &unused(draft);
    text
}

fn head(draft: &Draft<'_>) -> String {
    let language = draft.language;
    let rows = count(draft.rows as u64);
    let period = period(draft).map_or_else(String::new, |period| format!(" --period {period}"));
    let (first, usage) = match (language, draft.is_whole) {
        (Language::Zh, true) => {
            (format!("由全部{rows}行推断的初始配置，请逐行核对、修改。"), "试读前几行")
        }
        (Language::Zh, false) => {
            (format!("由前{rows}行推断的初始配置，请逐行核对、修改。"), "试读前几行")
        }
        (Language::En, true) => (
            format!(
                "A first configuration, from all {rows} rows: look at every line and correct it."
            ),
            "tries it",
        ),
        (Language::En, false) => (
            format!(
                "A first configuration, from the first {rows} rows: look at every line and correct \
                 it."
            ),
            "tries it",
        ),
    };
    let (code, zone) = match language {
        Language::Zh => ("zh", "time_zone = \"Asia/Shanghai\"          # 请核对：城市所在的时区"),
        Language::En => (
            "en",
            "time_zone = \"UTC\"                    # fill in the city's own, as \
             \"America/New_York\"",
        ),
    };
    format!(
        "# {first}\n#   yiti doctor --config FILE   # {usage}\n#   yiti run --config FILE{period}\n\
         version   = 1\ntitle     = {}\nlanguage  = \"{code}\"\n{zone}\n\n",
        toml_text(&draft.title)
    )
}

/// The last whole year of the times, else the last whole month; `None` where not all rows were
/// seen.
fn period(draft: &Draft<'_>) -> Option<String> {
    use chrono::{Datelike as _, Months, NaiveDate};
    let at =
        draft.guesses.iter().position(|guess| guess.role == "received_at" && !guess.is_open)?;
    let (first, last) = draft.evidence[at].days().filter(|_| draft.is_whole)?;
    let (first, last): (NaiveDate, NaiveDate) = (first.parse().ok()?, last.parse().ok()?);
    // A feed need not have an order on the very first and last day.
    let slack = chrono::Days::new(3);
    let has = |begin: NaiveDate, end: NaiveDate| first <= begin + slack && last + slack >= end;
    let of_year = |year: i32| {
        Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
    };
    let year = [last.year(), last.year() - 1]
        .into_iter()
        .find(|year| of_year(*year).is_some_and(|(begin, end)| has(begin, end)));
    if let Some(year) = year {
        return Some(year.to_string());
    }
    let this = last.with_day(1)?;
    let months = [this, this - Months::new(1)];
    let whole = months
        .into_iter()
        .find(|month| has(*month, *month + Months::new(1) - chrono::Days::new(1)))?;
    Some(whole.format("%Y-%m").to_string())
}

fn source(draft: &Draft<'_>) -> String {
    let found = draft.language.pick("由文件看出", "found");
    let Layout { encoding, delimiter, header_row, sheet, plain_ascii, .. } = draft.layout;
    let mut text = format!("[source]\npaths      = [{}]\n", toml_text(draft.paths));
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{:<24} # {found}", format!("{key:<10} = {value}"));
    };
    if let Some(encoding) = encoding.as_ref().filter(|_| !plain_ascii) {
        line("encoding", toml_text(encoding));
    }
    if let Some(delimiter) = delimiter {
        let named = if *delimiter == '\t' { "tab".to_owned() } else { delimiter.to_string() };
        line("delimiter", toml_text(&named));
    }
    if let Some(row) = header_row {
        line("header_row", row.to_string());
    }
    if let Some(sheet) = sheet {
        line("sheet", toml_text(sheet));
    }
    text + "\n"
}

/// The columns in canonical order, each below what speaks for it.
fn columns(draft: &Draft<'_>) -> String {
    let mut text = "[columns]\n".to_owned();
    for role in Columns::NAMES {
        let found = draft.guesses.iter().zip(draft.evidence).find(|(guess, _)| guess.role == *role);
        match found {
            Some((guess, evidence)) => text += &column(draft, guess, evidence),
            None => text += &missing(draft, role),
        }
    }
    text
}

fn column(draft: &Draft<'_>, guess: &Guess, evidence: &Evidence) -> String {
    let Guess { role, sql, why, is_open, .. } = guess;
    let mark = if *is_open { "# " } else { "" };
    let mut text = format!("# {}\n", one_line(&evidence.sentence(why, draft.language)));
    let _ = writeln!(text, "{mark}{role:<12} = {}", toml_sql(sql));
    if let (Why::DayOrMonth(other), Some(at)) = (why, guess.column) {
        let sql = by_formats(&draft.profiles[at], other);
        let _ = writeln!(text, "{mark}{role:<12} = {}", toml_sql(&sql));
    }
    text
}

/// What a run needs and no column seems to be.
fn missing(draft: &Draft<'_>, role: &str) -> String {
    let has = |start: &str| draft.guesses.iter().any(|guess| guess.role.starts_with(start));
    let is_needed = match role {
        "received_at" => true,
        "category_l1" => !has("category_"),
        "district" => !has("district") && !has("street") && !has("community"),
        _ => false,
    };
    if !is_needed {
        return String::new();
    }
    let what = match (role, draft.language) {
        ("received_at", Language::Zh) => {
            "必填：没有一列全是时间；写出受理时间所在的列，或用 to_timestamp(列, '%d/%m/%Y') 说明其写法"
        }
        ("category_l1", Language::Zh) => "必填：没有一列像是诉求类别；从下面未用的列中选一列",
        (_, Language::Zh) => {
            "必填：没有一列像是地区；从下面未用的列中选一列，只有一个地区时写 '''全市'''"
        }
        ("received_at", Language::En) => {
            "fill in: no column holds times; name the one of receiving, or say its form as in \
             to_timestamp(\"column\", '%d/%m/%Y')"
        }
        ("category_l1", Language::En) => {
            "fill in: no column looks like a category; take one of the unused columns below"
        }
        (_, Language::En) => {
            "fill in: no column looks like an area; take one of the unused columns below"
        }
    };
    format!("# {what}\n# {role:<12} = '''\"…\"'''\n")
}

/// Kinds of requests that are no demands, for a person to set aside.
fn keep(draft: &Draft<'_>) -> String {
    let of_type = draft.guesses.iter().find(|guess| guess.role == "request_type");
    let Some(profile) = of_type.and_then(|guess| guess.column).map(|at| &draft.profiles[at]) else {
        return String::new();
    };
    let values = examples(profile);
    let listed: Vec<String> =
        values.iter().map(|value| format!("'{}'", value.replace('\'', "''"))).collect();
    let what = draft.language.pick(
        "若只把部分类型算作诉求（其余计数后另存），去掉下面两行的 #，只留这些类型：",
        "If only some kinds of requests are demands (the others are counted and set aside), \
         uncomment and keep those:",
    );
    format!(
        "\n# {what}\n# [keep]\n# where = {}\n",
        toml_text(&format!("request_type in ({})", listed.join(", ")))
    )
}

/// The columns that no line names, so that a person can place them.
fn unused(draft: &Draft<'_>) -> String {
    let is_used = |at: usize| draft.guesses.iter().any(|guess| guess.column == Some(at));
    let unused = draft.profiles.iter().enumerate().filter(|(at, _)| !is_used(*at));
    let lines: Vec<String> = unused
        .map(|(_, profile)| {
            let distinct = count(profile.distinct() as u64);
            let what = match draft.language {
                Language::Zh => format!("{distinct}种不同的值"),
                Language::En => format!("{distinct} different values"),
            };
            let examples = examples(profile).join(" | ");
            one_line(&format!("#   {}: {what}; {examples}", profile.sql()))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let head = draft.language.pick("没有用到的列：", "Columns that are not used:");
    format!("\n# {head}\n{}\n", lines.join("\n"))
}

/// A text in one line.
fn one_line(text: &str) -> String {
    let plain: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    shown(&plain).into_owned()
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// An expression as TOML writes it, without a second layer of escapes where that is possible.
fn toml_sql(sql: &str) -> String {
    let is_literal =
        !sql.contains("'''") && !sql.ends_with('\'') && !sql.contains(char::is_control);
    if is_literal { format!("'''{sql}'''") } else { toml_text(sql) }
}
