use super::*;

fn topic(id: usize, theme: &str) -> Scheduled {
    Scheduled {
        topic_id: format!("T{id}"),
        theme: None,
        theme_name: theme.to_owned(),
        categories: Vec::new(),
    }
}

#[test]
fn heating_is_reviewed_in_october_and_floods_before_july() {
    let heating = [2.8, 2.2, 1.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3, 2.4, 3.1].map(Some);
    let floods = [0.1, 0.1, 0.2, 0.3, 0.5, 1.2, 4.0, 4.0, 1.0, 0.3, 0.2, 0.1].map(Some);
    let flat = [Some(1.0); 12];
    let months = assign(&[flat, heating, floods], 2);
    assert_eq!(months[1], 9);
    assert!(months[2] == 5, "{months:?}");
    assert_eq!(months[0], 0);
}

#[test]
fn themes_are_cut_to_at_most_three_a_month() {
    let topics: Vec<Scheduled> = (0..7).map(|i| topic(i, if i < 5 { "a" } else { "b" })).collect();
    let sizes: Vec<usize> = blocks(&topics).iter().map(Vec::len).collect();
    assert_eq!(sizes, [3, 2, 2]);
    let many: Vec<Scheduled> = (0..27).map(|i| topic(i, &format!("{}", i % 14))).collect();
    let blocks = blocks(&many);
    assert_eq!((blocks.len(), blocks.iter().map(Vec::len).sum::<usize>()), (12, 27));
}
