//! The table of livelihood: tiers, haves, natures and rings.

use arrow::array::RecordBatch;
use yiti_stats::rates::Answers;

use super::{known_integers, known_texts, numbers, table, texts};
use crate::monitor::{Livelihood, UnitRates};

/// One row a tier, have, nature or ring.
pub(super) fn livelihood(of: &Livelihood) -> RecordBatch {
    let rows = &of.rows;
    let rate = |of: fn(&UnitRates) -> Option<Answers>| {
        numbers(rows.iter().map(|row| of(&row.rates).and_then(Answers::rate)))
    };
    let asked = |of: fn(&UnitRates) -> Option<Answers>| {
        known_integers(rows.iter().map(|row| of(&row.rates).map(|answers| answers.asked)))
    };
    table(vec![
        ("kind", texts(rows.iter().map(|row| row.kind.name()))),
        ("key", texts(rows.iter().map(|row| &row.key))),
        ("name", texts(rows.iter().map(|row| &row.name))),
        ("other_name", known_texts(rows.iter().map(|row| row.also.as_ref()))),
        ("orders", known_integers(rows.iter().map(|row| row.rates.orders))),
        ("orders_before", known_integers(rows.iter().map(|row| row.orders_before))),
        ("response_rate", rate(|rates| rates.responded)),
        ("responded_known", asked(|rates| rates.responded)),
        ("resolution_rate", rate(|rates| rates.resolved)),
        ("resolved_known", asked(|rates| rates.resolved)),
        ("satisfaction_rate", rate(|rates| rates.satisfied)),
        ("satisfied_known", asked(|rates| rates.satisfied)),
        ("weight", numbers(rows.iter().map(|row| row.weight))),
        ("index", numbers(rows.iter().map(|row| row.index))),
        ("index_of_all", numbers(rows.iter().map(|_| of.index))),
    ])
}
