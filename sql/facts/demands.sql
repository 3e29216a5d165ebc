-- demands: orders that count, with the names behind their keys: what `yiti export` writes.  grain:
-- order.
select
    fact_orders.order_id,
    fact_orders.received_at,
    fact_orders.stat_month,
    district.area as district,
    street.area as street,
    community.area as community,
    category_l1.category as category_l1,
    dim_category.category,
    dim_department.department,
    dim_channel.channel,
    dim_request_type.request_type,
    dim_dispatch.dispatch,
    fact_orders.responded,
    fact_orders.resolved,
    fact_orders.satisfied,
    fact_orders.escalated,
    fact_orders.due_at,
    fact_orders.closed_at,
    fact_orders.updated_at,
    fact_orders.lon,
    fact_orders.lat,
    fact_orders.text,
    dim_source.path as source_path,
    fact_orders.source_row
from fact_orders
left join dim_area as district on fact_orders.district_key = district.area_key
left join dim_area as street on fact_orders.street_key = street.area_key
left join dim_area as community on fact_orders.community_key = community.area_key
left join dim_category as category_l1 on fact_orders.category_l1_key = category_l1.category_key
left join dim_category on fact_orders.category_key = dim_category.category_key
left join dim_department on fact_orders.department_key = dim_department.department_key
left join dim_channel on fact_orders.channel_key = dim_channel.channel_key
left join dim_request_type on fact_orders.request_type_key = dim_request_type.request_type_key
left join dim_dispatch on fact_orders.dispatch_key = dim_dispatch.dispatch_key
left join dim_source on fact_orders.source_key = dim_source.source_key
where
    not exists (
        select 1
        from replaced_orders
        where
            replaced_orders.source_key = fact_orders.source_key
            and replaced_orders.source_row = fact_orders.source_row
    )
