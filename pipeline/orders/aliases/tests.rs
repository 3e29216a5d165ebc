use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn alias(name: &str, counts_as: &str, from: Option<&str>, until: Option<&str>) -> Alias {
    let (name, counts_as) = (name.to_owned(), counts_as.to_owned());
    Alias { kind: NameKind::District, name, counts_as, from: from.map(day), until: until.map(day) }
}

fn aliases(entries: &[Alias]) -> Result<Aliases, String> {
    Aliases::new(entries, &NamesSettings::default())
}

#[test]
fn a_name_counts_as_another_on_its_days_and_by_way_of_others() {
    let entries = [
        alias("Southside", "South Side", None, Some("2024-06-30")),
        alias("SOUTHSIDE", "Harbor", Some("2024-07-01"), None),
        alias("South Side", "South", None, None),
    ];
    let aliases = aliases(&entries).unwrap();
    let name = |name: &str, on: &str| aliases.alias(NameKind::District, name, day(on)).to_owned();
    assert_eq!(name("southside ", "2024-06-30"), "South");
    assert_eq!(name("Southside", "2024-07-01"), "Harbor");
    assert_eq!(name("Old Town", "2024-07-01"), "Old Town");
    assert_eq!(aliases.alias(NameKind::Street, "Southside", day("2024-01-01")), "Southside");
    assert!(!aliases.is_empty() && Aliases::default().is_empty());
    assert_eq!(aliases.always(NameKind::District, "south side"), "South");
    assert_eq!(aliases.always(NameKind::District, "Southside"), "Southside");
}

#[test]
fn entries_that_cannot_hold_are_refused() {
    let refused = |entries: &[Alias], word: &str| {
        let message = aliases(entries).unwrap_err();
        assert!(message.contains(word), "{word:?} is not in {message:?}");
    };
    refused(&[alias("A", "a ", None, None)], "itself");
    refused(&[alias("-", "A", None, None)], "placeholder");
    refused(
        &[alias("A", "B", Some("2024-02-01"), Some("2024-01-01"))],
        "from must not be after until",
    );
    refused(
        &[alias("A", "B", None, None), alias("a", "C", Some("2024-01-01"), None)],
        "two entries",
    );
    refused(
        &[alias("A", "B", None, None), alias("B", "C", None, None), alias("C", "A", None, None)],
        "itself",
    );
}
