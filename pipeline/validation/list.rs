//! The list by years: what lists proposed from past years covered of the years after, from a
//! published backtest.

use std::path::Path;

use super::ValidationError;
use super::figures::Figure;
use crate::language::Language;
use crate::propose::backtest::List;
use crate::publish::{PublishedBand, PublishedCoverage, read_backtest};

const LISTS: &str = "list";
const BANDS: &str = "list_reliability";

/// The group of means over all windows.
const ALL: &str = "all";

/// Title and explanation of the section.
pub(super) const HEADING: [&str; 2] = [
    "The list by years · 历年清单",
    "Each line: the list proposed from one year, held against the demands that persistently stayed \
     unresolved in the year named; shares of what the best list in hindsight covers. Beside it \
     three lists that anybody could make, and hindsight under the list’s own limits (the price of \
     themes). Below: of topics given a probability of staying unresolved, how many did, with a 95% \
     interval. 每行：据前一年数据提议的清单，与当年长期未解决的诉求对照（占事后最优清单的比例）；下表：给出某一可能性的题目，实际有多少仍未解决。",
];

/// The figures of the backtest in a folder of results.
///
/// # Errors
/// When its tables cannot be read.
pub(super) fn figures(output: &Path) -> Result<Vec<Figure>, ValidationError> {
    let (coverage, bands) =
        read_backtest(output).map_err(|error| ValidationError::Backtest(error.to_string()))?;
    Ok(of_tables(&coverage, &bands))
}

fn of_tables(coverage: &[PublishedCoverage], bands: &[PublishedBand]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for list in List::ALL {
        let own: Vec<(String, f64)> = coverage
            .iter()
            .filter(|row| row.list == list.name())
            .filter_map(|row| Some((row.next.format("%Y-%m").to_string(), row.of_hindsight?)))
            .collect();
        let mean = own.iter().map(|row| row.1).sum::<f64>() / own.len() as f64;
        let all = (!own.is_empty()).then(|| (ALL.to_owned(), mean));
        let figure =
            |(group, value)| Figure { table: LISTS, group, at: None, name: list.name(), value };
        figures.extend(own.into_iter().chain(all).map(figure));
    }
    for band in bands {
        let share = f64::from(band.stayed) / f64::from(band.topics.max(1));
        let values = [
            ("topics", f64::from(band.topics)),
            ("stayed", share),
            ("stayed_low", band.low),
            ("stayed_high", band.high),
        ];
        let figure = |(name, value)| Figure {
            table: BANDS,
            group: ALL.to_owned(),
            at: Some(band.given),
            name,
            value,
        };
        figures.extend(values.map(figure));
    }
    figures
}

/// The tables of the section; nothing where no backtest was given.
pub(super) fn tables(figures: &[Figure]) -> String {
    let of = |table: &'static str| figures.iter().filter(move |figure| figure.table == table);
    let mut groups: Vec<&str> = Vec::new();
    for figure in of(LISTS) {
        if !groups.contains(&figure.group.as_str()) {
            groups.push(&figure.group);
        }
    }
    groups.sort_unstable();
    if groups.is_empty() {
        return String::new();
    }
    let percent = |value: Option<f64>| match value {
        Some(value) => format!("<td>{:.1}%</td>", value * 100.0),
        None => "<td>–</td>".to_owned(),
    };
    let row = |group: &&str| {
        let value = |list: List| {
            let found = of(LISTS).find(|f| f.group == *group && f.name == list.name());
            percent(found.map(|figure| figure.value))
        };
        let class = if *group == ALL { " class=\"all\"" } else { "" };
        format!("<tr{class}><td>{group}</td>{}</tr>\n", List::ALL.map(value).concat())
    };
    let head = |list: List| {
        format!("<th>{}<br>{}</th>", list.title(Language::Zh), list.title(Language::En))
    };
    let lists = format!(
        "<table><tr><th>Year · 年份</th>{}</tr>\n{}</table>\n",
        List::ALL.map(head).concat(),
        groups.iter().map(row).collect::<String>()
    );
    let mut rows = String::new();
    for topics in of(BANDS).filter(|figure| figure.name == "topics") {
        let value = |name: &str| {
            percent(of(BANDS).find(|f| f.at == topics.at && f.name == name).map(|f| f.value))
        };
        let shares = ["stayed", "stayed_low", "stayed_high"].map(value).concat();
        rows.push_str(&format!(
            "<tr>{}<td>{}</td>{shares}</tr>\n",
            percent(topics.at),
            topics.value
        ));
    }
    if rows.is_empty() {
        return lists;
    }
    format!(
        "{lists}<table><tr><th>Given · 给出的可能性</th><th>topics · 题目</th><th>stayed · 仍未解决</th>\
         <th>low · 下限</th><th>high · 上限</th></tr>\n{rows}</table>\n"
    )
}

#[cfg(test)]
mod tests;
