//! The period's texts as far as they were kept, and a draw of them. Drawn are first those of cells that a finding points
//! at, since a concrete matter shows there in the counts; then others. Within each, the orders whose ids have the smallest
//! fingerprints, whatever file they are in.

use std::collections::HashSet;

use crate::mine::{Finding, FindingKind};
use crate::orders::{Orders, day_of};
use crate::panel::{AreaId, CategoryId, FileRefs, Window};
use crate::topics::OrderText;

/// Cells that a sudden or persistent finding points at; sudden ones of the whole city count in every area.
fn pointed_at(findings: &[Finding]) -> HashSet<(AreaId, CategoryId)> {
    let local = |finding: &&Finding| finding.area != AreaId(0) || finding.kind == FindingKind::Spike;
    let kinds = findings.iter().filter(|finding| finding.kind != FindingKind::Frequent).filter(local);
    kinds.map(|finding| (finding.area, finding.category)).collect()
}

/// All kept texts by day, then by fingerprint; at most `limit` of them drawn.
pub fn order_texts<'a>(
    orders: &'a Orders,
    refs: &[FileRefs],
    window: &Window,
    findings: &[Finding],
    limit: usize,
) -> Vec<OrderText<'a>> {
    let pointed_at = pointed_at(findings);
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
            let category = refs.items[staged.item[at] as usize].unit;
            let areas = [Some(AreaId(0)), place.district, place.street];
            let plain = !areas.iter().flatten().any(|area| pointed_at.contains(&(*area, category)));
            kept.push((
                (plain, staged.key[at]),
                OrderText {
                    text,
                    day,
                    area: place.street.or(place.district).unwrap_or(AreaId(0)),
                    category,
                    reporter: (staged.reporter[at] != 0).then_some(staged.reporter[at]),
                    drawn: false,
                },
            ));
        }
    }
    kept.sort_unstable_by_key(|(key, _)| *key);
    kept.iter_mut().take(limit).for_each(|(_, text)| text.drawn = true);
    kept.sort_by_key(|(key, text)| (text.day, *key));
    kept.into_iter().map(|(_, text)| text).collect()
}
