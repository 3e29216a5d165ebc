use super::*;

#[test]
fn years_stand_beside_their_mean_and_what_was_given_beside_what_came() {
    let next = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let row = |year, list: List, of_hindsight| PublishedCoverage {
        next: next(year),
        list: list.name().to_owned(),
        of_hindsight: Some(of_hindsight),
    };
    let coverage = [
        row(2022, List::Proposal, 0.7),
        row(2022, List::TopVolume, 0.5),
        row(2023, List::Proposal, 0.8),
    ];
    let band = PublishedBand { topics: 40, given: 0.6, stayed: 23, low: 0.42, high: 0.71 };
    let figures = of_tables(&coverage, &[band]);
    let page = tables(&figures);
    assert!(page.contains("<tr><td>2022-01</td><td>70.0%</td><td>50.0%</td><td>–</td>"), "{page}");
    assert!(page.contains("<tr class=\"all\"><td>all</td><td>75.0%</td>"), "{page}");
    assert!(page.contains("<td>60.0%</td><td>40</td><td>57.5%</td><td>42.0%</td>"), "{page}");
    assert_eq!(tables(&[]), "");
}
