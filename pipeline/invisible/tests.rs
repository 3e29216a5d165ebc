use super::*;

#[test]
fn what_nobody_sees_is_an_escape_and_the_rest_stays() {
    assert_eq!(shown("No heat \u{202E}taeh"), "No heat \\u202Etaeh");
    assert_eq!(shown("Pot\u{200B}hole\u{FEFF}\u{0}"), "Pot\\u200Bhole\\uFEFF\\u0000");
    assert_eq!(shown("a\u{200D}b \u{2066}c\u{E0041}"), "a\\u200Db \\u2066c\\uE0041");
    for plain in
        ["", "路灯，不亮", "Ação\tnº 3\n", "می\u{200C}خواهم", "👩\u{200D}🔧 ❤\u{FE0F}", "…“x”"]
    {
        assert!(matches!(shown(plain), Cow::Borrowed(_)), "{plain:?}");
    }
}

#[test]
fn one_look_at_the_bytes_misses_none() {
    let all = (0..=0x0010_FFFF).filter_map(char::from_u32).filter(|letter| is_invisible(*letter));
    for letter in all {
        let mut bytes = [0; 4];
        assert!(
            letter.encode_utf8(&mut bytes).bytes().any(may_begin_invisible),
            "U+{:04X}",
            u32::from(letter)
        );
    }
}
