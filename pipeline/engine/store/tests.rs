use super::*;

#[test]
fn the_bucket_of_a_url_is_what_stands_before_the_names_in_it() {
    for (url, bucket) in [
        ("s3://city/orders/", "s3://city"),
        ("s3://city", "s3://city"),
        ("s3://city/工单/2024/*.csv", "s3://city"),
        ("s3://city/%E5%B7%A5%E5%8D%95/", "s3://city"),
        ("https://s3.eu-west-1.amazonaws.com/city/a/", "https://s3.eu-west-1.amazonaws.com/city"),
        ("https://a.blob.core.windows.net/city/工单/?sv=1", "https://a.blob.core.windows.net/city"),
        ("https://city.gov/data/*.csv", "https://city.gov"),
        ("file:///data/orders/", "file://"),
    ] {
        let parsed = Url::parse(url).unwrap();
        let (_, path) = object_store::ObjectStoreScheme::parse(&parsed).unwrap();
        assert_eq!(bucket_url(&parsed, &path), bucket, "{url}");
    }
}
