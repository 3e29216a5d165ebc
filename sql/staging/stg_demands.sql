-- stg_demands: demands of one statistical month: of each order the version that counts.  grain:
-- order. replaced_orders holds the rows that repeat an order or that a newer version replaces
-- (facts/replaced_orders).
select
    source_key,
    source_row,
    order_key,
    received_at,
    due_at,
    closed_at,
    day,
    hour,
    week,
    district_key,
    street_key,
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
from stg_orders
where
    not exists (
        select 1
        from replaced_orders
        where
            replaced_orders.source_key = stg_orders.source_key
            and replaced_orders.source_row = stg_orders.source_row
    )
