//! A special report on one topic.

use super::Document;
use super::annex::annex;
use super::annual;
use super::blocks::Body;
use super::fill::Say;
use crate::language::Language;
use crate::report::format;

/// Findings in the table.
const FINDINGS_SHOWN: usize = 20;

/// The document; `None` where the period has no such topic.
pub fn special(say: &Say<'_>, topic_id: &str) -> Option<Document> {
    let words = &say.words;
    let (topics, row) = say.edition.row_of_topic("topics", topic_id)?;
    let title = say.text(topics, "title", row);
    let mut body = Body::new(say.edition, words);
    body.heading(words.special_basic);
    let areas = topics
        .number("areas", row)
        .map(|areas| say.fill(words.special_areas, &[("n", &(areas as u64).to_string())]));
    body.paragraph(say.fill(
        words.special_orders,
        &[
            ("days", &say.days()),
            ("orders", &say.count(topics, "orders", row)),
            ("areas", areas.as_deref().unwrap_or_default()),
            ("title", &title),
        ],
    ));
    if let Some((candidates, row)) = say.edition.row_of_topic("candidates", topic_id) {
        body.paragraph(candidates.text("why", row).unwrap_or_default());
    }
    let joined = |text: &str| match say.language() {
        Language::Zh => text.replace("; ", "、"),
        Language::En => text.replace("; ", ", "),
    };
    for (column, wording, place) in [
        ("keywords", words.special_keywords, "words"),
        ("categories", words.special_categories, "names"),
    ] {
        if let Some(text) = topics.text(column, row).filter(|text| !text.is_empty()) {
            body.paragraph(say.fill(wording, &[(place, &joined(text))]));
        }
    }
    months(say, &mut body, topic_id, &title);
    let ids = topics.text("finding_ids", row).unwrap_or_default();
    let ids: Vec<String> = ids.split("; ").map(str::to_owned).collect();
    findings(say, &mut body, &ids);
    body.heading(words.special_causes);
    match say.edition.row_of_topic("proposal", topic_id) {
        Some((list, row)) => annual::causes(say, &mut body, list, row),
        None => body.paragraph(words.special_no_causes),
    }
    body.paragraph(words.special_advice);
    scores(say, &mut body, topic_id);
    annex(say, &mut body);
    Some(Document {
        name: format!("special_report_{topic_id}"),
        title: say.fill(words.special_title, &[("title", &title)]),
        masthead: say.edition.facts.config.report.unit.clone(),
        body: body.blocks,
    })
}

/// The chart of a topic's months.
pub fn trend(say: &Say<'_>, body: &mut Body<'_>, topic_id: &str, title: &str) {
    let words = &say.words;
    let caption = say.fill(words.trend_figure, &[("title", title)]);
    let last = say.edition.row_of_topic("progress", topic_id);
    let (month, orders) = last.map_or_else(
        || (words.unknown.to_owned(), words.unknown.to_owned()),
        |(table, row)| (say.month(table, row), say.count(table, "orders", row)),
    );
    let values = [("title", title), ("month", &month), ("orders", &orders)];
    body.figure(&format!("trend_{topic_id}"), &caption, &say.fill(words.trend_alt, &values), 75);
}

fn months(say: &Say<'_>, body: &mut Body<'_>, topic_id: &str, title: &str) {
    let words = &say.words;
    body.heading(words.special_months);
    trend(say, body, topic_id, title);
    let Some(progress) = say.edition.table("progress") else { return };
    let row = |row: usize| {
        vec![
            say.month(progress, row),
            say.count(progress, "orders", row),
            say.change(progress, "mom", row),
            say.change(progress, "yoy", row),
            say.rate(progress, "resolution_rate", row),
            format::expected(progress.number("expected", row)),
            say.code(progress, "light", row),
        ]
    };
    let columns = [
        (words.month, 18, false),
        (words.orders, 12, true),
        (words.mom, 13, true),
        (words.yoy, 13, true),
        (words.resolved, 12, true),
        (words.expected, 12, true),
        (words.light, 28, false),
    ];
    let rows: Vec<Vec<String>> = progress.rows_with("topic_id", topic_id).map(row).collect();
    let has_rows = !rows.is_empty();
    body.table(words.special_table, &columns, rows);
    if has_rows {
        body.remark(words.base_note);
    }
    if let Some((effects, row)) = say.edition.row_of_topic("effects", topic_id) {
        let sentence = say.text(effects, "sentence", row);
        body.paragraph(say.fill(words.special_effect, &[("sentence", &sentence)]));
    }
}

/// Findings by their ids.
pub fn findings(say: &Say<'_>, body: &mut Body<'_>, ids: &[String]) {
    let words = &say.words;
    let Some(findings) = say.edition.table("findings") else { return };
    let is_own = |row: &usize| {
        findings.text("finding_id", *row).is_some_and(|id| ids.iter().any(|own| own == id))
    };
    let row = |row: usize| {
        vec![
            say.code(findings, "kind", row),
            say.text(findings, "area", row),
            say.text(findings, "category", row),
            say.text(findings, "reason", row),
        ]
    };
    let rows = (0..findings.len()).filter(is_own).take(FINDINGS_SHOWN).map(row);
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        return;
    }
    body.heading(words.special_places);
    let columns = [
        (words.kind, 14, false),
        (words.area, 18, false),
        (words.category, 22, false),
        (words.what_was_found, 56, false),
    ];
    body.table(words.findings_table, &columns, rows);
}

fn scores(say: &Say<'_>, body: &mut Body<'_>, topic_id: &str) {
    let words = &say.words;
    let Some((candidates, row)) = say.edition.row_of_topic("candidates", topic_id) else { return };
    body.heading(words.special_scores);
    let dictionary = crate::publish::Dictionary::get();
    let focus = |name: &&str| {
        let heading = dictionary.column("candidates", name)?.title(say.language()).to_owned();
        Some(vec![heading, format::number(candidates.number(name, row))])
    };
    let names = ["score", "prominence", "breadth", "chronicity", "solvability", "municipal"];
    let columns = [(words.focus, 50, false), (words.score, 30, true)];
    body.table(words.special_scores_table, &columns, names.iter().filter_map(focus).collect());
}
