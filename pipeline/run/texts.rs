//! A draw of the period's texts: the orders whose ids have the smallest fingerprints, whatever file they are in.

use crate::orders::Orders;
use crate::panel::{AreaId, FileRefs, Window, day_of};
use crate::topics::OrderText;

/// At most `limit` texts, by day, then by fingerprint.
pub fn order_texts<'a>(orders: &'a Orders, refs: &[FileRefs], window: &Window, limit: usize) -> Vec<OrderText<'a>> {
    let mut drawn = Vec::new();
    for (file, refs) in orders.files.iter().zip(refs) {
        let staged = &file.orders;
        for (position, text) in &staged.texts {
            let at = *position as usize;
            let day = day_of(staged.received[at]);
            if day < window.year_first || day > window.period_last || file.duplicates.binary_search(position).is_ok() {
                continue;
            }
            let place = refs.places[staged.place[at] as usize];
            drawn.push((
                staged.key[at],
                OrderText {
                    text,
                    day,
                    area: place.street.or(place.district).unwrap_or(AreaId(0)),
                    category: refs.items[staged.item[at] as usize].unit,
                    reporter: (staged.reporter[at] != 0).then_some(staged.reporter[at]),
                },
            ));
        }
    }
    drawn.sort_unstable_by_key(|(key, _)| *key);
    drawn.truncate(limit);
    drawn.sort_by_key(|(key, text)| (text.day, *key));
    drawn.into_iter().map(|(_, text)| text).collect()
}
