//! Spellings of one name, and words that stand for none.

use super::*;

fn table(names: &[(&str, u64)]) -> NameTable {
    let mut spellings = Spellings::new(&NameFolding::new(&NamesSettings::default()));
    names.iter().for_each(|(name, orders)| spellings.add(name, *orders));
    spellings.finish()
}

#[test]
fn the_commonest_spelling_is_the_name() {
    let names = table(&[("POTHOLE", 5), ("Pothole ", 20), ("pothole", 20), ("Pot hole", 1)]);
    // "Pothole " comes first in the alphabet of the two commonest; its space is not shown.
    for spelling in ["POTHOLE", "Pothole ", "pothole"] {
        assert_eq!(names.name(spelling), Some("Pothole"));
    }
    assert_eq!(names.name("Pot hole"), Some("Pot hole"));
    assert_eq!(names.variants.len(), 1);
    assert_eq!((names.variants[0].orders, names.variants[0].others.len()), (45, 3));
}

#[test]
fn case_width_spaces_accents_and_invisible_letters_make_no_other_name() {
    let pairs = [
        ("Old Town", "OLD  TOWN"),
        ("Old Town", "old\u{A0}town\u{200B}"),
        ("路灯１号", "路灯1号"),
        ("Regi\u{E3}o", "Regia\u{303}o"),
        ("Straße", "STRASSE"),
        ("ｶﾗｽ", "カラス"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ];
    let folding = NameFolding::new(&NamesSettings::default());
    for (one, other) in pairs {
        assert_eq!(folding.fold(one), folding.fold(other), "{one} {other}");
    }
    assert_ne!(folding.fold("Ward 1"), folding.fold("Ward 11"));
    for name in ["  Old \t TOWN\r\n", "a\u{0}B \u{7F} c", "X", ""] {
        // The short way and the long one agree.
        let long = folded(&format!("{name}é")).into_owned();
        assert_eq!(format!("{}é", folded(name)), long.replace(" é", "é"), "{name:?}");
    }
    let apart = NameFolding::new(&NamesSettings { fold: false, ..NamesSettings::default() });
    assert_ne!(apart.fold("Old Town"), apart.fold("OLD TOWN"));
    assert_eq!(apart.fold("Null"), None);
}

#[test]
fn placeholders_are_unknown_and_counted() {
    let names = table(&[
        ("-", 3),
        ("NULL", 2),
        ("Ｎ／Ａ", 1),
        ("无", 4),
        (" ", 1),
        ("none", 1),
        ("Nanjing", 1),
    ]);
    for unknown in ["-", "NULL", "null", "Ｎ／Ａ", "无", " "] {
        assert_eq!(names.name(unknown), None, "{unknown}");
    }
    assert_eq!([names.name("none"), names.name("Nanjing")], [Some("none"), Some("Nanjing")]);
    assert_eq!(names.unknown.values().sum::<u64>(), 11);
    assert_eq!(
        table(&[("No heat \u{202E}taeh", 1)]).name("No heat \u{202E}taeh"),
        Some("No heat \\u202Etaeh")
    );
}
