-- order_text_sample: demands with a text that was kept, with the finest area and the reporter.
-- grain: order, of one month.
-- params: $city_key (the area of an order that names none), $first_day
select
    order_key,
    day,
    coalesce(street_key, district_key, $city_key) as area_key,
    category_key,
    reporter,
    text
from stg_demands
where text is not null and day >= $first_day
