use encoding_rs::{KOI8_R, WINDOWS_1251};

use super::*;

fn verdict(text: &str, encoding: &'static Encoding) -> Verdict {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text} is not in {}", encoding.name());
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let foreign: Vec<&[u8]> = lines.iter().filter(|line| !line.is_ascii()).copied().collect();
    detect(&bytes, &foreign.concat())
}

const CHINESE: &str = "工单编号,受理时间,一级分类,所属区,街道\n\
    A1,2024-01-01 10:00,噪声扰民,朝阳区,朝阳门街道\nA2,2024-01-02 10:00,路灯不亮,海淀区,3号楼A座\n\
    A3,2024-01-02 11:00,供暖问题,东城区,建国门街道\n";
const TRADITIONAL: &str = "案件編號,受理時間,類別,行政區\n1,2024-01-01,路燈故障,信義區\n\
    2,2024-01-02,違規停車,大安區\n3,2024-01-03,噪音問題,萬華區\n4,2024-01-03,道路坑洞,中正區\n";
const JAPANESE: &str = "受付番号,受付日時,分類,区\n1,2024-01-01,道路の陥没について,中央区\n\
    2,2024-01-02,ごみの収集がされていない,北区\n3,2024-01-03,公園の遊具が壊れている,西区\n";
const KOREAN: &str = "접수번호,접수일시,분류,구\n1,2024-01-01,불법 주정차 신고,강남구\n\
    2,2024-01-02,도로 파손 신고합니다,서초구\n3,2024-01-03,가로등 고장,종로구\n";
const PORTUGUESE: &str = "1,Iluminação pública apagada,Região Norte\n2,Coleta não realizada,Estação\n\
    3,Habitação,Região Sul\n4,Infiltração,Centro\n5,Poluição sonora,Região\n6,Ruído de obra,X\n\
    7,Poda de árvore,X\n8,Cão solto,X\n9,Vazamento de água,X\n10,Sinalização danificada,X\n";
const RUSSIAN: &str = "1,Нет отопления в квартире,Северный район\n2,Яма на дороге,Южный район\n\
    3,Не работает фонарь,Центральный район\n4,Шум ночью от соседей,Западный район\n";
const POLISH: &str = "1,Dziura w drodze przy głównej ulicy,Śródmieście\n2,Śmieci nie odebrane,Żoliborz\n\
    3,Hałas w nocy,Praga-Południe\n4,Uszkodzona ławka,Białołęka\n5,Oświetlenie nie działa,Mokotów\n\
    6,Źle zaparkowany samochód,Włochy\n7,Woda cieknie z hydrantu,Łódź\n8,Chodnik pęknięty,Wawer\n";

#[test]
fn each_language_is_told_in_the_encodings_that_it_is_written_in() {
    for (text, encoding) in [
        (CHINESE, GB18030),
        (TRADITIONAL, BIG5),
        (JAPANESE, SHIFT_JIS),
        (KOREAN, EUC_KR),
        (PORTUGUESE, WINDOWS_1252),
        (RUSSIAN, WINDOWS_1251),
        (CHINESE, UTF_8),
        (PORTUGUESE, UTF_8),
    ] {
        assert_eq!(verdict(text, encoding), Verdict::Sure(encoding), "{text}");
    }
}

#[test]
fn a_reading_is_never_wrong() {
    // Where too little tells an encoding, the answer may be that it is not sure, but no other.
    for (text, encoding) in [
        (JAPANESE, EUC_JP),
        (RUSSIAN, KOI8_R),
        (POLISH, WINDOWS_1250),
        ("1,Córdoba\n", WINDOWS_1252),
        ("1,Région,Île-de-France\n", WINDOWS_1252),
        ("1,Straße defekt,Köln\n", WINDOWS_1252),
        ("1,São,C\n2,Cão solto,D\n", WINDOWS_1252),
        ("1,是\n2,否\n", GB18030),
        ("1,满意,西城区\n", GB18030),
    ] {
        match verdict(text, encoding) {
            Verdict::Sure(found) => {
                let (bytes, _, _) = encoding.encode(text);
                let read = found.decode_without_bom_handling(&bytes).0;
                assert_eq!(read, text, "{} read as {}", encoding.name(), found.name());
            }
            Verdict::Unsure { .. } => {}
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn marks_nul_bytes_and_other_content_are_told() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(detect(&wide("\u{feff}id,区\n1,东城\n"), b""), Verdict::Sure(UTF_16LE));
    assert_eq!(detect(&wide("id,区\n1,东城\n"), b""), Verdict::Sure(UTF_16LE));
    assert_eq!(detect(b"id,kind\n1,noise\n", b""), Verdict::PlainAscii);
    for (bytes, word) in [
        (&b"id,kind\n1,\0\0\0\0\0"[..], "NUL"),
        (b"<!DOCTYPE html><p>502", "web page"),
        (b"\n<HTML>", "web page"),
        (b"%PDF-1.7", "PDF"),
        (&[0xff, 0xfe, 0, 0, b'i', 0, 0, 0], "UTF-32"),
    ] {
        match detect(bytes, b"") {
            Verdict::NotText(reason) => assert!(reason.contains(word), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}
