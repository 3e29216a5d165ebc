//! Quadrants and the annual check-up on the planted city.

use yiti_stats::rates::Answers;

use super::*;

#[test]
fn quadrants_part_by_volume_and_satisfaction_and_say_what_moved() {
    let mut panel = panel();
    let crossed = cross(&panel, 12..24);
    let kinds: Vec<CrossedKind> = crossed.iter().map(|crossed| crossed.kind).collect();
    assert_eq!(kinds, [CrossedKind::Issues, CrossedKind::Streets]);
    let of = |crossed: &[Quadrants], category: CategoryId| {
        let mut points = crossed[0].points.iter();
        points.find(|point| point.of == CrossedOf::Category(category)).copied()
    };
    let field = |category| of(&crossed, category).map(|point| point.field);
    assert_eq!(
        (field(REST), field(UNCHANGED)),
        (Some(Quadrant::ManyHigh), Some(Quadrant::FewHigh))
    );
    assert_eq!((field(LOWERED), field(TINY)), (Some(Quadrant::FewLow), None));
    assert_eq!(crossed[1].points.len(), STREETS as usize);
    let asked: u64 = crossed[0].points.iter().map(|point| point.asked).sum();
    assert!(crossed[0].points.iter().all(|point| point.moved().is_some()), "a year before");
    assert!(asked > 0 && (0.85..0.91).contains(&crossed[0].rate_line));
    // Something that most were satisfied with is left unsatisfied in the last month.
    let answers = panel.cells.iter_mut().filter(|cell| cell.category == REST && cell.month == 23);
    answers.for_each(|cell| cell.counts.satisfied = 0);
    let month = cross(&panel, 23..24);
    let rest = of(&month, REST).expect("placed");
    let fields = (rest.before, rest.field, rest.moved());
    assert_eq!(fields, (Some(Quadrant::ManyHigh), Quadrant::ManyLow, Some(true)));
    panel.months[22].complete = false;
    assert_eq!(of(&cross(&panel, 23..24), REST).and_then(|point| point.moved()), None);
    panel.available.satisfied = false;
    assert_eq!(cross(&panel, 23..24)[0].rate, CrossedRate::Resolution);
    panel.available.resolved = false;
    assert_eq!(cross(&panel, 23..24), []);
}

#[test]
fn a_year_is_checked_up_against_the_year_before_month_by_month() {
    let mut panel = panel();
    let found = follow(&panel, &topics(), &MonitorSettings::default(), Language::En);
    let checked = check_up(&panel, &topics(), &found);
    let lowered = &checked[0];
    let orders = |category, months| panel.total(AreaId(0), category, months).orders;
    assert_eq!(lowered.orders, u64::from(orders(LOWERED, 12..24)));
    assert_eq!(lowered.orders_last_year, Some(orders(LOWERED, 0..12).into()));
    assert_eq!((lowered.months_compared, lowered.lights.iter().sum::<u32>()), (12, 12));
    // The measure begins in the fourth month; before it the city is busier than a year ago.
    assert_eq!(lowered.months_fell, 9);
    assert!(lowered.yoy().is_some_and(|yoy| yoy < -0.2), "{lowered:?}");
    let rate = lowered.rates.satisfied.and_then(Answers::rate).expect("asked");
    assert!((0.45..=0.5).contains(&rate) && lowered.rates.responded.is_none());
    assert_eq!(lowered.rates_last_year.satisfied.map(|rate| rate.asked), lowered.orders_last_year);
    // A month that is not complete in both years is compared with nothing.
    panel.months[14].complete = false;
    let checked = check_up(&panel, &topics(), &found);
    assert_eq!(checked[0].months_compared, 11);
    panel.months.iter_mut().take(12).for_each(|month| month.complete = false);
    let alone = &check_up(&panel, &topics(), &found)[0];
    assert_eq!((alone.orders_last_year, alone.yoy(), alone.months_compared), (None, None, 0));
}
