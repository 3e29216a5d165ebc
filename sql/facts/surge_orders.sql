-- surge_orders: when the demands of some days were received, and what about: whether machines made them.
-- grain: demand.  surge_days: day.
select
    stg_demands.received_at,
    stg_demands.category_key
from stg_demands
inner join surge_days on stg_demands.day = surge_days.day
