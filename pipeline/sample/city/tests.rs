use super::*;
use std::collections::BTreeSet;

#[test]
fn city_has_real_areas_and_unique_communities() {
    let city = City::new();
    assert_eq!((city.districts.len(), city.streets.len()), (16, 343));
    let names: BTreeSet<_> = city.communities.iter().map(|c| &c.name).collect();
    assert_eq!(names.len(), city.communities.len());
    assert!(city.streets.iter().all(|s| s.population > 0.0 && !s.communities.is_empty()));
}
