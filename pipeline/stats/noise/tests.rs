use super::*;

#[test]
fn a_restless_series_needs_a_larger_fall_than_a_steady_one() {
    let last = |wobble: f64| {
        let mut counts: Vec<_> =
            (0..12).map(|t| Some(1000.0 + if t % 2 == 0 { wobble } else { 0.0 })).collect();
        counts.push(Some(850.0));
        exceeds_usual(&counts, 12, 0.05)
    };
    assert_eq!(last(10.0), Some(true));
    assert_eq!(last(200.0), Some(false));
}

#[test]
fn a_fall_of_every_april_is_usual() {
    let season = |t: usize| if t % 12 < 3 { 4000.0 } else { 400.0 + (t * 7 % 5) as f64 };
    let counts: Vec<_> = (0..24).map(|t| Some(season(t))).collect();
    assert_eq!(exceeds_usual(&counts, 15, 0.05), Some(false));
    assert_eq!(exceeds_usual(&counts[12..], 3, 0.05), None);
    let mut worse = counts;
    worse[15] = Some(150.0);
    assert_eq!(exceeds_usual(&worse, 15, 0.05), Some(true));
}

#[test]
fn small_counts_fall_by_chance() {
    let mut counts = vec![Some(9.0); 12];
    counts.push(Some(5.0));
    assert_eq!(exceeds_usual(&counts, 12, 0.05), Some(false));
}

#[test]
fn a_short_or_broken_past_cannot_tell() {
    let counts = vec![Some(100.0); 7];
    assert_eq!(exceeds_usual(&counts, 6, 0.05), None);
    assert_eq!(exceeds_usual(&counts, 0, 0.05), None);
    assert_eq!(exceeds_usual(&counts, 9, 0.05), None);
    let mut gap = vec![Some(100.0); 12];
    gap[10] = None;
    assert_eq!(exceeds_usual(&gap, 11, 0.05), None);
}
