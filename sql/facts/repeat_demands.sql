-- repeat_demands: what one reporter asked about one category in one area, day by day, and whether
-- it was resolved.
-- grain: pair, day.  repeat_pairs: pair, reporter, area_key, category_key.
-- params: $city_key (the area of an order that names none)
select
    repeat_pairs.pair,
    stg_demands.day,
    count(*) as orders,
    count(stg_demands.resolved) as resolved_known,    -- null = not asked
    count(*) filter (where stg_demands.resolved) as resolved
from repeat_pairs
inner join stg_demands
    on stg_demands.reporter = repeat_pairs.reporter
    and stg_demands.category_key = repeat_pairs.category_key
    and coalesce(stg_demands.street_key, stg_demands.district_key, $city_key)
        = repeat_pairs.area_key
group by repeat_pairs.pair, stg_demands.day
