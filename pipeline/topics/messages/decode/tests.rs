use super::*;

#[test]
fn encodings_are_told_apart() {
    assert_eq!(decode("\u{feff}路灯".as_bytes()), ("路灯".to_owned(), 0));
    let (chinese, _, _) = GB18030.encode("路灯不亮");
    assert_eq!(decode(&chinese), ("路灯不亮".to_owned(), 0));
    assert_eq!(decode(b"a\xffb"), ("a\u{fffd}b".to_owned(), 1));
    assert_eq!(decode(b""), (String::new(), 0));
}
