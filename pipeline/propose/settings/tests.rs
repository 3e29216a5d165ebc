use super::*;

#[test]
fn defaults_are_valid_and_bad_values_are_named() {
    assert_eq!(Settings::default().validate(), Ok(()));
    let bad = Settings {
        weights: Weights { breadth: f64::NAN, ..Weights::default() },
        ..Settings::default()
    };
    assert_eq!(bad.validate(), Err("weights.breadth must be 0 or more, found NaN".to_owned()));
    let bad = Settings { fair_min: 0.5, ..Settings::default() };
    assert!(bad.validate().is_err_and(|e| e.contains("fair_min = 0.5 needs fair_to")));
    let bad = Settings { volume_only_max: 1.5, ..Settings::default() };
    assert!(bad.validate().is_err_and(|e| e == "volume_only_max must be in [0, 1], found 1.5"));
    let bad = Settings { general_buckets: vec!["(".to_owned()], ..Settings::default() };
    assert!(
        bad.validate()
            .is_err_and(|e| e.starts_with("general_buckets has a bad regular expression `(`"))
    );
}

#[test]
fn buckets_are_told_from_matters() {
    let any = |name: &str| {
        GENERAL_BUCKETS
            .iter()
            .any(|pattern| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(name)))
    };
    for bucket in [
        "其他",
        "其他类",
        "市容环境其他问题",
        "咨询",
        "Other",
        "General Comments For a Program",
        "Misc.",
        "General Request",
    ] {
        assert!(any(bucket), "{bucket}");
    }
    for matter in [
        "Misc. Snow Complaint",
        "General Lighting Request",
        "预付卡退费",
        "房产咨询费纠纷",
        "Requests for Street Cleaning",
    ] {
        assert!(!any(matter), "{matter}");
    }
}
