use super::*;

fn document(title: &str, body: &str) -> Document {
    Document {
        title: title.to_owned(),
        body: body.to_owned(),
        messages: vec![0],
        day: None,
        area: None,
    }
}

fn dot(a: &Row, b: &Row) -> f32 {
    a.iter()
        .map(|(column, x)| {
            b.iter().filter(|(other, _)| other == column).map(|(_, y)| x * y).sum::<f32>()
        })
        .sum()
}

#[test]
fn rows_have_length_one_and_the_same_matter_is_nearer() {
    let texts = [
        document("丽发新城搅拌站噪音", "丽发新城旁边搅拌站粉尘大"),
        document("丽发新城附近搅拌站", "搅拌站灰尘多"),
        document("洪山公园何时开工", "洪山公园规划多年，旁边灰尘多"),
        document("洪山公园建设", "请问开工"),
    ];
    let (lexicon, rows) = fit(&texts.iter().collect::<Vec<_>>(), &Settings::default());
    for row in &rows {
        assert!((dot(row, row) - 1.0).abs() < 1e-5);
        assert!(row.is_sorted_by_key(|(column, _)| *column));
    }
    assert!(dot(&rows[0], &rows[1]) > 2.0 * dot(&rows[0], &rows[2]));
    assert_eq!(lexicon.row(&texts[1]), rows[1]);
    assert!((0..lexicon.width() as u32).any(|column| lexicon.is_name(column)));
}

#[test]
fn a_text_of_unknown_words_is_empty() {
    let texts = [document("路灯不亮", ""), document("路灯不亮", "坏")];
    let (lexicon, _) = fit(&texts.iter().collect::<Vec<_>>(), &Settings::default());
    assert!(lexicon.row(&document("搅拌", "")).is_empty());
}
