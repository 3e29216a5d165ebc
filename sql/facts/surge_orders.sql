-- surge_orders: when, where and about what the demands of some days were received: whether machines
-- made them.
-- grain: demand.  surge_days: day.
select
    stg_demands.received_at,
    stg_demands.category_key,
    coalesce(
        stg_demands.community_key, stg_demands.street_key, stg_demands.district_key
    ) as area_key
from surge_days
inner join stg_demands on stg_demands.day = surge_days.day
