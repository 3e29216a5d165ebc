use super::*;

#[test]
fn reads_decisions_with_their_lines() {
    let ledger = Ledger::parse(
        "# notes\n[[decision]]\naction = \"adopt\"\ntopic = \"T1\"\nwho = \"A\"\n\
         when = 2025-12-20\nwhy = \"B\"\n\n\
         [[decision]]\naction = \"merge\"\ntopic = \"T2\"\ninto = \"T1\"\nwho = \"A\"\n\
         when = \"2025-12-21\"\nwhy = \"C\"\n",
    )
    .unwrap();
    assert_eq!(ledger.decisions.len(), 2);
    assert_eq!((ledger.decisions[0].line, ledger.decisions[1].line), (2, 9));
    assert_eq!(ledger.decisions[1].action, Action::Merge { into: "T1".to_owned() });
    assert_eq!(Ledger::parse("").unwrap(), Ledger::default());
}

#[test]
fn names_every_bad_entry_by_line() {
    let text = "[[decision]]\naction = \"adpot\"\ntopic = \"T1\"\nwho = \"A\"\n\
                when = 2025-12-20\nwhy = \"B\"\n\
                [[decision]]\naction = \"reject\"\ntopic = \"T2\"\nwho = \"A\"\n\
                when = \"last week\"\nwhy = \"B\"\n";
    let message = Ledger::parse(text).unwrap_err().to_string();
    assert_eq!(
        message,
        "line 1: action must be one of adopt, reject, merge, rename, found `adpot`\n\
         line 7: when must be a day such as 2025-12-20, found `last week`"
    );
    let LedgerError::Syntax { line, .. } =
        Ledger::parse("[[decision]]\ntopc = \"T1\"\n").unwrap_err()
    else {
        panic!("an unknown key is a syntax error")
    };
    assert_eq!(line, 2);
}
