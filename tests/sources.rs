//! Whatever file a city has: read right, or refused with the reason and the line to write.

use std::fs;
use std::io::Write;

use crate::city::{CONFIG, City};
use crate::support::{config, query, results};

const ORDERS: &str =
    "id,time,kind,area\n1,2024-03-01 10:00:00,noise,north\n2,2024-03-02 11:00:00,noise,south\n";

/// The same city with other bytes in its file, under another name.
fn city(config: &str, name: &str, bytes: &[u8]) -> City {
    let city = City::new(&config.replace("orders.csv", name), "");
    fs::write(city.path(name), bytes).unwrap();
    city
}

/// Insists that 2024 is published; gives `sql` over its tables, a row a line.
fn published(city: &City, sql: &str) -> Vec<String> {
    let (status, message) = city.run(&["--period", "2024"]);
    assert_eq!(status, 0, "{message}");
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = |row: &serde_json::Value| {
        row.as_object().unwrap().values().map(text).collect::<Vec<_>>().join(" ")
    };
    query(&city.path("out"), sql).iter().map(line).collect()
}

const BY_DISTRICT: &str = "select area, sum(orders) as orders from panel_month where area_level = 'district' \
     and category_level = 'l1' group by area order by area";

#[test]
fn a_file_is_read_as_what_it_is_and_the_account_says_how() {
    let wide: Vec<u8> = format!("\u{feff}{}", ORDERS.replace(',', "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let titled = format!("Report,,,\nprinted 2025-01-02,,,\n{}", ORDERS.replace(',', ";"))
        .replace("t,,,", "t;;;")
        .replace("2,,,", "2;;;");
    for (name, bytes, expected) in [
        (
            "a.txt",
            wide,
            serde_json::json!({"encoding": "UTF-16LE", "delimiter": "\t", "header_row": 1}),
        ),
        (
            "a.csv.gz",
            gzip(ORDERS),
            serde_json::json!({"encoding": "UTF-8", "plain_ascii": true, "delimiter": ",", "header_row": 1}),
        ),
        (
            "a.csv",
            titled.into_bytes(),
            serde_json::json!({"encoding": "UTF-8", "plain_ascii": true, "delimiter": ";", "header_row": 3}),
        ),
    ] {
        let city = city(CONFIG, name, &bytes);
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"], "{name}");
        let inputs = results(&city.path("out"), "2024")["inputs"].clone();
        assert_eq!(inputs[0]["layout"], expected, "{name}");
        let compression =
            if name.ends_with("gz") { serde_json::json!("gzip") } else { serde_json::Value::Null };
        assert_eq!(inputs[0]["compression"], compression);
        // From what the first run kept, too.
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"], "{name}");
        assert_eq!(results(&city.path("out"), "2024")["inputs"][0]["layout"], expected, "{name}");
    }
}

#[test]
fn text_in_an_unsure_encoding_is_never_published() {
    let city =
        city(CONFIG, "a.csv", b"id,time,kind,area\n1,2024-03-01 10:00:00,noise,Regi\xc6o Norte\n");
    city.refuses(3, &["a.csv", "encoding = \"", "[source]"], &[]);
    let latin = "id,time,kind,area\n1,2024-03-01 10:00:00,noise,Região Norte\n";
    let bytes = encoding_rs::WINDOWS_1252.encode(latin).0.into_owned();
    let declared = CONFIG.replace("paths", "encoding = \"latin-1\"\npaths");
    let city = self::city(&declared, "a.csv", &bytes);
    assert_eq!(published(&city, BY_DISTRICT), ["Região Norte 1"]);
}

#[test]
fn a_misspelt_declaration_names_what_is_allowed() {
    for (line, words) in [
        ("encoding = \"klingon\"", ["[source] encoding", "gb18030"]),
        ("delimiter = \";;\"", ["[source] delimiter", "one ASCII character"]),
        ("header_row = 0", ["[source] header_row", "1 (the file's first line)"]),
    ] {
        let city = City::new(&CONFIG.replace("paths", &format!("{line}\npaths")), ORDERS);
        city.refuses(2, &words, &[]);
    }
}

#[test]
fn what_the_engine_documents_works_in_expressions() {
    let orders = ORDERS.replace("south", "");
    let mapped = CONFIG.replace("'\"area\"'", "'''coalesce(\"area\", nvl(null, 'none'))'''");
    let with = |keep: &str| {
        format!(
            "{mapped}department = '''ifnull(\"area\", arrow_cast('x', 'Utf8'))'''\n[keep]\nwhere = '''{keep}'''\n"
        )
    };
    let city = City::new(&with("coalesce(kind, 'x') = 'noise' and received_at < now()"), &orders);
    assert_eq!(published(&city, BY_DISTRICT), ["none 1", "north 1"]);
    let rows = &results(&city.path("out"), "2024")["rows"];
    assert_eq!(rows["unreadable_values"], serde_json::json!({}));
    // A row whose value cannot be computed still fails alone.
    let lenient = format!(
        "{}[check]\nmax_rejected_share = 0.5\n",
        CONFIG.replace("'\"id\"'", "'''coalesce(cast(\"id\" as bigint), 0)'''")
    );
    let city = City::new(&lenient, &ORDERS.replace("\n2,", "\nx,"));
    assert_eq!(published(&city, BY_DISTRICT), ["north 1"]);
}

/// Two months of files; the second has no department and calls its kinds otherwise.
fn drift(config: &str) -> City {
    let city = City::new(config, "");
    city.write("1.csv", "id,time,kind,area,unit\n1,2024-01-01,noise,north,roads\n");
    city.write("2.csv", "id,time,sort,area\n2,2024-12-01,noise,south\n");
    city
}

#[test]
fn a_column_that_a_file_lacks_names_the_file_and_both_ways_out() {
    let config =
        CONFIG.replace("\"orders.csv\"", "\"*.csv\"").replace("\"kind\"", "coalesce(kind, sort)");
    for _ in 0..3 {
        let city = drift(&config);
        fs::remove_file(city.path("orders.csv")).unwrap();
        city.refuses(3, &["1.csv", "\"sort\"", "[[source]]", "category_l1"], &[]);
    }
    let config = format!("{CONFIG}department = '\"unit\"'\n")
        .replace("\"orders.csv\"", "\"1.csv\", \"2.csv\"");
    let city = drift(&config.replace("'\"kind\"'", "'\"area\"'"));
    city.refuses(3, &["2.csv", "\"unit\"", "[[source]]", "department = 'null'"], &[]);
}

#[test]
fn files_that_differ_are_sources_of_their_own() {
    let head = "version = 1\nlanguage = \"en\"\n";
    let common =
        "[columns]\norder_id = '\"id\"'\nreceived_at = '\"time\"'\ndistrict = '\"area\"'\n";
    let part = |paths: &str, own: &str| {
        format!("[[source]]\npaths = [\"{paths}\"]\n[source.columns]\n{own}")
    };
    let (early, late) = (
        "category_l1 = 'kind'\ndepartment = 'unit'\n",
        "category_l1 = 'sort'\ndepartment = 'null'\n",
    );
    let over = format!("{head}{common}{}{}", part("1.csv", early), part("2.csv", late));
    let names = common.strip_prefix("[columns]\n").unwrap();
    let whole = format!(
        "{head}{}{}",
        part("1.csv", &format!("{names}{early}")),
        part("2.csv", &format!("{names}{late}"))
    );
    for config in [over.as_str(), &whole] {
        let city = drift(config);
        assert_eq!(published(&city, BY_DISTRICT), ["north 1", "south 1"]);
        let inputs = results(&city.path("out"), "2024")["inputs"].clone();
        assert_eq!(
            (&inputs[0]["source"], &inputs[1]["source"]),
            (&serde_json::json!(1), &serde_json::json!(2))
        );
    }
    drift(&over.replace("2.csv", "*.csv")).refuses(3, &["1.csv", "[[source]] number 2"], &[]);
    let short = over.replace("category_l1 = 'sort'\n", "");
    drift(&short).refuses(2, &["[[source]] number 2", "category_l1"], &[]);
    let city = drift(&over);
    let (status, message) =
        city.run(&["--period", "2024", "--input", city.path("1.csv").to_str().unwrap()]);
    assert_eq!(status, 0, "{message}");
    assert_eq!(results(&city.path("out"), "2024")["rows"]["read"], 1);
}

const BY_MONTH: &str = "select cast(month as varchar) as month, sum(orders) as orders from panel_month \
     where area_level = 'city' and category_level = 'l1' and orders > 0 group by month order by month";

#[test]
fn an_instant_is_an_instant_and_a_local_time_stays() {
    let head = CONFIG.replace("language", "time_zone = \"America/New_York\"\nlanguage");
    // 03:00 UTC on 1 March, still February in New York; and as texts of the city's own clock.
    for (expression, value, month) in [
        ("to_timestamp_seconds(cast(\"time\" as bigint))", "1709262000", "2024-02-01"),
        ("to_timestamp_seconds(\"time\")", "1709262000", "2024-02-01"),
        ("to_timestamp_millis(\"time\")", "1709262000000", "2024-02-01"),
        ("to_timestamp(cast(\"time\" as double))", "1709262000", "2024-02-01"),
        ("from_unixtime(cast(\"time\" as bigint))", "1709262000", "2024-02-01"),
        (
            "date_trunc('day', to_timestamp_seconds(cast(\"time\" as bigint)))",
            "1709262000",
            "2024-02-01",
        ),
        ("to_timestamp(\"time\")", "2024-03-01T03:00:00Z", "2024-02-01"),
        ("cast(\"time\" as timestamp)", "2024-03-01 03:00:00+00", "2024-02-01"),
        ("to_timestamp(\"time\", '%m/%d/%Y %H:%M %z')", "03/01/2024 03:00 +0000", "2024-02-01"),
        ("to_timestamp(\"time\", '%m/%d/%Y %H:%M')", "03/01/2024 03:00", "2024-03-01"),
        ("to_timestamp(\"time\")", "2024-03-01 03:00:00", "2024-03-01"),
        ("spreadsheet_time(\"time\")", "45352.125", "2024-03-01"),
        (
            "coalesce(try_cast(\"time\" as timestamp), to_timestamp('2024-05-01'))",
            "2024年3月1日 3时",
            "2024-03-01",
        ),
        ("\"time\"", "Fri Mar 01 2024 03:00:00 GMT+0000", "2024-02-01"),
    ] {
        let config = head.replace("'\"time\"'", &format!("'''{expression}'''"));
        let city = City::new(&config, &format!("id,time,kind,area\n1,{value},noise,north\n"));
        assert_eq!(published(&city, BY_MONTH), [format!("{month} 1")], "{expression} of {value}");
    }
}

#[test]
fn times_that_nobody_can_know_are_refused_with_the_expression_to_write() {
    for (value, words) in [
        ("01/02/2024", ["to_timestamp(\"time\", '%d/%m/%Y')", "'%m/%d/%Y'"]),
        ("13/02/2024 10:05", ["'%d/%m/%Y %H:%M'", "the day stands first here"]),
        ("1709262000", ["to_timestamp_seconds(cast(\"time\" as bigint))", "1970"]),
        ("1709262000000", ["to_timestamp_millis(cast(\"time\" as bigint))", "1970"]),
        ("45352.125", ["spreadsheet_time(\"time\")", "spreadsheet"]),
    ] {
        let city = City::new(CONFIG, &format!("id,time,kind,area\n1,{value},noise,north\n"));
        city.refuses(3, &[words[0], words[1], value], &[]);
    }
}

#[test]
fn answers_are_read_and_strange_ones_are_shown() {
    let config = format!(
        "{CONFIG}resolved = '\"done\"'\nsatisfied = '\"mark\"'\n[answers]\nyes = [\"办妥\"]\n"
    );
    let orders = "id,time,kind,area,done,mark\n1,2024-03-01,noise,north,已解决,基本满意\n2,2024-03-01,noise,north,0.0,一般\n\
        3,2024-03-01,noise,north,办妥,尚可\n4,2024-03-01,noise,north,未回访,尚可\n5,2024-03-01,noise,north,,\n";
    let city = City::new(&config, orders);
    let sums = "select sum(answered) as answered, sum(resolved) as resolved, sum(satisfied) as satisfied from panel_month \
        where area_level = 'city' and category_level = 'l1'";
    assert_eq!(published(&city, sums), ["3 2 1"]);
    let rows = results(&city.path("out"), "2024")["rows"].clone();
    assert_eq!(rows["unreadable_values"], serde_json::json!({"satisfied": 2}));
    assert_eq!(rows["unreadable_examples"], serde_json::json!({"satisfied": [["尚可", 2]]}));
}

#[test]
fn the_configurations_of_known_sources_read_rows_of_their_schemas() {
    for (name, file, rows, accepted, set_aside) in [
        ("chicago311", "a.csv", CHICAGO, 2, 2),
        ("sf311", "a.csv", SAN_FRANCISCO, 2, 0),
        ("toronto311", "a.csv", TORONTO, 2, 1),
        ("open311", "a.json", OPEN311, 2, 0),
        ("hotline12345", "a.csv", HOTLINE, 2, 1),
    ] {
        let city = City::new("", "");
        city.write(file, rows);
        let out = city.path("out");
        let arguments = [
            "run",
            "--config",
            &config(name),
            "--input",
            city.path(file).to_str().unwrap(),
            "--output",
            out.to_str().unwrap(),
            "--period",
            "2024",
        ]
        .map(str::to_owned);
        crate::support::yiti_ok(&arguments.each_ref().map(String::as_str));
        let account = results(&out, "2024");
        let seen = &account["rows"];
        assert_eq!(
            (&seen["accepted"], &seen["set_aside"], &seen["rejected"]),
            (&accepted.into(), &set_aside.into(), &0.into()),
            "{name}: {seen}"
        );
        assert_eq!(seen["unreadable_values"], serde_json::json!({}), "{name}");
    }
}

const CHICAGO: &str = "SR_NUMBER,SR_TYPE,SR_SHORT_CODE,CREATED_DEPARTMENT,OWNER_DEPARTMENT,STATUS,ORIGIN,CREATED_DATE,LAST_MODIFIED_DATE,CLOSED_DATE,DUPLICATE,WARD,COMMUNITY_AREA,LATITUDE,LONGITUDE
SR24-1,Pothole in Street,PHF,,CDOT - Department of Transportation,Completed,Phone Call,01/05/2024 12:40:41 PM,01/06/2024 08:00:00 AM,01/06/2024 08:00:00 AM,false,7,43,41.7,-87.5
SR24-2,Rodent Baiting,SGA,,Streets and Sanitation,Open,Mobile Device,02/15/2024 01:05:00 AM,02/15/2024 01:05:00 AM,,false,12,58,,
SR24-3,311 INFORMATION ONLY CALL,311IOC,,311 City Services,Completed,Phone Call,02/15/2024 01:06:00 AM,02/15/2024 01:06:00 AM,02/15/2024 01:06:00 AM,false,,,,
SR24-4,Pothole in Street,PHF,,CDOT - Department of Transportation,Open,Phone Call,03/05/2024 12:40:41 PM,03/06/2024 08:00:00 AM,,true,7,43,41.7,-87.5
";

const SAN_FRANCISCO: &str = "CaseID,Opened,Closed,Updated,Status,Status Notes,Responsible Agency,Category,Request Type,Request Details,Address,Supervisor District,Neighborhood,Latitude,Longitude,Source
1001,01/05/2024 12:40:41 PM,,01/05/2024 12:41:41 PM,Open,,DPW,Street Cleaning,Bulky Items,Furniture,1 A ST,3,Chinatown,37.7,-122.4,Mobile/Open311
1002,2024 Feb 15 01:05:00 AM,2024 Feb 16 01:05:00 AM,2024 Feb 16 01:05:00 AM,Closed,\"done, closed\",MTA,Street Light,Out,,2 B ST,10.0,Bayview,0,0,Phone
";

const TORONTO: &str = "Creation Date,Status,First 3 Chars of Postal Code,Intersection Street 1,Intersection Street 2,Ward,Service Request Type,Division,Section
2024-01-01 00:05:12.0000000,Completed,M9V,,,Etobicoke North (01),Residential: Bin: Repair,Solid Waste Management Services,Collections
2024-02-01 10:05:12.0000000,In-progress,Intersection,A St,B St,Davenport (09),Pot hole,Transportation Services,Road Operations
2024-02-01 10:05:12.0000000,Cancelled,M4C,,,Beaches-East York (19),Pot hole,Transportation Services,Road Operations
";

const OPEN311: &str = r#"[{"service_request_id":"638344","status":"closed","service_name":"Sidewalk Repair","service_code":"006","description":"cracked","agency_responsible":"Works","requested_datetime":"2024-04-14T06:37:38-08:00","updated_datetime":"2024-04-14T07:37:38-08:00","address":"8TH AVE","zipcode":"94122","lat":37.76,"long":-122.46},
{"service_request_id":"638349","status":"open","service_name":"Graffiti","service_code":"007","description":null,"agency_responsible":"Works","requested_datetime":"2024-05-19T06:37:38Z","updated_datetime":"2024-05-19T06:37:38Z","address":"","zipcode":null,"lat":37.76,"long":-122.46}]"#;

const HOTLINE: &str = "12345市民服务热线工单明细表,,,,,,,,,,,,,,,,,
工单编号,受理时间,工单类型,来源渠道,一级分类,二级分类,三级分类,所属区,街道乡镇,社区村,来电号码,承办单位,诉求内容,办理时限,办结时间,是否联系,是否解决,是否满意
202401010001,2024-01-01 08:05:03,诉求,电话,城乡建设,供暖,温度不达标,朝阳区,望京街道,花家地,138****0001,区供热办,\"家里不热，
请处理\",2024-01-08 08:05:03,2024-01-03 17:00:00,是,已解决,满意
202402010002,2024年2月1日 10时30分00秒,诉求,微信,市容环卫,垃圾清运,,海淀区,学院路街道,,139****0002,街道办,垃圾未清运,,,否,未解决,不满意
202402010003,2024/2/1 10:31,咨询,电话,政策咨询,,,海淀区,,,139****0003,,办证需要什么材料,,,,,
";
