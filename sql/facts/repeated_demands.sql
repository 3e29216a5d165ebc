-- repeated_demands: demands of reporters who came more than once with one level-1 category, or with
-- one that stands under none. Whoever came twice with what a question asks about is among them:
-- every category stands under one level-1 category at most.  grain: demand.
-- params: $part, $parts (a share of the reporters)
with repeated as (
    select reporter, coalesce(category_l1_key, category_key) as top_category_key
    from stg_demands
    where (reporter % $parts + $parts) % $parts = $part
    group by reporter, coalesce(category_l1_key, category_key)
    having count(*) > 1
)
select
    stg_demands.district_key,
    stg_demands.street_key,
    stg_demands.category_key,
    stg_demands.category_l1_key,
    stg_demands.day,
    stg_demands.reporter
from repeated
inner join stg_demands
    on stg_demands.reporter = repeated.reporter
    and coalesce(stg_demands.category_l1_key, stg_demands.category_key) = repeated.top_category_key
