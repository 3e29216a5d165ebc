-- stg_orders: accepted demands of one statistical month, with the Monday of their week.
-- grain: order.  Ids of areas and categories are null where the order does not name them; unit_id is the category on
-- which mining works, l1_id is null where there is only one level.
select
    district_id,
    street_id,
    unit_id,
    l1_id,
    department_id,
    cast(date_trunc('week', received_at) as date) as week,
    responded,
    resolved,
    satisfied,
    escalated,
    first_in_street_unit,
    first_in_street_l1,
    first_in_district_unit,
    first_in_district_l1,
    first_in_city_unit,
    first_in_city_l1
from accepted_orders
