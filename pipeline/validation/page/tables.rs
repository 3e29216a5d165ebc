//! The page's tables.

use super::super::figures::{Figure, RATES};
use super::{FARRINGTON, OURS, R_ELSEWHERE, R_FARRINGTON, escape};

/// The figures, to look numbers up in.
pub(super) struct Figures<'a>(pub(super) &'a [Figure]);

impl Figures<'_> {
    fn value(&self, table: &str, group: &str, at: Option<f64>, name: &str) -> Option<f64> {
        let is = |figure: &&Figure| {
            figure.table == table && figure.group == group && figure.at == at && figure.name == name
        };
        self.0.iter().find(is).map(|figure| figure.value)
    }

    /// Groups of a table in the order of the figures.
    fn groups(&self, table: &str) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for figure in self.0.iter().filter(|figure| figure.table == table) {
            if !groups.contains(&figure.group.as_str()) {
                groups.push(&figure.group);
            }
        }
        groups
    }

    /// Levels of a table in the order of the figures.
    fn levels(&self, table: &str) -> Vec<f64> {
        let mut levels: Vec<f64> = Vec::new();
        for at in
            self.0.iter().filter(|figure| figure.table == table).filter_map(|figure| figure.at)
        {
            if !levels.contains(&at) {
                levels.push(at);
            }
        }
        levels
    }
}

pub(super) fn cell(number: Option<f64>) -> String {
    number.map_or_else(|| "<td>–</td>".to_owned(), |number| format!("<td>{number:.3}</td>"))
}

pub(super) fn percent(number: Option<f64>) -> String {
    number.map_or_else(
        || "<td>–</td>".to_owned(),
        |number| format!("<td>{:.2}%</td>", number * 100.0),
    )
}

pub(super) fn table(head: &[&str], rows: &str) -> String {
    let head: String = head.iter().map(|name| format!("<th>{name}</th>")).collect();
    format!("<table><tr>{head}</tr>\n{rows}</table>\n")
}

/// By false-positive rate and scenario group, ours beside the improved Farrington.
pub(super) fn detection_table(figures: &Figures<'_>) -> String {
    let mut rows = String::new();
    for rate in RATES {
        for group in figures.groups("detection") {
            let numbers = |from: &str| -> String {
                ["pod", "f1", "delay_weeks"]
                    .map(|name| cell(figures.value(from, group, Some(rate), name)))
                    .concat()
            };
            let class = if group == "all" { " class=\"all\"" } else { "" };
            let (ours, other) = (numbers("detection"), numbers("farrington_detection"));
            rows.push_str(&format!(
                "<tr{class}><td>{}%</td><td class=\"name\">{group}</td>{ours}{other}</tr>\n",
                rate * 100.0
            ));
        }
        for (_, pod, f1) in R_FARRINGTON.iter().filter(|(at, ..)| *at == rate) {
            rows.push_str(&format!(
                "<tr><td>{}%</td><td class=\"name\">{R_ELSEWHERE}</td><td>–</td><td>–</td><td>–</\
                 td><td>{pod:.3}</td><td>{f1:.3}</td><td>–</td></tr>\n",
                rate * 100.0
            ));
        }
    }
    format!(
        "<table><tr><th></th><th></th><th colspan=\"3\">{OURS}</th><th \
         colspan=\"3\">{FARRINGTON}</th></tr>\n\
         <tr><th>FPR</th><th class=\"name\">Group</th><th>POD</th><th>F1</th><th>delay</\
         th><th>POD</th><th>F1</th><th>delay</th></tr>\n\
         {rows}</table>\n"
    )
}

pub(super) fn calibration_table(figures: &Figures<'_>) -> String {
    let levels = [0.001, 0.01, 0.05];
    let mut rows = String::new();
    for group in figures.groups("calibration") {
        let shares = |from| {
            levels.map(|level| percent(figures.value(from, group, Some(level), "fpr"))).concat()
        };
        let (ours, other) = (shares("calibration"), shares("farrington_calibration"));
        let class = if group == "all" { " class=\"all\"" } else { "" };
        rows.push_str(&format!("<tr{class}><td>{group}</td>{ours}{other}</tr>\n"));
    }
    let head: String = levels.map(|level| format!("<th>{}%</th>", level * 100.0)).concat();
    format!(
        "<table><tr><th></th><th colspan=\"3\">{OURS}, asked for</th><th \
         colspan=\"3\">{FARRINGTON}, asked for</th></tr>\n\
         <tr><th>Group</th>{head}{head}</tr>\n{rows}</table>\n"
    )
}

pub(super) fn short_table(figures: &Figures<'_>) -> String {
    let row = |group: &str| {
        let at_two = |name| cell(figures.value("short", group, Some(0.02), name));
        let nominal = percent(figures.value("short", group, Some(0.01), "fpr_nominal"));
        format!(
            "<tr><td>{group}</td>{}{}{}{nominal}</tr>\n",
            at_two("pod"),
            at_two("f1"),
            at_two("delay_weeks")
        )
    };
    let rows: String = figures.groups("short").into_iter().map(row).collect();
    table(&["History", "POD", "F1", "delay", "flagged when 1% is asked for"], &rows)
}

pub(super) fn discoveries_table(figures: &Figures<'_>) -> String {
    let row = |level: f64| {
        let value = |name| figures.value("discoveries", "all", Some(level), name);
        let count = |name| {
            value(name).map_or_else(|| "<td>–</td>".to_owned(), |n| format!("<td>{n:.0}</td>"))
        };
        let counts = ["findings", "in_steps", "in_nothing"].map(count).concat();
        let shares =
            ["false_share", "false_share_with_steps"].map(|name| percent(value(name))).concat();
        format!("<tr><td>{:.0}%</td>{counts}{shares}</tr>\n", level * 100.0)
    };
    let rows: String = figures.levels("discoveries").into_iter().map(row).collect();
    let head = [
        "Level",
        "findings",
        "in a step",
        "in nothing",
        "share in nothing",
        "share in nothing or a step",
    ];
    table(&head, &rows)
}

pub(super) fn persistence_table(figures: &Figures<'_>) -> String {
    let row = |group: &str| {
        let numbers = ["precision", "recall", "f1"]
            .map(|name| cell(figures.value("persistence", group, None, name)));
        format!("<tr><td>{group}</td>{}</tr>\n", numbers.concat())
    };
    let rows: String = figures.groups("persistence").into_iter().map(row).collect();
    table(&["Past · 历史", "Precision · 准确率", "Recall · 召回率", "F1"], &rows)
}

/// Empty where that benchmark is not in the folder.
pub(super) fn rare_table(figures: &Figures<'_>) -> String {
    let groups = figures.groups("persistence_rare");
    if groups.is_empty() {
        return String::new();
    }
    let row = |group: &str| {
        let value = |name| figures.value("persistence_rare", group, None, name);
        let count = |name| {
            value(name).map_or_else(|| "<td>–</td>".to_owned(), |n| format!("<td>{n:.0}</td>"))
        };
        let counts = ["persistent", "called"].map(count).concat();
        let rates = ["precision", "recall", "f1"].map(|name| cell(value(name))).concat();
        let class = if group.ends_with("all") { " class=\"all\"" } else { "" };
        format!(
            "<tr{class}><td>{}</td>{counts}{rates}{}</tr>\n",
            escape(group),
            percent(value("false_share"))
        )
    };
    let rows: String = groups.into_iter().map(row).collect();
    let head = [
        "Past, orders expected a month · 历史，每月应有件数",
        "persistent · 真实",
        "called · 判定",
        "Precision · 准确率",
        "Recall · 召回率",
        "F1",
        "false · 误判",
    ];
    table(&head, &rows)
}

pub(super) fn simple_table(figures: &Figures<'_>, name: &str) -> String {
    let row = |figure: &Figure| {
        format!("<tr><td>{}</td>{}</tr>\n", figure.name.replace('_', " "), cell(Some(figure.value)))
    };
    let rows: String = figures.0.iter().filter(|figure| figure.table == name).map(row).collect();
    table(&["Figure", "value"], &rows)
}
