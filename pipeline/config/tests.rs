//! Configurations that are refused, and what they say.

use super::*;

const LEAST: &str = r#"
    version = 1
    [columns]
    order_id = '"id"'
    received_at = '"received"'
    category_l1 = '"category"'
    district = '"district"'
"#;

#[test]
fn the_reference_shows_the_defaults() {
    let reference = include_str!("../../configs/reference.toml");
    let mut shown = Config::parse(reference, Path::new("configs/reference.toml")).unwrap();
    let default = Config::parse(LEAST, Path::new("least.toml")).unwrap();
    shown.title = default.title.clone();
    let (shown, default) = (shown.canonical(), default.canonical());
    for (section, value) in default.as_object().unwrap() {
        assert_eq!(&shown[section], value, "[{section}]");
    }
}

#[test]
fn an_unknown_key_and_a_bad_value_name_the_place() {
    let unknown = Config::parse(&LEAST.replace("district =", "distrikt ="), Path::new("city.toml"))
        .unwrap_err();
    assert!(
        unknown.to_string().contains("city.toml") && unknown.to_string().contains("distrikt"),
        "{unknown}"
    );
    let zone = Config::parse(&format!("time_zone = \"Beijing\"\n{LEAST}"), Path::new("city.toml"))
        .unwrap_err();
    assert!(zone.to_string().contains("Asia/Shanghai"), "{zone}");
}
