use super::*;

#[test]
fn recoding_is_told_from_seasons() {
    let recoded_in = [0., 0., 0., 0., 61., 110., 98., 104., 99., 120., 101., 97.];
    assert_eq!(edge(&recoded_in), Some(Edge::Begins(4)));
    let recoded_out = [101., 97., 110., 104., 99., 60., 0., 0., 0., 0., 0., 1.];
    assert_eq!(edge(&recoded_out), Some(Edge::Ends(5)));
    let snow = [300., 3000., 800., 20., 0., 0., 0., 0., 0., 0., 0., 0.];
    let heating = [900., 800., 400., 0., 0., 0., 0., 0., 0., 20., 500., 900.];
    let flood = [0., 0., 0., 0., 20., 110., 300., 280., 60., 0., 0., 0.];
    let rare = [0., 0., 0., 0., 3., 4., 3., 2., 3., 4., 3., 3.];
    let steady = [100.; 12];
    for series in [snow, heating, flood, rare, steady] {
        assert_eq!(edge(&series), None, "{series:?}");
    }
}
