use super::*;

#[test]
fn a_wording_agrees_with_its_numbers_and_values_stay_what_they_are() {
    let wording = "{n} {n?row:rows} of {file} {n?is:are} left, {later}";
    let filled = |n| fill(wording, &[("n", n), ("file", "{n} files")]);
    assert_eq!(filled("1"), "1 row of {n} files is left, {later}");
    assert_eq!(filled("0"), "0 rows of {n} files are left, {later}");
    assert_eq!(filled("1,001"), "1,001 rows of {n} files are left, {later}");
    assert_eq!(fill(&fill("{a} {b?x:y}", &[("a", "{")]), &[("b", "1")]), "{ x");
    assert_eq!(fill("{ {n", &[("n", "1")]), "{ {n");
}

#[test]
fn one_is_no_plural() {
    assert_eq!([0, 1, 1_234].map(|n| counted(n, "row", "rows")), ["0 rows", "1 row", "1,234 rows"]);
}
