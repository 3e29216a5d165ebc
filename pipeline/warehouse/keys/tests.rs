use super::*;

#[test]
fn a_street_of_another_district_is_another_street() {
    let place = |district: &str, street: &str| {
        let name = |name: &str| Some(name.to_owned());
        PlaceKeys::of(&Place { district: name(district), street: name(street), community: None })
    };
    let (one, other) = (place("东城", "和平里"), place("朝阳", "和平里"));
    assert_ne!(one.street, other.street);
    assert_eq!(one, place("东城", "和平里"));
    assert_ne!(key("a", &[Some("bc")]), key("a", &[Some("b"), Some("c")]));
    assert_ne!(key("a", &[None]), key("a", &[Some("")]));
}

/// Figures of the Python package xxhash 4.1.0: `xxh3_64_intdigest(kind + for each name its
/// length as eight bytes, least first, and its UTF-8) >> 1`. Keys stand in the Parquet files of
/// other runs.
#[test]
fn keys_never_change() {
    assert_eq!(top_key("噪声"), 3_249_577_956_130_730_272);
    assert_eq!(key("street", &[Some("和平里"), Some("东城")]), 4_129_284_387_429_109_856);
}
