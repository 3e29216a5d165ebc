//! What the review cannot tell of this data, and the columns that it would take.

use crate::panel::Available;

/// A figure that needs columns which the data does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// The figure, by the name of its column or table.
    pub what: &'static str,
    /// Columns that it takes, by their canonical names.
    pub columns: &'static [&'static str],
    /// How many of them there are.
    pub has: usize,
}

/// What the review cannot tell.
pub fn lacks(available: Available, has_residents: bool) -> Vec<Lack> {
    let Available { responded, resolved, satisfied, closed, due, channel, department, .. } =
        available;
    let Available { reporter, place, request_type, dispatch, community, .. } = available;
    let needed: [(&str, &'static [&'static str], &[bool]); 13] = [
        ("response_rate", &["responded"], &[responded]),
        ("resolution_rate", &["resolved"], &[resolved]),
        ("satisfaction_rate", &["satisfied"], &[satisfied]),
        ("closed_at_age", &["closed_at"], &[closed]),
        ("resolved_at_age", &["closed_at", "resolved"], &[closed, resolved]),
        ("deadlines_month", &["due_at"], &[due]),
        ("departments_month", &["department"], &[department]),
        ("channels_month", &["channel"], &[channel]),
        ("request_types_month", &["request_type"], &[request_type]),
        ("dispatches_month", &["dispatch"], &[dispatch]),
        ("communities_month", &["community"], &[community]),
        ("reporting_rates", &["reporter", "community"], &[reporter, place]),
        ("per_10k", &["population"], &[has_residents]),
    ];
    let lack = |(what, columns, there): &(&'static str, &'static [&'static str], &[bool])| Lack {
        what,
        columns,
        has: there.iter().filter(|is_there| **is_there).count(),
    };
    needed.iter().map(lack).filter(|lack| lack.has < lack.columns.len()).collect()
}
