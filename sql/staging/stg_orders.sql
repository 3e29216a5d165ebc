-- stg_orders: accepted orders of one statistical month that may be seen, with their day, hour and
-- the Monday of their week.  grain: order as received.
-- params: $areas_are_streets (the finest level of the panel: streets, else communities), $until
--         (orders received from then on are not seen)
select
    source_key,
    source_row,
    order_key,
    received_at,
    due_at,
    closed_at,
    day,
    cast(date_part('hour', received_at) as int) as hour,
    cast(date_trunc('week', day) as date) as week,
    district_key,
    case when $areas_are_streets then street_key else community_key end as street_key,
    community_key,
    category_key,
    category_l1_key,
    department_key,
    channel_key,
    request_type_key,
    dispatch_key,
    reporter,
    responded,
    resolved,
    satisfied,
    escalated,
    lon,
    lat,
    text
from fact_orders
where received_at < $until
