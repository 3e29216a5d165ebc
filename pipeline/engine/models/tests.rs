use super::*;

#[test]
fn every_model_is_one_select_and_comes_after_what_it_reads() {
    let ordered = in_order();
    assert_eq!(ordered.len(), MODELS.len(), "a circle among the models");
    for (position, model) in ordered.iter().enumerate() {
        let statements = DFParser::parse_sql(model.sql).unwrap();
        assert_eq!(statements.len(), 1, "{}", model.name);
        assert!(!tables_read()[model.name].is_empty(), "{} reads nothing", model.name);
        for read in reads(model) {
            let before = ordered[..position].iter().any(|other| other.name == read);
            assert!(before, "{} before {read}", model.name);
        }
    }
    assert!(reads(model("stg_demands")).contains("stg_orders"));
}
