//! The period's texts as far as they were kept, and a draw of them: first those of cells that a finding points at, since a
//! concrete matter shows there in the counts; then others. Within each, the orders whose ids have the smallest
//! fingerprints, whatever file they are in.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::mine::{Finding, FindingKind};
use crate::orders::{Orders, day_of};
use crate::panel::{AreaId, CategoryId, FileRefs, Panel, Window};
use crate::topics::OrderText;

/// All kept texts by day, then by fingerprint.
pub fn order_texts<'a>(orders: &'a Orders, refs: &[FileRefs], window: &Window) -> Vec<OrderText<'a>> {
    let mut kept = Vec::new();
    for (file, refs) in orders.files.iter().zip(refs) {
        let staged = &file.orders;
        for (position, text) in &staged.texts {
            let at = *position as usize;
            let day = day_of(staged.received[at]);
            if day < window.year_first || day > window.period_last || file.duplicates.binary_search(position).is_ok() {
                continue;
            }
            let place = refs.places[staged.place[at] as usize];
            kept.push(OrderText {
                text,
                key: staged.key[at],
                day,
                area: place.street.or(place.district).unwrap_or(AreaId(0)),
                category: refs.items[staged.item[at] as usize].unit,
                reporter: (staged.reporter[at] != 0).then_some(staged.reporter[at]),
            });
        }
    }
    kept.sort_unstable_by_key(|text| (text.day, text.key));
    kept
}

/// At most `limit` of the texts, as indices, ascending.
pub fn draw(panel: &Panel, texts: &[OrderText<'_>], findings: &[Finding], limit: usize) -> Vec<usize> {
    let pointed_at = pointed_at(findings);
    let turn = |index: usize| {
        let OrderText { area, category, key, .. } = texts[index];
        let areas = [Some(panel.city()), panel.area(area).parent, Some(area)];
        let pointed_at = areas.into_iter().flatten().any(|area| pointed_at.contains(&(area, category)));
        (!pointed_at, key, index)
    };
    if limit >= texts.len() {
        return (0..texts.len()).collect();
    }
    let mut turns: Vec<_> = (0..texts.len()).into_par_iter().map(turn).collect();
    let (drawn, ..) = turns.select_nth_unstable(limit);
    let mut drawn: Vec<usize> = drawn.iter().map(|(.., index)| *index).collect();
    drawn.sort_unstable();
    drawn
}

/// Cells that a sudden or persistent finding points at; sudden ones of the whole city count in every area.
fn pointed_at(findings: &[Finding]) -> HashSet<(AreaId, CategoryId)> {
    let local = |finding: &&Finding| finding.area != AreaId(0) || finding.kind == FindingKind::Spike;
    let kinds = findings.iter().filter(|finding| finding.kind != FindingKind::Frequent).filter(local);
    kinds.map(|finding| (finding.area, finding.category)).collect()
}
