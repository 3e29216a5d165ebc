use super::*;

#[test]
fn people_are_masked_and_places_are_not() {
    assert_eq!(mask("我叫王小明，住洪山公园旁"), "我叫王某某，住洪山公园旁");
    assert_eq!(mask("张国强先生欠薪"), "张某某先生欠薪");
    assert_eq!(mask("丽发新城搅拌站"), "丽发新城搅拌站");
    assert_eq!(mask("call Mr. Smith now"), "call Mr. *** now");
    assert_eq!(mask(""), "");
}

#[test]
fn flats_are_masked_and_buildings_floors_and_dates_are_not() {
    assert_eq!(mask("幸福里3号楼2单元501室漏水"), "幸福里3号楼2单元***室漏水");
    assert_eq!(mask("B座1204噪声，12栋305"), "B座***噪声，12栋***");
    for text in ["5号院12号楼18层电梯", "北门100米处", "南门2024年拆除", "第3教室，2单元12户停水"]
    {
        assert_eq!(mask(text), text);
    }
}
