//! The bulletin of a month, a week or a day: figures, lights, what rose.

use super::Document;
use super::annex::annex;
use super::blocks::Body;
use super::fill::Say;
use super::special;
use crate::deliver::table::Table;
use crate::report::format;

/// Sudden rises in the table.
const SUDDEN_SHOWN: usize = 20;

/// The document.
pub fn bulletin(say: &Say<'_>) -> Document {
    let words = &say.words;
    let mut body = Body::new(say.edition, words);
    overall(say, &mut body);
    progress(say, &mut body);
    red(say, &mut body);
    governance(say, &mut body);
    sudden(say, &mut body);
    body.heading(words.bulletin_next);
    body.paragraph(words.bulletin_next_text);
    annex(say, &mut body);
    let facts = &say.edition.facts;
    let is_month = facts.period.len() == "2024-10".len() && !facts.period.contains('W');
    let period = match is_month {
        true => format::month(facts.period_last_day, say.language()),
        false => facts.period.clone(),
    };
    let values = [("subject", words.bulletin_subject), ("period", period.as_str())];
    Document {
        name: "bulletin".to_owned(),
        title: say.fill(words.bulletin_title, &values),
        masthead: facts.config.report.unit.clone(),
        body: body.blocks,
    }
}

fn overall(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    body.heading(words.bulletin_overall);
    let orders = say.orders_in_period();
    body.paragraph(say.fill(words.bulletin_orders, &[("days", &say.days()), ("orders", &orders)]));
    let Some((progress, month, rows)) = say.last_month() else { return };
    let of_light = |light: &str| {
        rows.iter().filter(|row| progress.text("light", **row) == Some(light)).count().to_string()
    };
    body.paragraph(say.fill(
        words.bulletin_lights,
        &[
            ("month", &format::month(month, say.language())),
            ("all", &rows.len().to_string()),
            ("green", &of_light("green")),
            ("amber", &of_light("amber")),
            ("red", &of_light("red")),
            ("grey", &of_light("grey")),
        ],
    ));
    if let Some(summary) = say.edition.table("summary_month") {
        let row = (0..summary.len()).find(|&row| summary.day("month", row) == Some(month));
        body.paragraph(row.and_then(|row| summary.text("sentence", row)).unwrap_or_default());
    }
}

fn progress(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    let Some((progress, month, rows)) = say.last_month() else { return };
    body.heading(words.bulletin_progress);
    let row = |row: &usize| {
        vec![
            say.text(progress, "title", *row),
            say.count(progress, "orders", *row),
            say.change(progress, "mom", *row),
            say.change(progress, "yoy", *row),
            say.rate(progress, "resolution_rate", *row),
            say.rate(progress, "satisfaction_rate", *row),
            say.code(progress, "light", *row),
        ]
    };
    let columns = [
        (words.problem, 30, false),
        (words.orders, 11, true),
        (words.mom, 12, true),
        (words.yoy, 12, true),
        (words.resolved, 11, true),
        (words.satisfied, 11, true),
        (words.light, 22, false),
    ];
    let month = format::month(month, say.language());
    let caption = say.fill(words.bulletin_table, &[("month", &month)]);
    body.table(&caption, &columns, rows.iter().map(row).collect());
    body.remark(words.base_note);
}

fn red(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    body.heading(words.bulletin_red);
    let red = say.red();
    if red.is_empty() {
        body.paragraph(words.bulletin_no_red);
    }
    for topic_id in red {
        if let Some((table, row)) = say.edition.row_of_topic("progress", &topic_id) {
            let title = say.text(table, "title", row);
            body.subheading(&title);
            special::trend(say, body, &topic_id, &title);
        }
    }
}

/// Rows of the last month that a table has.
fn newest(table: &Table) -> Vec<usize> {
    let last = (0..table.len()).filter_map(|row| table.day("month", row)).max();
    (0..table.len()).filter(|&row| table.day("month", row) == last).collect()
}

fn governance(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    let Some(areas) = say.edition.table("governance_month").filter(|areas| areas.len() > 0) else {
        return;
    };
    body.heading(words.bulletin_governance);
    let rows = newest(areas);
    let row = |row: &usize| {
        let entered = if areas.flag("entered", *row) == Some(true) { words.yes } else { "" };
        vec![
            say.count(areas, "rank", *row),
            say.text(areas, "area", *row),
            say.text(areas, "parent_area", *row),
            say.count(areas, "orders", *row),
            entered.to_owned(),
        ]
    };
    let columns = [
        (words.rank, 10, true),
        (words.area, 34, false),
        (words.within, 26, false),
        (words.orders, 16, true),
        (words.entered, 14, false),
    ];
    let month = rows.first().map_or_else(String::new, |&row| say.month(areas, row));
    let caption = say.fill(words.governance_table, &[("month", &month)]);
    body.table(&caption, &columns, rows.iter().map(row).collect());
}

fn sudden(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    body.heading(words.bulletin_sudden);
    let findings = say.edition.table("findings");
    let of_kind = |table: &Table| table.rows_with("kind", "spike").take(SUDDEN_SHOWN).collect();
    let rows: Vec<usize> = findings.map_or_else(Vec::new, of_kind);
    let Some(findings) = findings.filter(|_| !rows.is_empty()) else {
        body.paragraph(words.bulletin_no_sudden);
        return;
    };
    let row = |row: &usize| {
        vec![
            say.text(findings, "area", *row),
            say.text(findings, "category", *row),
            say.day(findings, "peak_day", *row),
            say.count(findings, "orders", *row),
            format::expected(findings.number("expected", *row)),
        ]
    };
    let columns = [
        (words.area, 24, false),
        (words.category, 30, false),
        (words.peak_day, 22, false),
        (words.orders, 12, true),
        (words.expected, 12, true),
    ];
    body.table(words.sudden_table, &columns, rows.iter().map(row).collect());
}
