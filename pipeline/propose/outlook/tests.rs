use super::*;

fn counts(answers: u32, unresolved: u32) -> Counts {
    Counts {
        orders: answers,
        resolved_known: answers,
        resolved: answers - unresolved,
        ..Counts::default()
    }
}

/// Twelve months and five districts with these answers and this unresolved rate.
fn sums(monthly: u32, rate: impl Fn(usize) -> f64) -> Sums {
    let month = |i: usize| counts(monthly, (f64::from(monthly) * rate(i)).round() as u32);
    let months: Vec<Counts> = (0..12).map(month).collect();
    let mut total = Counts::default();
    months.iter().for_each(|month| total.add(month));
    let unit = counts(total.resolved_known / 5, (total.resolved_known - total.resolved) / 5);
    Sums { months, total, units: vec![unit; 5], ..Sums::default() }
}

#[test]
fn what_fails_always_and_everywhere_stays_and_what_is_solved_does_not() {
    let all = sums(10_000, |_| 0.2);
    let probability = |own: &Sums| {
        let evidence = Evidence::of(own, &all).unwrap();
        Outlook::new(&evidence, None, &Calibration::default()).probability
    };
    assert!(probability(&sums(100, |_| 0.5)) > 0.8);
    assert!(probability(&sums(100, |_| 0.05)) < 0.02);
    let unknown = probability(&sums(100, |_| 0.2));
    assert!((0.1..0.15).contains(&unknown), "{unknown}");
    let tiny = probability(&sums(2, |_| 0.5));
    let large = probability(&sums(100, |_| 0.5));
    assert!(
        tiny > unknown && tiny < large - 0.1,
        "two answers a month say less than a hundred: {tiny}"
    );
}

#[test]
fn one_bad_month_does_not_carry_a_topic() {
    let all = sums(10_000, |_| 0.2);
    let burst = Evidence::of(&sums(100, |month| if month == 5 { 1.0 } else { 0.1 }), &all).unwrap();
    assert!(burst.months < 0.25, "{burst:?}");
}

#[test]
fn the_year_before_counts_half_and_a_worsening_counts() {
    let all = sums(10_000, |_| 0.2);
    let same = Evidence::of(&sums(100, |_| 0.25), &all).unwrap();
    let more = same.log_odds(Some(0.8)) - same.log_odds(None);
    assert!((more - 3.5 * 0.4).abs() < 1e-12, "{more}");
    let worse =
        Evidence::of(&sums(100, |month| if month < 6 { 0.15 } else { 0.35 }), &all).unwrap();
    assert!(worse.trend > 0.5, "{worse:?}");
}

#[test]
fn nothing_is_known_without_answers_and_one_district_is_no_evidence() {
    let all = sums(10_000, |_| 0.2);
    assert_eq!(Evidence::of(&sums(0, |_| 0.0), &all), None);
    let alone = Sums { units: Vec::new(), ..sums(100, |_| 0.5) };
    let evidence = Evidence::of(&alone, &all).unwrap();
    assert_eq!(evidence.districts, None);
    assert!((evidence.lean() - (evidence.months - 0.5)).abs() < 1e-12);
}
