-- place_sample: demands with a known reporter, of a share of the places. A place is some fifty
-- metres of coordinates, else a community.  grain: order, of one month.
-- params: $city_key (the area of an order that names none), $first_day (orders before it are not
--         seen), $part, $parts (a share of the places)
with placed as (
    select
        coalesce(district_key, $city_key) as area_key,
        category_key,
        case
            when lon is not null and lat is not null
                then cast(floor(lon * 2000) as bigint) * 1000003 + cast(floor(lat * 2000) as bigint)
            else community_key
        end as place,
        reporter,
        date_part('epoch', received_at) / 86400 as received,
        date_part('epoch', closed_at) / 86400 as closed
    from stg_demands
    where reporter is not null and day >= $first_day
)
select area_key, category_key, place, reporter, received, closed
from placed
where (place % $parts + $parts) % $parts = $part
