use super::*;

#[test]
fn parameters_are_filled_in_and_titles_stay_texts() {
    let title = "<script> ](javascript:x) $a$";
    let file = notebook(PERIOD, "2024", title, "PUBLISHED = \"..\"\n").unwrap();
    let made: Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(made["nbformat"], 4);
    let cells = made["cells"].as_array().unwrap();
    assert_eq!(cells[0]["source"][0], "# &lt;script&gt; \\]\\(javascript:x\\) \\$a\\$");
    let parameters = cells.iter().find(|cell| cell["id"] == "parameters").unwrap();
    assert_eq!(parameters["source"][0], "PUBLISHED = \"..\"\n");
    assert_eq!(parameters["metadata"]["tags"][0], "parameters");
}
