use super::*;

fn message<'a>(title: &'a str, body: &'a str, day: u32) -> Message<'a> {
    Message {
        id: "",
        title,
        body,
        day: NaiveDate::from_ymd_opt(2019, 3, day),
        area: None,
        user: None,
    }
}

#[test]
fn same_texts_are_counted_once_and_empty_ones_left_out() {
    let messages = [
        message("A3区路灯不亮", "x", 1),
        message("", " \n<p></p>", 2),
        message("A3区<b>路灯</b>不亮", "x", 3),
        message("A3区 路灯 不亮", "x", 4),
        message("A3区路灯不亮", "x", 9),
    ];
    let documents = collapse(&messages);
    assert_eq!(documents.areas, ["A3区"]);
    let sizes: Vec<_> = documents.items.iter().map(|document| document.messages.clone()).collect();
    assert_eq!(sizes, [vec![0, 4], vec![2, 3]]);
    assert_eq!(
        documents.items[0].day,
        NaiveDate::from_ymd_opt(2019, 3, 5).map(|day| day.num_days_from_ce())
    );
}

#[test]
fn an_area_column_goes_before_codes_in_the_text() {
    let mut first = message("A3区路灯不亮", "", 1);
    first.area = Some("西湖街道");
    assert_eq!(collapse(&[first]).areas, ["西湖街道"]);
}
