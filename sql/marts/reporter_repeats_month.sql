-- reporter_repeats_month: reporters who came more than once with one category from one area: the
-- finest that each order names.  grain: reporter, area, category, of one month.
-- params: $city_key (the area of an order that names none)
select
    reporter,
    coalesce(street_key, district_key, $city_key) as area_key,
    category_key,
    count(*) as orders
from stg_demands
where reporter is not null
group by reporter, coalesce(street_key, district_key, $city_key), category_key
having count(*) > 1
