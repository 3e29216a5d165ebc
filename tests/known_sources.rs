//! The configurations of known sources read rows of their schemas.

use crate::city::City;
use crate::support::{config, results};

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
