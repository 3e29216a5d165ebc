//! The detectors run over the benchmark with their defaults.

use rayon::prelude::*;
use yiti_stats::assessment::{Every, Series};
use yiti_stats::evidence::pooled_p;
use yiti_stats::{harmonic, local};

use super::benchmark::{LabelledCells, LabelledSeries};

/// Pooled p-values of the weeks from `from` on; 1 where there is no verdict.
pub(super) fn score_series(series: &[LabelledSeries]) -> Vec<Vec<f64>> {
    let settings = harmonic::Settings::default();
    let one = |labelled: &LabelledSeries| {
        let series = Series { counts: &labelled.counts, exposures: None, every: Every::Week };
        let verdicts = harmonic::assess(&series, labelled.from, &settings);
        verdicts.iter().map(|verdict| verdict.and_then(|verdict| verdict.p_value).unwrap_or(1.0)).collect()
    };
    series.par_iter().map(one).collect()
}

/// Pooled p-values by category, area and week; 1 where there is no verdict.
pub(super) fn score_cells(cells: &LabelledCells) -> Vec<f64> {
    let size = cells.areas * cells.weeks;
    let one = |counts: &[f64]| {
        let mut p_values = vec![1.0; size];
        let shares = vec![1.0; cells.areas];
        let category = local::Cells { counts, times: cells.weeks, area_shares: &shares };
        local::forecast(category, &local::Settings::default(), |cell| {
            p_values[cell.area * cells.weeks + cell.time] = pooled_p(cell.count, &cell.now, cell.before);
        });
        p_values
    };
    cells.counts.par_chunks(size).map(one).collect::<Vec<_>>().concat()
}
