//! Caveats in their order and their words.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn silence(from: &str, to: &str, usual: f64) -> Silence {
    Silence { from: (day(from), Some(3)), to: (day(to), Some(23)), usual }
}

fn all() -> Vec<Caveat> {
    let suspicion = RenameSuspicion {
        kind: "district",
        old: vec!["Southside".to_owned()],
        new: vec!["South Side (new)".to_owned()],
        month: day("2024-07-01"),
        orders: (186.4, 190.2),
    };
    let import = BulkImport {
        day: day("2024-05-14"),
        orders: 1_200,
        usual: 0.4,
        seconds: 0,
        categories: 14,
    };
    let silences =
        vec![silence("2024-03-01", "2024-03-25", 300.4), silence("2024-06-01", "2024-06-02", 24.0)];
    vec![
        Caveat::Spellings(vec![("Pothole".to_owned(), vec!["POTHOLE".to_owned()])]),
        Caveat::Silences(silences),
        Caveat::Rejected { rows: 3, share: 0.000_1, example: None },
        Caveat::UnknownNames {
            orders: 6_000,
            share: 0.3,
            spellings: vec!["-".to_owned(), "NULL".to_owned()],
        },
        Caveat::BulkImports(vec![import]),
        Caveat::Duplicates { rows: 500, share: 0.02 },
        Caveat::Renamed(vec![suspicion]),
        Caveat::Missing(vec![("来电人", "reporters")]),
        Caveat::Proposal("x".to_owned()),
    ]
}

#[test]
fn what_changes_most_comes_first_and_six_lines_stand_before_the_figures() {
    let caveats = ranked(all());
    let ids: Vec<&str> = caveats.iter().map(Caveat::id).collect();
    let expected = [
        "renamed",
        "bulk_imports",
        "silences",
        "names_unknown",
        "columns_missing",
        "rows_duplicate",
        "proposal",
        "names_spelt",
        "rows_rejected",
    ];
    assert_eq!(ids, expected);
    let (first, below) = split(&caveats, Language::En);
    assert_eq!((first.len(), below.len()), (6, 2 + 3), "two silences, three caveats that are left");
    assert_eq!(sentences(&caveats, Language::En).len(), 11);
}

#[test]
fn sentences_name_what_they_are_about_in_both_languages() {
    for language in [Language::En, Language::Zh] {
        let said = sentences(&ranked(all()), language).join("\n");
        for word in [
            "Southside",
            "South Side (new)",
            "2024-05-14",
            "2024-03-25",
            "1,200",
            "NULL",
            "POTHOLE",
        ] {
            assert!(said.contains(word), "{word} is not in {said}");
        }
    }
    let silence = Caveat::Silences(vec![silence("2024-03-01", "2024-03-25", 300.4)]);
    assert_eq!(sentences(&[silence], Language::En).len(), 1, "one silence needs no list");
}
