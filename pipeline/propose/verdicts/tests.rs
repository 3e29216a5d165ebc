use super::*;

#[test]
fn the_last_verdict_on_a_finding_holds() {
    let entry = |finding: &str, verdict: &str| {
        format!(
            "[[verdict]]\nfinding = \"{finding}\"\nverdict = \"{verdict}\"\nwho = \"A\"\n\
             when = 2025-01-08\nwhy = \"B\"\n"
        )
    };
    let text =
        [entry("s-1", "confirmed"), entry("p-2", "known"), entry("s-1", "artefact")].concat();
    let ledger = Ledger::parse(&text).unwrap();
    let last = ledger.verdict_on(&["s-9", "s-1"]).unwrap();
    assert_eq!((last.verdict, last.line), (FindingVerdict::Artefact, 13));
    assert_eq!(ledger.verdict_on(&["s-9"]), None);
    let bad = Ledger::parse(&[entry("s-1", "true"), entry("", "known")].concat()).unwrap_err();
    assert_eq!(
        bad.to_string(),
        "line 1: verdict must be one of confirmed, known, artefact, duplicate, found `true`\n\
         line 7: `finding` is missing"
    );
}
