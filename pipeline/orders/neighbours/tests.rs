use super::*;

fn area(name: &str, neighbours: &[&str], place: Option<(f64, f64)>) -> ListedArea {
    ListedArea {
        level: Some(AreaLevel::Street),
        area: name.to_owned(),
        parent: None,
        neighbours: neighbours.iter().map(|name| (*name).to_owned()).collect(),
        place,
        ..ListedArea::default()
    }
}

#[test]
fn named_neighbours_come_before_near_ones() {
    let at = |x: f64| Some((x, 0.0));
    let areas = [area("a", &["c"], at(0.0)), area("b", &[], at(1.0)), area("c", &[], at(9.0))];
    assert_eq!(listed_pairs(&areas), BTreeSet::from([(0, 2)]));
    let unnamed: Vec<ListedArea> = (0..20).map(|x| area("x", &[], at(f64::from(x)))).collect();
    let pairs = listed_pairs(&unnamed);
    assert!(pairs.contains(&(9, 10)) && !pairs.contains(&(0, 19)));
    assert!(listed_pairs(&[area("a", &["nobody"], None)]).is_empty());
}

#[test]
fn outlines_with_a_common_border_are_neighbours_and_a_common_corner_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("streets.geojson");
    let square = |name: &str, x: i32, y: i32| {
        let ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]];
        serde_json::json!({
            "type": "Feature", "properties": { "title": name },
            "geometry": { "type": "MultiPolygon", "coordinates": [[ring]] }
        })
    };
    let features = [square("a", 0, 0), square("b", 1, 0), square("c", 2, 1)];
    let document = serde_json::json!({ "type": "FeatureCollection", "features": features });
    std::fs::write(&path, document.to_string()).unwrap();
    let outlines = Outlines::read(&path, "title").unwrap();
    assert_eq!(outlines.names, ["a", "b", "c"]);
    assert_eq!(outlines.pairs, BTreeSet::from([(0, 1)]));
    let error = Outlines::read(&path, "name").unwrap_err().to_string();
    assert!(error.contains("geojson_name") && error.contains("title"), "{error}");
}
