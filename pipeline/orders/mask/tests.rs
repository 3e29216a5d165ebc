use super::*;

#[test]
fn numbers_that_identify_are_masked_and_amounts_and_dates_are_not() {
    assert_eq!(mask_numbers("电话13912345678或0731-88886666"), "电话*******或*******");
    assert_eq!(mask_numbers("身份证43010219900101123X"), "身份证*******");
    assert_eq!(
        mask_numbers("2019-11-02欠1200000元，107国道20190503，2019-2020年"),
        "2019-11-02欠1200000元，107国道20190503，2019-2020年"
    );
}

#[test]
fn passports_cards_and_digits_of_any_width_are_masked() {
    assert_eq!(
        mask_numbers("护照E20190503，卡号6222 0212 3456 7890 123"),
        "护照E*******，卡号*******"
    );
    assert_eq!(mask_numbers("手机１３９１２３４５６７８"), "手机*******");
    assert_eq!(
        mask_numbers("SSN 123-45-6789, call +86 139-1234-5678"),
        "SSN *******, call +86 *******"
    );
}

#[test]
fn order_numbers_dates_amounts_and_house_numbers_stay() {
    for text in [
        "工单编号：20240512000123已办结",
        "case no. 101001234567 closed",
        "12月3日前退费1200000元，第3期2024-05-12至2024-06-11",
        "朝阳路120号楼下，3路、107路公交，室温16度",
        "日期20240512，欠薪35000元共12人",
    ] {
        assert_eq!(mask_numbers(text), text);
    }
}

#[test]
fn addresses_and_plates_are_masked() {
    assert_eq!(
        mask_numbers("写信a.b@x.com，车牌湘A12345停在路口"),
        "写信***@***，车牌湘A*****停在路口"
    );
    assert_eq!(mask_numbers("A3区G2栋320"), "A3区G2栋320");
}

#[test]
fn what_is_masked_stays_so() {
    for text in ["电话13912345678", "写信a.b@x.com，车牌湘A12345", "路灯不亮"] {
        let once = mask_numbers(text).into_owned();
        assert_eq!(mask_numbers(&once), once);
    }
}
