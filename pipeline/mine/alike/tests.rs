use super::*;

#[test]
fn set_phrases_say_little_and_names_much() {
    let texts = [
        "市民来电反映，丽发新城旁搅拌站夜里施工，请求解决",
        "来电人反映丽发新城搅拌站3点还在响，请求解决",
        "市民来电反映，洪山公园路灯不亮，请求解决",
        "市民来电反映，洪山公园厕所没有水，请求解决",
        "The lamp in Elm Street is out",
        "Elm Street: lamp 12 out again",
    ];
    let vocabulary = Vocabulary::learn(texts.into_iter());
    let signatures: Vec<Signature> = texts.iter().map(|text| vocabulary.read(text)).collect();
    let index = SignatureIndex::new(signatures.iter());
    let like = |a: usize, b: usize| index.likenesses(&signatures[a])[b];
    assert!((like(0, 0) - 1.0).abs() < 1e-9);
    assert!(like(0, 1) > 2.0 * like(0, 2), "{} {}", like(0, 1), like(0, 2));
    assert!(like(4, 5) > 0.4 && like(0, 4) < 1e-9);
    assert_eq!(index.likenesses(&vocabulary.read("123 …"))[0], 0.0);
}
