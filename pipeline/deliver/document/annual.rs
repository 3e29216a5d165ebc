//! The annual proposal: the list, topic by topic, and what was left out.

use super::annex::annex;
use super::blocks::Body;
use super::fill::Say;
use super::{Document, special};
use crate::deliver::table::Table;
use crate::language::{count, percent};
use crate::report::help;

/// Problems that the table of those not listed has.
const LEFT_OUT_SHOWN: usize = 15;

/// The document.
pub fn annual(say: &Say<'_>) -> Document {
    let words = &say.words;
    let year = say.coming_year();
    let mut body = Body::new(say.edition, words);
    body.line(words.to, false);
    overall(say, &mut body);
    if let Some(list) = say.edition.table("proposal") {
        the_list(say, &mut body, list, &year);
        topics(say, &mut body, list);
    }
    left_out(say, &mut body);
    body.heading(words.next_steps);
    body.paragraph(words.next_steps_text);
    body.paragraph(words.request_approval);
    annex(say, &mut body);
    Document {
        name: "annual_proposal".to_owned(),
        title: say.fill(words.annual_title, &[("year", &year)]),
        masthead: say.edition.facts.config.report.unit.clone(),
        body: body.blocks,
    }
}

fn overall(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    body.heading(words.overall);
    let Some(list) = say.edition.table("proposal") else { return };
    let listed: f64 = (0..list.len()).filter_map(|row| list.number("orders", row)).sum();
    let mut themes: Vec<&str> =
        (0..list.len()).filter_map(|row| list.text("theme_name", row)).collect();
    themes.sort_unstable();
    themes.dedup();
    let all = say.edition.facts.orders_in_period.filter(|&all| all > 0);
    let share = all.map(|all| {
        let share = percent((listed / all as f64).min(1.0));
        say.fill(words.annual_share, &[("share", &share)])
    });
    let text = say.fill(
        words.annual_overall,
        &[
            ("days", &say.days()),
            ("orders", &say.orders_in_period()),
            ("topics", &list.len().to_string()),
            ("themes", &themes.len().to_string()),
            ("listed", &count(listed as u64)),
            ("share", share.as_deref().unwrap_or_default()),
        ],
    );
    body.paragraph(text);
    let stability = |row: usize| {
        let topic_id = list.text("topic_id", row)?;
        let (table, row) = say.edition.row_of_topic("candidates", topic_id)?;
        table.text("stability", row)
    };
    let known: Vec<&str> = (0..list.len()).filter_map(stability).collect();
    if !known.is_empty() {
        let stable = known.iter().filter(|stability| **stability == "stable").count();
        body.paragraph(say.fill(words.annual_stable, &[("stable", &stable.to_string())]));
    }
}

fn the_list(say: &Say<'_>, body: &mut Body<'_>, list: &Table, year: &str) {
    let words = &say.words;
    body.heading(words.annual_list);
    body.paragraph(words.annual_list_lead);
    let row = |row: usize| {
        let month = say.count(list, "month", row);
        vec![
            words.month_n.replace("{n}", &month),
            say.text(list, "theme_name", row),
            say.text(list, "title", row),
            say.count(list, "orders", row),
            say.text(list, "lead_department", row),
        ]
    };
    let columns = [
        (words.month, 8, false),
        (words.theme, 18, false),
        (words.problem, 34, false),
        (words.orders, 12, true),
        (words.lead, 28, false),
    ];
    let caption = say.fill(words.annual_table, &[("year", year)]);
    body.table(&caption, &columns, (0..list.len()).map(row).collect());
    let first = say.edition.table("candidates").map_or_else(String::new, |candidates| {
        let best = (0..candidates.len()).find(|&row| candidates.number("rank", row) == Some(1.0));
        best.map_or_else(String::new, |row| say.text(candidates, "title", row))
    });
    let alt = say.fill(words.ranking_alt, &[("first", &first)]);
    body.figure("ranking", words.ranking_figure, &alt, 120);
    body.figure("calendar", words.calendar_figure, words.calendar_alt, 90);
}

fn topics(say: &Say<'_>, body: &mut Body<'_>, list: &Table) {
    let words = &say.words;
    body.heading(words.topic_by_topic);
    for row in 0..list.len() {
        let title = say.text(list, "title", row);
        body.subheading(&title);
        let month = words.month_n.replace("{n}", &say.count(list, "month", row));
        body.paragraph(say.fill(
            words.topic_line,
            &[("lead", &say.text(list, "lead_department", row)), ("month", &month)],
        ));
        body.paragraph(list.text("why", row).unwrap_or_default());
        causes(say, body, list, row);
        if let Some(topic_id) = list.text("topic_id", row) {
            special::trend(say, body, topic_id, &title);
        }
    }
}

/// Likely causes and where to start on them.
pub fn causes(say: &Say<'_>, body: &mut Body<'_>, list: &Table, row: usize) {
    let words = &say.words;
    let keys = list.text("causes", row).unwrap_or_default();
    if keys.is_empty() {
        body.paragraph(words.special_no_causes);
        return;
    }
    body.paragraph(say.fill(words.causes_line, &[("causes", &say.edition.names_of(keys))]));
    for key in keys.split("; ") {
        if let Some(start) = help(key, say.language()) {
            body.paragraph(say.fill(words.help_line, &[("help", start)]));
        }
    }
}

fn left_out(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    let Some(candidates) = say.edition.table("candidates") else { return };
    let mut rows: Vec<usize> = (0..candidates.len())
        .filter(|&row| candidates.text("status", row).is_some_and(|status| status != "proposed"))
        .collect();
    if rows.is_empty() {
        return;
    }
    let orders = |row: &usize| candidates.number("orders", *row).unwrap_or_default();
    rows.sort_by(|a, b| orders(b).total_cmp(&orders(a)));
    rows.truncate(LEFT_OUT_SHOWN);
    body.heading(words.not_listed);
    body.paragraph(words.not_listed_lead);
    let row = |row: &usize| {
        vec![
            say.text(candidates, "title", *row),
            say.count(candidates, "orders", *row),
            say.text(candidates, "why", *row),
        ]
    };
    let columns = [(words.problem, 26, false), (words.orders, 10, true), (words.reason, 64, false)];
    body.table(words.not_listed_table, &columns, rows.iter().map(row).collect());
}
