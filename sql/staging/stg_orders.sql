-- stg_orders: accepted demands with the city's own day, week and statistical month.
-- grain: order.  params: $month_start_shift (interval: start day - 1 days), $month_name_shift (interval: 1 month
-- unless months start on the 1st: a month bears the name of the calendar month in which it ends)
select
    place_id,
    item_id,
    department_id,
    cast(received_at as date) as day,
    cast(date_trunc('week', received_at) as date) as week,
    cast(
        date_trunc('month', received_at - cast($month_start_shift as interval)) + cast($month_name_shift as interval) as date
    ) as stat_month,
    responded,
    resolved,
    satisfied,
    escalated,
    first_in_street_item,
    first_in_street_l1,
    first_in_district_item,
    first_in_district_l1,
    first_in_city_item,
    first_in_city_l1
from accepted_orders
