//! Workbooks, made of the parts that every spreadsheet program writes.

use super::*;

/// A workbook with these sheets, each a name and the XML of its rows.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut names = String::new();
    let mut links =
        format!("<Relationship Id=\"s\" Type=\"{office}/styles\" Target=\"styles.xml\"/>");
    let mut files: Vec<(String, String)> = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        let id = at + 1;
        names.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"r{id}\"/>"));
        links.push_str(&format!(
            "<Relationship Id=\"r{id}\" Type=\"{office}/worksheet\" Target=\"worksheets/{id}.xml\"/>"
        ));
        let sheet =
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/{id}.xml"), sheet));
    }
    // Style 1 shows days and times.
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    );
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{names}</sheets></workbook>"
    );
    let all = format!("<Relationships xmlns=\"{package}\">{links}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"b\" Type=\"{office}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    files.extend([
        ("[Content_Types].xml".into(), "<Types/>".into()),
        ("_rels/.rels".into(), root),
        ("xl/workbook.xml".into(), book),
        ("xl/_rels/workbook.xml.rels".into(), all),
        ("xl/styles.xml".into(), styles),
    ]);
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    zip(&files)
}

/// A row of cells: `=` before a number, `@` before a serial day, else a text.
fn row(number: usize, cells: &[&str]) -> String {
    let mut xml = format!("<row r=\"{number}\">");
    for (at, cell) in cells.iter().enumerate() {
        let place = format!("{}{number}", char::from(b'A' + at as u8));
        xml.push_str(&match (cell.strip_prefix('='), cell.strip_prefix('@')) {
            (Some(number), _) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
            (_, Some(day)) => format!("<c r=\"{place}\" s=\"1\"><v>{day}</v></c>"),
            _ if cell.is_empty() => String::new(),
            _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
        });
    }
    xml + "</row>"
}

fn orders(first: usize) -> String {
    [
        row(first, &["编号", "时间", "数", "额", "备注"]),
        row(first + 1, &["0017", "@45323.003472222219", "=12", "=1.5", "x"]),
        row(first + 3, &["0018", "@45324", "=13", "=2", "=7"]),
    ]
    .concat()
}

const READ: [&str; 3] = [
    "编号|时间|数|额|备注",
    "1: 0017|2024-02-01T00:05:00|12|1.5|x",
    "3: 0018|2024-02-02T00:00:00|13|2.0|7",
];

#[test]
fn cells_have_the_types_that_a_person_sees() {
    let plain = Written::new("a.xlsx", workbook(&[("Sheet1", &orders(1)), ("Sheet2", "")]));
    assert_eq!(plain.read("").unwrap(), READ);
    let file = &plain.files("").unwrap()[0];
    let schema = schema(file, &parts(file).unwrap()[0]).unwrap();
    let types: Vec<&DataType> = schema.fields().iter().map(|field| field.data_type()).collect();
    assert!(matches!(
        types[..],
        [
            DataType::Utf8,
            DataType::Timestamp(_, None),
            DataType::Int64,
            DataType::Float64,
            DataType::Utf8
        ]
    ));
    // Whatever its name: a workbook is an archive.
    assert_eq!(Written::new("a.zip", workbook(&[("S", &orders(1))])).read("").unwrap(), READ);
}

#[test]
fn titles_and_notes_are_left_out_and_the_sheet_is_said() {
    let titled = format!("{}{}", row(1, &["热线工单明细表"]), orders(3));
    let notes = [row(1, &["说明"]), row(2, &["内部资料"])].concat();
    let written = Written::new("a.xlsx", workbook(&[("说明", &notes), ("工单", &titled)]));
    assert_eq!(written.read("").unwrap(), READ);
    let layout = &written.files("").unwrap()[0].layout;
    assert_eq!((layout.sheet.as_deref(), layout.header_row), (Some("工单"), Some(3)));
    let two = Written::new("a.xlsx", workbook(&[("甲", &orders(1)), ("乙", &orders(1))]));
    let refusal = two.refusal("");
    assert!(refusal.contains("sheet = ") && refusal.contains("甲, 乙"), "{refusal}");
    assert_eq!(two.read("sheet = \"乙\"").unwrap(), READ);
    assert!(
        two.refusal("sheet = \"丙\"").contains("no sheet"),
        "{}",
        two.refusal("sheet = \"丙\"")
    );
}

#[test]
fn what_is_no_workbook_says_so() {
    let text = Written::new("a.xlsx", ORDERS).refusal("");
    assert!(text.contains("format = \"csv\""), "{text}");
    assert_eq!(Written::new("a.xls", ORDERS).read("format = \"csv\"").unwrap(), super::READ);
    let damaged = Written::new("a.xlsx", b"PK\x03\x04 and then nothing").refusal("");
    assert!(damaged.contains("damaged"), "{damaged}");
}
