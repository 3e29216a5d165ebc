use super::*;

#[test]
fn defaults_are_valid_and_messages_name_the_range() {
    assert_eq!(Settings::default().validate(), Ok(()));
    let wrong = Settings { join_similarity: 1.4, ..Settings::default() };
    assert_eq!(wrong.validate(), Err("join_similarity must be in [0, 1], found 1.4".to_owned()));
    let wrong = Settings { rounds_max: 0, ..Settings::default() };
    assert_eq!(wrong.validate(), Err("rounds_max must be in 1..=50, found 0".to_owned()));
}
