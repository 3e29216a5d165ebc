//! The embedded tree on names of real systems, and files that must be refused.

use super::*;

fn matter(parent: &str, item: &str) -> Option<String> {
    ThemeTree::embedded().place(Some(parent), item).facets.matter
}

#[test]
fn the_embedded_tree_is_valid_and_complete() {
    let tree = ThemeTree::parse_alone(EMBEDDED, EMBEDDED_ORIGIN).unwrap();
    let mut keys: Vec<_> = tree.themes.iter().map(|t| t.key.as_str()).collect();
    keys.sort_unstable();
    let twelve = [
        "consumption",
        "education",
        "elderly_care",
        "environment",
        "health",
        "housing",
        "labour",
        "market_order",
        "property_rights",
        "public_facilities",
        "rural",
        "transport",
    ];
    assert_eq!(keys, twelve);
    let counts = (tree.causes.len(), tree.tiers.len(), tree.haves.len(), tree.natures.len());
    assert_eq!(counts, (7, 4, 7, 5));
    assert!(
        tree.tiers.iter().any(|t| t.key == "developing" && t.also.is_some()),
        "both published naming sets"
    );
}

#[test]
fn every_problem_of_2021_has_a_matter() {
    let names = [
        "街头游商占道经营",
        "大货车交通安全",
        "地下通道和市政涵洞",
        "违法停车",
        "共享单车乱停放",
        "农村宅基地",
        "垃圾清运不及时",
        "小区充电桩安装难",
        "交通噪声",
        "路灯不亮",
        "居住区停车难",
        "普惠幼儿园入园",
        "社区医院用药",
        "医院医疗服务",
        "养老机构收费",
        "居家养老",
        "拖欠工资",
        "校外培训机构",
        "房产中介",
        "违法群租",
        "电动三四轮车",
        "预付式消费退费",
        "网络消费纠纷",
        "房产证办理",
        "房屋使用",
        "老旧小区改造",
        "村民待遇",
        "农村基础设施",
    ];
    let tree = ThemeTree::embedded();
    let lacking: Vec<_> =
        names.iter().filter(|n| tree.place(None, n).facets.matter.is_none()).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
    let parking = tree.place(None, "违法停车").facets.causes;
    assert_eq!(parking, ["management", "infrastructure"], "one problem, two causes");
}

#[test]
fn names_of_311_systems_are_placed() {
    assert_eq!(
        matter("Street Lights", "General Lighting Request").as_deref(),
        Some("street_lights")
    );
    assert_eq!(
        matter("Administrative & General Requests", "Misc. Snow Complaint").as_deref(),
        Some("winter_snow")
    );
    assert_eq!(matter("Noise", "Noise - Street/Sidewalk").as_deref(), Some("noise"));
    assert_eq!(matter("Parking Control", "Roads/Sidewalks").as_deref(), Some("illegal_parking"));
    assert_eq!(
        matter("Department of Sanitation", "Missed Collection").as_deref(),
        Some("waste_collection")
    );
    assert_eq!(matter("HPD", "HEAT/HOT WATER").as_deref(), Some("heating"));
    assert_eq!(matter("Bylaw Services", "Signs").as_deref(), Some("signs_bylaw"));
    assert_eq!(matter("Traffic Operations", "Signs").as_deref(), Some("signs_markings"));
}

#[test]
fn buckets_are_no_matter_and_unknown_names_have_no_theme() {
    let tree = ThemeTree::embedded();
    let bucket = |parent, item| tree.place(Some(parent), item).facets.bucket;
    assert_eq!(bucket("Retail-Blue Box", "311 Contact Centre"), Some(Bucket::Routine));
    assert_eq!(bucket("Sanitation", "Schedule a Bulk Item Pickup SS"), Some(Bucket::Routine));
    assert_eq!(
        bucket("Employee & General Comments", "General Comments For a Program or Policy"),
        Some(Bucket::General)
    );
    assert_eq!(bucket("供暖", "其他"), Some(Bucket::General));
    assert_eq!(
        tree.place(Some("供暖"), "其他").theme.as_deref(),
        Some("public_facilities"),
        "a bucket has its theme"
    );
    assert_eq!(tree.place(Some("Zzz"), "Qqq"), Placement::default());
    assert_eq!(tree.place(None, ""), Placement::default());
}

#[test]
fn titles_of_texts_are_placed_by_title_then_keywords() {
    let tree = ThemeTree::embedded();
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let placed = tree.place_text("丽发新城附近搅拌站夜间施工噪声扰民", &words(&["搅拌站"]));
    assert_eq!(placed.theme.as_deref(), Some("environment"));
    assert_eq!(
        tree.place_text("某某新城", &words(&["扬尘"])).facets.matter.as_deref(),
        Some("dust")
    );
    assert_eq!(tree.place_text("某某新城", &[]), Placement::default());
}

#[test]
fn most_categories_of_the_sample_city_have_a_theme() {
    let tree = ThemeTree::embedded();
    let rows = include_str!("../../sample/categories.csv").lines().skip(1);
    let names: Vec<(&str, &str)> = rows
        .filter_map(|row| {
            row.split_once(',').and_then(|(l1, rest)| rest.split_once(',').map(|(l2, _)| (l1, l2)))
        })
        .collect();
    let themed = names.iter().filter(|(l1, l2)| tree.place(Some(l1), l2).theme.is_some()).count();
    assert!(names.len() >= 300, "{} categories", names.len());
    assert!(themed * 10 >= names.len() * 9, "{themed} of {}", names.len());
}

#[test]
fn a_users_file_comes_first_and_may_replace() {
    let mine = r#"
        schema_version = 1
        [[matter]]
        key = "geysers"
        theme = "environment"
        zh = "间歇泉"
        en = "Geysers"
        item = ['street light']
        [[theme]]
        key = "environment"
        zh = "环境"
        en = "Nature"
    "#;
    let tree = ThemeTree::with_user_file(mine, "mine.toml").unwrap();
    assert_eq!(tree.place(None, "Street Light Outages").facets.matter.as_deref(), Some("geysers"));
    assert_eq!(tree.theme_name("environment", Language::En), Some("Nature"));
    assert_eq!(tree.themes.len(), 12);
    let alone = mine.replace("schema_version = 1", "schema_version = 1\nreplace = true");
    assert_eq!(ThemeTree::with_user_file(&alone, "mine.toml").unwrap().themes.len(), 1);
}

#[test]
fn broken_files_are_refused_by_name() {
    let refused =
        |text: &str| ThemeTree::with_user_file(text, "mine.toml").unwrap_err().to_string();
    let rule = |body: &str| {
        refused(&format!(
            "schema_version = 1\n[[matter]]\nkey = \"k\"\nzh = \"z\"\nen = \"e\"\n{body}"
        ))
    };
    assert!(refused("schema_version = 2").contains("must be 1, found 2"));
    assert!(refused("schema_version = 1\nthemes = []").contains("themes"));
    assert!(rule("theme = \"nowhere\"").contains("theme must be one of"));
    assert!(rule("theme = \"rural\"\nitem = ['(']").contains("is not a regular expression"));
    assert!(rule("theme = \"rural\"\nitem = ['']").contains("the empty pattern"));
    assert!(rule("theme = \"rural\"\ncauses = [\"fate\"]").contains("causes must be one of"));
    assert!(rule("theme = \"rural\"\nparent = ['x']").contains("use whole or within"));
    let twice = "[[matter]]\nkey = \"k\"\ntheme = \"rural\"\nzh = \"z\"\nen = \"e\"\n";
    assert!(refused(&format!("schema_version = 1\n{twice}{twice}")).contains("occurs twice"));
}
