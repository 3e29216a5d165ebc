use super::*;

fn pieces() -> Pieces {
    Pieces {
        values: vec![("title", "A & B".to_owned()), ("unit", "市政府".to_owned())],
        body: "<w:p>body</w:p>".to_owned(),
        styles: "<w:style/>".to_owned(),
        images: Vec::new(),
        relationships: "<Relationship/>".to_owned(),
    }
}

#[test]
fn a_mark_that_is_cut_into_runs_is_filled_and_the_rest_stays() {
    let text = "<w:document a=\"x>y\"><w:p><w:r><w:t>1 {</w:t></w:r><w:proofErr/><w:r>\
        <w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{ ti</w:t></w:r><w:r><w:t>tle }} 2\
        </w:t></w:r></w:p><w:tab/><w:p/><w:p><w:r><w:t>{{body}}</w:t></w:r></w:p></w:document>";
    let expected = "<w:document a=\"x>y\"><w:p><w:r><w:t>1 A &amp; B</w:t></w:r><w:proofErr/>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t></w:r><w:r><w:t> 2\
        </w:t></w:r></w:p><w:tab/><w:p/><w:p>body</w:p></w:document>";
    assert_eq!(fill(text, &pieces()), expected);
}

#[test]
fn marks_of_a_text_box_belong_to_its_own_paragraph() {
    let text = "<w:p><w:r><w:t>{{ un</w:t><w:txbxContent><w:p><w:r><w:t>{{ title }}</w:t>\
        </w:r></w:p></w:txbxContent></w:r><w:r><w:t>it }}</w:t></w:r></w:p>";
    let filled = fill(text, &pieces());
    assert!(filled.contains("<w:t>市政府</w:t><w:txbxContent><w:p><w:r><w:t>A &amp; B</w:t>"));
    assert!(filled.ends_with("<w:r><w:t></w:t></w:r></w:p>"), "{filled}");
}

#[test]
fn parts_are_added_to_and_not_replaced() {
    let pieces = pieces();
    assert_eq!(
        with_styles("<w:styles><w:style a/></w:styles>", &pieces),
        "<w:styles><w:style a/><w:style/></w:styles>"
    );
    let new = with_relationships("", &pieces);
    assert!(new.ends_with("<Relationship/></Relationships>"));
    let png = with_png("<?xml?><Types x><Default Extension=\"xml\"/></Types>");
    assert_eq!(png.matches("image/png").count(), 1);
    assert_eq!(with_png(&png), png);
}
