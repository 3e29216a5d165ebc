use super::*;

fn header(lines: &[&str]) -> Result<u64, String> {
    let row = |(at, line): (usize, &&str)| Row {
        number: at as u64 + 1,
        cells: line.split(',').map(str::to_owned).collect(),
    };
    find_header(&lines.iter().enumerate().map(row).collect::<Vec<_>>())
}

#[test]
fn the_first_line_is_the_header_of_a_plain_table() {
    assert_eq!(header(&["id,time,kind", "1,2024-01-01,x"]), Ok(1));
    assert_eq!(header(&["id,time,kind"]), Ok(1));
    assert_eq!(header(&[",id,time,kind,area", "0,1,2024-01-01,x,", "1,2,,,"]), Ok(1));
    assert_eq!(header(&["id,time,kind,,", "1,2024-01-01,x,,", "2,,y,,"]), Ok(1));
    assert_eq!(header(&["only", "a", "b"]), Ok(1));
}

#[test]
fn titles_above_it_are_left_out() {
    assert_eq!(
        header(&["热线工单明细表,,,", "导出：2025,,,", "编号,时间,类,区", "1,2,3,4"]),
        Ok(3)
    );
    assert_eq!(header(&["Report", "id,time,kind,area", "1,2,3,4", "2,3,4,5"]), Ok(2));
    assert_eq!(header(&["Report", "of 2024", "id,time,kind,area", "1,2,3,4"]), Ok(3));
}

#[test]
fn what_is_not_sure_names_the_likely_line() {
    let groups = header(&["基本,,办理,,回访,", "编号,时间,类,区,单位,结果", "1,2,3,4,5,6"]);
    assert!(groups.clone().unwrap_err().contains("line 2"), "{groups:?}");
    let none = header(&["Report,,,", "1,2,3,4", "2,3,4,5"]);
    assert!(none.clone().unwrap_err().contains("title"), "{none:?}");
}

#[test]
fn every_column_can_be_named() {
    let cells = ["备注", "", "备注", " id "].map(str::to_owned);
    assert_eq!(column_names(cells), ["备注", "column 2", "备注 (2)", "id"]);
}
