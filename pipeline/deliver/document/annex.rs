//! What ends every document: places to sign, the methods, what readers must know of the data.

use super::blocks::Body;
use super::fill::Say;
use crate::report::format;

/// Caveats that a document prints; the page and the workbook have all.
const CAVEATS_SHOWN: usize = 12;

/// Adds it.
pub fn annex(say: &Say<'_>, body: &mut Body<'_>) {
    let words = &say.words;
    let facts = &say.edition.facts;
    let unit = match facts.config.report.unit.as_str() {
        "" => words.unit_blank,
        unit => unit,
    };
    body.line("", false);
    body.line(unit, true);
    body.line(words.date_blank, true);
    body.line(words.copies, false);
    body.remark(words.draft_note);
    body.annex(words.annex);
    for definition in &facts.definitions {
        let source = definition.source.as_deref();
        let source = source.map(|source| say.fill(words.source_line, &[("source", source)]));
        let text = definition.text.clone() + source.as_deref().unwrap_or_default();
        body.paragraph(
            say.fill(words.definition_line, &[("name", &definition.name), ("text", &text)]),
        );
    }
    if !facts.warnings.is_empty() {
        body.heading(words.caveats);
        for warning in facts.warnings.iter().take(CAVEATS_SHOWN) {
            body.paragraph(warning);
        }
    }
    body.remark(say.fill(
        words.made_by,
        &[
            ("version", &facts.version),
            ("run", &facts.run_id),
            ("as_of", &format::day(facts.as_of, say.language())),
        ],
    ));
}
