//! The detectors run over the benchmark with their defaults.

use rayon::prelude::*;
use yiti_stats::assessment::{Assessment, Every, Series};
use yiti_stats::evidence::pooled_p;
use yiti_stats::{farrington, harmonic, local};

use super::benchmark::{LabelledCells, LabelledSeries};

/// Pooled p-values of the weeks that count; 1 where there is no verdict. `history_weeks`: only so
/// many weeks before them.
pub(super) fn harmonic(series: &[LabelledSeries], history_weeks: Option<usize>) -> Vec<Vec<f64>> {
    let settings = harmonic::Settings::default();
    let one = |labelled: &LabelledSeries| {
        let first = history_weeks.map_or(0, |weeks| labelled.from.saturating_sub(weeks));
        p_values(&harmonic::assess(
            &weekly(&labelled.counts[first..]),
            labelled.from - first,
            &settings,
        ))
    };
    series.par_iter().map(one).collect()
}

/// The same of the improved Farrington algorithm.
pub(super) fn farrington(series: &[LabelledSeries]) -> Vec<Vec<f64>> {
    let settings = farrington::Settings::default();
    let one = |labelled: &LabelledSeries| {
        p_values(&farrington::assess(&weekly(&labelled.counts), labelled.from, &settings))
    };
    series.par_iter().map(one).collect()
}

const fn weekly(counts: &[f64]) -> Series<'_> {
    Series { counts, exposures: None, every: Every::Week }
}

fn p_values(verdicts: &[Option<Assessment>]) -> Vec<f64> {
    verdicts
        .iter()
        .map(|verdict| verdict.and_then(|verdict| verdict.p_value).unwrap_or(1.0))
        .collect()
}

/// Pooled p-values by category, area and week; 1 where there is no verdict.
pub(super) fn score_cells(cells: &LabelledCells) -> Vec<f64> {
    let size = cells.areas * cells.weeks;
    let one = |counts: &[f64]| {
        let mut p_values = vec![1.0; size];
        let shares = vec![1.0; cells.areas];
        let category = local::Cells { counts, times: cells.weeks, area_shares: &shares };
        local::forecast(category, 0, &local::Settings::default(), |cell| {
            p_values[cell.area * cells.weeks + cell.time] =
                pooled_p(cell.count, &cell.now, cell.before);
        });
        p_values
    };
    cells.counts.par_chunks(size).map(one).collect::<Vec<_>>().concat()
}
