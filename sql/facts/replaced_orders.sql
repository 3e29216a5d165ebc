-- replaced_orders: accepted rows that do not count, since another row of the same order does.
-- grain: order as received. The newest updated_at counts, else the last row of the last source
-- (dim_source.source_order).  A row is a duplicate when the row that counts is of the same source
-- and no newer; all others are superseded.
-- possible_repeats: order_key (all that come more than once, and some that do not).
with versions as (
    select
        fact_orders.order_id,
        fact_orders.source_key,
        fact_orders.source_row,
        fact_orders.stat_month,
        fact_orders.updated_at,
        dim_source.source_order
    from possible_repeats
    inner join fact_orders on fact_orders.order_key = possible_repeats.order_key
    inner join dim_source on fact_orders.source_key = dim_source.source_key
),
ranked as (
    select
        order_id,
        source_key,
        source_row,
        stat_month,
        updated_at,
        row_number() over newest_first as version,
        first_value(source_key) over newest_first as counting_source,
        first_value(updated_at) over newest_first as counting_update
    from versions
    window newest_first as (
        partition by order_id
        order by updated_at desc nulls last, source_order desc, source_row desc
    )
)
select
    source_key,
    source_row,
    stat_month,
    order_id,
    source_key = counting_source and updated_at is not distinct from counting_update as is_duplicate
from ranked
where version > 1
order by source_key, source_row
