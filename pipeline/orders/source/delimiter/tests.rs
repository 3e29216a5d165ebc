use super::*;

#[test]
fn the_character_that_cuts_all_lines_alike_is_the_delimiter() {
    assert_eq!(find_delimiter("id,time\n1,2\n2,3\n"), Ok(b','));
    assert_eq!(find_delimiter("id;amount;n\n1;2,5;3\n2;3,5;4\n"), Ok(b';'));
    assert_eq!(find_delimiter("id;amount\n1;2,5\n2;3,5\n"), Ok(b';'));
    assert_eq!(find_delimiter("id\tt\n1\ta, b, c\n2\tc\n"), Ok(b'\t'));
    assert_eq!(find_delimiter("id|t|k\n1|\"a\nb|c\"|x\n2|b|y\n"), Ok(b'|'));
    assert_eq!(find_delimiter("Report; all\n\nid,t,k\n1,2,3\n"), Ok(b','));
    assert_eq!(find_delimiter("only\na\nb\n"), Ok(b','));
    assert_eq!(find_delimiter("id;t\n"), Ok(b';'));
}

#[test]
fn two_that_cut_alike_are_told() {
    assert_eq!(find_delimiter("a,b;c\n1,2;3\n"), Err((',', ';')));
}

#[test]
fn rows_know_their_line() {
    let numbers = |text| first_rows(text, b',').iter().map(|r| r.number).collect::<Vec<_>>();
    assert_eq!(numbers("a,b\n\n\"1\n1\",2\r\n\r\n3,4\n"), [1, 3, 6]);
    assert_eq!(numbers("a,b\r1,2\r3,4"), [1, 2, 3]);
    assert_eq!(numbers("\n\na,b\n,\nc,d\n"), [3, 5]);
}
