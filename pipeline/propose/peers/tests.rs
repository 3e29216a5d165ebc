use super::*;

fn mix(shares: &[f64]) -> Mix {
    root_shares((0..).zip(shares.iter().copied()).filter(|(_, n)| *n > 0.0).collect())
}

#[test]
fn peers_share_mix_and_size() {
    // Twelve large places with one mix, twelve small ones with another.
    let mixes: Vec<Mix> = (0..24)
        .map(|i| {
            let tilt = f64::from(i % 12);
            mix(&if i < 12 { [90.0 + tilt, 10.0] } else { [10.0, 90.0 + tilt] })
        })
        .collect();
    let sizes: Vec<f64> =
        (0..24).map(|i| if i < 12 { 9.0 } else { 5.0 } + f64::from(i) / 100.0).collect();
    let peers = Peers::nearest(&mixes, &sizes);
    for (place, group) in (0..24_u32).zip(&peers.groups) {
        let half = if place < 12 { 0..12 } else { 12..24 };
        assert!(group.contains(&place));
        assert!(group.iter().all(|peer| half.contains(peer)), "{place}: {group:?}");
        assert_eq!(group.len(), PEERS_MIN + 1);
    }
    for (place, with) in (0..24_u32).zip(&peers.groups_with) {
        let holds = |other: &u32| peers.groups[*other as usize].contains(&place);
        assert!(with.iter().all(holds) && with.contains(&place));
    }
}

#[test]
fn mixes_are_as_far_apart_as_their_shares() {
    assert!((hellinger(&mix(&[1.0, 0.0, 0.0]), &mix(&[0.0, 0.0, 5.0])) - 1.0).abs() < 1e-12);
    let (a, b) = ([0.5_f64, 0.3, 0.2, 0.0], [0.0_f64, 0.3, 0.3, 0.4]);
    let squares = a.iter().zip(&b).map(|(x, y)| (x.sqrt() - y.sqrt()).powi(2)).sum::<f64>();
    assert!((hellinger(&mix(&a), &mix(&b)) - (squares / 2.0).sqrt()).abs() < 1e-12);
    assert_eq!(hellinger(&mix(&a), &mix(&a)), 0.0);
}

/// What is held grows with the places, not with their square: 20,000 places of one order each.
#[test]
fn many_places_have_few_peers() {
    let places = 20_000;
    let mixes: Vec<Mix> = (0..places).map(|i| vec![(i % 40, 0.5_f64.sqrt())]).collect();
    let sizes: Vec<f64> = (0..places).map(|i| f64::from(i % 3)).collect();
    let peers = Peers::nearest(&mixes, &sizes);
    let held: usize = peers.groups.iter().map(Vec::len).sum();
    assert_eq!(held, peers.groups_with.iter().map(Vec::len).sum::<usize>());
    assert!(held <= PEERS_OF_ALL_MAX + places as usize, "{held}");
    assert_eq!([100, 2_000, 20_000, 1_000_000].map(peer_count), [10, 200, 200, PEERS_MIN]);
    // Peers of one size are those of one mix, as long as there are enough.
    let alike = |place: &u32| {
        peers.groups[*place as usize].iter().filter(|p| *p % 40 == place % 40).count()
    };
    assert!([0, 9_999, 19_999].iter().all(|place| alike(place) >= 50));
}
